"""XML from strangers: no document type, no entities, no depth without end, and never a request."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from ..domain.errors import InvalidInput

MOST_DEEP = 200
TYPED = (
    "This document declares entities of its own, which no word processor does and which can be "
    "used to attack a computer. It was not read. Save it anew in your word processor."
)
DEEP = "This document is nested too deeply to be read. Save it anew in your word processor."
BROKEN = (
    "This document is damaged: a part of it can't be read. Open it in your word processor, save "
    "it anew, and upload that."
)

Start = Callable[[str, dict[str, str]], None]


def read_xml(
    source: IO[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a piece of XML from top to bottom, telling what opens, closes and stands between.

    Names are ``namespace name``, with a space between. Raises InvalidInput when it is broken,
    nested without end, or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEEP:
            raise InvalidInput(DEEP, "file")
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.ParseFile(source)
    except expat.ExpatError:
        raise InvalidInput(BROKEN, "file") from None


def _refuse(*_what: object) -> None:
    raise InvalidInput(TYPED, "file")
