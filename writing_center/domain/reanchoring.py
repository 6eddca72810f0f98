"""Finding the passage of a comment again in the next version of its text."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .alignment import Alignment, align
from .annotations import Passage, passage_at


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


def reanchor(old: str, new: str, passages: Sequence[Passage]) -> list[Found]:
    """What became of each of the ``passages`` of ``old`` in ``new``, in their order."""
    aligned = align(old, new)
    return [_found(new, aligned, passage) for passage in passages]


def _found(new: str, aligned: Alignment, passage: Passage) -> Found:
    first = bisect.bisect_right([span.end for span in aligned.old], passage.start)
    last = bisect.bisect_left([span.start for span in aligned.old], passage.end)
    links = [link for link in aligned.links if first <= link.old < last]
    if not links:
        return GONE
    start = min(aligned.new[link.new].start for link in links)
    end = max(aligned.new[link.new].end for link in links)
    similarity = sum(link.similarity for link in links) / (last - first)
    at = new.find(passage.exact, start, end)
    if at >= 0:
        fate = Fate.MOVED if any(link.is_moved for link in links) else Fate.UNCHANGED
        return Found(passage_at(new, at, at + len(passage.exact)), fate, 1.0)
    return Found(passage_at(new, start, end), Fate.CHANGED, similarity)
