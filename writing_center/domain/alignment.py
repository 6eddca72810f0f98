"""Which sentence of a text became which of its next version.

Sentences that stand word for word in both, once, hold the two texts together. Between them every
other sentence is weighed by what it says, by the order, and by what became of its neighbours (see
``pairing``). Then come sentences that were moved, split or merged. ADR 9 says why it is done so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .likeness import Likeness
from .moving import moved_pairs, split_and_merged, taken_in
from .order import longest_rising
from .pairing import FITTED, Weights, chances
from .sentences import Span, sentences

__all__ = ["Alignment", "Link", "Span", "align", "sentences"]

Pair = tuple[int, int]

WORK = 1_000_000
PER_SENTENCE = 20
TOKENS_PER_UNIT = 5
"""What weighing pairs may come to, in units of about a microsecond for each side of the diagonal:
a pair costs twenty, and one more for every five words or runs of characters in its sentences.
That is about two seconds for any text at all, and no limit for an essay."""
LEAST_REACH = 3
"""With less than this, order says nothing, and only sentences that say the same are looked for."""


@dataclass(frozen=True)
class Link:
    """The old sentence number ``old`` became the new one ``new``, both counted from 0.

    ``similarity`` is 1 for the same words, near 0 for hardly any in common; ``is_moved`` says
    that it stands elsewhere among its neighbours than before. A sentence that was split or
    merged has several links.
    """

    old: int
    new: int
    similarity: float
    is_moved: bool


@dataclass(frozen=True)
class Alignment:
    """The sentences of two texts, and which became which. ``links`` are in the old order."""

    old: tuple[Span, ...]
    new: tuple[Span, ...]
    links: tuple[Link, ...]


def align(old: str, new: str, weights: Weights = FITTED) -> Alignment:
    """Aligns two versions of a text, sentence by sentence.

    Deterministic; takes time in proportion to the length of the texts, and never raises. In very
    long texts a reworded sentence is looked for only near where it stood.
    """
    before, after = sentences(old), sentences(new)
    likeness = Likeness(
        [old[span.start : span.end] for span in before],
        [new[span.start : span.end] for span in after],
    )
    kept = _kept_in_order(likeness, weights, _reach(likeness))
    moved = moved_pairs(likeness, kept, weights)
    pairs = kept | moved
    pairs |= taken_in(likeness, kept, pairs)
    pairs |= split_and_merged(likeness, pairs)
    links = tuple(Link(i, j, likeness.alike(i, j), (i, j) in moved) for i, j in sorted(pairs))
    return Alignment(tuple(before), tuple(after), links)


def anchors(likeness: Likeness) -> list[Pair]:
    """Pairs that say the same and hold the texts together, in order.

    First those that each text has once, as many as stand in the same order; then, from each of
    them outwards and from the ends of the texts inwards, their neighbours that say the same.
    """
    old, new = [one.key for one in likeness.old], [one.key for one in likeness.new]
    once = _once(old)
    places = _once(new)
    pairs = [(i, places[key]) for key, i in once.items() if key in places]
    steady = longest_rising([j for _, j in pairs])
    found: list[Pair] = []
    for pair in [*(pairs[n] for n in steady), (len(old), len(new))]:
        found += _between(old, new, found[-1] if found else (-1, -1), pair)
        found.append(pair)
    return found[:-1]


def _once(keys: Sequence[str]) -> dict[str, int]:
    counts = Counter(keys)
    return {key: n for n, key in enumerate(keys) if counts[key] == 1}


def _between(old: Sequence[str], new: Sequence[str], low: Pair, high: Pair) -> Iterable[Pair]:
    """The pairs that say the same right after ``low`` and right before ``high``."""
    first, last = [], []
    (i, j), (k, m) = (low[0] + 1, low[1] + 1), (high[0] - 1, high[1] - 1)
    while i <= k and j <= m and old[i] == new[j]:
        first.append((i, j))
        i, j = i + 1, j + 1
    while i <= k and j <= m and old[k] == new[m]:
        last.append((k, m))
        k, m = k - 1, m - 1
    return [*first, *reversed(last)]


def gaps(likeness: Likeness) -> Iterable[tuple[range, range, bool]]:
    """What lies between the anchors: old numbers, new numbers, and whether the texts end there."""
    end = (len(likeness.old), len(likeness.new))
    i = j = 0
    for k, m in [*anchors(likeness), end]:
        if k > i or m > j:
            yield range(i, k), range(j, m), (k, m) == end
        i, j = k + 1, m + 1


def _reach(likeness: Likeness) -> int:
    """How many sentences off its place a reworded sentence is looked for."""
    return WORK // max(
        1,
        *(
            len(side) * PER_SENTENCE
            + sum([len(one.vocabulary) + len(one.grams) for one in side]) // TOKENS_PER_UNIT
            for side in (likeness.old, likeness.new)
        ),
    )


def _kept_in_order(likeness: Likeness, weights: Weights, reach: int) -> set[Pair]:
    found = set(anchors(likeness))
    if reach < LEAST_REACH:
        return found
    for old, new, is_last in gaps(likeness):
        if old and new:
            found |= _likely(likeness, weights, old, new, is_last, reach)
    return found


def _likely(
    likeness: Likeness, weights: Weights, old: range, new: range, is_last: bool, reach: int
) -> set[Pair]:
    """The likeliest partner of each sentence that has more likely one than none."""

    def score(i: int, j: int) -> float:
        return weights.score(likeness.of(old[i], new[j]))

    found = set()
    near = min(reach, max(len(old), len(new)))
    every = chances(len(old), len(new), score, weights, is_last, near)
    for i, likely in zip(old, every, strict=True):
        if sum(likely.values()) >= weights.enough:
            found.add((i, new[max(likely, key=likely.__getitem__)]))
    return found
