"""What survives from each format, as Markdown, and what is named because it does not."""

import json

import pytest

from writing_center.documents.imported import Imported
from writing_center.documents.reading import from_bytes, read_clipboard

from .made_files import OD, W, docx, item, link, odt, p, r, table

NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>See the ferry’s log.</w:t></w:r></w:p></w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
ALL = """\
# On ferries

It **turns** at *seven*, they say,[^1] and [here](https://example.org/a) it is.

- one
- two
  1. inner
  2. inner too

> Quoted words.

| Day | Ferries |
| --- | --- |
| Monday | 3 |
| Sunday | 1 \\| 2 |

[^1]: See the ferry’s log.
"""


def word() -> bytes:
    body = (
        p(r("On ferries"), style="H1")
        + p(
            r("It "),
            r("tur", "b"),
            r("ns", "b"),
            r(" at "),
            r("seven", "i"),
            r(", they say,"),
            CALL,
            r(" and "),
            f'<w:hyperlink r:id="web">{r("here")}</w:hyperlink>',
            r(" it is."),
        )
        + item("one", 1)
        + item("two", 1)
        + item("inner", 2, 1)
        + item("inner too", 2, 1)
        + p(r("Quoted words."), style="Zitat")
        + table(("Day", "Ferries"), ("Monday", "3"), ("Sunday", "1 | 2"))
    )
    return docx(body, NOTE, link("web", "https://example.org/a"))


def open_document() -> bytes:
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        row.format("".join(cell.format(text) for text in texts))
        for texts in (("Day", "Ferries"), ("Monday", "3"), ("Sunday", "1 | 2"))
    )
    point = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = point.format("inner", "") + point.format("inner too", "")
    return odt(
        '<text:h text:outline-level="1">On ferries</text:h>'
        '<text:p>It <text:span text:style-name="B">tur</text:span><text:span text:style-name="B">'
        'ns</text:span> at <text:span text:style-name="I">seven</text:span>, they say,'
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>See the ferry’s log.</text:p></text:note-body></text:note> and "
        '<text:a xlink:href="https://example.org/a">here</text:a> it is.</text:p>'
        f'<text:list text:style-name="L1">{point.format("one", "")}'
        f"{point.format('two', f'<text:list>{inner}</text:list>')}</text:list>"
        '<text:p text:style-name="Q">Quoted words.</text:p>'
        f"<table:table>{rows}</table:table>"
    )


RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Titel 1;}{\s2 Quotations;}}
{\pard\s1\b On ferries\par}
\pard It {\b tur}{\b ns} at {\i seven}, they say,{\super\chftn{\footnote\pard See the ferry\'92s log.}} and
 {\field{\*\fldinst{HYPERLINK "https://example.org/a"}}{\fldrslt{\ul here}}} it is.\par
{\listtext\'b7\tab}\pard\ls1\ilvl0 one\par
{\listtext\'b7\tab}\pard\ls1\ilvl0 two\par
{\listtext 1.\tab}\pard\ls1\ilvl1 inner\par
{\listtext 2.\tab}\pard\ls1\ilvl1 inner too\par
\pard\s2 Quoted words.\par
\trowd\pard\intbl Day\cell Ferries\cell\row
\trowd\pard\intbl Monday\cell 3\cell\row
\trowd\pard\intbl Sunday\cell 1 | 2\cell\row
\pard\par}"""

HTML = """<!doctype html><html><head><title>A title</title><style>p{}</style></head><body>
<h1>On <b>ferries</b></h1>
<p>It <strong>tur</strong><b>ns</b> at <em>seven</em>, they say,<sup><a href="#fn1" id="fnref1">1</a></sup>
and <a href="https://example.org/a">here</a> it is.</p>
<ul><li>one</li><li>two<ol><li>inner</li><li>inner too</li></ol></li></ul>
<blockquote><p>Quoted words.</p></blockquote>
<table><thead><tr><th>Day</th><th>Ferries</th></tr></thead>
<tr><td>Monday</td><td>3</td></tr><tr><td>Sunday</td><td>1 | 2</td></tr></table>
<ol><li id="fn1">See the ferry’s log. <a href="#fnref1">back</a></li></ol></body></html>"""


def read(content: bytes, name: str) -> Imported:
    return from_bytes(content, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", word()),
        ("a.odt", open_document()),
        ("a.rtf", RTF.encode("ascii")),
        ("a.html", HTML.encode()),
        ("a.md", ALL.encode()),
    ],
)
def test_all_that_markdown_has_survives(name: str, content: bytes) -> None:
    made = read(content, name)
    assert made.markdown.replace("ferry's", "ferry’s") == ALL
    assert made.left_out == made.notes == ()


def test_a_notebook_is_its_text_and_its_code() -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "*two*"]},
        {
            "cell_type": "code",
            "metadata": {},
            "execution_count": 1,
            "source": "1 + 1",
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "2"}],
        },
        {"cell_type": "markdown", "metadata": {}, "source": "![a](attachment:b.png) end"},
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    made = read(json.dumps(notebook).encode(), "n.ipynb")
    assert made.markdown == "# One\n*two*\n\n```python\n1 + 1\n```\n\n end\n"
    assert made.left_out == ("1 picture was left out.", "1 output of code was left out.")


@pytest.mark.parametrize("version", [2, 3])
def test_a_notebook_of_an_old_version(version: int) -> None:
    cell = {"cell_type": "markdown", "source": "Old words.", "metadata": {}}
    heading = {"cell_type": "heading", "level": 2, "source": ["Old", " head"]}
    code = {"cell_type": "code", "input": "x = 1", "outputs": [], "language": "python"}
    notebook = {
        "nbformat": version,
        "nbformat_minor": 0,
        "metadata": {"name": "old"},
        "worksheets": [{"cells": [heading, cell, code], "metadata": {}}],
    }
    made = read(json.dumps(notebook).encode(), "n.ipynb")
    assert made.markdown == "## Old head\n\nOld words.\n\n```python\nx = 1\n```\n"


def test_what_word_keeps_beside_the_text_is_named() -> None:
    picture = (
        "<w:r><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/"
        "wordprocessingDrawing'><a:graphic xmlns:a='http://schemas.openxmlformats.org/drawingml/"
        "2006/main'><a:graphicData><pic:pic xmlns:pic='http://schemas.openxmlformats.org/"
        "drawingml/2006/picture'><pic:blipFill><a:blip r:embed='p'/></pic:blipFill></pic:pic>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = (
        p(r("Contents 1"), style="TOC1")
        + p(r("Before"), picture, picture, r(" after."))
        + p(f'<w:ins w:id="1">{r("in, ")}</w:ins><w:del w:id="2"><w:r><w:delText>out</w:delText>'
            "</w:r></w:del>", r("kept, "), r("lined", "u w:val='single'"))
        + p("<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>", r("An equation."))
    )  # fmt: skip
    comments = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    blip = (
        link("p", "media/a.png").replace("hyperlink", "image").replace(' TargetMode="External"', "")
    )
    extra = {
        "word/comments.xml": f'{comments}<w:comment w:id="1">{p(r("No!"))}</w:comment></w:comments>',
        "word/media/a.png": b"\x89PNG",
    }
    made = read(docx(body, links=blip, extra=extra), "a.docx")
    assert made.markdown == "Before after.\n\nin, kept, lined\n\nAn equation.\n"
    assert made.left_out == (
        "2 pictures were left out.",
        "1 comment was left out.",
        "1 equation was left out.",
        "Underlining was left out: Markdown has none.",
        "The table of contents was left out.",
        "What was deleted with changes tracked was left out; what was inserted is in.",
    )


def test_what_open_document_keeps_beside_the_text_is_named() -> None:
    made = read(
        odt(
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
            "<text:p>Hi<office:annotation><text:p>No!</text:p></office:annotation>"
            "<draw:frame><draw:image/></draw:frame><text:s text:c='3'/>there<text:line-break/>you"
            "</text:p>"
        ),
        "a.odt",
    )
    assert made.markdown == "Hi there\nyou\n"
    assert made.left_out == (
        "1 picture was left out.",
        "1 comment was left out.",
        "What was deleted with changes tracked was left out; what was inserted is in.",
    )


def test_lists_that_only_their_style_nests() -> None:
    """As python-docx and old templates make them: each style has a list of its own."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p(r("one"), style="LB", more=number) + p(r("inner"), style="LB2", more=number)
    assert read(docx(body), "a.docx").markdown == "- one\n  - inner\n"


@pytest.mark.parametrize(("foot", "is_told"), [("Chapter one", True), ("12", False)])
def test_running_heads_are_named_and_page_numbers_are_not(foot: str, is_told: bool) -> None:
    footer = f"<style:footer><text:p>{foot}</text:p></style:footer>"
    styles = f"<office:document-styles {OD}>{footer}</office:document-styles>"
    in_odt = read(odt("<text:p>Hi</text:p>", extra={"styles.xml": styles}), "a.odt")
    in_word = read(
        docx(p(r("Hi")), extra={"word/footer1.xml": f"<w:ftr {W}>{p(r(foot))}</w:ftr>"}), "a.docx"
    )
    for made in (in_odt, in_word):
        assert made.markdown == "Hi\n"
        assert any("foot of every page" in one for one in made.left_out) == is_told


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<b>Note:</b>word", "**Note**:word"),
        ("<b><i>a</i> b</b>", "***a* b**"),
        ("<b>a</b><b>b</b><i>c</i>", "**ab***c*"),
        ("x<sup>2</sup> H<sub>2</sub>O 2<sup>nd</sup>", "x² H₂O 2nd"),
        ("2 * 3 * 4, snake_case, *star*", "2 * 3 * 4, snake_case, \\*star\\*"),
        ("# no heading", "\\# no heading"),
        ("1. no list<br>- nor this<br>+1", "1\\. no list\n\\- nor this\n+1"),
        ("a &lt;b&gt; &amp;amp; [x](y) ![z](w)", "a \\<b> \\&amp; [x\\](y) ![z\\](w)"),
        ('<a href="javascript:alert(1)">x</a><a href="ftp://a/b">y</a>', "xy"),
        ('<a href="https://e.org/(a) b">x [1]</a>', "[x \\[1\\]](https://e.org/%28a%29%20b)"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
        ("<pre><code class='language-py'>a\n  *b*</code></pre>", "```py\na\n  *b*\n```"),
        ("<code>a`b</code>", "``a`b``"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ul><li>c</li></ul>", "- a\n  - b\n\n* c"),
        ("<ol start=4><li><p>a</p><p>b</p></li></ol>", "4. a\n\n   b"),
        ("<table><tr><td><h2>x</h2><p>y</p></td></tr></table>", "## x\n\ny"),
        (
            "<table><tr><td colspan=2>x</td></tr><tr><td>a<br>b</td><td><ul><li>c</li></ul></td></tr></table>",
            "| x |  |\n| --- | --- |\n| a b | c |",
        ),
        ("<b style='font-weight:normal'><span style='font-weight:700'>G</span>oogle</b>", "**G**oogle"),
        ("<table><tr><th><b>A</b></th><th>B</th></tr><tr><td>1</td></tr></table>", "| A | B |\n| --- | --- |\n| 1 |  |"),
        ("a<table><tr><td></td><td> </td></tr></table>", "a"),
        ("<p><s>out</s> <del>too</del></p>", "~~out too~~"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
    ],
)  # fmt: skip
def test_html_becomes_the_markdown_that_one_would_write(html: str, expected: str) -> None:
    assert read_clipboard(html).markdown == expected + "\n"


def test_lists_and_footnotes_from_words_clipboard() -> None:
    html = """<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
    style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>one</p>
    <p style='mso-list:l1 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>inner</p>
    <p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>two<a
    style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p>
    <div><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div></div>"""
    assert read_clipboard(html).markdown == "- one\n  1. inner\n- two[^1].\n\n[^1]: The note.\n"


def test_a_table_of_contents_that_leads_to_and_fro_is_none_of_footnotes() -> None:
    html = """<ul><li><a href="#s1" id="t1">Beginning</a></li><li><a href="#s2" id="t2">End</a></li></ul>
    <section id="s1"><h2><a href="#t1">Beginning</a></h2><p>Words.</p></section>
    <h2 id="s2"><a href="#t2">End</a></h2><p>More.</p>"""
    assert read_clipboard(html).markdown == (
        "- Beginning\n- End\n\n## Beginning\n\nWords.\n\n## End\n\nMore.\n"
    )


@pytest.mark.parametrize(
    ("content", "text", "is_told"),
    [
        ("naïve – “ça”".encode("utf-8-sig"), "naïve – “ça”", False),
        ("naïve – “ça”".encode("utf-16"), "naïve – “ça”", False),
        ("naïve – “ça va”".encode("utf-16-le"), "naïve – “ça va”", True),
        ("naïve – “ça va”".encode("utf-16-be"), "naïve – “ça va”", True),
        ("naïve – “ça”".encode("utf-32"), "naïve – “ça”", False),
        ("Über naïve Wörter – “ça”".encode("cp1252"), "Über naïve Wörter – “ça”", True),
        (("Привет, как дела? Мы пишем текст. " * 9).encode("cp1251"), "Привет, как дела?", True),
        (("これは日本語の文章です。" * 9).encode("shift_jis"), "これは日本語の文章です。", True),
        (b"a\r\nb\rc\x0cd\xe2\x80\xa8e", "a\nb\nc\nd\ne", False),
    ],
)
def test_encodings_are_known_or_guessed_aloud(content: bytes, text: str, is_told: bool) -> None:
    made = read(content, "a.txt")
    assert made.markdown.startswith(text)
    assert ["was read as" in note for note in made.notes] == [True] * is_told


def test_what_hides_and_heaps_up_goes_and_is_named() -> None:
    zalgo = "Z" + "\u0301\u0316" * 40
    text = f"safe\u202efdp.exe\u202c \u2066x\u2069 {zalgo} nu\x00ll \u200fעברית\u200f e\u0301 👩\u200d👧"
    made = read(text.encode(), "a.txt")
    assert made.markdown == (
        f"safefdp.exe x Z{zalgo[1:7]} null \u200fעברית\u200f e\u0301 👩\u200d👧\n"
    )
    assert made.left_out == (
        "4 invisible marks that reorder text were left out.",
        "1 control character was left out.",
        "74 accents heaped on top of others were left out.",
    )


def test_a_plain_texts_indents_are_no_code() -> None:
    assert read(b"\tOnce.\n\n    Twice.\n  still", "a.txt").markdown == "Once.\n\nTwice.\n  still\n"


def test_settings_and_pictures_of_a_markdown_file() -> None:
    made = read(b"---\ntitle: 'My text'\ntags: a\n---\nHi ![p](a.png \"t\").\n\n<b>x</b>", "a.md")
    assert (made.title, made.markdown) == ("My text", "Hi .\n\n<b>x</b>\n")
    assert made.left_out == (
        "1 picture was left out.",
        "The settings at the top of the file were left out.",
        "HTML inside the text stands there as it was typed.",
    )


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("essay.txt", word(), "a Word document"),
        ("essay.docx", RTF.encode("ascii"), "rich text (RTF)"),
        ("essay.odt", HTML.encode(), "a web page"),
        ("essay.pdf", b"Only words.", "plain text"),
        ("essay", b"Only words.", "plain text"),
    ],
)
def test_a_wrong_name_is_no_hindrance_and_is_told(name: str, content: bytes, kind: str) -> None:
    made = read(content, name)
    assert any(f"it is {kind}, and was read as that." in note for note in made.notes)
