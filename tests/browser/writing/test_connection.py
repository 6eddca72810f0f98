"""A connection that fails is said, nothing that was typed is lost, and it comes back."""

import os
import signal

from playwright.sync_api import Page, expect
from server.chromium import wait_until_open
from server.visitors import wait_until

from writing_center.domain.submissions import Draft

from ..desks import kernel_of, status, wait_until_saved
from ..founded import Founded
from .drafting import paper, reopen, type_at_the_end

SLOW = "The writing center does not answer at the moment"
GONE = "The connection to the writing center is gone"


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
