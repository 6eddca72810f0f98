"""Deadlines, grace and extensions."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from writing_center.domain.assignments import Assignment, Phase, PhaseStart, planned, stages_of
from writing_center.domain.deadlines import (
    GRACE,
    Extension,
    draft_due,
    hand_in,
    reviews_due,
    round_of_draft,
)

from .examples import NOW

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
WEEK = 7 * DAY
REVIEW_1, REVISION_1, REVIEW_2, REVISION_2, END = (NOW + n * WEEK for n in range(1, 6))
LETTER = Assignment(
    "a",
    "g",
    "Letter",
    "",
    "r",
    "t",
    NOW,
    planned({stage: NOW + n * WEEK for n, stage in enumerate(stages_of(2))}),
    rounds=2,
)
HARD = replace(LETTER, refuses_late=True)


def until(at: datetime) -> Extension:
    return Extension("a:m", "a", "m", at, "ill", "t", NOW)


def test_each_draft_is_due_when_its_writing_ends() -> None:
    assert [draft_due(LETTER, round) for round in (1, 2, 3)] == [REVIEW_1, REVIEW_2, END]
    assert [reviews_due(LETTER, round) for round in (1, 2)] == [REVISION_1, REVISION_2]
    assert draft_due(replace(LETTER, starts=()), 1) is None
    by_hand = replace(LETTER, starts=(PhaseStart(Phase.DRAFTING, NOW),))
    place = hand_in(by_hand, NOW + 500 * DAY)
    assert (place.due, place.is_open, place.is_late) == (None, True, False)


@pytest.mark.parametrize(
    ("weeks", "last", "round"),
    [
        (0, 0, 1),
        (0, 1, 1),  # another one while all are drafting
        (1, 1, 1),  # corrected while it is read: no other criteria all at once
        (2, 1, 2),
        (2, 0, 1),  # late with the first: read as a first draft
        (2, 2, 2),
        (3, 1, 2),  # late with the second
        (3, 2, 2),
        (4, 2, 3),
        (4, 1, 2),
        (5, 0, 1),
    ],
)
def test_nobody_skips_a_round(weeks: int, last: int, round: int) -> None:
    assert round_of_draft(LETTER, NOW + weeks * WEEK, last) == round


@pytest.mark.parametrize(
    ("after", "is_late"),
    [(-SECOND, False), (0 * SECOND, False), (GRACE, False), (GRACE + SECOND, True)],
)
def test_a_minute_of_grace(after: timedelta, is_late: bool) -> None:
    soft, hard = (hand_in(it, REVIEW_1 + after) for it in (LETTER, HARD))
    assert (soft.is_late, soft.is_open) == (is_late, True)
    assert (hard.is_late, hard.is_open) == (is_late, not is_late)


@pytest.mark.parametrize("it", [LETTER, HARD])
def test_who_corrects_a_draft_while_it_is_read_is_not_late_with_it(it: Assignment) -> None:
    place = hand_in(it, REVIEW_1 + DAY, last=1)
    assert (place.round, place.is_late, place.is_open) == (1, False, True)
    assert (place.due_round, place.due) == (2, REVIEW_2), "what they owe is the next one"


def test_the_second_draft_has_a_deadline_of_its_own() -> None:
    assert not hand_in(LETTER, REVIEW_2, last=1).is_late
    late = hand_in(LETTER, REVIEW_2 + 2 * GRACE, last=1)
    assert (late.round, late.due, late.is_late, late.is_open) == (2, REVIEW_2, True, True)
    assert not hand_in(HARD, REVIEW_2 + 2 * GRACE, last=1).is_open
    assert hand_in(HARD, REVISION_1, last=1).is_open
    assert not hand_in(HARD, REVISION_1, last=0).is_open, "a first draft is not a second one"


@pytest.mark.parametrize("it", [LETTER, HARD])
def test_an_extension_is_in_time_until_its_end_and_then_like_everybodys(it: Assignment) -> None:
    more = until(REVISION_1)
    place = hand_in(it, REVIEW_1 + DAY, extension=more)
    assert (place.due, place.is_extended, place.is_late, place.is_open) == (
        REVISION_1,
        True,
        False,
        True,
    )
    over = hand_in(it, REVISION_1 + 2 * GRACE, extension=more)
    assert (over.is_late, over.is_open) == (True, not it.refuses_late)
    second = hand_in(it, REVISION_1 + DAY, last=1, extension=more)
    assert (second.due, second.is_extended) == (REVIEW_2, False), "it does not shorten a later one"
    assert reviews_due(it, 1, until(REVISION_1 + DAY)) == REVISION_1 + DAY


def test_after_the_end_only_an_extension_opens() -> None:
    assert hand_in(LETTER, END + GRACE, last=2).is_open
    assert not hand_in(LETTER, END + 2 * GRACE, last=2).is_open
    assert not hand_in(LETTER, END + 2 * GRACE).is_open
    place = hand_in(HARD, END + DAY, extension=until(END + 2 * DAY))
    assert (place.is_open, place.is_late, place.round) == (True, False, 1)
    assert not hand_in(HARD, END + 3 * DAY, extension=until(END + 2 * DAY)).is_open


def test_nothing_is_taken_while_it_is_set_up() -> None:
    assert not hand_in(LETTER, NOW - DAY, extension=until(END)).is_open
