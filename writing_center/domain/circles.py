"""Circles: standing groups of three or four who read each other's drafts.

A circle outlives assignments. Its record never changes its people: when somebody comes or goes,
the old record ends and a new one follows it, so that who was with whom at any time stays known
(what was read without a name stays so when the two come into one circle later).

1. A member is in at most one circle of a class.
2. Three or four. Six people and more can always be split so.
3. Five stay together: three and two would leave the two with one reader each, and with none
   when one of them is ill. Two are a circle only where the class has no third.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

USUAL_SIZES = (3, 4)
LEAST, MOST = 2, 5
"""What is still a circle: less is nobody to read, more is a class."""

PROPOSAL_LASTS = timedelta(days=7)


class CirclesBy(StrEnum):
    """Who makes a class's circles."""

    TEACHER = "teacher"
    MEMBERS = "members"


@dataclass(frozen=True)
class CircleRule:
    """Whether the members of a class may make circles themselves; ``id`` is the class's."""

    id: str
    by: CirclesBy


@dataclass(frozen=True)
class Circle:
    """People of one class who read each other's drafts, from ``made_at`` until ``ended_at``.

    ``since`` is when the first record of this circle began, with whoever was in it then.
    """

    id: str
    group_id: str
    name: str
    member_ids: tuple[str, ...]
    made_by_id: str
    made_at: datetime
    since: datetime
    ended_at: datetime | None = None

    def stood_at(self, at: datetime) -> bool:
        """Whether these people were a circle at that moment."""
        return self.made_at <= at and (self.ended_at is None or at < self.ended_at)


class ProposalState(StrEnum):
    """What became of a proposal. That it lapsed says nothing of who said no, or whether."""

    OPEN = "open"
    STOOD = "stood"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class CircleProposal:
    """A member asks classmates to be a circle, or those in the circle ``circle_id`` to be let into
    it; it stands once all of them have agreed.

    Who declined is kept nowhere.
    """

    id: str
    group_id: str
    by_id: str
    asked_ids: tuple[str, ...]
    at: datetime
    agreed_ids: tuple[str, ...] = ()
    circle_id: str = ""
    state: ProposalState = ProposalState.OPEN

    @property
    def member_ids(self) -> tuple[str, ...]:
        """Who would be in the circle."""
        return (self.by_id, *self.asked_ids)

    def is_open(self, now: datetime) -> bool:
        """Whether it still waits for answers: for a week at most."""
        return self.state is ProposalState.OPEN and now < self.at + PROPOSAL_LASTS


def sizes(many: int, usual: int = 4) -> tuple[int, ...]:
    """How large the circles of ``many`` people are: ``usual`` (3 or 4) as often as it can be.

    Empty for nobody and for one alone; (2,) and (5,) where nothing else is left.
    """
    if many < LEAST:
        return ()
    if many in (2, 5):
        return (many,)
    fours = many % 3 if usual == 3 else many // 4
    while (many - 4 * fours) % 3:
        fours -= 1
    return (4,) * fours + (3,) * ((many - 4 * fours) // 3)


def follow(
    circle: Circle, member_ids: Sequence[str], id: str, by_id: str, now: datetime
) -> tuple[Circle, Circle | None]:
    """The circle's record, ended, and the one with other people that follows it (none where
    fewer than two are left)."""
    ended = replace(circle, ended_at=now)
    if len(member_ids) < LEAST:
        return ended, None
    people = tuple(member_ids)
    return ended, replace(circle, id=id, member_ids=people, made_by_id=by_id, made_at=now)


def circle_with(member_id: str, circles: Iterable[Circle]) -> Circle | None:
    """The first of these circles that the member is in."""
    return next((circle for circle in circles if member_id in circle.member_ids), None)


def room_for(member_id: str, circles: Sequence[Circle], apart: Iterable[str] = ()) -> Circle | None:
    """The smallest circle that a late-comer can join, without anybody of ``apart`` in it.

    Five only where nothing smaller is left; None where every circle has five.
    """
    avoided = frozenset(apart)
    fitting = [
        circle
        for circle in circles
        if len(circle.member_ids) < MOST
        and member_id not in circle.member_ids
        and not avoided.intersection(circle.member_ids)
    ]
    return min(fitting, key=lambda circle: len(circle.member_ids), default=None)


def with_room(circles: Sequence[Circle], apart: Iterable[str] = ()) -> list[Circle]:
    """The circles that somebody can ask to come into, without anybody of ``apart`` in them: those
    of two or three; of four only where there are no others."""
    avoided = frozenset(apart)
    fitting = [circle for circle in circles if not avoided.intersection(circle.member_ids)]
    small = [circle for circle in fitting if len(circle.member_ids) < USUAL_SIZES[1]]
    return small or [circle for circle in fitting if len(circle.member_ids) < MOST]


def free_name(taken: Iterable[str]) -> str:
    """A name for a new circle that no other has: ``Circle 1``, ``Circle 2``, …"""
    known = {name.casefold() for name in taken}
    number = 1
    while f"circle {number}" in known:
        number += 1
    return f"Circle {number}"
