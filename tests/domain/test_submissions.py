"""Texts as they are kept."""

import pytest

from writing_center.domain.errors import InvalidInput
from writing_center.domain.submissions import (
    MAX_CHARACTERS,
    clean_line,
    clean_note,
    count_words,
    normalise_text,
)


def test_line_ends_are_one_and_everything_else_is_as_typed() -> None:
    assert normalise_text("a\r\nb\rc\n\x00d ") == "a\nb\nc\nd "
    assert normalise_text("Zoe\u0308 ﬁ ½ 👩‍🚀\t") == "Zoe\u0308 ﬁ ½ 👩‍🚀\t"


def test_a_text_has_an_end() -> None:
    assert len(normalise_text("x" * MAX_CHARACTERS)) == MAX_CHARACTERS
    with pytest.raises(InvalidInput, match="400,001 characters") as caught:
        normalise_text("x" * (MAX_CHARACTERS + 1))
    assert caught.value.field == "text"


def test_a_line_is_one_line() -> None:
    assert clean_line(" My\n  title\x00 ", "The title", "title") == "My title"
    # What stands beside it keeps its order; marks that Arabic and Hebrew need stay.
    assert clean_line("\x1b[2JMy\ttitle\x7f", "The title", "title") == "[2JMy title"
    assert clean_line("\u202eMy \u2066title\u200f", "The title", "title") == "My title\u200f"
    with pytest.raises(InvalidInput, match="The title can have at most 200"):
        clean_line("x" * 201, "The title", "title")


def test_a_note_keeps_its_lines() -> None:
    assert clean_note(" One\r\n\r\nTwo ", "The note", "note") == "One\n\nTwo"
    # A name that stands before it keeps its order, and so do words with joiners.
    asked = clean_note("\u202eIs it \u2066fine\u2069?\nمی\u200cخواهم 👩\u200d🚀\u200f", "It", "it")
    assert asked == "Is it fine?\nمی\u200cخواهم 👩\u200d🚀\u200f"
    with pytest.raises(InvalidInput, match=r"at most 4,000 characters; this has 4,001"):
        clean_note("x" * 4001, "The note", "note")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" one\n\ntwo—three  it's ", 3),
        ("# Title\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n1. three\n2) four", 9),
        ("> It costs 3.50 — or 4. Really! 🚌", 8),
        ("日本語の文章です。とても長い。", 13),
        ("我 love 你, too", 4),
    ],
)
def test_words_are_counted_and_marks_are_none(text: str, words: int) -> None:
    assert count_words(text) == words
