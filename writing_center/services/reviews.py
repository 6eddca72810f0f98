"""Taking review tasks: the board, claiming, releasing, declining."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..domain.activity import Did
from ..domain.allocation import (
    can_be_offered,
    claims_allowed,
    in_order_of_offer,
    live_claims,
)
from ..domain.assignments import Assignment, phase_at, phase_end, takes_reviews
from ..domain.errors import AlreadyTaken, NotAllowed, NotFound, PhaseClosed, TooManyClaims
from ..domain.permissions import can_answer
from ..domain.reviews import (
    Claim,
    ClaimState,
    Review,
    ReviewTask,
    is_live,
    latest_only,
    lease_end,
    takes_a_place,
    task_of,
)
from ..domain.submissions import Submission, clean_note
from .names import author_name
from .session import Session

HOURS_OUTSIDE_ASSIGNMENTS = 48.0
CLAIMS_OUTSIDE_ASSIGNMENTS = 2
RENEWAL_STEP = timedelta(minutes=1)  # somebody who types would renew the lease every second
CONSULTANTS_STEP_IN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Offer:
    """A task on the board, with why it is worth taking. No name that is hidden is in here."""

    submission: Submission
    author: str
    assignment_title: str
    taken: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class HeldTask:
    """A task that the actor has claimed and not finished."""

    claim: Claim
    submission: Submission
    author: str


@dataclass(frozen=True)
class Board:
    """What the actor may read next, and what they are reading."""

    offers: tuple[Offer, ...]
    held: tuple[HeldTask, ...]
    may_claim: bool


def review_board(session: Session) -> Board:
    """The open tasks that the actor may take, in the order of offer, and those they hold."""
    now = session.clock.now()
    mine = session.store.claims.where(reviewer_id=session.actor_id)
    offers: list[Offer] = []
    # Requests that somebody put to this very person, or to the consultants, come first.
    offers += _offers(session, _requests(session), None, mine)
    for assignment in _assignments_in_review(session):
        offers += _offers(session, _candidates(session, assignment), assignment, mine)
    held = tuple(_held(session, claim) for claim in live_claims(mine, now))
    at_a_time = max(
        (a.claims_at_a_time for a in _assignments_in_review(session)),
        default=CLAIMS_OUTSIDE_ASSIGNMENTS,
    )
    allowed = claims_allowed(at_a_time, _has_reviewed(mine))
    return Board(tuple(offers), held, len(held) < allowed)


def claim_review(session: Session, submission_id: str) -> Claim:
    """Take a review task: a lease on one review of a submission, and an empty review to fill.

    Claiming what one holds already gives the same claim; one that ran out or was released
    starts again, with what was written. Raises AlreadyTaken when somebody was faster,
    TooManyClaims, PhaseClosed, NotAllowed, or NotFound when it is not for the actor to know of.
    """
    with session.store.transaction():
        submission, assignment = _task_subject(session, submission_id)
        now = session.clock.now()
        claims = session.store.claims.where(submission_id=submission_id)
        own = next((c for c in claims if c.reviewer_id == session.actor_id), None)
        if own is not None and is_live(own, now):
            return own
        _check_claimable(session, submission, assignment, own)
        if not can_be_offered(task_of(submission, claims, now), session.actor_id, claims, now):
            raise AlreadyTaken
        _check_cap(session, assignment)
        claim = _lease(session, submission, assignment, own)
        _record(session, Did.REVIEW_CLAIMED, submission, assignment, claim.id)
        return claim


def release_review(session: Session, claim_id: str) -> Claim:
    """Give a task back; what was written is kept. Raises NotFound for anybody else's claim."""
    return _give_back(session, claim_id, ClaimState.RELEASED, Did.REVIEW_RELEASED, "")


def decline_review(session: Session, claim_id: str, reason: str) -> Claim:
    """Say that one can't read this text; it is never offered again."""
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

    A lease that ran out is taken up again only while the place is still free.
    """
    submission = session.store.submissions.find(claim.submission_id)
    if submission is None or claim.state is not ClaimState.HELD:
        return claim
    now = session.clock.now()
    if not is_live(claim, now):
        claims = session.store.claims.where(submission_id=submission.id)
        if not task_of(submission, claims, now).is_open:
            return claim
    assignment = assignment_of(session, submission)
    until = _lease_until(session, assignment)
    if until < claim.expires_at + RENEWAL_STEP:
        return claim
    return session.store.claims.put(replace(claim, claimed_at=now, expires_at=until))


def assignment_of(session: Session, submission: Submission) -> Assignment | None:
    """The assignment that a submission belongs to, if any."""
    if submission.assignment_id is None:
        return None
    return session.store.assignments.find(submission.assignment_id)


def record_on(session: Session, did: Did, submission: Submission, review_id: str) -> None:
    """Record something done about a submission, confidential outside assignments."""
    _record(session, did, submission, assignment_of(session, submission), review_id)


def _record(
    session: Session,
    did: Did,
    submission: Submission,
    assignment: Assignment | None,
    review_id: str,
) -> None:
    session.record(
        did,
        group_id=assignment.group_id if assignment else "",
        assignment_id=assignment.id if assignment else "",
        submission_id=submission.id,
        review_id=review_id,
        other_id=submission.author_id,
        is_confidential=assignment is None,
    )


def _assignments_in_review(session: Session) -> list[Assignment]:
    now = session.clock.now()
    groups = [p.group_id for p in session.store.memberships.where(member_id=session.actor_id)]
    if session.actor.is_consultant:
        groups = [group.id for group in session.store.groups.all()]
    return [
        assignment
        for group_id in groups
        for assignment in session.store.assignments.where(group_id=group_id)
        if takes_reviews(phase_at(assignment, now))
    ]


def _candidates(session: Session, assignment: Assignment) -> list[Submission]:
    found = session.store.submissions.where(assignment_id=assignment.id)
    if session.is_in(assignment.group_id):
        return found
    waiting_since = session.clock.now() - CONSULTANTS_STEP_IN_AFTER
    return [
        submission
        for submission in found
        if submission.submitted_at < waiting_since and not _has_reader(session, submission)
    ]


def _has_reader(session: Session, submission: Submission) -> bool:
    """Whether somebody reads it, or has: claims given back or run out are nobody's."""
    now = session.clock.now()
    claims = session.store.claims.where(submission_id=submission.id)
    return any(takes_a_place(claim, now) for claim in claims)


def _requests(session: Session) -> list[Submission]:
    actor = session.actor
    outside = session.store.submissions.where(assignment_id=None)
    return [s for s in outside if can_answer(actor, s, in_group=False)]


def _offers(
    session: Session,
    submissions: Sequence[Submission],
    assignment: Assignment | None,
    mine: Sequence[Claim],
) -> list[Offer]:
    now = session.clock.now()
    readers = _earlier_readers(session, submissions)
    tasks = []
    for submission in latest_only(submissions):
        claims = session.store.claims.where(submission_id=submission.id)
        task = task_of(submission, claims, now)
        if can_be_offered(task, session.actor_id, claims, now):
            tasks.append(task)
    return [
        Offer(
            submission=task.submission,
            author=author_name(session, task.submission),
            assignment_title=assignment.title if assignment else "",
            taken=task.taken,
            reasons=_reasons(session, task, readers, mine),
        )
        for task in in_order_of_offer(tasks, session.actor_id, readers)
    ]


def _earlier_readers(session: Session, submissions: Sequence[Submission]) -> dict[str, set[str]]:
    several = {s.draft_id for s in submissions if s.number > 1}
    readers: dict[str, set[str]] = {}
    for submission in submissions:
        if submission.draft_id in several:
            for claim in session.store.claims.where(
                submission_id=submission.id, state=ClaimState.FULFILLED
            ):
                readers.setdefault(submission.draft_id, set()).add(claim.reviewer_id)
    return readers


def _reasons(
    session: Session,
    task: ReviewTask,
    readers: dict[str, set[str]],
    mine: Sequence[Claim],
) -> tuple[str, ...]:
    submission = task.submission
    reasons = []
    if any(claim.submission_id == submission.id for claim in mine):
        reasons.append("You began this one; what you wrote is kept.")
    if session.actor_id in readers.get(submission.draft_id, set()):
        reasons.append("You read an earlier draft: see what became of your words.")
    if session.actor_id in submission.asked_ids:
        reasons.append("The writer asked for you.")
    if task.taken == 0:
        reasons.append("Nobody has read it yet.")
    return tuple(reasons)


def _held(session: Session, claim: Claim) -> HeldTask:
    submission = session.store.submissions.find(claim.submission_id)
    if submission is None:
        raise NotFound("text")
    return HeldTask(claim, submission, author_name(session, submission))


def _has_reviewed(mine: Sequence[Claim]) -> bool:
    return any(claim.state is ClaimState.FULFILLED for claim in mine)


def _task_subject(session: Session, submission_id: str) -> tuple[Submission, Assignment | None]:
    submission = session.store.submissions.find(submission_id)
    if submission is None:
        raise NotFound("text")
    assignment = assignment_of(session, submission)
    in_group = assignment is not None and session.is_in(assignment.group_id)
    if submission.author_id == session.actor_id:
        raise NotAllowed("This is your own text; somebody else will read it.")
    if not can_answer(session.actor, submission, in_group=in_group):
        raise NotFound("text")
    return submission, assignment


def _check_claimable(
    session: Session, submission: Submission, assignment: Assignment | None, own: Claim | None
) -> None:
    if own is not None and own.state is ClaimState.FULFILLED:
        raise NotAllowed("You have reviewed this draft already. Thank you!")
    if own is not None and own.state is ClaimState.DECLINED:
        raise NotAllowed("You said that you can’t read this text; it stays so.")
    if assignment and not takes_reviews(phase_at(assignment, session.clock.now())):
        raise PhaseClosed(f"“{assignment.title}” is not in its review phase.")
    newer = session.store.submissions.where(draft_id=submission.draft_id)
    if any(other.number > submission.number for other in newer):
        raise PhaseClosed("The writer has handed in a newer draft. Read that one instead.")


def _check_cap(session: Session, assignment: Assignment | None) -> None:
    mine = session.store.claims.where(reviewer_id=session.actor_id)
    at_a_time = assignment.claims_at_a_time if assignment else CLAIMS_OUTSIDE_ASSIGNMENTS
    allowed = claims_allowed(at_a_time, _has_reviewed(mine))
    if len(live_claims(mine, session.clock.now())) >= allowed:
        raise TooManyClaims(
            "Finish the review you are writing, or give it back, before you take another."
            if allowed == 1
            else f"You are reading {allowed} drafts already. Finish one, or give one back, first."
        )


def _lease_until(session: Session, assignment: Assignment | None) -> datetime:
    now = session.clock.now()
    hours = assignment.claim_hours if assignment else HOURS_OUTSIDE_ASSIGNMENTS
    return lease_end(now, hours, phase_end(assignment, now) if assignment else None)


def _lease(
    session: Session, submission: Submission, assignment: Assignment | None, own: Claim | None
) -> Claim:
    now = session.clock.now()
    until = _lease_until(session, assignment)
    if own is not None:
        return session.store.claims.put(
            replace(own, claimed_at=now, expires_at=until, state=ClaimState.HELD, reason="")
        )
    claim = session.store.claims.put(
        Claim(session.fresh_id(), submission.id, session.actor_id, now, until)
    )
    session.store.reviews.put(Review(claim.id, submission.id, session.actor_id, now, now))
    return claim


def _give_back(session: Session, claim_id: str, state: ClaimState, did: Did, reason: str) -> Claim:
    with session.store.transaction():
        claim = own_claim(session, claim_id)
        if claim.state is not ClaimState.HELD:
            return claim
        submission = session.store.submissions.find(claim.submission_id)
        if submission is None:
            raise NotFound("text")
        record_on(session, did, submission, claim.id)
        return session.store.claims.put(replace(claim, state=state, reason=reason))
