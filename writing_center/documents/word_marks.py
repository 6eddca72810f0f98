"""A Word document made ready for mammoth: what it would not see is written at the text itself.

Mammoth knows a style by its name only. So a paragraph whose style is based on a heading is called
one, bold from a style becomes bold of its runs, and an item of a list whose number can't be told
from the one before keeps it as a bookmark. What is hidden is taken out of its sight. The XML stays
as it is, but for these few changes.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from .archives import Archive
from .imported import Losses
from .word_gaps import PASSED_OVER, Gaps, targets
from .word_numbers import NUMBER, WordNumbers
from .word_styles import HIDDEN, LOOKS, OFF, WordStyles
from .xml_edits import Edits

HEADING, QUOTE = "WcHeading", "WcQuote"  # styles that only mammoth sees
_PARTS = re.compile(r"word/(?:(document)|footnotes|endnotes)\d{0,3}\.xml\Z")
_ON = {"u": 'u _:val="single"'}
_UTF_8 = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8))", re.I)
# Of a hidden run, these are still read: a field that never ended would take in all that follows.
_KEPT = frozenset(("rPr", "fldChar", "instrText"))


def made_ready(archive: Archive, losses: Losses) -> io.BytesIO | None:
    """The document with its changes, and without its pictures; None when it needs none. It
    must have been inspected before."""
    styles = WordStyles(archive)
    changed: dict[str, bytes] = {}
    for name in archive.names:
        if (part := _PARTS.match(name)) and _UTF_8.match(content := archive.read(name)):
            numbers = WordNumbers(archive) if part[1] else WordNumbers(archive, "")
            gaps = Gaps(Edits(content), targets(archive, name))
            marks = _Marks(gaps, styles, numbers)
            losses.update(gaps.losses)
            losses["hidden"] |= marks.has_hidden
            if gaps.edits:
                changed[name] = gaps.edits.done()
    return _packed(archive, changed) if changed else None


def _packed(archive: Archive, changed: dict[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name in archive.names:
            if name.endswith((".xml", ".rels")):
                target.writestr(name, changed.get(name) or archive.read(name))
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
    is_hidden: bool | None = None  # None when it does not say
    parts: list[int] = field(default_factory=list)  # where tags of what is in it begin
    is_within: bool = False  # a part of it, which will end with a tag of its own
    has_words: bool = False


class _Marks:
    """Reads a part of a document, and notes what has to be changed where."""

    def __init__(self, gaps: Gaps, styles: WordStyles, numbers: WordNumbers) -> None:
        self.gaps, self.styles, self.numbers = gaps, styles, numbers
        self.edits = gaps.edits
        self.path: list[str] = ["", ""]
        self.paragraphs = [_Paragraph()]
        self.runs = [_Run(0)]
        self.has_hidden = False
        self.twice = 0  # within what stands there a second time, for a newer Word
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(self.edits.content, True)

    @property
    def place(self) -> int:
        """Where the tag begins that is being read."""
        return self.parser.CurrentByteIndex

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = name.rsplit(" ", 1)[-1]
        within = tuple(self.path[-2:])
        self.path.append(short)
        self.gaps.start(short, attributes, self.place, is_read=not self.twice)
        self.twice += short == "Choice" or self.twice > 0
        if self.twice:
            return
        if within[-1] == "r" and short not in _KEPT:
            self.runs[-1].parts.append(self.place)
            self.runs[-1].is_within = not self.edits.is_empty(self.place)
        if short == "p":
            self.paragraphs.append(_Paragraph())
        elif short == "r":
            self.runs.append(_Run(self.edits.after(self.place)))
        elif within[-1] == "rPr" or short == "rPr":
            self._run_says(within, short, _value(attributes))
        elif within in (("p", "pPr"), ("pPr", "numPr")):
            self._paragraph_says(short, _value(attributes))

    def _paragraph_says(self, short: str, value: str) -> None:
        paragraph = self.paragraphs[-1]
        if short == "pStyle":
            paragraph.style, paragraph.style_at = value, self.place
        elif short == "numId":
            paragraph.list = value
        elif short == "ilvl":
            paragraph.level = value

    def _run_says(self, within: tuple[str, ...], short: str, value: str) -> None:
        run = self.runs[-1]
        if value == "off":  # of the words for it, the one that mammoth does not know
            self.edits.assign(self.place, "val", "0")
        if within == ("pPr", "rPr"):
            self.paragraphs[-1].is_deleted |= short in ("del", "moveFrom")
        elif within[-1] == "r" and not self.edits.is_empty(self.place):
            run.begins, run.has_looks = self.edits.after(self.place), True
        elif within == ("r", "rPr") and short == "rStyle":
            run.style = value
        elif within == ("r", "rPr") and short == HIDDEN:
            run.is_hidden = value not in OFF
        elif within == ("r", "rPr") and short in LOOKS:
            run.said.add(short)

    def _end(self, name: str) -> None:
        short = name.rsplit(" ", 1)[-1]
        self.path.pop()
        self.gaps.end(self.place)
        if self.twice:
            self.twice -= 1
        elif self.path[-1] == "r" and short not in _KEPT:
            self._see_to_part(self.runs[-1], short)
        elif short == "pPr" and self.path[-1] == "p":
            self._see_to_paragraph(self.paragraphs[-1])
        elif short == "p":
            if not self.paragraphs.pop().is_seen:
                self.numbers.leave()
        elif short == "r":
            self._see_to_run(self.runs.pop())

    def _see_to_part(self, run: _Run, short: str) -> None:
        if not run.is_within:
            return
        if short == "t":
            words = self.edits.content[self.edits.after(run.parts[-1]) : self.place]
            run.has_words |= bool(words.strip())
        run.parts.append(self.place)

    def _see_to_paragraph(self, paragraph: _Paragraph) -> None:
        style, paragraph.is_seen = paragraph.style, True
        paragraph.looks = self.styles.looks(style)
        level = self.styles.heading(style)
        called = f"{HEADING}{level}" if level else QUOTE if self.styles.is_quote(style) else ""
        if called:
            self.edits.replace(paragraph.style_at, f'pStyle _:val="{called}"')
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
            self.edits.insert(self.place, text, self.place)
        if (number := self.numbers.take(in_list, level)) is not None:
            bookmark = f'bookmarkStart _:id="0" _:name="{NUMBER}{number}"/'
            self.edits.insert(self.edits.after(self.place), bookmark, self.place)

    def _see_to_run(self, run: _Run) -> None:
        # What a style switches on, another one on top of it switches off again.
        looks = self.paragraphs[-1].looks ^ self.styles.looks(run.style)
        if run.is_hidden or (run.is_hidden is None and HIDDEN in looks):
            self._hide(run)
        looks -= run.said | {HIDDEN}
        if looks:
            text = "/><_:".join(_ON.get(look, look) for look in sorted(looks)) + "/"
            element = text if run.has_looks else f"rPr><_:{text}></_:rPr"
            self.edits.insert(run.begins, element, self.place)

    def _hide(self, run: _Run) -> None:
        self.has_hidden |= run.has_words
        for place in run.parts:
            self.edits.rename(place, PASSED_OVER)


def _value(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rsplit(" ", 1)[-1] == "val"), "")
