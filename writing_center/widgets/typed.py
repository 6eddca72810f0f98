"""What people typed or their browser said, as days and time zones."""

from datetime import date, datetime

from ..domain.assignments import Assignment
from ..domain.errors import InvalidInput
from ..domain.local_time import TypedTime, clocks_differ, shown_in, typed_time, zone_of
from .live import Args


def day(args: Args, name: str, label: str) -> date:
    """The day in a field. Raises InvalidInput when there is none."""
    try:
        return date.fromisoformat(args.text(name))
    except ValueError:
        raise InvalidInput(f"{label}: please choose a day.", name) from None


def day_or_none(args: Args, name: str, label: str) -> date | None:
    """The day in a field that may be left empty. Raises InvalidInput."""
    return day(args, name, label) if args.text(name) else None


def moment_or_none(
    args: Args, name: str, zone: str, known: datetime | None = None
) -> TypedTime | None:
    """The day and time in a field, typed in the zone of that name; None when it is empty.

    A field that still shows ``known`` is that very moment: on the night on which an hour comes
    twice, its digits alone would not say which. Raises InvalidInput.
    """
    typed = args.text(name)
    if not typed.strip():
        return None
    place = zone_of(zone)
    if known is not None and typed == shown_in(known, place):
        return TypedTime(known)
    return typed_time(typed, place, name)


def zone_note(assignment: Assignment, reader_zone: str) -> str:
    """A sentence for a reader whose clock differs from the teacher's at any date of the
    assignment; empty for everybody else."""
    moments = [start.at for start in assignment.starts]
    if not assignment.zone or not clocks_differ(
        moments, zone_of(assignment.zone), zone_of(reader_zone)
    ):
        return ""
    return f"Times are shown on your own clock ({reader_zone}). They were set in {assignment.zone}."
