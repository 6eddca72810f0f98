"""Activity by week. Weeks begin on Monday, in the reader's time zone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ..domain.activity import Activity
from .records import Act, act_of

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekRow:
    """How much was done in the week from ``monday`` on, by kind."""

    monday: date
    submissions: int
    reviews: int
    decisions: int
    guide: int


def monday_of(at: datetime, zone: tzinfo) -> date:
    """The Monday of the week in which ``at`` falls for a reader in ``zone``."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def mondays(first: date, last: date) -> list[date]:
    """Every Monday from ``first`` to ``last``, both included."""
    count = (last - first).days // 7
    return [first + WEEK * number for number in range(count + 1)]


def activity_by_week(
    activities: Iterable[Activity], zone: tzinfo, until: datetime
) -> list[WeekRow]:
    """A row a week, from the first in which anything was done to that of ``until``.

    Weeks in which nothing was done have a row of zeros. A decision is one on a comment or an
    answer to a whole review. Confidential activities are left out.
    """
    counts: Counter[tuple[date, Act]] = Counter()
    for activity in activities:
        act = act_of(activity)
        if act is not None and activity.at <= until:
            counts[monday_of(activity.at, zone), act] += 1
    if not counts:
        return []
    first = min(monday for monday, _ in counts)
    return [
        WeekRow(
            monday,
            submissions=counts[monday, Act.SUBMISSIONS],
            reviews=counts[monday, Act.REVIEWS],
            decisions=counts[monday, Act.DECISIONS],
            guide=counts[monday, Act.GUIDE],
        )
        for monday in mondays(first, monday_of(until, zone))
    ]
