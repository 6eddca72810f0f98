"""Broken files, and files made to break: a sentence or the text, soon, and nothing else."""

import io
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from writing_center.documents import separate
from writing_center.documents.imported import Imported
from writing_center.documents.limits import SECONDS
from writing_center.domain.errors import InvalidInput

from .made_files import OD, docx, odt, p, r, zipped

LARGEST = 300 * 1024  # kB
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def read(content: bytes, name: str) -> Imported:
    """Read in a process of its own, as an upload is."""
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.flush()
        reading = separate.begin_file(source, name)
    return reading.result()


def refused(content: bytes, name: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(content, name)
    return str(caught.value)


def document_xml(xml: str) -> bytes:
    return docx("", extra={"word/document.xml": xml})


def bomb() -> bytes:
    return docx("", extra={"word/document.xml": b" " * 60_000_000})


def lying_bomb() -> bytes:
    """Says of itself that it unpacks to little."""
    content = bytearray(docx("", extra={"word/document.xml": b"<a>" + b" " * 30_000_000}))
    for head, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = 0
        while (at := content.find(head, at)) >= 0:
            if struct.unpack_from("<I", content, at + offset)[0] > 10_000_000:
                struct.pack_into("<I", content, at + offset, 5_000)
            at += 4
    return bytes(content)


def many_parts() -> bytes:
    return docx(p(r("Hi")), extra={f"word/a{n}.xml": "" for n in range(6_000)})


def locked(content: bytes) -> bytes:
    """With the flag that a part is encrypted."""
    changed = bytearray(content)
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := changed.find(head, at)) >= 0:
            changed[at + offset] |= 1
            at += 4
    return bytes(changed)


def broken_inside() -> bytes:
    """Sound from outside, but the text's bytes are not what they were."""
    content = bytearray(docx(p(*(r(f"word {n}") for n in range(500)))))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("word/document.xml")
    for at in range(info.header_offset + 80, info.header_offset + 300):
        content[at] ^= 0x55
    return bytes(content)


WHOLE = docx("".join(p(r(f"Paragraph {n} of many.")) for n in range(300)))
NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}

REFUSED: list[tuple[str, str, bytes | Callable[[], bytes], str]] = [
    ("billion laughs in Word", "a.docx", document_xml(LAUGHS + "<l>&i;</l>"), "declares entities"),
    (
        "billion laughs in ODT",
        "a.odt",
        odt("", extra={"content.xml": LAUGHS + "<l>&i;</l>"}),
        "declares entities",
    ),
    ("laughs in styles", "a.odt", odt("", extra={"styles.xml": LAUGHS + "<l/>"}), "declares entities"),
    ("laughs in a manifest", "a.odt", odt("", extra={"META-INF/manifest.xml": LAUGHS + "<l/>"}), "declares"),
    ("a zip bomb", "a.docx", bomb, "unpacks to far more"),
    ("a zip bomb that lies", "a.docx", lying_bomb, "damaged"),
    ("thousands of parts", "a.docx", many_parts, "unpacks to far more"),
    ("XML nested without end", "a.docx", document_xml("<a>" * 9_000), "nested too deeply"),
    ("ODT nested without end", "a.odt", odt("<text:span>" * 9_000), "nested too deeply"),
    ("Word cut off", "a.docx", WHOLE[: len(WHOLE) // 2], "cut off"),
    ("ODT cut off", "a.odt", odt("<text:p>Hi</text:p>")[:-30], "cut off"),
    ("Word damaged inside", "a.docx", broken_inside, "damaged"),
    ("Word without its text", "a.docx", zipped({"[Content_Types].xml": "<a/>"}), "damaged"),
    ("XML that ends early", "a.docx", document_xml("<a><b>"), "damaged"),
    ("Word with a password", "a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("an encrypted part", "a.docx", locked(docx(p(r("Hi")))), "password"),
    (
        "ODT with a password",
        "a.odt",
        odt(
            "",
            '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
            "</manifest:file-entry>",
            extra={"content.xml": os.urandom(2000)},
        ),
        "password",
    ),
    ("an old .doc", "a.docx", OLE + "WordDocument".encode("utf-16-le"), "old Word"),
    ("a PDF", "a.docx", b"%PDF-1.7\n" + os.urandom(3000), "PDF"),
    ("a picture", "a.md", b"\x89PNG\r\n\x1a\n" + os.urandom(3000), "picture"),
    ("a JPEG", "a.txt", b"\xff\xd8\xff\xe0" + os.urandom(3000), "picture"),
    ("a program", "a.txt", b"\x7fELF" + os.urandom(3000), "program"),
    ("noise", "a.txt", os.urandom(30_000), "not text"),
    ("only zeros", "a.md", b"\0" * 30_000, "empty"),
    ("nothing", "a.docx", b"  \n", "empty"),
    ("a spreadsheet", "a.docx", zipped({"xl/workbook.xml": ""}), "spreadsheet"),
    ("an archive", "a.docx", zipped({"a.txt": "Hi"}), "archive"),
    ("a text of nothing", "a.odt", odt("<text:p/>"), "no text"),
    ("a notebook that is no JSON", "a.ipynb", b'{"nbformat": 4, "cells": [', "not valid JSON"),
    ("JSON nested without end", "a.ipynb", b'{"nbformat": 4, "cells": ' + b"[" * 200_000, "nested too"),
    ("a newer notebook", "a.ipynb", json.dumps(NOTEBOOK | {"nbformat": 9}).encode(), "newer than"),
    ("odd cells", "a.ipynb", json.dumps(NOTEBOOK | {"cells": "x"}).encode(), "none that Jupyter"),
    (
        "an odd old notebook",
        "a.ipynb",
        json.dumps({"nbformat": 3, "worksheets": [[{"cells": 5}]]}).encode(),
        "none that Jupyter",
    ),
    ("RTF nested without end", "a.rtf", b"{\\rtf1 " + b"{" * 100_000, "nested too deeply"),
    ("RTF cut off", "a.rtf", b"{\\rtf1 Hello {\\b there", "cut off"),
    ("RTF with more bytes than there are", "a.rtf", b"{\\rtf1 a\\bin999999999 b}", "cut off"),
    ("elements nested without end", "a.html", b"<html>" + b"<b id=x><i>" * 300_000 + b"x", "too long to read"),
    ("a text of a million letters", "a.txt", b"word " * 200_000, "1,000,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_sentence_says_what_is_wrong(
    name: str, content: bytes | Callable[[], bytes], says: str
) -> None:
    sentence = refused(content if isinstance(content, bytes) else content(), name)
    assert says in sentence
    assert sentence.endswith(".")
    assert "Error" not in sentence


def deep(tag: str, count: int) -> bytes:
    return f"<html>{f'<{tag}>' * count}deep{f'</{tag}>' * count}".encode()


READ: list[tuple[str, str, bytes, str]] = [
    ("ten thousand elements in each other", "a.html", deep("div", 10_000), "deep"),
    ("ten thousand lists in each other", "a.html", deep("ul><li", 5_000), "deep"),
    ("ten thousand quotations", "a.html", deep("blockquote", 10_000), "deep"),
    ("tables in each other", "a.html", deep("table><tr><td", 2_000), "deep"),
    (
        "what would act",
        "a.html",
        b"<!doctype html><script>alert(1)</script><p onclick=alert(1)>Hi <a href='javascript:alert(1)'>"
        b"you</a><iframe src=//evil.example></iframe><img src=data:x onerror=alert(1)>"
        b"<style>*{}</style><svg><script>alert(1)</script></svg>",
        "Hi you",
    ),
    ("RTF with bytes", "a.rtf", b"{\\rtf1 a\\bin5 {{{{{b\\par}", "ab"),
    ("RTF with a huge number", "a.rtf", b"{\\rtf1 a\\li9999999999 b\\u-9 ?\\uc99999999 c}", "ab\ufff7c"),
    ("many names in the archive", "a.odt", odt("<text:p>Hi</text:p>", extra={"../../../x": "!"}), "Hi"),
    (
        "a table of a million cells",
        "a.odt",
        odt(
            "<table:table><table:table-row><table:table-cell table:number-columns-repeated='1000000'>"
            "<text:p>Hi</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "Hi",
    ),
    ("NUL in a text", "a.txt", b"Hello\0 there, you who read\0.", "Hello there, you who read."),
    ("a lone surrogate", "a.ipynb", json.dumps(
        NOTEBOOK | {"cells": [{"cell_type": "markdown", "source": "\ud800!"}]}
    ).encode(), "\ufffd!"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "text"), [row[1:] for row in READ], ids=[row[0] for row in READ]
)
def test_what_can_be_read_is_read(name: str, content: bytes, text: str) -> None:
    made = read(content, name)
    assert text in made.markdown.replace("\n> ", "")
    assert not any(word in made.markdown for word in ("alert", "javascript", "evil", "script"))


def test_outside_entities_ask_nobody(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        for where in (secret.as_uri(), f"http://127.0.0.1:{server.getsockname()[1]}/x"):
            head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{where}">]>'
            inside = f"<text:p {OD}>&x;</text:p>"
            for name, content in (
                ("a.docx", document_xml(f"{head}<d>&x;</d>")),
                ("a.docx", docx("", extra={"word/styles.xml": f"{head}<d>&x;</d>"})),
                ("a.odt", odt(inside, head=head)),
            ):
                assert "declares entities" in refused(content, name)
        with pytest.raises(TimeoutError):
            server.accept()


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = ("../out.txt", "/tmp/../out.txt", "word/../../../out.txt", "..\\out.txt")
    made = read(docx(p(r("Hi")), extra=dict.fromkeys(names, "!")), "a.docx")
    assert made.markdown == "Hi\n"
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent / "out.txt").exists()


@pytest.mark.parametrize(
    "content",
    [
        bomb,
        lambda: deep("div", 10_000),
        lambda: b"<html>" + b"".join(b"<b id=%d>" % n for n in range(4000)) + b"<p>x" * 4000,
        lambda: docx("".join(p(*(r("The ferry turns again. ") for _ in range(20))) for _ in range(800))),
        lambda: document_xml("<a>" + "<b c='d'/>" * 3_000_000 + "</a>"),
        lambda: b'{"nbformat": 4, "cells": [' + b"[]," * 4_000_000 + b"[]]}",
    ],
    ids=["bomb", "deep", "tangled", "long", "many elements", "many cells"],
)  # fmt: skip
def test_a_reader_takes_no_more_than_it_may(content: Callable[[], bytes]) -> None:
    # A child's peak begins with its parent's: one that is small starts it.
    measure = (
        "import os, subprocess, sys; "
        "one = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(os.wait4(one.pid, 0)[2].ru_maxrss)"
    )
    with tempfile.TemporaryFile() as source:
        source.write(content())
        source.seek(0)
        said = subprocess.check_output(
            [sys.executable, "-c", measure, *separate.command(["file", "a.ipynb"])],
            stdin=source,
            stderr=subprocess.DEVNULL,
            env=separate.surroundings(),
            text=True,
        )
    assert 5_000 < int(said) < LARGEST


def test_a_reader_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITING_CENTER_DATABASE", "postgresql://secret")
    assert not any("secret" in value for value in separate.surroundings().values())


def test_a_reader_that_does_not_end_is_ended_within_five_seconds() -> None:
    assert SECONDS < 5
    with tempfile.TemporaryFile() as source:
        source.write(WHOLE)
        source.flush()
        reading = separate.begin_file(source, "a.docx")
    psutil.Process(reading._process.pid).suspend()
    with pytest.raises(InvalidInput, match="takes too long"):
        reading.result()
    assert reading._process.poll() is not None


def test_a_reader_that_is_killed_is_a_sentence() -> None:
    with tempfile.TemporaryFile() as source:
        source.write(WHOLE)
        source.flush()
        reading = separate.begin_file(source, "a.docx")
    reading._process.terminate()
    with pytest.raises(InvalidInput, match="can't be read"):
        reading.result()
