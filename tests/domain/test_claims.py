"""Leases, and how many readings they fill."""

from dataclasses import replace
from datetime import timedelta

import pytest

from writing_center.domain.annotations import Annotation, CommentKind, passage_at
from writing_center.domain.reviews import (
    Claim,
    ClaimState,
    CriterionReading,
    Review,
    comments_of,
    has_expired,
    is_ending,
    is_live,
    latest_only,
    lease_end,
    takes_a_place,
    task_of,
)
from writing_center.domain.rubrics import Criterion, Rubric

from .examples import HOUR, NOW, a_claim, a_submission

ANGEL = a_submission("angel")
CLAIM = a_claim("bob", ANGEL)
MOMENT = timedelta(microseconds=1)


def test_a_claim_lives_until_the_moment_at_which_it_expires() -> None:
    assert is_live(CLAIM, NOW)
    assert is_live(CLAIM, CLAIM.expires_at - MOMENT)
    assert not is_live(CLAIM, CLAIM.expires_at)
    assert has_expired(CLAIM, CLAIM.expires_at)
    assert not has_expired(CLAIM, CLAIM.expires_at - MOMENT)


@pytest.mark.parametrize("state", [s for s in ClaimState if s is not ClaimState.HELD])
def test_only_a_held_claim_lives_or_expires(state: ClaimState) -> None:
    claim = replace(CLAIM, state=state)
    for moment in (NOW, claim.expires_at, claim.expires_at + HOUR):
        assert not is_live(claim, moment)
        assert not has_expired(claim, moment)
        assert not is_ending(claim, moment)


def test_it_is_ending_when_less_than_a_quarter_is_left() -> None:
    assert not is_ending(CLAIM, NOW + 18 * HOUR)
    assert is_ending(CLAIM, NOW + 18 * HOUR + MOMENT)
    assert is_ending(CLAIM, CLAIM.expires_at - MOMENT)
    assert not is_ending(CLAIM, CLAIM.expires_at)


def test_a_lease_ends_after_its_hours_and_never_past_the_phase() -> None:
    assert lease_end(NOW, 24, None) == NOW + 24 * HOUR
    assert lease_end(NOW, 0.5, NOW + 24 * HOUR) == NOW + HOUR / 2
    assert lease_end(NOW, 24, NOW + 3 * HOUR) == NOW + 3 * HOUR


@pytest.mark.parametrize(
    ("claim", "fills"),
    [
        (CLAIM, True),
        (replace(CLAIM, expires_at=NOW), False),
        (replace(CLAIM, state=ClaimState.RELEASED), False),
        (replace(CLAIM, state=ClaimState.DECLINED), False),
        (replace(CLAIM, state=ClaimState.FULFILLED, expires_at=NOW - HOUR), True),
    ],
)
def test_live_claims_and_reviews_fill_a_place(claim: Claim, fills: bool) -> None:
    assert takes_a_place(claim, NOW) is fills
    assert task_of(ANGEL, [claim], NOW).taken == int(fills)


def test_a_task_counts_its_own_claims_only() -> None:
    other = a_submission("other")
    claims = [
        a_claim("bob", ANGEL),
        a_claim("sally", ANGEL, ClaimState.FULFILLED),
        a_claim("jim", ANGEL, ClaimState.RELEASED),
        a_claim("buffy", other, ClaimState.FULFILLED),
    ]
    task = task_of(ANGEL, claims, NOW)
    assert (task.taken, task.answered, task.is_open) == (2, 1, True)
    assert not task_of(ANGEL, [*claims, a_claim("xander", ANGEL)], NOW).is_open


def test_an_expired_lease_opens_the_task_again() -> None:
    claims = [a_claim(name, ANGEL) for name in ("bob", "sally", "jim")]
    assert not task_of(ANGEL, claims, NOW).is_open
    assert task_of(ANGEL, claims, NOW + 24 * HOUR).is_open


def test_only_the_newest_submission_of_each_draft_counts() -> None:
    first, second = a_submission("a", number=1), a_submission("a", number=2)
    other = a_submission("b")
    assert latest_only([first, other, second]) == [second, other]
    assert latest_only([second, other, first]) == [second, other]


RUBRIC = Rubric("r", (Criterion("c1", "Claim", ""), Criterion("c2", "Evidence", "")))
TEXT = "One here. Two there. Three."
REVIEW = Review(
    "claim",
    "s",
    "bob",
    NOW,
    NOW,
    answer="Yes.",
    readings=(
        CriterionReading("c1", "line 1", "it says it"),
        CriterionReading("c2", "", "", 1),
        CriterionReading("gone", "", "of an older rubric"),
    ),
    summary="Go on.",
    describe="It asks.",
    evaluate="It is clear where it asks.",
    suggest="Begin there.",
)


def note(id: str, words: str, review_id: str = "claim", minutes: int = 0) -> Annotation:
    start = TEXT.index(words)
    return Annotation(
        id,
        review_id,
        "s",
        "bob",
        CommentKind.LOST,
        f"about {words}",
        passage_at(TEXT, start, start + len(words)),
        NOW + timedelta(minutes=minutes),
        cites="entry" if id == "n1" else None,
    )


def test_a_reviews_comments_come_in_reading_order() -> None:
    notes = [
        note("n2", "Three", minutes=1),
        note("n1", "One"),
        note("n4", "Two", minutes=9),
        note("n3", "Two there", minutes=5),
        note("x", "Two", review_id="another"),
    ]
    found = comments_of(REVIEW, notes, RUBRIC)
    assert [(c.id, c.about, c.body) for c in found] == [
        ("claim:answer", "Your question", "Yes."),
        ("claim:c1", "Claim", "it says it"),
        ("claim:gone", "Criterion", "of an older rubric"),
        ("n1", "where I got lost", "about One"),
        ("n3", "where I got lost", "about Two there"),
        ("n4", "where I got lost", "about Two"),
        ("n2", "where I got lost", "about Three"),
        ("claim:summary", "On the whole", "Go on.\n\nIt asks.\n\nIt is clear where it asks."),
        ("claim:suggest", "One thing to try", "Begin there."),
    ]
    assert {c.id: c.cites for c in found}["n1"] == "entry"
    assert [c.place for c in found if c.place] == ["line 1"]
    assert [c.passage.exact for c in found if c.passage] == ["One", "Two there", "Two", "Three"]
    assert {c.review_id for c in found} == {"claim"}


def test_an_empty_review_has_no_comments() -> None:
    assert comments_of(Review("claim", "s", "bob", NOW, NOW), [], None) == []


def test_without_a_rubric_readings_still_have_a_name() -> None:
    assert [c.about for c in comments_of(REVIEW, [], None)][1:3] == ["Criterion", "Criterion"]
