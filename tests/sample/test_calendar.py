"""The sample's calendar: eight weeks that end today, whatever day it is."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from writing_center.sample.calendar import SchoolCalendar

WEDNESDAY = datetime(2031, 3, 12, 9, 30, tzinfo=UTC)
NAMES = [f"week {week} {day}" for week in range(1, 12) for day in "Mon Tue Wed Thu Fri".split()]


def test_the_last_named_day_is_the_weekday_before_today():
    assert SchoolCalendar(WEDNESDAY).at("week 8 Fri 10:00") == datetime(2031, 3, 11, 10, tzinfo=UTC)


def test_the_ninth_week_begins_today():
    assert SchoolCalendar(WEDNESDAY).at("week 9 Mon 10:00") == datetime(2031, 3, 12, 10, tzinfo=UTC)


def test_on_a_monday_the_last_day_was_friday_and_on_a_weekend_too():
    for day in (15, 16, 17):
        now = datetime(2031, 3, day, 9, tzinfo=UTC)
        assert SchoolCalendar(now).at("week 8 Fri 10:00").date() == datetime(2031, 3, 14).date()


def test_recent_times_count_back_from_now():
    at = SchoolCalendar(WEDNESDAY).at("now - 19h 40m")
    assert at == WEDNESDAY - timedelta(hours=19, minutes=40)


def test_times_of_day_are_those_of_the_zone_of_now():
    zone = timezone(timedelta(hours=-5))
    at = SchoolCalendar(WEDNESDAY.astimezone(zone)).at("week 8 Fri 10:00")
    assert at == datetime(2031, 3, 11, 15, tzinfo=UTC)


def test_friday_evenings_are_free():
    now = datetime(2031, 3, 17, 9, tzinfo=UTC)
    assert SchoolCalendar(now).at("week 8 Fri 20:00") == datetime(2031, 3, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize("days", range(7))
def test_named_times_are_in_order_and_on_weekdays(days):
    calendar = SchoolCalendar(WEDNESDAY + timedelta(days=days))
    moments = [calendar.at(f"{name} {clock}") for name in NAMES for clock in ("08:00", "17:59")]
    assert moments == sorted(set(moments))
    assert all(moment.weekday() < 5 for moment in moments)
    evenings = [calendar.at(f"{name} 20:00") for name in NAMES]
    assert sorted([*moments, *evenings])[2::3] == evenings


def test_other_words_are_refused():
    with pytest.raises(ValueError, match="Sunday"):
        SchoolCalendar(WEDNESDAY).at("week 3 Sunday 10:00")
