"""Which sentence of a text became which of its next version."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from math import log

from .sentences import Span, sentences

__all__ = ["Alignment", "Link", "Span", "align", "sentences"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
ENOUGH = 0.35


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


def align(old: str, new: str) -> Alignment:
    """Aligns two versions of a text, sentence by sentence. It never raises."""
    before, after = tuple(sentences(old)), tuple(sentences(new))
    olds = [old[span.start : span.end] for span in before]
    news = [new[span.start : span.end] for span in after]
    pairs: dict[int, tuple[int, float]] = {}
    for a, b, size in difflib.SequenceMatcher(None, olds, news, False).get_matching_blocks():
        pairs.update({a + n: (b + n, 1.0) for n in range(size)})
    bags = [Counter(_WORD.findall(one.casefold())) for one in news]
    rarity = Counter(word for bag in bags for word in bag)
    taken = {b for b, _ in pairs.values()}
    for a, text in enumerate(olds):
        if a in pairs:
            continue
        bag = Counter(_WORD.findall(text.casefold()))
        best = max(
            ((_alike(bag, bags[b], rarity), -b) for b in range(len(news)) if b not in taken),
            default=(0.0, 0),
        )
        if best[0] >= ENOUGH:
            pairs[a] = (-best[1], best[0])
    inorder = _in_order([pairs[a][0] for a in sorted(pairs)])
    links = tuple(
        Link(a, pairs[a][0], pairs[a][1], n not in inorder) for n, a in enumerate(sorted(pairs))
    )
    return Alignment(before, after, links)


def _alike(one: Counter[str], other: Counter[str], rarity: Counter[str]) -> float:
    def weight(words: Counter[str]) -> float:
        return sum(count * log(2 + 50 / (1 + rarity[word])) for word, count in words.items())

    both = weight(one) + weight(other)
    return 2 * weight(one & other) / both if both else 0.0


def _in_order(numbers: list[int]) -> set[int]:
    """The places of a longest run of ``numbers`` that never goes down."""
    best: list[tuple[int, int]] = []
    for place, number in enumerate(numbers):
        before = max(
            ((best[p][0], p) for p in range(place) if numbers[p] <= number), default=(0, -1)
        )
        best.append((before[0] + 1, before[1]))
    kept: set[int] = set()
    place = max(range(len(best)), key=lambda p: best[p][0], default=-1)
    while place >= 0:
        kept.add(place)
        place = best[place][1]
    return kept
