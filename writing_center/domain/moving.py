"""Sentences that stand elsewhere, that became several, or that became one with another."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from .likeness import Likeness
from .pairing import Weights

Pair = tuple[int, int]

SIGHTINGS = 8
TELLING = 12
PART = 0.5
"""A sentence is a part of another when this much of it (by weight) is found there and was not
there before."""


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


def split_and_merged(likeness: Likeness, pairs: Collection[Pair]) -> set[Pair]:
    """The other halves: free neighbours of a pair that say what the pair alone does not."""
    olds, news = {i for i, _ in pairs}, {j for _, j in pairs}
    found = set()
    for i, j in sorted(pairs):
        one, other = likeness.old[i], likeness.new[j]
        if one.key == other.key:
            continue
        for near in (j - 1, j + 1):
            if 0 <= near < len(likeness.new) and near not in news:
                part = likeness.new[near]
                if likeness.rest_within(one, other, part) >= PART:
                    found.add((i, near))
        for near in (i - 1, i + 1):
            if 0 <= near < len(likeness.old) and near not in olds:
                part = likeness.old[near]
                if likeness.rest_within(other, one, part) >= PART:
                    found.add((near, j))
    return found
