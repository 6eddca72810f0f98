from datetime import UTC, date, timedelta

from class_example import JOINED, START, day, did

from writing_center.analytics.degrees import DegreeRow, degrees_by_week
from writing_center.domain.activity import Activity, Did


def reviews(actor: str, *days: float) -> list[Activity]:
    return [did(Did.REVIEW_SUBMITTED, actor, day(number)) for number in days]


def tended(actor: str, number: float) -> Activity:
    return did(Did.ENTRY_REVISED, actor, day(number), assignment_id="", group_id="", entry_id="e")


def now(*activities: Activity, until: float = 22) -> DegreeRow:
    return degrees_by_week(activities, JOINED, UTC, day(until))[-1]


def test_three_weeks_and_tending_the_guide_is_core() -> None:
    assert now(*reviews("ana", 1, 8), tended("ana", 15)) == DegreeRow(date(2026, 10, 26), 1, 0, 3)


def test_three_weeks_without_tending_is_active() -> None:
    assert now(*reviews("ana", 1, 8, 15)) == DegreeRow(date(2026, 10, 26), 0, 1, 3)


def test_two_weeks_with_tending_is_active() -> None:
    row = now(*reviews("ana", 8), tended("ana", 15))
    assert (row.core, row.active, row.peripheral) == (0, 1, 3)


def test_twice_in_one_week_is_one_week() -> None:
    assert now(*reviews("ana", 15, 16)).active == 0


def test_what_is_older_than_four_weeks_no_longer_counts() -> None:
    acts = [*reviews("ana", 1, 8), tended("ana", 15)]
    assert now(*acts, until=27).core == 1
    assert now(*acts, until=28).core == 0
    assert now(*acts, until=28).active == 1


def test_citing_uses_the_guide_and_does_not_tend_it() -> None:
    cited = did(Did.ENTRY_CITED, "ana", day(15), entry_id="e")
    assert now(*reviews("ana", 1, 8), cited).core == 0


def test_everybody_who_has_joined_is_somewhere_and_nobody_else() -> None:
    joined = JOINED | {"late": START + timedelta(days=8)}
    rows = degrees_by_week(reviews("a consultant", 1, 8, 15), joined, UTC, day(15))
    assert [row.core + row.active + row.peripheral for row in rows] == [4, 5, 5]
    assert [row.active for row in rows] == [0, 0, 0]


def test_an_empty_class_has_no_rows() -> None:
    assert degrees_by_week([], {}, UTC, day(1)) == []
