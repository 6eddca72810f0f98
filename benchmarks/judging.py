"""Whether a matcher finds what people judged, on the essays that ``argrewrite.py`` reads."""

from collections import Counter
from collections.abc import Callable, Sequence

from argrewrite import Judged, Revision, Stretch

from writing_center.domain.annotations import Passage, passage_at
from writing_center.domain.pairing import FITTED, Weights
from writing_center.domain.reanchoring import reanchor

Matcher = Callable[[str, str, Sequence[Passage]], list[Stretch | None]]


def ours(weights: Weights = FITTED) -> Matcher:
    """The center's matcher, which has both whole texts."""

    def match(old: str, new: str, passages: Sequence[Passage]) -> list[Stretch | None]:
        found = [one.passage for one in reanchor(old, new, passages, weights)]
        return [(one.start, one.end) if one else None for one in found]

    return match


def tally(revisions: Sequence[Revision], match: Matcher) -> Counter[tuple[str, str]]:
    """How many sentences of each kind there are, and how many came out as people judged."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in revisions:
        passages = [passage_at(one.old, *judged.at) for judged in one.judged]
        for judged, found in zip(one.judged, match(one.old, one.new, passages), strict=True):
            counts[judged.kind, "all"] += 1
            counts[judged.kind, "right"] += is_right(judged, found)
    return counts


def is_right(judged: Judged, found: Stretch | None) -> bool:
    """Whether what was found is what people judged, by the rule of ``reanchoring.py``."""
    if found is None or not judged.became:
        return found is None and not judged.became
    shared = sum(max(0, min(found[1], b) - max(found[0], a)) for a, b in judged.became)
    return 2 * shared >= min(found[1] - found[0], sum(b - a for a, b in judged.became))


def mean_of(counts: Counter[tuple[str, str]]) -> float:
    """The mean of the modified sentences found and the deleted ones recognised, 0 to 1."""
    return (rate(counts, "modified") + rate(counts, "deleted")) / 2


def rate(counts: Counter[tuple[str, str]], kind: str) -> float:
    """The share of a kind of sentence (identical, modified, deleted) that came out right."""
    return counts[kind, "right"] / counts[kind, "all"]
