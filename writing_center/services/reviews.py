"""Taking review tasks: claiming, renewing, giving back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..domain.activity import Did
from ..domain.allocation import can_be_offered
from ..domain.assignments import Assignment
from ..domain.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    NothingToReview,
    PhaseClosed,
    TooManyClaims,
    WritingCenterError,
)
from ..domain.reviews import Claim, ClaimState, Freed, Review, is_live
from ..domain.submissions import Draft, Submission, clean_note
from .board import (
    Board,
    HeldTask,
    Offer,
    claims_allowed_in,
    has_a_hand_free,
    lease_until,
    review_board,
)
from .coauthors import writers_of
from .confidences import may_answer
from .extensions import may_read_text
from .offering import offering_of, offerings, reads_in, task_for_actor
from .session import Session

RENEWAL_STEP = timedelta(minutes=1)  # somebody who types would renew the lease every second


def claim_review(session: Session, submission_id: str, *, extra: bool = False) -> Claim:
    """Take a review task: a lease on one review of a submission, and an empty review to fill.

    Claiming what one holds already gives the same claim; one that ran out or was released
    starts again, with what was written. ``extra``: be one reader more than wanted, where nothing
    is short. Raises AlreadyTaken when somebody was faster (or the place is kept for another),
    TooManyClaims, PhaseClosed, NotAllowed, or NotFound when it is not for the actor to know of.
    """
    with session.store.transaction():
        submission, assignment = _task_subject(session, submission_id)
        own = _own_claim_on(session, submission)
        if own is not None and is_live(own, session.clock.now()):
            return own
        _check_claimable(session, submission, assignment, own)
        is_extra = _check_place(session, submission, assignment, extra)
        _check_cap(session, assignment)
        return _take(session, submission, assignment, is_extra)


def claim_next(session: Session, assignment_id: str | None = None) -> Claim:
    """ "Give me one": take the first task in the order of offer, of one assignment or of all.

    Where nothing is short, one that has its readers and welcomes another. What the actor holds
    too many for is passed over: assignments differ in how many. Whoever else claims at the same
    moment, there is no race: the next is looked for and taken in one transaction. Raises
    TooManyClaims, or NothingToReview.
    """
    with session.store.transaction():
        session.require_member()
        found = [
            one
            for one in offerings(session)
            if assignment_id is None or (one.assignment and one.assignment.id == assignment_id)
        ]
        in_order = [(one, task) for one in found for task in one.tasks]
        in_order += [(one, task) for one in found for task in one.extras]
        if not in_order:
            raise NothingToReview(
                "No draft waits for you at the moment. Thank you for offering: come back when "
                "others have handed in."
            )
        mine = session.store.claims.where(reviewer_id=session.actor_id)
        for offering, task in in_order:
            if has_a_hand_free(session, offering.assignment, mine):
                is_extra = not task.is_open
                return _take(session, task.submission, offering.assignment, is_extra)
        raise _too_many(session, in_order[0][0].assignment, mine)


def release_review(session: Session, claim_id: str) -> Claim:
    """Give a task back; what was written is kept. Raises NotFound for anybody else's claim,
    NotAllowed when the review is in."""
    return _give_back(session, claim_id, ClaimState.RELEASED, Did.REVIEW_RELEASED, "")


def decline_review(session: Session, claim_id: str, reason: str) -> Claim:
    """Say that one can't read this text; it is never offered again, nor what its writer hands in
    of the same draft later. Nobody has to say why. Also of a task that was given back before.
    Raises NotAllowed when the review is in."""
    tidy = clean_note(reason, "The reason", "reason", 1000)
    return _give_back(session, claim_id, ClaimState.DECLINED, Did.REVIEW_DECLINED, tidy)


def own_claim(session: Session, claim_id: str) -> Claim:
    """One of the actor's claims. Raises NotFound."""
    claim = session.store.claims.find(claim_id)
    if claim is None or claim.reviewer_id != session.actor_id:
        raise NotFound("review")
    return claim


def renew(session: Session, claim: Claim) -> Claim:
    """Restart the lease of a claim that is held: writing in a review keeps it one's own.

    A lease that ran out is taken up again only where it could be claimed now: the place is free,
    the draft is the newest, and the actor has a hand free. One that a teacher gave lasts longer
    anyway, and stays as it is.
    """
    submission = session.store.submissions.find(claim.submission_id)
    if submission is None or claim.state is not ClaimState.HELD:
        return claim
    now, assignment = session.clock.now(), assignment_of(session, submission)
    if assignment is not None and not may_read_text(session, assignment, submission):
        return claim  # nobody reads any more: a lease would only fill the reader's hands
    if not is_live(claim, now) and not _may_take_up_again(session, submission, claim):
        return claim
    until = lease_until(session, assignment)
    if until < claim.expires_at + RENEWAL_STEP:
        return claim
    return session.store.claims.put(replace(claim, claimed_at=now, expires_at=until))


def free_claim(session: Session, claim: Claim, submission: Submission, why: Freed) -> None:
    """Give back what the actor reads and may not read on. A part of other verbs."""
    if is_live(claim, session.clock.now()):
        record_on(session, Did.REVIEW_RELEASED, submission, claim.id)
    session.store.claims.put(replace(claim, state=ClaimState.RELEASED, freed=why))


def assignment_of(session: Session, text: Submission | Draft) -> Assignment | None:
    """The assignment that a text belongs to, if any. A part of other verbs, which have asked who
    may read the text; its writer may have left the class since."""
    if text.assignment_id is None:
        return None
    return session.store.assignments.find(text.assignment_id)


def record_on(session: Session, did: Did, submission: Submission, review_id: str) -> None:
    """Record something done about a submission, confidential outside assignments."""
    assignment = assignment_of(session, submission)
    session.record(
        did,
        group_id=assignment.group_id if assignment else "",
        assignment_id=assignment.id if assignment else "",
        submission_id=submission.id,
        review_id=review_id,
        other_id=submission.author_id,
        is_confidential=assignment is None,
    )


def _own_claim_on(session: Session, submission: Submission) -> Claim | None:
    return session.store.claims.first(submission_id=submission.id, reviewer_id=session.actor_id)


def _task_subject(session: Session, submission_id: str) -> tuple[Submission, Assignment | None]:
    submission = session.store.submissions.find(submission_id)
    if submission is None:
        raise NotFound("text")
    assignment = assignment_of(session, submission)
    if session.actor_id in writers_of(session, submission.draft_id):
        raise NotAllowed("This is your own text; somebody else will read it.")
    in_group = assignment is not None and reads_in(session, assignment)
    if not may_answer(session, submission, in_group=in_group):
        raise NotFound("text")
    return submission, assignment


def _check_claimable(
    session: Session, submission: Submission, assignment: Assignment | None, own: Claim | None
) -> None:
    if own is not None and own.state is ClaimState.FULFILLED:
        raise NotAllowed("You have reviewed this draft already. Thank you!")
    of_draft = session.store.submissions.where(draft_id=submission.draft_id)
    if _has_declined(session, submission, of_draft):
        raise NotAllowed("You said that you can’t read this text; it stays so.")
    if assignment and not may_read_text(session, assignment, submission):
        raise PhaseClosed(f"“{assignment.title}” is not in its review phase.")
    if any(other.number > submission.number for other in of_draft):
        raise PhaseClosed("The writer has handed in a newer draft. Read that one instead.")


def _has_declined(session: Session, submission: Submission, of_draft: Sequence[Submission]) -> bool:
    """Whether the actor said of this submission, or of an earlier one, that they can't read it."""
    declined = session.store.claims.where(reviewer_id=session.actor_id, state=ClaimState.DECLINED)
    texts = {submission.id} | {one.id for one in of_draft if not one.stage}
    return any(claim.submission_id in texts for claim in declined)


def _check_place(
    session: Session, submission: Submission, assignment: Assignment | None, extra: bool
) -> bool:
    """Whether the actor becomes one reader more than wanted. Raises AlreadyTaken: also where
    somebody keeps away from somebody, so that nobody learns of it. Who steps in from outside the
    class need not say that they would be one more: nobody has answered."""
    task = task_for_actor(session, submission, assignment)
    claims = session.store.claims.where(submission_id=submission.id)
    if task is not None and can_be_offered(task, session.actor_id, claims, session.clock.now()):
        return False
    if assignment is not None and task is not None:
        found = offering_of(session, assignment)
        welcome = (*found.tasks, *(found.extras if extra else ()))
        if any(one.submission.id == submission.id for one in welcome):
            return True
    raise AlreadyTaken


def _may_take_up_again(session: Session, submission: Submission, claim: Claim) -> bool:
    try:
        _, assignment = _task_subject(session, submission.id)
        _check_claimable(session, submission, assignment, claim)
        _check_place(session, submission, assignment, extra=False)
        if not claim.assigned_by_id:
            _check_cap(session, assignment)
    except WritingCenterError:
        return False
    return True


def _check_cap(session: Session, assignment: Assignment | None) -> None:
    mine = session.store.claims.where(reviewer_id=session.actor_id)
    if not has_a_hand_free(session, assignment, mine):
        raise _too_many(session, assignment, mine)


def _too_many(
    session: Session, assignment: Assignment | None, mine: Sequence[Claim]
) -> TooManyClaims:
    allowed = claims_allowed_in(session, assignment, mine)
    return TooManyClaims(
        "Finish the review you are writing, or give it back, before you take another."
        if allowed == 1
        else f"You are reading {allowed} drafts already. Finish one, or give one back, first."
    )


def _take(
    session: Session, submission: Submission, assignment: Assignment | None, is_extra: bool
) -> Claim:
    now = session.clock.now()
    fresh = Claim(
        session.fresh_id(),
        submission.id,
        session.actor_id,
        now,
        lease_until(session, assignment),
        is_extra=is_extra,
    )
    own = _own_claim_on(session, submission)
    claim = session.store.claims.put(replace(fresh, id=own.id) if own else fresh)
    if session.store.reviews.find(claim.id) is None:
        session.store.reviews.put(Review(claim.id, submission.id, session.actor_id, now, now))
    record_on(session, Did.REVIEW_CLAIMED, submission, claim.id)
    return claim


def _give_back(session: Session, claim_id: str, state: ClaimState, did: Did, reason: str) -> Claim:
    with session.store.transaction():
        claim = own_claim(session, claim_id)
        if claim.state is ClaimState.FULFILLED:
            raise NotAllowed("Your review of this draft is in. Thank you for reading!")
        if claim.state is not ClaimState.HELD and not _declines_after_all(claim, state):
            return claim
        submission = session.store.submissions.find(claim.submission_id)
        if submission is None:
            raise NotFound("text")
        record_on(session, did, submission, claim.id)
        return session.store.claims.put(replace(claim, state=state, reason=reason))


def _declines_after_all(claim: Claim, state: ClaimState) -> bool:
    return claim.state is ClaimState.RELEASED and state is ClaimState.DECLINED


__all__ = [
    "Board",
    "HeldTask",
    "Offer",
    "assignment_of",
    "claim_next",
    "claim_review",
    "decline_review",
    "own_claim",
    "record_on",
    "release_review",
    "renew",
    "review_board",
]
