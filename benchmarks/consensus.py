"""Mean, median and consensus on simulated classes: how far each is from the true levels.

    python benchmarks/consensus.py

A class: every text has a true level for each of three criteria on a scale of ``levels``; readers
have a bias, and an error of their own size; what they give is rounded to a level. RMSE in levels,
mean over the seeds; ``wins`` is in how many of the classes the consensus is nearer than the mean.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean, median

from writing_center.analytics.consensus import GivenLevel, consensus_levels

SEEDS = 40
CRITERIA = ("a", "b", "c")


@dataclass(frozen=True)
class Kind:
    """A kind of class. ``bias`` and ``errors`` are standard deviations in levels; each reader's
    error is drawn between the two of ``errors``."""

    name: str
    students: int
    readers: int
    levels: int = 4
    bias: float = 0.5
    errors: tuple[float, float] = (0.3, 1.0)


KINDS = (
    Kind("class of 2", 2, 1),
    Kind("class of 3", 3, 2),
    Kind("class of 8", 8, 3),
    Kind("class of 15", 15, 3),
    Kind("class of 28", 28, 3),
    Kind("class of 28, two readers", 28, 2),
    Kind("class of 28, five levels", 28, 3, levels=5),
    Kind("class of 28, strong biases", 28, 3, bias=0.9),
    Kind("class of 28, no bias, all alike", 28, 3, bias=0.0, errors=(0.6, 0.6)),
    Kind("class of 60, five readers", 60, 5),
    Kind("course of 300", 300, 3),
)

Truth = dict[tuple[str, str], float]


def simulate(kind: Kind, seed: int) -> tuple[Truth, list[GivenLevel]]:
    """One class: the true levels (from 1) and what its readers gave."""
    chance = random.Random(seed)
    top = kind.levels - 1
    names = [f"s{number}" for number in range(kind.students)]
    biases = {name: chance.gauss(0, kind.bias) for name in names}
    errors = {name: chance.uniform(*kind.errors) for name in names}
    truth = {
        (name, criterion): 1 + min(top, max(0.0, chance.gauss(top * 0.55, top * 0.25)))
        for name in names
        for criterion in CRITERIA
    }
    given = [
        GivenLevel(
            author, criterion, reader, _level(chance, value, biases, errors, reader, top), top
        )
        for author, reader in _pairs(names, kind.readers, chance)
        for criterion in CRITERIA
        for value in [truth[author, criterion]]
    ]
    return truth, given


def _level(
    chance: random.Random,
    true: float,
    biases: dict[str, float],
    errors: dict[str, float],
    reader: str,
    top: int,
) -> int:
    heard = true - 1 + biases[reader] + chance.gauss(0, errors[reader])
    return min(top, max(0, round(heard)))


def _pairs(names: list[str], readers: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Author and reader, everybody reading as many: round a shuffled circle."""
    circle = chance.sample(names, len(names))
    steps = chance.sample(range(1, len(names)), min(readers, len(names) - 1))
    for place, author in enumerate(circle):
        for step in steps:
            yield author, circle[(place + step) % len(circle)]


def errors_of(kind: Kind, seed: int) -> tuple[float, float, float]:
    """RMSE in levels of mean, median and consensus in one simulated class."""
    truth, given = simulate(kind, seed)
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in given:
        by_key[one.submission_id, one.criterion_id].append(one.level + 1)
    means = {key: fmean(levels) for key, levels in by_key.items()}
    medians = {key: float(median(levels)) for key, levels in by_key.items()}
    return _rmse(truth, means), _rmse(truth, medians), _rmse(truth, consensus_levels(given))


def _rmse(truth: Truth, found: Truth) -> float:
    return fmean((found[key] - truth[key]) ** 2 for key in found) ** 0.5


def main() -> None:
    print(f"RMSE in levels, {SEEDS} simulated classes of each kind\n")
    print(f"{'':32} {'mean':>7} {'median':>7} {'consensus':>10} {'wins':>7}")
    for kind in KINDS:
        rows = [errors_of(kind, seed) for seed in range(SEEDS)]
        mean, middle, ours = (fmean(row[place] for row in rows) for place in range(3))
        wins = sum(row[2] < row[0] for row in rows)
        print(f"{kind.name:32} {mean:7.3f} {middle:7.3f} {ours:10.3f} {wins:>3}/{len(rows)}")


if __name__ == "__main__":
    main()
