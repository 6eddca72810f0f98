"""Assignments as teachers type them: the form, its checks, and what is locked by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..domain.assignments import MAX_ROUNDS, Assignment, Naming, Phase, ReadersFrom, Stage
from ..domain.errors import InvalidInput
from ..domain.rubrics import Criterion, Rubric, make_criterion
from ..domain.submissions import Submission, clean_line, clean_note
from .session import Session


@dataclass(frozen=True)
class CriterionForm:
    """A criterion as typed: a name, a question, and levels from the lowest (or none), with points
    for each of them (or none) and a weight."""

    name: str
    question: str = ""
    levels: Sequence[str] = ()
    points: Sequence[float] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class AssignmentForm:
    """An assignment as typed. Phases without a time are begun by hand.

    ``starts`` has a moment for a phase (of the first round) or a stage. ``criteria`` and
    ``second_criteria`` (for later drafts; empty: the same) leave what there is when they are
    None. ``zone`` is the IANA name of the zone in which the dates were typed.
    """

    title: str
    prompt: str
    criteria: Sequence[CriterionForm] | None = ()
    starts: Mapping[Phase, datetime | None] | Mapping[Stage, datetime | None] = field(
        default_factory=dict[Stage, datetime | None]
    )
    reviews_wanted: int = 2
    reviews_due: int = 2
    claim_hours: float = 24.0
    claims_at_a_time: int = 2
    naming: Naming = Naming.PEN_NAMES_FIRST
    readers_from: ReadersFrom = ReadersFrom.CLASS
    circles_first: bool = True
    suggested_edits: bool = False
    self_review: bool = False
    refuses_late: bool = False
    weighs_readers: bool = False
    second_criteria: Sequence[CriterionForm] | None = ()
    rounds: int = 1
    zone: str = ""


DEFAULT_CRITERIA = (
    CriterionForm("What it is about", "Where does the text tell you what it is about, and what?"),
    CriterionForm("What carried you", "Where did the text carry you along? What happened there?"),
    CriterionForm("Where you slowed down", "Where did you stop, or read twice? What was unclear?"),
)


@dataclass(frozen=True)
class Locks:
    """Why a setting can't be changed any more; an empty sentence where it can.

    What was announced holds. Names may be neither opened nor hidden once a draft was handed in:
    people wrote and read under what they were told, the board calls its writer something from
    then on, and hiding names that were seen would promise what nobody can keep. Criteria stay
    once somebody reviewed a draft with them, their own draft included.
    """

    naming: str = ""
    readers_from: str = ""
    criteria: str = ""
    second_criteria: str = ""


def locks_of(session: Session, assignment: Assignment) -> Locks:
    """What is locked in an assignment, and why."""
    found = session.store.submissions.where(assignment_id=assignment.id)
    read = [one for one in found if _is_read(session, one)]
    first, later = _by_rubric(assignment, read)
    used = "A review with them was begun, so they stay as they are. "
    return Locks(
        naming=(
            "Drafts were handed in under this rule, and it was announced: it stays as it is."
            if found
            else ""
        ),
        readers_from=(
            "Drafts were handed in for these readers, so this stays as it is." if found else ""
        ),
        criteria=f"{used}A later round can have criteria of its own." if first else "",
        second_criteria=used.strip() if later else "",
    )


def fields_of(form: AssignmentForm) -> dict[str, Any]:
    """The fields of an assignment that a form gives as they are. Raises InvalidInput."""
    title = clean_line(form.title, "The title", "title")
    if not title:
        raise InvalidInput("Please give the assignment a title.", "title")
    _check_numbers(form)
    return {
        "title": title,
        "prompt": clean_note(form.prompt, "The task", "prompt", 20_000),
        "reviews_wanted": form.reviews_wanted,
        "reviews_due": form.reviews_due,
        "claim_hours": form.claim_hours,
        "claims_at_a_time": form.claims_at_a_time,
        "naming": form.naming,
        "readers_from": form.readers_from,
        "circles_first": form.circles_first,
        "suggested_edits": form.suggested_edits,
        "self_review": form.self_review,
        "refuses_late": form.refuses_late,
        "weighs_readers": form.weighs_readers,
        "rounds": form.rounds,
        "zone": form.zone[:64],
    }


def check_locks(locks: Locks, before: Assignment, form: AssignmentForm) -> None:
    """Raises InvalidInput where a form changes what is locked (criteria are checked apart)."""
    if locks.naming and form.naming is not before.naming:
        raise InvalidInput(locks.naming, "naming")
    if locks.readers_from and form.readers_from is not before.readers_from:
        raise InvalidInput(locks.readers_from, "readers_from")


def starts_of(form: AssignmentForm) -> dict[Stage, datetime | None]:
    """The starts that a form gives, by stage; rounds that it does not have are left out."""
    given = {(key if isinstance(key, Stage) else Stage(key)): at for key, at in form.starts.items()}
    return {stage: at for stage, at in given.items() if stage.round <= form.rounds}


def criteria_of(
    session: Session, typed: Sequence[CriterionForm], prefix: str = ""
) -> tuple[Criterion, ...]:
    """Criteria from a form; rows that are empty are left out. Raises InvalidInput, whose field is
    ``prefix`` with the field's name and the row (``levels-2``)."""
    made = []
    for row, form in enumerate(typed):
        if not (form.name.strip() or form.question.strip()):
            continue
        try:
            made.append(
                make_criterion(
                    session.fresh_id(),
                    form.name,
                    form.question,
                    form.levels,
                    form.points,
                    form.weight,
                )
            )
        except InvalidInput as error:
            raise InvalidInput(str(error), f"{prefix}{error.field}-{row}") from None
    return tuple(made)


def changed_rubric(
    session: Session,
    known: Rubric | None,
    typed: Sequence[CriterionForm] | None,
    lock: str,
    *,
    prefix: str = "",
) -> Rubric | None:
    """The rubric after a form: the known one where nothing changed, else a new one (None: there
    are no criteria). Raises InvalidInput when what is locked would change."""
    if typed is None:
        return known
    criteria = criteria_of(session, typed, prefix)
    if known is not None and _words(known.criteria) == _words(criteria):
        return known
    if lock:
        raise InvalidInput(lock, f"{prefix}name-0")
    return session.store.rubrics.put(Rubric(session.fresh_id(), criteria)) if criteria else None


def check_consensus(form: AssignmentForm, *rubrics: Rubric | None) -> None:
    """Raises InvalidInput where readers would be weighed and give no levels."""
    if form.weighs_readers and not any(one.has_levels for one in rubrics if one is not None):
        raise InvalidInput(
            "Readers can only be weighed where they give levels. Add levels to a criterion, or "
            "leave this out.",
            "weighs_readers",
        )


def _words(criteria: Sequence[Criterion]) -> list[object]:
    return [(c.name, c.question, c.levels, c.points, c.weight) for c in criteria]


def _is_read(session: Session, submission: Submission) -> bool:
    """Whether anybody began to review it: a reader, or its writer."""
    of_it = {"submission_id": submission.id}
    return bool(session.store.reviews.count(**of_it) or session.store.self_reviews.count(**of_it))


def _by_rubric(assignment: Assignment, read: Sequence[Submission]) -> tuple[bool, bool]:
    """Whether the first and the second set of criteria are in use."""
    has_second = assignment.second_rubric_id is not None
    later = any(one.round > 1 for one in read)
    first = any(one.round == 1 or not has_second for one in read)
    return first, later


def _check_numbers(form: AssignmentForm) -> None:
    limits = (
        ("reviews_wanted", form.reviews_wanted, 1, 10, "Readers for each draft"),
        ("reviews_due", form.reviews_due, 0, 10, "Reviews from each student"),
        ("claims_at_a_time", form.claims_at_a_time, 1, 10, "Drafts held at a time"),
        ("claim_hours", form.claim_hours, 0.25, 336, "Hours for a review"),
        ("rounds", form.rounds, 1, MAX_ROUNDS, "Rounds of reading"),
    )
    for name, value, low, high, label in limits:
        if not low <= value <= high:
            raise InvalidInput(f"{label}: a number from {low:g} to {high:g}, please.", name)
