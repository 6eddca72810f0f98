"""What a reader learns when the writer hands in again while they are reading."""

from dataclasses import dataclass

from ..domain.reviews import ClaimState, is_live
from ..domain.submissions import Submission
from .offering import offering_of
from .reviews import assignment_of, own_claim
from .session import Session


@dataclass(frozen=True)
class NewerDraft:
    """A later submission of what somebody reads. ``claim_id`` when they read that one too, or have;
    else ``is_offered`` when they could take it."""

    submission: Submission
    claim_id: str = ""
    is_offered: bool = False


def newer_draft(session: Session, claim_id: str) -> NewerDraft | None:
    """The newest submission of the draft on which the actor has this claim; None while that is
    the one they have, and for a question to a consultant. Raises NotFound."""
    claim = own_claim(session, claim_id)
    read = session.store.submissions.find(claim.submission_id)
    if read is None or read.stage:
        return None
    of_draft = session.store.submissions.where(draft_id=read.draft_id)
    numbered = [one for one in of_draft if not one.stage]
    newest = max(numbered, key=lambda one: one.number, default=read)
    if newest.number <= read.number:
        return None
    own_id = _own_claim_id(session, newest)
    return NewerDraft(newest, own_id, not own_id and _is_offered(session, newest))


def _own_claim_id(session: Session, submission: Submission) -> str:
    own = session.store.claims.first(submission_id=submission.id, reviewer_id=session.actor_id)
    if own is None:
        return ""
    is_reading = is_live(own, session.clock.now()) or own.state is ClaimState.FULFILLED
    return own.id if is_reading else ""


def _is_offered(session: Session, submission: Submission) -> bool:
    offering = offering_of(session, assignment_of(session, submission))
    return any(task.submission.id == submission.id for task in (*offering.tasks, *offering.extras))
