from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.annotations import MAX_BLOCKS, passage_at
from writing_center.widgets.passages import Marked, Paragraph, cut, paragraph_at

TEXT = "One 😀 two.\n\nThree four.\nFive."


def marked(id: str, exact: str, text: str = TEXT) -> Marked:
    start = text.index(exact)
    return Marked(id, passage_at(text, start, start + len(exact)))


def shown(paragraphs: list[Paragraph]) -> list[list[tuple[str, tuple[str, ...]]]]:
    return [[(piece.text, piece.ids) for piece in p.pieces] for p in paragraphs]


def test_paragraphs_without_comments() -> None:
    assert shown(cut(TEXT, [])) == [[("One 😀 two.", ())], [("Three four.", ())], [("Five.", ())]]
    assert [p.start for p in cut(TEXT, [])] == [0, 12, 24]
    assert [p.number for p in cut(TEXT, [])] == [1, 2, 3]
    assert cut("", []) == []


def test_offsets_count_what_people_see_as_one_sign() -> None:
    [first, *_] = cut(TEXT, [marked("a", "😀"), marked("b", "two")])
    assert shown([first]) == [[("One ", ()), ("😀", ("a",)), (" ", ()), ("two", ("b",)), (".", ())]]


def test_passages_that_overlap() -> None:
    [_, second, _] = cut(TEXT, [marked("a", "Three fo"), marked("b", "four.")])
    assert shown([second]) == [[("Three ", ("a",)), ("fo", ("a", "b")), ("ur.", ("b",))]]
    assert second.ids == ("a", "b")


def test_a_passage_over_several_paragraphs_stands_beside_its_first() -> None:
    paragraphs = cut(TEXT, [marked("a", "two.\n\nThree four.\nFi")])
    assert [p.ids for p in paragraphs] == [("a",), (), ()]
    assert shown(paragraphs) == [
        [("One 😀 ", ()), ("two.", ("a",))],
        [("Three four.", ("a",))],
        [("Fi", ("a",)), ("ve.", ())],
    ]


def test_comments_stand_in_the_order_of_their_passages() -> None:
    [_, second, _] = cut(TEXT, [marked("late", "four"), marked("early", "Three")])
    assert second.ids == ("early", "late")


def test_a_passage_that_begins_before_the_first_paragraph() -> None:
    text = "\n\nOne.\nTwo."
    [first, _] = cut(text, [Marked("a", passage_at(text, 0, 5))])
    assert first.ids == ("a",)


@given(
    st.text("ab 😀\n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
)
def test_nothing_of_a_text_is_lost_or_doubled(text: str, ends: list[tuple[int, int]]) -> None:
    marks = []
    for number, (one, other) in enumerate(ends):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if text[start:end].strip():
            marks.append(Marked(str(number), passage_at(text, start, end)))
    paragraphs = cut(text, marks)
    for paragraph in paragraphs:
        assert "".join(p.text for p in paragraph.pieces) == text[paragraph.start : paragraph.end]
    for mark in marks:
        assert sum(mark.id in paragraph.ids for paragraph in paragraphs) == 1
        covered = "".join(
            piece.text for p in paragraphs for piece in p.pieces if mark.id in piece.ids
        )
        assert "".join(covered.split()) == "".join(mark.passage.exact.split())


def test_a_heading_is_told_from_other_paragraphs() -> None:
    found = cut("# The ferry\n\n#hash\n\nIt # turns.", [])
    assert [p.is_heading for p in found] == [True, False, False]
    assert found[0].text == "# The ferry", "its marks stay: offsets count them"


def test_a_text_of_very_many_paragraphs_is_shown_in_fewer_parts() -> None:
    text = "\n".join("a" * 150_000)
    mark = Marked("x", passage_at(text, 200_001, 200_003))
    found = cut(text, [mark])
    assert len(found) <= MAX_BLOCKS
    assert "\n".join(p.text for p in found) == text
    assert all(p.text == text[p.start : p.end] for p in found)
    [beside] = [p for p in found if p.ids]
    assert beside.number == paragraph_at(text, 200_001), "said and shown under one number"
    assert [piece.text for piece in beside.pieces if piece.ids] == [text[200_001:200_003]]


def test_up_to_so_many_paragraphs_each_stands_for_itself() -> None:
    text = "\n\n".join("a" * MAX_BLOCKS)
    assert len(cut(text, [])) == MAX_BLOCKS
    assert len(cut(text + "\nb", [])) == MAX_BLOCKS // 2 + 1


def test_a_paragraph_says_how_it_looks() -> None:
    text = (
        "## One\n\n- **a** b\n  - c\n\n> d\n\n#### Two\n\na | b\n- | -\nc | d\n\n```\ne\n```\n\nf"
    )
    found = cut(text, [])
    assert [p.looks for p in found] == [
        "wc-text--heading",
        "wc-text--item",
        "wc-text--item wc-text--deep-1",
        "wc-text--quoted",
        "wc-text--heading",
        "wc-text--row wc-text--head",
        "wc-text--divider",
        "wc-text--row",
        "wc-text--fence",
        "wc-text--code",
        "wc-text--fence",
        "",
    ]
    assert [p.depth for p in found if p.is_heading] == [1, 2], "no level is left out"
    assert [p.number for p in found if p.is_silent] == [7, 9, 11]
    assert [len(p.cells) for p in found if p.line and p.line.kind == "row"] == [2, 2]


def test_a_comment_cuts_through_what_is_bold_and_through_a_link() -> None:
    text = "The **old boats** and [the gulls](https://example.org) cry."
    [found] = cut(text, [marked("a", "boats** and [the g", text)])
    looks = [
        [(one.text, one.styles, one.href, one.goes_on) for one in piece.words if not one.is_mark]
        for piece in found.pieces
    ]
    link = "https://example.org"
    assert looks == [
        [("The ", (), "", False), ("old ", ("strong",), "", False)],
        [("boats", ("strong",), "", False), (" and ", (), "", False), ("the g", (), link, False)],
        [("ulls", (), link, True), (" cry.", (), "", False)],
    ]


def test_sentences_begin_behind_the_marks_of_their_line() -> None:
    text = "- **One** is here. Two is there."
    [found] = cut(text, [])
    assert [text[start:end] for start, end in found.sentences] == [
        "**One** is here.",
        "Two is there.",
    ]


@given(
    st.text("ab #>-*`~|\n[]():/1.\\_ 🎈", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
)
def test_the_words_of_the_pieces_are_the_paragraph(text: str, ends: list[tuple[int, int]]) -> None:
    marks = []
    for number, (one, other) in enumerate(ends):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if text[start:end].strip():
            marks.append(Marked(str(number), passage_at(text, start, end)))
    for paragraph in cut(text, marks):
        for piece in paragraph.pieces:
            assert "".join(one.text for one in piece.words) == piece.text
        assert paragraph.text == text[paragraph.start : paragraph.end]
