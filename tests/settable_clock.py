"""Time, in the hands of a test."""

from datetime import UTC, datetime, timedelta


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
