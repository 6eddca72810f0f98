"""Bytes into text, with a word about it where the encoding had to be guessed."""

import codecs

from ..domain.errors import InvalidInput

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
SAMPLE = 100_000  # bytes; guessing looks at no more
NOT_TEXT = (
    "This file is not text, and not of a kind that can be read here. Upload a .docx, .odt, .rtf, "
    ".md, .txt, .html or .ipynb."
)


def decode(content: bytes) -> tuple[str, str]:
    """The text, and a sentence for the author when its encoding was a guess.

    Raises InvalidInput when it is no text at all.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), ""
    wide = _without_mark(content)
    if wide:
        return content.decode(wide, "replace"), _told("UTF-16")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)
    _refuse_binary(content)
    return text, ""


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


def _guessed(content: bytes) -> tuple[str, str]:
    _refuse_binary(content)
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE], cp_isolation=list(_LIKELY)).best()
    encoding = best.encoding if best else "cp1252"
    # In Western texts the two differ only in quotation marks and dashes, which cp1252 has.
    if encoding in ("latin_1", "iso8859_1", "cp1252") or not best or _looks_western(content):
        encoding = "cp1252"
    text = content.decode(encoding, "replace")
    return text, _told(_name(encoding))


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
    return {"cp1252": "Windows-1252"}.get(encoding, encoding.replace("_", "-"))


def _told(name: str) -> str:
    return (
        f"The file does not say how its letters are encoded; it was read as {name}. "
        "Look at accented letters and quotation marks before you go on."
    )
