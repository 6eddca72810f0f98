"""Who is in a circle with whom: read by offers, by names, and by the pages of circles."""

from collections.abc import Iterable

from ..domain.assignments import Assignment, Naming, Phase, ReadersFrom, phase_at
from ..domain.circles import Circle, circle_with
from .session import Session


def standing_circles(session: Session, group_id: str) -> list[Circle]:
    """The circles of a class as they stand, in the order in which they were made."""
    return session.store.circles.where(group_id=group_id, ended_at=None)


def are_in_one_circle(session: Session, one_id: str, other_id: str, assignment: Assignment) -> bool:
    """Whether names are open between these two in an assignment, in every naming mode: they were
    in one circle when its first text was handed in (or are, while nothing is).

    From that moment on somebody may know a pen name. Whoever comes into a circle later keeps it,
    and whoever leaves one stays known, on every page of the assignment: a name beside the same
    text would lift the pen name.
    """
    pair = frozenset((one_id, other_id))
    return len(pair) > 1 and bool(_that_open_names(session, assignment, pair))


def assignments_with_pen_names(session: Session, group_id: str) -> list[Assignment]:
    """The assignments of a class in which circles that are made now open no names, and are not
    the first to read: something was handed in, under pen names, and they are not closed."""
    now = session.clock.now()
    return [
        assignment
        for assignment in session.store.assignments.where(group_id=group_id)
        if assignment.naming is not Naming.OPEN
        and phase_at(assignment, now) is not Phase.CLOSED
        and session.store.submissions.first(assignment_id=assignment.id) is not None
    ]


def mates_by_member(session: Session, assignment: Assignment) -> dict[str, frozenset[str]]:
    """For everybody in a circle: those who read their drafts of this assignment first.

    Nobody where the assignment does not go to circles first, or takes no readers from the class.
    Under pen names only those who know each other's names in it: that a draft comes from one of
    two or three would tell whose it is.
    """
    if not assignment.circles_first or assignment.readers_from is ReadersFrom.OTHER_CLASSES:
        return {}
    opening = _that_open_names(session, assignment)
    return {
        id: frozenset(circle.member_ids) & _mates_in(opening, id)
        if assignment.naming is not Naming.OPEN
        else frozenset(circle.member_ids) - {id}
        for circle in standing_circles(session, assignment.group_id)
        for id in circle.member_ids
    }


def mates_in_turn(session: Session, assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """The same in the order of turns: for everybody the next one in their circle comes first."""
    known = mates_by_member(session, assignment)
    return {
        id: tuple(
            mate
            for mate in circle.member_ids[place + 1 :] + circle.member_ids[:place]
            if mate in known[id]
        )
        for circle in standing_circles(session, assignment.group_id)
        for place, id in enumerate(circle.member_ids)
        if id in known
    }


def circle_of(session: Session, group_id: str, member_id: str) -> Circle | None:
    """The circle of this member in this class, if they are in one."""
    return circle_with(member_id, standing_circles(session, group_id))


def _that_open_names(
    session: Session, assignment: Assignment, pair: frozenset[str] = frozenset()
) -> list[Circle]:
    """The circles as they were when the first text of an assignment was handed in (as they are,
    while none is): those with these two in them."""
    known = session.store.circles.where(group_id=assignment.group_id)
    found = [circle for circle in known if pair <= set(circle.member_ids)]
    if not found:
        return []  # as for most; the texts need not be looked at
    first = session.store.submissions.first(assignment_id=assignment.id)
    if first is None:
        return [circle for circle in found if circle.ended_at is None]
    return [circle for circle in found if circle.stood_at(first.submitted_at)]


def _mates_in(circles: Iterable[Circle], member_id: str) -> frozenset[str]:
    circle = circle_with(member_id, circles)
    return frozenset(circle.member_ids) - {member_id} if circle else frozenset()
