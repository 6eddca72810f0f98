"""Passages, counted in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.annotations import (
    CONTEXT,
    MAX_BODY,
    MOTIVATION,
    CommentKind,
    chosen_passage,
    clean_body,
    clean_replacement,
    narrow,
    paragraphs,
    passage_at,
    words_seen,
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


COMBINED = "Cafe\u0301 👩‍🚀 🏳️‍🌈. She said “don’t — please”, and again: don’t."


def found(words: str, start: int = 0, end: int = len(COMBINED)) -> str:
    begin, stop = narrow(COMBINED, start, end, words)
    return COMBINED[begin:stop]


def test_a_passage_is_narrowed_to_words_as_people_type_them() -> None:
    assert found("she  SAID") == "She said"
    assert found('"don\'t - please"') == "“don’t — please”"
    assert found("🏳️‍🌈. she") == "🏳️‍🌈. She"
    assert found("Cafe\u0301") == "Cafe\u0301"
    assert found("  ") == COMBINED
    assert found("don't", COMBINED.index("again")) == "don’t"


def test_a_passage_is_chosen_without_the_space_around_it() -> None:
    text = "🎈 One  two.\n\nThree."
    assert chosen_passage(text, 1, 7).exact == "One"
    assert chosen_passage(text, 1, 7, exact=" One  ").start == 2
    assert chosen_passage(text, 2, 13, exact="One  two.\n\n").exact == "One  two."
    assert chosen_passage(text, 0, len(text), exact="anything", words="one two").exact == "One  two"
    with pytest.raises(PassageMismatch):
        chosen_passage(text, 1, 7, exact="One")


def test_words_that_are_not_there_or_twice_are_refused() -> None:
    with pytest.raises(InvalidInput, match="do not stand there") as none:
        found("nowhere")
    assert none.value.field == "words"
    with pytest.raises(InvalidInput, match="more than once"):
        found("don’t")
    with pytest.raises(InvalidInput, match="do not stand there"):
        found("She said", 0, 8)
    with pytest.raises(PassageMismatch):
        found("She", 5, 999)


@given(st.text("aB \n'’İß🎈\u0301", max_size=60), st.data())
def test_narrowing_finds_the_very_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    if not words.strip() or start == end:
        return
    try:
        begin, stop = narrow(text, 0, len(text), words)
    except InvalidInput as error:
        assert "more than once" in str(error)  # noqa: PT017
    else:
        assert text[begin:stop].split() == words.split()


def test_other_words_have_to_be_others() -> None:
    passage = passage_at(EMOJI, 0, 5)
    assert clean_replacement("B", passage) == "B"
    assert clean_replacement("", passage) == ""
    assert clean_replacement("a\r\nb", passage) == "a\nb"
    with pytest.raises(InvalidInput, match="words that stand there"):
        clean_replacement(passage.exact, passage)
    with pytest.raises(InvalidInput, match="at most"):
        clean_replacement("x" * (MAX_BODY + 1), passage)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The boats come", "The **boats** come"),
        ("boats", "boats"),
        ("come in, as the", "come *in*, as [the"),
        ("**boats** come", "**boats** come"),
    ],
)
def test_words_are_found_as_readers_see_them_without_marks(words: str, expected: str) -> None:
    text = "## Evening\n\nThe **boats** come *in*, as [the gulls](https://example.org) do."
    begin, stop = narrow(text, 12, len(text), words)
    assert text[begin:stop] == expected


@pytest.mark.parametrize(
    ("exact", "seen"),
    [
        ("boats", "boats"),
        ("The **boats** come", "The boats come"),
        ("boats** come *in*", "boats come in"),
        ("- late", "- late"),
        ("- one gull", "one gull"),
        ("**", "**"),
    ],
)
def test_a_passage_is_quoted_as_it_was_seen(exact: str, seen: str) -> None:
    text = "The **boats** come *in* - late\n- one gull"
    start = text.index(exact)
    assert words_seen(passage_at(text, start, start + len(exact))) == seen


def test_a_passage_over_cells_of_a_table_is_quoted_with_its_cells_apart() -> None:
    text = "| Name | Age |\n|---|---|\n| Ann B | 12 |\n"
    start = text.index("Ann")
    assert words_seen(passage_at(text, start, text.index("12") + 2)).split() == ["Ann", "B", "12"]
    start = text.index("Name")
    assert words_seen(passage_at(text, start, text.index("Age") + 3)).split() == ["Name", "Age"]
    begin, end = narrow(text, 0, len(text), "b 12")
    assert text[begin:end] == "B | 12"


def test_stars_of_code_are_quoted_wherever_its_fence_stands() -> None:
    before = "```\n" + "y = 1  # some lines before it\n" * 4
    code = "x = a*b*c + __init__"
    text = f"{before}{code}\n```\nThen *more*."
    start = text.index(code)
    assert words_seen(passage_at(text, start, start + len(code))) == code
    start = text.index("Then")
    assert words_seen(passage_at(text, start, len(text))) == "Then more."
