"""What an entry must say, and how it moves."""

from dataclasses import replace

import pytest

from writing_center.domain.errors import InvalidInput, NotAllowed
from writing_center.domain.style_guide import (
    NEXT_STATES,
    EntryState,
    EntryText,
    check_entry_text,
    check_move,
    may_move,
)

P, T, E, I, C, R = EntryState  # noqa: E741
TEXT = EntryText("Name it", "norm", "When you begin", "readers wait", "say it at once")
ALLOWED = {
    (P, T),
    (P, I),
    (P, R),
    (T, E),
    (T, C),
    (T, R),
    (E, C),
    (E, I),
    (E, R),
    (I, E),
    (I, C),
    (I, R),
    (C, T),
    (C, E),
    (C, R),
    (R, T),
}


@pytest.mark.parametrize("before", list(EntryState))
@pytest.mark.parametrize("after", list(EntryState))
def test_each_step_is_allowed_or_refused(before: EntryState, after: EntryState) -> None:
    if (before, after) in ALLOWED:
        check_move(before, after, "because")
    else:
        with pytest.raises(NotAllowed, match=f"{before} can't become {after}"):
            check_move(before, after, "because")


def test_no_state_is_a_dead_end_and_every_state_is_reached() -> None:
    assert all(NEXT_STATES[state] for state in EntryState)
    assert {after for states in NEXT_STATES.values() for after in states} == set(EntryState) - {P}


def test_a_move_needs_a_reason() -> None:
    with pytest.raises(InvalidInput, match="say why"):
        check_move(P, T, " \n")


@pytest.mark.parametrize("after", list(EntryState))
def test_students_try_and_contest_and_teachers_may_all(after: EntryState) -> None:
    assert may_move(after, is_teacher=True)
    assert may_move(after, is_teacher=False) is (after in (T, C))


@pytest.mark.parametrize("field", ["title", "when", "readers", "suggestion"])
def test_a_missing_part_is_named(field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_entry_text(replace(TEXT, **{field: "  "}))
    assert caught.value.field == field


@pytest.mark.parametrize(
    "field", ["title", "kind", "when", "readers", "suggestion", "limits", "works", "genre"]
)
def test_a_part_that_is_too_long_is_named(field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_entry_text(replace(TEXT, **{field: "x" * 4001}))
    assert caught.value.field == field


def test_an_entry_is_tidied_and_any_kind_is_welcome() -> None:
    tidy = check_entry_text(replace(TEXT, title=" Name\nit ", kind=" Our  OWN ", works=" *x* "))
    assert (tidy.title, tidy.kind, tidy.works) == ("Name it", "our own", "*x*")
    assert check_entry_text(replace(TEXT, kind=" ")).kind == "norm"
