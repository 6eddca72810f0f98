"""Words that are put in place of others, or taken out, where Markdown's marks come in pairs.

Readers choose passages without seeing the marks. No half of a pair may stay behind, and no pair
with nothing in it.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .annotations import Passage, passage_at
from .errors import InvalidInput
from .shown_lines import Line, LineKind, shown_lines
from .shown_runs import STYLES, Run

_BAR = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"\d{1,9}[.)]")


@dataclass(frozen=True)
class _Pair:
    """Two marks with what stands between them: the runs from the one to the other."""

    runs: tuple[Run, ...]

    @property
    def start(self) -> int:
        return self.runs[0].start

    @property
    def end(self) -> int:
        return self.runs[-1].end

    def shows_outside(self, start: int, end: int) -> bool:
        """Whether it has words outside of two offsets."""
        return any(not run.is_mark and (run.start < start or run.end > end) for run in self.runs)


def whole_passage(text: str, passage: Passage, replacement: str) -> Passage:
    """The passage with the other half of a pair of marks that it cuts, where nothing else is
    taken along, and where ``replacement`` does not keep the half that is in it.

    Raises InvalidInput when words of the pair stand outside.
    """
    start, end = passage.start, passage.end
    for pair in _pairs(text, start, end):
        kept = _cut_half(text, pair, start, end)
        if not kept or kept in replacement:
            continue
        if pair.shows_outside(start, end):
            raise InvalidInput(
                "This passage ends or begins within words that look different: bold or italic "
                "ones, or a link. Choose all of these words, or none of them.",
                "replacement",
            )
        start, end = min(start, pair.start), max(end, pair.end)
    return passage if (start, end) == (passage.start, passage.end) else passage_at(text, start, end)


def fitted_in(text: str, start: int, end: int, words: str) -> str:
    """``words`` as they can stand between two offsets: within a table's cell no bar of theirs
    begins another cell, and no line ends."""
    is_in_row = any(
        line.kind is LineKind.ROW and line.start <= start and end <= line.end
        for line in shown_lines(text)
    )
    if not is_in_row or _BAR.search(text, start, end):
        return words
    return _BAR.sub(r"\\|", " ".join(words.splitlines()))


def taken_out(text: str, start: int, end: int) -> tuple[int, int]:
    """What goes with the words between two offsets when they are taken out: marks that would
    enclose nothing, the line of a list, a heading or a quotation that would be empty, and a
    space, where two would meet."""
    for pair in _pairs(text, start, end):
        if not pair.shows_outside(start, end):
            start, end = min(start, pair.start), max(end, pair.end)
    line = next((one for one in shown_lines(text) if one.start <= start and end <= one.end), None)
    if line is not None and _is_emptied(text, line, start, end):
        return (line.start, line.end + 1) if line.end < len(text) else (line.start, line.end)
    return _with_space(text, start, end)


def _cut_half(text: str, pair: _Pair, start: int, end: int) -> str:
    """The mark of a pair that stands between two offsets, when its other one does not."""
    first, last = pair.runs[0], pair.runs[-1]
    has_first, has_last = (one.start < end and one.end > start for one in (first, last))
    if has_first == has_last:
        return ""
    half = first if has_first else last
    return text[half.start : half.end]


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The space behind, where one stands before as well, or a mark that must not meet it; or the
    one before, where a mark behind must not."""
    pairs = _pairs(text, start, end)
    before = text[start - 1 : start]
    is_first = any(pair.runs[0].end == start for pair in pairs)
    if text.startswith(" ", end) and (is_first or not before.strip()):
        return start, end + 1
    is_last = any(pair.runs[-1].start == end for pair in pairs)
    return start - int(is_last and not is_first and before == " "), end


def _is_emptied(text: str, line: Line, start: int, end: int) -> bool:
    begins_with_mark = line.kind in (LineKind.ITEM, LineKind.NUMBERED, LineKind.HEADING)
    if not (begins_with_mark or line.is_quoted):
        return False
    left = "".join(
        text[place]
        for run in line.runs
        if not run.is_mark
        for place in range(run.start, run.end)
        if not start <= place < end
    ).strip()
    return not left or (line.kind is LineKind.NUMBERED and _NUMBER.fullmatch(left) is not None)


def _pairs(text: str, start: int, end: int) -> list[_Pair]:
    """The pairs of marks that touch what stands between two offsets, inner ones first."""
    found = {
        pair
        for line in shown_lines(text)
        if line.start < end and line.end > start
        for cell in line.cells
        for pair in _in_cell(cell)
        if pair.start < end and pair.end > start
    }
    return sorted(found, key=lambda pair: (pair.end - pair.start, pair.start))


def _in_cell(cell: tuple[Run, ...]) -> Iterator[_Pair]:
    looks: list[list[object]] = [[style in run.styles for run in cell] for style in STYLES]
    looks.append([run.href for run in cell])
    for each in looks:
        for is_in, group in itertools.groupby(zip(each, cell, strict=True), lambda one: one[0]):
            pair = tuple(run for _, run in group)
            if is_in and len(pair) > 1 and pair[0].is_mark and pair[-1].is_mark:
                yield _Pair(pair)
