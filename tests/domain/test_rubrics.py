"""Criteria and levels."""

import pytest

from writing_center.domain.errors import InvalidInput
from writing_center.domain.rubrics import Criterion, make_criterion, summarise_levels

CLARITY = Criterion("c", "Clarity", "Where?", ("dim", "clear"))


@pytest.mark.parametrize(
    ("levels", "exact"),
    # ORA2 rounds even counts up (6 and 14); here the exact median is kept.
    [
        ([5], 5),
        ([5, 6], 5.5),
        ([5, 6, 12, 16, 22, 53], 14),
        ([5, 6, 12, 16, 22, 53, 102], 16),
        ([102, 5, 53, 6, 22, 12, 16], 16),
        ([1, 2], 1.5),
    ],
)
def test_the_median_is_exact(levels: list[int], exact: float) -> None:
    summary = summarise_levels(CLARITY, [level - 1 for level in levels])
    assert summary is not None
    assert summary.median == exact
    assert (summary.count, summary.lowest, summary.highest) == (
        len(levels),
        min(levels),
        max(levels),
    )
    assert summary.criterion is CLARITY


def test_no_levels_no_summary() -> None:
    assert summarise_levels(CLARITY, []) is None


def test_a_criterion_is_tidied() -> None:
    made = make_criterion("id", " Claim ", " Where? ", [" low ", "", "high "])
    assert made == Criterion("id", "Claim", "Where?", ("low", "high"))
    assert make_criterion("id", "Claim", "", []).levels == ()


def test_a_criterion_needs_a_name_and_no_single_level() -> None:
    with pytest.raises(InvalidInput, match="name each criterion"):
        make_criterion("id", " ", "Where?", [])
    with pytest.raises(InvalidInput, match="at least two levels"):
        make_criterion("id", "Claim", "", ["only", " "])
