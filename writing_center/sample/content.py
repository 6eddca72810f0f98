"""What is in the sample class, as its files say it. The texts were all written for it.

The files are read strictly: a key that nobody knows is an error, so that a slip of the pen in
the content shows in the tests and not as a silent gap on a page.
"""

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class _Part(msgspec.Struct, forbid_unknown_fields=True):
    """A part of the content; unknown keys are refused."""


class Facts(_Part, rename={"class_name": "class"}):
    """The center's term and class."""

    term: str
    class_name: str
    starts: str
    weeks_planned: int


class CharterText(_Part):
    """A version of the charter."""

    by: str
    at: str
    text: str


class Person(_Part):
    """Somebody in the sample; without ``welcomed`` they have not been here yet."""

    key: str
    name: str
    role: str
    joined: str
    cohort: str = ""
    welcomed: str = ""
    welcome_quote: str = ""
    welcome_note: str = ""


class People(_Part):
    """Everybody, and what they have in common."""

    center: Facts
    charter: list[CharterText]
    person: list[Person]


class CircleText(_Part):
    """Who are a circle."""

    name: str
    people: list[str]


class Circles(_Part):
    """The circles, and when who made them."""

    by: str
    at: str
    circle: list[CircleText]


class CriterionText(_Part):
    """A criterion of an assignment."""

    key: str
    name: str
    question: str
    levels: list[str] = []


class AssignmentText(_Part):
    """An assignment; ``phases`` says when each begins."""

    key: str
    title: str
    made: str
    prompt: str
    phases: dict[str, str]
    criteria: list[CriterionText]
    claim_hours: float = 24.0


class ToldText(_Part):
    """What a writer says about a comment on handing the next draft in."""

    reader: str
    on: str
    choice: str
    reason: str = ""


class HandedIn(_Part):
    """A submission; its text is in a file of its own. ``opening`` and ``told`` are what its
    writer says of the comments on the draft before."""

    at: str
    request: str
    help_had: str = ""
    opening: str = ""
    told: list[ToldText] = []


class DraftText(_Part):
    """A draft with its submissions, or one that is still being worked on (``saved``)."""

    key: str
    author: str
    title: str
    started: str
    assignment: str = ""
    submission: list[HandedIn] = []
    saved: str = ""
    request: str = ""


class ReadingText(_Part):
    """What a review says about one criterion."""

    place: str
    description: str


class CommentText(_Part):
    """A comment on a passage; ``cites`` is an entry's key."""

    kind: str
    quote: str
    body: str
    cites: str = ""


class DecisionText(_Part):
    """What the author made of a comment."""

    on: str
    choice: str
    reason: str
    at: str


class ReplyText(_Part):
    """Something said below a comment."""

    on: str
    by: str
    body: str
    at: str


class BackText(_Part):
    """The author's answer to a review."""

    helpfulness: int
    why: str
    at: str
    reasons: list[str] = []
    thanks: str = ""


class ReviewText(_Part):
    """A review, from its claim to what became of it."""

    reader: str
    of: str
    claimed: str
    submitted: str
    answer: str
    summary: str = ""
    readings: dict[str, ReadingText] = {}
    comment: list[CommentText] = []
    decision: list[DecisionText] = []
    reply: list[ReplyText] = []
    back: BackText | None = None


class ClaimText(_Part):
    """A claim of which no review came (yet), with what was written so far."""

    reader: str
    of: str
    claimed: str
    does: str = "run"
    at: str = ""
    reason: str = ""
    saved: str = ""
    answer: str = ""


class AloneText(_Part):
    """A review of the practice text."""

    answer: str
    describe: str
    evaluate: str
    suggest: str
    readings: dict[str, ReadingText] = {}
    comment: list[CommentText] = []


class SampleText(_Part):
    """The practice text, with its teacher's review."""

    by: str
    title: str
    assignment: str
    made: str
    opened: str
    request: str
    text: str
    review: AloneText


class PractisedText(_Part):
    """How a member reviewed it, and whether they show it."""

    reader: str
    began: str
    done: str
    review: AloneText
    shown: str = ""
    showing: str = ""


class PracticeContent(_Part):
    """The practice text, and who practised on it."""

    practice: SampleText
    member: list[PractisedText]


class MoveText(_Part):
    """An entry moving on."""

    to: str
    by: str
    at: str
    reason: str


class TrialText(_Part):
    """An entry tried."""

    by: str
    at: str
    helped: bool
    because: str


class RevisionText(_Part):
    """An entry reworded: what is None stays."""

    by: str
    at: str
    note: str
    title: str | None = None
    when: str | None = None
    readers: str | None = None
    suggestion: str | None = None
    limits: str | None = None
    works: str | None = None
    fails: str | None = None
    genre: str | None = None


class EntryContent(_Part, rename={"born_from": "from"}):
    """An entry with everything that happened to it.

    ``born_from`` is a comment: ``reader / reviewed submission / number``. With ``quote`` its
    passage is asked for; ``agreed`` and ``answered`` tell what the author said, if they did.
    """

    key: str
    by: str
    at: str
    kind: str
    title: str
    when: str
    readers: str
    suggestion: str
    limits: str = ""
    works: str = ""
    fails: str = ""
    genre: str = ""
    born_from: str = ""
    quote: bool = False
    agreed: bool = False
    answered: str = ""
    move: list[MoveText] = []
    trial: list[TrialText] = []
    revision: list[RevisionText] = []


class _Assignments(_Part):
    assignment: list[AssignmentText]


class _Drafts(_Part):
    draft: list[DraftText]


class _Reviews(_Part):
    review: list[ReviewText]


class _Claims(_Part):
    claim: list[ClaimText]


class _Guide(_Part):
    entry: list[EntryContent]


class SaidText(_Part):
    """Something said in a talk."""

    by: str
    at: str
    body: str


class ConsultationText(_Part):
    """A question to a consultant; ``taken_by`` one, if it was."""

    key: str
    by: str
    stage: str
    at: str
    question: str
    draft: str = ""
    assignment: str = ""
    taken_by: str = ""
    taken: str = ""
    said: list[SaidText] = []


class _Consultations(_Part):
    consultation: list[ConsultationText]


class Content(_Part):
    """Everything in the sample class but its texts (see ``text_of``)."""

    people: People
    circles: Circles
    assignments: list[AssignmentText]
    drafts: list[DraftText]
    reviews: list[ReviewText]
    claims: list[ClaimText]
    consultations: list[ConsultationText]
    practice: PracticeContent
    guide: list[EntryContent]


def read_content() -> Content:
    """The content of the sample class. Raises msgspec.ValidationError when a file is amiss."""
    folder = _folder()
    files = sorted((folder / "reviews").iterdir(), key=lambda file: file.name)
    reviews = [review for file in files for review in _read(file, _Reviews).review]
    return Content(
        people=_read(folder / "people.toml", People),
        circles=_read(folder / "circles.toml", Circles),
        assignments=_read(folder / "assignments.toml", _Assignments).assignment,
        drafts=_read(folder / "drafts.toml", _Drafts).draft,
        reviews=reviews,
        claims=_read(folder / "claims.toml", _Claims).claim,
        consultations=_read(folder / "consultations.toml", _Consultations).consultation,
        practice=_read(folder / "practice.toml", PracticeContent),
        guide=_read(folder / "guide.toml", _Guide).entry,
    )


def text_of(draft_key: str, which: int | str) -> str:
    """The text of a submission (its number) or of a working draft (``"draft"``)."""
    text = (_folder() / "texts" / f"{draft_key}-{which}.md").read_text(encoding="utf-8")
    return text.rstrip("\n")


def _folder() -> Traversable:
    return resources.files(__package__ or __name__)


def _read(file: Traversable, kind: type[S]) -> S:
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), kind)
