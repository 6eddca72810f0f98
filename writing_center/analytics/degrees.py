"""Degrees of participation: counts of a community, never a label on a person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from ..domain.activity import Activity
from .records import STEWARDSHIP, counted
from .weeks import WEEK, monday_of, mondays

WINDOW = 4
CORE_WEEKS = 3
ACTIVE_WEEKS = 2


@dataclass(frozen=True)
class DegreeRow:
    """How many take part how deeply, over the four weeks that end with that of ``monday``."""

    monday: date
    core: int
    active: int
    peripheral: int


class _Degree(StrEnum):
    # Private: no function of this module says which member has which degree.
    CORE = "core"
    ACTIVE = "active"
    PERIPHERAL = "peripheral"


def degrees_by_week(
    activities: Iterable[Activity],
    joined: Mapping[str, datetime],
    zone: tzinfo,
    until: datetime,
) -> list[DegreeRow]:
    """A row a week from the first joining on; the last one is how things stand now.

    Each looks at its own week and the three before. Core: something done in three of them or
    more, and the guide tended at least once. Active: something done in two or more. Peripheral:
    everybody else who had joined by the end of the week, those who only watch included.
    """
    if not joined:
        return []
    acts = _acts_by_member(counted(list(activities), joined), zone)
    first = monday_of(min(joined.values()), zone)
    return [_row(monday, acts, joined, zone) for monday in mondays(first, monday_of(until, zone))]


_Acts = dict[str, list[tuple[date, bool]]]


def _acts_by_member(activities: Iterable[Activity], zone: tzinfo) -> _Acts:
    acts: _Acts = defaultdict(list)
    for activity in activities:
        tended = activity.did in STEWARDSHIP
        acts[activity.actor_id].append((monday_of(activity.at, zone), tended))
    return acts


def _row(monday: date, acts: _Acts, joined: Mapping[str, datetime], zone: tzinfo) -> DegreeRow:
    here = [member for member, at in joined.items() if monday_of(at, zone) <= monday]
    degrees = [_degree(acts.get(member, []), monday) for member in here]
    return DegreeRow(
        monday,
        core=degrees.count(_Degree.CORE),
        active=degrees.count(_Degree.ACTIVE),
        peripheral=degrees.count(_Degree.PERIPHERAL),
    )


def _degree(acts: list[tuple[date, bool]], monday: date) -> _Degree:
    start: date = monday - timedelta(days=7 * (WINDOW - 1))
    recent = [(week, tended) for week, tended in acts if start <= week < monday + WEEK]
    weeks = len({week for week, _ in recent})
    if weeks >= CORE_WEEKS and any(tended for _, tended in recent):
        return _Degree.CORE
    return _Degree.ACTIVE if weeks >= ACTIVE_WEEKS else _Degree.PERIPHERAL
