"""Where the sentences of a text begin and end, in code points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text, from ``start`` up to ``end``, counted in code points."""

    start: int
    end: int


LONGEST = 800
"""A longer sentence is cut at its clauses, and these at a space: nobody comments on it whole, and
comparing takes time that grows with the square of the length."""

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_CLOSING = r"[\"'”’»›)\]*_]*+"
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++{_CLOSING}(?=\s)"  # the usual end; a run of stops is looked at once
    rf"|(?<=[^\W\d_]{{3}})[.!?]{_CLOSING}(?=[A-Z][a-z ])"  # the space after it was forgotten
    r"|[。！？｡؟۔।॥]+[\"'”’»›)\]」』*_]*"
)
_CLAUSE = re.compile(r"[,;:،、，；](?=\s)|[、，；]")
_ADDRESS = re.compile(r"(?:[/@]|www)\S*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?:\w['’]|[\w.])+$")
_NUMBERING = re.compile(r"[\s>#*+-]*\(?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{2,4})[.)]?$")
_ABBREVIATIONS = frozenset(
    "approx bzw ca cf dr fig figs hr inc jr ltd mr mrs mt nr pp prof sr st str vgl viz vs".split()
)
_CAPTION = re.compile(r"[^\W\d_]{2,4}\.\d")  # Abb. 3, Tab. 1, Vol. 2
# German writes the fifth of May as "am 5. Mai", with the capital of every noun.
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}$")
_COUNTED = re.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober"
    r"|November|Dezember|Jahr(?:hundert|tausend)(?:e?s)?|Weltkriegs?|Geburtstag|Klasse|Semester"
    r"|Stock|Platz|Tag|Mal|Auflage|Kapitel)\b"
)
_GERMAN_BEFORE = re.compile(r"\b(?:im|dem|der|des|vom|zum|zur|beim|das)\s+\d{1,2}$", re.IGNORECASE)
_BEGINNING = re.compile(
    r"\s+(?:[A-Z]\w?|D(?:er|ie|as|en|em|es|ann|anach|och|u|eshalb)|E(?:in|ine|inen|inem|iner|s)"
    r"|Ich|Sie|Wir|Und|Aber|Auch|Als|Nun|Wenn|Weil|Dies\w*|The|Then|This|That|She|They|But|And)\b"
)
_MID_SENTENCE = frozenset("etc usw bspw evtl ggf".split())


def sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without the white space around them.

    Together they are everything but white space. A heading, an item of a list, a line of verse is
    one too: a sentence ends with its line, unless the next one goes on in small letters.
    """
    found = []
    for line in _lines(text):
        for start, end in _cut(text, line):
            piece = text[start:end]
            bare = piece.strip()
            if bare:
                begin = start + len(piece) - len(piece.lstrip())
                found.append(Span(begin, begin + len(bare)))
    return found


def _lines(text: str) -> Iterator[Span]:
    """The lines of a text, with those joined that were only broken to fit a page."""
    start = seen = 0
    is_blank = True
    for one in _BREAK.finditer(text):
        is_blank = is_blank and not text[seen : one.start()].strip()
        seen = one.end()
        if is_blank or not text[seen : seen + 1].islower():
            yield Span(start, one.start())
            start, is_blank = seen, True
    yield Span(start, len(text))


def _cut(text: str, line: Span) -> Iterator[tuple[int, int]]:
    start = line.start
    for one in _END.finditer(text, line.start, line.end):
        if _is_end(text, start, one, line.end):
            yield from _shortened(text, start, one.end())
            start = one.end()
    yield from _shortened(text, start, line.end)


def _is_end(text: str, start: int, mark: re.Match[str], line_end: int) -> bool:
    """Whether a full stop or the like ends a sentence here, or an abbreviation or a number."""
    after = text[mark.end() : min(mark.end() + 8, line_end)].lstrip()
    is_on = after[:1].islower()
    if mark[0] != "." or (is_on and not text[mark.start() - 1 : mark.start()].isalpha()):
        return not is_on
    before = text[max(start, mark.start() - 24) : mark.start()]
    if not text[mark.end() : mark.end() + 1].isspace() and _ADDRESS.search(before):
        return False
    is_short = mark.start() - start < 8
    if is_short and (_NUMBERING.match(before) or _CAPTION.match(before + mark[0] + after)):
        return False
    if _is_ordinal(before, text, mark.end()):
        return False
    word = _LAST_WORD.search(before)
    last = word[0].casefold() if word else ""
    is_initial = len(last) == 1 and last.isalpha() and last != "i"
    if last == "no" and after[:1].isdigit():
        return False
    if is_initial or "." in last.strip(".") or last in _ABBREVIATIONS:
        return False
    # Who writes fast forgets a capital; but "etc." may stand anywhere.
    return not is_on or (len(last) > 2 and last not in _MID_SENTENCE)


def _is_ordinal(before: str, text: str, end: int) -> bool:
    """Whether a number with a stop, which ``before`` ends in, counts what comes next."""
    if not _ORDINAL.search(before):
        return False
    return _COUNTED.match(text, end) is not None or (
        _GERMAN_BEFORE.search(before) is not None and _BEGINNING.match(text, end) is None
    )


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch itself, or its clauses where it is very long."""
    if end - start <= LONGEST:
        yield start, end
        return
    for one in _CLAUSE.finditer(text, start, end):
        yield from _chunks(text, start, one.end())
        start = one.end()
    yield from _chunks(text, start, end)


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in " \t\n")
        middle = space if space > 0 else start + LONGEST
        yield start, middle
        start = middle
    yield start, end
