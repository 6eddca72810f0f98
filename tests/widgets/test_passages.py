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
