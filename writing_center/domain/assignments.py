"""What is asked for, and when: assignments, their phases and rounds."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from .errors import InvalidInput
from .local_time import later_on_the_clock

MAX_ROUNDS = 3


class Phase(StrEnum):
    """Where an assignment stands. They follow each other in this order; review and revision come
    again in every further round."""

    SET_UP = "set-up"
    DRAFTING = "drafting"
    REVIEW = "review"
    REVISION = "revision"
    CLOSED = "closed"


ORDER = tuple(Phase)
ROUND_PHASES = (Phase.REVIEW, Phase.REVISION)
ORDINALS = ("first", "second", "third")


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
class Stage:
    """A phase in a round. Set-up and drafting belong to the first round, closing to none."""

    phase: Phase
    round: int = 1

    def __str__(self) -> str:
        """As people call it: "review", and "second review" when it comes again."""
        return str(self.phase) if self.round == 1 else f"{ORDINALS[self.round - 1]} {self.phase}"

    @property
    def place(self) -> tuple[int, int]:
        """What stages are sorted by."""
        round = MAX_ROUNDS + 1 if self.phase is Phase.CLOSED else self.round
        return (round, ORDER.index(self.phase))


@dataclass(frozen=True)
class PhaseStart:
    """When a phase begins, in its round."""

    phase: Phase
    at: datetime
    round: int = 1

    @property
    def stage(self) -> Stage:
        """What begins."""
        return Stage(self.phase, self.round)


@dataclass(frozen=True)
class Assignment:
    """What a class is asked to write. The starts of its phases are in the order of the stages.

    ``reviews_wanted`` readers for each submission; ``reviews_due`` reviews from each author
    (more is voluntary); a claim lasts ``claim_hours``; a member holds at most
    ``claims_at_a_time`` (a newcomer's first time: one).

    The rest are policies with the defaults of the center: who sees whom; who may read; whether a
    writer's circle is offered the text first; whether readers may suggest edits that are taken
    with one click; another set of criteria for the second round; whether writers review their own
    text before they see others' reviews; whether a late text is refused; whether the medians of
    levels have a reliability-weighted consensus beside them.

    ``rounds`` is how often review and revision come. ``zone`` is the time zone (an IANA name) in
    which its teacher typed the dates; the dates themselves are moments.
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
    rounds: int = 1
    zone: str = ""


def stages_of(rounds: int) -> tuple[Stage, ...]:
    """Everything that an assignment with so many rounds goes through, in order, after set-up."""
    again = (Stage(phase, round) for round in range(1, rounds + 1) for phase in ROUND_PHASES)
    return (Stage(Phase.DRAFTING), *again, Stage(Phase.CLOSED))


def stage_at(assignment: Assignment, now: datetime) -> Stage:
    """The phase, and its round, that the assignment is in at ``now``."""
    current = Stage(Phase.SET_UP)
    for start in assignment.starts:
        if start.at <= now:
            current = start.stage
    return current


def phase_at(assignment: Assignment, now: datetime) -> Phase:
    """The phase that the assignment is in at ``now``."""
    return stage_at(assignment, now).phase


def round_at(assignment: Assignment, now: datetime) -> int:
    """The round that is under way at ``now`` (once closed: the one that was the last), from 1."""
    return max((start.round for start in assignment.starts if start.at <= now), default=1)


def phase_start(assignment: Assignment, now: datetime) -> datetime | None:
    """When the present phase began, or None while the assignment is being set up."""
    return max((start.at for start in assignment.starts if start.at <= now), default=None)


def review_since(assignment: Assignment, now: datetime) -> datetime | None:
    """When the latest review phase began, or None before the first."""
    begun = (s.at for s in assignment.starts if s.phase is Phase.REVIEW and s.at <= now)
    return max(begun, default=None)


def phase_end(assignment: Assignment, now: datetime) -> datetime | None:
    """When the present phase ends, or None when nothing is planned after it."""
    return min((start.at for start in assignment.starts if start.at > now), default=None)


def next_stage(assignment: Assignment, now: datetime) -> Stage | None:
    """What comes after the present phase, whether it is planned or not."""
    here = stage_at(assignment, now)
    later = (stage for stage in stages_of(assignment.rounds) if stage.place > here.place)
    return next(later, None)


def next_phase(assignment: Assignment, now: datetime) -> Phase | None:
    """The phase that comes after the present one."""
    stage = next_stage(assignment, now)
    return stage.phase if stage else None


def begin_phase(
    starts: tuple[PhaseStart, ...], phase: Phase, now: datetime, round: int = 1
) -> tuple[PhaseStart, ...]:
    """The starts when ``phase`` begins now: earlier plans for it go, later phases stay planned.

    Going back is allowed (a class needs another day to draft): phases after it that had begun
    are taken off.
    """
    begun = PhaseStart(phase, now, 1 if phase is Phase.CLOSED else round)
    here = begun.stage.place
    before = tuple(s for s in starts if s.stage.place < here and s.at <= now)
    after = tuple(s for s in starts if s.stage.place > here and s.at > now)
    return (*before, begun, *after)


def planned(starts: Mapping[Stage, datetime | None]) -> tuple[PhaseStart, ...]:
    """Phase starts from what a form holds. Raises InvalidInput when they are out of order; its
    ``field`` is the stage's name."""
    typed = sorted(starts.items(), key=lambda pair: pair[0].place)
    chosen = [PhaseStart(stage.phase, at, stage.round) for stage, at in typed if at is not None]
    for earlier, later in itertools.pairwise(chosen):
        if later.at <= earlier.at:
            raise InvalidInput(
                f"The {later.stage} phase has to begin after the {earlier.stage} phase.",
                str(later.stage),
            )
    return tuple(chosen)


def in_one_hour(
    starts: tuple[PhaseStart, ...], now: datetime, minutes: tuple[int, int, int], rounds: int = 1
) -> tuple[PhaseStart, ...]:
    """The starts when the first round is held within one class hour: so many minutes to write, to
    read and to revise, beginning now. Then it closes, or what was planned for later rounds stays
    planned."""
    write, read, revise = (timedelta(minutes=length) for length in minutes)
    end = now + write + read + revise
    later = [s for s in starts if s.stage.place > Stage(Phase.REVISION).place and s.at > end]
    return (
        PhaseStart(Phase.DRAFTING, now),
        PhaseStart(Phase.REVIEW, now + write),
        PhaseStart(Phase.REVISION, now + write + read),
        *(later if rounds > 1 else [PhaseStart(Phase.CLOSED, end)]),
    )


def put_off(
    starts: tuple[PhaseStart, ...], now: datetime, by: timedelta, zone: tzinfo = UTC
) -> tuple[PhaseStart, ...]:
    """The starts when everything that is still to come begins later.

    Whole days are days of the calendar in ``zone`` (``later_on_the_clock``), unless two starts
    within the night on which clocks change would come out of order.
    """
    moved = [later_on_the_clock(s.at, by, zone) if s.at > now else s.at for s in starts]
    if any(one >= two for one, two in itertools.pairwise(moved)):
        moved = [s.at + by if s.at > now else s.at for s in starts]
    return tuple(replace(s, at=at) for s, at in zip(starts, moved, strict=True))


def takes_submissions(phase: Phase) -> bool:
    """Whether drafts may be handed in: from drafting to the end of revision."""
    return phase in (Phase.DRAFTING, Phase.REVIEW, Phase.REVISION)


def takes_reviews(phase: Phase) -> bool:
    """Whether review tasks may be claimed: in review and in revision (second drafts)."""
    return phase in (Phase.REVIEW, Phase.REVISION)
