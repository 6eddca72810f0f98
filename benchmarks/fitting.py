"""How the matcher's weights are fitted: ``python benchmarks/fitting.py`` prints them.

The likelihood of what people judged is made as high as it gets (with a small penalty on large
weights), gap by gap between the sentences that stayed word for word. ``reanchoring.py`` does that
again with some of the writers held back. ``enough`` and ``moved`` are not fitted: how likely a
sentence must be to have a partner is set near the share of modified sentences among those that
did not stay (0.85), where both kinds of error weigh alike; a sentence that stands elsewhere has to
be nearly the same.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from argrewrite import BESIDE, Revision, read_revisions

from writing_center.domain.alignment import gaps
from writing_center.domain.likeness import Likeness
from writing_center.domain.order import longest_rising
from writing_center.domain.pairing import Weights, total_weight
from writing_center.domain.sentences import Span, sentences

PENALTY = 0.05
STEPS = 40
NAMES = ("bias", "words", "grams", "opening", "on", "out_again", "in_again", "instead")

Point = list[float]


@dataclass(frozen=True)
class Gap:
    """A run of old and of new sentences, how alike each two are, and the pairs people made."""

    alike: list[list[tuple[float, float, float]]]
    width: int
    pairs: list[tuple[int, int]]
    is_last: bool

    def surprise(self, weights: Weights) -> float:
        """Minus the log-likelihood of what people judged."""

        def score(i: int, j: int) -> float:
            return weights.score(self.alike[i][j])

        total = total_weight(len(self.alike), self.width, score, weights, self.is_last)
        return total - self._judged(weights)

    def _judged(self, weights: Weights) -> float:
        weight, before = 0.0, "pair"
        for step, i, j in self._walk():
            if step == "pair":
                weight += weights.score(self.alike[i][j])
            weight += {
                ("pair", "pair"): weights.on,
                ("out", "out"): weights.out_again,
                ("put", "put"): weights.in_again,
                ("out", "put"): weights.instead,
            }.get((before, step), 0.0)
            before = step
        return weight + (weights.on if before == "pair" and not self.is_last else 0.0)

    def _walk(self) -> list[tuple[str, int, int]]:
        steps, i, j = [], 0, 0
        for a, b in [*self.pairs, (len(self.alike), self.width)]:
            steps += [("out", n, 0) for n in range(i, a)] + [("put", 0, n) for n in range(j, b)]
            steps.append(("pair", a, b))
            i, j = a + 1, b + 1
        return steps[:-1]


def gaps_of(revision: Revision) -> list[Gap]:
    """The gaps between the sentences that stayed, with what people judged."""
    old, new = sentences(revision.old), sentences(revision.new)
    likeness = Likeness(
        [revision.old[one.start : one.end] for one in old],
        [revision.new[one.start : one.end] for one in new],
    )
    judged = {
        (i, j)
        for one in revision.judged
        for stretch in one.became
        for i in _covered(old, one.at)
        for j in _covered(new, stretch)
    }
    found = []
    for olds, news, is_last in gaps(likeness):
        alike = [[likeness.of(i, j) for j in news] for i in olds]
        inside = [(i - olds.start, j - news.start) for i, j in judged if i in olds and j in news]
        found.append(Gap(alike, len(news), _in_order(inside, alike), is_last))
    return found


def _covered(spans: Sequence[Span], at: tuple[int, int]) -> list[int]:
    """The sentences of ours that lie for the most part within one of theirs."""
    return [
        n
        for n, one in enumerate(spans)
        if 2 * (min(one.end, at[1]) - max(one.start, at[0])) > one.end - one.start
    ]


def _in_order(
    pairs: list[tuple[int, int]], alike: list[list[tuple[float, float, float]]]
) -> list[tuple[int, int]]:
    """One partner a sentence, the most alike, as far as they are in order."""
    best: dict[int, int] = {}
    for i, j in sorted(pairs, key=lambda pair: alike[pair[0]][pair[1]]):
        best[i] = j
    chosen = sorted(best.items())
    return [chosen[n] for n in longest_rising([j for _, j in chosen])]


def fit(revisions: Sequence[Revision]) -> Weights:
    """The weights under which what people judged is likeliest."""
    gaps = [gap for revision in revisions for gap in gaps_of(revision)]

    def loss(point: Point) -> float:
        weights = replace(Weights(), **dict(zip(NAMES, point, strict=True)))
        return sum(gap.surprise(weights) for gap in gaps) + PENALTY * sum(x * x for x in point)

    point = lowest(loss, [0.0] * len(NAMES))
    return replace(Weights(), **dict(zip(NAMES, (round(x, 2) for x in point), strict=True)))


def lowest(loss: Callable[[Point], float], start: Point) -> Point:
    """Where ``loss`` is lowest: quasi-Newton steps (BFGS) with slopes by differences."""
    size = len(start)
    curve = [[float(i == j) / 50 for j in range(size)] for i in range(size)]
    point, here, slope = start, loss(start), _slope(loss, start)
    for _ in range(STEPS):
        way = [-sum(a * b for a, b in zip(row, slope, strict=True)) for row in curve]
        length, there, value = 1.0, point, inf
        while value >= here and length > 1e-4:
            there = [a + length * b for a, b in zip(point, way, strict=True)]
            value, length = loss(there), length / 2
        if here - value < 1e-3:
            break
        turned = _slope(loss, there)
        step = [a - b for a, b in zip(there, point, strict=True)]
        bend = [a - b for a, b in zip(turned, slope, strict=True)]
        curve = _updated(curve, step, bend)
        point, here, slope = there, value, turned
    return point


def _slope(loss: Callable[[Point], float], at: Point, by: float = 1e-4) -> Point:
    slope = []
    for n, x in enumerate(at):
        up, down = loss([*at[:n], x + by, *at[n + 1 :]]), loss([*at[:n], x - by, *at[n + 1 :]])
        slope.append((up - down) / (2 * by))
    return slope


def _updated(curve: list[Point], step: Point, bend: Point) -> list[Point]:
    """The inverse curvature after a step (Nocedal & Wright, Numerical Optimization, eq. 6.17)."""
    along = sum(a * b for a, b in zip(step, bend, strict=True))
    if along <= 1e-9:
        return curve
    bent = [sum(a * b for a, b in zip(row, bend, strict=True)) for row in curve]
    scale = (1 + sum(a * b for a, b in zip(bend, bent, strict=True)) / along) / along
    size = range(len(step))
    return [
        [
            curve[i][j]
            + scale * step[i] * step[j]
            - (bent[i] * step[j] + step[i] * bent[j]) / along
            for j in size
        ]
        for i in size
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=BESIDE)
    print(fit(read_revisions(parser.parse_args().folder)))


if __name__ == "__main__":
    main()
