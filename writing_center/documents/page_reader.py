"""HTML, however broken, into the one form of a document.

nh3 (the parser of a browser) makes it well-formed and drops what acts; what is left is read from
top to bottom. Footnotes are recognised by what all programs that write them have in common: a
link to a place, and from that place a link back.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import islice

import nh3

from .css_looks import class_looks, declarations, styled
from .footnotes import pair_notes
from .imported import Losses
from .structure import BREAK, Block, Builder, Run
from .word_lists import gather_quotes

MOST_LINKS = 10_000

_STYLES = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "s": "del",
    "del": "del",
    "strike": "del",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sup": "sup",
    "sub": "sub",
    "u": "u",
}
_PARTS = frozenset(
    "div section article main aside header footer nav figure figcaption dl dt dd address body "
    "caption details summary center fieldset form".split()
)
_KEPT = frozenset("ul ol li blockquote table tr td th p h1 h2 h3 h4 h5 h6 pre".split())
_LOST = {
    "img": "picture",
    "svg": "picture",
    "math": "equation",
    "iframe": "embedded",
    "video": "embedded",
    "audio": "embedded",
    "object": "embedded",
    "embed": "embedded",
    "canvas": "embedded",
}
_DROPPED = frozenset(
    "script style title template noscript select textarea button svg math iframe video audio "
    "object canvas".split()
)
_COUNTED = re.compile(r"<(svg|math|iframe|video|audio|object|embed|canvas)[\s/>]", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-list\s*:\s*ignore|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.I
)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
_LEVEL = re.compile(r"mso-list\s*:\s*([^;]{0,60}?)\s*\blevel(\d)([^;]{0,60})", re.I)
_DELETED = re.compile(r"\bmsoDel\b", re.I)
_QUOTE = re.compile(r"\bMso(?:Intense)?Quote", re.I)
_SCHEME = re.compile(r"\shref\s*=\s*[\"']?\s*([a-z][a-z0-9+.-]{0,30}):", re.I)
_LANGUAGE = re.compile(r"(?:^|\s)language-([\w+#-]{1,30})")
_VOID = frozenset(("br", "hr", "img"))


def read_page(html: str, losses: Losses) -> Block:
    """The document in a piece of HTML: a page, or what a word processor put on the clipboard."""
    bare = _COMMENT.sub("", html)
    losses.update(_LOST[tag.lower()] for tag in _COUNTED.findall(bare))
    clean = nh3.clean(
        bare,
        tags=set(_STYLES) | _PARTS | _KEPT | _VOID | {"a", "span", "font"},
        clean_content_tags=set(_DROPPED),
        attributes={
            "*": {"id", "name", "style", "class"},
            "a": {"href", "id", "name"},
            "td": {"colspan", "rowspan", "style"},
            "th": {"colspan", "rowspan", "style"},
            "ol": {"start", "id"},
            "del": {"datetime", "style", "class"},
        },
        # Links to elsewhere are left out when the text is written, and counted there.
        url_schemes={"https", *islice(map(str.lower, _SCHEME.findall(bare)), MOST_LINKS)},
        link_rel=None,
    )
    reader = _Reader(losses, class_looks(html))
    reader.feed(clean)
    reader.close()
    pair_notes(reader.builder.root)
    gather_quotes(reader.builder.root)
    return reader.builder.root


class _Reader(HTMLParser):
    def __init__(self, losses: Losses, looks: Mapping[str, dict[str, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.losses = losses
        self.looks = looks
        self.builder = Builder(losses)
        self.styles: list[tuple[str, frozenset[str]]] = []
        self.href = ""
        self.names: tuple[str, ...] = ()
        self.hidden = 0
        self.is_marker = False
        self.marker = ""

    @property
    def style(self) -> frozenset[str]:
        return self.styles[-1][1] if self.styles else frozenset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.hidden:
            self.hidden += tag not in _VOID
            return
        css = given.get("style", "")
        if tag not in _VOID and (self._hides(given) or self._was_deleted(tag, given)):
            self.hidden = 1
            self.is_marker = bool(_MARKER.search(css))
            return
        names = tuple(given[key] for key in ("id", "name") if given.get(key))
        if tag in _VOID:
            self._void(tag)
        elif tag in _KEPT:
            self._block(tag, given, names)
        else:
            self.names += names
            if tag in _PARTS:
                self.builder.part()
            elif tag == "a":
                self.href = given.get("href", "")
                if self.href and self.names:
                    self._add("")
        is_code = tag == "pre" or (tag == "code" and self._is_in_pre())
        if is_code and (found := _LANGUAGE.search(given.get("class", ""))):
            self.builder.describe("language", found[1])
        if tag not in _VOID:
            self.styles.append((tag, self._styled(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.hidden:
            self.hidden -= 1
            if not self.hidden and self.marker:
                self.builder.mark_item(self.marker)
                self.marker = ""
            return
        if self.styles:
            self.styles.pop()
        if tag in _KEPT:
            self.builder.close(tag)
        elif tag in _PARTS:
            self.builder.part()
        elif tag == "a":
            self.href = ""

    def handle_data(self, data: str) -> None:
        if self.hidden:
            self.marker += data[:20] if self.is_marker else ""
        elif data:
            self._add(data)

    def _add(self, text: str) -> None:
        names: tuple[str, ...] = ()
        if text.strip() or not text:  # a place is where words are
            names, self.names = self.names, ()
        if "u" in self.style and text.strip() and not self.href:
            self.losses["underlining"] = 1
        self.builder.add(Run(text, self.style - {"u"}, self.href, names))

    def _void(self, tag: str) -> None:
        if tag == "img":
            self.losses["picture"] += 1
        elif tag == "br":
            self.builder.add(Run(BREAK))
        else:
            self.builder.open("hr")

    def _block(self, tag: str, given: Mapping[str, str], names: tuple[str, ...]) -> None:
        attributes = {"id": names[0]} if names else {}
        if tag in ("td", "th"):
            attributes["span"] = _number(given.get("colspan", ""), 1)
            attributes["height"] = _number(given.get("rowspan", ""), 1)
        if tag == "ol":
            attributes["start"] = _number(given.get("start", ""), 1)
        level = _LEVEL.search(given.get("style", ""))
        if level and tag == "p":
            attributes |= {"level": level[2], "of": f"{level[1]}{level[3]}".lower()}
        if tag == "p" and _QUOTE.match(given.get("class", "")):
            attributes["is_quoted"] = "1"
        is_title = tag == "p" and given.get("class") == "MsoTitle"
        self.builder.open("h1" if is_title else tag, **attributes)

    def _was_deleted(self, tag: str, given: Mapping[str, str]) -> bool:
        """Whether it was deleted with changes tracked, and not just struck."""
        is_deleted = (tag == "del" and "datetime" in given) or bool(
            _DELETED.search(given.get("class", ""))
        )
        self.losses["deletion"] |= is_deleted
        return is_deleted

    def _hides(self, given: Mapping[str, str]) -> bool:
        """Whether an element is not seen, or is a comment in the margin."""
        is_comment = "msocomanchor" in given.get("class", "").lower()
        self.losses["comment"] += is_comment
        return is_comment or bool(_HIDDEN.search(given.get("style", "")))

    def _styled(self, tag: str, given: Mapping[str, str]) -> frozenset[str]:
        style = self.style
        if tag in _STYLES and not (tag == "code" and self._is_in_pre()):
            style |= {_STYLES[tag]}
        if tag in ("td", "th", "table", "ul", "ol"):
            return style
        for name in given.get("class", "").split():
            if name in self.looks and not _QUOTE.match(name):
                style = styled(style, self.looks[name])
        css = given.get("style")
        return styled(style, declarations(css)) if css else style

    def _is_in_pre(self) -> bool:
        return any(tag == "pre" for tag, _ in self.styles[-3:])


def _number(value: str, default: int) -> str:
    is_number = value.isascii() and value.isdigit() and len(value) < 9
    return str(int(value)) if is_number else str(default)
