"""Claims follow the dates of their assignment: none lasts past the phase in which it was taken."""

from dataclasses import replace
from datetime import datetime, timedelta

from ..domain.assignments import Assignment, phase_at, phase_end, stage_at, takes_reviews
from ..domain.deadlines import (
    Extension,
    ends_at,
    extension_id,
    is_read,
    not_before,
    reading_ends_at,
    reading_is_open,
)
from ..domain.reviews import Claim, ClaimState, is_live
from ..domain.submissions import Submission
from .session import Session

TIME_WITHOUT_AN_END = timedelta(days=14)
"""How long what a teacher gave out is its reader's, where no end of the phase is planned."""


def assigned_until(assignment: Assignment, now: datetime) -> datetime:
    """Until when what a teacher gives out now is its reader's: the end of the phase."""
    return phase_end(assignment, now) or now + TIME_WITHOUT_AN_END


def leases_follow(session: Session, before: Assignment, after: Assignment) -> None:
    """Bring the claims that are held in line with starts that were moved. A part of other verbs.

    What somebody took never goes past the end of the phase that was under way; what a teacher
    gave lasts exactly until then. A reader with more time than others keeps it.
    """
    if before.starts == after.starts:
        return
    now = session.clock.now()
    end = _end_of_reading(before, after, now)
    moved = [
        replace(claim, expires_at=until)
        for submission in session.store.submissions.where(assignment_id=after.id)
        for claim in session.store.claims.where(submission_id=submission.id)
        if is_live(claim, now) and (until := _until(session, claim, after, end)) != claim.expires_at
    ]
    session.store.claims.add_many(moved)


def leases_end_in_time(session: Session, assignment: Assignment, member_id: str) -> None:
    """Cut the claims of somebody who has less time now than they had, or none more. A part of
    other verbs."""
    now = session.clock.now()
    own = session.store.extensions.find(extension_id(assignment.id, member_id))
    cut = []
    for claim in session.store.claims.where(reviewer_id=member_id, state=ClaimState.HELD):
        submission = session.store.submissions.find(claim.submission_id)
        if submission is None or submission.assignment_id != assignment.id:
            continue
        last = _last(assignment, submission, now, own)
        if last is not None and last < claim.expires_at:
            cut.append(replace(claim, expires_at=last))
    session.store.claims.add_many(cut)


def _last(
    assignment: Assignment, submission: Submission, now: datetime, own: Extension | None
) -> datetime | None:
    """What no claim on a text goes past now, or None when no end is planned."""
    if reading_is_open(assignment, now, own):
        return reading_ends_at(assignment, now, own)
    return None if is_read(assignment, submission.submitted_at, now) else now


def _end_of_reading(before: Assignment, after: Assignment, now: datetime) -> datetime | None:
    if not takes_reviews(phase_at(after, now)):
        return now
    here = min(stage_at(before, now), stage_at(after, now), key=lambda stage: stage.place)
    return ends_at(after, here)


def _until(
    session: Session, claim: Claim, assignment: Assignment, end: datetime | None
) -> datetime:
    now = session.clock.now()
    if end is None:
        return (
            max(claim.expires_at, now + TIME_WITHOUT_AN_END)
            if claim.assigned_by_id
            else (claim.expires_at)
        )
    own = session.store.extensions.find(extension_id(assignment.id, claim.reviewer_id))
    last = not_before(end, own)
    return last if claim.assigned_by_id else min(claim.expires_at, last)
