"""Giving a whole class its readers at once, in balance.

A text takes any readers that it may have, so what has to be solved is the balance: it is a
semi-matching, and one is as even as can be exactly when no *cost-reducing path* is left, a chain
of texts handed on from somebody with much to somebody with at least two less (Harvey, Ladner,
Lovász & Tamir 2003, "Semi-matchings for bipartite graphs and load balancing").

1. What the teacher wishes, and who read the earlier draft.
2. Everybody in a circle, in an order by chance; each text to the next ones along. No two swap
   texts so, as long as the class has more than twice as many people as a text has readers.
3. What is still open goes to whoever has least.
4. Cost-reducing paths, until there is none.
5. Where two would read each other, readers are exchanged or replaced at the same load.
6. Who came late, and has less to read than the class is asked for, is one reader more somewhere.

The same seed gives the same answer: nothing here depends on the order of a set.
"""

import heapq
import random
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
EXCHANGES_TRIED = 4_000


@dataclass(frozen=True)
class Text:
    """A text that wants readers.

    ``taken_by`` reads it or has read it; ``closed_to`` may not, or not again; ``preferred``
    should, if they can (readers of an earlier draft, a circle).
    """

    id: str
    author_ids: tuple[str, ...]
    wanted: int
    taken_by: frozenset[str] = frozenset()
    closed_to: frozenset[str] = frozenset()
    preferred: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        """How many readers it still wants."""
        return max(0, self.wanted - len(self.taken_by))

    def may_have(self, reader_id: str) -> bool:
        """Whether this member may become its reader."""
        return not (
            reader_id in self.author_ids
            or reader_id in self.taken_by
            or reader_id in self.closed_to
        )


@dataclass(frozen=True)
class Matching:
    """Who is to read what: ``pairs`` of a reader and a text, all of them new.

    ``extra`` are those of them that come on top of a text's number; ``loads`` counts for each
    reader what they have to read, with what is under way; ``short`` are the texts that lack
    readers, and how many; ``mutual`` pairs of people read each other.
    """

    pairs: tuple[Pair, ...]
    extra: frozenset[Pair]
    loads: Mapping[str, int]
    short: Mapping[str, int]
    mutual: frozenset[frozenset[str]]


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
    table = _Table(readers, texts, under_way or {}, random.Random(str(seed)))
    for reader, text in must:
        if reader in table.load and table.may(reader, text):
            table.give(reader, text)
            table.fixed.add((reader, text))
    ceiling = table.ceiling()
    _give_preferred(table, ceiling)
    _go_round(table, ceiling)
    _fill(table)
    _even_out(table)
    _part_mutual(table)
    extra = _level_up(table, due)
    return table.result(extra)


class _Table:
    """Who reads what, while it is being worked out."""

    def __init__(
        self,
        readers: Sequence[str],
        texts: Sequence[Text],
        under_way: Mapping[str, int],
        chance: random.Random,
    ) -> None:
        self.order = sorted(readers)
        chance.shuffle(self.order)
        self.chance = chance
        self.text = {text.id: text for text in texts}
        self.load = {reader: under_way.get(reader, 0) for reader in self.order}
        self.readers_of: dict[str, dict[str, None]] = {text.id: {} for text in texts}
        self.texts_of: dict[str, dict[str, None]] = {reader: {} for reader in self.order}
        self.fixed: set[Pair] = set()
        self.reads: Counter[Pair] = Counter()  # (reader, author): how many texts of theirs
        for text in texts:
            for reader in text.taken_by:
                self._note(reader, text, 1)

    def may(self, reader: str, text_id: str) -> bool:
        return reader not in self.readers_of[text_id] and self.text[text_id].may_have(reader)

    def give(self, reader: str, text_id: str) -> None:
        self.readers_of[text_id][reader] = None
        self.texts_of[reader][text_id] = None
        self.load[reader] += 1
        self._note(reader, self.text[text_id], 1)

    def take(self, reader: str, text_id: str) -> None:
        del self.readers_of[text_id][reader]
        del self.texts_of[reader][text_id]
        self.load[reader] -= 1
        self._note(reader, self.text[text_id], -1)

    def _note(self, reader: str, text: Text, by: int) -> None:
        for author in text.author_ids:
            self.reads[reader, author] += by

    def open_places(self, text_id: str) -> int:
        return self.text[text_id].places - len(self.readers_of[text_id])

    def is_mutual(self, reader: str, text_id: str) -> bool:
        """Whether an author of the text reads something of the reader's."""
        return any(self.reads[author, reader] > 0 for author in self.text[text_id].author_ids)

    def movable(self, reader: str) -> list[str]:
        return [t for t in self.texts_of[reader] if (reader, t) not in self.fixed]

    def pairs(self) -> Iterator[Pair]:
        return ((reader, t) for reader in self.order for t in self.texts_of[reader])

    def ceiling(self) -> int:
        """The least number that everybody's load can stay under when all places are filled."""
        wanted = sum(max(0, self.open_places(t)) for t in self.text)
        loads = sorted(self.load.values())
        room = 0
        for number, load in enumerate(loads):
            room = number + 1
            following = loads[number + 1] if number + 1 < len(loads) else None
            if following is None or (following - load) * room >= wanted:
                return load + -(-wanted // room)
            wanted -= (following - load) * room
        return 0

    def result(self, extra: Iterable[Pair]) -> Matching:
        return Matching(
            tuple(self.pairs()),
            frozenset(extra),
            dict(self.load),
            {t: lacks for t in self.text if (lacks := self.open_places(t)) > 0},
            frozenset(
                frozenset(pair)
                for pair, count in self.reads.items()
                if count > 0 and pair[0] != pair[1] and self.reads[pair[1], pair[0]] > 0
            ),
        )


def _give_preferred(table: _Table, ceiling: int) -> None:
    """Earlier readers and circles first, but for one place, which is for a fresh reader."""
    for text in table.text.values():
        for reader in text.preferred:
            kept = max(1, text.wanted - 1) - len(text.taken_by & set(text.preferred))
            has = sum(one in table.readers_of[text.id] for one in text.preferred)
            if table.open_places(text.id) <= 0 or has >= kept:
                break
            is_free = reader in table.load and table.load[reader] < ceiling
            if is_free and table.may(reader, text.id):
                table.give(reader, text.id)


def _go_round(table: _Table, ceiling: int) -> None:
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


def _beside(table: _Table, place: Mapping[str, int], text: Text) -> int:
    """Where a text's author sits; anywhere, if they are no reader themselves."""
    known = (place[author] for author in text.author_ids if author in place)
    return next(known, table.chance.randrange(len(place) or 1))


def _fill(table: _Table) -> None:
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


def _even_out(table: _Table) -> None:
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


def _cost_reducing_path(table: _Table, level: int) -> list[tuple[str, str, str]] | None:
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


def _part_mutual(table: _Table) -> None:
    """Exchange or replace readers where two read each other, as long as it helps."""
    mutual = [p for p in table.pairs() if p not in table.fixed and table.is_mutual(*p)]
    others = [p for p in table.pairs() if p not in table.fixed]
    for reader, text in mutual:
        if text not in table.texts_of[reader] or not table.is_mutual(reader, text):
            continue  # parted already, with its counterpart
        if not _replace(table, reader, text):
            table.chance.shuffle(others)
            _exchange(table, reader, text, others[:EXCHANGES_TRIED])


def _replace(table: _Table, reader: str, text: str) -> bool:
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


def _exchange(table: _Table, reader: str, text: str, others: Iterable[Pair]) -> bool:
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


def _level_up(table: _Table, due: int) -> list[Pair]:
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


def _most_in_need(table: _Table, reader: str) -> str | None:
    """The text with the fewest readers that one more may have: at most twice its number."""

    def has(t: str) -> int:
        return len(table.text[t].taken_by) + len(table.readers_of[t])

    found = [t for t in table.text if table.may(reader, t) and has(t) < 2 * table.text[t].wanted]
    return min(found, key=lambda t: (table.is_mutual(reader, t), has(t)), default=None)
