"""The consensus: nearer to the truth than the mean on simulated classes, and never broken."""

import math
import runpy
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.analytics.consensus import GivenLevel, consensus_levels

BENCHMARK: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[2] / "benchmarks" / "consensus.py")
)
KINDS = [kind for kind in BENCHMARK["KINDS"] if kind.students <= 28]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_is_nearer_to_the_true_levels_than_the_mean(kind: Any) -> None:
    rows = [BENCHMARK["errors_of"](kind, seed) for seed in range(100, 130)]
    means, medians, ours = ([row[place] for row in rows] for place in range(3))
    assert fmean(ours) < fmean(means)
    assert fmean(ours) < fmean(medians)
    assert sum(o < m for o, m in zip(ours, means, strict=True)) > len(rows) / 2


def test_where_readers_are_strict_and_generous_it_allows_for_it() -> None:
    (kind,) = [one for one in KINDS if one.name == "class of 28, strong biases"]
    rows = [BENCHMARK["errors_of"](kind, seed) for seed in range(100, 130)]
    assert fmean(row[2] for row in rows) < 0.85 * fmean(row[0] for row in rows)


def given_level(submission: str, reader: str, level: int, top: int = 3) -> GivenLevel:
    return GivenLevel(submission, "clarity", reader, level, top)


def test_nothing_comes_of_nothing() -> None:
    assert consensus_levels([]) == {}
    assert consensus_levels([given_level("ana", "bo", 0, top=0)]) == {}
    assert consensus_levels([given_level("ana", "bo", 9)]) == {}


def test_a_class_of_two_and_a_single_reader() -> None:
    two = consensus_levels([given_level("ana", "bo", 0), given_level("bo", "ana", 3)])
    assert set(two) == {("ana", "clarity"), ("bo", "clarity")}
    assert two["ana", "clarity"] < two["bo", "clarity"]
    (alone,) = consensus_levels([given_level("ana", "bo", 2)]).values()
    assert 1 <= alone <= 4


def test_where_all_agree_it_agrees() -> None:
    names = "abcdef"
    same = [given_level(a, r, 2) for a in names for r in names if a != r]
    assert all(value == pytest.approx(3, abs=0.05) for value in consensus_levels(same).values())


def test_a_strict_reader_pulls_less_than_in_the_mean() -> None:
    """Everybody reads everybody; one reader is a level stricter, always."""
    names = "abcdefgh"
    true = {name: 1 + place % 3 for place, name in enumerate(names)}
    levels = [
        given_level(author, reader, true[author] - (reader == "a"), top=4)
        for author in names
        for reader in names
        if author != reader
    ]
    found = consensus_levels(levels)
    for author in names[1:]:
        mean = fmean(one.level + 1 for one in levels if one.submission_id == author)
        assert abs(found[author, "clarity"] - 1 - true[author]) < abs(mean - 1 - true[author])


def test_a_reader_by_chance_weighs_less_than_steady_ones() -> None:
    names = "abcdefgh"
    wild = dict(zip(names, (3, 0, 3, 0, 0, 3, 0, 3), strict=True))
    levels = [
        given_level(author, reader, wild[author] if reader == "a" else 1 + place % 2)
        for place, author in enumerate(names)
        for reader in names
        if author != reader
    ]
    found = consensus_levels(levels)
    for place, author in enumerate(names[1:], start=1):
        steady = 2 + place % 2
        mean = fmean(one.level + 1 for one in levels if one.submission_id == author)
        assert abs(found[author, "clarity"] - steady) < abs(mean - steady)


@given(
    st.lists(
        st.builds(
            GivenLevel,
            st.sampled_from("abcd"),
            st.sampled_from(("x", "y")),
            st.sampled_from("abcde"),
            st.integers(-1, 12),
            st.integers(0, 11),
        ),
        max_size=25,
    )
)
def test_it_never_breaks(levels: list[GivenLevel]) -> None:
    """Whatever comes: twice the same reader, scales that differ, levels that are not there."""
    found = consensus_levels(levels)
    usable = [one for one in levels if one.top and 0 <= one.level <= one.top]
    assert set(found) == {(one.submission_id, one.criterion_id) for one in usable}
    assert all(math.isfinite(value) and 1 <= value <= 12 for value in found.values())
