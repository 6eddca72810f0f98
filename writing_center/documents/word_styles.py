"""What the styles of a Word document mean, with what they inherit."""

import re
from dataclasses import dataclass, field

from .archives import Archive
from .safe_xml import read_xml

MOST_PARENTS = 12
HIDDEN = "vanish"
LOOKS = frozenset(("b", "i", "strike", "u", HIDDEN))
OFF = frozenset(("0", "false", "off", "none"))
_HEADING = re.compile(r"heading ([1-9])\Z", re.I)
_QUOTES = frozenset(("quote", "intense quote", "quotations", "block text"))
_OTHERS = re.compile(r"(title|subtitle|toc|html|table of figures)\b", re.I)
_LINKS = frozenset(("hyperlink", "followedhyperlink"))  # underlined because they are links


@dataclass
class _Style:
    name: str = ""
    parent: str = ""
    is_default: bool = False
    outline: str = ""
    numbering: tuple[str, str] = ("", "")
    looks: dict[str, bool] = field(default_factory=dict)


class WordStyles:
    """Paragraph and character styles by their ids."""

    def __init__(self, archive: Archive, part: str = "word/styles.xml") -> None:
        """The styles of a document that was inspected before; none when it has none."""
        self._styles: dict[str, _Style] = {}
        self._current = _Style()
        self._path: list[str] = []
        if part in archive:
            with archive.open(part) as source:
                read_xml(source, self._start, self._end)

    def __bool__(self) -> bool:
        return bool(self._styles)

    def heading(self, style_id: str) -> int:
        """The level (1 to 6) of a heading that mammoth would not see as one: its style is based
        on a heading, or has an outline level; 0 for everything else."""
        for place, style in enumerate(self._family(style_id)):
            if found := _HEADING.match(style.name):
                is_known = place == 0 and int(found[1]) <= 6
                return 0 if is_known else min(int(found[1]), 6)
            if _is_other(style) or style.name.lower().startswith("list"):
                return 0
            if style.outline.isdigit() and int(style.outline) < 9:
                return min(int(style.outline) + 1, 6)
        return 0

    def is_quote(self, style_id: str) -> bool:
        """Whether a style is only based on a quotation."""
        names = [style.name.lower() for style in self._family(style_id)]
        return any(name in _QUOTES for name in names[1:]) and names[0] not in _QUOTES

    def looks(self, style_id: str) -> frozenset[str]:
        """``b``, ``i``, ``strike``, ``u``, ``vanish`` of all text in this style. Headings and
        quotations have the last one only: there, looks are no emphasis. What the whole document
        has is none either."""
        family = self._family(style_id)
        found: dict[str, bool] = {}
        for style in reversed(family):
            found |= {} if style.is_default else style.looks
        looks = frozenset(look for look, is_on in found.items() if is_on)
        if any(_is_other(one) or _HEADING.match(one.name) or one.outline for one in family):
            return looks & {HIDDEN}
        return looks

    def numbering(self, style_id: str) -> tuple[str, str]:
        """The list that a style puts its paragraphs into, and the level; empty for none."""
        found = (style.numbering for style in self._family(style_id))
        return next((one for one in found if one[0]), ("", ""))

    def _family(self, style_id: str) -> list[_Style]:
        found: list[_Style] = []
        while (style := self._styles.get(style_id)) and len(found) < MOST_PARENTS:
            found.append(style)
            style_id = style.parent
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = name.rsplit(" ", 1)[-1]
        given = {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()}
        value = given.get("val", "")
        self._path.append(short)
        style = self._current
        match self._path[2:]:
            case []:
                self._current = _Style(is_default=given.get("default", "0") not in OFF)
                if short == "style":
                    self._styles.setdefault(given.get("styleId", ""), self._current)
            case ["name"]:
                style.name = value
            case ["basedOn"]:
                style.parent = value
            case ["pPr", "outlineLvl"]:
                style.outline = value
            case ["pPr", "numPr", "numId"]:
                style.numbering = (value, style.numbering[1])
            case ["pPr", "numPr", "ilvl"]:
                style.numbering = (style.numbering[0], value)
            case ["rPr", look] if look in LOOKS and style.name.lower() not in _LINKS:
                style.looks[look] = value not in OFF

    def _end(self, _name: str) -> None:
        self._path.pop()


def _is_other(style: _Style) -> bool:
    return style.name.lower() in _QUOTES or bool(_OTHERS.match(style.name))
