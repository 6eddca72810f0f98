"""More time for a student, and until when somebody may hand in.

An extension is between a teacher and a student: nobody else learns of it, and nothing that
others see (lists, activities) tells it.
"""

from dataclasses import dataclass
from datetime import datetime

from ..domain.activity import Did
from ..domain.assignments import Assignment, Phase, phase_at, takes_submissions
from ..domain.deadlines import (
    Extension,
    HandIn,
    came_after_closing,
    draft_due,
    extension_id,
    hand_in,
    is_read,
    reading_ends_at,
    reading_is_open,
    reviews_are_taken,
    reviews_due,
)
from ..domain.errors import InvalidInput, NotAllowed
from ..domain.people import Role
from ..domain.submissions import Submission, clean_note
from .assignments import find_assignment
from .leases import leases_end_in_time
from .names import name_of
from .session import Session
from .shared_texts import written_with_others


@dataclass(frozen=True)
class GivenExtension:
    """An extension, and the name of the student who has it."""

    extension: Extension
    name: str


def give_extension(
    session: Session, assignment_id: str, member_id: str, until: datetime, reason: str = ""
) -> Extension:
    """Give a student of the class more time for an assignment, instead of what they had before.

    Whatever would be due earlier is due at ``until`` for them. Teachers of the class only. Raises
    InvalidInput when that is in the past or no later than everybody's deadline.
    """
    with session.store.transaction():
        assignment = _taught(session, assignment_id)
        _check_student(session, assignment, member_id)
        _check_later(session, assignment, member_id, until)
        session.record(Did.EXTENSION_GIVEN, other_id=member_id, is_confidential=True)
        given = session.store.extensions.put(
            Extension(
                id=extension_id(assignment_id, member_id),
                assignment_id=assignment_id,
                member_id=member_id,
                until=until,
                reason=clean_note(reason, "The reason", "reason", 1000),
                by_id=session.actor_id,
                at=session.clock.now(),
            )
        )
        leases_end_in_time(session, assignment, member_id)
        return given


def withdraw_extension(session: Session, assignment_id: str, member_id: str) -> None:
    """Take an extension back: everybody's deadlines hold again. What came in meanwhile stays as
    it was marked. Teachers of the class only."""
    with session.store.transaction():
        assignment = _taught(session, assignment_id)
        if session.store.extensions.remove(extension_id(assignment_id, member_id)):
            leases_end_in_time(session, assignment, member_id)
            session.record(Did.EXTENSION_WITHDRAWN, other_id=member_id, is_confidential=True)


def extensions_of(session: Session, assignment_id: str) -> list[GivenExtension]:
    """The extensions of an assignment, by the students' names. Teachers of the class only."""
    _taught(session, assignment_id)
    found = session.store.extensions.where(assignment_id=assignment_id)
    given = [GivenExtension(one, name_of(session, one.member_id)) for one in found]
    return sorted(given, key=lambda one: one.name.casefold())


def own_extension(session: Session, assignment_id: str) -> Extension | None:
    """The actor's own extension, with the teacher's reason, or None."""
    return session.store.extensions.find(extension_id(assignment_id, session.actor_id))


def hand_in_now(session: Session, assignment: Assignment) -> HandIn:
    """What the actor would hand in now: the round, their own deadline, whether it is taken."""
    return _hand_in(session, assignment, session.actor_id)


def deadline_for(session: Session, assignment: Assignment, member_id: str) -> datetime | None:
    """When a student's next draft is due, extensions included; None when nothing is planned.

    Only for the student and their teachers: raises NotAllowed for everybody else.
    """
    if member_id != session.actor_id and not session.is_teacher_of(assignment.group_id):
        raise NotAllowed("A deadline of somebody else’s is theirs and their teacher’s to know.")
    return _hand_in(session, assignment, member_id).due


def reviews_due_for(session: Session, assignment: Assignment, round: int = 1) -> datetime | None:
    """When the actor's reviews of a round are due. It is a wish: later ones are welcome while the
    assignment is open."""
    return reviews_due(assignment, round, own_extension(session, assignment.id))


def may_write(session: Session, assignment: Assignment) -> bool:
    """Whether the actor may begin or go on with a draft: the class is at it, or they have more
    time than it."""
    if takes_submissions(phase_at(assignment, session.clock.now())):
        return True
    now = hand_in_now(session, assignment)
    return now.is_extended and now.is_open


def may_read(session: Session, assignment: Assignment) -> bool:
    """Whether the actor may take texts of the assignment to read, more time included."""
    now, own = session.clock.now(), own_extension(session, assignment.id)
    return reading_is_open(assignment, now, own)


def may_read_text(session: Session, assignment: Assignment, submission: Submission) -> bool:
    """Whether the actor may take this text of the assignment to read."""
    now = session.clock.now()
    return may_read(session, assignment) or is_read(assignment, submission.submitted_at, now)


def has_texts_after_closing(session: Session, assignment: Assignment) -> bool:
    """Whether the assignment has closed and something that came since is still read."""
    now = session.clock.now()
    if phase_at(assignment, now) is not Phase.CLOSED:
        return False
    # What was done is quicker to look through than all the texts.
    handed_in = session.store.activities.where(did=Did.DRAFT_SUBMITTED, assignment_id=assignment.id)
    return any(is_read(assignment, one.at, now) for one in handed_in)


def may_hand_in_review(session: Session, assignment: Assignment, submission: Submission) -> bool:
    """Whether a review of the text that the actor has written is taken, more time included."""
    now, own = session.clock.now(), own_extension(session, assignment.id)
    came_after = came_after_closing(assignment, submission.submitted_at)
    return came_after or reviews_are_taken(assignment, now, own)


def reading_end(session: Session, assignment: Assignment) -> datetime | None:
    """What no claim of the actor's goes past, or None when nothing is planned."""
    now, own = session.clock.now(), own_extension(session, assignment.id)
    return reading_ends_at(assignment, now, own)


def _hand_in(session: Session, assignment: Assignment, member_id: str) -> HandIn:
    found = session.store.submissions.where(assignment_id=assignment.id, author_id=member_id)
    together = written_with_others(session, member_id, assignment.id)
    return hand_in(
        assignment,
        session.clock.now(),
        max((one.round for one in (*found, *together)), default=0),
        session.store.extensions.find(extension_id(assignment.id, member_id)),
    )


def _taught(session: Session, assignment_id: str) -> Assignment:
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    return assignment


def _check_student(session: Session, assignment: Assignment, member_id: str) -> None:
    place = session.store.memberships.find(f"{assignment.group_id}/{member_id}")
    if place is None or place.role is not Role.STUDENT:
        raise InvalidInput("Choose a student of this class.", "member")


def _check_later(session: Session, assignment: Assignment, member_id: str, until: datetime) -> None:
    if until <= session.clock.now():
        raise InvalidInput("This moment is over already. Please choose a later one.", "until")
    common = draft_due(assignment, _hand_in(session, assignment, member_id).due_round)
    if common is not None and until <= common:
        raise InvalidInput(
            "Everybody has at least as long as that. Choose a later moment.", "until"
        )
