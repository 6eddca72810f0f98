"""Without a network for a while: it is said, and everything typed arrives."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from server.chromium import open_page, signed_in, wait_until_open
from server.visitors import wait_until

from writing_center.domain.submissions import Draft

from .cutting import Network, a_network
from .desks import go, status, wait_until_saved
from .founded import Founded

NEVER_AGAIN = """
  () => {
    window.WebSocket = class extends window.WebSocket {
      constructor(where, ...more) { super(where.replace("/api/", "/nowhere/"), ...more); }
    };
  }
"""


@pytest.fixture(scope="module")
def network(founded: Founded) -> Iterator[Network]:
    with a_network(founded.served.port) as network:
        yield network


@pytest.fixture(scope="module")
def draft(founded: Founded) -> Draft:
    writer = founded.a_student(founded.a_class(), "Wanda Writer")
    return founded.a_draft(writer, None, "It begins.")


@pytest.fixture(scope="module")
def page(browser: Browser, founded: Founded, network: Network, draft: Draft) -> Iterator[Page]:
    """The draft, opened through a network that can fail."""
    writer = founded.served.center.store.members.find(draft.author_id)
    assert writer
    context = signed_in(browser, founded.served, writer)
    page = open_page(context, f"http://127.0.0.1:{network.port}/")
    go(page, f"/write/{draft.id}")
    page.get_by_label("Your text", exact=True).press("ControlOrMeta+End")
    yield page
    context.close()


def test_a_network_that_swallows_everything_and_one_that_is_cut(
    founded: Founded, network: Network, draft: Draft, page: Page
) -> None:
    banner = page.locator("#wc-connection")
    typed = "It begins."
    for fails in (network.swallow, network.cut):
        fails()
        page.keyboard.type(" One.")
        expect(banner).to_be_visible()
        expect(status(page)).to_have_text("Not saved")
        page.keyboard.type(" Two.")
        assert founded.text_of(draft) == typed
        network.mend()
        page.keyboard.type(" Three.")
        typed += " One. Two. Three."
        # The front end dials again when it likes to; where that is late, the page is loaded anew.
        wait_until(lambda typed=typed: founded.text_of(draft) == typed, 40)  # type: ignore[misc]
        expect(banner).to_be_hidden(timeout=20_000)
        wait_until_saved(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_where_the_front_end_has_given_up_the_page_is_loaded_anew_with_the_caret_in_its_place(
    founded: Founded, network: Network, draft: Draft, page: Page
) -> None:
    before = founded.text_of(draft)
    page.keyboard.press("Control+Shift+Enter")  # only the paper
    page.evaluate(NEVER_AGAIN)
    network.cut()
    page.keyboard.type(" Four.")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#wc-connection")).to_be_visible()
    page.evaluate("window.isTheOldPage = true")
    network.mend()
    page.wait_for_event("domcontentloaded", lambda _: True, timeout=40_000)
    wait_until_open(page)
    expect(page.locator("body")).to_have_class("wc-page wc-wide wc-alone")
    expect(page.get_by_label("Your text", exact=True)).to_be_focused()
    page.keyboard.type("!")
    wait_until_saved(page)
    wait_until(lambda: founded.text_of(draft) == f"{before} Fo!ur.")
