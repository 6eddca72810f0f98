"""Requests outside assignments: who may know of them. Parts of other verbs, which ask here."""

from dataclasses import replace

from ..domain.consultations import Consultation
from ..domain.pen_names import stays_hidden
from ..domain.people import Role
from ..domain.permissions import can_answer
from ..domain.submissions import Submission
from .session import Session


def consultation_of(session: Session, submission: Submission) -> Consultation:
    """What a request outside assignments grew from. A draft of one's own that was handed in
    without further words is for every consultant."""
    found = session.store.consultations.find(submission.id)
    return found or Consultation(submission.id, submission.author_id, submission.draft_id)


def may_answer(session: Session, submission: Submission, *, in_group: bool) -> bool:
    """Whether the actor may offer to read: ``can_answer``, and for a request outside assignments
    whether it still waits, and for them.

    A teacher never may, whatever else they are here. Where readers and writers of an assignment
    stay unknown to each other for good, a consultant of the same class may only when the writer
    asked for them by name: they would know the text again.
    """
    actor = session.actor
    if submission.assignment_id is not None:
        return can_answer(actor, submission, in_group=in_group)
    found = consultation_of(session, submission)
    if actor.is_teacher or not found.is_for(actor.id):
        return False
    if not can_answer(actor, submission, in_group=False):
        return False
    if not actor.is_consultant:
        return _share_a_class(session, actor.id, submission.author_id)
    return found.for_id == actor.id or not _would_know_it(session, found)


def knows_the_writer(session: Session, submission: Submission) -> bool:
    """Whether somebody to whom a request outside assignments is offered may know whose it is:
    they were asked by name, or have had it before. Inside assignments ``names`` decides."""
    me = session.actor_id
    if submission.assignment_id is not None or me in submission.asked_ids:
        return True
    if consultation_of(session, submission).for_id == me:
        return True
    return bool(session.store.claims.count(submission_id=submission.id, reviewer_id=me))


def as_offered(session: Session, submission: Submission) -> Submission:
    """A submission as it stands on the lists of those who could take it. Of a request outside
    assignments only the question, the stage and the time: whoever takes it learns the rest."""
    if knows_the_writer(session, submission):
        return submission
    return replace(
        submission,
        author_id="",
        coauthor_ids=(),
        asked_ids=(),
        draft_id="",
        title="",
        text="",
        help_had="",
    )


def _share_a_class(session: Session, member_id: str, other_id: str) -> bool:
    places = session.store.memberships.where(member_id=member_id, role=Role.STUDENT)
    return any(
        session.store.memberships.find(f"{place.group_id}/{other_id}") is not None
        for place in places
    )


def _would_know_it(session: Session, found: Consultation) -> bool:
    assignment = session.store.assignments.find(found.about_assignment_id)
    if assignment is None or not stays_hidden(assignment.naming):
        return False
    return session.is_in(assignment.group_id)
