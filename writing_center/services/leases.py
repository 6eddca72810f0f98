"""Claims follow the dates of their assignment: none lasts past the phase in which it was taken."""

from dataclasses import replace
from datetime import datetime, timedelta

from ..domain.assignments import Assignment, phase_at, phase_end, stage_at, takes_reviews
from ..domain.deadlines import ends_at, extension_id, not_before
from ..domain.reviews import Claim, is_live
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
