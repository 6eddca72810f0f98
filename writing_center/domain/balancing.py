"""Making who reads what more even, and parting those who would read each other.

Loads are as even as can be exactly when no *cost-reducing path* is left, a chain of texts handed
on from somebody with much to somebody with at least two less (Harvey, Ladner, Lovász & Tamir 2003,
"Semi-matchings for bipartite graphs and load balancing").
"""

from collections import deque
from collections.abc import Iterable, Mapping

from .reading_table import Pair, Table

EXCHANGES_TRIED = 4_000


def even_out(table: Table) -> None:
    """Hand texts on along cost-reducing paths, from those with most, until none is left."""
    level = max(table.load.values(), default=0)
    while level - 2 >= min(table.load.values(), default=level):
        path = _cost_reducing_path(table, level)
        if path is None:
            level -= 1
            continue
        for giver, text, taker in path:
            table.take(giver, text)
            table.give(taker, text)


def _cost_reducing_path(table: Table, level: int) -> list[tuple[str, str, str]] | None:
    """From a reader with ``level`` texts to one with at least two less, as steps of a giver, a
    text and a taker."""
    queue = deque(reader for reader in table.order if table.load[reader] == level)
    came_by: dict[str, tuple[str, str] | None] = dict.fromkeys(queue)
    unseen = [reader for reader in table.order if reader not in came_by]
    while queue:
        giver = queue.popleft()
        for text in table.movable(giver):
            takers = [reader for reader in unseen if table.may(reader, text)]
            for taker in takers:
                came_by[taker] = (giver, text)
                if table.load[taker] <= level - 2:
                    return _steps(came_by, taker)
            queue.extend(takers)
            unseen = [reader for reader in unseen if reader not in came_by]
    return None


def _steps(came_by: Mapping[str, Pair | None], end: str) -> list[tuple[str, str, str]]:
    steps, taker = [], end
    while (step := came_by[taker]) is not None:
        steps.append((step[0], step[1], taker))
        taker = step[0]
    return steps


def back_to_circles(table: Table) -> None:
    """Where balance took a text out of its writer's circle, exchange it for another, if that can
    be: everybody reads as many as before."""
    for text in table.text.values():
        for mate in text.mates:
            if mate in table.load and table.may(mate, text.id):
                steps = _way_into_circle(table, mate, text.id)
                for reader, given, _ in steps:
                    table.take(reader, given)
                for reader, _, got in steps:
                    table.give(reader, got)


def _way_into_circle(table: Table, mate: str, text: str) -> list[tuple[str, str, str]]:
    """By which the mate comes to the text: each reader with what they give and what they get.

    Two exchange; or, where the stranger may not have what the mate reads, a third helps.
    """
    strangers = [r for r in table.readers_of[text] if text in _elsewhere(table, r)]
    mates_texts = _elsewhere(table, mate)
    for stranger in strangers:
        for other in mates_texts:
            if table.may(stranger, other):
                return [(mate, other, text), (stranger, text, other)]
    for stranger in strangers:
        for third in table.order:
            for other in mates_texts:
                for last in _elsewhere(table, third):
                    if table.may(third, other) and table.may(stranger, last):
                        return [(mate, other, text), (third, last, other), (stranger, text, last)]
    return []


def _elsewhere(table: Table, reader: str) -> list[str]:
    """The texts of a reader that could go to somebody else, and are not from their circle."""
    return [t for t in table.movable(reader) if not table.is_in_circle(reader, t)]


def part_mutual(table: Table) -> None:
    """Exchange or replace readers where two read each other, as long as it helps."""
    mutual = [p for p in table.pairs() if p not in table.fixed and table.is_mutual(*p)]
    others = [p for p in table.pairs() if p not in table.fixed and not table.is_in_circle(*p)]
    for reader, text in mutual:
        if text not in table.texts_of[reader] or not table.is_mutual(reader, text):
            continue  # parted already, with its counterpart
        if not _replace(table, reader, text):
            table.chance.shuffle(others)
            _exchange(table, reader, text, others[:EXCHANGES_TRIED])


def _replace(table: Table, reader: str, text: str) -> bool:
    """Give the text to somebody with one text less, so that the balance stays as it is."""
    for other in table.order:
        if (
            table.load[other] == table.load[reader] - 1
            and table.may(other, text)
            and not table.is_mutual(other, text)
        ):
            table.take(reader, text)
            table.give(other, text)
            return True
    return False


def _exchange(table: Table, reader: str, text: str, others: Iterable[Pair]) -> bool:
    """Exchange the readers of two texts, if nobody reads each other then."""
    for other, elsewhere in others:
        if (
            elsewhere not in table.texts_of[other]
            or not table.may(other, text)
            or not table.may(reader, elsewhere)
        ):
            continue
        table.take(reader, text)
        table.take(other, elsewhere)
        table.give(other, text)
        table.give(reader, elsewhere)
        if not (table.is_mutual(other, text) or table.is_mutual(reader, elsewhere)):
            return True
        table.take(other, text)
        table.take(reader, elsewhere)
        table.give(reader, text)
        table.give(other, elsewhere)
    return False
