"""Circles in a browser: a teacher makes them by keys, a student sees mates and a draft."""

from playwright.sync_api import Browser, expect
from server.chromium import open_page, signed_in

from writing_center.domain.assignments import Phase

from .desks import focus_is_lost, go, told
from .founded import Founded
from .inspecting import violations
from .test_narrow import PHONE, check

NAMES = ("Ann", "Bo", "Cem", "Di", "Ed", "Fay", "Gil")


def test_circles_are_made_and_read(browser: Browser, founded: Founded) -> None:
    group = founded.a_class()
    people = {name: founded.a_student(group, name) for name in NAMES}
    assignment = founded.an_assignment(group)
    context = signed_in(browser, founded.served, founded.teacher)
    page = open_page(context, f"{founded.url}teacher/class")
    go(page, f"/class/{group.id}")
    page.get_by_role("link", name="Circles").click()
    page.get_by_role("button", name="By hand").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By hand")).to_be_focused()
    for name in ("Ann", "Bo", "Cem"):
        page.get_by_label(name, exact=True).focus()
        page.keyboard.press("a")  # "A new circle"
    page.get_by_role("button", name="Show with my changes").click()
    expect(page.get_by_role("group", name="Circle 1").get_by_role("combobox")).to_have_count(3)
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 800})
    check(page)
    page.get_by_role("button", name="Make these circles").click()
    told(page, "1 circle stands")
    page.get_by_role("button", name="In balance").click()
    expect(page.get_by_role("group", name="Circle 2").get_by_role("combobox")).to_have_count(4)
    page.get_by_role("button", name="Make these circles").click()
    told(page, "2 circles stand")
    assert not focus_is_lost(page)
    assert violations(page) == []

    founded.hands_in(people["Ann"], assignment)
    founded.begin(assignment, Phase.REVIEW)
    reader = founded.desk(browser, people["Bo"], "/circle")
    expect(reader.get_by_text("Ann, Cem and you read each other")).to_be_visible()
    expect(reader.get_by_role("heading", name="Ann asks: “Do you hear it?”")).to_be_visible()
    reader.set_viewport_size({"width": PHONE, "height": 800})
    check(reader)
    reader.get_by_role("button", name="Read it").click()
    told(reader, "It is yours to read.")
    expect(reader.get_by_text("Ann").first).to_be_visible()
    other = founded.desk(browser, people["Di"], "/review")
    expect(other.get_by_text("No draft waits for you at the moment.")).to_be_visible()
