"""What a web page says about its own encoding, before anything is guessed.

A page says it in its first lines, in letters that every encoding has: in a ``meta`` element
(https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding)
or, in the older form, in the declaration of XML.
"""

import codecs
import re

FIRST = 4096  # bytes; browsers look at 1,024, and read on where a page says it later
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_XML = re.compile(r"\A\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"'>]{1,40})[\"']", re.I)
_META = re.compile(r"<meta[\s/]((?:\"[^\"]{0,500}\"|'[^']{0,500}'|[^>\"']){0,1000})>", re.I)
_ATTRIBUTE = re.compile(r"([\w-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
# As browsers read these names: as what was written by those who used them.
_MEANT = {
    "cp1252": "iso-8859-1 iso8859-1 latin1 latin-1 l1 ascii us-ascii ansi ansi-x3.4-1968 cp819",
    "cp1254": "iso-8859-9 iso8859-9 latin5 l5",
    "cp874": "iso-8859-11 iso8859-11 tis-620 windows-874 dos-874",
    "cp932": "shift-jis shiftjis sjis ms-kanji windows-31j ms932",
    "cp949": "euc-kr euckr ks-c-5601-1987 ks-c-5601-1989 ks-c-5601 ksc5601 korean windows-949",
    "gb18030": "gb2312 gb-2312-80 gbk chinese cp936 ms936 windows-936",
    "big5hkscs": "big5 big5-hkscs cn-big5 cp950",
    "iso8859-8": "iso-8859-8-i iso-8859-8-e visual logical",
    "mac_cyrillic": "mac-cyrillic mac-ukrainian",
    "mac_roman": "mac-roman macintosh mac",
    "utf-8": "unicode utf-16 utf-16le utf-16be utf8 unicode-1-1-utf-8",  # its bytes say otherwise
}
_NAMES = {label: codec for codec, labels in _MEANT.items() for label in labels.split()}
_OF_LETTERS = re.compile(r"cp\d|iso|koi|mac|euc|gb|big5|shift|johab|hz|kz|ptcp|utf-8\Z")
_ASCII = "".join(map(chr, range(32, 126)))


def declared_encoding(content: bytes) -> str:
    """The name that a page gives its encoding, as it stands there; empty when it gives none."""
    head = content[:FIRST].decode("latin-1")
    if found := _XML.match(head):
        return found[1].strip()
    for meta in _META.finditer(_COMMENT.sub("", head)):
        given: dict[str, str] = {
            name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(meta[1])
        }
        if given.get("charset"):
            return given["charset"].strip()[:40]
        is_type = given.get("http-equiv", "").strip().lower() == "content-type"
        if is_type and (found := _CHARSET.search(given.get("content", ""))):
            return found[1]
    return ""


def codec_called(name: str) -> str:
    """The codec for a name that a page gives; empty when there is none for text on a page."""
    plain = name.strip().lower().replace("_", "-").removeprefix("x-")
    try:
        codec = codecs.lookup(_NAMES.get(plain, plain)).name
        is_known = bool(_OF_LETTERS.match(codec)) and _ASCII.encode("ascii").decode(codec) == _ASCII
    except (LookupError, UnicodeError, ValueError, AttributeError):
        return ""
    return codec if is_known else ""
