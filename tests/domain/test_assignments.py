"""Phases."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from writing_center.domain.assignments import (
    Assignment,
    Phase,
    PhaseStart,
    Stage,
    begin_phase,
    in_one_hour,
    next_phase,
    next_stage,
    phase_at,
    phase_end,
    planned,
    put_off,
    round_at,
    stage_at,
    stages_of,
    takes_reviews,
    takes_submissions,
)
from writing_center.domain.errors import InvalidInput
from writing_center.domain.reviews import lease_end

from .examples import HOUR, NOW

DAY = timedelta(days=1)
DRAFTING, REVIEW, CLOSED = Stage(Phase.DRAFTING), Stage(Phase.REVIEW), Stage(Phase.CLOSED)


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
    typed = {CLOSED: NOW + DAY, REVIEW: None, DRAFTING: NOW}
    assert planned(typed) == (
        PhaseStart(Phase.DRAFTING, NOW),
        PhaseStart(Phase.CLOSED, NOW + DAY),
    )


@pytest.mark.parametrize("later", [-DAY, 0 * DAY])
def test_phases_planned_out_of_order_are_refused_and_named(later: timedelta) -> None:
    with pytest.raises(
        InvalidInput, match="review phase has to begin after the drafting"
    ) as caught:
        planned({DRAFTING: NOW, REVIEW: NOW + later})
    assert caught.value.field == "review"


TWO_ROUNDS = planned({stage: NOW + n * 7 * DAY for n, stage in enumerate(stages_of(2))})


def test_two_rounds_review_and_revise_twice() -> None:
    it = replace(assignment(*TWO_ROUNDS), rounds=2)
    weeks = [NOW + n * 7 * DAY for n in range(6)]
    assert [(str(stage_at(it, at)), round_at(it, at)) for at in weeks] == [
        ("drafting", 1),
        ("review", 1),
        ("revision", 1),
        ("second review", 2),
        ("second revision", 2),
        ("closed", 2),
    ]
    assert [phase_at(it, at) for at in weeks[1:5]] == [Phase.REVIEW, Phase.REVISION] * 2
    assert [str(next_stage(it, at)) for at in weeks[:5]] == [str(s) for s in stages_of(2)[1:]]
    assert next_stage(it, weeks[5]) is None
    assert phase_end(it, weeks[2]) == weeks[3]


def test_a_second_round_planned_before_the_first_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidInput, match="second review phase has to begin after the") as told:
        planned({Stage(Phase.REVISION): NOW + DAY, Stage(Phase.REVIEW, 2): NOW})
    assert told.value.field == "second review"


def test_beginning_a_second_round_and_going_back_to_the_first() -> None:
    once = begin_phase(begin_phase((), Phase.REVIEW, NOW), Phase.REVIEW, NOW + DAY, 2)
    assert once == (PhaseStart(Phase.REVIEW, NOW), PhaseStart(Phase.REVIEW, NOW + DAY, 2))
    back = begin_phase(once, Phase.REVISION, NOW + 2 * DAY)
    assert [start.stage for start in back] == [REVIEW, Stage(Phase.REVISION)]
    closed = begin_phase(TWO_ROUNDS, Phase.CLOSED, NOW + DAY, 2)
    assert closed[-1] == PhaseStart(Phase.CLOSED, NOW + DAY), "closing belongs to no round"


def test_an_old_record_without_rounds_is_a_first_round() -> None:
    old = b"""{"id": "a", "group_id": "g", "title": "T", "prompt": "", "rubric_id": "r",
    "made_by_id": "t", "made_at": "2026-10-05T08:00:00Z",
    "starts": [{"phase": "review", "at": "2026-10-05T08:00:00Z"}]}"""
    loaded = msgspec.json.decode(old, type=Assignment)
    assert loaded.starts == (PhaseStart(Phase.REVIEW, NOW),)
    assert (loaded.rounds, round_at(loaded, NOW)) == (1, 1)


def test_a_round_within_one_class_hour() -> None:
    minute = timedelta(minutes=1)
    it = assignment(*in_one_hour(WEEK_PLAN, NOW, (15, 20, 10)))
    seen = {n: phase_at(it, NOW + n * minute) for n in (0, 14, 15, 34, 35, 44, 45)}
    assert list(seen.values()) == [
        *[Phase.DRAFTING] * 2,
        *[Phase.REVIEW] * 2,
        *[Phase.REVISION] * 2,
        Phase.CLOSED,
    ]
    assert lease_end(NOW + 20 * minute, 2, phase_end(it, NOW + 20 * minute)) == NOW + 35 * minute


def test_a_class_hour_leaves_what_is_planned_for_later_rounds() -> None:
    starts = in_one_hour(TWO_ROUNDS, NOW + DAY, (15, 15, 15), 2)
    assert [str(s.stage) for s in starts[2:]] == [str(s) for s in stages_of(2)[2:]]
    assert starts[3:] == TWO_ROUNDS[3:]


def test_more_time_moves_only_what_is_to_come() -> None:
    starts = put_off(WEEK_PLAN, NOW + DAY, timedelta(minutes=5))
    assert [start.at for start in starts] == [
        NOW,
        NOW + 7 * DAY + timedelta(minutes=5),
        NOW + 14 * DAY + timedelta(minutes=5),
    ]


def test_what_is_open_when() -> None:
    assert [p for p in Phase if takes_submissions(p)] == [
        Phase.DRAFTING,
        Phase.REVIEW,
        Phase.REVISION,
    ]
    assert [p for p in Phase if takes_reviews(p)] == [Phase.REVIEW, Phase.REVISION]
