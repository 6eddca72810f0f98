"""Which reader a file needs, and what comes of it. Runs in a process of its own: see
``separate``."""

import io
import re
from dataclasses import replace
from typing import IO

from ..domain.errors import InvalidInput
from . import kinds
from .cleaning import clean_text
from .decoding import decode
from .imported import MAX_CHARACTERS, MAX_FILE, Imported, Losses

MOST_TEXT = 20_000_000  # bytes of a file that is text (a page with its pictures in it)
EMPTY = "This file is empty."
NO_TEXT = "There is no text in this file that could be brought in."


def read_document(source: IO[bytes], name: str) -> Imported:
    """The text of an uploaded file called ``name``.

    Raises InvalidInput, with a sentence that says what is wrong, when it can't be read.
    """
    start = source.read(4096)
    if not start.strip(b"\x00 \r\n\t"):
        raise InvalidInput(EMPTY, "file")
    source.seek(0)
    if start.startswith(b"PK"):
        return _finished(_read_archive(source, name))
    whole = source.read(MAX_FILE + 1)
    kinds.refuse_known(start, whole)
    if len(whole) > MOST_TEXT and not start.lstrip().startswith(b"{\\rtf"):
        raise InvalidInput("This text is too long to be read at once. Split it.", "file")
    return _finished(_read_text(whole, name))


def read_clipboard(html: str) -> Imported:
    """What a word processor or a browser put on the clipboard, as HTML."""
    from . import web_page

    return _finished(web_page.read(html))


def _read_archive(source: IO[bytes], name: str) -> Imported:
    from .archives import Archive, kind_of

    archive = Archive(source)
    kind = kind_of(archive)
    if kind == "docx":
        from . import word

        made = word.read(source, archive)
    else:
        from . import open_document

        made = open_document.read(archive)
    return _noted(made, kinds.told_otherwise(kind, name))


def _read_text(whole: bytes, name: str) -> Imported:
    if whole[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        from . import rich_text

        made = rich_text.read(whole[whole.index(b"{") :])
        return _noted(made, kinds.told_otherwise("rtf", name))
    named = kinds.ending(name)
    text, guess = decode(whole, is_page=kinds.is_page(whole[:4096].decode("latin-1"), named))
    kind = kinds.text_kind(text, named)
    return _noted(_read_as(kind, text), kinds.told_otherwise(kind, name), guess)


def _read_as(kind: str, text: str) -> Imported:
    from . import plain

    match kind:
        case "html":
            from . import web_page

            return web_page.read(text)
        case "ipynb":
            from . import notebook

            return notebook.read(text)
        case "rtf":
            from . import rich_text

            return rich_text.read(text.strip().encode("latin-1", "replace"))
        case "md":
            return plain.read_markdown(text.replace("\r\n", "\n").replace("\r", "\n"))
        case _:
            return plain.read_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def _noted(made: Imported, *notes: str) -> Imported:
    return replace(made, notes=(*made.notes, *(note for note in notes if note)))


def _finished(made: Imported) -> Imported:
    """Cleaned, and of a length that a draft takes. Raises InvalidInput."""
    losses = Losses()
    text = clean_text(made.markdown, losses)
    text = re.sub(r"\n{4,}", "\n\n\n", text).strip("\n")
    if not text.strip():
        more = f" {' '.join(made.left_out)}" if made.left_out else ""
        raise InvalidInput(NO_TEXT + more, "file")
    if len(text) > MAX_CHARACTERS:
        raise InvalidInput(
            f"This text has {len(text):,} characters; a draft takes up to {MAX_CHARACTERS:,}. "
            "Please split it.",
            "file",
        )
    title = " ".join(clean_text(made.title, Losses()).split())[:200]
    left_out = (*made.left_out, *losses.sentences())
    return Imported(text + "\n", title, tuple(dict.fromkeys(left_out)), made.notes)


def from_bytes(content: bytes, name: str) -> Imported:
    """``read_document`` of a file that is in memory."""
    return read_document(io.BytesIO(content), name)
