"""Inline comments as people make and read them: by mouse, keys and finger, wide and narrow."""

import itertools
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from server.chromium import open_page, signed_in

from writing_center.domain.annotations import Annotation, CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.people import Member
from writing_center.domain.submissions import Submission
from writing_center.services import drafts, reviewing, reviews, submissions

from .desks import focus_is_lost, go, told
from .founded import Founded
from .inspecting import violations
from .test_keyboard import press, tab_to
from .test_narrow import check as check_narrow

LINES = (
    "👩‍🚀 Cafe\u0301 🏳️‍🌈 e\u0301e\u0301. Whoever 🎈 is awake hears the ferry. I count to nine.",
    "My grandmother sold tickets. She knew everybody by their shoes.",
    "Short one.",
    "Now a machine takes the money, and the ferry turns all the same.",
)
TEXT = "\n\n".join(LINES)
# Where words stand on the page, as [left, middle, right] of their first and last sign.
BOX = """([root, words]) => {
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || !node.parentElement.closest("[data-start]")) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.top + box.height / 2, box.right];
  }
}"""
SELECT = """([root, words]) => {
  const block = [...document.querySelectorAll(`${root} [data-start]`)]
    .find((one) => one.textContent.includes(words));
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""
NOTES = """() => [...document.querySelectorAll(".wc-sheet .wc-note")].map((note) => {
  const box = note.getBoundingClientRect();
  const mark = document.querySelector(`.wc-ref[data-pair="${note.dataset.pair}"]`);
  return { left: box.left, top: box.top, bottom: box.bottom, mark: mark.getBoundingClientRect().top,
    text: note.closest(".wc-para").querySelector(".wc-text").getBoundingClientRect() };
})"""
GAPS = """() => {
  const boxes = [...document.querySelectorAll(".wc-text")].map((p) => p.getBoundingClientRect());
  return boxes.slice(1).map((box, i) => box.top - boxes[i].bottom);
}"""


@dataclass
class Ferry:
    """Wanda's text, which Rita reads; the assignment takes suggested edits."""

    founded: Founded
    wanda: Member
    rita: Member
    first: Submission
    claim_id: str

    def notes(self) -> list[Annotation]:
        return self.founded.served.center.store.annotations.where(review_id=self.claim_id)

    def passages(self) -> set[str]:
        return {note.passage.exact for note in self.notes()}

    def comments(self, words: str, body: str, other: str | None = None) -> None:
        start = TEXT.index(words)
        session = self.founded.as_(self.rita)
        reviewing.add_comment(
            session,
            self.claim_id,
            start,
            start + len(words),
            body,
            kind=CommentKind.SUGGESTION,
            replacement=other,
        )

    def hands_in_the_review(self) -> None:
        session = self.founded.as_(self.rita)
        reviewing.save_review(session, self.claim_id, answer="I hear it.", summary="Go on.")
        reviewing.submit_review(session, self.claim_id)

    def revises(self, text: str) -> Submission:
        session = self.founded.as_(self.wanda)
        draft = drafts.find_draft(session, self.first.draft_id)
        drafts.save_text(session, draft.id, drafts.Save(text, draft.version, "later", 1))
        return submissions.submit_draft(session, draft.id)


@pytest.fixture
def ferry(founded: Founded) -> Ferry:
    group = founded.a_class()
    assignment = founded.an_assignment(group)
    kept = founded.served.center.store.assignments
    kept.put(replace(assignment, suggested_edits=True))
    names = (f"Wanda {group.id[-6:]}", f"Rita {group.id[-6:]}")
    wanda, rita = (founded.a_student(group, name) for name in names)
    first = founded.hands_in(wanda, assignment, TEXT)
    founded.begin(assignment, Phase.REVIEW)
    claim = reviews.claim_review(founded.as_(rita), first.id)
    return Ferry(founded, wanda, rita, first, claim.id)


def drag(page: Page, words: str) -> None:
    """Select words with the mouse."""
    left, middle, right = page.evaluate(BOX, [".wc-sheet", words])
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=4)
    page.mouse.up()


def write(page: Page, body: str) -> None:
    kinds = page.get_by_role("dialog").locator("[name=kind]")
    if not kinds.and_(page.locator(":checked")).count():  # suggesting other words has chosen it
        kinds.first.check()
    page.get_by_label("What happened when you read this?").fill(body)
    page.get_by_role("button", name="Add the comment").press("Enter")
    told(page, "Comment added beside paragraph")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_commenting_by_mouse_and_keys(browser: Browser, ferry: Ferry) -> None:
    page = ferry.founded.desk(browser, ferry.rita, f"/review/{ferry.claim_id}")
    by_mouse(page, ferry)
    by_keys_that_select(page, ferry)
    by_a_paragraphs_button(page, ferry)
    suggesting_other_words(page, ferry)
    for words in ("shoes", "everybody by", "knew everybody"):
        ferry.comments(words, "A long thought about it. " * 30)
    page.reload()
    expect(page.locator(".wc-sheet .wc-note")).to_have_count(7)
    beside_each_other(page)
    from_comment_to_comment(page)
    assert violations(page) == []
    text_in_view(page, ferry)
    below_on_a_phone(page)
    page.context.close()


def by_mouse(page: Page, ferry: Ferry) -> None:
    drag(page, "🎈 is awake")
    page.get_by_role("button", name="Comment on this passage").click()
    expect(page.get_by_role("dialog").locator("blockquote")).to_have_text("🎈 is awake")
    write(page, "By the mouse.")
    expect(page.locator("mark")).to_have_text("🎈 is awake")
    assert ferry.passages() == {"🎈 is awake"}
    drag(page, "hears the")  # the page was rendered since
    expect(page.get_by_role("button", name="Comment on this passage")).to_be_visible()
    page.mouse.click(5, 5)
    expect(page.get_by_role("button", name="Comment on this passage")).to_be_hidden()


def by_keys_that_select(page: Page, ferry: Ferry) -> None:
    # Where a caret is shown (F7), the first sign is selected like all others.
    page.evaluate(SELECT, [".wc-sheet", "I count"])
    page.evaluate("getSelection().collapse(getSelection().anchorNode, getSelection().anchorOffset)")
    page.evaluate("getSelection().modify('extend', 'forward', 'character')")
    for _ in range(len(" count")):
        page.keyboard.press("Shift+ArrowRight")
    float_ = page.get_by_role("button", name="Comment on this passage")
    expect(float_).to_be_visible()
    press(page, float_)
    write(page, "By keys.")
    assert "I count" in ferry.passages()


def by_a_paragraphs_button(page: Page, ferry: Ferry) -> None:
    page.get_by_role("button", name="Comment on paragraph 1").press("Enter")
    dialog = page.get_by_role("dialog")
    tab_to(page, dialog.locator("summary"), back=True)
    page.keyboard.press("Enter")
    dialog.get_by_label("Which sentence?").select_option(
        label="2: Whoever 🎈 is awake hears the ferry."
    )
    expect(dialog.locator("blockquote")).to_have_text("Whoever 🎈 is awake hears the ferry.")
    dialog.get_by_label("Only these words").fill("nowhere")
    dialog.get_by_label("where I got lost").check()
    dialog.get_by_label("What happened when you read this?").fill("By a button.")
    dialog.get_by_role("button", name="Add the comment").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("do not stand there")
    dialog.get_by_label("Only these words").fill("HEARS the")
    write(page, "By a button.")
    assert "hears the" in ferry.passages()
    assert not focus_is_lost(page)


def suggesting_other_words(page: Page, ferry: Ferry) -> None:
    page.get_by_role("button", name="Comment on paragraph 3").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Suggest other words").check()
    other = dialog.get_by_label("The passage in your words")
    expect(other).to_have_value("Short one.")
    other.fill("A short one.")
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Comment on paragraph 1").press("Enter")
    expect(dialog.get_by_label("Suggest other words")).not_to_be_checked()
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Comment on paragraph 3").press("Enter")
    expect(other).to_have_value("A short one.")
    other.press("End")
    page.keyboard.type("!")
    page.keyboard.press("Backspace")
    page.reload()  # before it is sent
    page.get_by_role("button", name="Comment on paragraph 3").press("Enter")
    expect(dialog.get_by_label("Suggest other words")).to_be_checked()
    expect(other).to_have_value("A short one.")
    write(page, "It limps.")
    [note] = [note for note in ferry.notes() if note.replacement]
    assert (note.kind, note.replacement) == (CommentKind.SUGGESTION, "A short one.")


def beside_each_other(page: Page) -> None:
    """In their own column, near their passages, none over another; the text flows on."""
    notes = apart(page)
    for one in notes:
        assert one["left"] > one["text"]["right"]
    assert abs(notes[0]["top"] - notes[0]["mark"]) < 60
    assert max(page.evaluate(GAPS)) < 40
    whole = page.get_by_role("button", name="All of it").first
    whole.click()
    expect(page.get_by_role("button", name="Less")).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("button", name="Less")).to_be_focused()
    apart(page)


def apart(page: Page) -> list[dict[str, Any]]:
    """No comment covers another."""
    notes: list[dict[str, Any]] = page.evaluate(NOTES)
    for above, below in itertools.pairwise(notes):
        assert below["top"] >= above["bottom"]
    return notes


def number(page: Page, which: int) -> Locator:
    return page.locator(".wc-note-number").nth(which)


def from_comment_to_comment(page: Page) -> None:
    page.mouse.move(1, 1)  # what it stands on is lit as well
    press(page, page.get_by_role("link", name="Go to the first"))
    expect(number(page, 0)).to_be_focused()
    for step in range(1, 7):
        page.keyboard.press("n")
        expect(number(page, step)).to_be_focused()
    page.keyboard.press("p")
    expect(number(page, 5)).to_be_focused()
    expect(number(page, 5)).to_have_accessible_name(
        "Comment 6, suggestion, you: back to its passage"
    )
    page.keyboard.press("Enter")
    ref = page.locator(".wc-ref").nth(5)
    expect(ref).to_be_focused()
    expect(ref).to_have_accessible_name("Comment 6 begins here: suggestion, you")
    lit = page.locator(".wc-note.is-lit, mark.is-lit")
    expect(lit.first).to_be_attached()
    expect(page.locator(".wc-note.is-lit")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(number(page, 5)).to_be_focused()
    for step in range(5):
        tab_to(page, number(page, 4 - step), back=True)


def text_in_view(page: Page, ferry: Ferry) -> None:
    """Beside the form the text stays, scrolls by itself, and is commented on as ever."""
    button = page.get_by_role("button", name="Keep the text in view")
    press(page, button)
    expect(button).to_have_attribute("aria-pressed", "true")
    text, last = page.get_by_role("region", name="The text"), page.get_by_label("Suggest: one")
    last.focus()
    expect(last).to_be_in_viewport(ratio=1)
    expect(text).to_be_in_viewport(ratio=0.95)
    drag(page, "turns all the same")
    expect(page.get_by_role("button", name="Comment on this passage")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Comment on this passage").click()
    write(page, "Beside the form.")
    assert "turns all the same" in ferry.passages()
    assert text.evaluate("pane => pane.scrollTop") > 0, (
        "a new comment does not lead back to the top"
    )
    number(page, 0).focus()
    for _ in range(7):
        page.keyboard.press("n")
    expect(number(page, 7)).to_be_in_viewport(ratio=1)
    assert violations(page) == []
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")


def below_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".wc-sheet.is-beside")).to_have_count(0)
    for one in page.evaluate(NOTES):
        assert one["left"] < 40
        assert one["top"] >= one["text"]["bottom"]
    check_narrow(page)


def test_commenting_with_a_finger(browser: Browser, ferry: Ferry) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    context = signed_in(browser, ferry.founded.served, ferry.rita, **phone)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    page = open_page(context, f"{ferry.founded.url}#/review/{ferry.claim_id}")
    expect(page.locator("[data-start]").first).to_be_visible()
    page.evaluate(SELECT, [".wc-sheet", "Whoever 🎈"])  # a long press, as the system reports it
    button = page.get_by_role("button", name="Comment on this passage")
    expect(button).to_be_in_viewport(ratio=1)
    button.tap()
    page.get_by_label("question", exact=True).tap()
    write(page, "With a finger.")
    assert ferry.passages() == {"Whoever 🎈"}
    check_narrow(page)
    assert wrong == []
    context.close()


def test_reading_talking_and_revising(browser: Browser, ferry: Ferry) -> None:
    ferry.comments("She knew everybody by their shoes.", "Lovely.")
    ferry.comments("Short one.", "Why?", "A short one.")
    ferry.hands_in_the_review()
    author = ferry.founded.desk(browser, ferry.wanda, f"/feedback/{ferry.first.id}")
    reader = ferry.founded.desk(browser, ferry.rita, f"/review/given/{ferry.claim_id}")
    expect(author.locator(".wc-sheet .wc-note")).to_have_count(2)
    apart(author)
    they_talk(author, reader)
    apart(author)
    an_edit_is_taken(author, ferry)
    second = ferry.revises(
        "It begins anew.\n\n" + "\n\n".join(LINES[:2]).replace("She knew", "He knew")
    )
    go(author, f"/feedback/{second.id}/earlier")
    expect(author.get_by_text("The passage was changed:")).to_be_visible()
    assert violations(author) == []
    an_orphan_is_put_by_selecting(author)
    beside_the_draft(author, ferry)
    for page in (author, reader):
        page.context.close()


def they_talk(author: Page, reader: Page) -> None:
    mine = author.get_by_role("article").filter(has_text="Lovely.")
    theirs = reader.get_by_role("article").filter(has_text="Lovely.")
    mine.get_by_text("Reply", exact=False).first.click()
    mine.get_by_role("textbox", name="Your reply").fill("Which shoes?")
    mine.get_by_role("button", name="Send the reply").click()
    told(author, "Your reply is sent.")
    expect(mine.get_by_role("textbox", name="Your reply", exact=True)).to_have_value("")
    expect(theirs.get_by_text("1 reply")).to_be_visible()  # the open page follows
    theirs.get_by_text("1 reply").click()
    expect(theirs.get_by_text("Which shoes?")).to_be_visible()
    theirs.get_by_role("button", name="Nothing to add").click()
    expect(theirs.get_by_role("button", name="Nothing to add")).to_have_count(0)


def an_edit_is_taken(author: Page, ferry: Ferry) -> None:
    note = author.get_by_role("article").filter(has_text="Why?")
    note.get_by_role("button", name="Take into my draft").click()
    told(author, "It is in your draft now.")
    session = ferry.founded.as_(ferry.wanda)
    assert "A short one." in drafts.find_draft(session, ferry.first.draft_id).text
    note.get_by_role("button", name="Put back").click()
    expect(note.get_by_role("button", name="Take into my draft")).to_be_visible()
    assert drafts.find_draft(session, ferry.first.draft_id).text == TEXT


def an_orphan_is_put_by_selecting(author: Page) -> None:
    expect(author.get_by_role("heading", name="Without a place in this draft")).to_be_visible()
    drag(author, "I count to nine")
    author.get_by_role("button", name="Put a comment here").click()
    dialog = author.get_by_role("dialog")
    expect(dialog.get_by_role("radio").first).to_be_focused()
    dialog.get_by_role("button", name="Put it here").press("Enter")
    told(author, "It stands beside paragraph 2 now.")
    expect(author.get_by_role("heading", name="Without a place")).to_have_count(0)
    expect(author.locator("mark", has_text="I count to nine")).to_be_visible()


def beside_the_draft(author: Page, ferry: Ferry) -> None:
    go(author, f"/write/{ferry.first.draft_id}")
    text = author.get_by_label("Your text")
    text.press("ControlOrMeta+Home")
    author.keyboard.type("🎈🎈 Typed since. ")
    author.get_by_role("article").filter(has_text="Lovely.").get_by_role(
        "button", name="Go there"
    ).click()
    chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert text.evaluate(chosen) == "He knew everybody by their shoes."
    expect(text).to_be_focused()
