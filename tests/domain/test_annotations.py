"""Passages, counted in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.annotations import (
    CONTEXT,
    MAX_BODY,
    MOTIVATION,
    CommentKind,
    clean_body,
    paragraphs,
    passage_at,
)
from writing_center.domain.errors import InvalidInput, PassageMismatch

EMOJI = "A 👩‍🚀 flew. Then 🎈 fell.\nEnd é."


def test_offsets_count_code_points_not_utf16_units() -> None:
    start = EMOJI.index("Then")
    assert start == len("A 👩‍🚀 flew. ") == 12
    passage = passage_at(EMOJI, start, start + 6)
    assert passage.exact == "Then 🎈"
    assert (passage.prefix, passage.suffix) == ("A 👩‍🚀 flew. ", " fell.\nEnd é.")


def test_what_the_browser_saw_has_to_stand_there() -> None:
    assert passage_at(EMOJI, 0, 1, "A").exact == "A"
    # A browser that counts UTF-16 units is off by two after the astronaut.
    with pytest.raises(PassageMismatch):
        passage_at(EMOJI, 14, 18, "Then")


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, len(EMOJI) + 1), (900, 901), (-5, -2)]
)
def test_offsets_outside_the_text_or_empty_are_refused(start: int, end: int) -> None:
    with pytest.raises(PassageMismatch):
        passage_at(EMOJI, start, end)


def test_white_space_is_no_passage() -> None:
    with pytest.raises(PassageMismatch):
        passage_at("a \n\n b", 1, 5)


def test_the_context_is_cut_at_the_ends_of_the_text() -> None:
    text = "x" * 100
    middle = passage_at(text, 50, 51)
    assert (len(middle.prefix), len(middle.suffix)) == (CONTEXT, CONTEXT)
    whole = passage_at(text, 0, 100)
    assert (whole.prefix, whole.exact, whole.suffix) == ("", text, "")


@given(st.text(max_size=200), st.data())
def test_a_passage_is_what_stands_at_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(-2, len(text) + 2))
    end = data.draw(st.integers(-2, len(text) + 2))
    is_good = 0 <= start < end <= len(text) and text[start:end].strip()
    if not is_good:
        with pytest.raises(PassageMismatch):
            passage_at(text, start, end)
        return
    passage = passage_at(text, start, end)
    assert text[passage.start : passage.end] == passage.exact
    around = passage.prefix + passage.exact + passage.suffix
    assert text.startswith(around, start - len(passage.prefix))


def test_paragraphs_are_the_lines_with_something_on_them() -> None:
    text = "One 🎈.\n\n  \nTwo.\nThree"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One 🎈.", "Two.", "Three"]
    assert paragraphs("") == paragraphs(" \n\n") == []


@given(st.text(alphabet="ab 🎈\n\t\u2028\u000b", max_size=80))
def test_nothing_but_white_space_lies_between_paragraphs(text: str) -> None:
    spans = paragraphs(text)
    assert "\n".join(text[start:end] for start, end in spans).split() == text.split()
    assert all("\n" not in text[start:end] for start, end in spans)


def test_a_comment_is_tidied_and_needs_words() -> None:
    assert clean_body("  One.\r\nTwo. ") == "One.\nTwo."
    for empty in ("", " \n "):
        with pytest.raises(InvalidInput, match="write a comment"):
            clean_body(empty)
    with pytest.raises(InvalidInput, match="at most 8,000"):
        clean_body("x" * (MAX_BODY + 1))


def test_every_kind_has_a_w3c_motivation() -> None:
    assert set(MOTIVATION) == set(CommentKind)
