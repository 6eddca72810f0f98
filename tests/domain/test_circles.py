"""Circles: how large, who with whom, and what becomes of them."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writing_center.domain.circles import (
    Circle,
    CircleProposal,
    circle_with,
    follow,
    free_name,
    room_for,
    sizes,
)
from writing_center.domain.forming import Candidate, form, join

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)


def circle(*ids: str, name: str = "Circle 1") -> Circle:
    return Circle("-".join(ids), "g", name, ids, "t", NOW, NOW)


@given(st.integers(0, 400), st.sampled_from([3, 4]))
def test_six_and_more_are_threes_and_fours(many: int, usual: int) -> None:
    found = sizes(many, usual)
    assert sum(found) == (many if many != 1 else 0)
    if many >= 6:
        assert set(found) <= {3, 4}
        assert Counter(found)[7 - usual] < usual, "the usual size as often as it can be"


def test_small_classes() -> None:
    assert [sizes(many) for many in range(6)] == [(), (), (2,), (3,), (4,), (5,)]
    assert sizes(12, 3) == (3, 3, 3, 3)
    assert sizes(12, 4) == (4, 4, 4)


@st.composite
def classes_of(draw: st.DrawFn) -> list[Candidate]:
    """People, some new, of up to three cohorts, few of whom keep apart."""
    many = draw(st.integers(0, 26))
    ids = [f"m{number}" for number in range(many)]
    chance = random.Random(draw(st.integers(0, 10_000)))
    pairs = list(combinations(ids, 2))
    apart = chance.sample(pairs, min(len(pairs), draw(st.integers(0, many // 2))))
    away = {id: frozenset(b if a == id else a for a, b in apart if id in (a, b)) for id in ids}
    return [
        Candidate(
            id,
            is_newcomer=chance.random() < 0.4,
            traits=frozenset({f"cohort {chance.randrange(3)}"}),
            apart=away[id],
        )
        for id in ids
    ]


@settings(deadline=None, max_examples=80)
@given(classes_of(), st.sampled_from([3, 4]), st.booleans(), st.integers(0, 5))
def test_everybody_is_in_one_circle_and_nobody_with_whom_they_avoid(
    people: list[Candidate], usual: int, in_balance: bool, seed: int
) -> None:
    made = form(people, usual=usual, in_balance=in_balance, seed=seed)
    by_id = {one.id: one for one in people}
    everybody = [id for ids in made.circles for id in ids] + list(made.left_over)
    assert sorted(everybody) == sorted(by_id), "each exactly once"
    assert made == form(people[::-1], usual=usual, in_balance=in_balance, seed=seed)
    for ids in made.circles:
        assert 2 <= len(ids) <= 5
        assert not any(b in by_id[a].apart for a, b in combinations(ids, 2))
    if not any(one.apart for one in people):
        assert tuple(map(len, made.circles)) == sizes(len(people), usual)
        assert not made.left_over or len(people) == 1


def partitions(ids: tuple[str, ...], split: tuple[int, ...]):
    """Every way to split, for few people."""
    if not split:
        yield ()
        return
    for rest in combinations(ids[1:], split[0] - 1):
        ours = (ids[0], *rest)
        theirs = tuple(id for id in ids if id not in ours)
        # The first person may be in a circle of any of the sizes that are left.
        for others in partitions(theirs, split[1:]):
            yield (ours, *others)


@pytest.mark.parametrize("many", [5, 6, 7, 8])
def test_who_can_be_kept_apart_is(many: int) -> None:
    """Against every split there is: nobody is left out where there is a way."""
    ids = tuple(f"m{number}" for number in range(many))
    possible, chance = 0, random.Random(many)
    orders = {5: [(3, 2), (2, 3)], 6: [(3, 3)], 7: [(4, 3), (3, 4)], 8: [(4, 4)]}[many]
    for seed in range(60):
        apart = set(chance.sample(list(combinations(ids, 2)), chance.randint(1, many + 1)))
        there_is_one = any(
            not any(set(pair) <= set(one) for pair in apart for one in split)
            for order in orders
            for split in partitions(ids, order)
        )
        people = [Candidate(id, apart=frozenset(b for a, b in apart if a == id)) for id in ids]
        made = form(people, in_balance=seed % 2 == 0, seed=seed)
        if there_is_one:
            possible += 1
            assert not made.left_over, apart
    assert possible > 5


@settings(deadline=None, max_examples=40)
@given(st.integers(6, 30), st.integers(0, 30), st.integers(0, 3))
def test_in_balance_newcomers_are_spread_evenly(many: int, new: int, seed: int) -> None:
    people = [Candidate(f"m{n}", is_newcomer=n < new) for n in range(many)]
    made = form(people, in_balance=True, seed=seed)
    newcomers = {f"m{n}" for n in range(min(new, many))}
    shares = [len(newcomers.intersection(ids)) for ids in made.circles]
    full = [share == len(ids) for share, ids in zip(shares, made.circles, strict=True)]
    uneven = [share for share, is_full in zip(shares, full, strict=True) if not is_full]
    assert max(uneven, default=0) - min(shares) <= 1


def test_newcomers_come_before_everything_else_that_is_balanced() -> None:
    """Each newcomer has something in common with each of the others, which by itself would be
    spread best with all newcomers in one circle."""
    shared = {n: frozenset(f"{n}-{other}" for other in range(4)) for n in range(4)}
    newcomers = [Candidate(f"n{n}", is_newcomer=True, traits=shared[n]) for n in range(4)]
    others = [
        Candidate(f"o{n}", traits=frozenset(f"{new}-{n}" for new in range(4))) for n in range(4)
    ]
    made = form(newcomers + others, in_balance=True)
    assert [sum(id.startswith("n") for id in ids) for ids in made.circles] == [2, 2]


def test_in_balance_cohorts_mix_and_old_circles_meet_others() -> None:
    people = [
        Candidate(
            f"m{n}",
            traits=frozenset({f"cohort {n % 2}"}),
            met=frozenset(f"m{other}" for other in range(n // 4 * 4, n // 4 * 4 + 4)) - {f"m{n}"},
        )
        for n in range(16)
    ]
    made = form(people, in_balance=True)
    for ids in made.circles:
        numbers = [int(id[1:]) for id in ids]
        assert sum(n % 2 for n in numbers) == 2, "two of each cohort"
        assert len({n // 4 for n in numbers}) == 4, "one of each circle that was"


def test_another_seed_gives_other_circles() -> None:
    people = [Candidate(f"m{n}") for n in range(12)]
    assert len({form(people, seed=seed).circles for seed in range(5)}) == 5


def test_a_large_class_is_formed_too() -> None:
    people = [Candidate(f"m{n}", n % 3 == 0, frozenset({f"cohort {n % 4}"})) for n in range(200)]
    formed = form(people, in_balance=True).circles
    assert sorted(id for circle in formed for id in circle) == sorted(one.id for one in people)


def test_a_late_comer_joins_the_smallest_that_fits() -> None:
    small, large = circle("a", "b", "c"), circle("d", "e", "f", "g")
    assert room_for("x", [large, small]) == small
    assert room_for("x", [large, small], apart={"b"}) == large
    assert room_for("x", [circle("a", "b", "c", "d", "e")]) is None
    late = [Candidate("x", apart=frozenset({"a"})), Candidate("y")]
    joined, rest = join([[Candidate("a"), Candidate("b")], [Candidate("c")]], late)
    assert [[one.id for one in ids] for ids in joined] == [["a", "b", "y"], ["c", "x"]]
    assert not rest


def test_a_circle_that_changes_is_followed_by_another() -> None:
    old = circle("a", "b", "c")
    later = NOW + timedelta(days=3)
    ended, new = follow(old, ("a", "b"), "new", "t", later)
    assert ended.stood_at(NOW)
    assert not ended.stood_at(later)
    assert new is not None
    assert (new.member_ids, new.name, new.since) == (("a", "b"), old.name, old.since)
    assert new.stood_at(later)
    assert not new.stood_at(NOW)
    assert follow(old, ("a",), "new", "t", later)[1] is None
    assert circle_with("b", [circle("a", "c"), old]) == old


def test_names_are_free() -> None:
    assert free_name([]) == "Circle 1"
    assert free_name(["circle 1", "Owls", "Circle 3"]) == "Circle 2"


def test_a_proposal_waits_a_week() -> None:
    asked = CircleProposal("p", "g", "a", ("b", "c"), NOW)
    assert asked.member_ids == ("a", "b", "c")
    assert asked.is_open(NOW + timedelta(days=6))
    assert not asked.is_open(NOW + timedelta(days=7))
