from datetime import timedelta

import pytest

from writing_center.analytics.waiting import Wait, summarise_waits, survival


def days(number: float) -> timedelta:
    return timedelta(days=number)


FACTS = [
    Wait(days(2), True),
    Wait(days(3), True),
    Wait(days(3), False),
    Wait(days(5), True),
    Wait(days(8), False),
    Wait(days(8), False),
]


def test_kaplan_meier_of_the_fact_sheet() -> None:
    curve = dict(survival(FACTS))
    assert curve[days(2)] == pytest.approx(0.833, abs=5e-4)
    assert curve[days(3)] == pytest.approx(0.667, abs=5e-4)
    assert curve[days(5)] == pytest.approx(0.444, abs=5e-4)
    summary = summarise_waits(FACTS)
    assert summary.median == days(5)
    assert (summary.answered, summary.waiting) == (3, 3)


def test_no_median_while_most_still_wait() -> None:
    summary = summarise_waits([Wait(days(1), True), Wait(days(2), False), Wait(days(3), False)])
    assert summary.median is None


def test_exactly_half_is_the_median_in_spite_of_rounding() -> None:
    # Of 24, after twelve answers, floating point says that 0.5000000000000001 still wait.
    waits = [Wait(days(n), n <= 12) for n in range(1, 25)]
    assert summarise_waits(waits).median == days(12)


def test_nobody_has_submitted() -> None:
    assert summarise_waits([]).median is None
