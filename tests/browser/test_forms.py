"""A form says itself what is wrong, also where the field is folded away; the focus is never lost."""

from playwright.sync_api import Browser, Page, expect
from server.chromium import open_page, signed_in

from writing_center.domain.assignments import Phase

from .desks import focus_is_lost, go, told
from .founded import Founded


def errors(page: Page) -> list[str]:
    return page.locator(".wc-error").all_inner_texts()


def test_a_teachers_forms(browser: Browser, founded: Founded) -> None:
    group = founded.a_class("Forms")
    assignment = founded.an_assignment(group)
    for name in ("Ann Forms", "Ben Forms", "Cem Forms"):
        founded.hands_in(founded.a_student(group, name), assignment)
    founded.begin(assignment, Phase.REVIEW)
    context = signed_in(browser, founded.served, founded.teacher)
    page = open_page(context, f"{founded.url}teacher/class#/assignment/new/{group.id}")
    wrong_numbers(page)
    go(page, f"/readers/{assignment.id}", f"/readers/{assignment.id}/0")
    wishes(page)
    go(page, f"/class/{group.id}")
    page.get_by_role("button", name="Copy the join link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    context.close()


def wrong_numbers(page: Page) -> None:
    readers = page.get_by_label("Readers for each draft")
    held = page.get_by_label("Drafts held at a time")
    set_it = page.get_by_role("button", name="Set the assignment")
    page.get_by_label("Title").fill("Not yet")
    for field, value in ((readers, "99"), (held, "0")):
        field.evaluate("(field, value) => { field.value = value }", value)
    expect(readers).to_be_hidden()
    set_it.click()
    expect(readers).to_be_focused()
    assert errors(page) == ["Readers for each draft: a number from 1 to 10, please."]
    page.keyboard.type("3")
    assert errors(page) == [], "it was about what stood there"
    readers.fill("3")
    set_it.click()
    expect(held).to_be_focused()
    assert errors(page) == ["Drafts held at a time: a number from 1 to 10, please."]
    held.fill("")
    held.press_sequentially("-e")  # a browser keeps this to itself, and says that it is empty
    set_it.click()
    expect(page.locator(".wc-error")).to_have_text("This has to be a number.")
    expect(held).to_be_focused()


def wishes(page: Page) -> None:
    keep = page.get_by_role("button", name="Keep this wish")
    keep.click()
    expect(page.get_by_label("Who", exact=True)).to_be_focused()
    page.get_by_label("Who", exact=True).select_option(label="Ann Forms")
    page.get_by_label("Whom").select_option(label="Ben Forms")
    keep.click()
    heading = page.get_by_role("heading", name="Your wishes")
    expect(heading).to_be_focused()
    page.get_by_role("button", name="Take back").click()
    told(page, "Taken back.")
    expect(heading).to_be_focused()
    page.get_by_role("button", name="Give these drafts out").click()
    told(page, "are given to read, until")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert not focus_is_lost(page)
