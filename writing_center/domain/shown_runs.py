"""A line of Markdown as it is meant: which of its signs are marks, and how the others look.

Only what is certain is recognised, by the rules of https://spec.commonmark.org/0.31.2/ (§6): what
is in doubt stays as it is written. Nothing is ever left out: the runs of a line are the line. The
time it takes grows with the length of the line, whatever stands in it.
"""

import html
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
STRONG, EMPHASIS, STRUCK, CODE, RAISED = "strong", "em", "del", "code", "sup"
STYLES = (RAISED, STRUCK, STRONG, EMPHASIS, CODE)

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]|\\$|`+|\*+|_+|~+|\[\^[^\s\[\]]+\]|!?\[|\]"
    r"|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*>"
)
_TICKS = re.compile("`+")
_TARGET = re.compile(
    r"\([ \t]*(?:<([^<>]{0,2000})>"
    r"|((?:\\[!-/:-@\[-`{-~]|[^\s()<>\\]|\((?:\\[!-/:-@\[-`{-~]|[^\s()\\]){0,200}+\)){1,2000}+))"
    r"(?:[ \t]+(?:\"[^\"\\]{0,300}\"|'[^'\\]{0,300}'))?[ \t]*\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WHOLE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """A stretch of a text, from ``start`` up to ``end`` in code points. A mark says how others
    look, and is not shown itself; ``href`` leads to the web or a letter, or is empty."""

    start: int
    end: int
    is_mark: bool = False
    styles: frozenset[str] = frozenset()
    href: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is shown, and looks like nothing in particular."""
        return not (self.is_mark or self.styles or self.href)


@dataclass
class _Delimiter:
    """Stars, underscores or tildes that are not used yet, and what they could do."""

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int = 0

    def __post_init__(self) -> None:
        self.length = self.end - self.start


@dataclass
class _Bracket:
    """An open bracket, and how much had been found when it came."""

    start: int
    end: int
    delimiters: int
    found: tuple[int, int, int]


@dataclass
class _Found:
    """What was found so far, within the line."""

    marks: list[tuple[int, int]] = field(default_factory=list)
    styled: list[tuple[int, int, str]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    delimiters: list[_Delimiter] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    no_links_below: int = 0


def runs(
    line: str, at: int = 0, notes: Collection[str] = (), *, goes_on: bool = False
) -> list[Run]:
    """The runs of ``line``, which begins at ``at`` in its text, without a gap.

    ``notes`` are the names of the text's footnotes. ``goes_on`` when another line of the same
    paragraph follows: a backslash at the end is a mark then.
    """
    if not line:
        return []
    return list(_cut(_Reader(line, notes, goes_on).read(), len(line), at))


class _Reader:
    """Reads a line once, from left to right."""

    def __init__(self, line: str, notes: Collection[str], goes_on: bool) -> None:
        self.line, self.notes, self.goes_on = line, notes, goes_on
        self.found = _Found()
        self.ticks: dict[int, list[int]] = {}
        for one in reversed(list(_TICKS.finditer(line))):
            self.ticks.setdefault(len(one[0]), []).append(one.start())

    def read(self) -> _Found:
        place = 0
        while token := _TOKEN.search(self.line, place):
            place = self._take(token)
        _pair(self.found, 0)
        return self.found

    def _take(self, token: re.Match[str]) -> int:
        """Takes in what stands there; returns where to go on."""
        start, end, words = token.start(), token.end(), token[0]
        if words[0] == "\\":
            if len(words) == 2 or self.goes_on:
                self.found.marks.append((start, start + 1))
        elif words[0] == "`":
            return self._code(start, end)
        elif words[0] in "*_~":
            self.found.delimiters.append(self._delimiter(start, end))
        elif words[0] == "<":
            self._address(start, end)
        elif words.startswith("[^"):
            return self._note(start, end)
        elif words == "]":
            return self._close(start, end)
        else:
            self._open(start, end)
        return end

    def _open(self, start: int, end: int) -> None:
        found = self.found
        size = (len(found.marks), len(found.styled), len(found.links))
        found.brackets.append(_Bracket(start, end, len(found.delimiters), size))

    def _code(self, start: int, end: int) -> int:
        later = self.ticks.get(end - start, [])
        while later and later[-1] < end:
            later.pop()
        if not later:
            return end
        close = later[-1]
        words = self.line[end:close]
        pad = 1 if words[:1] == words[-1:] == " " and words.strip(" ") else 0
        after = close + end - start
        self.found.marks += [(start, end + pad), (close - pad, after)]
        self.found.styled.append((start, after, CODE))
        return after

    def _delimiter(self, start: int, end: int) -> _Delimiter:
        before = self.line[start - 1] if start else " "
        after = self.line[end] if end < len(self.line) else " "
        left = not after.isspace() and (
            not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
        )
        right = not before.isspace() and (
            not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
        )
        sign = self.line[start]
        if sign == "_":
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
            return _Delimiter(sign, start, end, opens, closes)
        is_sure = sign != "~" or end - start == 2
        return _Delimiter(sign, start, end, left and is_sure, right and is_sure)

    def _address(self, start: int, end: int) -> None:
        href = self.line[start + 1 : end - 1]
        if _WHOLE.fullmatch(href):
            self.found.marks += [(start, start + 1), (end - 1, end)]
            self.found.links.append((start, end, href))
            self.found.no_links_below = len(self.found.brackets)

    def _note(self, start: int, end: int) -> int:
        if self.line[start + 2 : end - 1] not in self.notes:
            self._open(start, start + 1)
            return start + 1
        self.found.marks += [(start, start + 2), (end - 1, end)]
        self.found.styled.append((start, end, RAISED))
        return end

    def _close(self, start: int, end: int) -> int:
        found = self.found
        if not found.brackets:
            return end
        bracket = found.brackets.pop()
        depth = len(found.brackets)
        is_image = bracket.end - bracket.start == 2
        is_in_link = not is_image and depth < found.no_links_below
        found.no_links_below = min(found.no_links_below, depth)
        target = None if is_in_link else _TARGET.match(self.line, end)
        if not target:
            return end
        if is_image:  # pictures are not shown: all of it stays as it is written
            self._forget(bracket)
            return target.end()
        _pair(found, bracket.delimiters)
        found.no_links_below = depth
        href = html.unescape(_ESCAPED.sub(r"\1", target[1] or target[2] or ""))
        if _WHOLE.fullmatch(href):
            found.marks += [(bracket.start, bracket.end), (start, target.end())]
            found.links.append((bracket.start, target.end(), href))
        return target.end()

    def _forget(self, bracket: _Bracket) -> None:
        found = self.found
        marks, styled, links = bracket.found
        del found.marks[marks:], found.styled[styled:], found.links[links:]
        del found.delimiters[bracket.delimiters :]


def _is_punctuation(sign: str) -> bool:
    return sign in PUNCTUATION or unicodedata.category(sign)[0] == "P"


def _pair(found: _Found, since: int) -> None:
    """Pairs the delimiters from ``since`` on, as CommonMark does ("process emphasis")."""
    waiting: list[_Delimiter] = []
    none_before: dict[tuple[str, bool, int], int] = {}
    for one in found.delimiters[since:]:
        key = (one.sign, one.opens, one.length % 3)
        while one.closes and one.start < one.end:
            place = _opener(waiting, one, none_before.get(key, 0))
            if place is None:
                none_before[key] = one.start
                break
            del waiting[place + 1 :]
            _join(found, waiting[place], one)
            if waiting[place].start == waiting[place].end:
                waiting.pop()
        if one.opens and one.start < one.end:
            waiting.append(one)
    del found.delimiters[since:]


def _opener(waiting: list[_Delimiter], closer: _Delimiter, bottom: int) -> int | None:
    for place in range(len(waiting) - 1, -1, -1):
        one = waiting[place]
        if one.start < bottom:
            return None
        if one.sign == closer.sign and not _is_odd(one, closer):
            return place
    return None


def _is_odd(opener: _Delimiter, closer: _Delimiter) -> bool:
    """Whether the two must not be a pair (rules 9 and 10 of emphasis)."""
    both = opener.closes or closer.opens
    lengths = (opener.length, closer.length)
    return (
        closer.sign != "~"
        and both
        and sum(lengths) % 3 == 0
        and any(length % 3 for length in lengths)
    )


def _join(found: _Found, opener: _Delimiter, closer: _Delimiter) -> None:
    size = min(2, opener.end - opener.start, closer.end - closer.start)
    start, end = opener.end - size, closer.start + size
    found.marks += [(start, opener.end), (closer.start, end)]
    style = STRUCK if closer.sign == "~" else (EMPHASIS, STRONG)[size - 1]
    found.styled.append((start, end, style))
    opener.end, closer.start = start, end


def _cut(found: _Found, length: int, at: int) -> Iterator[Run]:
    """The line, cut wherever something begins or ends."""
    changes: dict[int, list[tuple[str, int]]] = {0: [], length: []}
    ranges = [(*mark, "") for mark in found.marks] + found.styled
    for start, end, what in ranges:
        changes.setdefault(start, []).append((what, 1))
        changes.setdefault(end, []).append((what, -1))
    targets = {}
    for start, end, href in found.links:
        targets[start], targets[end] = href, targets.get(end, "")
        changes.setdefault(start, [])
        changes.setdefault(end, [])
    edges = sorted(changes)
    now: Counter[str] = Counter()
    href = ""
    for start, end in itertools.pairwise(edges):
        for what, by in changes[start]:
            now[what] += by
        href = targets.get(start, href)
        styles = frozenset(style for style in STYLES if now[style])
        yield Run(at + start, at + end, now[""] > 0, styles, href)
