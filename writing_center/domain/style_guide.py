"""The shared repertoire: entries, how they are tried, and how they come to hold.

An entry is born from a case, tried in reviews, established by consent with dissent kept,
contested with a passage, and handed on to the next cohort. No entry calls a language variety
wrong; departing from one with a reason is a new case, not a violation.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .annotations import Passage
from .errors import InvalidInput, NotAllowed
from .submissions import clean_line, clean_note


class EntryState(StrEnum):
    """Where an entry stands in the life of the guide."""

    PROPOSED = "proposed"
    ON_TRIAL = "on trial"
    ESTABLISHED = "established"
    INHERITED = "inherited"
    CONTESTED = "contested"
    RETIRED = "retired"


KINDS = ("routine", "norm", "sensibility", "artifact", "vocabulary", "style", "story")
"""The kinds that a guide starts with; the list is open."""

NEXT_STATES: dict[EntryState, tuple[EntryState, ...]] = {
    # Straight to inherited: an earlier cohort's own guide is typed in.
    EntryState.PROPOSED: (EntryState.ON_TRIAL, EntryState.INHERITED, EntryState.RETIRED),
    EntryState.ON_TRIAL: (EntryState.ESTABLISHED, EntryState.CONTESTED, EntryState.RETIRED),
    EntryState.ESTABLISHED: (EntryState.CONTESTED, EntryState.INHERITED, EntryState.RETIRED),
    EntryState.INHERITED: (EntryState.ESTABLISHED, EntryState.CONTESTED, EntryState.RETIRED),
    EntryState.CONTESTED: (EntryState.ON_TRIAL, EntryState.ESTABLISHED, EntryState.RETIRED),
    EntryState.RETIRED: (EntryState.ON_TRIAL,),
}


@dataclass(frozen=True)
class EntryText:
    """What an entry says: *when …, readers …; try …; it doesn't hold when …*, with cases."""

    title: str
    kind: str
    when: str
    readers: str
    suggestion: str
    limits: str = ""
    works: str = ""
    fails: str = ""
    genre: str = ""
    discipline: str = ""


@dataclass(frozen=True)
class Origin:
    """The review comment that an entry came from."""

    comment_id: str
    review_id: str
    submission_id: str


@dataclass(frozen=True)
class Entry:
    """One entry of the guide as it stands; its history is in EntryRevision and StateChange."""

    id: str
    text: EntryText
    state: EntryState
    proposed_by_id: str
    proposed_at: datetime
    revised_at: datetime
    number: int = 1
    origin: Origin | None = None


@dataclass(frozen=True)
class EntryRevision:
    """What an entry said, from its ``number``-th wording on; ``note`` says why it was changed."""

    id: str
    entry_id: str
    number: int
    text: EntryText
    by_id: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class StateChange:
    """An entry moved on, and why."""

    id: str
    entry_id: str
    before: EntryState
    after: EntryState
    by_id: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Trial:
    """Somebody tried an entry: it helped here, or it was otherwise here, because …"""

    id: str
    entry_id: str
    by_id: str
    helped: bool
    because: str
    at: datetime


class ConsentState(StrEnum):
    """What an author says to a passage of theirs being quoted."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Quotation:
    """A passage that an entry wants to quote, and what one who wrote it says to that.

    It is shown only while they agree, and everybody who was asked for it with them: those have
    the same ``asking``.
    """

    id: str
    entry_id: str
    submission_id: str
    author_id: str
    passage: Passage
    asked_by_id: str
    asked_at: datetime
    consent: ConsentState = ConsentState.ASKED
    answered_at: datetime | None = None
    asking_id: str = ""

    @property
    def asking(self) -> str:
        """Names the question that was put to everybody who wrote the passage."""
        return self.asking_id or self.id


def check_entry_text(text: EntryText) -> EntryText:
    """``text`` tidied. Raises InvalidInput naming the part that is missing or too long."""
    required = {
        "title": (text.title, "Give the entry a short name."),
        "when": (text.when, "Say when it applies: “When …”."),
        "readers": (text.readers, "Say what readers do or feel then: “readers …”."),
        "suggestion": (text.suggestion, "Say what to try."),
    }
    for field, (value, message) in required.items():
        if not value.strip():
            raise InvalidInput(message, field)
    return EntryText(
        title=clean_line(text.title, "The name", "title", 120),
        kind=clean_line(text.kind, "The kind", "kind", 40).lower() or "norm",
        when=clean_note(text.when, "“When”", "when"),
        readers=clean_note(text.readers, "“Readers”", "readers"),
        suggestion=clean_note(text.suggestion, "“Try”", "suggestion"),
        limits=clean_note(text.limits, "“It doesn’t hold when”", "limits"),
        works=clean_note(text.works, "The case that works", "works"),
        fails=clean_note(text.fails, "The case that doesn’t", "fails"),
        genre=clean_line(text.genre, "The genre", "genre", 80),
        discipline=clean_line(text.discipline, "The discipline", "discipline", 80),
    )


def check_move(before: EntryState, after: EntryState, reason: str) -> None:
    """Whether an entry may move on. Raises NotAllowed or, without a reason, InvalidInput."""
    if after not in NEXT_STATES[before]:
        raise NotAllowed(f"An entry that is {before} can't become {after} in one step.")
    if not reason.strip():
        raise InvalidInput("Please say why, for those who come after you.", "reason")


def may_move(after: EntryState, *, is_teacher: bool) -> bool:
    """Who moves an entry: anybody may take it on trial or contest it; to establish, hand on or
    retire it takes a teacher, for now (a student and a teacher together, later)."""
    return is_teacher or after in (EntryState.ON_TRIAL, EntryState.CONTESTED)
