"""A text with its comments, cut into paragraphs and highlighted pieces for the page."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.annotations import Passage, paragraphs


@dataclass(frozen=True)
class Marked:
    """A comment's passage, under the id by which the page pairs it with the comment."""

    id: str
    passage: Passage


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that the same comments cover (perhaps none)."""

    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text; ``ids`` are the comments whose passage begins in it."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    ids: tuple[str, ...]


def cut(text: str, marks: Sequence[Marked]) -> list[Paragraph]:
    """The paragraphs of ``text``, cut where a comment's passage begins or ends.

    Passages may overlap and may run over several paragraphs.
    """
    spans = paragraphs(text)
    result = []
    for number, (start, end) in enumerate(spans, 1):
        begins_before = spans[number][0] if number < len(spans) else len(text) + 1
        own = tuple(
            mark.id
            for mark in sorted(marks, key=lambda mark: mark.passage.start)
            if (start <= mark.passage.start or number == 1) and mark.passage.start < begins_before
        )
        result.append(Paragraph(number, start, end, _pieces(text, start, end, marks), own))
    return result


def _pieces(text: str, start: int, end: int, marks: Sequence[Marked]) -> tuple[Piece, ...]:
    here = [mark for mark in marks if mark.passage.start < end and mark.passage.end > start]
    edges = {start, end}
    for mark in here:
        edges |= {max(start, mark.passage.start), min(end, mark.passage.end)}
    ordered = sorted(edges)
    return tuple(
        Piece(
            text[left:right],
            tuple(
                mark.id for mark in here if mark.passage.start <= left and right <= mark.passage.end
            ),
        )
        for left, right in itertools.pairwise(ordered)
    )
