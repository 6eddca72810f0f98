"""Rich text cut into its tokens: groups, control words, and text between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.errors import InvalidInput

MOST_DEEP = 500
DEEP = "This document is nested too deeply to be read. Save it anew in your word processor."
CUT_OFF = (
    "This document is cut off: its end is missing. Was it still being copied? Upload it again, or "
    "save it anew in your word processor first."
)
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\x00]+"
    rb"|([^\\{}\r\n\x00]+)|\\"
)


@dataclass(frozen=True)
class Token:
    """``kind`` is ``{``, ``}``, ``word``, ``symbol`` or ``text``; ``content`` its bytes."""

    kind: str
    word: str = ""
    number: int | None = None
    content: bytes = b""


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens of a document. What ``\\bin`` holds is passed over.

    Raises InvalidInput when groups are nested without end, or don't end.
    """
    place, depth = 0, 0
    while place < len(content):
        match = _TOKEN.match(content, place)
        if match is None:  # can't be: the pattern takes any byte
            raise InvalidInput(CUT_OFF, "file")
        place = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if brace:
            depth += 1 if brace == b"{" else -1
            if depth > MOST_DEEP:
                raise InvalidInput(DEEP, "file")
            yield Token(brace.decode())
            if depth <= 0:
                return
        elif word:
            value = int(number) if number else None
            if word == b"bin":
                if place + max(value or 0, 0) > len(content):
                    raise InvalidInput(CUT_OFF, "file")
                place += max(value or 0, 0)
            else:
                yield Token("word", word.decode(), value)
        elif code:
            yield Token("text", "'", content=bytes([int(code, 16)]))
        elif symbol:
            yield Token("symbol", symbol.decode("latin-1"))
        elif text:
            yield Token("text", content=text)
    raise InvalidInput(CUT_OFF, "file")
