"""Finding the passage of a comment again in the next version of its text.

Whole sentences follow the alignment of the two texts (see ``alignment``). A passage within a
sentence is found by its words in what the sentence has become; where none of them is left, the
comment stays with the sentence.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .alignment import Link, align
from .annotations import Passage, passage_at
from .pairing import FITTED, Weights
from .sentences import Span
from .wording_changes import WordingChange

TELLING = 24
"""A passage of this many code points that stands word for word in both texts, once, is the same
passage, whatever its sentence came to."""

STOPS = ".!?;:,…。！？、，；"


class Fate(StrEnum):
    """What became of a passage in the next version of its text."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Found:
    """Where a passage is now; ``passage`` is None when it is gone.

    ``similarity`` is 1 for a passage that stands word for word, 0 for one that is gone.
    """

    passage: Passage | None
    fate: Fate
    similarity: float


GONE = Found(None, Fate.GONE, 0.0)


@dataclass(frozen=True)
class _Piece:
    """What one old sentence's share of a passage became: a stretch of the new text."""

    span: Span
    similarity: float
    size: int
    run: int
    """0 for sentences in their old order; a number of its own for each run that was moved."""


def reanchor(
    old: str, new: str, passages: Sequence[Passage], weights: Weights = FITTED
) -> list[Found]:
    """What became of each of the ``passages`` of ``old`` in ``new``, in their order.

    It never raises: what does not belong to ``old`` is gone.
    """
    following = Following(old, new, weights)
    return [following.find(passage) for passage in passages]


class Following:
    """The text that came after another, to be asked where passages of that one are now."""

    def __init__(self, old: str, new: str, weights: Weights = FITTED) -> None:
        """Aligns the two texts once."""
        self._old, self._new = old, new
        self.alignment = align(old, new, weights)
        self._starts = [span.start for span in self.alignment.old]
        self._ends = [span.end for span in self.alignment.old]
        self._links: dict[int, list[Link]] = {}
        for link in self.alignment.links:
            self._links.setdefault(link.old, []).append(link)
        self._sources = Counter(link.new for link in self.alignment.links)
        self._runs = _runs(self.alignment.links)
        self._changes: dict[int, WordingChange] = {}

    def find(self, passage: Passage) -> Found:
        """Where the passage is now, and what became of it."""
        start, end = _trimmed(self._old, passage.start, passage.end)
        if start >= end:
            return GONE
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        pieces = [self._piece(n, start, end) for n in range(first, last) if n in self._links]
        if not pieces:
            return self._by_quotation(self._old[start:end])
        return self._together(self._old[start:end], pieces)

    def _piece(self, sentence: int, start: int, end: int) -> _Piece:
        links = self._links[sentence]
        source = self.alignment.old[sentence]
        target = Span(self.alignment.new[links[0].new].start, self.alignment.new[links[-1].new].end)
        span, similarity = target, sum(link.similarity for link in links) / len(links)
        part = Span(max(start, source.start), min(end, source.end))
        if part == source and len(links) == 1 and self._sources[links[0].new] > 1:
            part = self._bare(part)  # it was merged: it is only a part of what it became
        if part != source:
            change = self._change(sentence, source, target)
            span, similarity = change.follow(part) or (target, similarity / 2)
        return _Piece(span, similarity, part.end - part.start, self._runs[sentence])

    def _bare(self, sentence: Span) -> Span:
        """A sentence without the stop at its end, which may stand behind another one now."""
        words = self._old[sentence.start : sentence.end].rstrip(STOPS)
        return Span(sentence.start, sentence.start + len(words)) if words else sentence

    def _change(self, sentence: int, source: Span, target: Span) -> WordingChange:
        if sentence not in self._changes:
            self._changes[sentence] = WordingChange(self._old, source, self._new, target)
        return self._changes[sentence]

    def _together(self, quotation: str, pieces: Sequence[_Piece]) -> Found:
        """One passage of several pieces: those that stayed together, the most of them."""
        sizes: dict[int, int] = {}
        for piece in pieces:
            sizes[piece.run] = sizes.get(piece.run, 0) + piece.size
        run = max(sizes, key=lambda one: (sizes[one], -one))
        kept = [piece for piece in pieces if piece.run == run]
        start = min(piece.span.start for piece in kept)
        end = max(piece.span.end for piece in kept)
        passage = passage_at(self._new, start, end)
        if passage.exact.split() == quotation.split():
            return Found(passage, Fate.MOVED if run else Fate.UNCHANGED, 1.0)
        similarity = sum(piece.similarity * piece.size for piece in kept) / len(quotation)
        return Found(passage, Fate.CHANGED, min(0.99, similarity))

    def _by_quotation(self, quotation: str) -> Found:
        """A passage whose sentence is gone, but which stands word for word in another one. The
        stop at its end may be gone there, and its first letter small or a capital."""
        bare = quotation.rstrip(STOPS)
        first, rest = bare[:1], bare[1:]
        if len(bare) < TELLING or self._old.count(quotation) != 1:
            return GONE
        for words in (quotation, bare, first.lower() + rest, first.upper() + rest):
            if self._new.count(words) == 1:
                start = self._new.index(words)
                passage = passage_at(self._new, start, start + len(words))
                is_same = words == quotation
                return Found(passage, *((Fate.MOVED, 1.0) if is_same else (Fate.CHANGED, 0.99)))
        return GONE


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space around it, within the text."""
    start, end = max(0, start), min(len(text), end)
    within = text[start:end]
    return start + len(within) - len(within.lstrip()), end - len(within) + len(within.rstrip())


def _runs(links: Sequence[Link]) -> dict[int, int]:
    """For each old sentence 0, or the number of the moved run that it belongs to."""
    runs: dict[int, int] = {}
    count, before = 0, None
    for link in links:
        is_on = before is not None and before.is_moved and link.old - before.old <= 1
        if link.is_moved and not (is_on and before and 0 <= link.new - before.new <= 1):
            count += 1
        runs.setdefault(link.old, count if link.is_moved else 0)
        before = link
    return runs
