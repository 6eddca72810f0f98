"""For all tests: this folder is on the path, so that ``storage.postgres`` may be imported."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.finding import chromium
from hypothesis import settings
from playwright.sync_api import Browser
from settable_clock import SettableClock

# A busy machine must not make a test fail.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: a second one in the same process would want a loop of its own."""
    with chromium() as found:
        yield found


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return REPOSITORY
