"""Words taken out or replaced: no half of a pair of marks stays behind, and no empty pair."""

import pytest

from writing_center.domain.annotations import passage_at
from writing_center.domain.errors import InvalidInput
from writing_center.domain.mark_pairs import fitted_in, taken_out, whole_passage

TEXT = """\
She said **no way** to the _plan_ and left. Then `code` came, and **_all_ of it**.

- one thing
- two things

See [the **page**](https://e.org/x) for more, or ***both***.

1. First
2. Second

> A word.

The end."""


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("no way", "**no way** "),
        ("no", "no "),
        ("way", " way"),
        ("plan", "_plan_ "),
        ("code", "`code` "),
        ("all", "_all_ "),
        ("all_ of it", "**_all_ of it**"),
        ("two things", "- two things\n"),
        ("- two things", "- two things\n"),
        ("two", "two "),
        ("the **page", "[the **page**](https://e.org/x) "),
        ("page", " **page**"),
        ("both", "***both***"),
        ("Second", "2. Second\n"),
        ("A word.", "> A word.\n"),
        ("The end.", "The end."),
        ("left. Then", "left. Then "),
    ],
)
def test_what_goes_with_words_that_are_taken_out(words: str, gone: str) -> None:
    start = TEXT.index(words)
    begin, end = taken_out(TEXT, start, start + len(words))
    assert TEXT[begin:end] == gone


@pytest.mark.parametrize(
    ("words", "new", "passage"),
    [
        ("no way** to the _plan", "never to the plan", "**no way** to the _plan_"),
        ("no way** to the _plan", "no way** to a _plan", "no way** to the _plan"),
        ("no way** to the _plan", "no** to the plan", "no way** to the _plan_"),
        ("way", "path", "way"),
        ("said **no way** to", "was against", "said **no way** to"),
        ("the **page**](https://e.org/x) for", "it for", "[the **page**](https://e.org/x) for"),
        ("all_ of it", "everything", "_all_ of it"),
    ],
)
def test_a_passage_takes_the_other_half_of_a_pair_along(words: str, new: str, passage: str) -> None:
    start = TEXT.index(words)
    found = whole_passage(TEXT, passage_at(TEXT, start, start + len(words)), new)
    assert found.exact == passage


@pytest.mark.parametrize(("words", "new"), [("way** to", "path to"), ("said **no", "")])
def test_words_that_would_lose_half_of_their_marks_are_chosen_whole(words: str, new: str) -> None:
    start = TEXT.index(words)
    with pytest.raises(InvalidInput, match="all of these words"):
        whole_passage(TEXT, passage_at(TEXT, start, start + len(words)), new)


def test_words_fit_into_the_cell_of_a_table() -> None:
    text = "| A | B |\n| - | - |\n| one | two |\n\nNo table."
    one, two = text.index("one"), text.index("No")
    assert fitted_in(text, one, one + 3, "x | y\nz") == "x \\| y z"
    assert fitted_in(text, one, one + 3, "x \\| y") == "x \\| y"
    assert fitted_in(text, one, text.index("two") + 3, "x | y") == "x | y", "it spans two cells"
    assert fitted_in(text, two, two + 2, "a | b\nc") == "a | b\nc"
