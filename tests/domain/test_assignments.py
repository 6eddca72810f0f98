"""Phases."""

from datetime import timedelta

import pytest

from writing_center.domain.assignments import (
    Assignment,
    Phase,
    PhaseStart,
    begin_phase,
    next_phase,
    phase_at,
    phase_end,
    planned,
    takes_reviews,
    takes_submissions,
)
from writing_center.domain.errors import InvalidInput

from .examples import HOUR, NOW

DAY = timedelta(days=1)


def assignment(*starts: PhaseStart) -> Assignment:
    return Assignment("a", "g", "Letter", "", "r", "t", NOW, starts)


WEEK_PLAN = (
    PhaseStart(Phase.DRAFTING, NOW),
    PhaseStart(Phase.REVIEW, NOW + 7 * DAY),
    PhaseStart(Phase.CLOSED, NOW + 14 * DAY),
)


@pytest.mark.parametrize(
    ("after", "phase"),
    [
        (-HOUR, Phase.SET_UP),
        (0 * HOUR, Phase.DRAFTING),
        (7 * DAY - timedelta(microseconds=1), Phase.DRAFTING),
        (7 * DAY, Phase.REVIEW),
        (14 * DAY, Phase.CLOSED),
        (500 * DAY, Phase.CLOSED),
    ],
)
def test_a_phase_begins_at_its_moment(after: timedelta, phase: Phase) -> None:
    assert phase_at(assignment(*WEEK_PLAN), NOW + after) is phase


def test_without_a_plan_it_is_being_set_up_for_ever() -> None:
    assert phase_at(assignment(), NOW + 500 * DAY) is Phase.SET_UP
    assert phase_end(assignment(), NOW) is None


def test_a_phase_ends_when_the_next_planned_one_begins() -> None:
    assert phase_end(assignment(*WEEK_PLAN), NOW) == NOW + 7 * DAY
    assert phase_end(assignment(*WEEK_PLAN), NOW + 7 * DAY) == NOW + 14 * DAY
    assert phase_end(assignment(*WEEK_PLAN), NOW + 14 * DAY) is None


def test_the_next_phase_is_the_next_in_order_even_if_it_is_not_planned() -> None:
    it = assignment(*WEEK_PLAN)
    assert next_phase(it, NOW + 7 * DAY) is Phase.REVISION
    assert next_phase(it, NOW + 14 * DAY) is None


def test_beginning_a_phase_early_keeps_the_later_plans() -> None:
    starts = begin_phase(WEEK_PLAN, Phase.REVIEW, NOW + DAY)
    assert starts == (
        PhaseStart(Phase.DRAFTING, NOW),
        PhaseStart(Phase.REVIEW, NOW + DAY),
        PhaseStart(Phase.CLOSED, NOW + 14 * DAY),
    )


def test_skipping_a_phase_drops_what_was_planned_for_it() -> None:
    starts = begin_phase(WEEK_PLAN, Phase.REVISION, NOW + DAY)
    it = assignment(*starts)
    assert phase_at(it, NOW + DAY) is Phase.REVISION
    assert phase_at(it, NOW + 8 * DAY) is Phase.REVISION, "the planned review must not come back"
    assert phase_at(it, NOW + 14 * DAY) is Phase.CLOSED


def test_going_back_takes_off_what_had_begun_and_keeps_what_is_to_come() -> None:
    starts = begin_phase(WEEK_PLAN, Phase.DRAFTING, NOW + 8 * DAY)
    assert starts == (
        PhaseStart(Phase.DRAFTING, NOW + 8 * DAY),
        PhaseStart(Phase.CLOSED, NOW + 14 * DAY),
    )


def test_beginning_the_same_phase_again_moves_its_start() -> None:
    once = begin_phase((), Phase.DRAFTING, NOW)
    assert begin_phase(once, Phase.DRAFTING, NOW + DAY) == (PhaseStart(Phase.DRAFTING, NOW + DAY),)


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("day", [0, 3, 7, 10, 14, 20])
def test_a_phase_that_begins_now_is_the_phase_now_and_starts_stay_in_order(
    phase: Phase, day: int
) -> None:
    starts = begin_phase(WEEK_PLAN, phase, NOW + day * DAY)
    assert phase_at(assignment(*starts), NOW + day * DAY) is phase
    assert list(starts) == sorted(starts, key=lambda start: start.at)


def test_a_form_plans_phases_in_their_order_and_leaves_blanks_out() -> None:
    typed = {Phase.CLOSED: NOW + DAY, Phase.REVIEW: None, Phase.DRAFTING: NOW}
    assert planned(typed) == (
        PhaseStart(Phase.DRAFTING, NOW),
        PhaseStart(Phase.CLOSED, NOW + DAY),
    )


@pytest.mark.parametrize("later", [-DAY, 0 * DAY])
def test_phases_planned_out_of_order_are_refused_and_named(later: timedelta) -> None:
    with pytest.raises(
        InvalidInput, match="review phase has to begin after the drafting"
    ) as caught:
        planned({Phase.DRAFTING: NOW, Phase.REVIEW: NOW + later})
    assert caught.value.field == "review"


def test_what_is_open_when() -> None:
    assert [p for p in Phase if takes_submissions(p)] == [
        Phase.DRAFTING,
        Phase.REVIEW,
        Phase.REVISION,
    ]
    assert [p for p in Phase if takes_reviews(p)] == [Phase.REVIEW, Phase.REVISION]
