"""For all tests: this folder is on the path, so that ``storage.postgres`` may be imported."""

from pathlib import Path

import pytest
from hypothesis import settings
from settable_clock import SettableClock

# A busy machine must not make a test fail.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return REPOSITORY
