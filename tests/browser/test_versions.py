"""Two drafts beside each other, by keyboard and on a phone, and an old one put back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.people import Member
from writing_center.domain.submissions import Draft
from writing_center.services import drafts, reviewing, reviews, submissions
from writing_center.services.drafts import Save

from .desks import go, told
from .founded import TEXT, Founded
from .inspecting import violations
from .test_narrow import check

KNEW = "She knew everybody by their shoes."
REVISED = (
    TEXT.replace(f" {KNEW}", "").replace("at seven", "at six")
    + f" {KNEW}\n\nNobody waves any more."
)
THIS_MORNING = REVISED + " I do."


@pytest.fixture
def author(founded: Founded) -> Member:
    """A student with two drafts; the first has a comment. Their working draft goes on."""
    group = founded.a_class()
    assignment = founded.an_assignment(group)
    author, reader = (founded.a_student(group, name) for name in ("Vera Writer", "Rae Reader"))
    first = founded.hands_in(author, assignment)
    founded.begin(assignment, Phase.REVIEW)
    comment(founded, reader, first.id)
    types(founded, author, first.draft_id, REVISED)
    submissions.submit_draft(founded.as_(author), first.draft_id)
    types(founded, author, first.draft_id, THIS_MORNING)
    return author


def comment(founded: Founded, reader: Member, submission_id: str) -> None:
    session = founded.as_(reader)
    claim = reviews.claim_review(session, submission_id)
    reviewing.save_review(session, claim.id, answer="Yes.", summary="Go on.")
    start = TEXT.index(KNEW)
    reviewing.add_comment(
        session, claim.id, start, start + len(KNEW), "How?", kind=CommentKind.QUESTION
    )
    reviewing.submit_review(session, claim.id)


def types(founded: Founded, author: Member, draft_id: str, text: str) -> None:
    session = founded.as_(author)
    draft = drafts.find_draft(session, draft_id)
    drafts.save_text(session, draft_id, Save(text, draft.version, session.fresh_id(), 1))


def draft_of(founded: Founded, author: Member) -> Draft:
    return drafts.my_drafts(founded.as_(author))[0]


def test_versions(founded: Founded, browser: Browser, author: Member) -> None:
    draft = draft_of(founded, author)
    page = founded.desk(browser, author, f"/write/{draft.id}")
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("link", name="Compare versions").click()
    expect(page.get_by_role("heading", name="Versions of")).to_be_focused()
    assert violations(page) == []
    page.get_by_role("link", name="Compare with Draft 1").click()
    expect(page.get_by_text("5 words added, 1 word removed, 1 sentence moved.")).to_be_visible()
    by_keyboard(page)
    beside(page)
    on_a_phone(page, f"/versions/{draft.id}", f"/versions/{draft.id}/1/2")
    put_back(page, founded, browser, author)
    page.context.close()


def by_keyboard(page: Page) -> None:
    """From change to change without the focus moving, then there; and what moved."""
    following = page.get_by_role("button", name="Next change")
    following.focus()
    for number, words in ((1, "[removed: seven]"), (2, "moved to paragraph 3")):
        page.keyboard.press("Enter")
        expect(page.locator("[data-step-told]")).to_contain_text(f"Change {number} of")
        expect(page.locator("[data-step-told]")).to_contain_text(words)
        expect(following).to_be_focused()
        expect(page.locator(f"[data-change='{number}']:visible").first).to_have_class(
            re.compile("is-lit")
        )
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-change='2']:visible")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="moved from paragraph 2")).to_be_focused()
    page.get_by_role("button", name="Show it in paragraph 3").press("Enter")
    expect(page.locator("[data-place='p-3']:visible")).to_be_focused()
    expect(page.locator("[data-place='p-3']:visible")).to_contain_text(KNEW)


def beside(page: Page) -> None:
    assert violations(page) == []
    text = page.get_by_role("region", name="The text, with what changed")
    expect(text.get_by_role("insertion").first).to_contain_text("six")
    expect(text.get_by_role("deletion").first).to_contain_text("seven")
    page.get_by_role("link", name="Side by side").click()
    cells = page.get_by_role("cell")
    expect(cells.nth(0)).to_contain_text("seven")
    expect(cells.nth(1)).to_contain_text("six")
    expect(page.locator(".wc-together")).to_be_hidden()
    assert violations(page) == []
    page.get_by_role("button", name="moved to paragraph 3").click()
    expect(page.get_by_role("button", name="moved from paragraph 2")).to_be_focused()


def on_a_phone(page: Page, listed: str, compared: str) -> None:
    """One column, whatever was chosen, and nothing scrolls sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".wc-together")).to_be_visible()
    expect(page.get_by_role("table")).to_be_hidden()
    expect(page.get_by_role("link", name="Side by side")).to_be_hidden()
    check(page)
    page.get_by_role("button", name="Next change").click()
    expect(page.locator(".wc-together [data-change='1']").first).to_be_in_viewport()
    go(page, listed)
    check(page)
    go(page, compared)
    check(page)
    page.set_viewport_size({"width": 1280, "height": 800})


def put_back(page: Page, founded: Founded, browser: Browser, author: Member) -> None:
    """An old text comes back; the editor that is open elsewhere is told, and undo is at hand."""
    draft = draft_of(founded, author)
    other = page.context.new_page()
    other.goto(f"{founded.url}#/write/{draft.id}")
    text = other.get_by_label("Your text", exact=True)
    expect(text).to_have_value(THIS_MORNING)
    go(page, f"/versions/{draft.id}")
    page.get_by_role("button", name=re.compile("^Put it back.*Draft 1")).click()
    told(page, "What stood there before is kept.")
    assert founded.text_of(draft) == TEXT
    text.press("ControlOrMeta+End")
    text.press_sequentially("!")
    dialog = other.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(THIS_MORNING + "!")
    other.close(run_before_unload=False)
    page.get_by_role("button", name="Undo").click()
    told(page, "what it was before")
    assert founded.text_of(draft) == THIS_MORNING
