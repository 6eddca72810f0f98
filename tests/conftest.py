"""For all tests: this folder is on the path, so that ``storage.postgres`` may be imported."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


class SettableClock:
    """A clock that stands still until the test moves it. It begins on a Monday morning."""

    def __init__(self) -> None:
        self.time = datetime(2026, 10, 5, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def forward(self, **length: float) -> datetime:
        """Let time pass; the new time."""
        self.time += timedelta(**length)
        return self.time


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return REPOSITORY
