"""Zipped documents, measured before anything in them is unpacked, and never unpacked to disk."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from ..domain.errors import InvalidInput
from .safe_xml import BROKEN

MOST_PARTS = 5_000
MOST_XML = 40_000_000  # bytes unpacked, of one part that is read
MOST_RATIO = 200
SMALL = 20_000_000  # bytes; long texts that repeat themselves pack well too
BOMB = (
    "This file unpacks to far more than a text can be; files like this are made to break "
    "computers. It was not read."
)
LONG = "This document is too long to be read at once. Split it, and upload the parts."
LOCKED = (
    "This document is protected by a password. Open it, take the password off, save it, and "
    "upload it again."
)


class Archive:
    """The parts of a zipped document, read with care."""

    def __init__(self, source: IO[bytes]) -> None:
        """Raises InvalidInput when it is broken, or larger inside than a document can be."""
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise InvalidInput(
                "This file is cut off or damaged. Was it still being copied? Upload it again, or "
                "save it anew in your word processor first.",
                "file",
            ) from None
        self._parts = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MOST_PARTS:
            raise InvalidInput(BOMB, "file")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        """The names of the parts; nothing is ever written under them."""
        return list(self._parts)

    def size(self, name: str) -> int:
        """How many bytes a part says it has, unpacked. Raises InvalidInput for a bomb."""
        info = self._parts[name]
        if info.flag_bits & 1:
            raise InvalidInput(LOCKED, "file")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise InvalidInput(BOMB, "file")
        if info.file_size > MOST_XML:
            raise InvalidInput(LONG, "file")
        return info.file_size

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A part, unpacked while it is read. Raises InvalidInput when it is damaged."""
        self.size(name)
        try:
            with self._zip.open(self._parts[name]) as part:
                yield part
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise InvalidInput(BROKEN, "file") from None

    def read(self, name: str) -> bytes:
        """All of a part."""
        with self.open(name) as part:
            return part.read(MOST_XML)


def kind_of(archive: Archive) -> str:
    """``docx`` or ``odt``. Raises InvalidInput, with what it is, for anything else."""
    if "mimetype" in archive:
        kind = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        if kind.startswith("application/vnd.oasis.opendocument.text"):
            return "odt"
        if kind.startswith("application/vnd.oasis.opendocument"):
            raise InvalidInput("This is an OpenDocument file, but not a text (.odt).", "file")
        if kind == "application/epub+zip":
            raise InvalidInput("This is an e-book. Upload the document it was made from.", "file")
    if "word/document.xml" in archive or "word/document2.xml" in archive:
        return "docx"
    others = {
        "xl/": "This is a spreadsheet. Copy the text you want, and paste it into your draft.",
        "ppt/": "These are slides. Copy the text you want, and paste it into your draft.",
        "Index/": "This is a document of Pages. In Pages choose File, Export To, Word.",
    }
    for start, sentence in others.items():
        if any(name.startswith(start) for name in archive.names):
            raise InvalidInput(sentence, "file")
    if "[Content_Types].xml" in archive or "content.xml" in archive:
        raise InvalidInput(BROKEN, "file")
    raise InvalidInput("This is an archive. Unpack it, and upload the text in it.", "file")
