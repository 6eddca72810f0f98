"""What readers are asked to look at: rubrics, their criteria and (seldom) levels.

A rubric is never edited once used: a changed rubric is a new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from .errors import InvalidInput

MAX_POINTS = 1000.0
MAX_WEIGHT = 100.0
MAX_LEVELS = 12


@dataclass(frozen=True)
class Criterion:
    """One thing to look at. ``question`` tells the reviewer what to locate and describe;
    ``levels`` are words from the lowest to the highest, empty where no level is asked for.

    ``points`` has one number a level where points are wanted, and is empty otherwise; ``weight``
    is how much the criterion counts beside the others (1 unless somebody says otherwise).
    """

    id: str
    name: str
    question: str
    levels: tuple[str, ...] = ()
    points: tuple[float, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Rubric:
    """A set of criteria."""

    id: str
    criteria: tuple[Criterion, ...]

    @property
    def has_levels(self) -> bool:
        """Whether any criterion asks for a level."""
        return any(criterion.levels for criterion in self.criteria)


def make_criterion(
    id: str,
    name: str,
    question: str,
    levels: Sequence[str],
    points: Sequence[float] = (),
    weight: float = 1.0,
) -> Criterion:
    """A criterion from a form. Raises InvalidInput without a name, with a single level, with
    levels that are called the same, and with points or a weight that do not fit."""
    tidy, words = name.strip(), tuple(level.strip() for level in levels if level.strip())
    if not tidy:
        raise InvalidInput("Please name each criterion.", "name")
    if len(words) == 1:
        raise InvalidInput(f"“{tidy}” needs at least two levels, or none.", "levels")
    if len(words) > MAX_LEVELS:
        raise InvalidInput(f"“{tidy}” can have at most {MAX_LEVELS} levels.", "levels")
    if len({word.casefold() for word in words}) < len(words):
        raise InvalidInput(f"Two levels of “{tidy}” are called the same.", "levels")
    _check_points(tidy, words, points)
    if not (isfinite(weight) and 0 < weight <= MAX_WEIGHT):
        raise InvalidInput(
            f"The weight of “{tidy}” has to be more than 0, and at most {MAX_WEIGHT:g}.", "weight"
        )
    return Criterion(id, tidy, question.strip(), words, tuple(points), weight)


def _check_points(name: str, levels: Sequence[str], points: Sequence[float]) -> None:
    if not points:
        return
    if len(points) != len(levels):
        raise InvalidInput(
            f"“{name}” has {len(levels)} levels and {len(points)} points: one number for each "
            "level, please, or none at all.",
            "points",
        )
    if not all(isfinite(one) and 0 <= one <= MAX_POINTS for one in points):
        raise InvalidInput(f"Points of “{name}” are from 0 to {MAX_POINTS:g}.", "points")
    if list(points) != sorted(points):
        raise InvalidInput(f"A higher level of “{name}” can’t have fewer points.", "points")
