"""What several said about one text, question by question, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.reviews import Review
from ...domain.rubrics import Criterion, Rubric


@dataclass(frozen=True)
class Said:
    """What one of them said to one question; empty where they said nothing."""

    body: str = ""
    place: str = ""
    level: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.body or self.place or self.level)


@dataclass(frozen=True)
class Row:
    """A question, and what each said to it, in the order of the columns."""

    key: str
    about: str
    said: tuple[Said, ...]


def side_by_side(question: str, rubric: Rubric | None, reviews: Sequence[Review]) -> list[Row]:
    """The rows to which anybody said something."""
    rows = [Row("answer", question, tuple(Said(one.answer) for one in reviews))]
    for criterion in rubric.criteria if rubric else ():
        said = tuple(_reading(one, criterion) for one in reviews)
        rows.append(Row(criterion.id, criterion.name, said))
    rows.append(Row("summary", "On the whole", tuple(Said(one.on_the_whole) for one in reviews)))
    rows.append(Row("suggest", "One thing to try", tuple(Said(one.suggest) for one in reviews)))
    return [row for row in rows if not all(said.is_empty for said in row.said)]


def _reading(review: Review, criterion: Criterion) -> Said:
    for reading in review.readings:
        if reading.criterion_id == criterion.id:
            is_known = reading.level is not None and reading.level < len(criterion.levels)
            level = criterion.levels[reading.level or 0] if is_known else ""
            return Said(reading.description, reading.place, level)
    return Said()
