"""Setting assignments and moving them through their phases."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.assignments import (
    ROUND_PHASES,
    Assignment,
    Phase,
    PhaseStart,
    Stage,
    begin_phase,
    phase_at,
    planned,
    round_at,
)
from ..domain.errors import InvalidInput, NotAllowed, NotFound
from ..domain.people import Role
from ..domain.policies import policies_in_words
from ..domain.reviews import ClaimState, latest_only
from ..domain.rubrics import Rubric
from .assignment_forms import (
    DEFAULT_CRITERIA,
    AssignmentForm,
    CriterionForm,
    Locks,
    changed_rubric,
    check_consensus,
    check_locks,
    criteria_of,
    fields_of,
    locks_of,
    starts_of,
)
from .leases import leases_follow
from .session import Session

Starts = tuple[PhaseStart, ...]


def make_assignment(session: Session, group_id: str, form: AssignmentForm) -> Assignment:
    """A new assignment with its rubric. Teachers of the class only.

    With no start for any phase it is in drafting at once. Raises InvalidInput.
    """
    session.require_teacher_of(group_id)
    fields = fields_of(form)
    starts = starts_of(form)
    if not any(starts.values()):
        starts = {Stage(Phase.DRAFTING): session.clock.now()}
    with session.store.transaction():
        rubric = session.store.rubrics.put(
            Rubric(session.fresh_id(), criteria_of(session, form.criteria or ()))
        )
        second = changed_rubric(session, None, form.second_criteria, "", prefix="second-")
        check_consensus(form, rubric, second)
        assignment = session.store.assignments.put(
            Assignment(
                id=session.fresh_id(),
                group_id=group_id,
                rubric_id=rubric.id,
                second_rubric_id=second.id if second else None,
                made_by_id=session.actor_id,
                made_at=session.clock.now(),
                starts=planned(starts),
                **fields,
            )
        )
        session.record(Did.ASSIGNMENT_MADE, group_id=group_id, assignment_id=assignment.id)
        return assignment


def change_assignment(session: Session, assignment_id: str, form: AssignmentForm) -> Assignment:
    """Change an assignment's words, dates, settings and (until they are used) criteria. Teachers
    of the class only.

    Phases that have begun stay: they are moved with ``start_phase``. Drafts that wait for readers
    get the new number of readers. Raises InvalidInput for what is locked (``locks_of``).
    """
    with session.store.transaction():
        before = find_assignment(session, assignment_id)
        session.require_teacher_of(before.group_id)
        fields, locks = fields_of(form), locks_of(session, before)
        check_locks(locks, before, form)
        known, known_second = _rubrics(session, before)
        rubric = changed_rubric(session, known, form.criteria, locks.criteria)
        if rubric is None:
            rubric = session.store.rubrics.put(Rubric(session.fresh_id(), ()))
        second = changed_rubric(
            session,
            known_second,
            form.second_criteria,
            locks.second_criteria,
            prefix="second-",
        )
        check_consensus(form, rubric, second)
        changed = replace(
            before,
            rubric_id=rubric.id,
            second_rubric_id=second.id if second else None,
            starts=_replanned(session, before, form),
            **fields,
        )
        _want_readers(session, before, changed.reviews_wanted)
        leases_follow(session, before, changed)
        session.record(
            Did.ASSIGNMENT_CHANGED, group_id=changed.group_id, assignment_id=assignment_id
        )
        return session.store.assignments.put(changed)


def settings_locked(session: Session, assignment_id: str) -> Locks:
    """What the teacher can't change any more in an assignment, and why."""
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    return locks_of(session, assignment)


@dataclass(frozen=True)
class Progress:
    """How far an assignment has come: its students, who of them handed in (alone or together with
    others), whose draft has an answer."""

    students: int
    handed_in: int
    answered: int


def progress_of(session: Session, assignment_id: str) -> Progress:
    """Counts for the assignment's teachers, before they open the next phase."""
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    store = session.store
    places = store.memberships.where(group_id=assignment.group_id, role=Role.STUDENT)
    here = {place.member_id for place in places}
    found = store.submissions.where(assignment_id=assignment_id)
    answered = {
        id
        for submission in found
        if store.claims.count(submission_id=submission.id, state=ClaimState.FULFILLED)
        for id in submission.author_ids
    }
    return Progress(
        students=len(here),
        handed_in=len({id for submission in found for id in submission.author_ids} & here),
        answered=len(answered & here),
    )


def start_phase(session: Session, assignment_id: str, phase: Phase, round: int = 1) -> Assignment:
    """Begin a phase (of a round) now, whatever was planned for it. Teachers of the class only.

    Raises InvalidInput for a round that the assignment does not have.
    """
    assignment = _taught(session, assignment_id)
    if not 1 <= round <= (assignment.rounds if phase in ROUND_PHASES else 1):
        raise InvalidInput("This assignment has no such round.", "phase")
    return with_starts(
        session,
        assignment_id,
        lambda starts: begin_phase(starts, phase, session.clock.now(), round),
    )


def find_assignment(session: Session, assignment_id: str) -> Assignment:
    """An assignment of a class that the actor is in. Raises NotFound or NotAllowed."""
    assignment = session.store.assignments.find(assignment_id)
    if assignment is None:
        raise NotFound("assignment")
    if not session.is_in(assignment.group_id) and not session.actor.is_consultant:
        raise NotAllowed("This assignment belongs to another class.")
    return assignment


def own_assignment(session: Session, assignment_id: str) -> Assignment:
    """An assignment that the actor may write for. Raises NotAllowed for another class's."""
    assignment = find_assignment(session, assignment_id)
    if not session.is_in(assignment.group_id):
        raise NotAllowed("This assignment belongs to another class.")
    return assignment


def assignments_of(session: Session, group_id: str) -> list[Assignment]:
    """The assignments of a class that the actor is in, oldest first."""
    if not session.is_in(group_id):
        raise NotAllowed("This is another class.")
    return session.store.assignments.where(group_id=group_id)


def my_assignments(session: Session) -> list[Assignment]:
    """Assignments of the classes in which the actor is a student, once set up, newest first."""
    mine = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    now = session.clock.now()
    found = [
        assignment
        for place in mine
        for assignment in session.store.assignments.where(group_id=place.group_id)
        if phase_at(assignment, now) is not Phase.SET_UP
    ]
    return sorted(found, key=lambda assignment: assignment.made_at, reverse=True)


def rubric_of(session: Session, assignment_id: str | None, round: int = 1) -> Rubric | None:
    """The rubric with which a submission of a round is read (later ones may have their own);
    None for a request outside any assignment."""
    assignment = session.store.assignments.find(assignment_id) if assignment_id else None
    if assignment is None:
        return None
    first, second = _rubrics(session, assignment)
    return second if round > 1 and second is not None else first


def policies_of(session: Session, assignment: Assignment) -> tuple[str, ...]:
    """What holds for an assignment, in plain words for its students."""
    return policies_in_words(assignment, *_rubrics(session, assignment))


def _rubrics(session: Session, assignment: Assignment) -> tuple[Rubric | None, Rubric | None]:
    find, second = session.store.rubrics.find, assignment.second_rubric_id
    return find(assignment.rubric_id), find(second) if second else None


def with_starts(
    session: Session, assignment_id: str, moved: Callable[[Starts], Starts]
) -> Assignment:
    """Move an assignment's starts, whatever that means; its class's pages follow. A part of other
    verbs; teachers of the class only."""
    with session.store.transaction():
        assignment = _taught(session, assignment_id)
        session.record(Did.PHASE_BEGUN, group_id=assignment.group_id, assignment_id=assignment.id)
        changed = replace(assignment, starts=moved(assignment.starts))
        leases_follow(session, assignment, changed)
        return session.store.assignments.put(changed)


def _taught(session: Session, assignment_id: str) -> Assignment:
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    return assignment


def _replanned(session: Session, before: Assignment, form: AssignmentForm) -> Starts:
    """What has begun stays; what is to come is as the form says."""
    now = session.clock.now()
    if form.rounds < round_at(before, now):
        raise InvalidInput("A later round has begun already; it can’t be left out.", "rounds")
    begun = {start.stage: start.at for start in before.starts if start.at <= now}
    here = max((stage.place for stage in begun), default=Stage(Phase.SET_UP).place)
    later = {stage: at for stage, at in starts_of(form).items() if stage.place > here}
    for stage, at in later.items():
        if at is not None and at <= now:
            raise InvalidInput(
                "This moment is over already. Choose a later one, or leave it empty and press "
                "“Begin now” on the page of the assignment.",
                str(stage),
            )
    return planned({**begun, **later})


def _want_readers(session: Session, before: Assignment, number: int) -> None:
    if number == before.reviews_wanted:
        return
    for submission in latest_only(session.store.submissions.where(assignment_id=before.id)):
        session.store.submissions.put(replace(submission, readers_wanted=number))


__all__ = [
    "DEFAULT_CRITERIA",
    "AssignmentForm",
    "CriterionForm",
    "Progress",
    "assignments_of",
    "change_assignment",
    "find_assignment",
    "make_assignment",
    "my_assignments",
    "own_assignment",
    "policies_in_words",
    "policies_of",
    "progress_of",
    "rubric_of",
    "settings_locked",
    "start_phase",
    "with_starts",
]
