"""Until when, and for whom: deadlines of a round, grace, and extensions.

1. A first draft is due when drafting ends; the draft of a later round when the revision before it
   ends. Where nothing is planned yet, nothing is due.
2. Deadlines are soft: what comes after is marked late and joins the review at once. An assignment
   that refuses late texts takes none; a closed one takes none either.
3. A minute of grace is nobody's business: what comes within it is in time.
4. What is handed in while a round is being read belongs to that round, corrected or late: it is
   read with the same criteria. In the revision after it, it is the next round's.
5. An extension moves what would have been due earlier, for one student. What they hand in until
   then is in time, even where late texts are refused and after the assignment has closed; what
   comes after the closing is read for two weeks more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .assignments import (
    Assignment,
    Phase,
    Stage,
    phase_at,
    phase_end,
    round_at,
    takes_reviews,
)

GRACE = timedelta(seconds=60)
LATE_READING = timedelta(days=14)


@dataclass(frozen=True)
class Extension:
    """More time for one student; ``id`` is ``assignment:member``. ``reason`` is the teacher's
    and the student's alone."""

    id: str
    assignment_id: str
    member_id: str
    until: datetime
    reason: str
    by_id: str
    at: datetime


@dataclass(frozen=True)
class HandIn:
    """What a student would hand in now: for which round, until when, and whether it is taken.

    ``due`` is when the draft that they owe next is due (for ``due_round``: while the class reads,
    who has handed in can still correct that draft, and owes the next), None where nothing is
    planned; ``is_extended`` when it is this student's own.
    """

    round: int
    due_round: int
    due: datetime | None
    is_extended: bool
    is_open: bool
    is_late: bool


def extension_id(assignment_id: str, member_id: str) -> str:
    """The id of a student's extension: there is one at a time."""
    return f"{assignment_id}:{member_id}"


def ends_at(assignment: Assignment, stage: Stage) -> datetime | None:
    """When a stage ends, or ended: as soon as any later one begins. None when none is planned."""
    later = (start.at for start in assignment.starts if start.stage.place > stage.place)
    return min(later, default=None)


def draft_due(assignment: Assignment, round: int) -> datetime | None:
    """When the draft for a round is due, for everybody without an extension."""
    writing = Stage(Phase.DRAFTING) if round == 1 else Stage(Phase.REVISION, round - 1)
    return ends_at(assignment, writing)


def reviews_due(
    assignment: Assignment, round: int, extension: Extension | None = None
) -> datetime | None:
    """When the reviews of a round are due. It is soft: reviews are welcome in revision too."""
    return _extended(ends_at(assignment, Stage(Phase.REVIEW, round)), extension)


def round_of_draft(assignment: Assignment, now: datetime, last: int) -> int:
    """The round for which a text handed in now counts, after one for the round ``last`` (0: none).

    Nobody skips a round: whoever comes late with a first draft is read as one of a first round.
    """
    if phase_at(assignment, now) is Phase.REVIEW:
        return min(last + 1, round_at(assignment, now))
    return round_owed(assignment, now, last)


def round_owed(assignment: Assignment, now: datetime, last: int) -> int:
    """The round for which a student owes the next draft, after one for the round ``last``."""
    is_first = phase_at(assignment, now) in (Phase.SET_UP, Phase.DRAFTING)
    return min(last + 1, 1 if is_first else round_at(assignment, now) + 1)


def hand_in(
    assignment: Assignment, now: datetime, last: int = 0, extension: Extension | None = None
) -> HandIn:
    """What a student could hand in now, after a text for the round ``last`` (0: none yet)."""
    owed = round_owed(assignment, now, last)
    common = draft_due(assignment, owed)
    due = _extended(common, extension)
    is_late = due is not None and now > due + GRACE
    return HandIn(
        round_of_draft(assignment, now, last),
        owed,
        due,
        is_extended=due != common,
        is_open=_is_open(assignment, now, due, is_late),
        is_late=is_late,
    )


def reading_is_open(
    assignment: Assignment, now: datetime, extension: Extension | None = None
) -> bool:
    """Whether a reader may take texts: in review and in revision, with more time even after."""
    if takes_reviews(phase_at(assignment, now)):
        return True
    return _is_over_but_extended(assignment, now, extension)


def reviews_are_taken(
    assignment: Assignment, now: datetime, extension: Extension | None = None
) -> bool:
    """Whether a review that is written may be handed in: until the assignment closes (and a
    minute), with more time even after."""
    return not _is_over(assignment, now) or _is_over_but_extended(assignment, now, extension)


def came_after_closing(assignment: Assignment, handed_in_at: datetime) -> bool:
    """Whether a text was taken after its assignment had closed: its writer had more time."""
    return phase_at(assignment, handed_in_at) is Phase.CLOSED


def is_read(assignment: Assignment, handed_in_at: datetime, now: datetime) -> bool:
    """Whether a text is read now: in review and in revision; what came after the closing, for two
    weeks, so that more time is no time without readers."""
    if takes_reviews(phase_at(assignment, now)):
        return True
    is_closed = phase_at(assignment, now) is Phase.CLOSED
    came_after = came_after_closing(assignment, handed_in_at)
    return is_closed and came_after and now <= handed_in_at + LATE_READING


def reading_ends_at(
    assignment: Assignment, now: datetime, extension: Extension | None = None
) -> datetime | None:
    """What no claim goes past: the end of the phase, or the reader's own later date."""
    end = phase_end(assignment, now)
    if end is None and _is_over_but_extended(assignment, now, extension):
        return extension.until if extension else None
    return _extended(end, extension)


def _is_over_but_extended(
    assignment: Assignment, now: datetime, extension: Extension | None
) -> bool:
    if extension is None or phase_at(assignment, now) is not Phase.CLOSED:
        return False
    return now <= extension.until + GRACE


def not_before(end: datetime, extension: Extension | None) -> datetime:
    """An end as it is for somebody who may have more time."""
    return end if extension is None else max(end, extension.until)


def _extended(due: datetime | None, extension: Extension | None) -> datetime | None:
    return None if due is None else not_before(due, extension)


def _is_open(assignment: Assignment, now: datetime, due: datetime | None, is_late: bool) -> bool:
    if phase_at(assignment, now) is Phase.SET_UP:
        return False
    if due is not None and not is_late:
        return True
    if is_late and assignment.refuses_late:
        return False
    return not _is_over(assignment, now)


def _is_over(assignment: Assignment, now: datetime) -> bool:
    closed = (start.at for start in assignment.starts if start.phase is Phase.CLOSED)
    return any(now > at + GRACE for at in closed)
