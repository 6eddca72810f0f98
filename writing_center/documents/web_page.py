"""Web pages, and what word processors and browsers put on the clipboard."""

import html
import re

from .imported import Imported, Losses
from .markdown_writer import write_document
from .page_reader import read_page
from .word_lists import gather_lists

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})</title", re.I)


def read(text: str) -> Imported:
    """The text of a page of HTML."""
    losses = Losses()
    root = read_page(text, losses)
    gather_lists(root)
    found = _TITLE.search(text[:100_000])
    title = " ".join(html.unescape(found[1]).split()) if found else ""
    return Imported(write_document(root, losses), title, losses.sentences())
