"""Criteria and levels."""

import pytest

from writing_center.domain.errors import InvalidInput
from writing_center.domain.rubrics import Criterion, Rubric, make_criterion

CLARITY = Criterion("c", "Clarity", "Where?", ("dim", "clear"))


def test_a_criterion_is_tidied() -> None:
    made = make_criterion("id", " Claim ", " Where? ", [" low ", "", "high "])
    assert made == Criterion("id", "Claim", "Where?", ("low", "high"))
    assert make_criterion("id", "Claim", "", []).levels == ()


def test_a_criterion_needs_a_name_and_no_single_level() -> None:
    with pytest.raises(InvalidInput, match="name each criterion"):
        make_criterion("id", " ", "Where?", [])
    with pytest.raises(InvalidInput, match="at least two levels"):
        make_criterion("id", "Claim", "", ["only", " "])


LEVELS = ("low", "middle", "high")


def test_points_and_a_weight_are_kept() -> None:
    made = make_criterion("id", "Claim", "", LEVELS, (0, 1.5, 4), 2)
    assert (made.points, made.weight) == ((0, 1.5, 4), 2)
    assert not Rubric("r", (Criterion("c", "C", ""),)).has_levels
    assert Rubric("r", (Criterion("c", "C", ""), made)).has_levels


@pytest.mark.parametrize(
    ("levels", "points", "weight", "field", "told"),
    [
        (LEVELS, (1, 2), 1, "points", "3 levels and 2 points"),
        ((), (1, 2), 1, "points", "0 levels and 2 points"),
        (LEVELS, (3, 2, 1), 1, "points", "fewer points"),
        (LEVELS, (-1, 0, 1), 1, "points", "from 0 to 1000"),
        (LEVELS, (0, 1, float("inf")), 1, "points", "from 0 to 1000"),
        (LEVELS, (0, 1, float("nan")), 1, "points", "from 0 to 1000"),
        (LEVELS, (), 0, "weight", "more than 0"),
        (LEVELS, (), float("nan"), "weight", "more than 0"),
        (LEVELS, (), 101, "weight", "at most 100"),
        (("same", "Same"), (), 1, "levels", "called the same"),
        ([str(n) for n in range(13)], (), 1, "levels", "at most 12"),
    ],
)
def test_points_and_weights_that_do_not_fit_are_refused(
    levels: tuple[str, ...], points: tuple[float, ...], weight: float, field: str, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told) as caught:
        make_criterion("id", "Claim", "", levels, points, weight)
    assert caught.value.field == field
