"""What the styles of an OpenDocument text mean: bold, a quotation, a numbered list."""

from dataclasses import dataclass, field

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "http://www.w3.org/1999/xlink": "xlink",
}
MOST_PARENTS = 20
_QUOTES = frozenset(("Quotations", "Quote", "Intense_20_Quote", "Block_20_Text"))
_CODE = frozenset(("Preformatted_20_Text", "HTML_20_Preformatted", "Source_20_Text"))


def short_name(name: str) -> str:
    """``text:p`` for what the parser calls ``urn:… p``."""
    space, _, local = name.rpartition(" ")
    return f"{_SPACES.get(space, '?')}:{local}"


@dataclass
class _Style:
    parent: str
    level: str = ""
    on: set[str] = field(default_factory=set)
    off: set[str] = field(default_factory=set)

    def switch(self, style: str, is_on: bool) -> None:
        (self.on if is_on else self.off).add(style)


class Styles:
    """Collects styles while a part is read, and answers what they mean."""

    def __init__(self) -> None:
        """No style yet."""
        self._styles: dict[str, _Style] = {}
        self._numbered: set[tuple[str, int]] = set()
        self._current: _Style | None = None
        self._list = ""
        self._is_in_margin = 0
        self.has_margins = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of ``styles.xml`` or ``content.xml`` opens."""
        short = short_name(name)
        given = {short_name(key): value for key, value in attributes.items()}
        if short == "style:style":
            parent = given.get("style:parent-style-name", "")
            self._current = _Style(parent, given.get("style:default-outline-level", ""))
            self._styles[given.get("style:name", "")] = self._current
        elif short == "style:text-properties" and self._current is not None:
            _read_look(self._current, given)
        elif short == "text:list-style":
            self._list = given.get("style:name", "")
        elif short == "text:list-level-style-number" and given.get("style:num-format"):
            level = given.get("text:level", "1")
            self._numbered.add((self._list, int(level) if level.isdigit() else 1))
        elif short in ("style:header", "style:footer"):
            self._is_in_margin += 1

    def text(self, text: str) -> None:
        """Text of an element."""
        if self._is_in_margin and any(character.isalpha() for character in text):
            self.has_margins = True

    def end(self, name: str) -> None:
        """An element closes."""
        short = short_name(name)
        if short == "style:style":
            self._current = None
        elif short in ("style:header", "style:footer"):
            self._is_in_margin -= 1

    def look(self, name: str, base: frozenset[str] = frozenset()) -> frozenset[str]:
        """How text of this style looks: ``strong``, ``em``, ``del``, ``sup``, ``sub``, ``u``;
        ``hidden`` when it is not shown."""
        for style in reversed(self._family(name)):
            base = (base | style.on) - style.off
        return base

    def paragraph_kind(self, name: str) -> str:
        """``p``, ``h1`` to ``h6``, ``blockquote`` or ``pre``."""
        names = [name, *(style.parent for style in self._family(name))]
        if any(one in _QUOTES for one in names):
            return "blockquote"
        if any(one in _CODE for one in names):
            return "pre"
        return "h1" if "Title" in names else "p"

    def is_numbered(self, name: str, level: int) -> bool:
        """Whether a list of this style has numbers at this level (from 1)."""
        return (name, level) in self._numbered

    def _family(self, name: str) -> list[_Style]:
        found: list[_Style] = []
        while (style := self._styles.get(name)) and len(found) < MOST_PARENTS:
            found.append(style)
            name = style.parent
        return found


def _read_look(style: _Style, given: dict[str, str]) -> None:
    if weight := given.get("fo:font-weight"):
        style.switch("strong", weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600))
    if slant := given.get("fo:font-style"):
        style.switch("em", slant in ("italic", "oblique"))
    if line := given.get("style:text-line-through-style"):
        style.switch("del", line != "none")
    if line := given.get("style:text-underline-style"):
        style.switch("u", line != "none")
    if display := given.get("text:display"):
        style.switch("hidden", display == "none")
    if place := given.get("style:text-position"):
        where = place.split(" ")[0]
        is_low = where.startswith(("sub", "-"))
        style.switch("sub" if is_low else "sup", where not in ("0%", ""))
