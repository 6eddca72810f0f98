"""What teachers look at: participation in a class, and the growing guide.

Read live from the store. Working drafts and requests outside assignments are not read here at
all, so nothing of them can show. Students see what is said about them.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import TypeVar

from ..analytics.degrees import DegreeRow, degrees_by_week
from ..analytics.funnel import Funnel, funnel_of
from ..analytics.letters import THE_CLASS, letter_for
from ..analytics.needs import Need, NeedKind, who_needs_something
from ..analytics.network import PairRow, Sharing, sharing_of, who_reviewed_whom
from ..analytics.records import GUIDE_ACTS, ClassRecords
from ..analytics.repertoire import (
    Citation,
    ContributorRow,
    GrowthRow,
    GuideRecords,
    KindRow,
    Measures,
    UseRow,
    contributors,
    entries_by_kind,
    growth_by_week,
    measures_of,
    uses,
)
from ..analytics.uptake import Uptake, uptake_of
from ..analytics.waiting import WaitSummary, summarise_waits, waits_of
from ..analytics.weeks import WeekRow, activity_by_week
from ..domain.activity import Activity, Did
from ..domain.assignments import Assignment, Phase, phase_at
from ..domain.errors import NotFound
from ..domain.people import Group, Role
from ..domain.reviews import Review
from ..domain.submissions import Submission
from .back_evaluations import answers_to
from .names import author_name, name_of, reviewer_name
from .session import Session

T = TypeVar("T")
OTHER_CLASSES = "other classes"


@dataclass(frozen=True)
class NamedNeed:
    """Who needs something: a name, and the row about them; and a message, already drafted, to
    whom it should go (a name, or the class)."""

    name: str
    need: Need
    to: str = ""
    letter: str = ""


@dataclass(frozen=True)
class NamedPair:
    """Who reviewed whom, by name, and how many times."""

    reviewer: str
    author: str
    count: int


@dataclass(frozen=True)
class ParticipationView:
    """The participation dashboard of one class.

    ``assignment`` is the one looked at, or None for all; needs, weeks, pairs, sharing, wait and
    uptake are about it alone, ``degrees`` always about the class. ``funnels`` has one for each
    assignment looked at, newest first. ``read_at`` is when the store was read, in ``zone``.
    """

    group: Group
    assignments: tuple[Assignment, ...]
    assignment: Assignment | None
    students: int
    needs: tuple[NamedNeed, ...]
    weeks: tuple[WeekRow, ...]
    funnels: tuple[tuple[Assignment, Funnel], ...]
    pairs: tuple[NamedPair, ...]
    degrees: tuple[DegreeRow, ...]
    sharing: Sharing
    wait: WaitSummary
    uptake: Uptake
    read_at: datetime


@dataclass(frozen=True)
class NamedContributor:
    """What somebody did for the guide, by name."""

    name: str
    row: ContributorRow


@dataclass(frozen=True)
class NamedUse:
    """Where an entry is used; ``places`` pairs assignments' titles with citations."""

    row: UseRow
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class RepertoireView:
    """The repertoire dashboard of the center. Contributors are in the order of their names,
    entries in that of their titles."""

    kinds: tuple[KindRow, ...]
    growth: tuple[GrowthRow, ...]
    contributors: tuple[NamedContributor, ...]
    uses: tuple[NamedUse, ...]
    measures: Measures
    read_at: datetime


@dataclass(frozen=True)
class AboutMe:
    """What the teachers of one class see about the student who asks."""

    group: Group
    teachers: tuple[str, ...]
    needs: tuple[NamedNeed, ...]
    pairs: tuple[NamedPair, ...]
    submissions: int


def participation(
    session: Session, group_id: str, assignment_id: str | None = None, *, zone: tzinfo = UTC
) -> ParticipationView:
    """The participation dashboard, for the class's teachers.

    Raises NotAllowed for everybody else, NotFound for an assignment of another class.
    """
    group = session.require_teacher_of(group_id)
    everything = _records(session, group_id)
    chosen = _chosen(everything.assignments, assignment_id)
    records = everything.of_assignment(chosen.id) if chosen else everything
    now = session.clock.now()
    pairs = who_reviewed_whom(records)
    return ParticipationView(
        group=group,
        assignments=tuple(everything.assignments),
        assignment=chosen,
        students=len(everything.joined),
        needs=_named_needs(session, who_needs_something(records, now)),
        weeks=tuple(activity_by_week(records.activities, zone, now)),
        funnels=_funnels(records, now),
        pairs=_named_pairs(session, pairs),
        degrees=tuple(degrees_by_week(everything.activities, everything.joined, zone, now)),
        sharing=sharing_of(pairs, list(everything.joined)),
        wait=summarise_waits(waits_of(records, now)),
        uptake=uptake_of(records),
        read_at=now.astimezone(zone),
    )


def who_needs_something_in(session: Session, group_id: str) -> int:
    """How many rows the list of who needs something has. Raises NotAllowed as it does."""
    session.require_teacher_of(group_id)
    return len(who_needs_something(_records(session, group_id), session.clock.now()))


def repertoire(session: Session, *, zone: tzinfo = UTC) -> RepertoireView:
    """The repertoire dashboard, for teachers. Raises NotAllowed.

    Citations are counted over the whole center, as on the entry's own page; the assignments of
    other teachers' classes are not named.
    """
    session.require_teacher()
    guide = _guide(session)
    now = session.clock.now()
    return RepertoireView(
        kinds=tuple(entries_by_kind(guide.entries)),
        growth=tuple(growth_by_week(guide, zone, now)),
        contributors=_named_contributors(session, guide),
        uses=tuple(_named_use(session, row) for row in uses(guide)),
        measures=measures_of(guide),
        read_at=now.astimezone(zone),
    )


def what_my_teacher_sees(session: Session) -> list[AboutMe]:
    """For a student: what each class's dashboard says about them, row for row.

    Others have pen names in it where the student does not learn their names; messages, and whom
    they would go to, are the teacher's. (The other thing that a teacher has about them is the
    feedback report.)
    """
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    return [_about_me(session, place.group_id) for place in places]


def _about_me(session: Session, group_id: str) -> AboutMe:
    group = session.store.groups.find(group_id)
    if group is None:
        raise NotFound("class")
    me = session.actor_id
    records = _records(session, group_id)
    needs = who_needs_something(records, session.clock.now())
    mine = [replace(n, reader_ids=(), with_ids=()) for n in needs if me in n.member_ids]
    teachers = session.store.memberships.where(group_id=group_id, role=Role.TEACHER)
    return AboutMe(
        group,
        tuple(sorted(name_of(session, teacher.member_id) for teacher in teachers)),
        needs=tuple(NamedNeed(name_of(session, me), need) for need in mine),
        pairs=_own_pairs(session, records),
        submissions=sum(me in s.author_ids for s in records.submissions),
    )


def _records(session: Session, group_id: str) -> ClassRecords:
    store = session.store
    places = store.memberships.where(group_id=group_id, role=Role.STUDENT)
    assignments = store.assignments.where(group_id=group_id)
    submissions = [s for a in assignments for s in store.submissions.where(assignment_id=a.id)]
    reviews = _each(submissions, lambda id: _submitted(store.reviews.where(submission_id=id)))
    return ClassRecords(
        joined={place.member_id: place.joined_at for place in places},
        assignments=sorted(assignments, key=lambda a: a.made_at, reverse=True),
        submissions=submissions,
        claims=_each(submissions, lambda id: store.claims.where(submission_id=id)),
        reviews=reviews,
        decisions=_each(submissions, lambda id: store.decisions.where(submission_id=id)),
        back_evaluations=[one for review in reviews for one in answers_to(session, review.id)],
        activities=_activities(session, group_id, {place.member_id for place in places}),
    )


def _each(submissions: Sequence[Submission], read: Callable[[str], list[T]]) -> list[T]:
    return [found for submission in submissions for found in read(submission.id)]


def _submitted(reviews: Sequence[Review]) -> list[Review]:
    return [review for review in reviews if review.submitted_at is not None]


def _activities(session: Session, group_id: str, student_ids: set[str]) -> list[Activity]:
    """The class's own, and what its students did for the guide, which belongs to no class."""
    store = session.store
    own = store.activities.where(group_id=group_id)
    guide = [a for did in GUIDE_ACTS for a in store.activities.where(did=did, group_id="")]
    found = [*own, *(a for a in guide if a.actor_id in student_ids)]
    return [activity for activity in found if not activity.is_confidential]


def _chosen(assignments: Sequence[Assignment], assignment_id: str | None) -> Assignment | None:
    if assignment_id is None:
        return None
    chosen = next((a for a in assignments if a.id == assignment_id), None)
    if chosen is None:
        raise NotFound("assignment")
    return chosen


def _funnels(records: ClassRecords, now: datetime) -> tuple[tuple[Assignment, Funnel], ...]:
    begun = [a for a in records.assignments if phase_at(a, now) is not Phase.SET_UP]
    return tuple((assignment, funnel_of(records, assignment.id)) for assignment in begun)


def _named_needs(session: Session, needs: Sequence[Need]) -> tuple[NamedNeed, ...]:
    return tuple(_named_need(session, need) for need in needs)


def _named_need(session: Session, need: Need) -> NamedNeed:
    """The message goes to who reads it now; to the class where nobody does; else to the student."""
    text = session.store.submissions.find(need.submission_id) if need.submission_id else None
    name = " and ".join(name_of(session, id) for id in need.member_ids)
    to = name
    if need.kind in (NeedKind.UNANSWERED, NeedKind.TOO_FEW):
        to = " and ".join(name_of(session, id) for id in need.reader_ids) or THE_CLASS
    title, request = (text.title, text.request) if text else ("", "")
    return NamedNeed(name, need, to, letter_for(need, to, title, request))


def _named_pairs(session: Session, rows: Sequence[PairRow]) -> tuple[NamedPair, ...]:
    ids = {id for row in rows for id in (row.reviewer_id, *row.author_ids)}
    names = {id: name_of(session, id) for id in ids}
    named = [
        NamedPair(names[r.reviewer_id], " and ".join(names[id] for id in r.author_ids), r.count)
        for r in rows
    ]
    return tuple(sorted(named, key=lambda p: (p.reviewer.casefold(), p.author.casefold())))


def _own_pairs(session: Session, records: ClassRecords) -> tuple[NamedPair, ...]:
    """The reviews that the actor gave and received, by what they may call the others."""
    read = {submission.id: submission for submission in records.submissions}
    counts: Counter[tuple[str, str]] = Counter()
    for review in records.reviews:
        submission = read[review.submission_id]
        if session.actor_id in (*submission.author_ids, review.reviewer_id):
            author = author_name(session, submission)
            counts[reviewer_name(session, review), author] += 1
    named = [NamedPair(reviewer, author, count) for (reviewer, author), count in counts.items()]
    return tuple(sorted(named, key=lambda p: (p.reviewer.casefold(), p.author.casefold())))


def _guide(session: Session) -> GuideRecords:
    store = session.store
    cited = store.activities.where(did=Did.ENTRY_CITED, is_confidential=False)
    return GuideRecords(
        entries=store.entries.all(),
        revisions=store.entry_revisions.all(),
        changes=store.state_changes.all(),
        trials=store.trials.all(),
        citations=[Citation(a.entry_id, a.assignment_id, a.at) for a in cited if a.assignment_id],
    )


def _named_contributors(session: Session, guide: GuideRecords) -> tuple[NamedContributor, ...]:
    named = [NamedContributor(name_of(session, r.member_id), r) for r in contributors(guide)]
    return tuple(sorted(named, key=lambda one: one.name.casefold()))


def _named_use(session: Session, row: UseRow) -> NamedUse:
    places: dict[str, int] = {}
    for assignment_id, count in row.cited_in:
        assignment = session.store.assignments.find(assignment_id)
        taught = assignment is not None and session.is_teacher_of(assignment.group_id)
        title = assignment.title if assignment and taught else OTHER_CLASSES
        places[title] = places.get(title, 0) + count
    return NamedUse(row, tuple(places.items()))


__all__ = [
    "AboutMe",
    "NamedContributor",
    "NamedNeed",
    "NamedPair",
    "NamedUse",
    "NeedKind",
    "ParticipationView",
    "RepertoireView",
    "participation",
    "repertoire",
    "what_my_teacher_sees",
    "who_needs_something_in",
]
