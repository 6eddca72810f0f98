"""A newcomer practises, by keyboard and on a phone; the teacher's review is seen after, not before."""

import pytest
from playwright.sync_api import Browser, Page, expect

from writing_center.domain.people import Group, Member
from writing_center.domain.practice import PracticeForm, PracticeText
from writing_center.domain.review_forms import Filled
from writing_center.services import practice_texts
from writing_center.services.private_reviews import NewComment

from .desks import arrive, focus_is_lost, told, wait_until_saved
from .founded import TEXT, Founded
from .inspecting import violations
from .test_keyboard import press, tab_to
from .test_narrow import PHONE, TOO_WIDE

TEACHERS = "I want to know which shoes."


@pytest.fixture
def group(founded: Founded) -> Group:
    return founded.a_class()


@pytest.fixture
def text(founded: Founded, group: Group) -> PracticeText:
    teacher = founded.as_(founded.teacher)
    form = PracticeForm("The ferry", TEXT, "Do you hear it?")
    made = practice_texts.make_practice(teacher, group.id, form)
    practice_texts.save_sample_review(teacher, made.id, Filled(answer="Yes.", suggest=TEACHERS))
    start = TEXT.index("their shoes")
    comment = NewComment(start, start + len("their shoes"), "The best words.")
    practice_texts.add_sample_comment(teacher, made.id, comment)
    return practice_texts.open_practice(teacher, made.id)


@pytest.fixture
def newcomer(founded: Founded, group: Group, request: pytest.FixtureRequest) -> Member:
    return founded.a_student(group, f"Nell {request.node.name[5:30]}")


def comment(page: Page) -> None:
    press(page, page.get_by_role("button", name="Comment on paragraph 3"), "Space")
    page.keyboard.press("Space")  # the first kind: worked on me
    page.keyboard.press("Tab")
    page.keyboard.type("I can hear it turn.")
    press(page, page.get_by_role("button", name="Add the comment"))
    expect(page.get_by_role("article").filter(has_text="I can hear it turn.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def fill_in(page: Page) -> None:
    tab_to(page, page.get_by_label("First: “Do you hear it?”"))
    page.keyboard.type("At the end I do.")
    expect(page.get_by_text("Nothing to try is suggested yet")).to_be_visible()
    tab_to(page, page.get_by_label("Describe:"))
    page.keyboard.type("It remembers a ferry.")
    wait_until_saved(page)


def test_a_newcomer_practises_and_then_sees_both(
    browser: Browser, founded: Founded, newcomer: Member, text: PracticeText
) -> None:
    page = founded.desk(browser, newcomer)
    invited = page.get_by_role("link", name="Practise on it")
    press(page, invited)
    arrive(page, f"/practice/{text.id}")
    comment(page)
    fill_in(page)
    assert TEACHERS not in page.content()
    assert "The best words." not in page.content()
    page.reload()
    expect(page.get_by_label("Describe:")).to_have_value("It remembers a ferry.", timeout=40_000)
    press(page, page.get_by_role("button", name="I’m done: show me both"))
    told(page, "side by side")
    table = page.get_by_role("table", name="What Ada Teacher and you said")
    row = table.get_by_role("row").filter(has_text="“Do you hear it?”")
    expect(row.get_by_role("cell")).to_have_text(["Yes.", "At the end I do."])
    expect(table).to_contain_text(TEACHERS)
    notes = page.locator(".wc-sheet").get_by_role("article")
    expect(notes).to_contain_text(["worked on me Ada Teacher", "worked on me you"])
    assert not focus_is_lost(page)
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 700})
    assert page.evaluate(TOO_WIDE) == []
    own, theirs = (row.get_by_role("cell").nth(n).bounding_box() for n in (1, 0))
    assert own
    assert theirs
    assert own["y"] >= theirs["y"] + theirs["height"], "on a phone below each other"
    page.goto(f"{founded.url}#/")
    expect(page.get_by_role("heading", name="Hello, Nell")).to_be_visible(timeout=40_000)
    expect(invited).to_have_count(0)
    page.context.close()


def test_not_now_is_remembered(
    browser: Browser, founded: Founded, newcomer: Member, text: PracticeText
) -> None:
    page = founded.desk(browser, newcomer, "/review")
    press(page, page.get_by_role("button", name="Not now"), "Space")
    told(page, "As you like")
    expect(page.get_by_role("button", name="Not now")).to_have_count(0)
    assert not focus_is_lost(page)
    expect(page.get_by_role("link", name="Practise on a sample draft")).to_be_visible()
    page.context.close()
