"""A text in Markdown as it is meant, line by line: headings, lists, quotations, tables, code.

Every line keeps all of its signs, and their offsets in the text, by which passages are found; the
marks among them are told apart (``shown_runs``). As there, only what is certain is recognised.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from .shown_runs import RAISED, Run, runs


class LineKind(StrEnum):
    """What a line is."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"
    NUMBERED = "numbered"
    RULE = "rule"
    ROW = "row"
    DIVIDER = "divider"
    FENCE = "fence"
    CODE = "code"
    NOTE = "note"


SILENT = frozenset({LineKind.DIVIDER, LineKind.FENCE})
"""These lines are nothing but marks."""


@dataclass(frozen=True)
class Line:
    """A line with something in it, from ``start`` up to ``end`` in code points.

    ``cells`` are its runs; a row of a table has several, every other line one. ``level`` is a
    heading's (1 to 6), or how deep a list's item stands (0 to 3).
    """

    start: int
    end: int
    cells: tuple[tuple[Run, ...], ...]
    kind: LineKind = LineKind.PLAIN
    level: int = 0
    is_quoted: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs, without a gap."""
        return tuple(run for cell in self.cells for run in cell)


_QUOTE = re.compile(r"(?: {0,3}> ?)+(?=.*\S)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=[^\s])")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]{1,4}(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_DIVIDER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?[ \t]*")
_PIPE = re.compile(r"\\.|\|")
_NOTE = re.compile(r" {0,3}\[\^([^\s\[\]]+)\]:")
_ADDRESS = re.compile(r" {0,3}\[[^\]\[]+\]:[ \t]*\S")
_INDENTED = re.compile(r" {0,3}\t| {4}")
_PLAIN = re.compile(r"[^\W\d_][^\\`*_~\[\]<|]*")  # most lines: begin with a letter, have no marks
_BLOCK = re.compile(r"[ \t]*(?:[#>|`~\[+*-]|\d|$)")
DEEPEST = 3
SHORT = 500
"""Signs. What is longer is remembered: a page is made again and again from the same text, and
each of its passages is quoted from it."""


def shown_lines(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, in order."""
    return _kept(text) if len(text) > SHORT else tuple(_Reader(text).read())


@lru_cache(maxsize=8)
def _kept(text: str) -> tuple[Line, ...]:
    return tuple(_Reader(text).read())


def shown_signs(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """What is shown between two offsets, sign by sign, each with its offset. Where one cell of a
    table ends and the next begins, a space is shown."""
    lines = shown_lines(text)
    hidden: dict[int, str] = {}
    for line in lines[bisect_right(lines, start, key=lambda one: one.end) :]:
        if line.start >= end:
            break
        for run in line.runs:
            if run.is_mark:
                hidden.update(dict.fromkeys(range(run.start, run.end), ""))
        for cell in line.cells[:-1]:
            hidden[cell[-1].end - 1] = " "
    signs = ((place, hidden.get(place, text[place])) for place in range(start, end))
    return [(place, sign) for place, sign in signs if sign]


def shown_text(text: str, start: int, end: int) -> str:
    """What stands between two offsets without its marks; or as it is, where it is only marks."""
    words = "".join(sign for _, sign in shown_signs(text, start, end))
    return words if words.strip() else text[start:end]


def shown_words(text: str) -> str:
    """``text`` without its marks; or as it is, where it is nothing but marks."""
    return shown_text(text, 0, len(text))


class _Reader:
    """Reads a text once, line by line, and remembers what the lines before were."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.notes: Collection[str] = frozenset(
            found[1] for line in self.lines if (found := _NOTE.match(line))
        )
        self.before: LineKind | None = None  # what the line just before is; None: blank
        self.in_list = self.is_literal = False
        self.in_table = False
        self.fence = ""
        self.closing = _closing(self.lines) if "```" in text or "~~~" in text else []

    def read(self) -> Iterator[Line]:
        at = 0
        for number, words in enumerate(self.lines):
            if words.strip() or self.fence:
                line = self._line(number, words, at)
                self.before = line.kind
                if words.strip():
                    yield line
            else:
                self.before, self.in_table, self.is_literal = None, False, False
            at += len(words) + 1

    def _line(self, number: int, words: str, at: int) -> Line:
        if self.fence:
            return self._in_fence(words, at)
        if self.in_table:
            if self.before is LineKind.ROW and _is_divider(words):
                return _marks_only(words, at, LineKind.DIVIDER)
            if "|" in words and not _QUOTE.match(words):
                return Line(at, at + len(words), _cells(words, at, self.notes), LineKind.ROW)
            self.in_table = False
        if _PLAIN.fullmatch(words):
            self.is_literal = False
            self.in_list = self.in_list and self.before is not None
            return _as_it_is(words, at)
        quote = _QUOTE.match(words)
        skip = quote.end() if quote else 0
        if not quote and self._is_code(words):
            self.is_literal = True
            return _as_it_is(words, at)
        self.is_literal = False
        found = self._own(number, words, at) if not quote else None
        return found or self._text(number, words, skip, at)

    def _in_fence(self, words: str, at: int) -> Line:
        end = _FENCE_END.fullmatch(words)
        if end and end[1].startswith(self.fence):
            self.fence = ""
            return _marks_only(words, at, LineKind.FENCE)
        return replace(_as_it_is(words, at), kind=LineKind.CODE)

    def _is_code(self, words: str) -> bool:
        """Whether Markdown takes the line for code because it is indented. It may just be how
        somebody begins a paragraph: it is shown as it is."""
        starts = (self.before is None and not self.in_list) or self.is_literal
        return starts and _INDENTED.match(words) is not None

    def _own(self, number: int, words: str, at: int) -> Line | None:
        """What stands in no quotation: code, tables, footnotes, addresses."""
        fence = _FENCE.fullmatch(words)
        if fence and self.closing[number]["`~".index(fence[1][0])] >= len(fence[1]):
            self.fence = fence[1]
            return _marks_only(words, at, LineKind.FENCE)
        note = _NOTE.match(words)
        if note:
            return self._note(note, words, at)
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        if "|" in words and _is_divider(following):
            cells = _cells(words, at, self.notes)
            if len(cells) == len(_cells(following, 0, ())):
                self.in_table = True
                return Line(at, at + len(words), cells, LineKind.ROW, level=1)
        return _as_it_is(words, at) if _ADDRESS.match(words) else None

    def _note(self, note: re.Match[str], words: str, at: int) -> Line:
        name, end = note.span(1)
        marked = (
            Run(at, at + name, is_mark=True),
            Run(at + name, at + end, styles=frozenset({RAISED})),
            Run(at + end, at + note.end(), is_mark=True),
        )
        rest = runs(words[note.end() :], at + note.end(), self.notes)
        return Line(at, at + len(words), ((*marked, *rest),), LineKind.NOTE)

    def _text(self, number: int, words: str, skip: int, at: int) -> Line:
        """A heading, a rule, an item of a list, or a line like most."""
        rest = words[skip:]
        kind, level, size = self._start(rest)
        if kind is LineKind.RULE:
            return replace(_marks_only(words, at, kind), is_quoted=skip > 0)
        marked = skip + size
        end = _end_of_heading(words) if kind is LineKind.HEADING else len(words)
        following = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        goes_on = kind is LineKind.PLAIN and not skip and not _BLOCK.match(following)
        cell = [
            *([Run(at, at + marked, is_mark=True)] if marked else []),
            *runs(words[marked:end], at + marked, self.notes, goes_on=goes_on),
            *([Run(at + end, at + len(words), is_mark=True)] if end < len(words) else []),
        ]
        return Line(at, at + len(words), (tuple(cell),), kind, level, skip > 0)

    def _start(self, words: str) -> tuple[LineKind, int, int]:
        """What a line is, its level, and how many of its first signs are marks."""
        rule = _RULE.fullmatch(words)
        if rule and (rule[1] != "-" or self.before is not LineKind.PLAIN):
            self.in_list = False
            return LineKind.RULE, 0, len(words)
        heading = _HEADING.match(words)
        if heading:
            self.in_list = False
            return LineKind.HEADING, len(heading[1]), heading.end()
        item = _ITEM.match(words)
        if item and self._is_item(item):
            self.in_list = True
            level = min(len(item[1].expandtabs(4)) // 2, DEEPEST)
            kind = LineKind.NUMBERED if item[2] else LineKind.ITEM
            return kind, level, item.end(1) if item[2] else item.end()
        if self.before is None and not words.startswith((" ", "\t")):
            self.in_list = False
        return LineKind.PLAIN, 0, 0

    def _is_item(self, item: re.Match[str]) -> bool:
        is_far = len(item[1].expandtabs(4)) >= 4
        is_year = item[2] and int(item[2]) != 1 and self.before is LineKind.PLAIN
        return self.in_list or not (is_far or is_year)


def _closing(lines: Sequence[str]) -> list[tuple[int, int]]:
    """For every line, how long the longest end of code after it is, in backticks and tildes."""
    longest = [0, 0]
    result = []
    for line in reversed(lines):
        result.append((longest[0], longest[1]))
        end = _FENCE_END.fullmatch(line)
        if end:
            which = "`~".index(end[1][0])
            longest[which] = max(longest[which], len(end[1]))
    return result[::-1]


def _marks_only(words: str, at: int, kind: LineKind) -> Line:
    return Line(at, at + len(words), ((Run(at, at + len(words), is_mark=True),),), kind)


def _as_it_is(words: str, at: int) -> Line:
    return Line(at, at + len(words), ((Run(at, at + len(words)),),))


def _is_divider(words: str) -> bool:
    return "|" in words and _DIVIDER.fullmatch(words) is not None


def _end_of_heading(words: str) -> int:
    """Where a heading's words end: signs at its end are no part of it."""
    bare = words.rstrip()
    short = bare.rstrip("#")
    is_closed = short != bare and short.endswith((" ", "\t"))
    return len(short.rstrip()) if is_closed and short.strip(" \t>#") else len(words)


def _cells(words: str, at: int, notes: Collection[str]) -> tuple[tuple[Run, ...], ...]:
    """A table's row, cut behind every pipe."""
    ends = [one.end() for one in _PIPE.finditer(words) if one[0] == "|"]
    if ends and not words[: ends[0] - 1].strip():
        ends.pop(0)
    if not ends or words[ends[-1] :].strip():
        ends.append(len(words))
    ends[-1] = len(words)
    cells = (_cell(words, start, end, at, notes) for start, end in itertools.pairwise([0, *ends]))
    return tuple(cells)


def _cell(words: str, start: int, end: int, at: int, notes: Collection[str]) -> tuple[Run, ...]:
    whole = words[start:end]
    bare = whole.rstrip()
    bare = bare[:-1].rstrip() if _ends_in_pipe(bare) else bare
    inner = bare.lstrip(" \t|")
    first = start + len(bare) - len(inner)
    last = first + len(inner)
    return (
        *([Run(at + start, at + first, is_mark=True)] if first > start else []),
        *runs(inner, at + first, notes),
        *([Run(at + last, at + end, is_mark=True)] if end > last else []),
    )


def _ends_in_pipe(words: str) -> bool:
    slashes = len(words[:-1]) - len(words[:-1].rstrip("\\"))
    return words.endswith("|") and slashes % 2 == 0
