"""Bytes into text, with a word about it where the encoding had to be guessed."""

import codecs
import re

from ..domain.errors import InvalidInput
from .declared import codec_called, declared_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = (
    "cp1252 cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8_r koi8_u "
    "iso8859_2 cp932 euc_jp gb18030 big5 cp949"
).split()
UNREAD = "\ufffd"
CLEARLY = 4  # letters that can be read for one that can't: then the encoding is the right one
SAMPLE = 100_000  # bytes; guessing looks at no more
NOT_TEXT = (
    "This file is not text, and not of a kind that can be read here. Upload a .docx, .odt, .rtf, "
    ".md, .txt, .html or .ipynb."
)


def decode(content: bytes, *, is_page: bool = False) -> tuple[str, str]:
    """The text, and a sentence for the author: that its encoding was a guess, or is not the one
    that the file names, or that some letters could not be read. ``is_page``: it is a web page,
    which may say how it is encoded.

    Raises InvalidInput when it is no text at all.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text, lost = _read(content[len(mark) :], encoding)
            return text, _told_lost(lost)
    wide = _without_mark(content)
    if wide:
        text, lost = _read(content, wide)
        return text, _joined(_told("UTF-16"), _told_lost(lost))
    _refuse_binary(content)
    said = declared_encoding(content) if is_page else ""
    return _as_said(content, said) or _as_utf_8(content, said) or _guessed(content, said)


def _as_said(content: bytes, said: str) -> tuple[str, str] | None:
    """As the file says. Words that make sense as UTF-8 are UTF-8 all the same: nothing else
    looks like it, and many a page was converted without its first lines."""
    codec = codec_called(said) if said else ""
    if not codec or (not content.isascii() and not _read(content, "utf-8")[1]):
        return None
    text, lost = _read(content, codec)
    return (text, _told_lost(lost)) if _is_likely(text, lost) else None


def _as_utf_8(content: bytes, said: str) -> tuple[str, str] | None:
    text, lost = _read(content, "utf-8")
    if not _is_likely(text, lost):
        return None
    is_odd = said and not content.isascii() and codec_called(said) != "utf-8"
    told = _told("UTF-8", said) if is_odd else "It was read as UTF-8." if lost else ""
    return text, _joined(told, _told_lost(lost))


def _read(content: bytes, codec: str) -> tuple[str, int]:
    """The text, and how many letters of it could not be read."""
    try:
        return content.decode(codec), 0
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
    there = content.count(UNREAD.encode()) if codec == "utf-8" else 0
    return text, max(text.count(UNREAD) - there, 1)


def _is_likely(text: str, lost: int) -> bool:
    """Whether an encoding fits, but for some damage: a file that was cut off within a letter,
    a stray byte. In other encodings at most three in four bytes happen to look like UTF-8, and
    that in a word or two (tried with snippets of 13 languages in 24 encodings)."""
    if not lost:
        return True
    beyond = sum(character > "\x7f" for character in text) - text.count(UNREAD)
    return beyond > 0 and beyond >= CLEARLY * (lost - text.endswith(UNREAD))


def _without_mark(content: bytes) -> str:
    """UTF-16 that does not say so: every other byte of Latin letters is zero."""
    sample = content[:SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(content) % 2:
        return ""
    low, high = sample[1::2].count(0) / half, sample[0::2].count(0) / half
    if low > 0.4 and high < 0.05:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 and low < 0.05 else ""


def _guessed(content: bytes, said: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE], cp_isolation=list(_LIKELY)).best()
    encoding = best.encoding if best else "cp1252"
    # In Western texts the two differ only in quotation marks and dashes, which cp1252 has.
    if encoding in ("latin_1", "iso8859_1", "cp1252") or not best or _looks_western(content):
        encoding = "cp1252"
    text, lost = _read(content, encoding)
    return text, _joined(_told(_name(encoding), said), _told_lost(lost))


def _looks_western(content: bytes) -> bool:
    """Whether few letters are beyond ASCII, and all are what Western Europe writes: there,
    guesses between code pages are a lottery, and this one is by far the likeliest."""
    beyond = [byte for byte in content[:SAMPLE] if byte > 127]
    western = set("äöüÄÖÜßéèêëàâçîïôûùñáíóúåæøœ“”‘’„–—…«»°§£€©®".encode("cp1252"))
    return len(beyond) < len(content[:SAMPLE]) * 0.3 and all(b in western for b in beyond)


def _refuse_binary(content: bytes) -> None:
    sample = content[:SAMPLE]
    odd = sum(sample.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    zeros = sample.count(0)
    if odd > len(sample) * 0.02 or zeros > len(sample) * 0.1:
        raise InvalidInput(NOT_TEXT, "file")


def _name(encoding: str) -> str:
    return re.sub(r"^cp(125\d)$", r"Windows-\1", encoding).replace("_", "-")


def _told(name: str, said: str = "") -> str:
    claim = (
        f"The file says that its letters are encoded as “{said}”, which does not fit"
        if said
        else "The file does not say how its letters are encoded"
    )
    return (
        f"{claim}; it was read as {name}. "
        "Look at accented letters and quotation marks before you go on."
    )


def _told_lost(lost: int) -> str:
    if not lost:
        return ""
    what = (
        "1 letter could not be read, and stands"
        if lost == 1
        else f"{lost} letters could not be read, and stand"
    )
    return f"{what} as “{UNREAD}” in the text: the file is damaged there, or was cut off."


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
