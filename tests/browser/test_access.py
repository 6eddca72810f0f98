"""axe finds no violation: on any page, with what is folded open, in light and dark."""

import pytest
from playwright.sync_api import Page, expect

from .inspecting import violations
from .places import PLACES, PLAIN_PAGES, Atlas, first_visit

UNFOLD = "document.querySelectorAll('#wc-main details').forEach(d => { d.open = true })"
DIALOGS = {
    "draft": ("wc-conflict",),
    "review": ("wc-composer", "wc-decline"),
    "entry": ("wc-move",),
}


def check(page: Page) -> None:
    """No violation in light, and colours that can be told apart in dark."""
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []


@pytest.mark.parametrize("name", PLACES)
def test_every_place_can_be_used_by_everybody(atlas: Atlas, name: str) -> None:
    page = atlas.open(name)
    page.evaluate(UNFOLD)
    check(page)


@pytest.mark.parametrize(("name", "dialog"), [(n, d) for n, ds in DIALOGS.items() for d in ds])
def test_every_dialog_can_be_used_by_everybody(atlas: Atlas, name: str, dialog: str) -> None:
    page = atlas.open(name)
    page.evaluate(f"document.getElementById('{dialog}').showModal()")
    expect(page.get_by_role("dialog")).to_be_visible()
    check(page)
    page.evaluate(f"document.getElementById('{dialog}').onclose = null")
    page.evaluate(f"document.getElementById('{dialog}').close()")


PLAIN = [(path, None) for path in PLAIN_PAGES]
PLAIN += [(path, "reader") for path in PLAIN_PAGES if path != "sign-in"]


@pytest.mark.parametrize(("path", "who"), PLAIN)
def test_pages_around_signing_in(atlas: Atlas, path: str, who: str | None) -> None:
    page = atlas.plain(path, who)
    check(page)
    page.close()


def test_the_first_visit(atlas: Atlas) -> None:
    page = atlas.newcomer("Nova Access")
    for _ in first_visit(page):
        check(page)
    page.close()


def test_links_that_are_shown_once(atlas: Atlas) -> None:
    page = atlas.open("class")
    page.get_by_role("button", name="link for Wren").click()
    check(page)
    page.get_by_role("dialog").get_by_role("button", name="link for Wren").click()
    expect(page.get_by_role("heading", name="One-time sign-in links")).to_be_visible()
    check(page)


def test_joining(atlas: Atlas, join_path: str) -> None:
    for who in (None, "reader", "consultant"):
        page = atlas.plain(join_path, who)
        check(page)
        page.close()


def test_what_is_wrong_is_said_to_everybody(atlas: Atlas, join_path: str) -> None:
    page = atlas.plain("sign-in")
    page.get_by_label("Your name").fill("Nobody")
    page.get_by_label("Your passphrase").fill("not right at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.goto(f"{atlas.served.url}{join_path}")
    page.get_by_label("Your name").fill(atlas.people.reader.name)
    page.get_by_label("A passphrase of your own").fill("not right at all")
    page.get_by_role("button", name="Join the class").click()
    expect(page.get_by_role("alert")).to_contain_text("already somebody called")
    check(page)
    page.close()


def test_an_error_at_a_field(atlas: Atlas) -> None:
    page = atlas.open("propose entry")
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator("[aria-invalid]")).to_be_focused()
    check(page)


def test_the_inspector_sees_what_is_wrong(atlas: Atlas) -> None:
    page = atlas.open("what others see")
    page.evaluate("document.querySelector('h1').innerHTML += '<img src=\"data:,\">'")
    assert any(found.startswith("image-alt: ") for found in violations(page))
    page.reload()


def test_a_lost_connection_is_said_to_everybody(atlas: Atlas) -> None:
    page = atlas.open("home")
    page.evaluate("document.getElementById('wc-connection').hidden = false")
    page.evaluate("document.getElementById('wc-connection-text').textContent = 'It is gone.'")
    check(page)
    page.evaluate("document.getElementById('wc-connection').hidden = true")


@pytest.fixture(scope="module")
def join_path(atlas: Atlas) -> str:
    [group] = atlas.served.center.store.groups.all()
    return f"join/{group.join_code}"
