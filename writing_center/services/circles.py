"""The circles of a class, as its teacher makes, changes and ends them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.circles import (
    LEAST,
    MOST,
    Circle,
    CircleRule,
    CirclesBy,
    ProposalState,
    circle_with,
    follow,
    free_name,
    room_for,
)
from ..domain.conflicts import Conflict, away_from
from ..domain.errors import InvalidInput, NotAllowed, NotFound, PlanChanged
from ..domain.people import Member, Role
from ..domain.submissions import clean_line
from .circle_mates import assignments_with_pen_names, standing_circles
from .names import name_of
from .session import Session

LONGEST_NAME = 40


@dataclass(frozen=True)
class WantedCircle:
    """A circle as it is to be. ``id`` is that of the standing one that it follows, if any."""

    member_ids: tuple[str, ...]
    name: str
    id: str = ""


@dataclass(frozen=True)
class ClassCircles:
    """The circles of a class as they stand. ``unplaced`` are in none; ``stamp`` stands for
    exactly this; ``notes`` are sentences about what is worth a look. ``later_in`` are the titles of
    assignments under way with pen names, in which what is changed now does not count."""

    circles: tuple[Circle, ...]
    students: dict[str, Member]
    unplaced: tuple[Member, ...]
    by: CirclesBy
    notes: tuple[str, ...]
    stamp: str
    ended: int
    later_in: tuple[str, ...] = ()


def circles_of(session: Session, group_id: str) -> ClassCircles:
    """The circles of a class, and who is in none. Its teachers only."""
    session.require_teacher_of(group_id)
    circles = standing_circles(session, group_id)
    students = students_in(session, group_id)
    placed = {id for circle in circles for id in circle.member_ids}
    every = session.store.circles.count(group_id=group_id)
    return ClassCircles(
        circles=tuple(circles),
        students=students,
        unplaced=tuple(member for id, member in students.items() if id not in placed),
        by=makers_of(session, group_id),
        notes=tuple(notes_on(session, group_id, [(c.name, c.member_ids) for c in circles])),
        stamp=stamp_of(circles, students),
        ended=every - len(circles),
        later_in=tuple(one.title for one in assignments_with_pen_names(session, group_id)),
    )


def make_circles(
    session: Session, group_id: str, wanted: Sequence[WantedCircle], stamp: str
) -> list[Circle]:
    """The circles of a class are these from now on; its teachers only.

    A standing circle that is wanted with the same people stays as it is; one with others is
    followed by them; one that is not wanted ends. ``stamp`` is that of the circles as they were
    seen: raises PlanChanged when they are others by now. Raises InvalidInput for somebody twice,
    for circles of one or of more than five, and for two who keep apart.
    """
    session.require_teacher_of(group_id)
    with session.store.transaction():
        standing = standing_circles(session, group_id)
        students = students_in(session, group_id)
        if stamp != stamp_of(standing, students):
            raise PlanChanged
        filled = [one for one in wanted if one.member_ids]
        _check(session, standing, filled, students)
        made = _put(session, group_id, standing, filled)
        if made:
            session.record(Did.CIRCLES_MADE, group_id=group_id)
        return standing_circles(session, group_id)


def place_in_circle(session: Session, group_id: str, member_id: str) -> Circle:
    """Put a late-comer into the smallest circle; its teachers only.

    Raises NotFound when they are in one already, NotAllowed when no circle has room for them.
    """
    session.require_teacher_of(group_id)
    with session.store.transaction():
        circles = standing_circles(session, group_id)
        if member_id not in students_in(session, group_id) or circle_with(member_id, circles):
            raise NotFound("student")
        apart = away_from(member_id, session.store.conflicts.all())
        circle = room_for(member_id, circles, apart)
        if circle is None:
            raise NotAllowed("No circle has room: make a new one, or end one.")
        return let_into_circle(session, circle, member_id)


def end_circle(session: Session, circle_id: str) -> Circle:
    """A circle ends; that it was is kept. Teachers of its class only. Raises NotFound."""
    with session.store.transaction():
        circle = session.store.circles.find(circle_id)
        if circle is None or circle.ended_at is not None:
            raise NotFound("circle")
        session.require_teacher_of(circle.group_id)
        session.record(Did.CIRCLE_ENDED, group_id=circle.group_id)
        return session.store.circles.put(replace(circle, ended_at=session.clock.now()))


def name_circle(session: Session, circle_id: str, name: str) -> Circle:
    """A name for a circle, by anybody in it or a teacher of its class. Raises InvalidInput when
    it is empty or another circle's."""
    tidy = clean_line(name, "The circle’s name", "name", LONGEST_NAME)
    with session.store.transaction():
        circle = session.store.circles.find(circle_id)
        if circle is None or circle.ended_at is not None:
            raise NotFound("circle")
        if session.actor_id not in circle.member_ids:
            session.require_teacher_of(circle.group_id)
        if not tidy:
            raise InvalidInput("Please type a name for the circle.", "name")
        others = [c for c in standing_circles(session, circle.group_id) if c.id != circle_id]
        if tidy.casefold() in {other.name.casefold() for other in others}:
            raise InvalidInput("Another circle of the class has this name.", "name")
        session.record(Did.CIRCLE_NAMED, group_id=circle.group_id)
        return session.store.circles.put(replace(circle, name=tidy))


def choose_makers(session: Session, group_id: str, by: CirclesBy) -> CircleRule:
    """Whether the members of a class may make circles themselves; its teachers only."""
    session.require_teacher_of(group_id)
    with session.store.transaction():
        session.record(Did.CIRCLE_MAKERS_CHOSEN, group_id=group_id)
        return session.store.circle_rules.put(CircleRule(group_id, by))


def makers_of(session: Session, group_id: str) -> CirclesBy:
    """Who makes the circles of a class: its teacher, unless chosen otherwise."""
    rule = session.store.circle_rules.find(group_id)
    return rule.by if rule else CirclesBy.TEACHER


def take_out_of_circle(session: Session, group_id: str, member_id: str) -> Circle | None:
    """Whoever is in a circle of this class leaves it; the circle that they left. The rest stay
    together, while they are two."""
    circle = circle_with(member_id, standing_circles(session, group_id))
    if circle is not None:
        _change(session, circle, tuple(id for id in circle.member_ids if id != member_id))
    return circle


def notes_on(
    session: Session, group_id: str, circles: Sequence[tuple[str, Sequence[str]]]
) -> list[str]:
    """What is worth a look about circles, each given as its name and its members' ids."""
    conflicts = session.store.conflicts.all()
    found = []
    for name, ids in circles:
        if len(ids) == LEAST:
            found.append(f"{name} is of two: each has one reader there.")
        elif len(ids) == MOST:
            found.append(f"{name} is of five; three or four is better where it can be.")
        for one, other in _clashes(ids, conflicts):
            pair = f"{name_of(session, one)} and {name_of(session, other)}"
            found.append(f"{pair} are kept apart, and are both in {name}.")
    return found


def students_in(session: Session, group_id: str) -> dict[str, Member]:
    """The students of a class by their ids, in the order of their names."""
    places = session.store.memberships.where(group_id=group_id, role=Role.STUDENT)
    found = [session.store.members.find(place.member_id) for place in places]
    members = sorted((m for m in found if m is not None), key=lambda m: m.name_key)
    return {member.id: member for member in members}


def stamp_of(circles: Sequence[Circle], students: dict[str, Member]) -> str:
    """Stands for exactly these circles in exactly this class."""
    told = [f"{circle.id} {' '.join(circle.member_ids)}" for circle in circles]
    return hashlib.sha256("\n".join([*told, *sorted(students)]).encode()).hexdigest()[:32]


def _clashes(ids: Sequence[str], conflicts: Sequence[Conflict]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for number, one in enumerate(ids)
        for other in ids[number + 1 :]
        if other in away_from(one, conflicts)
    ]


def _check(
    session: Session,
    standing: Sequence[Circle],
    wanted: Sequence[WantedCircle],
    students: dict[str, Member],
) -> None:
    everybody = [id for one in wanted for id in one.member_ids]
    if len(set(everybody)) < len(everybody):
        raise InvalidInput("Somebody is in two circles. Everybody can be in one.")
    if not students.keys() >= set(everybody):
        raise NotFound("student")
    known = {circle.id: set(circle.member_ids) for circle in standing}
    conflicts = session.store.conflicts.all()
    for one in wanted:
        if one.id and one.id not in known:
            raise NotFound("circle")
        if set(one.member_ids) != known.get(one.id):
            _check_people(session, one, conflicts)


def _check_people(session: Session, one: WantedCircle, conflicts: Sequence[Conflict]) -> None:
    if len(one.member_ids) < LEAST:
        name = name_of(session, one.member_ids[0])
        raise InvalidInput(f"{name} would be alone in {one.name}, with nobody to read.")
    if len(one.member_ids) > MOST:
        raise InvalidInput(f"{one.name} would be too large: circles are of three or four.")
    for a, b in _clashes(one.member_ids, conflicts):
        raise InvalidInput(
            f"{name_of(session, a)} and {name_of(session, b)} are kept apart: put them into "
            "different circles."
        )


def _put(
    session: Session,
    group_id: str,
    standing: Sequence[Circle],
    wanted: Sequence[WantedCircle],
) -> bool:
    """Whether anything was changed."""
    now, changed = session.clock.now(), False
    by_id = {one.id: one for one in wanted if one.id}
    for circle in standing:
        one = by_id.get(circle.id)
        if one is None:
            session.store.circles.put(replace(circle, ended_at=now))
            changed = True
        elif set(one.member_ids) != set(circle.member_ids):
            _change(session, circle, one.member_ids)
            changed = True
    taken = [one.name for one in by_id.values()]
    for one in wanted:
        if not one.id:
            is_free = one.name and one.name.casefold() not in {n.casefold() for n in taken}
            name = one.name if is_free else free_name(taken)
            taken.append(name)
            put_circle(session, group_id, name, one.member_ids)
            changed = True
    return changed


def let_into_circle(session: Session, circle: Circle, member_id: str) -> Circle:
    """The circle with one more in it. Who may, and who with whom, has been asked before."""
    session.record(Did.CIRCLE_JOINED, group_id=circle.group_id, other_id=member_id)
    return _change(session, circle, (*circle.member_ids, member_id)) or circle


def put_circle(session: Session, group_id: str, name: str, member_ids: Sequence[str]) -> Circle:
    """A new circle, made by the actor. Who may, and who with whom, has been asked before."""
    now = session.clock.now()
    _end_proposals(session, group_id, member_ids)
    return session.store.circles.put(
        Circle(session.fresh_id(), group_id, name, tuple(member_ids), session.actor_id, now, now)
    )


def _change(session: Session, circle: Circle, member_ids: Sequence[str]) -> Circle | None:
    ended, new = follow(
        circle, member_ids, session.fresh_id(), session.actor_id, session.clock.now()
    )
    session.store.circles.put(ended)
    _end_proposals(session, circle.group_id, member_ids)
    return session.store.circles.put(new) if new else None


def _end_proposals(session: Session, group_id: str, member_ids: Sequence[str]) -> None:
    """Whoever has a circle is in no proposal any more."""
    proposals = session.store.circle_proposals
    for one in proposals.where(group_id=group_id, state=ProposalState.OPEN):
        if set(member_ids).intersection(one.member_ids):
            proposals.put(replace(one, agreed_ids=(), state=ProposalState.LAPSED))
