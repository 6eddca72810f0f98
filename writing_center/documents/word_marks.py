"""A Word document made ready for mammoth: what it would not see is written at the text itself.

Mammoth knows a style by its name only. So a paragraph whose style is based on a heading is called
one, bold from a style becomes bold of its runs, and an item of a list whose number can't be told
from the one before keeps it as a bookmark. The XML stays as it is, but for these few insertions.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from .archives import Archive
from .word_numbers import NUMBER, WordNumbers
from .word_styles import LOOKS, WordStyles

PART = "word/document.xml"
HEADING, QUOTE = "WcHeading", "WcQuote"  # styles that only mammoth sees
_ON = {"u": 'u _:val="single"'}
_UTF_8 = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8))", re.I)
_TAG = re.compile(rb"<(?:([\w.-]{1,20}):)?\w+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


def made_ready(archive: Archive) -> io.BytesIO | None:
    """The document with its insertions, and without its pictures; None when it needs none. It
    must have been inspected before."""
    styles, numbers = WordStyles(archive), WordNumbers(archive)
    if PART not in archive or not (styles or numbers):
        return None
    content = archive.read(PART)
    if not _UTF_8.match(content):
        return None
    marks = _Marks(content, styles, numbers)
    return _packed(archive, marks.inserted()) if marks.changes else None


def _packed(archive: Archive, content: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name in archive.names:
            if name.endswith((".xml", ".rels")):
                target.writestr(name, content if name == PART else archive.read(name))
    made.seek(0)
    return made


@dataclass
class _Paragraph:
    style: str = ""
    style_at: int = -1
    list: str = ""
    level: str = ""
    is_deleted: bool = False
    is_seen: bool = False
    looks: frozenset[str] = frozenset()


@dataclass
class _Run:
    begins: int  # where its looks can be inserted
    has_looks: bool = False
    style: str = ""
    said: set[str] = field(default_factory=set)


class _Marks:
    """Reads the text of a document, and notes what has to be inserted where."""

    def __init__(self, content: bytes, styles: WordStyles, numbers: WordNumbers) -> None:
        self.content, self.styles, self.numbers = content, styles, numbers
        self.changes: list[tuple[int, int, bytes]] = []  # from, to, what takes its place
        self.path: list[str] = ["", ""]
        self.paragraphs = [_Paragraph()]
        self.runs = [_Run(0)]
        self.twice = 0  # within what stands there a second time, for a newer Word
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(content, True)

    def inserted(self) -> bytes:
        """The document with all insertions."""
        parts, place = [], 0
        for begin, end, text in sorted(self.changes):
            parts += [self.content[place:begin], text]
            place = end
        return b"".join([*parts, self.content[place:]])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = name.rsplit(" ", 1)[-1]
        within = tuple(self.path[-2:])
        self.path.append(short)
        self.twice += short == "Choice" or self.twice > 0
        if self.twice:
            return
        if short == "p":
            self.paragraphs.append(_Paragraph())
        elif short == "r":
            self.runs.append(_Run(self._after()))
        elif within[-1] == "rPr" or short == "rPr":
            self._run_says(within, short, attributes)
        elif within in (("p", "pPr"), ("pPr", "numPr")):
            self._paragraph_says(short, _value(attributes))

    def _paragraph_says(self, short: str, value: str) -> None:
        paragraph = self.paragraphs[-1]
        if short == "pStyle":
            paragraph.style, paragraph.style_at = value, self.parser.CurrentByteIndex
        elif short == "numId":
            paragraph.list = value
        elif short == "ilvl":
            paragraph.level = value

    def _run_says(self, within: tuple[str, ...], short: str, attributes: dict[str, str]) -> None:
        run = self.runs[-1]
        if within == ("pPr", "rPr"):
            self.paragraphs[-1].is_deleted |= short in ("del", "moveFrom")
        elif within[-1] == "r" and not self._is_empty():
            run.begins, run.has_looks = self._after(), True
        elif within == ("r", "rPr") and short == "rStyle":
            run.style = _value(attributes)
        elif within == ("r", "rPr") and short in LOOKS:
            run.said.add(short)

    def _end(self, name: str) -> None:
        short = name.rsplit(" ", 1)[-1]
        self.path.pop()
        if self.twice:
            self.twice -= 1
        elif short == "pPr" and self.path[-1] == "p":
            self._see_to_paragraph(self.paragraphs[-1])
        elif short == "p":
            if not self.paragraphs.pop().is_seen:
                self.numbers.leave()
        elif short == "r":
            self._see_to_run(self.runs.pop())

    def _see_to_paragraph(self, paragraph: _Paragraph) -> None:
        style, paragraph.is_seen = paragraph.style, True
        paragraph.looks = self.styles.looks(style)
        level = self.styles.heading(style)
        called = f"{HEADING}{level}" if level else QUOTE if self.styles.is_quote(style) else ""
        if called:
            self._call(paragraph.style_at, called)
        self._see_to_item(paragraph)

    def _see_to_item(self, paragraph: _Paragraph) -> None:
        by_style = self.styles.numbering(paragraph.style)
        in_list = paragraph.list or by_style[0]
        level = paragraph.level or self.numbers.linked.get(paragraph.style) or by_style[1] or "0"
        if in_list in ("", "0") or paragraph.is_deleted:
            self.numbers.leave()
            return
        if not paragraph.list and in_list.isdigit() and level.isdigit():
            text = f'numPr><_:ilvl _:val="{level}"/><_:numId _:val="{in_list}"/></_:numPr'
            self._insert(self.parser.CurrentByteIndex, text)
        if (number := self.numbers.take(in_list, level)) is not None:
            self._insert(self._after(), f'bookmarkStart _:id="0" _:name="{NUMBER}{number}"/')

    def _see_to_run(self, run: _Run) -> None:
        # What a style switches on, another one on top of it switches off again.
        looks = (self.paragraphs[-1].looks ^ self.styles.looks(run.style)) - run.said
        if not looks:
            return
        text = "/><_:".join(_ON.get(look, look) for look in sorted(looks)) + "/"
        self._insert(run.begins, text if run.has_looks else f"rPr><_:{text}></_:rPr")

    def _call(self, place: int, style: str) -> None:
        tag = _TAG.match(self.content, place)
        if tag is not None:
            end = "/" if tag[0].endswith(b"/>") else ""
            text = self._prefixed(f'<_:pStyle _:val="{style}"{end}>', place)
            self.changes.append((place, tag.end(), text))

    def _insert(self, place: int, element: str) -> None:
        text = self._prefixed(f"<_:{element}>", self.parser.CurrentByteIndex)
        self.changes.append((place, place, text))

    def _prefixed(self, text: str, place: int) -> bytes:
        """With the prefix that the document has for Word's own elements."""
        found = re.match(rb"</?(?:([\w.-]{1,20}):)?", self.content[place : place + 30])
        prefix = (found[1] or b"").decode() if found else "w"
        return text.replace("_:", f"{prefix}:" if prefix else "").encode()

    def _after(self) -> int:
        """Where the tag ends that is being read."""
        place = self.parser.CurrentByteIndex
        tag = _TAG.match(self.content, place)
        return tag.end() if tag else self.content.index(b">", place) + 1

    def _is_empty(self) -> bool:
        return self.content[self._after() - 2 : self._after()] == b"/>"


def _value(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rsplit(" ", 1)[-1] == "val"), "")
