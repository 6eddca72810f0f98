"""What a feedback report says, before it is a file. One report is one student's."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ..domain.annotations import CommentKind
from ..domain.reviews import Choice


class Fate(StrEnum):
    """What became of a commented passage in the next draft."""

    STILL_THERE = "still there"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class MadeOfIt:
    """What the author decided about a comment, and why."""

    choice: Choice
    reason: str
    at: datetime


@dataclass(frozen=True)
class Remark:
    """Words of a reviewer about the text: the answer to the request, the whole, what to try."""

    body: str
    decision: MadeOfIt | None = None


@dataclass(frozen=True)
class Reading:
    """What a reviewer said about one criterion; ``level`` is the level's word, or empty."""

    criterion: str
    place: str
    description: str
    level: str = ""
    decision: MadeOfIt | None = None


@dataclass(frozen=True)
class PassageRemark:
    """A comment on a passage, which is quoted. ``entry`` is the title of the guide's entry that
    it points at, or empty; ``fate`` is None while there is no next draft."""

    kind: CommentKind
    passage: str
    body: str
    entry: str = ""
    decision: MadeOfIt | None = None
    fate: Fate | None = None


@dataclass(frozen=True)
class Helpfulness:
    """What the author said about a review: 1 (not yet) to 5 (very), and why."""

    stars: int
    why: str


@dataclass(frozen=True)
class ReportedReview:
    """One review that is in, and what its author, the reader, is called."""

    reviewer: str
    at: datetime
    answer: Remark | None
    readings: tuple[Reading, ...]
    passages: tuple[PassageRemark, ...]
    summary: Remark | None
    helpfulness: Helpfulness | None
    suggestion: Remark | None = None


@dataclass(frozen=True)
class LevelLine:
    """The levels that readers gave for one criterion, in words: never one number alone.

    ``middle`` is the word of the median; both words where it falls between two levels; none where
    no reader gave one. ``set_to`` is the level that the teacher ``set_by`` set in its place, and
    why; empty where none did.
    """

    criterion: str
    middle: tuple[str, ...]
    count: int
    lowest: str
    highest: str
    set_to: str = ""
    set_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ToldLine:
    """What the author said, on handing this draft in, of a comment on an earlier one. ``passage``
    is empty and ``fate`` None where the comment was not on a passage."""

    about: str
    passage: str
    choice: Choice
    reason: str
    fate: Fate | None = None


@dataclass(frozen=True)
class ReportedSubmission:
    """One handed-in draft with its reviews. ``assignment`` is empty outside assignments;
    ``next_number`` is the next submission of the same draft, or None; ``words_next`` its length.
    ``opening`` and ``told`` are what the author said they did with earlier comments.
    """

    title: str
    number: int
    assignment: str
    at: datetime
    words: int
    request: str
    help_had: str
    reviews: tuple[ReportedReview, ...]
    levels: tuple[LevelLine, ...]
    next_number: int | None = None
    words_next: int | None = None
    opening: str = ""
    told: tuple[ToldLine, ...] = ()
    own: ReportedReview | None = None


@dataclass(frozen=True)
class GivenToOthers:
    """What the student did for others in the time of the report: counts and titles only."""

    reviews: int
    comments: int
    entries: tuple[str, ...]


@dataclass(frozen=True)
class FeedbackReport:
    """Everything that a student takes home. Times are in the zone of those who read it.

    ``since`` and ``until`` are the first and the last day, None where it is open;
    ``assignment`` is the title of the only assignment that it is about, or empty.
    """

    center: str
    student: str
    classes: tuple[str, ...]
    made_at: datetime
    submissions: tuple[ReportedSubmission, ...]
    given: GivenToOthers
    since: date | None = None
    until: date | None = None
    assignment: str = ""
