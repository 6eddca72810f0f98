"""The form in which every review is written: of a classmate's text, a practice text, one's own.

The writer's question comes first, then the criteria (where, and what one sees there), then the
whole in three steps: describe – evaluate – suggest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from .annotations import Annotation, CommentKind
from .errors import InvalidInput
from .reviews import CriterionReading, Review
from .rubrics import Rubric
from .submissions import clean_note, count_words

MAX_ANSWER = 20_000
MAX_PLACE = 1_000
MAX_DESCRIPTION = 8_000
FEW_WORDS = 25


@dataclass(frozen=True)
class Filled:
    """What came out of the form's fields; None leaves a part as it was."""

    answer: str | None = None
    readings: Sequence[CriterionReading] | None = None
    summary: str | None = None
    describe: str | None = None
    evaluate: str | None = None
    suggest: str | None = None


def fill_in(review: Review, rubric: Rubric | None, filled: Filled, now: datetime) -> Review:
    """``review`` with what was written. Raises InvalidInput for what is too long, or about a
    criterion or level that is not in ``rubric``."""
    named = (
        ("answer", "The answer", filled.answer),
        ("summary", "The summary", filled.summary),
        ("describe", "What the text does", filled.describe),
        ("evaluate", "How well it does it", filled.evaluate),
        ("suggest", "What to try", filled.suggest),
    )
    changes: dict[str, Any] = {
        field: clean_note(text, what, field, MAX_ANSWER)
        for field, what, text in named
        if text is not None
    }
    readings = review.readings
    if filled.readings is not None:
        readings = _known(rubric, filled.readings)
    return replace(review, readings=readings, saved_at=now, **changes)


def says_anything(review: Review, notes: Sequence[Annotation]) -> bool:
    """Whether a word stands in it anywhere."""
    return bool(review.answer) or _says_more(review, notes)


def check_something_said(review: Review, notes: Sequence[Annotation]) -> None:
    """Raises InvalidInput when nothing at all is said; a line is enough."""
    if not says_anything(review, notes):
        raise InvalidInput("One line is enough, but please write one.", "answer")


def check_complete(review: Review, notes: Sequence[Annotation]) -> None:
    """Raises InvalidInput when the writer's question is not answered or nothing else is said."""
    if not review.answer:
        raise InvalidInput("Please answer the writer’s question first.", "answer")
    if not _says_more(review, notes):
        raise InvalidInput(
            "Add one more thing: a comment on a passage, or a few words on the whole.", "describe"
        )


def gentle_notes(
    review: Review, notes: Sequence[Annotation], rubric: Rubric | None
) -> tuple[str, ...]:
    """What somebody may want to add before they hand a review in; never a block."""
    told = (
        (
            not notes and not any(reading.place for reading in review.readings),
            "No passage is named yet. Writers can do more with a comment on a place.",
        ),
        (_empty(review, rubric) > 0, _still_empty(_empty(review, rubric))),
        (
            not (review.suggest or any(_suggests(note) for note in notes)),
            "Nothing to try is suggested yet. One idea is enough.",
        ),
        (
            0 < _words(review, notes) < FEW_WORDS,
            "It is very short so far. What happened to you while you read?",
        ),
    )
    return tuple(sentence for holds, sentence in told if holds)


def _says_more(review: Review, notes: Sequence[Annotation]) -> bool:
    return bool(_said(review) or notes or review.on_the_whole or review.suggest)


def _said(review: Review) -> int:
    return sum(bool(reading.description or reading.place) for reading in review.readings)


def _empty(review: Review, rubric: Rubric | None) -> int:
    return len(rubric.criteria) - _said(review) if rubric else 0


def _still_empty(number: int) -> str:
    if number == 1:
        return "One of your class’s questions is still empty."
    return f"{number} of your class’s questions are still empty."


def _suggests(note: Annotation) -> bool:
    return note.kind is CommentKind.SUGGESTION or note.replacement is not None


def _words(review: Review, notes: Sequence[Annotation]) -> int:
    texts = [review.answer, review.on_the_whole, review.suggest]
    texts += [reading.description for reading in review.readings]
    return sum(count_words(text) for text in [*texts, *(note.body for note in notes)])


def _known(
    rubric: Rubric | None, readings: Sequence[CriterionReading]
) -> tuple[CriterionReading, ...]:
    criteria = {c.id: c for c in rubric.criteria} if rubric else {}
    kept = []
    for reading in readings:
        criterion = criteria.get(reading.criterion_id)
        if criterion is None:
            raise InvalidInput("This criterion does not belong to the assignment.")
        if reading.level is not None and not 0 <= reading.level < len(criterion.levels):
            raise InvalidInput(f"“{criterion.name}” has no such level.", criterion.id)
        place = clean_note(reading.place, "The place", criterion.id, MAX_PLACE)
        what = clean_note(reading.description, "The description", criterion.id, MAX_DESCRIPTION)
        kept.append(replace(reading, place=place, description=what))
    return tuple(kept)
