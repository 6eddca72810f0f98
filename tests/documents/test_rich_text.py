"""What rich text spells out in its own way: characters in halves, letters by the font, what hides."""

import pytest

from writing_center.documents.imported import Imported
from writing_center.documents.reading import from_bytes

FONTS = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}{\f3\fcharset88 D;}}"


def read(body: str, page: int = 1252) -> Imported:
    return from_bytes(rf"{{\rtf1\ansi\ansicpg{page}{FONTS}{body}\par}}".encode("latin-1"), "a.rtf")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\uc1 a \u-10179?\u-8704? b", "a 😀 b"),
        (r"\uc1 a \u55357?\u56832? b", "a 😀 b"),
        (r"\uc0\u-10179\u-8704 b", "😀b"),
        (r"\uc2\u-10179 ??\u-8704 ??b", "😀b"),
        (r"\uc1\u-10179\'3f\u-8704\'3fb", "😀b"),
        (r"\uc1\u-10179?\uc1\u-8704?b", "😀b"),
        (r"{\b \uc1\u-10179?\u-8704? b}", "**😀 b**"),
        (r"\uc1 a\u-10179?b", "a�b"),
        (r"\uc1 a\u-8704?b", "a�b"),
        (r"\uc1 a\u-10179?\u-10179?\u-8704?b", "a�😀b"),
        (r"\uc1 a\u-10179?\u233?b", "a�éb"),
        (r"\uc1 a\u-10179?\'e9b", "a�éb"),
        (r"\uc1 a\u-10179?{\b b}\u-8704?", "a�**b**�"),
        (r"\uc1 a\u-10179?", "a�"),
    ],
)
def test_a_character_in_two_halves_is_one(body: str, expected: str) -> None:
    assert read(body).markdown == expected + "\n"


@pytest.mark.parametrize("page", [1251, 932, 1252])
def test_letters_are_those_of_their_font(page: int) -> None:
    body = r"\f0 caf\'e9 na\'efve \f1 \'cf\'f0 \f2 \'93\'8c\'8b\'9e \f3 \'8e"
    assert read(body, page).markdown == "café naïve Пр 東京 é\n"


def test_letters_of_no_known_font_are_those_of_the_document() -> None:
    assert read(r"\'cf\'f0", 1251).markdown == "Пр\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (r"a{\v  hidden} b", ("Hidden text was left out.",)),
        (r"a{\v  } b", ()),
        (
            r"a{\deleted  gone} b",
            ("What was deleted with changes tracked was left out; what was inserted is in.",),
        ),
    ],
)
def test_what_is_hidden_is_named_and_stays_away(body: str, told: tuple[str, ...]) -> None:
    made = read(body)
    assert (made.markdown, made.left_out) == ("a b\n", told)
