"""Times as people type them, in a time zone, over the nights on which clocks change.

Everything is kept as a moment in UTC. A time that somebody typed is read in *their* zone, with
the offset that holds on that very day. On two nights a year that takes a rule:

- *skipped* (clocks go forward): 02:30 does not exist. It is moved on by as much as the clocks
  are, to 03:30, as calendars do (RFC 5545, 3.3.5).
- *repeated* (clocks go back): 02:30 comes twice. The second one is meant: nobody is late while
  the clock on the wall still shows an earlier time than the deadline.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from .errors import InvalidInput


@dataclass(frozen=True)
class TypedTime:
    """A moment in UTC; ``note`` is a sentence where the clocks change, empty elsewhere."""

    at: datetime
    note: str = ""


def typed_time(typed: str, zone: tzinfo, field: str | None = None) -> TypedTime:
    """What ``2026-03-29T02:30`` means in ``zone``. A text with an offset says it itself.

    Raises InvalidInput when it is no time.
    """
    try:
        local = datetime.fromisoformat(typed.strip())
        if local.tzinfo is not None:
            return TypedTime(local.astimezone(UTC))
        return _in_zone(local, zone)
    except (ValueError, OverflowError):
        raise InvalidInput("Please choose a day and a time.", field) from None


def shown_in(at: datetime, zone: tzinfo) -> str:
    """A moment as a form's field of day and time holds it: ``2026-03-29T02:30``."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def later_on_the_clock(at: datetime, by: timedelta, zone: tzinfo) -> datetime:
    """A moment so much later. Whole days are days of the calendar in ``zone``: midnight stays
    midnight over a night on which clocks change."""
    if by % timedelta(days=1):
        return at + by
    return _in_zone(at.astimezone(zone).replace(tzinfo=None) + by, zone).at


def zone_of(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def clocks_differ(moments: list[datetime], one: tzinfo, other: tzinfo) -> bool:
    """Whether two zones show different times at any of the moments."""
    return any(at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset() for at in moments)


def _in_zone(local: datetime, zone: tzinfo) -> TypedTime:
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    meant = first.astimezone(zone).replace(tzinfo=None)
    if meant != local:
        return TypedTime(
            first,
            f"On {local:%d %B %Y} the clocks go forward and {local:%H:%M} does not exist: "
            f"it is taken as {meant:%H:%M}.",
        )
    if first != second:
        return TypedTime(
            second,
            f"On {local:%d %B %Y} the clocks go back and {local:%H:%M} comes twice: "
            "the second one is meant.",
        )
    return TypedTime(first)
