"""A writer's plan for a draft, and the account of it that opens the next submission.

What readers said comes into the plan by a decision (``reviews.Decision``): will do, considering,
declined and why, done. Notes of the writer's own stand between them, in an order of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .errors import InvalidInput
from .reanchoring import Fate
from .reviews import Choice
from .submissions import clean_note

MAX_PLAN_NOTE = 1_000
MAX_PLAN_NOTES = 200
OPEN = frozenset({Choice.WILL_DO, Choice.CONSIDERING})
SAY_WHY = "Please say why: a reasoned no is worth as much as a change."


@dataclass(frozen=True)
class PlanNote:
    """Something that a writer means to do, in their own words. Nobody else ever sees it."""

    id: str
    draft_id: str
    author_id: str
    text: str
    at: datetime
    is_done: bool = False


@dataclass(frozen=True)
class PlanOrder:
    """In which order a writer means to do what is on the plan of a draft. ``id`` is the draft's;
    ``item_ids`` are comments and notes, also some that are done or gone."""

    id: str
    item_ids: tuple[str, ...]


@dataclass(frozen=True)
class MemoLine:
    """What a writer did about one comment, as it stood when the next draft was handed in.

    ``about`` is what the comment is about (see ``reviews.Comment``), ``before`` its passage,
    ``after`` what stood there now, and ``fate`` what became of it: None without a passage.
    """

    comment_id: str
    review_id: str
    draft_number: int
    about: str
    choice: Choice
    reason: str = ""
    before: str = ""
    after: str = ""
    fate: Fate | None = None


@dataclass(frozen=True)
class RevisionMemo:
    """ "What I did with your comments": what opens a submission. ``id`` is the submission's.

    Frozen with it: what the writer decides later stands in the plan, not here.
    """

    id: str
    draft_id: str
    author_id: str
    opening: str
    lines: tuple[MemoLine, ...]
    at: datetime


def in_order(ids: Sequence[str], order: Sequence[str]) -> list[str]:
    """``ids`` as they were put in order; those that never were come last, as given."""
    places = {id: place for place, id in enumerate(order)}
    return sorted(ids, key=lambda id: places.get(id, len(places)))


def put_before(ids: Sequence[str], id: str, before: str) -> list[str]:
    """``ids`` with one of them put before another; last where ``before`` is empty.

    Nothing moves where one of the two is not there (any more): said from two windows at once,
    either order may win, and nothing is ever lost.
    """
    if id not in ids or id == before or (before and before not in ids):
        return list(ids)
    others = [one for one in ids if one != id]
    place = others.index(before) if before else len(others)
    return [*others[:place], id, *others[place:]]


def expected_choice(choice: Choice, fate: Fate | None) -> Choice:
    """What the form proposes to say of a comment that is still on the plan: done where its
    passage was changed or taken out, else what was decided. The writer says it, not the form."""
    return Choice.DONE if fate in (Fate.CHANGED, Fate.GONE) else choice


def check_reason(choice: Choice, reason: str, field: str = "reason") -> None:
    """Raises InvalidInput when a comment is declined without a reason."""
    if choice is Choice.DECLINED and not reason.strip():
        raise InvalidInput(SAY_WHY, field)


def clean_plan_note(text: str) -> str:
    """A note's text. Raises InvalidInput when it is empty or too long."""
    tidy = clean_note(text, "A note", "text", MAX_PLAN_NOTE)
    if not tidy:
        raise InvalidInput("Please write down what you mean to do.", "text")
    return tidy
