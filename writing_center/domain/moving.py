"""Sentences that stand elsewhere, that became several, or that became one with another."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from .likeness import Likeness, Wording
from .pairing import Weights

Pair = tuple[int, int]

SIGHTINGS = 8
TELLING = 12
PART = 0.5
"""A sentence is a part of another when this much of it (by weight) is found there and was not
there before."""
NEARLY_ALL = 0.7
"""A sentence stands within another when this much of it (by weight) is found there. Set by hand,
as ``PART`` is: between 0.65 and 0.9 it makes hardly a difference, below it deleted sentences seem
to stand somewhere."""


def moved_pairs(likeness: Likeness, kept: Collection[Pair], weights: Weights) -> set[Pair]:
    """Sentences without a partner whose like stands elsewhere, and is free too.

    The surest come first. A neighbour of a moved sentence moves with it more easily.
    """
    free_old = set(range(len(likeness.old))) - {i for i, _ in kept}
    free_new = set(range(len(likeness.new))) - {j for _, j in kept}
    candidates = []
    for i, j in _sightings(likeness, free_old, free_new):
        is_same = likeness.old[i].key == likeness.new[j].key
        score = weights.score(likeness.of(i, j))
        if is_same or score >= weights.moved:
            candidates.append((not is_same, -score, abs(i - j), i, j))
    found: set[Pair] = set()
    for *_, i, j in sorted(candidates):
        if i in free_old and j in free_new:
            found.add((i, j))
            free_old.discard(i)
            free_new.discard(j)
    return found


def _sightings(likeness: Likeness, old: Collection[int], new: Collection[int]) -> Iterable[Pair]:
    """Pairs worth a look: the same words, or some telling ones in common."""
    keys = defaultdict(list)
    telling = defaultdict(list)
    for j in sorted(new):
        keys[likeness.new[j].key].append(j)
        for word in likeness.new[j].vocabulary:
            telling[word].append(j)
    for i in sorted(old):
        seen: dict[int, int] = {}
        for word in likeness.old[i].vocabulary:
            places = telling.get(word, ())
            for j in places if len(places) <= TELLING else ():
                seen[j] = seen.get(j, 0) + 1
        best = sorted(seen, key=lambda j: (-seen[j], j))[:SIGHTINGS]
        for j in dict.fromkeys([*keys.get(likeness.old[i].key, ())[:SIGHTINGS], *best]):
            yield i, j


def taken_in(likeness: Likeness, kept: Collection[Pair], pairs: Collection[Pair]) -> set[Pair]:
    """Sentences without a partner that stand within one that has none either.

    Two sentences that became one share it: each is about half as likely to have become it as a
    single one, too little for a pair. But nearly all of each stands there, and where order has it:
    between what became of the ``kept`` pairs before and after it.
    """
    free_old = set(range(len(likeness.old))) - {i for i, _ in pairs}
    free_new = set(range(len(likeness.new))) - {j for _, j in pairs}
    steady = sorted(kept)
    best: dict[int, tuple[float, int]] = {}
    for i, j in _sightings(likeness, free_old, free_new):
        if _is_in_order(steady, i, j):
            share = likeness.within(likeness.new[j], likeness.old[i])
            if share >= NEARLY_ALL:
                best[i] = max(best.get(i, (0.0, 0)), (share, -j))
    return {(i, -j) for i, (_, j) in best.items()}


def _is_in_order(steady: Sequence[Pair], i: int, j: int) -> bool:
    """Whether a pair has the ones before it before it, and the ones after it after it."""
    place = bisect_left(steady, (i, -1))
    is_after = place == 0 or steady[place - 1][1] < j
    return is_after and (place == len(steady) or j < steady[place][1])


def split_and_merged(likeness: Likeness, pairs: Collection[Pair]) -> set[Pair]:
    """The other parts: free neighbours of a pair that say what the pair alone does not."""
    olds, news = {i for i, _ in pairs}, {j for _, j in pairs}
    found = set()
    for i, j in sorted(pairs):
        one, other = likeness.old[i], likeness.new[j]
        if one.key == other.key:
            continue
        for by in (-1, 1):
            parts = _free(likeness.new, news, j, by)
            found |= {(i, near) for near in _rest(likeness, one, other, parts)}
            parts = _free(likeness.old, olds, i, by)
            found |= {(near, j) for near in _rest(likeness, other, one, parts)}
    return found


def _free(
    side: Sequence[Wording], taken: Collection[int], start: int, by: int
) -> Iterable[tuple[int, Wording]]:
    """The sentences right before or right after one, up to the first that has a partner."""
    near = start + by
    while 0 <= near < len(side) and near not in taken:
        yield near, side[near]
        near += by


def _rest(
    likeness: Likeness, whole: Wording, known: Wording, parts: Iterable[tuple[int, Wording]]
) -> Iterable[int]:
    """Those at the beginning of ``parts`` that ``whole`` is made of too, beside ``known``."""
    grams = known.grams
    for number, part in parts:
        if likeness.within(whole, part, beyond=grams) < PART:
            return
        yield number
        grams |= part.grams
