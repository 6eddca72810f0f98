"""Everything with Tab, Enter and Space, and one always sees where one is."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.people import Member
from writing_center.services import accounts, reviewing, reviews
from writing_center.services.session import Session

from .desks import focus_is_lost, told, wait_until_saved
from .founded import TEXT, Founded

PASSPHRASE = "seven quiet owls"
UNSEEN = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return seen || node.tagName === "BODY" ? null : node.outerHTML.slice(0, 160);
}"""


@pytest.fixture
def reader(founded: Founded) -> Member:
    """A student with a draft to read and an answer to their own."""
    group = founded.a_class()
    assignment = founded.an_assignment(group)
    reader, author = (founded.a_student(group, name) for name in ("Kay Board", "Its Author"))
    accounts.set_passphrase(founded.as_(reader), PASSPHRASE)
    mine = founded.hands_in(reader, assignment)
    founded.hands_in(author, assignment)
    founded.begin(assignment, Phase.REVIEW)
    answers(founded.as_(author), mine.id)
    return reader


def answers(session: Session, submission_id: str) -> None:
    claim = reviews.claim_review(session, submission_id)
    reviewing.save_review(session, claim.id, answer="I hear it twice.", summary="Stay with her.")
    start = TEXT.index("She knew")
    reviewing.add_comment(
        session, claim.id, start, start + 8, "How did she?", kind=CommentKind.QUESTION
    )
    reviewing.submit_review(session, claim.id)


def tab_to(page: Page, target: Locator, *, back: bool = False) -> None:
    """Press Tab until ``target`` has the focus; every stop on the way can be seen."""
    for _ in range(120):
        if target.count() == 1 and target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate(UNSEEN) is None
    raise AssertionError(f"Tab does not lead to {target}.")


def press(page: Page, target: Locator, key: str = "Enter", *, back: bool = False) -> None:
    tab_to(page, target, back=back)
    page.keyboard.press(key)


def sign_in(page: Page, founded: Founded, member: Member) -> None:
    page.goto(founded.url)
    tab_to(page, page.get_by_label("Your name or e-mail"))
    page.keyboard.type(member.name)
    tab_to(page, page.get_by_label("Your passphrase"))
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello, Kay")).to_be_visible(timeout=40_000)


def claim(page: Page) -> None:
    press(page, page.get_by_role("link", name="Review", exact=True))
    expect(page.get_by_role("heading", name="Review", exact=True)).to_be_focused()
    press(page, page.get_by_role("button", name="Read this one"), "Space")
    told(page, "It is yours to read.")
    expect(page.get_by_role("heading", name="The ferry")).to_be_focused()


def comment(page: Page) -> None:
    press(page, page.get_by_role("button", name="Comment on paragraph 2"), "Space")
    expect(page.get_by_label("worked on me")).to_be_focused()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)  # nothing is praise unasked
    press(page, page.get_by_role("button", name="Add the comment"))
    expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("What is it? Choose one.")
    expect(page.get_by_label("worked on me")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("question", exact=True)).to_be_checked()
    tab_to(page, page.get_by_label("What happened when you read this?"))
    page.keyboard.type("Whose shoes?")
    press(page, page.get_by_role("button", name="Add the comment"))
    expect(page.get_by_role("article").filter(has_text="Whose shoes?")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not focus_is_lost(page)


def answer_and_hand_in(page: Page) -> None:
    tab_to(page, page.get_by_label("First: “Do you hear it?”"))
    page.keyboard.type("Every morning.")
    tab_to(page, page.get_by_label("Evaluate:"))
    page.keyboard.type("Try her shoes.")
    wait_until_saved(page)
    assert not focus_is_lost(page)
    press(page, page.get_by_role("button", name="Hand in this review"))
    expect(page.get_by_role("heading", name="Your review of “The ferry”")).to_be_focused()


def decide(page: Page) -> None:
    press(page, page.get_by_role("link", name="Feedback", exact=True), back=True)
    expect(page.get_by_role("heading", name="Feedback", exact=True)).to_be_focused()
    press(page, page.get_by_role("link", name="Read it"))
    expect(page.get_by_role("heading", name="The ferry")).to_be_focused()
    note = page.get_by_role("article").filter(has_text="I hear it twice.")
    will_do = note.get_by_role("button", name="Will do")
    press(page, will_do, "Space")
    expect(will_do).to_have_attribute("aria-pressed", "true")
    expect(will_do).to_be_focused()


def decline(page: Page) -> None:
    note = page.get_by_role("article").filter(has_text="How did she?")
    press(page, note.locator("summary").first)
    reason = note.get_by_label("Your reason")
    tab_to(page, reason)
    page.keyboard.type("Nobody knows.")
    page.keyboard.press("Enter")  # that alone decides nothing
    expect(note.get_by_role("alert")).to_contain_text("Choose what you make of it")
    declined = note.get_by_role("button", name="Declined")
    press(page, declined, back=True)
    expect(note.get_by_text("You: declined. Nobody knows.")).to_be_visible()
    assert not focus_is_lost(page)


def rate(page: Page) -> None:
    chosen = page.get_by_label("more than I hoped for")
    tab_to(page, page.get_by_label("not yet"))
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(chosen).to_be_checked()
    press(page, page.get_by_role("button", name="Tell the center"))
    expect(page.get_by_text("How helpful you found it: more than I hoped for")).to_be_visible()
    assert not focus_is_lost(page)


def test_from_the_sign_in_to_a_review_and_a_decision(
    browser: Browser, founded: Founded, reader: Member
) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(10_000)
    sign_in(page, founded, reader)
    claim(page)
    comment(page)
    answer_and_hand_in(page)
    decide(page)
    decline(page)
    rate(page)
    page.context.close()
