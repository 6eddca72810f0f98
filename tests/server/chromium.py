"""A real Chromium for tests: the one that is installed, or the one that Playwright brought."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from writing_center.domain.people import Member

from .running import RunningCenter

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=[*QUIET, *(["--no-sandbox"] if as_root else [])],
        )
        yield browser
        browser.close()


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
