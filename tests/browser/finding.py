"""A browser for tests: Chromium or one of its kin, as installed, or else Playwright's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
)
NO_BROWSER = (
    "The browser tests need Chromium, Chrome or Edge. None is installed here, and "
    "“python -m playwright install chromium” did not bring one: {why}"
)


class NoBrowser(Exception):
    """There is no browser, and none could be had; says what to do."""


def installed(
    which: Callable[[str], str | None] = shutil.which, places: Iterable[str] = PLACES
) -> str | None:
    """The path of a browser that somebody has installed on this computer."""
    found = [path for name in NAMES if (path := which(name))]
    found += [path for place in places if Path(path := os.path.expandvars(place)).is_file()]
    return found[0] if found else None


def brought(playwright_path: str, command: Iterable[str] = ("install", "chromium")) -> str:
    """Playwright's own browser, fetched if it is not there yet. Raises NoBrowser."""
    if not Path(playwright_path).is_file():
        done = subprocess.run(
            [sys.executable, "-m", "playwright", *command],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or not Path(playwright_path).is_file():
            said = (done.stderr or done.stdout).strip().splitlines()
            raise NoBrowser(NO_BROWSER.format(why=said[-1] if said else "it said nothing."))
    return playwright_path


@cache
def _own_path() -> str:
    with sync_playwright() as playwright:
        return brought(playwright.chromium.executable_path)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window. Raises NoBrowser."""
    path = installed() or _own_path()
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*QUIET, *(["--no-sandbox"] if as_root else [])]
        )
        yield browser
        browser.close()
