"""What a Word document says by its styles and counts in its lists, which mammoth does not see."""

import pytest

from writing_center.documents.imported import Imported
from writing_center.documents.reading import from_bytes

from .made_files import W, docx, item, p, r, table


def style(name: str, more: str = "", based: str = "", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f"{parent}{more}</w:style>"
    )


def look(*marks: str) -> str:
    return f"<w:rPr>{''.join(f'<w:{mark}/>' for mark in marks)}</w:rPr>"


STYLES = "".join(
    (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:rPr><w:i/></w:rPr></w:style>",
        style("heading 2", look("b")),
        style("heading 8"),
        style("Mine", based="heading2"),
        style("My own", look("b"), based="Mine"),
        style("Chapter", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>' + look("b")),
        style("Quote", look("i")),
        style("Motto", based="Quote"),
        style("Loud", look("b", "u w:val='single'"), based="Normal"),
        style("Round", based="Round"),
        style("Point", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
        style("Key word", look("b"), kind="character"),
        style("Hyperlink", look("u w:val='single'"), kind="character"),
    )
)


def read(body: str, **parts: str) -> Imported:
    styles = f"<w:styles {W}>{STYLES}</w:styles>"
    extra = {"word/styles.xml": styles} | {f"word/{key}.xml": xml for key, xml in parts.items()}
    return from_bytes(docx(body, extra=extra), "a.docx")


def styled(text: str, name: str, *marks: str) -> str:
    """A run in a style of letters."""
    return r(text, f'rStyle w:val="{name}"', *marks)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("A"), style="Myown") + p(r("b")), "## A\n\nb"),
        (p(r("A"), style="Chapter"), "# A"),
        (p(r("A"), style="heading8"), "###### A"),
        (p(r("a"), style="Motto") + p(r("b"), style="Motto"), "> a\n>\n> b"),
        (p(r("a "), r("b", 'b w:val="0"'), r(" c", "i"), style="Loud"), "**a** b ***c***"),
        (p(r("a "), styled("b", "Keyword"), r(" c")), "a **b** c"),
        (p(styled("a", "Keyword", 'b w:val="false"')), "a"),
        (p(r("a "), styled("b", "Keyword"), style="Loud"), "**a** b"),
        (p(r("a"), style="Round") + p(r("b"), style="Unknown"), "a\n\nb"),
        (p("<w:r><w:t>a</w:t></w:r>", style="Loud"), "**a**"),
        (p("<w:r><w:rPr/><w:t>a</w:t></w:r>", style="Loud"), "**a**"),
        (table(("x", "y"), ("a", "b")), "| x | y |\n| --- | --- |\n| a | b |"),
    ],
)
def test_what_styles_inherit_comes_along(body: str, expected: str) -> None:
    assert read(body).markdown == expected + "\n"


def test_underlining_by_a_style_is_named_and_that_of_links_is_not() -> None:
    told = "Underlining was left out: Markdown has none."
    assert read(p(r("a"), style="Loud")).left_out == (told,)
    assert read(p(styled("a", "Hyperlink"))).left_out == ()


def test_a_list_goes_on_after_what_stands_between() -> None:
    body = (
        item("one", 2) + item("inner", 2, 1) + item("inner too", 2, 1) + item("two", 2)
        + p(r("Between.")) + item("three", 2) + item("four", 2)
        + "<w:p/>" + p(r("And."), style="Loud") + item("dot", 1) + p(r("Then."))
        + item("five", 2) + item("again", 2, 1) + p(r("By style:")) + p(r("six"), style="Point")
    )  # fmt: skip
    assert read(body).markdown == (
        "1. one\n   1. inner\n   2. inner too\n2. two\n\nBetween.\n\n3. three\n4. four\n\n"
        "**And.**\n\n- dot\n\nThen.\n\n5. five\n   1. again\n\nBy style:\n\n6. six\n"
    )


def test_a_list_that_begins_anew_or_later_says_so() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/></w:lvl>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for number, more in (
            (2, ""),
            (3, again.format(1)),
            (4, again.format(9)),
            (5, again.format(0)),
        )
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'
        "</w:numbering>"
    )
    between = p(r("x"))
    begun = (("a", 2), ("b", 2), ("c", 3), ("d", 3), ("e", 4), ("f", 5))
    body = between.join(item(word, number) for word, number in begun)
    assert read(body, numbering=numbering).markdown.replace("\n\nx\n\n", " ") == (
        "4. a 5. b 1. c 2. d 9. e 0. f\n"
    )


def test_links_within_and_to_other_files_are_counted() -> None:
    body = p(f'<w:hyperlink w:anchor="bm">{r("there")}</w:hyperlink>', r(" or here."))
    made = read(body)
    assert made.markdown == "there or here.\n"
    assert made.left_out == ("1 link that leads nowhere from here was left out.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_documents_of_other_programs_are_read(encoding: str) -> None:
    """With other names for Word's elements, and in UTF-16, where only mammoth reads styles."""
    space = W.split("=")[1]
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><x:document xmlns:x={space}><x:body>'
        "<x:p><x:pPr><x:pStyle x:val='Mine'></x:pStyle></x:pPr><x:r><x:t>Ä</x:t></x:r></x:p>"
        "<x:p><x:pPr><x:pStyle x:val='Loud'/></x:pPr><x:r><x:t>b</x:t></x:r></x:p>"
        "</x:body></x:document>"
    )
    styles = f"<w:styles {W}>{STYLES}</w:styles>"
    extra = {"word/document.xml": text.encode(encoding), "word/styles.xml": styles}
    made = from_bytes(docx("", extra=extra), "a.docx")
    assert made.markdown == ("## Ä\n\n**b**\n" if encoding == "utf-8" else "Ä\n\nb\n")
