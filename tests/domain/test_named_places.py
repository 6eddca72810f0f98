"""Whether the place that a reader names is in the text."""

import pytest

from writing_center.domain.named_places import doubt_about

TEXT = "I count nineteen steps to the ferry.\n\nWhoever is “awake” hears it, since 1999, every day."
ABSENT = "These words are not in the text."


@pytest.mark.parametrize(
    ("place", "told"),
    [
        *((place, "") for place in ("", " ", "1", "2", "1-2", "Paragraphs 1 and 2", "¶ 2", "#1")),
        *((place, "") for place in ("the FERRY", '"awake" hears', "“steps to the ferry.”", "1999")),
        *((place, "") for place in ("I count … the ferry", "paragraph 2, the beginning")),
        ("99", "There is no paragraph 99."),
        ("0", "There is no paragraph 0."),
        ("1, 3", "There is no paragraph 3."),
        ("in paragraph 7", "There is no paragraph 7."),
        *((place, ABSENT) for place in ("zebra crossing", "the ferry … zebra", "count steps")),
    ],
)
def test_a_place_is_there_or_a_sentence_says_so(place: str, told: str) -> None:
    assert doubt_about(place, TEXT) == told


def test_where_there_is_no_text_nothing_is_asked() -> None:
    assert doubt_about("99", " ") == ""
