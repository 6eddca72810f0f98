"""What the levels of several readers come to: per criterion a median, how many, how far apart.

The spread is the range: with two to five readers quartiles and deviations are made of one or two
values and sound more exact than they are; the lowest and the highest level are what was said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import fmean, median

from .errors import InvalidInput
from .reviews import Review
from .rubrics import Criterion, Rubric
from .submissions import Submission, clean_note

FAR_APART = 2
"""Levels between the lowest and the highest from which on it is worth talking about."""


@dataclass(frozen=True)
class Override:
    """A teacher's level in place of the readers' median, with the reason. Never changed, only
    followed by another; ``level`` counts from 0, None gives the word back to the readers."""

    id: str
    submission_id: str
    criterion_id: str
    level: int | None
    reason: str
    by_id: str
    at: datetime


@dataclass(frozen=True)
class CriterionResult:
    """What a submission got for one criterion.

    ``levels`` are the readers', from the lowest, counted from 0. ``history`` is all that a
    teacher set, oldest first. ``consensus`` counts from 1 like ``median``; None where the
    assignment wants none, or there is nothing to weigh.
    """

    criterion: Criterion
    levels: tuple[int, ...]
    history: tuple[Override, ...] = ()
    consensus: float | None = None

    @property
    def count(self) -> int:
        """How many readers gave a level."""
        return len(self.levels)

    @property
    def median(self) -> float | None:
        """The exact median, counted from 1; None without levels."""
        return float(median(self.levels)) + 1 if self.levels else None

    @property
    def spread(self) -> int:
        """Steps from the lowest level to the highest; 0 where all agree, or one reader read."""
        return self.levels[-1] - self.levels[0] if self.levels else 0

    @property
    def is_far_apart(self) -> bool:
        """Whether the readers' levels are far enough apart to be talked about."""
        return self.spread >= FAR_APART

    @property
    def override(self) -> Override | None:
        """What the teacher set last, if it stands."""
        last = self.history[-1] if self.history else None
        return last if last is not None and last.level is not None else None

    @property
    def lowest(self) -> str:
        """The word of the lowest level given; empty without levels."""
        return self.criterion.levels[self.levels[0]] if self.levels else ""

    @property
    def highest(self) -> str:
        """The word of the highest level given; empty without levels."""
        return self.criterion.levels[self.levels[-1]] if self.levels else ""

    @property
    def middle(self) -> tuple[str, ...]:
        """The word of the median; two words where it falls between two levels."""
        if self.median is None:
            return ()
        words = self.criterion.levels
        low, high = words[int(self.median) - 1], words[ceil(self.median) - 1]
        return (low,) if low == high else (low, high)

    @property
    def points(self) -> float | None:
        """The points of the teacher's level, or else of the exact median (halfway between two
        levels: halfway between their points). None without points or levels."""
        given = self.criterion.points
        if not given:
            return None
        if self.override is not None and self.override.level is not None:
            return given[self.override.level]
        if self.median is None:
            return None
        return (given[int(self.median) - 1] + given[ceil(self.median) - 1]) / 2


def rounded(value: float | None) -> int:
    """A median as a whole level, for display only: half is rounded up, as ORA2 does it, and
    nothing is 0."""
    return ceil(value) if value is not None else 0


def nearest_word(criterion: Criterion, value: float | None) -> str:
    """The word of the level nearest to a value that counts from 1; a half goes up."""
    if value is None:
        return ""
    place = max(1, min(len(criterion.levels), int(value + 0.5)))
    return criterion.levels[place - 1]


def weighted_total(results: Iterable[CriterionResult]) -> tuple[float, float] | None:
    """Points reached and possible, each criterion times its weight.

    None where the teacher asked for no points, or while a criterion with points has no level.
    """
    pointed = [one for one in results if one.criterion.points]
    reached = [(one.points, one.criterion) for one in pointed]
    if not pointed or any(points is None for points, _ in reached):
        return None
    total = sum((points or 0.0) * criterion.weight for points, criterion in reached)
    return total, sum(criterion.points[-1] * criterion.weight for _, criterion in reached)


def counting_reviews(submission: Submission, reviews: Iterable[Review]) -> list[Review]:
    """The reviews whose levels count: handed in, and not by who wrote the text. What
    writers say about their own text stands beside the readers' levels, never among them."""
    return [
        review
        for review in reviews
        if review.submission_id == submission.id
        and review.submitted_at is not None
        and review.reviewer_id not in submission.author_ids
    ]


def levels_of(review: Review, rubric: Rubric) -> dict[str, int]:
    """The levels that a review gives, by criterion; those that a criterion hasn't are left out."""
    tops = {criterion.id: len(criterion.levels) for criterion in rubric.criteria}
    return {
        reading.criterion_id: reading.level
        for reading in review.readings
        if reading.level is not None and 0 <= reading.level < tops.get(reading.criterion_id, 0)
    }


def results_for(
    rubric: Rubric,
    reviews: Iterable[Review],
    overrides: Iterable[Override] = (),
    consensus: Mapping[str, float] | None = None,
) -> tuple[CriterionResult, ...]:
    """The results of one submission from the reviews that count, for each criterion with levels.

    ``consensus`` is by criterion.
    """
    given = [levels_of(review, rubric) for review in reviews]
    history = sorted(overrides, key=lambda one: one.at)  # at the same moment: as they came
    return tuple(
        CriterionResult(
            criterion,
            tuple(sorted(levels[criterion.id] for levels in given if criterion.id in levels)),
            tuple(one for one in history if one.criterion_id == criterion.id),
            (consensus or {}).get(criterion.id),
        )
        for criterion in rubric.criteria
        if criterion.levels
    )


def are_low(
    mine: Mapping[str, int], all_levels: Sequence[Mapping[str, int]], tops: Mapping[str, int]
) -> bool:
    """Whether one reader's levels are low for this text: on average below the medians of all its
    readers, or below the middle of the scale, whoever agrees. Either can hurt its writer.

    ``all_levels`` has every reader's, this one's too; ``tops`` the number of levels by criterion.
    """
    if not mine:
        return False
    medians = {id: median(levels[id] for levels in all_levels if id in levels) for id in mine}
    below_others = fmean(level - medians[id] for id, level in mine.items())
    below_middle = fmean(level - (tops[id] - 1) / 2 for id, level in mine.items())
    return min(below_others, below_middle) < 0


def checked_override(criterion: Criterion, level: int | None, reason: str) -> str:
    """The tidied reason of an override. Raises InvalidInput without one, or for no such level."""
    if level is not None and not 0 <= level < len(criterion.levels):
        raise InvalidInput(f"“{criterion.name}” has no such level.", "level")
    tidy = clean_note(reason, "The reason", "reason")
    if not tidy:
        raise InvalidInput("Please say why: the writer reads it beside the level.", "reason")
    return tidy
