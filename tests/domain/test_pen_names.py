"""What people are called where their names are hidden, and when they are named."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.assignments import Naming
from writing_center.domain.pen_names import (
    ADJECTIVES,
    BIRDS,
    Part,
    draw_pen_name,
    is_reader_named,
    is_writer_named,
    name_in_words,
    pen_name_id,
    stays_hidden,
)


def last(names: Sequence[str]) -> str:
    return names[-1]


@given(st.data())
def test_a_drawn_name_is_two_of_our_words_and_free(data: st.DataObject) -> None:
    taken = {"Young Wigeon"}
    name = draw_pen_name(taken, lambda names: data.draw(st.sampled_from(names)))
    adjective, bird = name.split()
    assert (adjective.lower() in ADJECTIVES, bird.lower() in BIRDS) == (True, True)
    assert name not in taken


def test_the_largest_assignment_has_a_name_for_everybody() -> None:
    taken: set[str] = set()
    for _ in range(len(ADJECTIVES) * len(BIRDS)):
        taken.add(draw_pen_name(taken, last))
    assert len(taken) == len(ADJECTIVES) * len(BIRDS) > 1000
    assert draw_pen_name(taken, last) == "Young Wigeon 2"
    assert draw_pen_name(taken | {"Young Wigeon 2"}, last) == "Young Whimbrel 2"


def test_the_words_of_pen_names_are_all_different() -> None:
    assert len({*ADJECTIVES, *BIRDS}) == len(ADJECTIVES) + len(BIRDS)


def test_a_member_has_one_for_each_part_of_each_assignment() -> None:
    ids = {pen_name_id(a, m, part) for a in "ab" for m in "xy" for part in Part}
    assert len(ids) == 8


@pytest.mark.parametrize(
    ("naming", "writer_before", "writer_after", "reader_to_writer", "reader_to_reader", "for_good"),
    [
        (Naming.OPEN, True, True, True, True, False),
        (Naming.PEN_NAMES_FIRST, False, True, True, False, False),
        (Naming.SINGLE_BLIND, True, True, False, False, True),
        (Naming.DOUBLE_BLIND, False, False, False, False, True),
    ],
)
def test_who_is_named_when(
    naming: Naming,
    writer_before: bool,
    writer_after: bool,
    reader_to_writer: bool,
    reader_to_reader: bool,
    for_good: bool,
) -> None:
    assert is_writer_named(naming, has_answered=False) is writer_before
    assert is_writer_named(naming, has_answered=True) is writer_after
    assert is_reader_named(naming, to_writer=True) is reader_to_writer
    assert is_reader_named(naming, to_writer=False) is reader_to_reader
    assert stays_hidden(naming) is for_good


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Ann Berger", "Yours, ann", "ann"),
        ("Ann Berger", "I am planning a hamberger", ""),
        ("Ann Berger", "Mr. Berger’s son", "Berger"),
        ("Zoë Müller-Lüdenscheidt", "signed: ZOË", "ZOË"),
        ("Li Wu", "Li is a word of every language", ""),
        ("Jo (she/her)", "the (she/her) of it", "(she/her)"),
        ("李小龙", "作者：李小龙 写", "李小龙"),
    ],
)
def test_a_name_in_what_somebody_wrote(name: str, text: str, found: str) -> None:
    assert name_in_words(name, ["", text]) == found
