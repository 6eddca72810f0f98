"""Giving back what a reader may not read on: they left the class, are no consultant any more, or
are named as having written it. What they wrote is kept. Parts of other verbs."""

from collections.abc import Collection

from ..domain.reviews import Claim, ClaimState, Freed
from ..domain.submissions import Submission
from .coauthors import writers_of
from .confidences import may_answer
from .offering import reads_in
from .reviews import assignment_of, free_claim
from .session import Session


def free_what_may_not_be_read(
    session: Session, why: Freed, assignment_ids: Collection[str | None] = ()
) -> None:
    """Give back what the actor reads and could not take now, and all of these assignments."""
    for claim, submission in _held(session, session.actor_id):
        if submission.assignment_id in assignment_ids or not _may_read_on(session, submission):
            free_claim(session, claim, submission, why)


def free_from_writers(session: Session, draft_id: str) -> None:
    """Give back what those who wrote a draft hold of it: they were named as writers only now."""
    for member_id in writers_of(session, draft_id):
        reader = Session(session.store, session.clock, member_id)
        for claim, submission in _held(session, member_id):
            if submission.draft_id == draft_id:
                free_claim(reader, claim, submission, Freed.IS_WRITER)


def _held(session: Session, member_id: str) -> list[tuple[Claim, Submission]]:
    held = session.store.claims.where(reviewer_id=member_id, state=ClaimState.HELD)
    pairs = [(claim, session.store.submissions.find(claim.submission_id)) for claim in held]
    return [(claim, submission) for claim, submission in pairs if submission is not None]


def _may_read_on(session: Session, submission: Submission) -> bool:
    assignment = assignment_of(session, submission)
    in_group = assignment is not None and reads_in(session, assignment)
    return may_answer(session, submission, in_group=in_group)
