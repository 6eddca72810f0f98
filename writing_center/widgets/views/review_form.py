"""The form of a review on a page, whatever is reviewed: what it shows, and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.annotations import CommentKind
from ...domain.named_places import doubt_about
from ...domain.review_forms import Filled
from ...domain.reviews import CriterionReading, Review
from ...domain.rubrics import Rubric
from ..live import Args
from .notes import kind_of


@dataclass(frozen=True)
class FormPage:
    """What the form shows. ``id`` comes back with everything that is written in it; without
    ``has_whole`` there is no text yet to say anything on the whole of. ``text`` is what is read;
    without ``can_hand_in`` it is only kept."""

    id: str
    question: str
    review: Review
    rubric: Rubric | None
    gentle: Sequence[str]
    hand_in: str = "Hand in this review"
    private: str = "Only you see this until you hand it in."
    question_help: str = "Answer the writer’s question."
    has_whole: bool = True
    text: str = ""
    can_hand_in: bool = True

    @property
    def doubts(self) -> dict[str, str]:
        """What is doubtful about the places named so far, by criterion."""
        return doubts(self.review, self.text)

    @property
    def readings(self) -> dict[str, CriterionReading]:
        """What was read so far, by criterion."""
        return {reading.criterion_id: reading for reading in self.review.readings}


@dataclass(frozen=True)
class Composed:
    """A comment as it came from the page."""

    start: int
    end: int
    body: str
    kind: CommentKind
    cites: str | None
    words: str


def doubts(review: Review, text: str) -> dict[str, str]:
    """A sentence for each criterion whose named place is not in the text, empty for the others."""
    return {one.criterion_id: doubt_about(one.place, text) for one in review.readings}


def told_of(review: Review, text: str) -> dict[str, str]:
    """The same, as a save tells the page."""
    return {f"where-{id}": sentence for id, sentence in doubts(review, text).items()}


def filled(args: Args, review: Review, rubric: Rubric | None) -> Filled:
    """What this event changes of a review."""
    return Filled(
        readings=_readings(args, review, rubric),
        **{name: args.text(name) for name in PARTS if args.has(name)},
    )


def fields_of(review: Review, rubric: Rubric | None) -> dict[str, str]:
    """What is kept of a review, by the names of the form's fields."""
    found = {name: str(getattr(review, name)) for name in PARTS}
    readings = {reading.criterion_id: reading for reading in review.readings}
    for criterion in rubric.criteria if rubric else ():
        reading = readings.get(criterion.id, CriterionReading(criterion.id))
        found[f"place-{criterion.id}"] = reading.place
        found[f"description-{criterion.id}"] = reading.description
        found[f"level-{criterion.id}"] = "" if reading.level is None else str(reading.level)
    return found


PARTS = ("answer", "summary", "describe", "evaluate", "suggest")


def composed(args: Args) -> Composed:
    """The comment that was written. Raises InvalidInput."""
    return Composed(
        args.number("start", "The passage"),
        args.number("end", "The passage"),
        args.text("body"),
        kind_of(args),
        args.text("cites") or None,
        args.text("words"),
    )


def _readings(args: Args, review: Review, rubric: Rubric | None) -> list[CriterionReading]:
    known = {reading.criterion_id: reading for reading in review.readings}
    return [
        _changed(known.get(criterion.id, CriterionReading(criterion.id)), args)
        for criterion in (rubric.criteria if rubric else ())
    ]


def _changed(reading: CriterionReading, args: Args) -> CriterionReading:
    id = reading.criterion_id
    level = reading.level
    if args.has(f"level-{id}"):
        chosen = args.text(f"level-{id}")
        level = args.number(f"level-{id}", "The level") if chosen else None
    return CriterionReading(
        id,
        args.text(f"place-{id}", reading.place),
        args.text(f"description-{id}", reading.description),
        level,
    )
