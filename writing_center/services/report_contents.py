"""Feedback reports: for a student of one's own class, or for oneself.

A teacher's report holds the student's submissions to assignments of the classes that the teacher
teaches, and nothing else: no requests outside assignments, no drafts, no unfinished reviews.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo

from ..domain.errors import InvalidInput, NotAllowed, NotFound
from ..domain.people import Group, Member, Role
from ..domain.plans import RevisionMemo
from ..domain.results import Override, counting_reviews
from ..domain.reviews import Review, without_levels
from ..domain.style_guide import Entry
from ..domain.submissions import Submission
from ..reports.assemble import ReviewParts, SubmissionParts, report_submission
from ..reports.model import FeedbackReport, GivenToOthers
from .assignments import rubric_of
from .back_evaluations import answer_of, is_rated
from .classes import students_of
from .names import as_seen_by, name_of, reviewer_name
from .revision_memos import told_lines
from .self_review import answers_wait, own_self_review
from .session import Session
from .submissions import my_submissions

CENTER_NAME = "Writing Center"


@dataclass(frozen=True)
class Span:
    """The days that a report is about, both included, in a reader's zone; None: no bound."""

    since: date | None = None
    until: date | None = None
    zone: tzinfo = UTC

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment falls into these days."""
        if at is None:
            return False
        day = at.astimezone(self.zone).date()
        since, until = _day(self.since), _day(self.until)
        return (since is None or since <= day) and (until is None or day <= until)


def feedback_report(
    session: Session,
    student_id: str,
    *,
    group_id: str | None = None,
    assignment_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
    include_private: bool = False,
    zone: tzinfo = UTC,
) -> FeedbackReport:
    """A student's report, for a teacher of theirs or for the student.

    A submission is in it when it was handed in, or answered, from ``since`` to ``until`` (days,
    both included). ``group_id`` and ``assignment_id`` narrow it to one class or assignment.
    Requests outside assignments are in it only when the student asks for their own report with
    ``include_private``. It is made to be handed to the student, whoever makes it: so readers are
    called what the student may call them, and it holds what the student may see by now (no levels
    of a review before they have said how helpful it was, nothing before a review of their own
    where one is asked for). Raises NotAllowed, NotFound, InvalidInput.
    """
    if since and until and until < since:
        raise InvalidInput("The last day has to come after the first.", "until")
    groups = _groups(session, student_id, group_id)
    wanted = _assignments(session, groups, assignment_id)
    own = include_private and student_id == session.actor_id and not assignment_id
    span = Span(since, until, zone)
    student = as_seen_by(session, student_id)
    submissions = [
        one
        for one in my_submissions(student)
        if one.assignment_id in wanted or (own and one.assignment_id is None)
    ]
    return FeedbackReport(
        center=CENTER_NAME,
        student=name_of(session, student_id),
        classes=tuple(group.name for group in groups),
        made_at=session.clock.now().astimezone(zone),
        submissions=tuple(
            report_submission(parts, zone)
            for parts in _all_parts(session, student, submissions, wanted)
            if _is_in(parts, span)
        ),
        given=_given(session, student_id, wanted, span),
        since=_day(since),
        until=_day(until),
        assignment=wanted[assignment_id] if assignment_id else "",
    )


def students_of_reports(session: Session, group_id: str) -> list[Member]:
    """The students of a class for whom its teacher may make reports, by name."""
    return students_of(session, group_id)


def _groups(session: Session, student_id: str, group_id: str | None) -> list[Group]:
    """The student's classes whose assignments the actor may report on."""
    is_self = student_id == session.actor_id
    if not is_self:
        session.require_teacher()
    places = session.store.memberships.where(member_id=student_id, role=Role.STUDENT)
    ids = [
        place.group_id
        for place in places
        if (is_self or session.is_teacher_of(place.group_id)) and group_id in (None, place.group_id)
    ]
    if not ids and not (is_self and group_id is None):
        raise NotAllowed("Reports can be made for the students of your own classes.")
    found = [session.store.groups.find(id) for id in ids]
    return [group for group in found if group is not None]


def _assignments(
    session: Session, groups: Sequence[Group], assignment_id: str | None
) -> dict[str | None, str]:
    """The titles of the assignments that the report may be about, by id."""
    titles: dict[str | None, str] = {
        assignment.id: assignment.title
        for group in groups
        for assignment in session.store.assignments.where(group_id=group.id)
    }
    if assignment_id is None:
        return titles
    if assignment_id not in titles:
        raise NotFound("assignment")
    return {assignment_id: titles[assignment_id]}


def _all_parts(
    session: Session,
    student: Session,
    submissions: Sequence[Submission],
    titles: dict[str | None, str],
) -> list[SubmissionParts]:
    entries = {entry.id: entry.text.title for entry in _entries(session)}
    teachers = {member.id: member.name for member in session.store.members.where(is_teacher=True)}
    return [
        SubmissionParts(
            submission,
            titles.get(submission.assignment_id, ""),
            rubric_of(session, submission.assignment_id, submission.round),
            [_review_parts(student, review) for review in _reviews(student, submission)],
            entries,
            _following(submission, submissions),
            _overrides(student, submission),
            teachers,
            _memo(student, submission),
            _own_look(session, submission),
        )
        for submission in sorted(submissions, key=lambda one: one.submitted_at)
    ]


def _memo(student: Session, submission: Submission) -> RevisionMemo | None:
    memo = student.store.revision_memos.find(submission.id)
    return replace(memo, lines=tuple(told_lines(student, memo.lines))) if memo else None


def _entries(session: Session) -> Iterable[Entry]:
    return session.store.entries.all()


def _reviews(student: Session, submission: Submission) -> list[Review]:
    if answers_wait(student, submission):
        return []
    found = student.store.reviews.where(submission_id=submission.id)
    done = [
        # An author says how helpful a review was before they see any levels.
        review if is_rated(student, review) else without_levels(review)
        for review in found
        if review.submitted_at is not None
    ]
    return sorted(done, key=lambda review: review.submitted_at or review.saved_at)


def _overrides(student: Session, submission: Submission) -> list[Override]:
    """The levels that teachers set, once the student has answered every review."""
    reviews = student.store.reviews.where(submission_id=submission.id)
    counting = counting_reviews(submission, reviews)
    waits = any(not is_rated(student, one) for one in counting if without_levels(one) != one)
    if waits or answers_wait(student, submission):
        return []
    return student.store.overrides.where(submission_id=submission.id)


def _review_parts(student: Session, review: Review) -> ReviewParts:
    store = student.store
    return ReviewParts(
        review,
        reviewer_name(student, review),
        store.annotations.where(review_id=review.id),
        {decision.id: decision for decision in store.decisions.where(review_id=review.id)},
        answer_of(student, review.id, student.actor_id),
    )


def _own_look(session: Session, submission: Submission) -> ReviewParts | None:
    """How the author saw it themselves, in a report of their own; nobody else reads it."""
    own = own_self_review(session, submission.id)
    if own is None or session.actor_id not in submission.author_ids:
        return None
    name = name_of(session, session.actor_id)
    return ReviewParts(own.review, name, own.annotations, {}, None)


def _following(submission: Submission, others: Sequence[Submission]) -> Submission | None:
    later = [
        other
        for other in others
        if other.draft_id == submission.draft_id and other.number > submission.number
    ]
    return min(later, key=lambda other: other.number, default=None)


def _is_in(parts: SubmissionParts, span: Span) -> bool:
    answered = any(span.holds(one.review.submitted_at) for one in parts.reviews)
    return answered or span.holds(parts.submission.submitted_at)


def _given(
    session: Session, student_id: str, titles: dict[str | None, str], span: Span
) -> GivenToOthers:
    """What the student did for others in these assignments, and for the guide, which is open."""
    store = session.store
    reviews = []
    for review in store.reviews.where(reviewer_id=student_id):
        read = store.submissions.find(review.submission_id)
        if read and read.assignment_id in titles and span.holds(review.submitted_at):
            reviews.append(review)
    comments = sum(store.annotations.count(review_id=review.id) for review in reviews)
    proposed = [e for e in _entries(session) if e.proposed_by_id == student_id]
    titles_of_entries = [e.text.title for e in proposed if span.holds(e.proposed_at)]
    return GivenToOthers(len(reviews), comments, tuple(titles_of_entries))


def _day(value: date | None) -> date | None:
    # A datetime is a date to Python; forms and scripts may hand in either.
    return value.date() if isinstance(value, datetime) else value
