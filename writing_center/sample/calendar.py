"""When things happened in the sample class, counted from the moment at which it is built.

The class is always eight weeks into its term. Its content names times like ``week 3 Tue 16:20``;
they are counted in school days back from today, so that they fall on real weekdays whatever day
it is: ``week 8 Fri`` is the last weekday before today, ``week 9 Mon`` the first from today on.
What is going on right now is named ``now - 2h 10m``.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
LAST_DAY = 8 * len(WEEKDAYS) - 1
EVENING = time(18, 0)
_NAMED = re.compile(r"week (\d+) (Mon|Tue|Wed|Thu|Fri) (\d\d):(\d\d)")
_RECENT = re.compile(r"now - (\d+)h (\d+)m")


class SchoolCalendar:
    """Turns the times in the sample's content into moments, in the zone of ``now``."""

    def __init__(self, now: datetime) -> None:
        """A calendar whose eight weeks end at the aware moment ``now``."""
        self.now = now
        self._last = _weekday_before(now.date())

    def at(self, when: str) -> datetime:
        """The moment called ``when``, in UTC. Raises ValueError for anything else."""
        if recent := _RECENT.fullmatch(when):
            hours, minutes = (int(part) for part in recent.groups())
            return (self.now - timedelta(hours=hours, minutes=minutes)).astimezone(UTC)
        if not (named := _NAMED.fullmatch(when)):
            raise ValueError(f"not a time of the sample class: {when!r}")
        week, weekday, hour, minute = named.groups()
        clock = time(int(hour), int(minute))
        day = self._school_day((int(week) - 1) * len(WEEKDAYS) + WEEKDAYS.index(weekday))
        return datetime.combine(_free_evening(day, clock), clock, self.now.tzinfo).astimezone(UTC)

    def _school_day(self, number: int) -> date:
        day, missing = self._last, number - LAST_DAY
        step = timedelta(days=1 if missing > 0 else -1)
        while missing:
            day += step
            if day.weekday() < len(WEEKDAYS):
                missing -= step.days
        return day


def _weekday_before(today: date) -> date:
    day = today - timedelta(days=1)
    while day.weekday() >= len(WEEKDAYS):
        day -= timedelta(days=1)
    return day


def _free_evening(day: date, clock: time) -> date:
    # Nobody writes on a Friday evening; what would fall there happens on Sunday.
    is_friday = day.weekday() == len(WEEKDAYS) - 1
    return day + timedelta(days=2) if is_friday and clock >= EVENING else day
