"""The moment in which a page is there."""

from playwright.sync_api import Browser, expect
from server.chromium import signed_in

from .founded import Founded

HIDE = """
  new MutationObserver(() => {
    const main = document.getElementById("main");
    if (!main || window.show) return;
    main.style.setProperty("display", "none", "important");
    window.show = () => main.style.removeProperty("display");
  }).observe(document, { childList: true, subtree: true });
"""


def test_a_page_whose_panel_is_shown_late_opens_all_the_same(
    browser: Browser, founded: Founded
) -> None:
    context = signed_in(browser, founded.served, founded.teacher)
    context.add_init_script(HIDE)
    page = context.new_page()
    page.goto(founded.url)
    page.locator("#rendered_cells h1").wait_for(state="attached", timeout=40_000)
    expect(page.locator("#wc-opening")).to_be_visible()
    page.evaluate("window.show()")  # a change of style, and of nothing else
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    expect(page.locator("#wc-opening")).to_have_count(0)
    context.close()
