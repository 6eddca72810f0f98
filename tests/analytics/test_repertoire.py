from datetime import UTC, date, timedelta

import pytest
from class_example import day

from writing_center.analytics.repertoire import (
    Citation,
    ContributorRow,
    GrowthRow,
    GuideRecords,
    contributors,
    entries_by_kind,
    growth_by_week,
    h_index,
    measures_of,
    uses,
)
from writing_center.domain.style_guide import (
    Entry,
    EntryRevision,
    EntryState,
    EntryText,
    StateChange,
    Trial,
)


def text(title: str, kind: str = "norm") -> EntryText:
    return EntryText(title, kind, "when", "readers", "try")


def entry(
    id: str,
    state: EntryState = EntryState.PROPOSED,
    kind: str = "norm",
    at: float = 0,
    by: str = "ana",
) -> Entry:
    return Entry(id, text(f"Title {id}", kind), state, by, day(at), day(at))


def established(entry_id: str, at: float) -> StateChange:
    return StateChange(
        f"{entry_id}-{at}",
        entry_id,
        EntryState.ON_TRIAL,
        EntryState.ESTABLISHED,
        "t",
        day(at),
        "why",
    )


def test_rate_and_time_of_the_fact_sheet() -> None:
    entries = [
        entry(str(n), EntryState.ESTABLISHED if n < 7 else EntryState.PROPOSED) for n in range(12)
    ]
    changes = [established(str(n), 10 + n) for n in range(7)] + [established("0", 99)]
    citations = [Citation(str(n), "letter", day(20)) for n in (0, 1, 2, 3, 3, 9)]
    found = measures_of(GuideRecords(entries, changes=changes, citations=citations))
    assert found.establishment_rate == pytest.approx(0.583, abs=5e-4)
    assert found.median_time == timedelta(days=13)
    assert (found.reused, found.standing) == (4, 7)
    assert found.reuse == 4 / 7


def test_h_index_of_the_fact_sheet() -> None:
    assert h_index([9, 5, 3, 1, 0, 0, 0]) == 3
    assert h_index([]) == 0


def test_coverage_counts_living_entries_and_own_kinds() -> None:
    entries = [entry("1"), entry("2", kind="ritual"), entry("3", EntryState.RETIRED, "story")]
    found = measures_of(GuideRecords(entries))
    assert (found.kinds, found.kinds_used) == (8, 2)


def test_an_empty_guide_says_nothing() -> None:
    found = measures_of(GuideRecords())
    assert found.establishment_rate is None
    assert found.reuse is None
    assert found.kind_evenness is None
    assert growth_by_week(GuideRecords(), UTC, day(1)) == []


def test_entries_by_kind_usual_kinds_first() -> None:
    rows = entries_by_kind(
        [
            entry("1", kind="zeal"),
            entry("2", kind="story"),
            entry("3"),
            entry("4", EntryState.RETIRED),
        ]
    )
    assert [row.kind for row in rows] == ["norm", "story", "zeal"]
    assert rows[0].counts == (1, 0, 0, 0, 0, 1)
    assert rows[0].total == 2


def test_growth_is_cumulative_and_keeps_what_was_retired() -> None:
    guide = GuideRecords(
        [entry("1", EntryState.RETIRED), entry("2", at=8)], changes=[established("1", 9)]
    )
    assert growth_by_week(guide, UTC, day(15)) == [
        GrowthRow(date(2026, 10, 5), 1, 0),
        GrowthRow(date(2026, 10, 12), 2, 1),
        GrowthRow(date(2026, 10, 19), 2, 1),
    ]


def test_contributors_are_not_ranked() -> None:
    revisions = [
        EntryRevision("r1", "1", 1, text("a"), "zoe", day(0)),
        EntryRevision("r2", "1", 2, text("b"), "ben", day(1)),
    ]
    guide = GuideRecords([entry("1", by="zoe"), entry("2", by="zoe")], revisions)
    guide = GuideRecords(
        guide.entries, revisions, trials=[Trial("t", "1", "ben", True, "", day(2))]
    )
    assert contributors(guide) == [ContributorRow("ben", 0, 1, 1), ContributorRow("zoe", 2, 0, 0)]


def test_uses_by_assignment_with_trials() -> None:
    guide = GuideRecords(
        [entry("2"), entry("1")],
        citations=[
            Citation("1", "letter", day(1)),
            Citation("1", "letter", day(2)),
            Citation("1", "essay", day(2)),
        ],
        trials=[
            Trial("t", "1", "ben", True, "", day(2)),
            Trial("u", "1", "cem", False, "no", day(2)),
        ],
    )
    first, second = uses(guide)
    assert first.cited_in == (("essay", 1), ("letter", 2))
    assert (first.cited, first.helped, first.otherwise) == (3, 1, 1)
    assert second.cited == 0
