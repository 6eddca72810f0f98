"""Who reads what, while a class is given its readers."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
"""A reader and a text."""


@dataclass(frozen=True)
class Text:
    """A text that wants readers.

    ``taken_by`` reads it or has read it; ``closed_to`` may not, or not again; ``preferred``
    should, if they can (readers of an earlier draft), but for one place; ``mates`` are its
    writer's circle, in the order of their turns, and come before all others.
    """

    id: str
    author_ids: tuple[str, ...]
    wanted: int
    taken_by: frozenset[str] = frozenset()
    closed_to: frozenset[str] = frozenset()
    preferred: tuple[str, ...] = ()
    mates: tuple[str, ...] = ()

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
    readers, and how many; ``mutual`` pairs of people read each other, and are in no circle.
    """

    pairs: tuple[Pair, ...]
    extra: frozenset[Pair]
    loads: Mapping[str, int]
    short: Mapping[str, int]
    mutual: frozenset[frozenset[str]]


class Table:
    """Who reads what, while it is being worked out.

    ``order`` are the readers in an order by chance; ``fixed`` pairs are not to be touched.
    """

    def __init__(
        self,
        readers: Sequence[str],
        texts: Sequence[Text],
        under_way: Mapping[str, int],
        chance: random.Random,
    ) -> None:
        """Nobody has anything new yet; ``under_way`` counts what each has already."""
        self.order = sorted(readers)
        chance.shuffle(self.order)
        self.chance = chance
        self.text = {text.id: text for text in texts}
        self.load = {reader: under_way.get(reader, 0) for reader in self.order}
        self.readers_of: dict[str, dict[str, None]] = {text.id: {} for text in texts}
        self.texts_of: dict[str, dict[str, None]] = {reader: {} for reader in self.order}
        self.fixed: set[Pair] = set()
        self.reads: Counter[Pair] = Counter()  # (reader, author): how many texts of theirs
        self.together = {
            pair
            for text in texts
            for author in text.author_ids
            for mate in text.mates
            for pair in ((mate, author), (author, mate))
        }
        for text in texts:
            for reader in text.taken_by:
                self._note(reader, text, 1)

    def may(self, reader: str, text_id: str) -> bool:
        """Whether the reader may still be given the text."""
        return reader not in self.readers_of[text_id] and self.text[text_id].may_have(reader)

    def give(self, reader: str, text_id: str) -> None:
        """Give a text to a reader."""
        self.readers_of[text_id][reader] = None
        self.texts_of[reader][text_id] = None
        self.load[reader] += 1
        self._note(reader, self.text[text_id], 1)

    def take(self, reader: str, text_id: str) -> None:
        """Take it from them again."""
        del self.readers_of[text_id][reader]
        del self.texts_of[reader][text_id]
        self.load[reader] -= 1
        self._note(reader, self.text[text_id], -1)

    def _note(self, reader: str, text: Text, by: int) -> None:
        for author in text.author_ids:
            self.reads[reader, author] += by

    def open_places(self, text_id: str) -> int:
        """How many readers the text still lacks; below zero, how many it has over."""
        return self.text[text_id].places - len(self.readers_of[text_id])

    def is_mutual(self, reader: str, text_id: str) -> bool:
        """Whether an author of the text reads something of the reader's: in a circle everybody
        does, which is what it is for."""
        return any(
            self.reads[author, reader] > 0 and (author, reader) not in self.together
            for author in self.text[text_id].author_ids
        )

    def is_in_circle(self, reader: str, text_id: str) -> bool:
        """Whether the text is from the reader's circle."""
        return reader in self.text[text_id].mates

    def movable(self, reader: str) -> list[str]:
        """The new texts of a reader that could go to somebody else."""
        return [t for t in self.texts_of[reader] if (reader, t) not in self.fixed]

    def pairs(self) -> Iterator[Pair]:
        """Every new pair, in the order of the readers."""
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
        """What came of it."""
        return Matching(
            tuple(self.pairs()),
            frozenset(extra),
            dict(self.load),
            {t: lacks for t in self.text if (lacks := self.open_places(t)) > 0},
            frozenset(
                frozenset(pair)
                for pair, count in self.reads.items()
                if count > 0 and pair[0] != pair[1] and self.reads[pair[1], pair[0]] > 0
                if pair not in self.together
            ),
        )
