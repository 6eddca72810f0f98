"""Giving a whole class its readers at once, in balance.

A text takes any readers that it may have, so what has to be solved is the balance: it is a
semi-matching, and one is as even as can be exactly when no *cost-reducing path* is left, a chain
of texts handed on from somebody with much to somebody with at least two less (Harvey, Ladner,
Lovász & Tamir 2003, "Semi-matchings for bipartite graphs and load balancing").

1. What the teacher wishes; what a circle wrote to the circle, by turns; who read earlier drafts.
2. Everybody around a table, in an order by chance; each text to the next ones along. No two swap
   texts so, as long as the class has more than twice as many people as a text has readers.
3. What is still open goes to whoever has least.
4. Cost-reducing paths, until there is none; what left its circle on them is exchanged back.
5. Where two would read each other, readers are exchanged or replaced at the same load.
6. Who came late, and has less to read than the class is asked for, is one reader more somewhere.
7. Where a swap is left that nobody wished, all of it is done again around other tables, and the
   best is taken: what one exchange can't part in a small class, another order does.

The same seed gives the same answer: nothing here depends on the order of a set.
"""

import heapq
import random
from collections.abc import Mapping, Sequence
from itertools import permutations

from .balancing import back_to_circles, even_out, part_mutual
from .reading_table import Matching, Pair, Table, Text

MOST_TRIES = 40
TRIED_PAIRS = 12_000  # a large class has no swaps anyway, and is not worked out for long


def match(
    readers: Sequence[str],
    texts: Sequence[Text],
    *,
    under_way: Mapping[str, int] | None = None,
    must: Sequence[Pair] = (),
    due: int = 0,
    seed: object = 0,
) -> Matching:
    """Readers for every open place, as even as can be; what is under way stays.

    ``under_way`` counts what each reader has or had to read already; ``must`` are pairs of a
    reader and a text that are kept, also over a text's number; nobody is given more than ``due``
    for the sake of balance alone. Pairs of ``must`` that may not be are passed over.
    """
    tries: list[Matching] = []
    for again in range(1 + min(MOST_TRIES, TRIED_PAIRS // (1 + sum(t.places for t in texts)))):
        chance = random.Random(f"{seed}/{again}" if again else str(seed))
        found = _once(Table(readers, texts, under_way or {}, chance), must, due)
        tries.append(found)
        if all(_is_wished(pair, texts, must) for pair in found.mutual):
            break
    return min(tries, key=lambda found: _faults(found, texts))


def _once(table: Table, must: Sequence[Pair], due: int) -> Matching:
    for reader, text in must:
        if reader in table.load and table.may(reader, text):
            table.give(reader, text)
            table.fixed.add((reader, text))
    ceiling = table.ceiling()
    _give_circles(table, ceiling)
    _give_preferred(table, ceiling)
    _go_round(table, ceiling)
    _fill(table)
    even_out(table)
    back_to_circles(table)
    part_mutual(table)
    extra = _level_up(table, due)
    return table.result(extra)


def _is_wished(pair: frozenset[str], texts: Sequence[Text], must: Sequence[Pair]) -> bool:
    """Whether the teacher wants both to read each other."""
    authors = {text.id: text.author_ids for text in texts}
    wished = {(reader, author) for reader, text in must for author in authors.get(text, ())}
    return all(way in wished for way in permutations(pair))


def _faults(found: Matching, texts: Sequence[Text]) -> tuple[int, int, int, int]:
    """Smaller is better: places left open, loads apart, those who should read it and don't, and
    only then who reads each other."""
    wanted = {text.id: {*text.mates, *text.preferred} for text in texts}
    return (
        sum(found.short.values()),
        sum(load * load for load in found.loads.values()),
        -sum(reader in wanted[text] for reader, text in found.pairs),
        len(found.mutual),
    )


def _give_circles(table: Table, ceiling: int) -> None:
    """Within circles first: everybody in turn, so that each of them reads as many."""
    turns = max((len(text.mates) for text in table.text.values()), default=0)
    for turn in range(turns):
        for text in table.text.values():
            reader = text.mates[turn] if turn < len(text.mates) else ""
            is_free = reader in table.load and table.load[reader] < ceiling
            if is_free and table.open_places(text.id) > 0 and table.may(reader, text.id):
                table.give(reader, text.id)


def _give_preferred(table: Table, ceiling: int) -> None:
    """Earlier readers first, but for one place, which is for a fresh reader."""
    for text in table.text.values():
        for reader in text.preferred:
            kept = max(1, text.wanted - 1) - len(text.taken_by & set(text.preferred))
            has = sum(one in table.readers_of[text.id] for one in text.preferred)
            if table.open_places(text.id) <= 0 or has >= kept:
                break
            is_free = reader in table.load and table.load[reader] < ceiling
            if is_free and table.may(reader, text.id):
                table.give(reader, text.id)


def _go_round(table: Table, ceiling: int) -> None:
    many = len(table.order)
    place = {reader: number for number, reader in enumerate(table.order)}
    begins = {text.id: _beside(table, place, text) for text in table.text.values()}
    most = max((text.places for text in table.text.values()), default=0)
    for step in range(1, min(most, many) + 1):
        for t, begin in begins.items():
            reader = table.order[(begin + step) % many]
            if (
                table.open_places(t) > 0
                and table.load[reader] < ceiling
                and table.may(reader, t)
                and not table.is_mutual(reader, t)
            ):
                table.give(reader, t)


def _beside(table: Table, place: Mapping[str, int], text: Text) -> int:
    """Where a text's author sits; anywhere, if they are no reader themselves."""
    known = (place[author] for author in text.author_ids if author in place)
    return next(known, table.chance.randrange(len(place) or 1))


def _fill(table: Table) -> None:
    """The rest to whoever has least; those with the fewest to choose from first."""
    heap = [(load, number, reader) for number, (reader, load) in enumerate(table.load.items())]
    heapq.heapify(heap)
    waiting = [t for t in table.text if table.open_places(t) > 0]
    for t in sorted(waiting, key=lambda t: -len(table.text[t].closed_to)):
        for _ in range(table.open_places(t)):
            passed, chosen = [], None
            while heap and chosen is None:
                entry = heapq.heappop(heap)
                if table.may(entry[2], t):
                    chosen = entry
                else:
                    passed.append(entry)
            if chosen is not None:
                table.give(chosen[2], t)
                heapq.heappush(heap, (table.load[chosen[2]], chosen[1], chosen[2]))
            for entry in passed:
                heapq.heappush(heap, entry)


def _level_up(table: Table, due: int) -> list[Pair]:
    """Texts over their number for those who have less to read than the class is asked for, where
    others have two more than they."""
    extra: list[Pair] = []
    enough = min(due, max(table.load.values(), default=0) - 1)
    for reader in table.order:
        while table.load[reader] < enough:
            text = _most_in_need(table, reader)
            if text is None:
                break
            table.give(reader, text)
            extra.append((reader, text))
    return extra


def _most_in_need(table: Table, reader: str) -> str | None:
    """The text with the fewest readers that one more may have: at most twice its number."""

    def has(t: str) -> int:
        return len(table.text[t].taken_by) + len(table.readers_of[t])

    found = [t for t in table.text if table.may(reader, t) and has(t) < 2 * table.text[t].wanted]
    return min(found, key=lambda t: (table.is_mutual(reader, t), has(t)), default=None)


__all__ = ["Matching", "Pair", "Text", "match"]
