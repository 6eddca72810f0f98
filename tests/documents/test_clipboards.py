"""What Word and Google Docs write as HTML: looks in CSS, lists in styles, comments in the margin."""

import pytest

from writing_center.documents import separate
from writing_center.documents.css_looks import class_looks
from writing_center.documents.reading import from_bytes, read_clipboard
from writing_center.documents.word_lists import ordinal


def item(text: str, marker: str, of: str = "l0 level1 lfo1") -> str:
    """A paragraph of Word that only its style makes an item."""
    ignored = f"<span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='text-indent:-18pt;mso-list:{of}'>{ignored}{text}</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("10<span style='font-size:0.6em;vertical-align:super'>2</span>", "10²"),
        ("H<span style='vertical-align: sub'>2</span>O", "H₂O"),
        ("<b style='mso-bidi-font-weight:normal'>bold</b>", "**bold**"),
        ("<i style='mso-bidi-font-style:normal'>it</i>", "*it*"),
        ("<span style='font-weight: 700 !important'>b</span>", "**b**"),
        ("<p class=MsoTitle>T</p><p>x</p>", "# T\n\nx"),
        (
            "<p class=MsoQuote>a</p><p class=MsoQuote>b</p><p>c</p><p class=MsoIntenseQuote>d</p>",
            "> a\n>\n> b\n\nc\n\n> d",
        ),
        (item("one", "1.") + item("dot", "·", "l1 level1 lfo2"), "1. one\n\n- dot"),
        (
            item("one", "1.") + item("other", "1.", "l1 level1 lfo2"),
            "1. one\n\n1) other",
        ),
        (
            item("one", "1.") + "<p>between</p>" + item("three", "3.") + item("four", "4."),
            "1. one\n\nbetween\n\n3. three\n4. four",
        ),
        (
            item("one", "1.")
            + item("inner", "c)", "l0 level2 lfo1")
            + item("two", "2.")
            + item("dot", "·", "l1 level2 lfo2"),
            "1. one\n   3. inner\n2. two\n   - dot",
        ),
        (item("a <span style='display:none'>x</span>b", "1."), "1. a b"),
    ],
)
def test_what_word_and_google_docs_mean(html: str, expected: str) -> None:
    made = read_clipboard(html)
    assert made.markdown == expected + "\n"
    assert made.left_out == ()


@pytest.mark.parametrize(
    ("marker", "number"),
    [
        *(("3.", 3), ("b)", 2), ("(c)", 3), ("iv.", 4), ("i.", 1), ("xix.", 19), ("2.13", 13)),
        *(("1.2.", 2), ("·", None), ("o", None), ("§", None), ("–", None), ("", None)),
    ],
)
def test_the_number_that_a_marker_stands_for(marker: str, number: int | None) -> None:
    assert ordinal(f" {marker} \u00a0") == number


def test_a_comment_in_words_margin_is_no_footnote() -> None:
    html = """<p>It is so<span class=MsoCommentReference><a class=msocomanchor id="_anchor_1"
    href="#_msocom_1" name="_msoanchor_1">[A1]</a></span>.<a href="#_ftn1" name="_ftnref1">[1]</a></p>
    <div style='mso-element:footnote-list'><hr width="33%"><div style='mso-element:footnote' id=ftn1>
    <p><a href="#_ftnref1" name="_ftn1">[1]</a> A note.</p></div></div>
    <div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'>
    <div id="_com_1"><a name="_msocom_1"></a><p><a href="#_msoanchor_1" class=msocomoff>[A1]</a>
    Reader says hi</p></div></div></div>"""
    made = read_clipboard(html)
    assert made.markdown == "It is so.[^1]\n\n[^1]: A note.\n"
    assert made.left_out == ("1 comment was left out.",)


def test_a_line_that_only_sets_footnotes_apart_goes() -> None:
    note = "<ol><li id=n>Note. <a href='#r'>back</a></li></ol>"
    made = read_clipboard(f"<p>a<hr><p>b<a id=r href='#n'>1</a></p><section><hr>{note}</section>")
    assert made.markdown == "a\n\n---\n\nb[^1]\n\n[^1]: Note.\n"


def test_looks_that_google_docs_keeps_in_classes() -> None:
    page = (
        "<html><head><style>.c1{font-weight:700}.c2{font-style:italic}/* .c3{ */span.c3,.c4"
        "{vertical-align:super}@media print{.c5{font-weight:700}}.c6{text-decoration:underline}"
        "</style></head><body><p><span>a </span><span class='c1'>b</span> <span class='c2 c9'>c"
        "</span> d<span class='c3'>2</span><span class='c5'>e</span> <span class='c6'>f</span>"
    )
    made = from_bytes(page.encode(), "g.html")
    assert made.markdown == "a **b** *c* d²e f\n"
    assert made.left_out == ("Underlining was left out: Markdown has none.",)


def test_links_that_lead_nowhere_from_here_are_counted() -> None:
    page = (
        "<p id='p'><a href='/rel'><b>re</b>l</a> <a href='javascript:x()'>js</a> "
        "<a href='ftp://a/b'>ftp</a> <a href='#p'>in</a> <a href='zotero://x'>z</a> "
        "<a href='https://e.org'>web</a> <a name='q'>place</a>"
    )
    made = from_bytes(page.encode(), "a.html")
    assert made.markdown == "**re**l js ftp in z [web](https://e.org) place\n"
    assert made.left_out == ("5 links that lead nowhere from here were left out.",)


def test_links_of_rich_text_that_lead_nowhere_from_here_are_counted() -> None:
    field = rb"{\field{\*\fldinst HYPERLINK %s}{\fldrslt %s}}"
    links = [(rb'\\l "bm"', b"in"), (b'"file:///c:/x"', b"file"), (b"http://e.org", b"web")]
    body = b" ".join(field % link for link in links)
    made = from_bytes(rb"{\rtf1 " + body + rb"\par}", "a.rtf")
    assert made.markdown == "in file [web](http://e.org)\n"
    assert made.left_out == ("2 links that lead nowhere from here were left out.",)


def test_what_was_deleted_with_changes_tracked_is_gone_and_what_is_struck_stays() -> None:
    tracked = "cite='mailto:Ann' datetime='2026-01-01T10:00'"
    made = read_clipboard(
        f"<p class=MsoNormal>It <del {tracked}>stops</del><ins {tracked}>turns</ins> at "
        "<del>six</del> seven<span class=msoDel> o’clock</span>."
    )
    assert made.markdown == "It turns at ~~six~~ seven.\n"
    assert made.left_out == (
        "What was deleted with changes tracked was left out; what was inserted is in.",
    )


def test_no_word_of_a_very_wide_table_is_lost() -> None:
    cells = "".join(f"<td>c{number}</td>" for number in range(63))
    made = read_clipboard(f"<table><tr>{cells}</tr><tr><td>a</td></tr></table>")
    assert "| c58 | c59 c60 c61 c62 |" in made.markdown
    assert made.left_out == (
        "A table has more than 60 columns; what stands beyond is in the last one.",
    )


@pytest.mark.parametrize(
    "html", ["<style>" * 50_000, "<style>" + "/* " * 200_000, "<style>" + "a{" * 100_000]
)
def test_rules_made_to_be_slow_are_not(html: str) -> None:
    assert class_looks(f"{html}</style>") == {}
    reading = separate.begin_paste(f"{html}</style><p>It turns at seven.")
    assert reading.result().markdown == "It turns at seven.\n"
