"""What is asked for, and when: assignments and their phases."""

import itertools
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .errors import InvalidInput


class Phase(StrEnum):
    """Where an assignment stands. They follow each other in this order."""

    SET_UP = "set-up"
    DRAFTING = "drafting"
    REVIEW = "review"
    REVISION = "revision"
    CLOSED = "closed"


ORDER = tuple(Phase)


class Naming(StrEnum):
    """Who sees whose name among students. Teachers always see names."""

    OPEN = "names throughout"
    PEN_NAMES_FIRST = "pen names while reviewing, then names"
    SINGLE_BLIND = "writers are named, readers are not"
    DOUBLE_BLIND = "nobody is named"


class ReadersFrom(StrEnum):
    """Whose students may read the texts of an assignment. Consultants always may."""

    CLASS = "the class"
    OTHER_CLASSES = "other classes"
    CENTER = "the whole center"


@dataclass(frozen=True)
class PhaseStart:
    """When a phase begins."""

    phase: Phase
    at: datetime


@dataclass(frozen=True)
class Assignment:
    """What a class is asked to write. The starts of its phases are in the order of the phases.

    ``reviews_wanted`` readers for each submission; ``reviews_due`` reviews from each author
    (more is voluntary); a claim lasts ``claim_hours``; a member holds at most
    ``claims_at_a_time`` (a newcomer's first time: one).

    The rest are policies with the defaults of the center: who sees whom; who may read; whether a
    writer's circle is offered the text first; whether readers may suggest edits that are taken
    with one click; another set of criteria for the second round; whether writers review their own
    text before they see others' reviews; whether a late text is refused; whether the medians of
    levels have a reliability-weighted consensus beside them.
    """

    id: str
    group_id: str
    title: str
    prompt: str
    rubric_id: str
    made_by_id: str
    made_at: datetime
    starts: tuple[PhaseStart, ...]
    reviews_wanted: int = 2
    reviews_due: int = 2
    claim_hours: float = 24.0
    claims_at_a_time: int = 2
    naming: Naming = Naming.PEN_NAMES_FIRST
    readers_from: ReadersFrom = ReadersFrom.CLASS
    circles_first: bool = True
    suggested_edits: bool = False
    second_rubric_id: str | None = None
    self_review: bool = False
    refuses_late: bool = False
    weighs_readers: bool = False


def phase_at(assignment: Assignment, now: datetime) -> Phase:
    """The phase that the assignment is in at ``now``."""
    current = Phase.SET_UP
    for start in assignment.starts:
        if start.at <= now:
            current = start.phase
    return current


def phase_end(assignment: Assignment, now: datetime) -> datetime | None:
    """When the present phase ends, or None when nothing is planned after it."""
    return min((start.at for start in assignment.starts if start.at > now), default=None)


def next_phase(assignment: Assignment, now: datetime) -> Phase | None:
    """The phase that comes after the present one."""
    place = ORDER.index(phase_at(assignment, now)) + 1
    return ORDER[place] if place < len(ORDER) else None


def begin_phase(
    starts: tuple[PhaseStart, ...], phase: Phase, now: datetime
) -> tuple[PhaseStart, ...]:
    """The starts when ``phase`` begins now: earlier plans for it go, later phases stay planned.

    Going back is allowed (a class needs another day to draft): phases after it that had begun
    are taken off.
    """
    place = ORDER.index(phase)
    before = tuple(s for s in starts if ORDER.index(s.phase) < place and s.at <= now)
    after = tuple(s for s in starts if ORDER.index(s.phase) > place and s.at > now)
    return (*before, PhaseStart(phase, now), *after)


def planned(starts: dict[Phase, datetime | None]) -> tuple[PhaseStart, ...]:
    """Phase starts from what a form holds. Raises InvalidInput when they are out of order."""
    chosen = [PhaseStart(phase, at) for phase in ORDER if (at := starts.get(phase)) is not None]
    for earlier, later in itertools.pairwise(chosen):
        if later.at <= earlier.at:
            raise InvalidInput(
                f"The {later.phase} phase has to begin after the {earlier.phase} phase.",
                str(later.phase),
            )
    return tuple(chosen)


def takes_submissions(phase: Phase) -> bool:
    """Whether drafts may be handed in: from drafting to the end of revision."""
    return phase in (Phase.DRAFTING, Phase.REVIEW, Phase.REVISION)


def takes_reviews(phase: Phase) -> bool:
    """Whether review tasks may be claimed: in review and in revision (second drafts)."""
    return phase in (Phase.REVIEW, Phase.REVISION)
