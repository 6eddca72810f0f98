"""On a phone, 360 px wide: nothing scrolls sideways, and what is to be hit is large enough."""

import pytest
from playwright.sync_api import Page, expect

from .places import PLACES, PLAIN_PAGES, Atlas, first_visit
from .test_access import DIALOGS, UNFOLD

PHONE = 360
SMALLEST = 24  # CSS pixels; WCAG 2.2, 2.5.8
TOO_WIDE = """() => {
  const wide = document.scrollingElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const over = [...document.querySelectorAll("body *")].filter(
    (node) => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".wc-scroll"));
  return [`${wide} px`, ...over.slice(-3).map((node) => node.outerHTML.slice(0, 120))];
}"""
TOO_SMALL = """(smallest) => {
  const targets = document.querySelectorAll(
    "button, .wc-button, summary, select, textarea, nav a, input:not([type=hidden])");
  const sizes = [...targets].map((node) => {
    const label = node.matches("[type=radio], [type=checkbox]") && node.closest("label");
    const box = (label || node).getBoundingClientRect();
    return [node, box.width, box.height];
  });
  return sizes
    .filter(([node, width, height]) => width && node.checkVisibility()
      && getComputedStyle(node).clipPath === "none" && !node.closest(".wc-visually-hidden")
      && (width < smallest || height < smallest))
    .map(([node, width, height]) => `${width} × ${height}: ${node.outerHTML.slice(0, 120)}`);
}"""


def check(page: Page) -> None:
    assert page.viewport_size
    assert page.viewport_size["width"] == PHONE
    expect(page.locator("body.wc-wide")).to_have_count(0)  # the menu folds in the next frame
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(TOO_SMALL, SMALLEST) == []


@pytest.mark.parametrize("name", PLACES)
def test_no_place_scrolls_sideways(atlas: Atlas, name: str) -> None:
    page = atlas.open(name, width=PHONE)
    check(page)
    page.evaluate(UNFOLD)
    check(page)


@pytest.mark.parametrize(("name", "dialog"), [(n, d) for n, ds in DIALOGS.items() for d in ds])
def test_no_dialog_scrolls_sideways(atlas: Atlas, name: str, dialog: str) -> None:
    page = atlas.open(name, width=PHONE)
    page.evaluate(f"document.getElementById('{dialog}').showModal()")
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE
    check(page)
    page.evaluate(f"document.getElementById('{dialog}').onclose = null")
    page.evaluate(f"document.getElementById('{dialog}').close()")


@pytest.mark.parametrize("path", PLAIN_PAGES)
def test_no_page_around_signing_in_scrolls_sideways(atlas: Atlas, path: str) -> None:
    for who in (None, "reader") if path != "sign-in" else (None,):
        page = atlas.plain(path, who, width=PHONE)
        check(page)
        page.close()


def test_the_first_visit(atlas: Atlas) -> None:
    page = atlas.newcomer("Nova Narrow")
    page.set_viewport_size({"width": PHONE, "height": 740})
    for _ in first_visit(page):
        check(page)
    page.close()


def test_links_that_are_shown_once(atlas: Atlas) -> None:
    page = atlas.open("class", width=PHONE)
    page.get_by_role("button", name="link for Wren").click()
    check(page)
    page.get_by_role("dialog").get_by_role("button", name="link for Wren").click()
    expect(page.get_by_role("heading", name="One-time sign-in links")).to_be_visible()
    check(page)


def test_a_word_without_end_breaks(atlas: Atlas) -> None:
    endless = "abcdefghij" * 30
    page = atlas.open("own draft", width=PHONE)
    page.get_by_label("Title").fill(endless[:200])
    page.get_by_label("Your text", exact=True).fill(endless)
    page.get_by_label("What do you want from your readers?").fill(endless)
    expect(page.locator("[data-save-status]").first).to_have_text("Saved")
    page.get_by_role("button", name="Hand in Draft 1").click()
    page.get_by_role("link", name="Draft 1").click()
    expect(page.get_by_role("heading", name=endless[:200])).to_be_visible()
    check(page)
    for place in ("home", "drafts", "feedbacks"):
        check(atlas.open(place, width=PHONE))


def test_the_measures_see_what_is_wrong(atlas: Atlas) -> None:
    page = atlas.open("what others see", width=PHONE)
    add = (
        "html => document.querySelector('#rendered_cells h1').insertAdjacentHTML('afterend', html)"
    )
    page.evaluate(add, "<p style='width: 400px'>wide</p><button style='all: unset'>x</button>")
    assert page.evaluate(TOO_WIDE)[0].endswith("px")
    assert len(page.evaluate(TOO_SMALL, SMALLEST)) == 1
    page.reload()
