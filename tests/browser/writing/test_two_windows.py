"""The same draft in two windows: the one follows the other, and neither loses."""

import pytest
from playwright.sync_api import Page, expect
from server.visitors import wait_until

from writing_center.domain.people import Member
from writing_center.domain.submissions import Draft
from writing_center.services import drafts

from ..desks import wait_until_saved
from ..founded import Founded
from .drafting import paper, reopen, type_at_the_end


def test_another_window_in_which_nothing_is_new_follows(
    founded: Founded, writer: Member, draft: Draft, page: Page, other: Page
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

    # Where something is begun and given up meanwhile, it follows then.
    method = other.context.new_cdp_session(other)
    for so_far, elsewhere in (("か", "From the phone."), ("", "")):
        place = {"selectionStart": len(so_far), "selectionEnd": len(so_far)}
        method.send("Input.imeSetComposition", {"text": so_far, **place})
        if elsewhere:
            founded.elsewhere(draft, elsewhere)
            version = str(drafts.find_draft(founded.as_(writer), draft.id).version)
            editor = other.locator("[data-hook=editor]")
            expect(editor).to_have_attribute("data-version", version)
            expect(paper(other)).to_have_value("And so. It THEREかbegins.")
    expect(paper(other)).to_have_value("From the phone.")
    wait_until_saved(other)
    assert founded.text_of(draft) == "From the phone."


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


def test_what_a_window_is_about_to_save_another_leaves_to_it(
    founded: Founded, draft: Draft, page: Page, other: Page
) -> None:
    page.evaluate("window.isDeaf = true")
    type_at_the_end(page, " Saved.")
    wait_until(lambda: founded.text_of(draft) == "It begins. Saved.")
    type_at_the_end(page, " Not yet.")
    wait_until(lambda: "Not yet." in other.evaluate("JSON.stringify(Object.values(localStorage))"))
    reopen(other)
    expect(paper(other)).to_have_value("It begins. Saved.")
    type_at_the_end(page, " Now.")
    page.evaluate("window.listen()")
    for one in (page, other):
        expect(paper(one)).to_have_value("It begins. Saved. Not yet. Now.")
        wait_until_saved(one)
        expect(one.get_by_role("dialog")).to_have_count(0)
    assert founded.text_of(draft) == "It begins. Saved. Not yet. Now."
