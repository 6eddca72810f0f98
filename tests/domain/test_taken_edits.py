"""Where the words of a taken edit stand in what the draft has become since."""

from datetime import UTC, datetime

import pytest

from writing_center.domain.annotations import CONTEXT, Passage, passage_at
from writing_center.domain.taken_edits import TakenEdit

TEXT = "The bus stops at nine sharp. My sister works until ten. Nobody asked the drivers about it."


def took(text: str, old: str, new: str) -> tuple[str, TakenEdit, Passage]:
    """The text after taking ``new`` for ``old``, what is remembered, and the comment's passage."""
    start = text.index(old)
    made = text[:start] + new + text[start + len(old) :]
    end = start + len(new)
    around = (made[max(0, start - CONTEXT) : start], made[end : end + CONTEXT])
    passage = Passage(new, *around, start, end)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    edit = TakenEdit("a", "d", passage, old, at, is_only=made.count(new) == 1)
    return made, edit, passage_at(text, start, start + len(old))


def test_words_that_were_taken_are_found_while_they_stand() -> None:
    text, edit, _ = took(f"{'x' * 40} one too three {'y' * 40}", "too", "two")
    assert edit.spot_in(text) == text.index("two")
    assert edit.spot_in("More. " + text) == text.index("two") + 6
    assert edit.spot_in(text.replace("two", "too")) is None
    assert edit.spot_in(text + text) == text.index("two")
    assert edit.spot_in("More. " + text + text) is None, "it could be either"


@pytest.mark.parametrize(
    ("now", "spot"),
    [
        ("A tram halts at ten.", 2),
        ("The trams stop at nine sharp.", None),
        ("The tram stops at nine sharp.", 4),
        ("No tram, no tram.", None),
        ("A bus stops.", None),
    ],
)
def test_what_stands_once_is_known_whatever_changed_around_it(now: str, spot: int | None) -> None:
    _, edit, _ = took(TEXT, "bus", "tram")
    assert edit.spot_in(now) == spot


def test_words_that_stood_twice_are_known_by_what_stands_beside_them() -> None:
    text, edit, _ = took(TEXT + " Then came the tram.", "bus", "tram")
    assert edit.spot_in(text.replace("sharp", "dull")) == 4
    assert edit.spot_in(text.replace("The tram stops", "A bus stops")) is None, "the other one"


def test_neighbouring_words_that_were_taken_out_are_told_apart() -> None:
    """Behind and before both stands now what stood there; the first draft knows the order."""
    text = "Intro, long enough to be known by itself. " + TEXT
    first, one, of_one = took(text, "The bus stops at nine sharp. ", "")
    second, other, _ = took(first, "My sister works until ten. ", "")
    of_other = passage_at(text, text.index("My"), text.index("My") + 26)
    at = one.spot_in(second, of_one)
    assert at == len("Intro, long enough to be known by itself. ")
    third = second[:at] + one.before + second[at:]
    back = other.spot_in(third, of_other)
    assert back is not None
    assert third[:back] + other.before + third[back:] == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sister works", "brother works late"),
        ("sister", "little sister"),
        ("sister works", "sister"),
        ("My sister works until ten. ", ""),
    ],
)
def test_old_words_that_stand_again_undo_it(old: str, new: str) -> None:
    text = "Intro, long enough to be known by itself. " + TEXT
    made, edit, origin = took(text, old, new)
    assert not edit.is_undone_in(made, origin)
    assert not edit.is_undone_in("More. " + made, origin)
    assert not edit.is_undone_in(made.replace("Nobody", "No one"), origin)
    assert edit.is_undone_in(text, origin)
    assert edit.is_undone_in("More. " + text, origin)
    assert edit.is_undone_in(text.replace("Nobody", "No one"), origin)


def test_what_stood_twice_is_not_undone_by_the_other_one() -> None:
    text = f"{'x' * 40} It was very very old, and it leaked. {'y' * 40}"
    made, edit, origin = took(text, "very ", "")
    for now in (made, "More. " + made, made.replace("leaked", "broke")):
        assert not edit.is_undone_in(now, origin)
    assert edit.is_undone_in("More. " + text, origin)
