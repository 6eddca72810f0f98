"""What several readers' levels come to."""

from datetime import timedelta

import pytest

from writing_center.domain.errors import InvalidInput
from writing_center.domain.results import (
    CriterionResult,
    Override,
    are_low,
    checked_override,
    counting_reviews,
    nearest_word,
    results_for,
    rounded,
    weighted_total,
)
from writing_center.domain.reviews import CriterionReading, Review
from writing_center.domain.rubrics import Criterion, Rubric

from .examples import NOW, a_submission

WORDS = ("dim", "clear", "bright", "blinding")
CLARITY = Criterion("clarity", "Clarity", "Where?", WORDS)
VOICE = Criterion("voice", "Voice", "Whose?", ("faint", "there"))
TALK = Criterion("talk", "Talk", "What?")
RUBRIC = Rubric("rubric", (CLARITY, TALK, VOICE))
ANAS = a_submission("ana")


def a_review(reader: str, submitted: bool = True, **levels: int | None) -> Review:
    readings = tuple(CriterionReading(id, level=level) for id, level in levels.items())
    at = NOW if submitted else None
    return Review(f"by {reader}", ANAS.id, reader, NOW, NOW, readings=readings, submitted_at=at)


def clarity(*levels: int, criterion: Criterion = CLARITY) -> CriterionResult:
    return CriterionResult(criterion, tuple(sorted(levels)))


def an_override(level: int | None, minute: int = 0, criterion: str = "clarity") -> Override:
    at = NOW + timedelta(minutes=minute)
    return Override(f"o{minute}", ANAS.id, criterion, level, "Because.", "teacher", at)


def test_median_number_and_spread_never_one_number_alone() -> None:
    two, three = clarity(1, 2), clarity(0, 2, 2)
    assert (two.median, two.count, two.spread, two.middle) == (2.5, 2, 1, ("clear", "bright"))
    assert (three.median, three.middle) == (3.0, ("bright",))
    assert (three.lowest, three.highest, three.is_far_apart) == ("dim", "bright", True)
    assert not two.is_far_apart
    assert clarity(3).spread == 0
    assert (clarity().median, clarity().middle, clarity().lowest) == (None, (), "")


def test_the_median_is_exact_in_any_order() -> None:
    tall = Criterion("tall", "Tall", "", tuple(f"level {n}" for n in range(1, 110)))
    assert clarity(4, 5, criterion=tall).median == 5.5
    assert clarity(101, 4, 52, 5, 21, 11, 15, criterion=tall).median == 16


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((), 0),
        ((4,), 5),
        ((4, 5), 6),
        ((4, 5, 11, 15, 21, 52), 14),
        ((4, 5, 11, 15, 21, 52, 101), 16),
    ],
)
def test_rounded_as_ora2_does_it_for_display_only(levels: tuple[int, ...], shown: int) -> None:
    tall = Criterion("tall", "Tall", "", tuple(f"level {n}" for n in range(1, 110)))
    assert rounded(clarity(*levels, criterion=tall).median) == shown


def test_only_readers_who_handed_in_count() -> None:
    own = a_review("ana", clarity=3)
    unfinished = a_review("bo", submitted=False, clarity=3)
    cys = a_review("cy", clarity=0)
    assert counting_reviews(ANAS, [own, unfinished, cys]) == [cys]


def test_results_are_by_criterion_with_levels() -> None:
    reviews = [
        a_review("bo", clarity=1, talk=None, voice=1),
        a_review("cy", clarity=3, voice=None),
        a_review("di", clarity=9, gone=1),
    ]
    first, second = results_for(RUBRIC, reviews, consensus={"voice": 1.5})
    assert (first.criterion, first.levels) == (CLARITY, (1, 3)), "there is no tenth level"
    assert (second.criterion, second.levels, second.consensus) == (VOICE, (1,), 1.5)


def test_the_last_override_counts_and_all_are_kept() -> None:
    history = [an_override(3, 2), an_override(0, 1), an_override(1, 1, "voice")]
    first, second = results_for(RUBRIC, [], history)
    assert first.override == history[0]
    assert [one.level for one in first.history] == [0, 3]
    assert second.override is not None
    taken_back, _ = results_for(RUBRIC, [], [*history, an_override(None, 3)])
    assert taken_back.override is None
    assert len(taken_back.history) == 3


def test_an_override_needs_a_reason_and_a_level_that_is_there() -> None:
    assert checked_override(VOICE, 1, "  It is there. ") == "It is there."
    assert checked_override(VOICE, None, "I misread.") == "I misread."
    for level, reason in [(2, "Why"), (-1, "Why"), (1, "  "), (None, "")]:
        with pytest.raises(InvalidInput):
            checked_override(VOICE, level, reason)


def test_points_only_where_asked_for() -> None:
    pointed = Criterion("p", "P", "", WORDS, (0, 2, 5, 10), 2.0)
    light = Criterion("l", "L", "", ("no", "yes"), (0, 1), 1.0)
    assert weighted_total([clarity(1, 2)]) is None
    assert weighted_total([clarity(1, 2, criterion=pointed), clarity(1, criterion=light)]) == (
        8.0,
        21.0,
    )
    assert weighted_total([clarity(0), clarity(2, criterion=pointed)]) == (10.0, 20.0)
    assert weighted_total([clarity(2, criterion=pointed), clarity(criterion=light)]) is None
    by_teacher = CriterionResult(pointed, (0,), (an_override(3, criterion="p"),))
    assert weighted_total([by_teacher]) == (20.0, 20.0)


def test_the_nearest_word() -> None:
    assert [nearest_word(CLARITY, v) for v in (0.2, 1.4, 1.5, 3.9, 9)] == [
        "dim",
        "dim",
        "clear",
        "blinding",
        "blinding",
    ]
    assert nearest_word(CLARITY, None) == ""


TOPS = {"clarity": 4, "voice": 2}


def test_levels_are_low_beside_the_other_readers() -> None:
    strict, kind = {"clarity": 0, "voice": 1}, {"clarity": 2, "voice": 1}
    assert are_low(strict, [strict, kind], TOPS)
    assert not are_low(kind, [strict, kind], TOPS)
    assert not are_low(kind, [kind, kind], TOPS)
    assert not are_low({}, [kind], TOPS)


def test_below_the_middle_of_the_scale_is_low_whoever_agrees() -> None:
    low = {"clarity": 1}
    assert are_low(low, [low], TOPS)
    assert are_low(low, [low, low], TOPS)
    assert are_low(low, [low, {"clarity": 0}], TOPS)
    assert not are_low({"clarity": 2}, [{"clarity": 2}], TOPS)
    balanced = {"clarity": 1, "voice": 1}
    assert not are_low(balanced, [balanced], TOPS)


def test_a_criterion_with_one_level_has_no_low_one() -> None:
    only = {"clarity": 0}
    assert not are_low(only, [only, only], {"clarity": 1})
