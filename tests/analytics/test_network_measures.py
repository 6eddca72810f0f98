"""The toy graph and values of the fact sheet: A..E review each other, F stands alone."""

import pytest

from writing_center.analytics.network import (
    PairRow,
    absence_factor,
    density,
    effective_contributors,
    evenness,
    gini,
    reciprocity,
    sharing_of,
)

ROWS = [
    PairRow(reviewer, author, 1)
    for reviewer, author in ("AB", "BA", "AC", "CA", "BC", "CD", "DB", "AE")
]
GIVEN = [3, 2, 2, 1, 0, 0]


def test_measures_of_the_toy_graph() -> None:
    sharing = sharing_of(ROWS, "ABCDEF")
    assert sharing.people == 6
    assert sharing.reviews == 8
    assert sharing.gini == pytest.approx(0.4583, abs=5e-5)
    assert sharing.evenness == pytest.approx(0.7372, abs=5e-5)
    assert sharing.effective_contributors == pytest.approx(3.747, abs=5e-4)
    assert sharing.absence_factor == 2
    assert sharing.reciprocity == 0.5
    assert sharing.density == pytest.approx(0.2667, abs=5e-5)
    assert sharing.isolated == 1


def test_parts_agree_with_the_whole() -> None:
    links = {(row.reviewer_id, row.author_id) for row in ROWS}
    assert gini(GIVEN) == sharing_of(ROWS, "ABCDEF").gini
    assert effective_contributors(GIVEN) == sharing_of(ROWS, "ABCDEF").effective_contributors
    assert reciprocity(links) == 0.5
    assert density(links, 6) == 8 / 30


def test_absence_factor_of_chaoss_example() -> None:
    assert absence_factor([1000, 202, 90, 33, 332, 343, 42, 433]) == 2


def test_evenness_of_the_repertoire_example() -> None:
    assert evenness([3, 2, 0, 1, 1, 0]) == pytest.approx(0.713, abs=5e-4)


def test_a_pair_that_reads_each_other_twice_is_one_link() -> None:
    sharing = sharing_of([PairRow("A", "B", 2)], "AB")
    assert sharing.reviews == 2
    assert sharing.density == 0.5


def test_readers_from_outside_the_class_do_not_change_how_it_shares() -> None:
    assert sharing_of([*ROWS, PairRow("consultant", "A", 9)], "ABCDEF") == sharing_of(
        ROWS, "ABCDEF"
    )


def test_nothing_reviewed_is_none_not_zero() -> None:
    sharing = sharing_of([], "AB")
    assert sharing.gini is None
    assert sharing.evenness is None
    assert sharing.absence_factor is None
    assert sharing.reciprocity is None
    assert sharing.isolated == 2
    assert sharing_of([], "").density is None
