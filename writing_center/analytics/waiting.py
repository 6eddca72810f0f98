"""How long writers wait for their first answer, those who still wait included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..domain.submissions import Submission
from .records import ClassRecords


@dataclass(frozen=True)
class Wait:
    """One submission's wait: until its first answer, or so far (``answered`` is False)."""

    length: timedelta
    answered: bool


@dataclass(frozen=True)
class WaitSummary:
    """Median time to the first answer (None: fewer than half have one yet), and how many
    submissions have and haven't got one."""

    median: timedelta | None
    answered: int
    waiting: int


def waits_of(records: ClassRecords, now: datetime) -> list[Wait]:
    """Every submission's wait. It ends unanswered when a newer submission of the draft came."""
    first: dict[str, datetime] = {}
    for review in records.reviews:
        if review.submitted_at is not None:
            known = first.get(review.submission_id, review.submitted_at)
            first[review.submission_id] = min(known, review.submitted_at)
    waits = []
    for submission in records.submissions:
        end = first.get(submission.id)
        until = end or _superseded_at(submission, records.submissions) or now
        waits.append(Wait(until - submission.submitted_at, end is not None))
    return waits


def survival(waits: Sequence[Wait]) -> list[tuple[timedelta, float]]:
    """Kaplan–Meier: after each length at which answers came, which part is still waiting.

    A draft that never got an answer counts as waiting for as long as it did; leaving it out
    would make the class look quicker than it is.
    """
    left = 1.0
    curve = []
    for length in sorted({wait.length for wait in waits if wait.answered}):
        at_risk = sum(wait.length >= length for wait in waits)
        answered = sum(wait.answered and wait.length == length for wait in waits)
        left *= 1 - answered / at_risk
        curve.append((length, left))
    return curve


def summarise_waits(waits: Sequence[Wait]) -> WaitSummary:
    """The median by Kaplan–Meier, and how many there are of both kinds."""
    # Rounding errors must not decide whether exactly half is left.
    median = next((length for length, left in survival(waits) if left <= 0.5 + 1e-12), None)
    answered = sum(wait.answered for wait in waits)
    return WaitSummary(median, answered, len(waits) - answered)


def _superseded_at(submission: Submission, others: Sequence[Submission]) -> datetime | None:
    later = [
        other.submitted_at
        for other in others
        if other.draft_id == submission.draft_id and other.number > submission.number
    ]
    return min(later, default=None)
