"""Two versions of a text, as one comparison: what stayed, changed, came, went and moved.

Sentences first (``alignment`` says which became which), then the words inside them. Everything
of both texts is in it but blank lines: nothing is left out because it would be hard to compare.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from .alignment import Link, align
from .annotations import paragraphs
from .sentences import Span, sentences
from .word_differences import (
    Effort,
    Mark,
    Piece,
    count,
    equal_pairs,
    rising,
    word_pieces,
)

__all__ = ["Comparison", "Kind", "Mark", "Piece", "Row", "Stretch", "Summary", "compare_texts"]

MOST_PAIRS = 9_000_000  # sentences of one text times those of the other
ENDLESS = 400  # characters for a sentence on average: none was found, it is cut anyhow
MOST_ENDLESS_PAIRS = 10_000
BREAK = "¶"
K = TypeVar("K")


class Kind(StrEnum):
    """What became of a stretch of whole sentences."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


@dataclass(frozen=True)
class Stretch:
    """One sentence, or several that belong together.

    ``old_paragraph`` and ``new_paragraph`` are where it stands in either text, counted from 1,
    and 0 in the text where it does not. Something that moved is two stretches of the same
    ``move`` (a number from 1); ``other_paragraph`` is where its other place is. ``change`` counts
    the places where something changed, for going from one to the next; 0 where nothing did.
    ``is_break`` marks a paragraph that was split or joined.
    """

    kind: Kind
    pieces: tuple[Piece, ...]
    old_paragraph: int = 0
    new_paragraph: int = 0
    move: int = 0
    other_paragraph: int = 0
    change: int = 0
    is_break: bool = False


@dataclass(frozen=True)
class Row:
    """The smallest number of whole paragraphs of both texts that belong beside each other.

    ``before`` and ``after`` are its paragraphs in the old and the new text; ``together`` is one
    column of both. Each is a list of (number of the paragraph, its stretches).
    """

    stretches: tuple[Stretch, ...]

    @property
    def before(self) -> list[tuple[int, list[Stretch]]]:
        """The old text's paragraphs."""
        return _grouped((one.old_paragraph, one) for one in self.stretches if one.old_paragraph)

    @property
    def after(self) -> list[tuple[int, list[Stretch]]]:
        """The new text's paragraphs."""
        return _grouped((one.new_paragraph, one) for one in self.stretches if one.new_paragraph)

    @property
    def together(self) -> list[tuple[int, list[Stretch]]]:
        """The new text's paragraphs with what was taken out where it stood; the number is 0 for
        a paragraph of the old text that is there no more."""
        homes: dict[int, int] = {}
        for one in self.stretches:
            if one.old_paragraph and one.new_paragraph:
                homes.setdefault(one.old_paragraph, one.new_paragraph)
        placed = []
        for one in self.stretches:
            if one.new_paragraph and one.old_paragraph:
                homes[one.old_paragraph] = one.new_paragraph
            home = one.new_paragraph or homes.get(one.old_paragraph, 0)
            placed.append((home, 0 if home else one.old_paragraph, one))
        groups = _grouped(((home, gone), one) for home, gone, one in placed)
        return [(home, held) for (home, _), held in groups]


@dataclass(frozen=True)
class Summary:
    """How much changed: words added and removed, sentences moved (their own words are neither),
    paragraphs split or joined."""

    words_added: int = 0
    words_removed: int = 0
    sentences_moved: int = 0
    breaks: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the two texts say the same in the same order."""
        return self == Summary()


@dataclass(frozen=True)
class Comparison:
    """Two versions of a text beside each other. ``changes`` is how many places changed."""

    rows: tuple[Row, ...]
    summary: Summary
    changes: int


def compare_texts(old: str, new: str) -> Comparison:
    """What became of ``old`` in ``new``. Takes a few seconds at the very worst."""
    one, other = _Side.of(old), _Side.of(new)
    matching = _Matching.of(one, other)
    stretches = list(_stream(one, other, matching))
    rows = tuple(_rows(stretches))
    return Comparison(
        rows=rows,
        summary=_summary(stretches, len(matching.moved)),
        changes=max((one.change for row in rows for one in row.stretches), default=0),
    )


@dataclass(frozen=True)
class _Side:
    """One text: its sentences, each with the white space up to the next, and in which paragraph
    (counted from 1) each stands."""

    text: str
    spans: list[Span]
    homes: list[int]

    @classmethod
    def of(cls, text: str) -> "_Side":
        found = sentences(text)
        edges = paragraphs(text)
        starts = [start for start, _ in edges]
        homes = [bisect.bisect_right(starts, span.start) for span in found]
        wide: list[Span] = []
        for place, span in enumerate(found):
            start, end = span.start, edges[homes[place] - 1][1]
            if place == 0 or homes[place - 1] != homes[place]:
                start = starts[homes[place] - 1]
            if place + 1 < len(found) and homes[place + 1] == homes[place]:
                end = found[place + 1].start
            begun = wide[-1].end if wide else 0
            wide.append(Span(max(start, begun), max(end, span.end)))
        return cls(text, wide, homes)

    def words(self, first: int, last: int) -> str:
        """The text of the sentences from ``first`` to ``last``."""
        return self.text[self.spans[first].start : self.spans[last].end]


Run = tuple[int, int]


@dataclass(frozen=True)
class _Matching:
    """``anchors``: runs of old and new sentences that are each other's, in the order of both
    texts. ``moved``: old sentences that stand somewhere else now, and where."""

    anchors: list[tuple[Run, Run]]
    moved: dict[int, int]

    @classmethod
    def of(cls, old: _Side, new: _Side) -> "_Matching":
        links = _links(old, new)
        still = sorted((link.old, link.new) for link in links if not link.is_moved)
        # Only what really stands in order may hold the two texts together.
        anchors = _joined(_rising_or_level(still))
        held_old = {n for (first, last), _ in anchors for n in range(first, last + 1)}
        held_new = {n for _, (first, last) in anchors for n in range(first, last + 1)}
        moved: dict[int, int] = {}
        for link in sorted(links, key=lambda link: -link.similarity):
            if link.old not in held_old and link.new not in held_new:
                moved[link.old] = link.new
                held_old.add(link.old)
                held_new.add(link.new)
        return cls(anchors, moved)


def _links(old: _Side, new: _Side) -> list[Link]:
    pairs = len(old.spans) * len(new.spans)
    length = max(len(old.text), len(new.text)) / max(1, len(old.spans), len(new.spans))
    if pairs <= (MOST_ENDLESS_PAIRS if length > ENDLESS else MOST_PAIRS):
        return list(align(old.text, new.text).links)
    # So much to weigh: only sentences that stand word for word are found again.
    olds = [old.words(n, n).strip() for n in range(len(old.spans))]
    news = [new.words(n, n).strip() for n in range(len(new.spans))]
    return [Link(a, b, 1.0, False) for a, b in equal_pairs(olds, news, Effort())]


def _rising_or_level(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest part of ``pairs`` (in order) in which no second number goes down."""
    spread = [b * (len(pairs) + 1) + place for place, (_, b) in enumerate(pairs)]
    return [pairs[place] for place in rising(spread)]


def _joined(chain: Sequence[tuple[int, int]]) -> list[tuple[Run, Run]]:
    """Pairs that share a sentence, which was split or merged, as runs."""
    runs: list[tuple[Run, Run]] = []
    for a, b in chain:
        if runs and (a <= runs[-1][0][1] or b <= runs[-1][1][1]):
            (a0, a1), (b0, b1) = runs[-1]
            runs[-1] = ((a0, max(a, a1)), (b0, max(b, b1)))
        else:
            runs.append(((a, a), (b, b)))
    return runs


class _Teller:
    """Makes the stretches of sentences that stand in only one text, or elsewhere in the other."""

    def __init__(self, old: _Side, new: _Side, moved: dict[int, int]) -> None:
        self.old, self.new, self.moved = old, new, moved
        self.origin = {there: here for here, there in moved.items()}
        self.effort = Effort()
        self.numbers: dict[int, int] = {}
        number = 0
        for here, there in sorted(moved.items()):
            goes_on = (
                moved.get(here - 1) == there - 1
                and old.homes[here - 1] == old.homes[here]
                and new.homes[there - 1] == new.homes[there]
            )
            number += not goes_on
            self.numbers[here] = number

    def only_old(self, places: Sequence[int]) -> Iterator[Stretch]:
        """What was taken out, or moved away."""
        for n in places:
            text, home = self.old.words(n, n), self.old.homes[n]
            there = self.moved.get(n)
            if there is None:
                yield Stretch(Kind.REMOVED, (Piece(Mark.REMOVED, text, ""),), home)
            else:
                pieces = (Piece(Mark.REMOVED, text, ""),)
                yield Stretch(
                    Kind.MOVED_AWAY,
                    pieces,
                    home,
                    move=self.numbers[n],
                    other_paragraph=self.new.homes[there],
                )

    def only_new(self, places: Sequence[int]) -> Iterator[Stretch]:
        """What was put in, or moved here."""
        for n in places:
            text, home = self.new.words(n, n), self.new.homes[n]
            here = self.origin.get(n)
            if here is None:
                pieces: tuple[Piece, ...] = (Piece(Mark.ADDED, "", text),)
                yield Stretch(Kind.ADDED, pieces, 0, home)
            else:
                pieces = word_pieces(self.old.words(here, here), text, self.effort)
                yield Stretch(
                    Kind.MOVED_HERE,
                    pieces,
                    0,
                    home,
                    move=self.numbers[here],
                    other_paragraph=self.old.homes[here],
                )

    def both(self, old: Run, new: Run) -> Iterator[Stretch]:
        """What stands in the same place of both."""
        before, after = self.old.words(*old), self.new.words(*new)
        pieces = word_pieces(before, after, self.effort)
        if before.strip() == after.strip() and before:
            pieces = (Piece(Mark.SAME, before, after),)
        same = all(piece.mark is Mark.SAME for piece in pieces)
        kind = Kind.SAME if same else Kind.CHANGED
        yield Stretch(kind, pieces, self.old.homes[old[0]], self.new.homes[new[0]])


def _stream(old: _Side, new: _Side, matching: _Matching) -> Iterator[Stretch]:
    """All stretches, in the order of both texts."""
    teller = _Teller(old, new, matching.moved)
    a = b = 0
    for run, other in matching.anchors:
        yield from _gap(teller, range(a, run[0]), range(b, other[0]), is_between=bool(a or b))
        yield from teller.both(run, other)
        a, b = run[1] + 1, other[1] + 1
    yield from _gap(teller, range(a, len(old.spans)), range(b, len(new.spans)), is_between=False)


def _gap(teller: _Teller, olds: range, news: range, *, is_between: bool) -> Iterator[Stretch]:
    """What stands between two anchors: first the rest of the paragraphs before it, then whole
    paragraphs, then the beginning of those after it, so that few paragraphs share a row."""
    old_parts = _parts(teller.old.homes, olds)
    new_parts = _parts(teller.new.homes, news)
    for place, (some, others) in enumerate(zip(old_parts, new_parts, strict=True)):
        yield from teller.only_old(some)
        yield from teller.only_new(others)
        if place == 0 and is_between:
            yield from _break(teller, olds, news)


def _parts(homes: Sequence[int], places: range) -> tuple[list[int], list[int], list[int]]:
    """``places`` in the paragraph of what stands before them, in none of the two, and in the
    paragraph of what stands after them."""
    before = homes[places.start - 1] if places.start else 0
    after = homes[places.stop] if places.stop < len(homes) else 0
    first = [n for n in places if homes[n] == before]
    last = [n for n in places if homes[n] == after != before]
    middle = [n for n in places if homes[n] not in (before, after)]
    return first, middle, last


def _break(teller: _Teller, olds: range, news: range) -> Iterator[Stretch]:
    """The sign that a paragraph was split, or joined to the one before, between two anchors."""
    old, new = teller.old.homes, teller.new.homes
    old_before, new_before = old[olds.start - 1], new[news.start - 1]
    is_old, is_new = old_before != old[olds.stop], new_before != new[news.stop]
    if is_new and not is_old:
        yield Stretch(Kind.ADDED, (Piece(Mark.ADDED, "", BREAK),), 0, new_before, is_break=True)
    if is_old and not is_new:
        yield Stretch(Kind.REMOVED, (Piece(Mark.REMOVED, BREAK, ""),), old_before, is_break=True)


def _rows(stretches: Sequence[Stretch]) -> list[Row]:
    """Cut wherever a paragraph ends in both texts; changes are numbered on the way."""
    rows: list[list[Stretch]] = []
    old = new = 0
    olds = _next_home([one.old_paragraph for one in stretches])
    news = _next_home([one.new_paragraph for one in stretches])
    change, is_changing = 0, False
    for place, one in enumerate(stretches):
        if not rows or (olds[place] != old and news[place] != new):
            rows.append([])
            is_changing = False
        is_elsewhere = one.old_paragraph not in (0, old) or one.new_paragraph not in (0, new)
        if one.kind is Kind.SAME or is_elsewhere:
            is_changing = False
        if one.kind is not Kind.SAME:
            change += not is_changing
            is_changing = True
        rows[-1].append(replace(one, change=change if is_changing else 0))
        old, new = one.old_paragraph or old, one.new_paragraph or new
    return [Row(tuple(row)) for row in rows]


def _next_home(homes: Sequence[int]) -> list[int]:
    """For each place the next paragraph from there on; -1 when none comes any more."""
    found, coming = [], -1
    for home in reversed(homes):
        coming = home or coming
        found.append(coming)
    return found[::-1]


def _summary(stretches: Sequence[Stretch], moved: int) -> Summary:
    tally: Counter[Mark] = Counter()
    breaks = 0
    for one in stretches:
        breaks += one.is_break
        if one.kind is Kind.MOVED_AWAY or one.is_break:
            continue
        for piece in one.pieces:
            if piece.mark is not Mark.SAME:
                tally[piece.mark] += count(piece.text)
    return Summary(tally[Mark.ADDED], tally[Mark.REMOVED], moved, breaks)


def _grouped(pairs: Iterable[tuple[K, Stretch]]) -> list[tuple[K, list[Stretch]]]:
    """Neighbours of the same paragraph together."""
    groups: list[tuple[K, list[Stretch]]] = []
    for home, one in pairs:
        if groups and groups[-1][0] == home:
            groups[-1][1].append(one)
        else:
            groups.append((home, [one]))
    return groups
