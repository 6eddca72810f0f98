"""Setting assignments and moving them through their phases."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..domain.activity import Did
from ..domain.assignments import Assignment, Phase, begin_phase, phase_at, planned
from ..domain.errors import InvalidInput, NotAllowed, NotFound
from ..domain.people import Role
from ..domain.reviews import ClaimState
from ..domain.rubrics import Rubric, make_criterion
from ..domain.submissions import clean_line, clean_note
from .session import Session


@dataclass(frozen=True)
class CriterionForm:
    """A criterion as typed: a name, a question, and levels from the lowest (or none)."""

    name: str
    question: str = ""
    levels: Sequence[str] = ()


@dataclass(frozen=True)
class AssignmentForm:
    """An assignment as typed. Phases without a time are begun by hand."""

    title: str
    prompt: str
    criteria: Sequence[CriterionForm] = ()
    starts: dict[Phase, datetime | None] = field(default_factory=dict)
    reviews_wanted: int = 2
    reviews_due: int = 2
    claim_hours: float = 24.0
    claims_at_a_time: int = 2


DEFAULT_CRITERIA = (
    CriterionForm("What it is about", "Where does the text tell you what it is about, and what?"),
    CriterionForm("What carried you", "Where did the text carry you along? What happened there?"),
    CriterionForm("Where you slowed down", "Where did you stop, or read twice? What was unclear?"),
)


def make_assignment(session: Session, group_id: str, form: AssignmentForm) -> Assignment:
    """A new assignment with its rubric. Teachers of the class only.

    With no start for any phase it is in drafting at once. Raises InvalidInput.
    """
    session.require_teacher_of(group_id)
    title = clean_line(form.title, "The title", "title")
    if not title:
        raise InvalidInput("Please give the assignment a title.", "title")
    _check_numbers(form)
    starts: dict[Phase, datetime | None] = dict(form.starts)
    if not any(starts.values()):
        starts = {Phase.DRAFTING: session.clock.now()}
    with session.store.transaction():
        rubric = _put_rubric(session, form.criteria)
        assignment = session.store.assignments.put(
            Assignment(
                id=session.fresh_id(),
                group_id=group_id,
                title=title,
                prompt=clean_note(form.prompt, "The task", "prompt", 20_000),
                rubric_id=rubric.id,
                made_by_id=session.actor_id,
                made_at=session.clock.now(),
                starts=planned(starts),
                reviews_wanted=form.reviews_wanted,
                reviews_due=form.reviews_due,
                claim_hours=form.claim_hours,
                claims_at_a_time=form.claims_at_a_time,
            )
        )
        session.record(Did.ASSIGNMENT_MADE, group_id=group_id, assignment_id=assignment.id)
        return assignment


def change_assignment(
    session: Session, assignment_id: str, *, title: str, prompt: str
) -> Assignment:
    """Put an assignment's title and task into other words. Teachers of the class only.

    What readers look at stays: a rubric is never edited once students have seen it.
    """
    tidy = clean_line(title, "The title", "title")
    if not tidy:
        raise InvalidInput("Please give the assignment a title.", "title")
    with session.store.transaction():
        assignment = find_assignment(session, assignment_id)
        session.require_teacher_of(assignment.group_id)
        changed = replace(
            assignment, title=tidy, prompt=clean_note(prompt, "The task", "prompt", 20_000)
        )
        return session.store.assignments.put(changed)


@dataclass(frozen=True)
class Progress:
    """How far an assignment has come: its students, who handed in, whose draft has an answer."""

    students: int
    handed_in: int
    answered: int


def progress_of(session: Session, assignment_id: str) -> Progress:
    """Counts for the assignment's teachers, before they open the next phase."""
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    store = session.store
    found = store.submissions.where(assignment_id=assignment_id)
    answered = {
        submission.author_id
        for submission in found
        if store.claims.count(submission_id=submission.id, state=ClaimState.FULFILLED)
    }
    return Progress(
        students=store.memberships.count(group_id=assignment.group_id, role=Role.STUDENT),
        handed_in=len({submission.author_id for submission in found}),
        answered=len(answered),
    )


def start_phase(session: Session, assignment_id: str, phase: Phase) -> Assignment:
    """Begin a phase now, whatever was planned for it. Teachers of the class only."""
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    with session.store.transaction():
        moved = replace(
            assignment, starts=begin_phase(assignment.starts, phase, session.clock.now())
        )
        session.record(Did.PHASE_BEGUN, group_id=assignment.group_id, assignment_id=assignment.id)
        return session.store.assignments.put(moved)


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


def rubric_of(session: Session, assignment_id: str | None) -> Rubric | None:
    """The rubric of an assignment; None for a request outside any."""
    assignment = session.store.assignments.find(assignment_id) if assignment_id else None
    return session.store.rubrics.find(assignment.rubric_id) if assignment else None


def _put_rubric(session: Session, criteria: Sequence[CriterionForm]) -> Rubric:
    typed = [c for c in criteria if c.name.strip() or c.question.strip()]
    made = tuple(make_criterion(session.fresh_id(), c.name, c.question, c.levels) for c in typed)
    return session.store.rubrics.put(Rubric(session.fresh_id(), made))


def _check_numbers(form: AssignmentForm) -> None:
    limits = (
        ("reviews_wanted", form.reviews_wanted, 1, 10, "Readers for each draft"),
        ("reviews_due", form.reviews_due, 0, 10, "Reviews from each student"),
        ("claims_at_a_time", form.claims_at_a_time, 1, 10, "Drafts held at a time"),
        ("claim_hours", form.claim_hours, 0.25, 336, "Hours for a review"),
    )
    for name, value, low, high, label in limits:
        if not low <= value <= high:
            raise InvalidInput(f"{label}: a number from {low:g} to {high:g}, please.", name)
