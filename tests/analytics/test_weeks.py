from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from class_example import day, did

from writing_center.analytics.weeks import WeekRow, activity_by_week
from writing_center.domain.activity import Did


def test_counts_by_kind_and_no_gap_for_a_quiet_week() -> None:
    rows = activity_by_week(
        [
            did(Did.DRAFT_SUBMITTED, "ana", day(0)),
            did(Did.REVIEW_SUBMITTED, "ben", day(6)),
            did(Did.COMMENT_DECIDED, "ana", day(14)),
            did(Did.REVIEW_ANSWERED, "ana", day(14)),
            did(Did.ENTRY_TRIED, "ana", day(15), assignment_id="", group_id="", entry_id="e"),
        ],
        UTC,
        day(22),
    )
    assert rows == [
        WeekRow(date(2026, 10, 5), 1, 1, 0, 0),
        WeekRow(date(2026, 10, 12), 0, 0, 0, 0),
        WeekRow(date(2026, 10, 19), 0, 0, 2, 1),
        WeekRow(date(2026, 10, 26), 0, 0, 0, 0),
    ]


def test_confidential_and_unassigned_activities_never_enter() -> None:
    private = [
        did(Did.DRAFT_SUBMITTED, "ana", day(0), is_confidential=True),
        did(Did.REVIEW_SUBMITTED, "ben", day(0), assignment_id="", group_id=""),
        did(Did.ENTRY_CITED, "ben", day(0), assignment_id="", entry_id="e"),
        did(
            Did.ENTRY_PROPOSED, "ben", day(0), assignment_id="", entry_id="e", is_confidential=True
        ),
        did(Did.DRAFT_STARTED, "ben", day(0)),
        did(Did.REVIEW_CLAIMED, "ben", day(0)),
    ]
    assert activity_by_week(private, UTC, day(7)) == []


def test_a_week_begins_on_the_readers_monday() -> None:
    sunday_night_in_utc = did(Did.DRAFT_SUBMITTED, "ana", datetime(2026, 10, 4, 23, 30, tzinfo=UTC))
    until = day(0)
    [utc_row, _] = activity_by_week([sunday_night_in_utc], UTC, until)
    [berlin_row] = activity_by_week([sunday_night_in_utc], ZoneInfo("Europe/Berlin"), until)
    assert utc_row.monday == date(2026, 9, 28)
    assert berlin_row.monday == date(2026, 10, 5)


def test_weeks_across_the_end_of_summer_time_stay_mondays() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    rows = activity_by_week([did(Did.DRAFT_SUBMITTED, "ana", day(0))], berlin, day(42))
    assert len(rows) == 7
    assert all(row.monday.weekday() == 0 for row in rows)
