"""Names, passphrases, and how sign-in slows down."""

from datetime import timedelta

import pytest

from writing_center.domain.errors import InvalidInput
from writing_center.domain.people import (
    FailedSignIns,
    Member,
    Membership,
    Role,
    check_passphrase,
    clean_name,
    name_key,
    seconds_to_wait,
)
from writing_center.domain.permissions import is_teacher_of

from .examples import NOW


@pytest.mark.parametrize(
    "same",
    [
        "ann  LEE",
        " Ann Lee\t",
        "ANN LEE",
        "Ann\u00a0Lee",
    ],
)
def test_case_and_spacing_do_not_make_another_person(same: str) -> None:
    assert name_key(same) == name_key("Ann Lee")


def test_letters_and_accents_do() -> None:
    assert name_key("Zoë") != name_key("Zoe")
    assert name_key("STRASSE") == name_key("Straße")


def test_the_same_name_typed_on_another_computer_is_the_same() -> None:
    composed, decomposed = "Zo\u00eb", "Zoe\u0308"
    assert name_key(composed) == name_key(decomposed)
    assert clean_name(decomposed) == composed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann   Lee ", "Ann Lee"),
        ("Ann\tLee\n", "Ann Lee"),
        ("Ann\x00 Lee\x07", "Ann Lee"),
        ("Ann\u200b Lee\ufeff", "Ann Lee"),
        ("\u202eAnn Lee", "Ann Lee"),
        ("O’Neill-Smith", "O’Neill-Smith"),
        ("李 小龙", "李 小龙"),
        # A zero-width joiner is part of how this name is written.
        ("ශ්\u200dරී", "ශ්\u200dරී"),
    ],
)
def test_a_name_keeps_its_letters_and_nothing_invisible(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_invisible_characters_do_not_make_another_person() -> None:
    assert name_key(clean_name("Ann\u200bLee")) == name_key(clean_name("AnnLee"))


@pytest.mark.parametrize("empty", ["", "  ", "\u200b", "\x00\x01", "\u200d"])
def test_a_name_needs_letters(empty: str) -> None:
    with pytest.raises(InvalidInput, match="type a name") as caught:
        clean_name(empty)
    assert caught.value.field == "name"


def test_a_name_has_an_end() -> None:
    assert clean_name("x" * 80) == "x" * 80
    with pytest.raises(InvalidInput, match="at most 80"):
        clean_name("x" * 81)


@pytest.mark.parametrize("length", [8, 200])
def test_a_passphrase_of_good_length_is_kept_as_it_is(length: int) -> None:
    typed = ("four words in a row " * 10)[: length - 1] + "!"
    assert check_passphrase(typed) == typed


@pytest.mark.parametrize(
    "typed", ["", "seven77", "four words in a row " * 11, "   seven7   ", " " * 20, "abababab"]
)
def test_passphrases_that_are_too_short_too_long_or_too_plain(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_passphrase(typed)
    assert caught.value.field == "passphrase"


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [(0, 0), (4, 0), (5, 10), (6, 20), (7, 40), (11, 640), (12, 900), (50, 900), (10**6, 900)],
)
def test_five_are_free_then_waiting_doubles_up_to_a_quarter_of_an_hour(
    wrong: int, seconds: int
) -> None:
    assert seconds_to_wait(FailedSignIns("ann", wrong, NOW), NOW) == seconds


def test_waiting_runs_down_and_is_over() -> None:
    failed = FailedSignIns("ann", 5, NOW)
    assert seconds_to_wait(failed, NOW + timedelta(seconds=3)) == 7
    assert seconds_to_wait(failed, NOW + timedelta(seconds=9.5)) == 1
    assert seconds_to_wait(failed, NOW + timedelta(seconds=10)) == 0
    assert seconds_to_wait(failed, NOW + timedelta(days=1)) == 0
    assert seconds_to_wait(None, NOW) == 0


def test_a_teacher_teaches_their_own_classes() -> None:
    ann = Member("ann", "Ann", "ann", NOW)
    places = [
        Membership("g/ann", "g", "ann", Role.TEACHER, NOW),
        Membership("h/ann", "h", "ann", Role.STUDENT, NOW),
        Membership("i/bob", "i", "bob", Role.TEACHER, NOW),
    ]
    assert is_teacher_of(ann, "g", places)
    assert not is_teacher_of(ann, "h", places)
    assert not is_teacher_of(ann, "i", places)
