"""Who is in a circle with whom: read by offers, by names, and by the pages of circles."""

from datetime import datetime

from ..domain.assignments import Assignment, ReadersFrom
from ..domain.circles import Circle, circle_with
from .session import Session


def standing_circles(session: Session, group_id: str) -> list[Circle]:
    """The circles of a class as they stand, in the order in which they were made."""
    return session.store.circles.where(group_id=group_id, ended_at=None)


def are_in_one_circle(
    session: Session, one_id: str, other_id: str, group_id: str, at: datetime | None = None
) -> bool:
    """Whether these two are in one circle of this class: now, or at the moment ``at``.

    Names are open between them, in every naming mode. For a text that somebody has claimed, ask
    about the moment at which they began (``Review.started_at``): what was read under a pen name
    keeps it when the two come into one circle later.
    """
    if not group_id or one_id == other_id:
        return False
    if at is None:
        circles = standing_circles(session, group_id)
    else:
        known = session.store.circles.where(group_id=group_id)
        circles = [circle for circle in known if circle.stood_at(at)]
    return any({one_id, other_id} <= set(circle.member_ids) for circle in circles)


def mates_by_member(session: Session, assignment: Assignment) -> dict[str, frozenset[str]]:
    """For everybody in a circle: those who read their drafts of this assignment first.

    Nobody where the assignment does not go to circles first, or takes no readers from the class.
    """
    if not assignment.circles_first or assignment.readers_from is ReadersFrom.OTHER_CLASSES:
        return {}
    return {
        id: frozenset(circle.member_ids) - {id}
        for circle in standing_circles(session, assignment.group_id)
        for id in circle.member_ids
    }


def mates_in_turn(session: Session, assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """The same in the order of turns: for everybody the next one in their circle comes first."""
    known = mates_by_member(session, assignment)
    return {
        id: circle.member_ids[place + 1 :] + circle.member_ids[:place]
        for circle in standing_circles(session, assignment.group_id)
        for place, id in enumerate(circle.member_ids)
        if id in known
    }


def circle_of(session: Session, group_id: str, member_id: str) -> Circle | None:
    """The circle of this member in this class, if they are in one."""
    return circle_with(member_id, standing_circles(session, group_id))
