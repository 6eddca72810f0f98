"""What CSS says of how text looks: what is written at an element, and rules for its classes.

Google Docs keeps all looks of a page in classes (``.c1{font-weight:700}``), Word those of its
styles. Only plain classes are read; nothing here makes text appear or disappear.
"""

import re
from collections.abc import Iterator

MOST_CSS = 1_000_000  # characters of a page's rules
_BEGIN = re.compile(r"<style\b[^>]{0,500}>", re.I)
_END = re.compile(r"</style", re.I)
_CLASS = re.compile(r"\s*[\w-]*\.([\w-]+)\s*\Z")
_SAID = frozenset(
    "font-weight font-style text-decoration text-decoration-line vertical-align".split()
)
_RAISED = {"super": "sup", "sub": "sub"}


def declarations(css: str) -> dict[str, str]:
    """What is declared, by name, the last one of each: ``font-weight`` is not
    ``mso-bidi-font-weight``, which Word writes beside it."""
    pairs = (part.partition(":") for part in css.lower().split(";"))
    return {name.strip(): value.split("!")[0].strip() for name, _, value in pairs}


def class_looks(html: str) -> dict[str, dict[str, str]]:
    """What the style elements of a page declare for its classes."""
    found: dict[str, dict[str, str]] = {}
    for selectors, css in _rules("".join(_sheets(html))[:MOST_CSS]):
        given = {name: value for name, value in declarations(css).items() if name in _SAID}
        for selector in selectors.split(",") if given else ():
            if match := _CLASS.match(selector):
                found.setdefault(match[1], {}).update(given)
    return found


def _sheets(html: str) -> Iterator[str]:
    place = 0
    while (begin := _BEGIN.search(html, place)) and (end := _END.search(html, begin.end())):
        yield html[begin.end() : end.start()]
        place = end.end()


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules that stand by themselves; those for print or for small screens do not."""
    first, *others = sheet.replace("<!--", "").replace("-->", "").split("/*")
    sheet = first + "".join(other.partition("*/")[2] for other in others)
    depth = 0
    before = ""
    for piece in re.split(r"([{}])", sheet):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(depth - 1, 0)
        elif depth == 1 and not before.lstrip().startswith("@"):
            yield before, piece
        elif depth == 0:
            before = piece.rpartition(";")[2]


def styled(style: frozenset[str], said: dict[str, str]) -> frozenset[str]:
    """``style`` as these declarations change it."""
    weight = said.get("font-weight", "")
    if weight:
        is_bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight[:4]) >= 600)
        style = style | {"strong"} if is_bold else style - {"strong"}
    slant = said.get("font-style", "")
    if slant:
        style = style | {"em"} if slant.startswith(("italic", "oblique")) else style - {"em"}
    line = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
    for name, look in (("line-through", "del"), ("underline", "u")):
        style = style | {look} if name in line else style
    raised = _RAISED.get(said.get("vertical-align", ""))
    return (style - {"sup", "sub"}) | {raised} if raised else style
