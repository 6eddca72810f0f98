"""How likely each old sentence became each new one, given that order is mostly kept.

Two runs of sentences are walked along side by side. At each step an old sentence becomes the next
new one, an old one is left out, or a new one is put in. Every walk has a weight: how alike the
sentences are that it pairs, and how its steps follow each other. The share of all the walks'
weight that goes through a pair is how likely the pair is. This is the forward-backward algorithm
on a pair hidden Markov model (Durbin et al., Biological Sequence Analysis, 1998, chapter 4), with
weights that are fitted together, as in a conditional random field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

NEVER = -1e9

Row = list[float]
Score = Callable[[int, int], float]


@dataclass(frozen=True)
class Weights:
    """What the walks are weighed by, in log-odds. See ADR 9 for how these were fitted.

    ``bias``, ``words``, ``grams`` and ``opening`` weigh a pair; ``on`` a pair right after a pair,
    ``out_again`` leaving out once more, ``in_again`` putting in once more, ``instead`` putting in
    after leaving out. ``enough`` is how likely it has to be that a sentence has a partner;
    ``moved`` the score that a pair needs which stands in no order.
    """

    bias: float = -4.11
    words: float = 5.14
    grams: float = 5.78
    opening: float = 0.54
    on: float = 0.6
    out_again: float = 0.33
    in_again: float = 0.02
    instead: float = -0.53
    enough: float = 0.8
    moved: float = 5.5

    def score(self, alike: tuple[float, float, float]) -> float:
        """The weight of a pair, from how alike its sentences are."""
        words, grams, opening = alike
        return self.bias + self.words * words + self.grams * grams + self.opening * opening


FITTED = Weights()


def chances(
    old: int,
    new: int,
    score: Score,
    weights: Weights = FITTED,
    is_last: bool = False,
    reach: int | None = None,
) -> list[dict[int, float]]:
    """For each of ``old`` sentences, the new ones that it may have become and how likely (0 to 1).

    ``score(i, j)`` is the weight of pairing the two. The runs begin right after a pair, and end
    right before one unless ``is_last``. With a ``reach``, only pairs are looked at that stand about
    as far in the one as in the other, up to that many sentences off.
    """
    rows = _rows(old, new, max(old, new) if reach is None else reach)
    scores = _scores(rows, score)
    ahead = _forward(rows, scores, weights)
    behind = _backward(rows, scores, weights, is_last)
    total = behind[0].pair[0]
    found = []
    for i in range(1, old + 1):
        low = rows[i][0]
        likely = map(
            exp, [a + b - total for a, b in zip(ahead[i].pair, behind[i].pair, strict=True)]
        )
        found.append({low + n - 1: chance for n, chance in enumerate(likely) if chance > 1e-4})
    return found


def total_weight(
    old: int, new: int, score: Score, weights: Weights, is_last: bool = False
) -> float:
    """The weight of all walks together (its logarithm): what fitting needs beside the chances."""
    rows = _rows(old, new, max(old, new))
    return _backward(rows, _scores(rows, score), weights, is_last)[0].pair[0]


@dataclass(frozen=True)
class _Sums:
    """Weights of the walks to, or from, the places of one row, by the step that led there."""

    pair: Row
    out: Row
    put: Row

    def window(self, start: int, end: int) -> tuple[Row, Row, Row]:
        """The places from ``start`` up to ``end``, with nothing where the row has none."""
        left = [NEVER] * max(0, -start)
        right = [NEVER] * max(0, end - len(self.pair))
        cut = slice(max(0, start), max(0, end))
        return (
            left + self.pair[cut] + right,
            left + self.out[cut] + right,
            left + self.put[cut] + right,
        )


def _rows(old: int, new: int, room: int) -> list[tuple[int, int]]:
    """For each count of old sentences done, the least and the most new ones that may be done."""
    step = new / (old or 1)
    lows = [max(0, int((i - 1) * step) - room) for i in range(old + 1)]
    highs = [min(new, int((i + 1) * step) + 1 + room) for i in range(old + 1)]
    return list(zip(lows, [*highs[:-1], new], strict=True))


def _scores(rows: list[tuple[int, int]], score: Score) -> list[Row]:
    """The score of each pair that ends at a place of each row but the first."""
    return [
        [score(i, j - 1) if j else NEVER for j in range(low, high + 1)]
        for i, (low, high) in enumerate(rows[1:])
    ]


def _forward(rows: list[tuple[int, int]], scores: list[Row], by: Weights) -> list[_Sums]:
    width = rows[0][1] + 1
    put = [NEVER] + [n * by.in_again for n in range(width - 1)]
    found = [_Sums([0.0] + [NEVER] * (width - 1), [NEVER] * width, put)]
    for i in range(1, len(rows)):
        low, high = rows[i]
        before = rows[i - 1][0]
        pairs, outs, puts = found[-1].window(low - 1 - before, high + 1 - before)
        pair = [
            score + _sum(a + by.on, b, c)
            for score, a, b, c in zip(scores[i - 1], pairs, outs, puts, strict=False)
        ]
        out = [_sum(a, b + by.out_again) for a, b in zip(pairs[1:], outs[1:], strict=True)]
        put = [NEVER]
        for a, b in zip(pair[:-1], out[:-1], strict=True):
            put.append(_sum(a, b + by.instead, put[-1] + by.in_again))
        found.append(_Sums(pair, out, put))
    return found


def _backward(
    rows: list[tuple[int, int]], scores: list[Row], by: Weights, is_last: bool
) -> list[_Sums]:
    end = [0.0 if is_last else by.on, 0.0, 0.0]
    found: list[_Sums] = []
    for i in range(len(rows) - 1, -1, -1):
        low, high = rows[i]
        width = high - low + 1
        pairs = outs = [NEVER] * width
        if found:
            after, _ = rows[i + 1]
            ahead, outs, _ = found[-1].window(low - after, high + 2 - after)
            gains = _padded(scores[i], low - after, high + 2 - after)
            pairs = [a + b for a, b in zip(ahead[1:], gains[1:], strict=True)]
        sums = _Sums([NEVER] * width, [NEVER] * width, [NEVER] * width)
        put = NEVER
        for n in range(width - 1, -1, -1):
            pair, out = pairs[n], outs[n]
            if not found and n == width - 1:
                sums.pair[n], sums.out[n], sums.put[n] = end
            else:
                sums.pair[n] = _sum(pair + by.on, out, put)
                sums.out[n] = _sum(pair, out + by.out_again, put + by.instead)
                sums.put[n] = _sum(pair, put + by.in_again)
            put = sums.put[n]
        found.append(sums)
    return found[::-1]


def _padded(row: Row, start: int, end: int) -> Row:
    left = [NEVER] * max(0, -start)
    right = [NEVER] * max(0, end - len(row))
    return left + row[max(0, start) : max(0, end)] + right


def _sum(a: float, b: float, c: float = NEVER) -> float:
    """log(exp(a) + exp(b) + exp(c))."""
    top = max(a, b, c)
    return top + log(exp(a - top) + exp(b - top) + exp(c - top))
