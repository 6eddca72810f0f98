"""What a file is, by what is in it; its name is only what somebody called it."""

import re

from ..domain.errors import InvalidInput

READABLE = {
    "docx": "a Word document",
    "odt": "an OpenDocument text",
    "rtf": "rich text (RTF)",
    "ipynb": "a notebook",
    "html": "a web page",
    "md": "Markdown",
    "txt": "plain text",
}
_ENDINGS = {"markdown": "md", "htm": "html", "xhtml": "html", "text": "txt"}
_AGAIN = "Open it in the program it was made with, save it as .docx or .odt, and upload that."
_PICTURE = "This is a picture, not a text. Type what it says, or upload the document it is from."
_PACKED = "This is an archive. Unpack it, and upload the text that is in it."
_OTHERS = (
    (b"%PDF", f"This is a PDF, which knows lines but no paragraphs. {_AGAIN}"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", ""),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"MZ", ""),
    (b"\x7fELF", "This is a program, not a text."),
    (b"%!PS", f"This is a PostScript file. {_AGAIN}"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)


def ending(name: str) -> str:
    """The kind that a file's name claims, empty when it claims none that can be read."""
    last = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    last = _ENDINGS.get(last, last)
    return last if last in READABLE else ""


def refuse_known(start: bytes, whole: bytes) -> None:
    """Raises InvalidInput, with what it is, for a file that can't be read here."""
    if start.startswith(_OLE):
        raise InvalidInput(_compound(whole), "file")
    if start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise InvalidInput(_PICTURE, "file")
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        raise InvalidInput(_PICTURE, "file")
    for magic, sentence in _OTHERS:
        if sentence and start.startswith(magic):
            raise InvalidInput(sentence, "file")


def _compound(whole: bytes) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in whole

    if holds("EncryptedPackage"):
        return (
            "This document is protected by a password. Open it in Word, take the password off "
            "(File, Info, Protect Document), save it, and upload it again."
        )
    if holds("WordDocument"):
        return (
            "This is a document of an old Word (.doc). Open it, save it as a Word document "
            "(.docx), and upload that."
        )
    return f"This is a file of an old office program. {_AGAIN}"


def is_page(head: str, named: str) -> bool:
    """Whether a text that begins like this is a web page: ``named`` is what its name says."""
    return named == "html" or bool(_PAGE.match(head))


def text_kind(text: str, named: str) -> str:
    """What a text is: ``named`` is what its name says."""
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if head.startswith("{\\rtf"):
        return "rtf"
    if _PAGE.match(head):
        return "html"
    if head.startswith("{") and ('"cells"' in text or '"worksheets"' in text):
        return "ipynb" if '"nbformat"' in text else (named or "txt")
    if head.startswith(("MIME-Version:", "<office:document", "<?mso-application")):
        raise InvalidInput(f"This is a web archive or a flat office file. {_AGAIN}", "file")
    if head.startswith("<?xml") and ("office:document" in head or "w:wordDocument" in head):
        raise InvalidInput(f"This is a document in a flat XML format. {_AGAIN}", "file")
    if named in ("md", "txt", "html", "ipynb"):
        return named
    return "txt"


def told_otherwise(kind: str, name: str) -> str:
    """A sentence for the author whose file is another kind than its name says."""
    named = ending(name)
    if kind == named or {kind, named} <= {"md", "txt"}:
        return ""
    last = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    called = f"is called .{last}" if last else "has no ending that says what it is"
    return f"The file {called}, but it is {READABLE[kind]}, and was read as that."
