"""People's words as Markdown that shows them as typed, and does nothing else.

Backslashes are not enough: notebooks look for formulas and HTML before and after they read
Markdown. A character reference can't begin any structure (CommonMark, "Entity and numeric
character references"), and a dollar sign alone in an element of its own begins no formula.
"""

import re

_PLAIN = re.compile(r"[^\w\s,;!?'’“”‘…–—.]|_", re.ASCII)
_NUMBERED = re.compile(r"(?m)^(\s*\d+)\.")
_ADDRESS = re.compile(r"(?i)\b(www)\.")
_FORMULA = "$\\"


def escape(text: str) -> str:
    """``text`` on one line of Markdown."""
    return _escape_line(" ".join(text.split()))


def escape_lines(text: str) -> str:
    """``text`` with its lines kept, as one Markdown paragraph; blank lines are kept as well."""
    lines = text.strip().splitlines()
    return "<br>\n".join(_indented(line) for line in lines)


def quote(text: str) -> str:
    """``text`` as a block quotation."""
    return "\n".join(f"> {line}" for line in escape_lines(text).split("\n"))


def _indented(line: str) -> str:
    bare = line.strip()
    depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    return "&nbsp;" * min(depth, 40) + _escape_line(bare)


def _escape_line(line: str) -> str:
    safe = _PLAIN.sub(_reference, line)
    safe = _NUMBERED.sub(r"\1&#46;", safe)
    return _ADDRESS.sub(r"\1&#46;", safe)


def _reference(match: re.Match[str]) -> str:
    character = match.group()
    if not character.isascii():
        return character
    if not character.isprintable():
        return ""
    reference = f"&#{ord(character)};"
    return f"<span>{reference}</span>" if character in _FORMULA else reference
