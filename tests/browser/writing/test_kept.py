"""What is typed is kept, and what the page says about it is true."""

from dataclasses import replace

from playwright.sync_api import Browser, Page, expect
from server.visitors import wait_until

from writing_center.domain.assignments import Phase
from writing_center.domain.people import Group, Member
from writing_center.domain.submissions import Draft
from writing_center.services import drafts, reviews

from ..desks import go, status, told, wait_until_saved
from ..founded import TEXT, Founded
from ..pasting import PASTE
from .drafting import paper, reopen, type_at_the_end

KEYS = 400  # pressed without a rest, at most


def test_a_steady_typist_is_saved_all_along(founded: Founded, draft: Draft, page: Page) -> None:
    paper(page).press("ControlOrMeta+End")
    kept: set[int] = set()  # how much stood in the store, while the typing went on
    typed = 0
    while len(kept) < 3 and typed < KEYS:
        page.keyboard.type("x", delay=30)
        typed += 1
        kept |= {founded.text_of(draft).count("x")} - {0}
    assert len(kept) == 3
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins." + "x" * typed


def test_saved_is_said_when_it_is_kept_and_not_before(
    founded: Founded, draft: Draft, page: Page
) -> None:
    expect(status(page)).to_have_text("Saved")
    page.evaluate(
        """() => {
          window.seen = [];
          const line = document.querySelector("[data-save-status]");
          new MutationObserver(() => window.seen.push(line.textContent))
            .observe(line, { childList: true, characterData: true, subtree: true });
        }"""
    )
    type_at_the_end(page, " Then more.")
    assert status(page).inner_text() == "Saving…"
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. Then more."
    assert page.evaluate("window.seen") == ["Saving…", "Saved"]


def test_a_reload_brings_back_what_was_just_typed(
    founded: Founded, draft: Draft, page: Page
) -> None:
    type_at_the_end(page, " And in the same moment")
    reopen(page)
    expect(paper(page)).to_have_value("It begins. And in the same moment")
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. And in the same moment"
    assert draft.id not in page.evaluate("Object.keys(localStorage).join()")


def test_title_and_request_survive_a_reload(founded: Founded, draft: Draft, page: Page) -> None:
    page.get_by_label("Title").fill("Another name")
    page.get_by_label("What do you want from your readers?").fill("Is it long?")
    reopen(page)
    expect(page.get_by_label("Title")).to_have_value("Another name")
    wait_until_saved(page)
    found = founded.served.center.store.drafts.find(draft.id)
    assert found
    assert (found.title, found.request) == ("Another name", "Is it long?")


def test_another_device_opens_with_what_was_typed_on_this_one(
    browser: Browser, founded: Founded, writer: Member, draft: Draft, page: Page
) -> None:
    other = founded.desk(browser, writer)
    go(other, "/write")
    type_at_the_end(page, " From the laptop.")
    wait_until(lambda: founded.text_of(draft) == "It begins. From the laptop.")
    go(other, f"/write/{draft.id}")
    expect(paper(other)).to_have_value("It begins. From the laptop.")
    other.context.close()


def test_what_is_not_saved_is_not_handed_in(founded: Founded, draft: Draft, page: Page) -> None:
    paper(page).fill("Too long. " * 41_000)
    expect(status(page)).to_have_text("Not saved")
    told(page, "the center takes up to")
    page.get_by_role("button", name="Hand in Draft 1").click()
    expect(page.get_by_text("What you typed last is not saved yet")).to_be_visible()
    assert founded.served.center.store.submissions.count(draft_id=draft.id) == 0
    paper(page).fill("Short enough.")
    wait_until_saved(page)
    page.get_by_role("button", name="Hand in Draft 1").click()
    told(page, "Handed in as Draft 1")
    [made] = founded.served.center.store.submissions.where(draft_id=draft.id)
    assert made.text == "Short enough."


def test_signs_beyond_the_common_plane(founded: Founded, draft: Draft, page: Page) -> None:
    paper(page).fill("A 😀 sits.")
    wait_until_saved(page)
    for text in ("A 😁 sits.", "A 😁😀 sits.", "A 😀 sits 👩‍👩‍👧 there.", "😀", "", "é́ 한글 🏳️‍🌈"):
        paper(page).fill(text)
        expect(status(page)).to_have_text("Saving…")
        wait_until_saved(page)
        assert founded.text_of(draft) == text


def test_what_is_never_kept_does_not_stand_on_the_paper(
    founded: Founded, draft: Draft, page: Page
) -> None:
    """A NUL has no place in the store; were it counted here, all that follows would be misplaced."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('\\0T\\0hen ')")
    paper(page).press("ControlOrMeta+Home")
    page.keyboard.press("ControlOrMeta+v")
    expect(paper(page)).to_have_value("Then It begins.")
    page.keyboard.press("ControlOrMeta+z")
    expect(paper(page)).to_have_value("It begins.")
    page.keyboard.insert_text("Now\0 \ud83d")  # by another way, and half a sign
    wait_until_saved(page)
    type_at_the_end(page, " Here.")
    wait_until_saved(page)
    assert paper(page).evaluate("area => area.value.toWellFormed()") == "Now �It begins. Here."
    assert founded.text_of(draft) == "Now �It begins. Here."

    # Should the store have another text all the same, that is noticed, and what is seen is kept.
    kept = founded.served.center.store.drafts.find(draft.id)
    assert kept
    founded.served.center.store.drafts.put(replace(kept, text="Something else altogether."))
    type_at_the_end(page, " There.")
    wait_until(lambda: founded.text_of(draft) == "Now �It begins. Here. There.")
    wait_until_saved(page)
    expect(paper(page)).to_have_value("Now �It begins. Here. There.")


def test_what_is_pasted_is_not_lost_while_it_is_read(
    founded: Founded, draft: Draft, page: Page
) -> None:
    def paste(words: str) -> None:
        page.evaluate("window.isDeaf = true")  # so the answer comes when it may
        page.evaluate(PASTE, [f"<b>{words}</b>", words])

    # Whoever types on meanwhile goes on where they are, be it in another field.
    paper(page).press("ControlOrMeta+End")
    page.keyboard.type(" ")
    paste("bold")
    page.keyboard.type(" and on")
    page.keyboard.press("ArrowLeft")
    page.evaluate("window.listen()")
    expect(paper(page)).to_have_value("It begins. **bold** and on")
    page.keyboard.type("X")
    expect(paper(page)).to_have_value("It begins. **bold** and oXn")
    paper(page).press("ControlOrMeta+Home")
    paste("First.")
    title = page.get_by_label("Title")
    title.focus()
    page.evaluate("window.listen()")
    expect(paper(page)).to_have_value("**First.**It begins. **bold** and oXn")
    expect(title).to_be_focused()

    # Handing in waits for it.
    paper(page).press("ControlOrMeta+End")
    paste("Last.")
    page.get_by_role("button", name="Hand in Draft 1").click()
    page.evaluate("window.listen()")
    told(page, "Handed in as Draft 1")
    [made] = founded.served.center.store.submissions.where(draft_id=draft.id)
    assert made.text == "**First.**It begins. **bold** and oXn**Last.**"

    # Where nobody can read it any more, or the page goes, its words stay.
    paste("Lost")
    page.evaluate("dispatchEvent(new Event('wc:connection-lost'))")
    expect(paper(page)).to_have_value(f"{made.text}Lost")
    page.evaluate("window.listen(), dispatchEvent(new Event('wc:connection-back'))")
    wait_until_saved(page)
    paste("Gone")
    reopen(page)
    expect(paper(page)).to_have_value(f"{made.text}LostGone")
    wait_until_saved(page)
    assert founded.text_of(draft) == f"{made.text}LostGone"


def test_a_review_is_there_after_a_reload(
    browser: Browser, founded: Founded, group: Group, writer: Member
) -> None:
    assignment = founded.an_assignment(group)
    submission = founded.hands_in(founded.a_student(group, "Its Author"), assignment, TEXT)
    founded.begin(assignment, Phase.REVIEW)
    claim = reviews.claim_review(founded.as_(writer), submission.id)
    page = founded.desk(browser, writer, f"/review/{claim.id}")
    page.get_by_label("First: “Do you hear it?”").fill("Saved before.")
    wait_until_saved(page)
    page.get_by_label("Where? A paragraph").first.fill("The shoes")
    page.get_by_label("Evaluate:").fill("Not even sent.")
    reopen(page)
    expect(page.get_by_label("First: “Do you hear it?”")).to_have_value("Saved before.")
    expect(page.get_by_label("Where? A paragraph").first).to_have_value("The shoes")
    expect(page.get_by_label("Evaluate:")).to_have_value("Not even sent.")
    wait_until_saved(page)
    review = founded.served.center.store.reviews.find(claim.id)
    assert review
    assert (review.answer, review.evaluate) == ("Saved before.", "Not even sent.")
    page.context.close()


def test_the_first_paragraph_is_there_after_a_reload(browser: Browser, founded: Founded) -> None:
    newcomer = founded.served.add("Somebody New")
    page = founded.desk(browser, newcomer)
    page.get_by_role("button", name="Read a short text").click()
    page.get_by_role("button", name="Comment on paragraph 1").click()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("I was there.")
    page.get_by_role("button", name="Add the comment").click()
    page.get_by_role("button", name="Now a paragraph of your own").click()
    page.get_by_label("Your paragraph").fill("A first line.")
    page.get_by_label("Your question to readers").fill("Does it begin?")
    page.wait_for_timeout(1500)  # its saver would have been through with it
    reopen(page)
    expect(page.get_by_label("Your paragraph")).to_have_value("A first line.")
    page.get_by_role("button", name="Keep it and go in").click()
    told(page, "This is your draft")
    assert drafts.my_drafts(founded.as_(newcomer))[0].text == "A first line."
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('welcome'))") == []
    page.context.close()
