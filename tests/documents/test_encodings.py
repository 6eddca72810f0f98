"""How letters are encoded: what a page says is believed, what is damaged stays readable, and what
was a guess is told."""

import pytest

from writing_center.documents.declared import codec_called, declared_encoding
from writing_center.documents.reading import from_bytes

GERMAN = "Für große Höfe wäre das ärgerlich, über die Straße gehört. " * 3
RUSSIAN = "Это текст о пчёлах, он написан по-русски. " * 5
TURKISH = "Şu kış günü Iğdır'da çocuğu güzel bir şekilde büyüttüler. " * 5


def page(head: str, text: str, encoding: str) -> bytes:
    return f"<html><head>{head}</head><body><p>".encode() + text.encode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "iso-8859-5"),
        (TURKISH, "iso-8859-9"),
        (GERMAN, "mac_roman"),
        (GERMAN, "cp850"),
        ("So “quoted”", "cp1252"),
        ("これは日本語の文章です。", "iso-2022-jp"),
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<!-- <meta charset=utf-8> --><meta CHARSET = {} />",
        '<meta name=a content="charset=koi8-r"><META http-equiv=Content-Type content="text/html; '
        'charset={}">',
    ],
)
def test_a_page_is_read_as_it_says(text: str, encoding: str, head: str) -> None:
    called = "iso-8859-1" if encoding == "cp1252" else encoding
    made = from_bytes(page(head.format(called), text, encoding), "a.html")
    assert made.markdown.strip() == text.strip()
    assert made.notes == ()


def test_a_page_in_xml_says_it_first() -> None:
    start = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>'
    made = from_bytes(start.encode() + RUSSIAN.encode("cp1251"), "essay.txt")
    assert made.markdown.strip() == RUSSIAN.strip()
    assert not any("encoded" in note for note in made.notes)


@pytest.mark.parametrize(
    ("said", "content", "as_what"),
    [
        ("iso-8859-1", GERMAN.encode(), "UTF-8"),
        ("utf-8", "Über naïve Wörter – “ça”".encode("cp1252"), "Windows-1252"),
        ("x-klingon", "Über naïve Wörter – “ça”".encode("cp1252"), "Windows-1252"),
    ],
)
def test_what_a_page_says_wrongly_is_told(said: str, content: bytes, as_what: str) -> None:
    made = from_bytes(f'<meta charset="{said}"><p>'.encode() + content, "a.html")
    assert made.markdown.startswith(("Für große", "Über naïve"))
    (note,) = made.notes
    assert note.startswith(f"The file says that its letters are encoded as “{said}”, which does ")
    assert f"it was read as {as_what}." in note


def test_only_pages_say_how_they_are_encoded() -> None:
    made = from_bytes(b"How to write <meta charset='koi8-r'>: caf\xe9", "a.txt")
    assert made.markdown.endswith("café\n")


@pytest.mark.parametrize(
    ("content", "text", "lost"),
    [
        (GERMAN[: GERMAN.rindex("ß") + 1].encode()[:-1], GERMAN[: GERMAN.rindex("ß")] + "�", "1"),
        ("Grüß".encode()[:-1], "Grü�", "1"),
        (GERMAN.encode().replace("ä".encode(), b"\xe4", 1), GERMAN.replace("ä", "�", 1), "1"),
        ("\ufeffGrüß".encode()[:-1], "Grü�", "1"),
        ("Grüße, \ufffd! ".encode() * 9 + b"\xff\xfe", "Grüße, �! " * 9 + "��", "2"),
    ],
)
def test_a_damaged_file_stays_readable_and_the_damage_is_told(
    content: bytes, text: str, lost: str
) -> None:
    made = from_bytes(content, "a.txt")
    assert made.markdown.strip() == text.strip()
    (note,) = made.notes
    assert f"{lost} letter" in note
    assert "as “�” in the text: the file is damaged there, or was cut off." in note


@pytest.mark.parametrize("name", ["utf-7", "idna", "base64", "unicode_escape", "cp500", "oem", "a"])
def test_names_of_what_is_no_encoding_of_pages_mean_nothing(name: str) -> None:
    assert not codec_called(name)


def test_names_mean_what_browsers_make_of_them() -> None:
    names = "ISO_8859-1 us-ascii latin5 gb2312 x-sjis ks_c_5601-1987 x-mac-cyrillic utf-16 koi8-u"
    assert [codec_called(name) for name in names.split()] == (
        "cp1252 cp1252 cp1254 gb18030 cp932 cp949 mac-cyrillic utf-8 koi8-u".split()
    )


@pytest.mark.parametrize("head", [b"<meta \"'" * 700, b"<!--" * 1000, b"<meta " + b"a=" * 2000])
def test_a_beginning_made_to_be_slow_is_not(head: bytes) -> None:
    assert declared_encoding(head) == ""
