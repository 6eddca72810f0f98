"""Which tasks somebody may take now, and in which order. The board shows them; claiming asks again.

Everything here is read afresh: inside a claim's transaction nobody else can write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..domain.allocation import (
    can_be_offered,
    could_read,
    has_extra_place,
    in_order_of_offer,
    is_nearly_unanswered,
    reserve_for,
)
from ..domain.assignments import Assignment, ReadersFrom, phase_end, review_since
from ..domain.conflicts import Conflict, PairRule, away_from
from ..domain.people import Role
from ..domain.permissions import reads_along
from ..domain.reviews import Claim, ClaimState, ReviewTask, decliners, latest_only, task_of
from ..domain.submissions import Submission
from .circle_mates import mates_by_member
from .confidences import may_answer
from .extensions import has_texts_after_closing, may_read, may_read_text
from .session import Session


@dataclass(frozen=True)
class Offering:
    """The tasks of one assignment, or the requests outside any (``assignment`` is None), that the
    actor may take, in the order of offer. ``extras`` have their readers already; they are there
    only when ``tasks`` is empty. (Whom a consultant may step in for, nobody having answered, is
    among the ``tasks`` all the same.) ``mates`` are in the actor's circle."""

    assignment: Assignment | None
    tasks: tuple[ReviewTask, ...]
    extras: tuple[ReviewTask, ...]
    earlier_readers: dict[str, set[str]]
    mates: frozenset[str] = frozenset()


def offerings(session: Session) -> list[Offering]:
    """Everything that the actor may take: requests put to them first, then the assignments in
    review, those whose phase ends soonest first."""
    conflicts = session.store.conflicts.all()
    now = session.clock.now()
    in_review = sorted(assignments_in_review(session), key=lambda a: _urgency(a, now))
    requests = _offering(session, None, _requests(session), conflicts)
    return [
        requests,
        *(
            _offering(session, assignment, _submissions(session, assignment), conflicts)
            for assignment in in_review
        ),
    ]


def offering_of(session: Session, assignment: Assignment | None) -> Offering:
    """What the actor may take in one assignment, or of the requests outside any (None)."""
    conflicts = session.store.conflicts.all()
    found = _submissions(session, assignment) if assignment else _requests(session)
    return _offering(session, assignment, found, conflicts)


def task_for_actor(
    session: Session, submission: Submission, assignment: Assignment | None
) -> ReviewTask | None:
    """How far the readings of a submission have come, with what is kept for others.

    None when it is not for the actor: somebody keeps away from somebody, or all its authors have
    left the class. A page says nothing of either.
    """
    store = session.store
    of_draft = store.submissions.where(draft_id=submission.draft_id)
    known = _known(session, assignment, of_draft, store.conflicts.all())
    if known.away(session.actor_id).intersection(submission.author_ids):
        return None
    if assignment and not _is_any_here(session, assignment, submission.author_ids):
        return None
    claims = store.claims.where(submission_id=submission.id)
    return _task(session, submission, claims, assignment, known)


def assignments_in_review(session: Session) -> list[Assignment]:
    """The assignments whose tasks may be claimed now and whose readers the actor belongs to."""
    return [
        a
        for a in _assignments_known(session)
        if may_read(session, a) or has_texts_after_closing(session, a)
    ]


def reads_in(session: Session, assignment: Assignment) -> bool:
    """Whether the actor belongs to those whom the assignment takes its readers from.

    (Consultants may read everywhere; they are asked about apart.)
    """
    place = session.store.memberships.find(f"{assignment.group_id}/{session.actor_id}")
    role = place.role if place else None
    return reads_along(
        assignment.readers_from, role, is_student_elsewhere=role is None and _is_student(session)
    )


def _assignments_known(session: Session) -> Iterable[Assignment]:
    store = session.store
    if session.actor.is_consultant:
        return store.assignments.all()
    places = store.memberships.where(member_id=session.actor_id)
    found = {
        assignment.id: assignment
        for place in places
        for assignment in store.assignments.where(group_id=place.group_id)
    }
    for policy in (ReadersFrom.OTHER_CLASSES, ReadersFrom.CENTER):
        found |= {a.id: a for a in store.assignments.where(readers_from=policy)}
    return [assignment for assignment in found.values() if reads_in(session, assignment)]


def _is_student(session: Session) -> bool:
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    return bool(places)


def _urgency(assignment: Assignment, now: datetime) -> tuple[bool, float]:
    end = phase_end(assignment, now)
    return (end is None, end.timestamp() if end else 0.0)


def _requests(session: Session) -> list[Submission]:
    outside = session.store.submissions.where(assignment_id=None)
    return [s for s in outside if may_answer(session, s, in_group=False)]


def _submissions(session: Session, assignment: Assignment) -> list[Submission]:
    """What was handed in by those who are (still) in the class; of several, one is enough."""
    places = session.store.memberships.where(group_id=assignment.group_id)
    here = {place.member_id for place in places}
    found = session.store.submissions.where(assignment_id=assignment.id)
    return [submission for submission in found if not here.isdisjoint(submission.author_ids)]


def _is_any_here(session: Session, assignment: Assignment, member_ids: Iterable[str]) -> bool:
    find = session.store.memberships.find
    return any(find(f"{assignment.group_id}/{id}") is not None for id in member_ids)


def _offering(
    session: Session,
    assignment: Assignment | None,
    submissions: Sequence[Submission],
    conflicts: Sequence[Conflict],
) -> Offering:
    now, me = session.clock.now(), session.actor_id
    known = _known(session, assignment, submissions, conflicts)
    away, readers = known.away(me), known.past.readers
    mates = known.circles.get(me, frozenset())
    is_guest = assignment is not None and not reads_in(session, assignment)
    open_tasks: list[ReviewTask] = []
    extras: list[ReviewTask] = []
    for submission in latest_only(submissions):
        if away.intersection(submission.author_ids):
            continue
        if assignment and not may_read_text(session, assignment, submission):
            continue
        claims = session.store.claims.where(submission_id=submission.id)
        task = _task(session, submission, claims, assignment, known)
        if is_guest and not is_nearly_unanswered(task, assignment, now):
            continue
        if can_be_offered(task, me, claims, now):
            open_tasks.append(task)
        elif assignment and has_extra_place(task) and could_read(task, me, claims, now):
            (open_tasks if is_guest else extras).append(task)
    first = _kept_for_the_circle(open_tasks, mates, now)
    return Offering(
        assignment,
        tuple(in_order_of_offer(open_tasks, me, readers, circle_first=first)),
        tuple(in_order_of_offer(extras, me, readers)) if not open_tasks else (),
        readers,
        mates,
    )


def _kept_for_the_circle(
    tasks: Iterable[ReviewTask], mates: frozenset[str], now: datetime
) -> frozenset[str]:
    return frozenset(
        task.submission.id
        for task in tasks
        if task.reserve and now < task.reserve.until and task.submission.author_id in mates
    )


@dataclass(frozen=True)
class Past:
    """What became of the earlier submissions, by the id of their draft: who reviewed one
    (``readers``), who wrote one or said of it that they can't read it (``closed_to``)."""

    readers: dict[str, set[str]]
    closed_to: dict[str, set[str]]


def past_of(session: Session, submissions: Sequence[Submission]) -> Past:
    """What became of the earlier ones of these. (A question to a consultant is none of the
    numbered drafts: who declined one may be asked another.)"""
    newest = {s.id for s in latest_only(submissions)}
    readers: dict[str, set[str]] = {}
    closed: dict[str, set[str]] = {}
    for submission in submissions:
        if submission.id not in newest:
            claims = session.store.claims.where(submission_id=submission.id)
            done = {c.reviewer_id for c in claims if c.state is ClaimState.FULFILLED}
            readers.setdefault(submission.draft_id, set()).update(done)
            refused = decliners(claims) if not submission.stage else frozenset()
            closed.setdefault(submission.draft_id, set()).update(refused, submission.author_ids)
    return Past(readers, closed)


@dataclass(frozen=True)
class _Known:
    """What is asked about every task of an assignment: who keeps away from whom, who is in a
    circle with whom, what became of earlier drafts."""

    conflicts: Sequence[Conflict]
    rules: Sequence[PairRule]
    circles: dict[str, frozenset[str]]
    past: Past

    def away(self, *member_ids: str) -> set[str]:
        """Whom any of these does not read and is not read by."""
        return {id for one in member_ids for id in away_from(one, self.conflicts, self.rules)}


def _known(
    session: Session,
    assignment: Assignment | None,
    submissions: Sequence[Submission],
    conflicts: Sequence[Conflict],
) -> _Known:
    return _Known(
        conflicts,
        session.store.pair_rules.where(assignment_id=assignment.id) if assignment else [],
        mates_by_member(session, assignment) if assignment else {},
        past_of(session, submissions),
    )


def _task(
    session: Session,
    submission: Submission,
    claims: Sequence[Claim],
    assignment: Assignment | None,
    known: _Known,
) -> ReviewTask:
    closed = known.past.closed_to.get(submission.draft_id, ())
    task = task_of(submission, claims, session.clock.now(), closed)
    return _with_reserve(session, task, assignment, known) if task.is_open else task


def _with_reserve(
    session: Session, task: ReviewTask, assignment: Assignment | None, known: _Known
) -> ReviewTask:
    """``task`` with the places that are kept for its writer's circle and its earlier readers, as
    far as they could come: not for who declined, left the class, or keeps away from an author.
    A teacher steps in where they see a need."""
    submission = task.submission
    readers = known.past.readers.get(submission.draft_id, set())
    mates = known.circles.get(submission.author_id, frozenset())
    if assignment is None or not (readers or mates) or session.is_teacher_of(assignment.group_id):
        return task
    authors = submission.author_ids
    gone = known.away(*authors) | task.closed_to | set(authors)
    may_come = {id for id in readers - gone if _may_still_read(session, id, assignment)}
    now = session.clock.now()
    return replace(
        task,
        reserve=reserve_for(
            submission,
            may_come,
            phase_end(assignment, now),
            mates=mates - gone,
            reading_since=review_since(assignment, now),
        ),
    )


def _may_still_read(session: Session, member_id: str, assignment: Assignment) -> bool:
    as_reader = Session(session.store, session.clock, member_id)
    member = session.store.members.find(member_id)
    return member is not None and (member.is_consultant or reads_in(as_reader, assignment))
