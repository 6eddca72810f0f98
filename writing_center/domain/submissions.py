"""Drafts, which change, and submissions, which don't."""

import re
from dataclasses import dataclass
from datetime import datetime

from .consultations import Stage
from .errors import InvalidInput

MAX_CHARACTERS = 400_000
MAX_TITLE = 200
MAX_NOTE = 4_000
_REORDERING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# A terminal would obey them.
_CONTROLS = {n: None for n in (*range(0x20), *range(0x7F, 0xA0)) if not chr(n).isspace()}


@dataclass(frozen=True)
class Draft:
    """An author's working text. Only its author ever sees it.

    ``version`` counts the saves; ``writer`` and ``writer_save`` name the browser tab and the
    number of its last save, so that a save whose acknowledgement was lost is recognised when it
    comes again. ``coauthor_ids`` are classmates who wrote it too: they never read it as readers.
    """

    id: str
    author_id: str
    assignment_id: str | None
    title: str
    text: str
    request: str
    help_had: str
    made_at: datetime
    saved_at: datetime
    version: int = 0
    writer: str = ""
    writer_save: int = 0
    coauthor_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A frozen, numbered, handed-in version of a draft ("Draft 2" is ``number == 2``).

    ``asked_ids`` are the members whom the author chose as readers, for a request outside an
    assignment. ``readers_wanted`` is how many reviews it asks for. ``coauthor_ids`` wrote it too:
    they read what its author reads, and are never its readers.

    ``round`` says for which round of its assignment it was handed in: it is read with that
    round's criteria. ``stage`` is empty but for a question to a consultant, which is none of the
    numbered drafts.
    """

    id: str
    draft_id: str
    author_id: str
    assignment_id: str | None
    number: int
    title: str
    text: str
    request: str
    help_had: str
    submitted_at: datetime
    readers_wanted: int
    asked_ids: tuple[str, ...] = ()
    is_late: bool = False
    round: int = 1
    coauthor_ids: tuple[str, ...] = ()
    stage: str = ""

    @property
    def called(self) -> str:
        """What it is called beside its title: ``Draft 2``, or what a consultant was shown."""
        return _STAGES.get(self.stage, f"Draft {self.number}")

    @property
    def author_ids(self) -> tuple[str, ...]:
        """Everybody who wrote it, the one who handed it in first."""
        return (self.author_id, *self.coauthor_ids)


def is_in_already(submission: Submission, draft: Draft) -> bool:
    """Whether a draft stands as it was handed in: the same text, by the same people."""
    writers = set(draft.coauthor_ids) if draft.assignment_id else set()
    return submission.text == draft.text and set(submission.coauthor_ids) == writers


@dataclass(frozen=True)
class Coauthorship:
    """``member_id`` wrote a submission that somebody else handed in. It says what stands in the
    submission too, so that everybody's own texts are found at once, whatever class they are in."""

    id: str
    submission_id: str
    member_id: str
    assignment_id: str | None


_STAGES: dict[str, str] = {
    Stage.PROMPT: "before the first line",
    Stage.OUTLINE: "an outline",
    Stage.DRAFT: "a draft underway",
}


def normalise_text(text: str) -> str:
    """``text`` with LF line ends only and without NUL; Unicode otherwise as typed.

    Raises InvalidInput when it is longer than the center takes.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(clean) > MAX_CHARACTERS:
        raise InvalidInput(
            f"This text has {len(clean):,} characters; the center takes up to "
            f"{MAX_CHARACTERS:,}. Please split it.",
            "text",
        )
    return clean


def clean_line(value: str, what: str, field: str, limit: int = MAX_TITLE) -> str:
    """One line of input, trimmed, without control characters and marks that would reorder what
    stands beside it on a page. Raises InvalidInput when it is too long."""
    tidy = " ".join(value.translate(_REORDERING | _CONTROLS).split())
    if len(tidy) > limit:
        raise InvalidInput(f"{what} can have at most {limit} characters.", field)
    return tidy


def clean_note(value: str, what: str, field: str, limit: int = MAX_NOTE) -> str:
    """A short text of several lines, trimmed, without control characters and marks that would
    reorder what stands beside it on a page. Raises InvalidInput when it is too long."""
    tidy = normalise_text(value).translate(_REORDERING | _CONTROLS).strip()
    if len(tidy) > limit:
        raise InvalidInput(
            f"{what} can have at most {limit:,} characters; this has {len(tidy):,}.", field
        )
    return tidy


_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ITEM = re.compile(r"^[ \t]*\d{1,9}[.)](?=\s)", re.MULTILINE)
_MARKS = r"[!-/:-@\[-`{-~\u3000-\u3003\u3008-\u3011\uff01-\uff0f]"
_ONLY_MARKS = re.compile(rf"(?:(?<=\s)|\A){_MARKS}+(?=\s|\Z)")


def count_words(text: str) -> int:
    """Words as a word processor counts them: runs of anything but white space, and each sign of
    Chinese and Japanese. What only marks a list, a heading or a table is none."""
    return sum(
        len(_SIGN.findall(run)) + bool(_ONLY_MARKS.sub("", _SIGN.sub(" ", run)).strip())
        for run in _ITEM.sub("", text).split()
    )
