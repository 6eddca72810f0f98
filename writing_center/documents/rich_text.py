"""Rich text (.rtf), as Word, LibreOffice, TextEdit and WordPad write it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..domain.errors import InvalidInput
from .imported import Imported, Losses
from .markdown_writer import write_document
from .rtf_styles import Tables, code_page
from .rtf_tokens import CUT_OFF, Token, tokens
from .structure import BREAK, Builder, Run
from .word_lists import gather_lists

_SKIPPED = frozenset(
    "colortbl info generator themedata colorschememapping latentstyles datastore rsidtbl listtable "
    "listoverridetable revtbl filetbl pnseclvl xe tc bkmkstart bkmkend nonshppict shprslt sp sn sv "
    "ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnid atnauthor atnref atndate atnparent "
    "objdata objclass xmlnstbl pgptbl htmltag mhtmltag pn fontemb ud wgrffmtfilter".split()
)
_LOST = {"pict": "picture", "annotation": "comment", "object": "embedded", "mmath": "equation"}
_MARGINS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_STARRED = frozenset("fldinst shppict shpinst shptxt footnote annotation mmath listtext".split())
_SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "enspace": " ",
    "emspace": " ",
    "qmspace": " ",
    "line": BREAK,
    "lbr": BREAK,
}
_LOOKS = {
    "b": "strong",
    "i": "em",
    "strike": "del",
    "striked": "del",
    "ul": "u",
    "uld": "u",
    "uldb": "u",
    "ulw": "u",
    "super": "sup",
    "sub": "sub",
}
UNKNOWN = "\ufffd"
_LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]{1,2000})"|([^\s"\\]{1,2000}))', re.I)


@dataclass
class _State:
    """What holds within a group. ``into`` is where its text goes; empty for the document."""

    style: frozenset[str] = frozenset()
    into: str = ""
    page: str = "cp1252"
    wide: int = 1
    href: str = ""
    is_hidden: bool = False
    is_deleted: bool = False
    begins: str = ""  # what begins with this group and ends with it


@dataclass
class _Paragraph:
    runs: list[Run] = field(default_factory=list)
    style: int = 0
    outline: int | None = None
    level: int = 0
    is_item: bool = False
    is_in_table: bool = False
    marker: str = ""


def read(content: bytes) -> Imported:
    """The text of a rich text file. Raises InvalidInput for a broken one."""
    reader = _Reader()
    for token in tokens(content):
        reader.take(token)
    reader.flush()
    gather_lists(reader.builder.root)
    markdown = write_document(reader.builder.root, reader.losses)
    return Imported(markdown, "", reader.losses.sentences())


class _Reader:
    def __init__(self) -> None:
        self.losses = Losses()
        self.builder = Builder(self.losses)
        self.tables = Tables()
        self.states = [_State()]
        self.page = "cp1252"
        self.paragraph = _Paragraph()
        self.kept: list[_Paragraph] = []
        self.pending = b""
        self.high = 0  # the first half of a character that is written as two
        self.to_skip = 0
        self.is_starred = False
        self.is_first = False
        self.collected = ""
        self.number = 0
        self.detail: int | None = None
        self.notes = 0

    @property
    def state(self) -> _State:
        return self.states[-1]

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token)
            return
        self._settle()
        if self.high and token.word not in ("u", "uc"):
            self._put_lonely()
        if token.kind == "{":
            self.states.append(replace(self.state, begins=""))
            self.is_first, self.is_starred = True, False
        elif token.kind == "}":
            self._close()
        elif token.kind == "symbol":
            self._symbol(token.word)
        else:
            self._word(token.word, token.number)

    # ---- groups

    def _close(self) -> None:
        self.to_skip = 0
        if len(self.states) == 1:
            raise InvalidInput(CUT_OFF, "file")
        ended = self.states.pop()
        if ended.begins == "note":
            self.flush()
            self.builder.end_aside()
            self.paragraph = self.kept.pop()
        elif ended.begins == "fldinst":
            found = _LINK.search(self.collected)
            self.state.href = (found[1] or found[2]) if found else ""
        elif ended.begins == "listtext":
            self.paragraph.marker = self.collected
        elif ended.begins == "style":
            self.tables.add_style(self.number, self.collected, self.detail)
        elif ended.begins == "font":
            self.tables.add_font(self.number, self.detail)

    def _begin(self, name: str) -> None:
        """A group whose text goes elsewhere."""
        self.state.into = self.state.begins = name
        self.collected = ""

    def _destination(self, word: str) -> bool:
        """Whether ``word`` says what its group is; then the group is seen to."""
        state = self.state
        if word in _LOST:
            if not state.into:
                self.losses[_LOST[word]] += 1
            state.into = "nothing"
        elif word in _SKIPPED or (self.is_starred and word not in _STARRED):
            state.into = "nothing"
        elif word in _MARGINS:
            state.into = "margin"
        elif word in ("fonttbl", "stylesheet"):
            state.into = word
        elif word in ("listtext", "pntext"):
            self._begin("listtext")
        elif word == "fldinst":
            self._begin("fldinst")
        elif word == "footnote" and not state.into:
            self._note()
        elif word == "shptxt":
            self.losses["text box"] = 1
        else:
            return False
        return True

    def _note(self) -> None:
        self.notes += 1
        self._add(Run("", note=str(self.notes)))
        self.kept.append(self.paragraph)
        self.paragraph = _Paragraph()
        self.builder.begin_aside("note", id=str(self.notes))
        self.state.begins = "note"
        self.state.style = frozenset()

    # ---- words

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.is_starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        else:
            self._put(
                {"~": "\u00a0", "_": "\u2011"}.get(symbol, symbol if symbol in "\\{}" else "")
            )

    def _word(self, word: str, number: int | None) -> None:
        is_first, self.is_first = self.is_first, False
        if (is_first or self.is_starred) and self._destination(word):
            self.is_starred = False
            return
        self.is_starred = False
        if self.state.into in ("fonttbl", "stylesheet", "style", "font"):
            self._table_word(word, number)
            return
        if word == "u":
            self._put_unit((number or 0) % 0x10000)
            self.to_skip = self.state.wide
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word in _LOOKS:
            self._switch(_LOOKS[word], number != 0)
        elif act := _WORDS.get(word):
            act(self, number)

    def _table_word(self, word: str, number: int | None) -> None:
        if word in ("f", "s") and self.state.into in ("fonttbl", "stylesheet"):
            self._begin("font" if self.state.into == "fonttbl" else "style")
            self.number, self.detail = number or 0, None
        elif word in ("fcharset", "outlinelevel"):
            self.detail = number

    def _switch(self, style: str, is_on: bool) -> None:
        state = self.state
        state.style = state.style | {style} if is_on else state.style - {style}

    def plain(self, _number: int | None) -> None:
        self.state.style = frozenset()
        self.state.is_hidden = self.state.is_deleted = False

    def nothing_raised(self, _number: int | None) -> None:
        self.state.style -= {"sup", "sub"}

    def nothing_underlined(self, _number: int | None) -> None:
        self.state.style -= {"u"}

    def hide(self, number: int | None) -> None:
        self.state.is_hidden = number != 0

    def delete(self, number: int | None) -> None:
        self.state.is_deleted = number != 0
        if number != 0:
            self.losses["deletion"] = 1

    def use_page(self, number: int | None) -> None:
        self.page = self.state.page = code_page(number)

    def use_font(self, number: int | None) -> None:
        self.state.page = self.tables.pages.get(number or 0, self.page)

    def use_width(self, number: int | None) -> None:
        self.state.wide = min(max(number or 0, 0), 10)

    # ---- paragraphs

    def new_paragraph(self, _number: int | None) -> None:
        self.paragraph = _Paragraph(runs=self.paragraph.runs, marker=self.paragraph.marker)

    def use_style(self, number: int | None) -> None:
        self.paragraph.style = number or 0

    def use_outline(self, number: int | None) -> None:
        self.paragraph.outline = number

    def use_level(self, number: int | None) -> None:
        self.paragraph.level = min(max(number or 0, 0), 8)

    def use_list(self, number: int | None) -> None:
        self.paragraph.is_item = bool(number)

    def in_table(self, _number: int | None) -> None:
        self.paragraph.is_in_table = True

    def nested(self, _number: int | None) -> None:
        self.losses["nested table"] = 1
        self.end_paragraph(None)

    def end_paragraph(self, _number: int | None) -> None:
        if self.state.into:
            return
        self.flush()

    def end_cell(self, _number: int | None) -> None:
        if self.state.into:
            return
        self.paragraph.is_in_table = True
        self._enter_cell()
        self.flush()
        self.builder.close("td")

    def end_row(self, _number: int | None) -> None:
        if not self.state.into:
            self.builder.close("tr")

    def _enter_cell(self) -> None:
        for tag in ("table", "tr", "td"):
            if not self.builder.is_within(tag):
                self.builder.open(tag)

    def flush(self) -> None:
        """Put the paragraph that is complete where it belongs."""
        done = self.paragraph
        self.paragraph = replace(done, runs=[], marker="")
        if done.is_in_table:
            self._enter_cell()
        elif self.builder.is_within("table") and not self.kept:
            self.builder.close("table")
        if not any(run.text.strip() or run.note for run in done.runs):
            return
        kind = self.tables.kinds.get(done.style, "p")
        if done.outline is not None and 0 <= done.outline < 9:
            kind = f"h{min(done.outline + 1, 6)}"
        if kind == "blockquote":
            self.builder.open("blockquote")
        is_item = kind == "p" and (bool(done.marker.strip()) or done.is_item)
        attributes = {"level": str(done.level + 1), "marker": done.marker} if is_item else {}
        self.builder.open("p" if kind == "blockquote" else kind, **attributes)
        for run in done.runs:
            self.builder.add(run)
        self.builder.close(kind)

    # ---- text

    def _text(self, token: Token) -> None:
        self.is_first = False
        content = token.content
        if self.to_skip:
            skipped = min(self.to_skip, len(content))
            self.to_skip -= skipped
            content = content[skipped:]
        if token.word:  # a byte of its own; two may be one letter
            self.pending += content
            return
        self._settle()
        if content:
            self._put(content.decode(self.state.page, "replace"))

    def _settle(self) -> None:
        if self.pending:
            content, self.pending = self.pending, b""
            self._put(content.decode(self.state.page, "replace"))

    def _put_unit(self, unit: int) -> None:
        """What stands beyond U+FFFF, such as an emoji, comes as two units of UTF-16."""
        high, self.high = self.high, 0
        if high and 0xDC00 <= unit < 0xE000:
            self._put(chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00))
            return
        if high:
            self._put(UNKNOWN)
        if 0xD800 <= unit < 0xDC00:
            self.high = unit
        else:
            self._put(chr(unit))

    def _put_lonely(self) -> None:
        self.high = 0
        self._put(UNKNOWN)

    def _put(self, text: str) -> None:
        if self.high and text:
            self._put_lonely()
        if self.state.into == "margin" and text.strip():
            self.losses["header"] = 1
        if self.state.into in ("listtext", "fldinst", "style", "font"):
            self.collected += (
                text[: 5000 - len(self.collected)] if len(self.collected) < 5000 else ""
            )
        elif self.state.into or self.state.is_deleted or not text:
            return
        elif self.state.is_hidden:
            self.losses["hidden"] |= bool(text.strip())
        else:
            if "u" in self.state.style and text.strip() and not self.state.href:
                self.losses["underlining"] = 1
            self._add(Run(text, self.state.style - {"u"}, self.state.href))

    def _add(self, run: Run) -> None:
        self.paragraph.runs.append(run)


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": _Reader.end_paragraph,
    "sect": _Reader.end_paragraph,
    "page": _Reader.end_paragraph,
    "cell": _Reader.end_cell,
    "row": _Reader.end_row,
    "nestcell": _Reader.nested,
    "nestrow": _Reader.nested,
    "pard": _Reader.new_paragraph,
    "s": _Reader.use_style,
    "outlinelevel": _Reader.use_outline,
    "ilvl": _Reader.use_level,
    "ls": _Reader.use_list,
    "intbl": _Reader.in_table,
    "plain": _Reader.plain,
    "nosupersub": _Reader.nothing_raised,
    "ulnone": _Reader.nothing_underlined,
    "v": _Reader.hide,
    "deleted": _Reader.delete,
    "ansicpg": _Reader.use_page,
    "f": _Reader.use_font,
    "uc": _Reader.use_width,
}
