"""What readers are asked to look at: rubrics, their criteria and (seldom) levels.

A rubric is never edited once used: a changed rubric is a new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .errors import InvalidInput


@dataclass(frozen=True)
class Criterion:
    """One thing to look at. ``question`` tells the reviewer what to locate and describe;
    ``levels`` are words from the lowest to the highest, empty where no level is asked for."""

    id: str
    name: str
    question: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rubric:
    """A set of criteria."""

    id: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class LevelSummary:
    """The levels that reviewers gave for one criterion.

    ``median`` is exact, counted from 1; ``lowest`` and ``highest`` tell how far apart they are.
    """

    criterion: Criterion
    count: int
    median: float
    lowest: int
    highest: int


def make_criterion(id: str, name: str, question: str, levels: Sequence[str]) -> Criterion:
    """A criterion from a form. Raises InvalidInput without a name or with a single level."""
    words = tuple(level.strip() for level in levels if level.strip())
    if not name.strip():
        raise InvalidInput("Please name each criterion.", "criteria")
    if len(words) == 1:
        raise InvalidInput(f"“{name.strip()}” needs at least two levels, or none.", "levels")
    return Criterion(id, name.strip(), question.strip(), words)


def summarise_levels(criterion: Criterion, levels: Sequence[int]) -> LevelSummary | None:
    """Median, number and spread of levels (indices from 0), or None when there are none."""
    if not levels:
        return None
    counted = [level + 1 for level in levels]
    return LevelSummary(criterion, len(counted), float(median(counted)), min(counted), max(counted))
