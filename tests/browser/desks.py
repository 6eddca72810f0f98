"""Moving about on a desk, and looking at what it says, as its reader would."""

from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Locator, Page, expect
from server.running import RunningCenter


def go(page: Page, route: str, shown: str = "") -> None:
    """Open a place of the page by its address, and wait until it is there (under the name that
    the page gives itself, if that is another)."""
    page.evaluate("route => { location.hash = route }", route)
    arrive(page, shown or route)


def arrive(page: Page, route: str) -> None:
    """Wait until the place is there."""
    expect(page.locator(f'[data-route="{route}"]')).to_be_attached()


def route_of(page: Page) -> str:
    """The address of the place, as it stands after the ``#``."""
    return urlsplit(page.url).fragment or "/"


def status(page: Page) -> Locator:
    """What the page says about saving."""
    return page.locator("[data-save-status]:visible").first


def wait_until_saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(status(page)).to_have_text("Saved")


def told(page: Page, sentence: str) -> None:
    """Wait until the page says this."""
    expect(page.locator(".wc-toast")).to_contain_text(sentence)


def focus_is_lost(page: Page) -> bool:
    """Whether the keyboard's next key would go nowhere."""
    return bool(
        page.evaluate("!document.activeElement || document.activeElement === document.body")
    )


def kernel_of(page: Page, served: RunningCenter) -> psutil.Process:
    """The process behind a page."""
    config = page.locator("#jupyter-config-data").text_content() or ""
    kernel_id = config.split('"kernelId"')[1].split('"')[1]
    assert served.process
    for child in psutil.Process(served.process.pid).children():
        if any(kernel_id in Path(part).name for part in child.cmdline()):
            return child
    raise AssertionError(f"There is no process of kernel {kernel_id}.")
