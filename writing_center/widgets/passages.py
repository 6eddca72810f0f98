"""A text with its comments, cut into paragraphs and highlighted pieces for the page."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.annotations import Passage, blocks
from ..domain.sentences import sentences

HEADING = re.compile(r"#{1,6} [^\n]+")


@dataclass(frozen=True)
class Marked:
    """A comment's passage, under the id by which the page pairs it with the comment."""

    id: str
    passage: Passage


@dataclass(frozen=True)
class Beginning:
    """Where a comment's passage begins; comments are numbered through in text order."""

    id: str
    number: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that the same comments cover (perhaps none). ``begins`` are
    those whose highlight begins with it."""

    text: str
    ids: tuple[str, ...]
    begins: tuple[Beginning, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text; ``comments`` are those whose passage begins in it.

    ``sentences`` are the offsets of its sentences in the text, where it has several.
    """

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    comments: tuple[Beginning, ...]
    sentences: tuple[tuple[int, int], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its comments."""
        return tuple(comment.id for comment in self.comments)

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading in Markdown. Its marks stay: offsets count them."""
        return HEADING.fullmatch(self.text) is not None


def cut(text: str, marks: Sequence[Marked]) -> list[Paragraph]:
    """The paragraphs of ``text``, cut where a comment's passage begins or ends. Very many are
    joined into larger ones (``annotations.blocks``), where they keep their line ends.

    Passages may overlap and may run over several paragraphs.
    """
    spans = blocks(text)
    ordered = sorted(marks, key=lambda mark: mark.passage.start)
    numbers = {mark.id: number for number, mark in enumerate(ordered, 1)}
    unseen = dict(numbers)
    result = []
    for number, (start, end) in enumerate(spans, 1):
        begins_before = spans[number][0] if number < len(spans) else len(text) + 1
        own = tuple(
            Beginning(mark.id, numbers[mark.id])
            for mark in ordered
            if (start <= mark.passage.start or number == 1) and mark.passage.start < begins_before
        )
        pieces = tuple(_begun(piece, unseen) for piece in _pieces(text, start, end, ordered))
        result.append(Paragraph(number, start, end, pieces, own, _sentences(text, start, end)))
    return result


def paragraph_at(text: str, offset: int) -> int:
    """The number of the paragraph in which ``offset`` lies, as the page counts them."""
    return max(1, sum(start <= offset for start, _ in blocks(text)))


def _pieces(text: str, start: int, end: int, marks: Sequence[Marked]) -> tuple[Piece, ...]:
    here = [mark for mark in marks if mark.passage.start < end and mark.passage.end > start]
    edges = {start, end}
    for mark in here:
        edges |= {max(start, mark.passage.start), min(end, mark.passage.end)}
    return tuple(
        Piece(
            text[left:right],
            tuple(
                mark.id for mark in here if mark.passage.start <= left and right <= mark.passage.end
            ),
        )
        for left, right in itertools.pairwise(sorted(edges))
    )


def _begun(piece: Piece, unseen: dict[str, int]) -> Piece:
    begins = tuple(Beginning(id, unseen.pop(id)) for id in piece.ids if id in unseen)
    return replace(piece, begins=begins) if begins else piece


def _sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    found = [(start + span.start, start + span.end) for span in sentences(text[start:end])]
    return tuple(found) if len(found) > 1 else ()
