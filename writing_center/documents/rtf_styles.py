"""The tables at the top of rich text: fonts and their code pages, styles and their names."""

import re
from dataclasses import dataclass, field

# Without 1 (the document’s own) and 2 (signs, not letters).
_PAGES = {
    0: "cp1252",
    77: "mac_roman",
    78: "cp932",
    79: "cp949",
    80: "gbk",
    81: "big5",
    84: "mac_arabic",
    85: "mac_greek",
    86: "mac_turkish",
    87: "cp874",
    88: "mac_latin2",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    179: "cp1256",
    180: "cp1256",
    181: "cp1255",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_HEADING = re.compile(r"heading (\d)\b", re.I)
_QUOTE = re.compile(r"quot|block ?text", re.I)


def code_page(number: int | None) -> str:
    """The codec of ``\\ansicpg``; Windows-1252 when there is none."""
    special = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 950: "big5"}
    name = special.get(number or 1252, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


@dataclass
class Tables:
    """What the document says about its fonts and styles."""

    pages: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def add_font(self, number: int, charset: int | None) -> None:
        """A font with the number of its character set."""
        if charset in _PAGES:
            self.pages[number] = _PAGES[charset]

    def add_style(self, number: int, name: str, outline: int | None) -> None:
        """A paragraph style; localised headings are known by their outline level."""
        if found := _HEADING.search(name):
            self.kinds[number] = f"h{min(max(int(found[1]), 1), 6)}"
        elif outline is not None and 0 <= outline < 9:
            self.kinds[number] = f"h{min(outline + 1, 6)}"
        elif name.strip(" ;").lower() == "title":
            self.kinds[number] = "h1"
        elif _QUOTE.search(name):
            self.kinds[number] = "blockquote"
