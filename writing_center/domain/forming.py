"""Splitting people into circles: at random, or in balance; who keeps apart is kept apart.

In balance means, in this order: newcomers are spread evenly; so are those who have read much,
those whom few read back, and cohorts; and who has been in a circle together meets others. The
search deals people out and exchanges two at a time while that is better, from several beginnings.
The same seed gives the same circles.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .circles import LEAST, MOST, sizes

BEGINNINGS = 40
ENOUGH = 6
"""So many beginnings in a row that led to nothing better."""
EXCHANGES_WEIGHED = 60_000
"""How many in all: a class of thirty needs a few thousand, and a second has room for these."""

Cost = tuple[int, int, int, int]
NO_COST: Cost = (0, 0, 0, 0)


@dataclass(frozen=True)
class Candidate:
    """Somebody to be put into a circle.

    ``traits`` are what should be spread evenly (a cohort, having read much); ``apart`` is with
    whom they must not, ``met`` with whom they have been in a circle before.
    """

    id: str
    is_newcomer: bool = False
    traits: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Formed:
    """The circles, as members' ids; and who could be in none, being kept apart from somebody
    in each."""

    circles: tuple[tuple[str, ...], ...]
    left_over: tuple[str, ...] = ()


def form(
    candidates: Sequence[Candidate],
    *,
    usual: int = 4,
    in_balance: bool = False,
    seed: object = 0,
) -> Formed:
    """Everybody in exactly one circle of three or four (``usual`` as often as it can be); two or
    five only as ``circles.sizes`` says, or where people have to be kept apart."""
    chance = random.Random(str(seed))
    best: list[list[Candidate]] = []
    best_cost: Cost | None = None
    for split in _splits(len(candidates), usual):
        found, cost = _search(sorted(candidates, key=_by_id), split, in_balance, chance)
        if best_cost is None or cost[0] < best_cost[0]:
            best, best_cost = found, cost
        if cost[0] == 0:
            break
    left_over = [] if best else list(candidates)
    left_over += _parted(best)
    left_over = _placed(best, left_over)
    return Formed(
        tuple(tuple(one.id for one in circle) for circle in best),
        tuple(one.id for one in left_over),
    )


def join(
    standing: Sequence[Sequence[Candidate]], late: Sequence[Candidate]
) -> tuple[list[list[Candidate]], list[Candidate]]:
    """Late-comers in the smallest circles that have nobody they keep apart from; and the rest."""
    circles = [list(circle) for circle in standing]
    return circles, _placed(circles, late)


def _by_id(one: Candidate) -> str:
    return one.id


def _splits(many: int, usual: int) -> list[tuple[int, ...]]:
    """The sizes to try: another split only where people could not be kept apart in the first."""
    found = [sizes(many, usual)]
    for another in (sizes(many, 7 - usual), {5: (3, 2), 4: (2, 2)}.get(many, ())):
        if another and another not in found:
            found.append(another)
    return found


def _search(
    people: list[Candidate], split: tuple[int, ...], in_balance: bool, chance: random.Random
) -> tuple[list[list[Candidate]], Cost]:
    """The best circles of these sizes from several beginnings; at random, the first that keeps
    apart who has to be."""
    price = _price(in_balance)
    left = EXCHANGES_WEIGHED
    best: list[list[Candidate]] = []
    best_cost: Cost | None = None
    in_vain = 0
    for _ in range(BEGINNINGS):
        circles = _dealt(people, split, in_balance, chance)
        left = _improve(circles, price, left)
        cost = _sum(map(price, circles))
        in_vain += 1
        if best_cost is None or cost < best_cost:
            best, best_cost, in_vain = circles, cost, 0
        is_good = best_cost[0] == 0 and (in_vain >= ENOUGH or not in_balance)
        if is_good or left <= 0:
            break
    return best, best_cost or NO_COST


def _dealt(
    people: list[Candidate], split: tuple[int, ...], in_balance: bool, chance: random.Random
) -> list[list[Candidate]]:
    chance.shuffle(people)
    order = sorted(people, key=lambda one: not one.is_newcomer) if in_balance else people
    circles: list[list[Candidate]] = [[] for _ in split]
    rounds = [number for step in range(max(split, default=0)) for number in range(len(split))
              if split[number] > step]  # fmt: skip
    for one, number in zip(order, rounds, strict=False):
        circles[number].append(one)
    return circles


def _price(in_balance: bool) -> Callable[[Sequence[Candidate]], Cost]:
    def price(circle: Sequence[Candidate]) -> Cost:
        """Squares are least when something is spread evenly."""
        apart = sum(b.id in a.apart or a.id in b.apart for a, b in combinations(circle, 2))
        if not in_balance:
            return (apart, 0, 0, 0)
        newcomers = sum(one.is_newcomer for one in circle)
        traits = Counter(trait for one in circle for trait in one.traits)
        met = sum(b.id in a.met or a.id in b.met for a, b in combinations(circle, 2))
        return (apart, newcomers**2, sum(many**2 for many in traits.values()), met)

    return price


def _sum(costs: Iterable[Cost]) -> Cost:
    total = NO_COST
    for one in costs:
        total = (total[0] + one[0], total[1] + one[1], total[2] + one[2], total[3] + one[3])
    return total


def _improve(
    circles: list[list[Candidate]], price: Callable[[Sequence[Candidate]], Cost], left: int
) -> int:
    """Exchange two people of two circles while it is better; gives how many exchanges may still
    be weighed."""
    costs = [price(circle) for circle in circles]
    better = True
    while better and left > 0:
        better = False
        for a, b in combinations(range(len(circles)), 2):
            left -= len(circles[a]) * len(circles[b])
            found = _best_exchange(circles[a], circles[b], price, _sum((costs[a], costs[b])))
            if found is not None:
                one, other = found
                circles[a][one], circles[b][other] = circles[b][other], circles[a][one]
                costs[a], costs[b] = price(circles[a]), price(circles[b])
                better = True
    return left


def _best_exchange(
    ours: list[Candidate],
    theirs: list[Candidate],
    price: Callable[[Sequence[Candidate]], Cost],
    as_it_is: Cost,
) -> tuple[int, int] | None:
    best, found = as_it_is, None
    if as_it_is == NO_COST:
        return None
    for one in range(len(ours)):
        for other in range(len(theirs)):
            here = [*ours[:one], theirs[other], *ours[one + 1 :]]
            there = [*theirs[:other], ours[one], *theirs[other + 1 :]]
            cost = _sum((price(here), price(there)))
            if cost < best:
                best, found = cost, (one, other)
    return found


def _parted(circles: list[list[Candidate]]) -> list[Candidate]:
    """Take out whoever has to be kept apart from somebody in their circle still, and circles of
    which only one is left."""
    out: list[Candidate] = []
    for circle in circles:
        while clashes := _clashes(circle):
            most = max(clashes, key=lambda one: clashes[one])
            circle.remove(most)
            out.append(most)
        if len(circle) < LEAST:
            out += circle
            circle.clear()
    circles[:] = [circle for circle in circles if circle]
    return out


def _clashes(circle: Sequence[Candidate]) -> Counter[Candidate]:
    pairs = [pair for pair in combinations(circle, 2) if not _may_meet(pair[0], (pair[1],))]
    return Counter(one for pair in pairs for one in pair)


def _may_meet(one: Candidate, others: Iterable[Candidate]) -> bool:
    return not any(other.id in one.apart or one.id in other.apart for other in others)


def _placed(circles: list[list[Candidate]], late: Iterable[Candidate]) -> list[Candidate]:
    """Put each into the smallest circle that they may join; gives those for whom there is none."""
    out = []
    for one in late:
        fitting = [c for c in circles if len(c) < MOST and _may_meet(one, c)]
        if fitting:
            min(fitting, key=len).append(one)
        else:
            out.append(one)
    return out
