"""Who is offered what."""

import random

import pytest

from writing_center.domain.allocation import (
    can_be_offered,
    claims_allowed,
    in_order_of_offer,
    live_claims,
)
from writing_center.domain.reviews import Claim, ClaimState, ReviewTask, task_of
from writing_center.domain.submissions import Submission

from .examples import HOUR, NOW, a_claim, a_submission


def board(
    submissions: list[Submission],
    claims: list[Claim],
    who: str,
    readers: dict[str, set[str]] | None = None,
) -> list[str]:
    """Whose texts ``who`` is offered, in order."""
    tasks = [task_of(s, claims, NOW) for s in submissions]
    mine = [task for task in tasks if can_be_offered(task, who, claims, NOW)]
    return [task.submission.author_id for task in in_order_of_offer(mine, who, readers or {})]


def test_ora2_each_gives_five_and_needs_three() -> None:
    """Bob, Sally and Jim hold Angel unfinished; Buffy is served Bob, Sally, Jim in their order."""
    names = ["angel", "bob", "sally", "jim", "buffy"]
    submissions = [a_submission(name, minute=m, wanted=3) for m, name in enumerate(names)]
    claims = [a_claim(name, submissions[0]) for name in ("bob", "sally", "jim")]
    assert board(submissions, claims, "buffy") == ["bob", "sally", "jim"]

    for served in ("bob", "sally", "jim"):
        assert board(submissions, claims, "buffy")[0] == served
        done = a_submission(served)
        claims.append(a_claim("buffy", done, ClaimState.FULFILLED))
    assert board(submissions, claims, "buffy") == []


def test_when_their_leases_run_out_angel_is_served_again() -> None:
    angel = a_submission("angel")
    claims = [a_claim(name, angel) for name in ("bob", "sally", "jim")]
    later = NOW + 24 * HOUR
    assert not can_be_offered(task_of(angel, claims, NOW), "buffy", claims, NOW)
    assert can_be_offered(task_of(angel, claims, later), "buffy", claims, later)


def test_fewest_readings_come_before_longest_waiting() -> None:
    first, second, third = (a_submission(name, minute=m) for m, name in enumerate("abc"))
    claims = [
        a_claim("x", first, ClaimState.FULFILLED),
        a_claim("y", first),
        a_claim("x", second),
    ]
    assert board([first, second, third], claims, "reader") == ["c", "b", "a"]


def test_released_claims_do_not_count_as_readings() -> None:
    first, second = a_submission("a", minute=0), a_submission("b", minute=1)
    claims = [a_claim("x", first, ClaimState.RELEASED)]
    assert board([first, second], claims, "reader") == ["a", "b"]


def test_who_read_the_first_draft_is_offered_the_second_first() -> None:
    fresh, second = a_submission("a", minute=0), a_submission("b", minute=9, number=2)
    claims = [a_claim("x", second)]
    readers = {second.draft_id: {"reader"}}
    assert board([fresh, second], claims, "reader", readers) == ["b", "a"]
    assert board([fresh, second], claims, "somebody", readers) == ["a", "b"]


def test_chance_is_the_same_at_every_look_and_another_for_another_reader() -> None:
    together = [a_submission(f"author {n}", minute=0) for n in range(12)]
    shuffled = together.copy()
    random.Random(1).shuffle(shuffled)
    assert board(together, [], "reader") == board(shuffled, [], "reader")
    assert board(together, [], "reader") != board(together, [], "another")


@pytest.mark.parametrize(
    ("state", "again"),
    [
        (ClaimState.HELD, False),
        (ClaimState.FULFILLED, False),
        (ClaimState.DECLINED, False),
        (ClaimState.RELEASED, True),
    ],
)
def test_never_twice_and_never_one_declined(state: ClaimState, again: bool) -> None:
    it = a_submission("angel")
    claims = [a_claim("bob", it, state)]
    assert can_be_offered(task_of(it, claims, NOW), "bob", claims, NOW) is again


def test_an_expired_claim_may_be_taken_up_while_there_is_room() -> None:
    it = a_submission("angel", wanted=1)
    expired = a_claim("bob", it, at=NOW - 25 * HOUR)
    assert can_be_offered(task_of(it, [expired], NOW), "bob", [expired], NOW)
    taken = [expired, a_claim("sally", it)]
    assert not can_be_offered(task_of(it, taken, NOW), "bob", taken, NOW)


def test_never_ones_own() -> None:
    it = a_submission("angel")
    assert not can_be_offered(task_of(it, [], NOW), "angel", [], NOW)


def test_nothing_beyond_the_number_wanted() -> None:
    it = a_submission("angel", wanted=2)
    assert not can_be_offered(ReviewTask(it, taken=2, answered=2), "bob", [], NOW)


def test_a_newcomer_holds_one() -> None:
    assert claims_allowed(2, has_ever_reviewed=False) == 1
    assert claims_allowed(2, has_ever_reviewed=True) == 2
    assert claims_allowed(0, has_ever_reviewed=False) == 0


def test_live_claims_are_those_whose_lease_runs() -> None:
    it = a_submission("angel")
    live = a_claim("bob", it)
    claims = [live, a_claim("x", it, at=NOW - 24 * HOUR), a_claim("y", it, ClaimState.RELEASED)]
    assert live_claims(claims, NOW) == [live]
