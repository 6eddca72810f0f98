"""What people typed or their browser said, as days and time zones."""

from datetime import UTC, date, tzinfo
from zoneinfo import ZoneInfo

from ..domain.errors import InvalidInput
from .live import Args


def zone_of(name: str) -> tzinfo:
    """The time zone that the browser named; UTC when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def day(args: Args, name: str, label: str) -> date:
    """The day in a field. Raises InvalidInput when there is none."""
    try:
        return date.fromisoformat(args.text(name))
    except ValueError:
        raise InvalidInput(f"{label}: please choose a day.", name) from None


def day_or_none(args: Args, name: str, label: str) -> date | None:
    """The day in a field that may be left empty. Raises InvalidInput."""
    return day(args, name, label) if args.text(name) else None
