"""OpenDocument texts (.odt), as LibreOffice and others write them."""

from collections.abc import Callable

from ..domain.errors import InvalidInput
from .archives import LOCKED, Archive
from .imported import Imported, Losses
from .markdown_writer import write_document
from .office_styles import Styles, short_name
from .properties import title_of
from .safe_xml import BROKEN, read_xml
from .structure import BREAK, Block, Builder, Run
from .table_repeats import Repeats

_SKIPPED = {
    "office:annotation": "comment",
    "text:tracked-changes": "deletion",
    "text:table-of-content": "contents",
    "text:note-citation": "",
    "text:index-title": "",
    "office:forms": "",
    "text:sequence-decls": "",
    "text:list-style": "",
    "office:automatic-styles": "",
    "office:font-face-decls": "",
    "style:style": "",
    "svg:title": "",
    "svg:desc": "",
    "text:ruby-text": "ruby",
}


def read(archive: Archive) -> Imported:
    """The text of an OpenDocument text. Raises InvalidInput for one that can't be read."""
    _refuse_locked(archive)
    if "content.xml" not in archive:
        raise InvalidInput(BROKEN, "file")
    losses = Losses()
    styles = Styles()
    for name in ("styles.xml", "content.xml"):
        if name in archive:
            with archive.open(name) as part:
                read_xml(part, styles.start, styles.end, styles.text)
    reader = _Reader(styles, losses)
    with archive.open("content.xml") as part:
        read_xml(part, reader.start, reader.end, reader.text)
    if styles.has_margins:
        losses["header"] = 1
    markdown = write_document(reader.builder.root, losses)
    return Imported(markdown, title_of(archive, "meta.xml"), losses.sentences())


def _refuse_locked(archive: Archive) -> None:
    def start(name: str, _attributes: dict[str, str]) -> None:
        if name.endswith(" encryption-data"):
            raise InvalidInput(LOCKED, "file")

    if "META-INF/manifest.xml" in archive:
        with archive.open("META-INF/manifest.xml") as part:
            read_xml(part, start)


class _Reader:
    def __init__(self, styles: Styles, losses: Losses) -> None:
        self.styles = styles
        self.losses = losses
        self.builder = Builder(losses)
        self.skipped = 0
        self.looks: list[frozenset[str]] = [frozenset()]
        self.hrefs: list[str] = [""]
        self.lists: list[str] = []
        self.tags: list[str] = []  # what closes with each element that is open
        self.repeated: list[tuple[Block | None, int]] = []  # … and how often it stands there
        self.repeats = Repeats()
        self.leaf = ""
        self.notes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = short_name(name)
        if self.skipped or short in _SKIPPED:
            if not self.skipped:
                self._lose(_SKIPPED[short])
            self.skipped += 1
            return
        given = {short_name(key): value for key, value in attributes.items()}
        if self._is_hidden(short, given):
            self._lose("hidden")
            self.skipped = 1
            return
        self.looks.append(self.looks[-1])
        self.hrefs.append(self.hrefs[-1])
        self.tags.append("")
        self.repeated.append((None, 1))
        act = _STARTS.get(short)
        if act is not None:
            act(self, given)

    def end(self, _name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        self.looks.pop()
        self.hrefs.pop()
        for tag in self.tags.pop().split():
            if tag == "list":
                self.lists.pop()
            elif tag == "aside":
                self.builder.end_aside()
            else:
                self.builder.close(tag)
        block, count = self.repeated.pop()
        if block is not None and count > 1:
            self._repeat(block, count)

    def _is_hidden(self, short: str, given: dict[str, str]) -> bool:
        """Whether an element is not shown, and all in it."""
        if short == "text:note":
            return "hidden" in self.looks[-1]
        shown = given.get("text:display", "true") if short == "text:section" else "true"
        return shown == "none" or (
            shown == "condition" and given.get("text:is-hidden", "false") == "true"
        )

    def _repeat(self, block: Block, count: int) -> None:
        of = self.repeats.of_cell if block.tag == "td" else self.repeats.of_row
        self.builder.repeat(block, of(block, count))
        self.losses["repeats"] |= self.repeats.fell_short

    def text(self, text: str) -> None:
        if self.skipped or not self.tags or not self.leaf:
            return
        self._add(text)

    def _add(self, text: str) -> None:
        if "hidden" in self.looks[-1]:
            self.losses["hidden"] |= bool(text.strip())
            return
        if "u" in self.looks[-1] and text.strip() and not self.hrefs[-1]:
            self.losses["underlining"] = 1
        self.builder.add(Run(text, self.looks[-1] - {"u"}, self.hrefs[-1]))

    def _lose(self, kind: str) -> None:
        if kind in ("deletion", "contents", "hidden", "ruby"):
            self.losses[kind] = 1
        elif kind:
            self.losses[kind] += 1

    def _open(self, tag: str, **attributes: str) -> Block | None:
        self.tags[-1] = f"{tag} {self.tags[-1]}"
        return self.builder.open(tag, **attributes)

    def paragraph(self, given: dict[str, str]) -> None:
        style = given.get("text:style-name", "")
        kind = self.styles.paragraph_kind(style)
        if kind == "blockquote":
            self._open("blockquote")
            kind = "p"
        if kind == "pre" and self.builder.continues("pre"):
            self._add("\n")
        else:
            self._open(kind)
        self.leaf = kind
        self.looks[-1] = self.styles.look(style)
        if kind[0] == "h":
            self.looks[-1] &= {"hidden"}

    def heading(self, given: dict[str, str]) -> None:
        level = given.get("text:outline-level", "1")
        self.leaf = f"h{min(max(int(level), 1), 6) if level.isdigit() else 1}"
        self._open(self.leaf)
        self.looks[-1] = self.styles.look(given.get("text:style-name", "")) - {"strong", "em"}

    def span(self, given: dict[str, str]) -> None:
        self.looks[-1] = self.styles.look(given.get("text:style-name", ""), self.looks[-1])

    def link(self, given: dict[str, str]) -> None:
        self.hrefs[-1] = given.get("xlink:href", "")

    def begin_list(self, given: dict[str, str]) -> None:
        name = given.get("text:style-name") or (self.lists[-1] if self.lists else "")
        self.lists.append(name)
        is_numbered = self.styles.is_numbered(name, len(self.lists))
        self.tags[-1] = "list"
        self._open("ol" if is_numbered else "ul")

    def item(self, given: dict[str, str]) -> None:
        self._open("li")

    def table(self, given: dict[str, str]) -> None:
        self._open("table")

    def row(self, given: dict[str, str]) -> None:
        count = _count(given.get("table:number-rows-repeated"))
        self.repeated[-1] = (self._open("tr"), count)

    def cell(self, given: dict[str, str]) -> None:
        if _count(given.get("table:number-columns-spanned")) > 1 or (
            _count(given.get("table:number-rows-spanned")) > 1
        ):
            self.losses["merged cells"] = 1
        count = _count(given.get("table:number-columns-repeated"))
        self.repeated[-1] = (self._open("td"), count)

    def note(self, given: dict[str, str]) -> None:
        self.notes += 1
        self.builder.add(Run("", note=str(self.notes)))

    def note_body(self, given: dict[str, str]) -> None:
        self.tags[-1] = "aside"
        self.builder.begin_aside("note", id=str(self.notes))
        self.looks[-1], self.hrefs[-1] = frozenset(), ""

    def spaces(self, given: dict[str, str]) -> None:
        count = min(_count(given.get("text:c")), 200)
        self._add(" " * count)

    def tab(self, given: dict[str, str]) -> None:
        self._add(" ")

    def line_break(self, given: dict[str, str]) -> None:
        self._add(BREAK)

    def picture(self, given: dict[str, str]) -> None:
        self.losses["picture"] += 1

    def embedded(self, given: dict[str, str]) -> None:
        self.losses["embedded"] += 1

    def text_box(self, given: dict[str, str]) -> None:
        self.losses["text box"] = 1


def _count(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 9 else 1


_STARTS: dict[str, Callable[[_Reader, dict[str, str]], None]] = {
    "text:p": _Reader.paragraph,
    "text:h": _Reader.heading,
    "text:span": _Reader.span,
    "text:a": _Reader.link,
    "text:list": _Reader.begin_list,
    "text:list-item": _Reader.item,
    "text:list-header": _Reader.item,
    "table:table": _Reader.table,
    "table:table-row": _Reader.row,
    "table:table-cell": _Reader.cell,
    "table:covered-table-cell": _Reader.cell,
    "text:note": _Reader.note,
    "text:note-body": _Reader.note_body,
    "text:s": _Reader.spaces,
    "text:tab": _Reader.tab,
    "text:line-break": _Reader.line_break,
    "draw:image": _Reader.picture,
    "draw:object": _Reader.embedded,
    "draw:object-ole": _Reader.embedded,
    "draw:text-box": _Reader.text_box,
}
