"""Word documents (.docx). Mammoth reads them; what it would stumble over is refused before."""

from typing import IO

import mammoth

from ..domain.errors import InvalidInput
from .archives import LONG, Archive
from .imported import Imported, Losses
from .markdown_writer import write_document
from .page_reader import read_page
from .properties import title_of
from .safe_xml import read_xml
from .word_marks import HEADING, QUOTE, made_ready
from .word_numbers import number_lists

MOST_ALTOGETHER = 60_000_000  # bytes of XML, unpacked
_LOST = {
    "oMath": "equation",
    "OLEObject": "embedded",
    "chart": "embedded",
    "relIds": "embedded",
}
_NAMED = {
    "del": "deletion",
    "moveFrom": "deletion",
    "txbxContent": "text box",
    "rubyBase": "ruby",
    "altChunk": "inserted",
    "subDoc": "inserted",
}
ELSEWHERE = (
    "The text of this file is in another document that a program inserted into it, which can't be "
    "read here. Open the file in Word, save it anew, and upload that."
)
_STYLES = f"""
p.{QUOTE} => blockquote > p:fresh
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh > em
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='TOC Heading'] => !
p[style-name='table of figures'] => !
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
r[style-name='Emphasis'] => em
r[style-name='HTML Code'] => code
u => u
"""
_STYLES += "\n".join(f"p[style-name='toc {level}'] => !" for level in range(1, 10))
_STYLES += "".join(f"\np.{HEADING}{level} => h{level}:fresh" for level in range(1, 7))


def read(source: IO[bytes], archive: Archive) -> Imported:
    """The text of a Word document. Raises InvalidInput for one that can't be read."""
    losses = Losses()
    _inspect(archive, losses)
    source.seek(0)
    made = mammoth.convert_to_html(
        made_ready(archive, losses) or source,
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(lambda _image: {}),
    )
    root = read_page(made.value, losses)
    number_lists(root)
    markdown = write_document(root, losses)
    if losses["inserted"] and not markdown.strip():
        raise InvalidInput(ELSEWHERE, "file")
    return Imported(markdown, title_of(archive, "docProps/core.xml"), losses.sentences())


def _inspect(archive: Archive, losses: Losses) -> None:
    """Read every part of XML once: nothing in it may do harm, and some of it is left out."""
    parts = [name for name in archive.names if name.endswith((".xml", ".rels"))]
    if sum(archive.size(name) for name in parts) > MOST_ALTOGETHER:
        raise InvalidInput(LONG, "file")
    for name in parts:
        look = _Look(name, losses)
        with archive.open(name) as part:
            read_xml(part, look.start, look.end, look.text)


class _Look:
    """Notices in one part of a document what mammoth leaves out without a word."""

    def __init__(self, name: str, losses: Losses) -> None:
        self.losses = losses
        self.is_margin = name.startswith(("word/header", "word/footer"))
        self.is_text = name.startswith("word/") and not self.is_margin
        self.twice = 0  # within what stands there a second time, for an older Word

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = name.rsplit(" ", 1)[-1]
        self.twice += short == "Fallback" or self.twice > 0
        if not self.is_text or self.twice:
            return
        if short in _LOST:
            self.losses[_LOST[short]] += 1
        elif short in _NAMED:
            self.losses[_NAMED[short]] = 1
        elif short == "comment":
            self.losses["comment"] += 1
        elif short == "pStyle" and any(v.lower().startswith("toc") for v in attributes.values()):
            self.losses["contents"] = 1

    def end(self, _name: str) -> None:
        self.twice -= self.twice > 0

    def text(self, text: str) -> None:
        if self.is_margin and any(character.isalpha() for character in text):
            self.losses["header"] = 1
