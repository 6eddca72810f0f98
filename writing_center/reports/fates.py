"""What became of a passage in the next draft. A simple check, made for a reader's eye.

The center holds both whole texts, so it asks how much of the passage a word-by-word comparison
of the two finds again, not merely whether something like it stands somewhere.
"""

import difflib
import re
from collections.abc import Sequence

from ..domain.annotations import Passage
from .model import Fate

KEPT = 0.4
"""A passage counts as changed, not gone, when this part of its words or more is found again."""

LONG = 10_000

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


class NextDraft:
    """The draft that came after another, for asking what became of passages of that one."""

    def __init__(self, before: str, after: str) -> None:
        """Compares the two texts once, by words."""
        self._after = after
        self._spans = [match.span() for match in _WORD.finditer(before)]
        old, new = _words(before), _words(after)
        # Exact up to the length of a long essay; a book would take minutes that way.
        is_long = max(len(old), len(new)) > LONG
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=is_long)
        self._kept = [False] * len(self._spans)
        for start, _, size in matcher.get_matching_blocks():
            self._kept[start : start + size] = [True] * size

    def fate_of(self, passage: Passage) -> Fate:
        """Whether the passage still stands word for word, has changed, or is gone."""
        if passage.exact.strip() in self._after:
            return Fate.STILL_THERE
        inside = [
            kept
            for kept, (start, end) in zip(self._kept, self._spans, strict=True)
            if start < passage.end and end > passage.start
        ]
        return Fate.CHANGED if _part(inside) >= KEPT else Fate.GONE


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _part(kept: Sequence[bool]) -> float:
    return sum(kept) / len(kept) if kept else 0.0
