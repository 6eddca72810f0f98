"""Somebody leaves a class: what they were reading is free for others at once."""

from ..domain.activity import Did
from ..domain.errors import NotFound
from ..domain.people import Member, Role
from ..domain.reviews import Freed
from .circles import take_out_of_circle
from .freeing import free_what_may_not_be_read
from .session import Session


def take_out_of_class(session: Session, group_id: str, member_id: str) -> Member:
    """Take a student out of a class. Teachers of the class only. Raises NotFound.

    What they were reading there, or only because they were there, is given back, and they leave
    their circle; their own texts are
    not offered any more (who reads one now may finish). Whatever they wrote stays, and they may be
    taken in again.
    """
    session.require_teacher_of(group_id)
    with session.store.transaction():
        place = session.store.memberships.find(f"{group_id}/{member_id}")
        member = session.store.members.find(member_id)
        if place is None or member is None or place.role is not Role.STUDENT:
            raise NotFound("student")
        session.store.memberships.remove(place.id)
        _give_back_all(session, group_id, member_id)
        take_out_of_circle(session, group_id, member_id)
        session.record(Did.MEMBER_LEFT, group_id=group_id, other_id=member_id)
        return member


def _give_back_all(session: Session, group_id: str, member_id: str) -> None:
    here = {assignment.id for assignment in session.store.assignments.where(group_id=group_id)}
    reader = Session(session.store, session.clock, member_id)
    free_what_may_not_be_read(reader, Freed.LEFT_CLASS, here)
