"""Who needs something now, each with its reason. It is a list to act on, not a ranking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..domain.allocation import is_half_over
from ..domain.assignments import Assignment, Phase, phase_at, phase_end
from ..domain.deadlines import is_read
from ..domain.reviews import Claim, enough_to_go_on, is_ending, is_live, latest_only
from ..domain.submissions import Submission
from .records import ClassRecords, act_of

GRACE = timedelta(days=3)  # whoever joined on Monday need not have done anything by Tuesday


class NeedKind(StrEnum):
    """What somebody needs."""

    UNANSWERED = "submission without an answer"
    TOO_FEW = "submission with too few answers"
    CLAIM_ENDING = "claim about to end"
    NO_FEEDBACK = "student without feedback"
    NOTHING_YET = "nothing done yet"


@dataclass(frozen=True)
class Need:
    """Somebody needs something. ``member_id`` is the author, the reader whose claim ends, or
    the student; ``since`` is when it began. ``reason`` is a sentence without names. ``is_near``:
    revision begins soon (half of the time is over), or has begun. ``reader_ids`` read it now;
    ``with_ids`` wrote it together with the author."""

    kind: NeedKind
    member_id: str
    submission_id: str
    assignment_id: str
    reason: str
    since: datetime
    is_near: bool = False
    reader_ids: tuple[str, ...] = ()
    with_ids: tuple[str, ...] = ()

    @property
    def member_ids(self) -> tuple[str, ...]:
        """Everybody whom it is about."""
        return (self.member_id, *self.with_ids)


def who_needs_something(records: ClassRecords, now: datetime) -> list[Need]:
    """Everybody who needs something, by kind; whom revision is near, then who has waited longest
    first.

    A submission counts as unanswered once it could be answered: not while its assignment is
    still in drafting; when it is closed, only if its author has had no feedback at all.
    """
    unanswered = _unanswered(records, now)
    listed = {id for need in unanswered for id in need.member_ids}
    found = [
        *unanswered,
        *_too_few(records, now),
        *_claims_ending(records, now),
        *(need for need in _no_feedback(records, now) if need.member_id not in listed),
        *_nothing_yet(records, now),
    ]
    order = list(NeedKind)
    return sorted(found, key=lambda n: (order.index(n.kind), not n.is_near, n.since))


def _unanswered(records: ClassRecords, now: datetime) -> list[Need]:
    with_feedback = _authors_with_feedback(records)
    found = []
    for submission in _without_review(records):
        assignment = _assignment_of(records, submission)
        if assignment is None or not is_read(assignment, submission.submitted_at, now):
            continue
        reason = (
            f"“{submission.title}” (Draft {submission.number}) has waited "
            f"{in_words(now - submission.submitted_at)} for an answer; "
            f"{_readers(submission, records.claims, now)}."
        )
        if with_feedback.isdisjoint(submission.author_ids):
            who = "authors have" if submission.coauthor_ids else "author has"
            reason += f" Its {who} had no feedback in this class yet."
        is_near = is_half_over(submission, assignment, now)
        if is_near:
            reason += _when_revision_begins(assignment, now)
        readers = tuple(c.reviewer_id for c in _live(submission, records.claims, now))
        found.append(
            replace(
                _need(NeedKind.UNANSWERED, submission, reason), is_near=is_near, reader_ids=readers
            )
        )
    return found


def _too_few(records: ClassRecords, now: datetime) -> list[Need]:
    """Answered, but by fewer than it takes to go on (``enough_to_go_on``), and revision is near."""
    found = []
    for submission in latest_only(records.texts_here):
        assignment = _assignment_of(records, submission)
        answered = sum(review.submission_id == submission.id for review in records.reviews)
        waited = now - submission.submitted_at
        if (
            not answered
            or assignment is None
            or not is_read(assignment, submission.submitted_at, now)
            or not is_half_over(submission, assignment, now)
            or enough_to_go_on(answered, submission.readers_wanted, waited)
        ):
            continue
        reason = (
            f"“{submission.title}” (Draft {submission.number}) has {answered} of "
            f"{submission.readers_wanted} answers; {_readers(submission, records.claims, now)}."
            f"{_when_revision_begins(assignment, now)}"
        )
        readers = tuple(c.reviewer_id for c in _live(submission, records.claims, now))
        found.append(
            replace(_need(NeedKind.TOO_FEW, submission, reason), is_near=True, reader_ids=readers)
        )
    return found


def _when_revision_begins(assignment: Assignment, now: datetime) -> str:
    """Or what comes instead: a class may close an assignment without revising."""
    end = phase_end(assignment, now)
    if phase_at(assignment, now) is Phase.REVISION:
        return " Revision has begun."
    if end is None:
        return ""
    is_last = phase_at(assignment, end) is Phase.CLOSED
    comes = "The assignment closes" if is_last else "Revision begins"
    return f" {comes} in {in_words(end - now)}."


def _claims_ending(records: ClassRecords, now: datetime) -> list[Need]:
    submissions = {s.id: s for s in records.submissions}
    return [
        Need(
            NeedKind.CLAIM_ENDING,
            claim.reviewer_id,
            claim.submission_id,
            submissions[claim.submission_id].assignment_id or "",
            f"The claim on “{submissions[claim.submission_id].title}” ends in "
            f"{in_words(claim.expires_at - now)}, and the review is not in yet.",
            claim.claimed_at,
        )
        for claim in records.claims
        if is_ending(claim, now)
    ]


def _no_feedback(records: ClassRecords, now: datetime) -> list[Need]:
    with_feedback = _authors_with_feedback(records)
    found: dict[str, Need] = {}
    for submission in _without_review(records):
        assignment = _assignment_of(records, submission)
        if (
            assignment is None
            or phase_at(assignment, now) is not Phase.CLOSED
            or with_feedback.issuperset(submission.author_ids)
        ):
            continue
        reason = (
            f"“{assignment.title}” closed, and nobody has answered "
            f"“{submission.title}” or anything else of theirs."
        )
        need = replace(_need(NeedKind.NO_FEEDBACK, submission, reason), with_ids=())
        for id in submission.author_ids:
            if id in records.joined and id not in with_feedback:
                found.setdefault(id, replace(need, member_id=id))
    return list(found.values())


def _nothing_yet(records: ClassRecords, now: datetime) -> list[Need]:
    begun = [a for a in records.assignments if phase_at(a, now) is not Phase.SET_UP]
    if not begun:
        return []
    busy = {id for s in records.submissions for id in s.author_ids}
    busy |= {review.reviewer_id for review in records.reviews}
    busy |= {claim.reviewer_id for claim in records.claims if is_live(claim, now)}
    busy |= {a.actor_id for a in records.activities if act_of(a) is not None}
    # Having a working draft is the writer's own business: it does not show here.
    one = begun[0] if len(records.assignments) == 1 else None
    return [
        _idle(member_id, joined_at, one, now)
        for member_id, joined_at in records.joined.items()
        if member_id not in busy and now - joined_at >= GRACE
    ]


def _idle(
    member_id: str, joined_at: datetime, assignment: Assignment | None, now: datetime
) -> Need:
    begun = assignment.starts[0].at if assignment and assignment.starts else joined_at
    since = max(joined_at, begun)
    where = f" for “{assignment.title}”" if assignment else ""
    reason = (
        f"Has been here for {in_words(now - joined_at)} and has not yet handed in a draft or "
        f"read one{where}."
    )
    assignment_id = assignment.id if assignment else ""
    return Need(NeedKind.NOTHING_YET, member_id, "", assignment_id, reason, since)


def _need(kind: NeedKind, submission: Submission, reason: str) -> Need:
    return Need(
        kind,
        submission.author_id,
        submission.id,
        submission.assignment_id or "",
        reason,
        submission.submitted_at,
        with_ids=submission.coauthor_ids,
    )


def _without_review(records: ClassRecords) -> list[Submission]:
    answered = {review.submission_id for review in records.reviews}
    return [s for s in latest_only(records.texts_here) if s.id not in answered]


def _authors_with_feedback(records: ClassRecords) -> set[str]:
    authors_of = {s.id: s.author_ids for s in records.submissions}
    return {id for review in records.reviews for id in authors_of[review.submission_id]}


def _assignment_of(records: ClassRecords, submission: Submission) -> Assignment | None:
    return next((a for a in records.assignments if a.id == submission.assignment_id), None)


def _live(submission: Submission, claims: Iterable[Claim], now: datetime) -> list[Claim]:
    return [c for c in claims if c.submission_id == submission.id and is_live(c, now)]


def _readers(submission: Submission, claims: Iterable[Claim], now: datetime) -> str:
    live = _live(submission, claims, now)
    if not live:
        return "nobody has claimed it"
    return "one reader has claimed it" if len(live) == 1 else f"{len(live)} readers have claimed it"


UNITS: Sequence[tuple[str, int]] = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def in_words(length: timedelta) -> str:
    """A stretch of time as people say it: "3 days", "1 hour"; below a minute, "a moment"."""
    seconds = int(length.total_seconds())
    for name, size in UNITS:
        number = seconds // size
        if number >= 1:
            return f"{number} {name}{'s' if number > 1 else ''}"
    return "a moment"


__all__ = ["Need", "NeedKind", "in_words", "who_needs_something"]
