"""Words of a Word document that mammoth alone would pass over, or stumble over."""

import tempfile

import pytest

from writing_center.documents import separate
from writing_center.documents.imported import Imported
from writing_center.documents.reading import from_bytes
from writing_center.domain.errors import InvalidInput

from .made_files import W, docx, link, p, r

FURIGANA = "Readings above characters (furigana) were left out; the characters are in."
HIDDEN = "Hidden text was left out."
NOWHERE = "1 link that leads nowhere from here was left out."
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r>"
    "<w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)


def inside(name: str, *runs: str) -> str:
    return f"<w:{name}>{''.join(runs)}</w:{name.split()[0]}>"


def sign(element: str) -> str:
    return f"<w:r><w:{element}/></w:r>"


def style(name: str, kind: str, *looks: str, called: str = "") -> str:
    marks = "".join(f"<w:{look}/>" for look in looks)
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/><w:rPr>'
        f"{marks}</w:rPr></w:style>"
    )


STYLES = (
    f"<w:styles {W}>{style('Secret', 'character', 'vanish')}{style('Para', 'paragraph', 'vanish')}"
    f"{style('Head', 'paragraph', 'vanish', called='heading 1')}</w:styles>"
)


def read(body: str, notes: str = "", links: str = "") -> Imported:
    extra = {"word/styles.xml": STYLES}
    return from_bytes(docx(body, notes, links, extra), "a.docx")


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([r("Figure "), inside('fldSimple w:instr=" SEQ F "', r("1")), r(": a")], "Figure 1: a"),
        ([inside('fldSimple w:instr="X"'), "<w:fldSimple w:instr='X'/>", r("a")], "a"),
        ([r("a "), inside('dir w:val="rtl"', r("שלום", "b")), r(" c")], "a **שלום** c"),
        ([inside('bdo w:val="ltr"', r("a "), inside('bdo w:val="rtl"', r("b")))], "a b"),
        ([r("a"), sign('br w:type="page"'), r("b")], "a\nb"),
        ([r("a"), sign("br w:type = 'column' w:clear='all'"), r("b")], "a\nb"),
        ([r("a"), '<w:r><w:br w:type="page"></w:br></w:r>', r("b")], "a\nb"),
        ([sign('br w:type="page"'), r("b"), sign('br w:type="page"')], "b"),
        ([r("a"), sign("cr"), r("b")], "a\nb"),
        ([r("a"), "<w:r><w:cr></w:cr></w:r>", r("b")], "a\nb"),
        ([r("a"), sign('ptab w:alignment="right"'), r("b")], "a b"),
        ([r("a", 'i w:val="off"'), r(" b", 'b w:val="off"'), r(" c", "strike w:val='off'")], "a b c"),
        ([r("a", 'i w:val="on"'), r(" b", 'u w:val="off"')], "*a* b"),
        ([r("a", 'vanish w:val="off"'), r(" b", 'vanish w:val="0"')], "a b"),
    ],
)  # fmt: skip
def test_words_are_there_and_apart(runs: list[str], expected: str) -> None:
    made = read(p(*runs))
    assert (made.markdown, made.left_out) == (expected + "\n", ())


def test_characters_stay_and_their_readings_are_named() -> None:
    made = read(p(RUBY, r("です")))
    assert (made.markdown, made.left_out) == ("東京です\n", (FURIGANA,))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("a"), r("x", "vanish"), r(" b")), "a b"),
        (p(r("a"), r("x", 'rStyle w:val="Secret"'), r(" b")), "a b"),
        (p(r("x"), r("a", 'vanish w:val="0"'), style="Para"), "a"),
        (p(r("a", 'rStyle w:val="Secret"'), r("x"), style="Para"), "a"),
        (p(r("x"), style="Head") + p(r("a")), "a"),
        (p(r("a"), '<w:r><w:rPr><w:vanish/></w:rPr><w:tab/><w:cr/><w:t>x</w:t><w:br w:type="page"/>'
           '</w:r>', r("b")), "ab"),
        (p(r("a"), RUBY.replace("<w:ruby>", "<w:rPr><w:vanish/></w:rPr><w:t>x</w:t><w:ruby>")), "a"),
        (
            p(r("a"), '<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t><w:footnoteReference w:id="2"/>'
              "</w:r>"),
            "a",
        ),
        (p(r("a"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), "a[^1]\n\n[^1]: n  1"),
    ],
)  # fmt: skip
def test_what_is_hidden_stays_away_and_is_named(body: str, expected: str) -> None:
    notes = '<w:footnote w:id="2">' + p(r("n "), r("x", "vanish"), inside("fldSimple", r(" 1")))
    made = read(body, f"{notes}</w:footnote>")
    assert made.markdown == expected.replace("  ", " ") + "\n"
    assert HIDDEN in made.left_out


def test_hidden_blanks_and_marks_of_paragraphs_are_no_loss() -> None:
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    made = read(p(r("a"), r(" ", "vanish"), more=mark) + p(r("b")))
    assert (made.markdown, made.left_out) == ("a\n\nb\n", ())


def test_a_hidden_field_ends_where_it_ends() -> None:
    def field(kind: str, *marks: str) -> str:
        looks = "".join(f"<w:{mark}/>" for mark in marks)
        return f'<w:r><w:rPr>{looks}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText>HYPERLINK "https://e.org"</w:instrText></w:r>'
    made = read(p(field("begin"), code, field("separate"), r("a"), field("end", "vanish"), r(" b")))
    assert made.markdown == "[a](https://e.org) b\n"


@pytest.mark.parametrize(
    "runs",
    [
        [inside('hyperlink r:id="none"', r("a"))],
        [inside('hyperlink r:id=""', r("a"))],
        [inside('hyperlink r:id="none" w:anchor="there"', r("a"))],
    ],
)
def test_a_link_without_its_target_is_plain_words(runs: list[str]) -> None:
    web = inside('hyperlink r:id="web"', r("web"))
    made = read(p(*runs, r(" "), web), links=link("web", "https://e.org"))
    assert (made.markdown, made.left_out) == ("a [web](https://e.org)\n", (NOWHERE,))


def test_a_picture_without_its_file_is_no_obstacle() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<wp:docPr id="1"><a:hlinkClick r:id="none"/></wp:docPr><a:graphic><a:graphicData><pic:pic '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip r:embed="none"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    made = read(p(r("a"), picture))
    assert (made.markdown, made.left_out) == ("a\n", ("1 picture was left out.",))


def test_an_inserted_document_is_named() -> None:
    made = read(p(r("a")) + '<w:altChunk r:id="c"/>')
    assert made.markdown == "a\n"
    (told,) = made.left_out
    assert told.startswith("A document inserted into this one could not be read")
    with pytest.raises(InvalidInput, match="Open the file in Word, save it anew"):
        read('<w:altChunk r:id="c"/>')


def test_names_of_other_programs_are_kept() -> None:
    space = W.split("=")[1]
    text = (
        f"<document xmlns={space}><body><p><r><t>a</t><cr /></r><fldSimple instr='X'><r><t>1</t></r>"
        "</fldSimple ><r><rPr><vanish/></rPr><t >x</t ></r></p></body></document>"
    )
    made = from_bytes(docx("", extra={"word/document.xml": text}), "a.docx")
    assert (made.markdown, made.left_out) == ("a\n1\n", (HIDDEN,))


@pytest.mark.parametrize(
    "body",
    [
        p("<w:r>" + "<w:cr/>" * 20_000 + "</w:r>", r("word")),
        p("<w:r><w:rPr><w:vanish/></w:rPr>" + "<w:t>x</w:t>" * 20_000 + "</w:r>", r("word")),
        p("<w:bdo>" * 150 + r("word") + "</w:bdo>" * 150),
        p(r("word", *['i w:val="off"'] * 20_000)),
    ],
    ids=["breaks", "hidden", "deep", "off"],
)
def test_files_made_to_be_slow_are_not(body: str) -> None:
    with tempfile.TemporaryFile() as source:
        source.write(docx(body))
        source.flush()
        reading = separate.begin_file(source, "a.docx")
    assert "word" in reading.result().markdown
