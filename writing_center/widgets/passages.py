"""A text with its comments, cut into paragraphs and highlighted pieces for the page.

It is shown as it is meant, and not as its Markdown is written; but every sign of it is in the
page, the marks hidden, so that offsets stay those of the text.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..domain.annotations import Passage, blocks
from ..domain.sentences import sentences
from ..domain.shown_lines import SILENT, Line, LineKind, shown_lines
from ..domain.shown_runs import STYLES, Run

FEW_CELLS = 3
"""A table's row with more is given room for words, and scrolls where the page is too narrow."""


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
class Words:
    """A stretch of a paragraph that looks the same: its signs, or a mark, which is hidden.

    ``styles`` are the names of the elements around it, the outermost first. ``goes_on``: it is
    not the beginning of its link.
    """

    text: str
    is_mark: bool = False
    styles: tuple[str, ...] = ()
    href: str = ""
    goes_on: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that the same comments cover (perhaps none). ``begins`` are
    those whose highlight begins with it."""

    text: str
    ids: tuple[str, ...]
    begins: tuple[Beginning, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text; ``comments`` are those whose passage begins in it.

    ``cells`` are its pieces; a row of a table has several, every other paragraph one. ``line``
    says what it is; ``depth`` below how many headings a heading stands, itself counted (0: it is
    none). ``sentences`` are the offsets of its sentences in the text, where it has several.
    """

    number: int
    start: int
    end: int
    cells: tuple[tuple[Piece, ...], ...]
    comments: tuple[Beginning, ...]
    sentences: tuple[tuple[int, int], ...] = ()
    line: Line | None = None
    depth: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its comments."""
        return tuple(comment.id for comment in self.comments)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its pieces."""
        return tuple(itertools.chain.from_iterable(self.cells))

    @property
    def text(self) -> str:
        """Its signs, the marks among them."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.depth > 0

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing in it to be read, nor to be commented on."""
        return self.line is not None and self.line.kind in SILENT and not self.comments

    @property
    def looks(self) -> str:
        """The classes by which the page sets it."""
        if self.line is None:
            return ""
        names = [f"wc-text--{self.line.kind}"] if self.line.kind is not LineKind.PLAIN else []
        if self.line.level and not self.is_heading:
            names.append(f"wc-text--{'head' if self._is_row else f'deep-{self.line.level}'}")
        names += ["wc-text--wide"] if self.is_wide else []
        return " ".join([*names, *(["wc-text--quoted"] if self.line.is_quoted else [])])

    @property
    def is_wide(self) -> bool:
        """Whether it is a table's row that may have to scroll."""
        return len(self.cells) > FEW_CELLS

    @property
    def _is_row(self) -> bool:
        return self.line is not None and self.line.kind is LineKind.ROW


def cut(text: str, marks: Sequence[Marked]) -> list[Paragraph]:
    """The paragraphs of ``text``, cut where a comment's passage begins or ends. Very many are
    joined into larger ones (``annotations.blocks``), where they keep their line ends.

    Passages may overlap and may run over several paragraphs.
    """
    spans = blocks(text)
    ordered = sorted(marks, key=lambda mark: mark.passage.start)
    numbers = {mark.id: number for number, mark in enumerate(ordered, 1)}
    unseen = dict(numbers)
    lines = iter(shown_lines(text))
    above: list[int] = []
    result = []
    for number, (start, end) in enumerate(spans, 1):
        begins_before = spans[number][0] if number < len(spans) else len(text) + 1
        own = tuple(
            Beginning(mark.id, numbers[mark.id])
            for mark in ordered
            if (start <= mark.passage.start or number == 1) and mark.passage.start < begins_before
        )
        here = _until(lines, end)
        cells = tuple(
            tuple(_begun(piece, unseen) for piece in _pieces(text, cell, ordered))
            for cell in _cells(here)
        )
        line = here[0] if len(here) == 1 else None
        spoken = _sentences(text, start, end, here)
        depth = _depth(line, above)
        result.append(Paragraph(number, start, end, cells, own, spoken, line, depth))
    return result


def paragraph_at(text: str, offset: int) -> int:
    """The number of the paragraph in which ``offset`` lies, as the page counts them."""
    return max(1, sum(start <= offset for start, _ in blocks(text)))


def _depth(line: Line | None, above: list[int]) -> int:
    """Below how many headings a heading stands: whatever its level, none is left out. ``above``
    are the levels of the headings in which the text is at this place, and is kept up."""
    if line is None or line.kind is not LineKind.HEADING:
        return 0
    while above and above[-1] >= line.level:
        above.pop()
    above.append(line.level)
    return len(above)


def _until(lines: Iterator[Line], end: int) -> list[Line]:
    """The next lines, up to the one that ends at ``end``."""
    here = [next(lines)]
    while here[-1].end < end:
        here.append(next(lines))
    return here


def _cells(lines: Sequence[Line]) -> Sequence[Sequence[Run]]:
    """What stands in each cell of a line; of several lines, all in one, with their line ends."""
    if len(lines) == 1:
        return lines[0].cells
    joined: list[Run] = []
    for line in lines:
        end = joined[-1].end if joined else line.start
        for run in (Run(end, line.start), *line.runs):
            if joined and joined[-1].is_plain and run.is_plain:
                joined[-1] = Run(joined[-1].start, run.end)
            elif run.start < run.end:
                joined.append(run)
    return [joined]


def _pieces(text: str, runs: Sequence[Run], marks: Sequence[Marked]) -> Iterator[Piece]:
    start, end = runs[0].start, runs[-1].end
    here = [mark for mark in marks if mark.passage.start < end and mark.passage.end > start]
    edges = {start, end}
    for mark in here:
        edges |= {max(start, mark.passage.start), min(end, mark.passage.end)}
    place = 0
    for left, right in itertools.pairwise(sorted(edges)):
        inside = [m.id for m in here if m.passage.start <= left and right <= m.passage.end]
        words = []
        while place < len(runs) and runs[place].start < right:
            words.append(_words(text, runs, place, left, right))
            if runs[place].end > right:
                break
            place += 1
        yield Piece(text[left:right], tuple(inside), words=tuple(words))


def _words(text: str, runs: Sequence[Run], place: int, left: int, right: int) -> Words:
    """What of a run stands between two offsets."""
    run = runs[place]
    before = place - 1
    while before >= 0 and runs[before].is_mark and runs[before].href == run.href:
        before -= 1
    follows = before >= 0 and runs[before].href == run.href
    return Words(
        text[max(left, run.start) : min(right, run.end)],
        run.is_mark,
        tuple(style for style in STYLES if style in run.styles),
        "" if run.is_mark else run.href,
        goes_on=bool(run.href) and (left > run.start or follows),
    )


def _begun(piece: Piece, unseen: dict[str, int]) -> Piece:
    begins = tuple(Beginning(id, unseen.pop(id)) for id in piece.ids if id in unseen)
    return replace(piece, begins=begins) if begins else piece


def _sentences(
    text: str, start: int, end: int, lines: Sequence[Line]
) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph, without the marks with which it begins."""
    first = lines[0].runs[0]
    begin = first.end if first.is_mark and not first.styles and not first.href else start
    found = [(begin + span.start, begin + span.end) for span in sentences(text[begin:end])]
    return tuple(found) if len(found) > 1 else ()
