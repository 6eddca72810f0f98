"""What is typed is kept, and what the page says about it is true."""

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from server.chromium import open_page, signed_in, wait_until_open
from server.visitors import wait_until

from writing_center.domain.assignments import Phase
from writing_center.domain.people import Group, Member
from writing_center.domain.submissions import Draft
from writing_center.services import drafts, reviews

from .desks import go, kernel_of, status, told, wait_until_saved
from .founded import TEXT, Founded

KEYS = 400  # pressed without a rest, at most
SLOW = "The writing center does not answer at the moment"
GONE = "The connection to the writing center is gone"
DEAF = """
  const held = []; // what comes late is not lost
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", (event) => {
        if (!window.isDeaf) return;
        event.stopImmediatePropagation();
        const { data, origin } = event;
        const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
        window.missed += new TextDecoder().decode(bytes);
        held.push(() => this.dispatchEvent(new MessageEvent("message", { data, origin })));
      });
    }
  };
  window.missed = "";
  window.forget = () => held.splice(0);
  window.listen = () => {
    window.isDeaf = false;
    for (const deliver of held.splice(0)) deliver();
  };
"""


@pytest.fixture(scope="module")
def group(founded: Founded) -> Group:
    return founded.a_class()


@pytest.fixture(scope="module")
def writer(founded: Founded, group: Group) -> Member:
    return founded.a_student(group, "Wanda Writer")


@pytest.fixture
def draft(founded: Founded, writer: Member) -> Draft:
    return founded.a_draft(writer, None, "It begins.")


@pytest.fixture(scope="module")
def windows(browser: Browser, founded: Founded, writer: Member) -> Iterator[list[Page]]:
    """Two windows of the same browser: opening one takes seconds, so all tests share them."""
    context = signed_in(browser, founded.served, writer)
    context.set_default_timeout(10_000)
    context.add_init_script(DEAF)
    yield [open_page(context, founded.url) for _ in range(2)]
    context.close()


@pytest.fixture
def page(windows: list[Page], draft: Draft) -> Page:
    """The draft in the editor."""
    return at_the_draft(windows[0], draft)


@pytest.fixture
def other(windows: list[Page], draft: Draft, page: Page) -> Page:
    """The same draft in a second window, opened after the first."""
    return at_the_draft(windows[1], draft)


def at_the_draft(page: Page, draft: Draft) -> Page:
    if page.get_by_role("dialog").count() or page.locator("#wc-connection").is_visible():
        reopen(page)  # another test has failed here
    go(page, "/write")
    go(page, f"/write/{draft.id}")
    return page


def paper(page: Page) -> Locator:
    return page.get_by_label("Your text", exact=True)


def type_at_the_end(page: Page, words: str) -> None:
    paper(page).press("ControlOrMeta+End")
    page.keyboard.insert_text(words)


def reopen(page: Page) -> None:
    """Load the page anew, at its place."""
    page.reload()
    wait_until_open(page)


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


def test_a_killed_kernel_is_said_and_nothing_is_gone(
    founded: Founded, draft: Draft, page: Page
) -> None:
    type_at_the_end(page, " One.")
    wait_until_saved(page)
    kernel_of(page, founded.served).kill()
    type_at_the_end(page, " Two.")
    expect(status(page)).to_have_text("Not saved")
    expect(page.get_by_role("alert")).to_be_visible()
    assert founded.text_of(draft) == "It begins. One."
    type_at_the_end(page, " Three.")
    assert status(page).inner_text() == "Not saved"
    page.get_by_role("button", name="Reconnect").click()
    expect(page.locator("#wc-connection")).to_be_hidden()
    wait_until_open(page)
    expect(paper(page)).to_have_value("It begins. One. Two. Three.")
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. One. Two. Three."


def test_a_kernel_that_hangs_is_said_and_its_late_answer_is_no_conflict(
    founded: Founded, draft: Draft, page: Page
) -> None:
    kernel = kernel_of(page, founded.served)
    banner = page.locator("#wc-connection")
    kernel.suspend()
    try:
        type_at_the_end(page, " One.")
        expect(status(page)).to_have_text("Saving…")
        expect(banner).to_contain_text(SLOW)
        expect(status(page)).to_have_text("Not saved")
        type_at_the_end(page, " Two.")
        assert founded.text_of(draft) == "It begins."
    finally:
        kernel.resume()
    expect(banner).to_be_hidden()
    wait_until_saved(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert founded.text_of(draft) == "It begins. One. Two."
    kernel.suspend()  # now nobody types
    try:
        expect(banner).to_be_visible()
    finally:
        kernel.resume()
    expect(banner).to_be_hidden()


def test_a_reload_after_a_lost_acknowledgement_is_no_conflict(
    founded: Founded, draft: Draft, page: Page
) -> None:
    page.evaluate("window.isDeaf = true")
    type_at_the_end(page, " Heard, but not answered.")
    wait_until(lambda: founded.text_of(draft) == "It begins. Heard, but not answered.")
    expect(status(page)).to_have_text("Saving…")
    type_at_the_end(page, " Not sent.")
    reopen(page)
    expect(paper(page)).to_have_value("It begins. Heard, but not answered. Not sent.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. Heard, but not answered. Not sent."


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


def test_another_window_in_which_nothing_is_new_follows(
    founded: Founded, draft: Draft, page: Page, other: Page
) -> None:
    paper(other).evaluate("area => { area.focus(); area.setSelectionRange(3, 3) }")
    paper(page).press("ControlOrMeta+Home")
    page.keyboard.insert_text("And so. ")
    expect(paper(other)).to_have_value("And so. It begins.")
    assert paper(other).evaluate("area => area.selectionStart") == 11  # in the same place
    other.keyboard.insert_text("THERE")
    wait_until_saved(other)
    expect(paper(page)).to_have_value("And so. It THEREbegins.")
    expect(other.get_by_role("dialog")).to_have_count(0)
    assert founded.text_of(draft) == "And so. It THEREbegins."


def test_what_was_sent_while_nobody_heard_it_comes_again(
    founded: Founded, draft: Draft, page: Page, other: Page
) -> None:
    page.evaluate("window.isDeaf = true")
    type_at_the_end(other, " Elsewhere.")
    wait_until(lambda: "It begins. Elsewhere." in page.evaluate("window.missed"))
    page.evaluate("window.forget(), window.listen()")
    assert paper(page).input_value() == "It begins."
    for what in ("lost", "back"):
        page.evaluate(f"dispatchEvent(new Event('wc:connection-{what}'))")
    expect(paper(page)).to_have_value("It begins. Elsewhere.")


def type_unaware(page: Page, other: Page, there: str, here: str) -> None:
    """Type in the one window, and in the other before that one can have heard of it."""
    page.evaluate("window.isDeaf = true")
    type_at_the_end(other, there)
    wait_until_saved(other)
    type_at_the_end(page, here)
    page.evaluate("window.listen()")
    expect(page.get_by_role("dialog")).to_be_visible()


def other_drafts(founded: Founded, writer: Member, draft: Draft) -> list[str]:
    """The texts that were kept as drafts of their own, the last one first."""
    mine = drafts.my_drafts(founded.as_(writer))
    return [one.text for one in mine if one.id > draft.id]


@pytest.mark.parametrize(
    ("choice", "comes", "kept"),
    [
        ("Go on with this window’s text", "It begins. Here.", ["It begins. There."]),
        ("Go on with the other text", "It begins. There.", ["It begins. Here."]),
        ("Put the other one beneath", "It begins. Here.\n\n* * *\n\nIt begins. There.", []),
    ],
)
def test_two_windows_neither_of_which_loses(
    founded: Founded,
    writer: Member,
    draft: Draft,
    page: Page,
    other: Page,
    choice: str,
    comes: str,
    kept: list[str],
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    type_unaware(page, other, " There.", " Here.")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[data-mine]")).to_have_text("It begins. Here.")
    expect(dialog.locator("[data-mine] mark")).to_have_text("H")
    expect(dialog.locator("[data-theirs]")).to_have_text("It begins. There.")
    expect(page.locator("[data-save-status]").first).to_have_text("Not saved")
    assert founded.text_of(draft) == "It begins. There."
    assert page.evaluate("document.activeElement.id") == "conflict-title"
    page.keyboard.press("Space")  # whoever types on chooses nothing by it
    page.keyboard.press("Escape")  # no choice is no way out
    page.keyboard.press("Escape")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # it is rendered anew
    expect(page.locator("[data-hook=editor]")).to_have_attribute("data-version", "2")
    expect(dialog.locator("[data-mine]")).to_have_text("It begins. Here.")
    button = dialog.get_by_role("button", name=choice)
    for _ in range(6):
        page.keyboard.press("Tab")
        if button.evaluate("node => node === document.activeElement"):
            break
    expect(button).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(paper(page)).to_have_value(comes)
    wait_until_saved(page)
    assert founded.text_of(draft) == comes
    assert other_drafts(founded, writer, draft) == kept
    assert page.evaluate("document.activeElement.id") == "draft-text"
    type_at_the_end(page, " On.")
    expect(paper(other)).to_have_value(f"{comes} On.")
    wait_until_saved(page)
    assert founded.text_of(draft) == f"{comes} On."


def test_a_conflict_survives_a_reload(
    founded: Founded, writer: Member, draft: Draft, page: Page, other: Page
) -> None:
    type_unaware(page, other, " Away.", " Here.")
    dialog = page.get_by_role("dialog")
    for _ in range(2):
        reopen(page)
        expect(dialog).to_be_visible()
    expect(dialog.locator("[data-mine]")).to_have_text("It begins. Here.")
    expect(dialog.locator("[data-theirs]")).to_have_text("It begins. Away.")
    type_at_the_end(other, " And more.")  # while this one thinks about it
    wait_until_saved(other)
    dialog.get_by_role("button", name="Go on with this window’s text").click()
    expect(dialog.locator("[data-theirs]")).to_have_text("It begins. Away. And more.")
    dialog.get_by_role("button", name="Go on with this window’s text").click()
    expect(dialog).to_be_hidden()
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. Here."
    assert other_drafts(founded, writer, draft) == [
        "It begins. Away. And more.",
        "It begins. Away.",
    ]


def test_the_same_words_in_two_windows_are_no_conflict(
    founded: Founded, draft: Draft, page: Page, other: Page
) -> None:
    page.evaluate("window.isDeaf = true")
    for one in (other, page):
        type_at_the_end(one, " Twice.")
        if one is other:
            wait_until_saved(other)
    page.evaluate("window.listen()")
    wait_until_saved(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    type_at_the_end(page, " Once.")
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. Twice. Once."


def test_what_one_window_keeps_another_does_not_throw_away(
    founded: Founded, draft: Draft, page: Page, other: Page
) -> None:
    type_unaware(page, other, " There.", " Here.")
    type_at_the_end(other, " And more.")
    wait_until_saved(other)
    # Were this window to crash now, nothing would be asked of it before.
    assert "It begins. Here." in other.evaluate("JSON.stringify(Object.values(localStorage))")
    dialog = page.get_by_role("dialog")
    for theirs in ("It begins. There.", "It begins. There. And more."):
        expect(dialog.locator("[data-theirs]")).to_have_text(theirs)
        dialog.get_by_role("button", name="Go on with this window’s text").click()
    expect(dialog).to_be_hidden()
    wait_until_saved(page)
    assert draft.id not in page.evaluate("Object.keys(localStorage).join()")


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
        wait_until(lambda text=text: founded.text_of(draft) == text)  # type: ignore[misc]
    wait_until_saved(page)


def test_a_server_that_was_stopped_and_started(founded: Founded, draft: Draft, page: Page) -> None:
    type_at_the_end(page, " One.")
    wait_until_saved(page)
    assert founded.served.process
    os.kill(founded.served.process.pid, signal.SIGKILL)
    founded.served.process.wait()
    type_at_the_end(page, " Two.")
    expect(status(page)).to_have_text("Not saved")
    expect(page.get_by_role("alert")).to_contain_text(GONE)
    type_at_the_end(page, " Three.")
    founded.served.start()
    assert founded.text_of(draft) == "It begins. One."
    # Nobody types any more: the page comes back by itself.
    expect(page.locator("#wc-connection")).to_be_hidden(timeout=30_000)
    wait_until_open(page)
    expect(paper(page)).to_have_value("It begins. One. Two. Three.")
    wait_until_saved(page)
    assert founded.text_of(draft) == "It begins. One. Two. Three."


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
