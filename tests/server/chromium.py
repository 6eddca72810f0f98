"""Members in a real Chromium (the one that ``browser.finding`` finds)."""

from browser.finding import chromium
from playwright.sync_api import Browser, BrowserContext, Page

from writing_center.domain.people import Member

from .running import RunningCenter


def signed_in(
    browser: Browser, served: RunningCenter, member: Member, **options: object
) -> BrowserContext:
    """A browser of this member's own, with their cookie in it."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.add_cookies([served.browser_cookie(member)])  # type: ignore[list-item]
    return context


def open_page(context: BrowserContext, url: str) -> Page:
    """A page, once its widgets are there."""
    page = context.new_page()
    page.goto(url)
    wait_until_open(page)
    return page


def wait_until_open(page: Page) -> None:
    """Wait for the first widget."""
    page.locator("#wc-opening").wait_for(state="detached", timeout=40_000)


__all__ = ["chromium", "open_page", "signed_in", "wait_until_open"]
