"""Times that people type, over nights on which clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.errors import InvalidInput
from writing_center.domain.local_time import clocks_differ, shown_in, typed_time


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "typed", "moment"),
    [
        # Midnight before, within and after the night of the change to summer time.
        ("Europe/Berlin", "2027-03-28T00:00", "2027-03-27T23:00"),
        ("Europe/Berlin", "2027-03-29T00:00", "2027-03-28T22:00"),
        ("America/New_York", "2027-03-14T00:00", "2027-03-14T05:00"),
        ("America/New_York", "2027-03-15T00:00", "2027-03-15T04:00"),
        ("Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-03T13:30"),
        ("Australia/Lord_Howe", "2026-10-05T00:00", "2026-10-04T13:00"),
        ("Africa/Cairo", "2027-05-01T00:00", "2027-04-30T21:00"),
        ("Asia/Kolkata", "2027-03-28T23:59", "2027-03-28T18:29"),
        ("UTC", "2027-03-28T00:00", "2027-03-28T00:00"),
        # And back.
        ("Europe/Berlin", "2026-10-25T00:00", "2026-10-24T22:00"),
        ("Europe/Berlin", "2026-10-26T00:00", "2026-10-25T23:00"),
        ("Asia/Beirut", "2026-10-25T00:00", "2026-10-24T22:00"),
    ],
)
def test_a_deadline_over_a_change_of_the_clocks(zone: str, typed: str, moment: str) -> None:
    found = typed_time(typed, ZoneInfo(zone))
    assert (found.at, found.note) == (utc(moment), "")
    assert found.at.tzinfo is UTC
    assert shown_in(found.at, ZoneInfo(zone)) == typed


@pytest.mark.parametrize(
    ("zone", "typed", "moment", "shown"),
    [
        # Midnight itself does not exist.
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00", "01:00"),
        ("Africa/Cairo", "2027-04-30T00:00", "2027-04-29T22:00", "01:00"),
        ("Asia/Beirut", "2027-03-28T00:00", "2027-03-27T22:00", "01:00"),
        ("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:30", "03:30"),
        ("America/New_York", "2027-03-14T02:00", "2027-03-14T07:00", "03:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:40", "02:40"),
    ],
)
def test_a_time_that_does_not_exist_moves_on_with_the_clocks(
    zone: str, typed: str, moment: str, shown: str
) -> None:
    found = typed_time(typed, ZoneInfo(zone))
    assert found.at == utc(moment)
    assert "does not exist" in found.note
    assert found.note.endswith(f"taken as {shown}.")
    assert shown_in(found.at, ZoneInfo(zone)).endswith(shown)


@pytest.mark.parametrize(
    ("zone", "typed", "moment"),
    [
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30"),
        ("America/New_York", "2026-11-01T01:00", "2026-11-01T06:00"),
        ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T15:15"),
        ("Asia/Beirut", "2026-10-24T23:30", "2026-10-24T21:30"),
    ],
)
def test_of_a_time_that_comes_twice_the_second_is_meant(zone: str, typed: str, moment: str) -> None:
    found = typed_time(typed, ZoneInfo(zone))
    assert found.at == utc(moment)
    assert "comes twice" in found.note


@given(
    st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut"]
    ),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
)
def test_what_is_typed_is_what_is_shown_unless_a_note_says_otherwise(
    zone: str, local: datetime
) -> None:
    typed = local.strftime("%Y-%m-%dT%H:%M")
    found = typed_time(typed, ZoneInfo(zone))
    assert shown_in(found.at, ZoneInfo(zone)) == typed or "does not exist" in found.note


@pytest.mark.parametrize(
    "typed", ["", "soon", "2026-02-30T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "\x00"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    zone = ZoneInfo("Asia/Tokyo" if typed.startswith("0") else "America/New_York")
    with pytest.raises(InvalidInput, match="choose a day and a time") as told:
        typed_time(typed, zone, "start-review")
    assert told.value.field == "start-review"


def test_a_text_with_an_offset_says_it_itself() -> None:
    assert typed_time("2026-10-05T08:00:00Z", ZoneInfo("Asia/Tokyo")).at == utc("2026-10-05T08:00")


def test_whose_clocks_differ() -> None:
    berlin, paris, york = map(ZoneInfo, ("Europe/Berlin", "Europe/Paris", "America/New_York"))
    moments = [utc("2026-12-01T12:00")]
    assert not clocks_differ(moments, berlin, paris)
    assert clocks_differ(moments, berlin, york)
    phoenix, denver = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")
    assert not clocks_differ(moments, phoenix, denver)
    assert clocks_differ([*moments, utc("2027-06-01T12:00")], phoenix, denver)
