"""A suggested edit that was taken, and where its words stand in what the draft has become since.

Nothing is done where it is not certain: a spot is known by all that stood right before or right
after it, or because its words stood and stand there once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from .annotations import CONTEXT, Passage


@dataclass(frozen=True)
class TakenEdit:
    """A suggested edit that its author took into the draft; ``id`` is the comment's.

    ``passage`` is where the new words stood then (``exact`` is empty where words were taken
    out), ``before`` what they replaced; ``choice`` and ``reason`` what the author had decided
    until then, empty if nothing. ``is_only``: the new words stood nowhere else in the draft.
    The author's alone, as the draft is.
    """

    id: str
    draft_id: str
    passage: Passage
    before: str
    at: datetime
    choice: str = ""
    reason: str = ""
    is_only: bool = False

    def spot_in(self, text: str, origin: Passage | None = None) -> int | None:
        """Where the new words stand in ``text`` now; None when they can't be told any more.

        ``origin`` is the passage that the comment was written on: what stood around it then tells
        neighbouring edits apart.
        """
        here = self.passage
        if self._stands_at(text, here.start):
            return here.start
        found = _spot(text, here.exact, self._around(origin), is_only=self.is_only)
        return found.start if found else None

    def is_undone_in(self, text: str, origin: Passage | None = None) -> bool:
        """Whether the old words stand there again, and the new ones do not: retyped, undone, or
        put back with an older version."""
        around = self._around(origin)
        if self._stands_at(text, self.passage.start):
            return False
        old = _spot(text, self.before, around, is_only=False)
        if old is None:
            return False
        new = _spot(text, self.passage.exact, around, is_only=self.is_only)
        if new is None:
            return True
        end = new.start + len(self.passage.exact)
        is_within = old.start <= new.start and end <= old.start + len(self.before)
        return is_within and new.likeness < old.likeness

    def _stands_at(self, text: str, start: int) -> bool:
        here = self.passage
        return (
            text.startswith(here.exact + here.suffix, start)
            and text[max(0, start - len(here.prefix)) : start] == here.prefix
        )

    def _around(self, origin: Passage | None) -> list[tuple[str, str]]:
        here = (self.passage.prefix, self.passage.suffix)
        return [here, (origin.prefix, origin.suffix)] if origin else [here]


class _Spot(NamedTuple):
    """Where words stand, and how much around them is as it was."""

    start: int
    likeness: int


def _spot(
    text: str, words: str, around: Sequence[tuple[str, str]], *, is_only: bool
) -> _Spot | None:
    """Where ``words`` stand, between what stood ``around`` them; None if it is not certain."""
    found = {
        start: sum(_likeness(text, start, start + len(words), *one) for one in around)
        for start in (_copies(text, words, around) if words else _seams(text, around))
    }
    most = max(found.values(), default=0)
    best = [start for start, likeness in found.items() if likeness == most]
    if len(best) != 1:
        return None
    [start] = best
    is_known = any(_joins(text, start, start + len(words), *one) for one in around)
    return _Spot(start, most) if is_known or (is_only and len(found) == 1) else None


def _copies(text: str, words: str, around: Sequence[tuple[str, str]]) -> Iterator[int]:
    """Where ``words`` stand as whole words, or cut as they were."""
    for start in _all(words, text):
        end = start + len(words)
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        is_whole = not (words[0].isalnum() and before.isalnum())
        ends_whole = not (words[-1].isalnum() and after.isalnum())
        if (is_whole or any(before == prefix[-1:] for prefix, _ in around)) and (
            ends_whole or any(after == suffix[:1] for _, suffix in around)
        ):
            yield start


def _seams(text: str, around: Sequence[tuple[str, str]]) -> set[int]:
    """Where nothing may stand between what stood around: right behind, or right before it."""
    ends = {at + len(prefix) for prefix, _ in around for at in _all(prefix, text)}
    starts = {at for _, suffix in around for at in _all(suffix, text)}
    return {at for at in ends | starts if any(_joins(text, at, at, *one) for one in around)}


def _all(words: str, text: str) -> Iterator[int]:
    if not words:
        yield from (0, len(text))
        return
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _joins(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    """Whether all that stood before or after it still does; what is short was the text's start
    or end, and has to be it still."""
    is_seam = start == end
    follows = text.endswith(prefix, 0, start) and len(prefix) in (CONTEXT, start)
    leads = text.startswith(suffix, end) and len(suffix) in (CONTEXT, len(text) - end)
    return (follows and bool(prefix or is_seam)) or (leads and bool(suffix or is_seam))


def _likeness(text: str, start: int, end: int, prefix: str, suffix: str) -> int:
    """How many signs on both sides are what they were, counted from the words on."""
    return _shared(text[max(0, start - CONTEXT) : start][::-1], prefix[::-1]) + _shared(
        text[end : end + CONTEXT], suffix
    )


def _shared(one: str, other: str) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
