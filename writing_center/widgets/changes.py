"""What was changed between two wordings, by words, for showing it in one line."""

from dataclasses import dataclass
from itertools import zip_longest

from ..domain.word_differences import Mark, word_pieces

KINDS = {Mark.SAME: "same", Mark.REMOVED: "out", Mark.ADDED: "in"}


@dataclass(frozen=True)
class Change:
    """A stretch of two wordings: ``same`` in both, taken ``out``, or put ``in``."""

    kind: str
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """How ``before`` becomes ``after``, word by word; as a whole where only spaces differ."""
    pieces = word_pieces(before, after)
    found = tuple(
        Change(KINDS[one.mark], one.in_one_line(following))
        for one, following in zip_longest(pieces, pieces[1:])
    )
    if before == after or any(change.kind != "same" for change in found):
        return found
    return Change("out", before), Change("in", after)
