"""Where the sentences of a text begin and end, in code points."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text, from ``start`` up to ``end``, counted in code points."""

    start: int
    end: int


_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[」』”’）]*)\s*")


def sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without the white space around them."""
    found = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in [match.end() for match in _END.finditer(line[0])] + [len(line[0])]:
            piece = text[start : line.start() + end]
            bare = piece.strip()
            if bare:
                begin = start + len(piece) - len(piece.lstrip())
                found.append(Span(begin, begin + len(bare)))
            start = line.start() + end
    return found
