"""How alike two sentences are, where rare words count for more than common ones.

Rare is what few sentences of these two texts have: in an essay on cars "car" says little about
which sentence this is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from .word_differences import UNSPACED

GRAM = 4
OPENING = 3

WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+(?:['’](?![{UNSPACED}])[^\W_]+)*")


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text``, without case and without the difference between apostrophes."""
    return tuple(WORD.findall(text.casefold().replace("’", "'")))


@dataclass(frozen=True)
class Wording:
    """A sentence's words, in order and as a set, and its runs of four characters."""

    words: tuple[str, ...]
    vocabulary: frozenset[str]
    grams: frozenset[str]
    key: str

    @classmethod
    def of(cls, text: str) -> "Wording":
        """The wording of a sentence. ``key`` is equal for sentences that say the same."""
        words = words_of(text)
        spaced = f" {' '.join(words)} "
        grams = frozenset(spaced[n : n + GRAM] for n in range(len(spaced) - GRAM + 1))
        return cls(words, frozenset(words), grams, " ".join(words or text.split()))


class Rarity:
    """What each token weighs: log(1 + sentences / sentences that have it), the more usual side."""

    def __init__(self, sides: Sequence[Sequence[frozenset[str]]]) -> None:
        """``sides`` are the sentences of each text, as sets of tokens."""
        usual: dict[str, int] = {}
        for side in sides:
            here: dict[str, int] = {}
            for tokens in side:
                for token in tokens:
                    here[token] = here.get(token, 0) + 1
            for token, count in here.items():
                usual[token] = max(count, usual.get(token, 0))
        most = max([1, *map(len, sides)])
        self._weights = {token: log(1 + most / count) for token, count in usual.items()}

    def of(self, tokens: Iterable[str]) -> float:
        """The sum of the weights of ``tokens``."""
        weights = self._weights
        return sum([weights[token] for token in tokens])


class Likeness:
    """The sentences of two texts, to be asked how alike two of them are."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        """``old`` and ``new`` are the sentences of the two texts."""
        known = {text: Wording.of(text) for text in {*old, *new}}
        self.old = [known[text] for text in old]
        self.new = [known[text] for text in new]
        sides = (self.old, self.new)
        self._rare_words = Rarity([[one.vocabulary for one in side] for side in sides])
        self._rare_grams = Rarity([[one.grams for one in side] for side in sides])
        self._weights = [[self._weight(one) for one in side] for side in sides]

    def of(self, old: int, new: int) -> tuple[float, float, float]:
        """Shared words, shared runs of characters, shared opening words: each from 0 to 1.

        The first two are Dice's coefficient (2 × shared / both), by weight.
        """
        one, other = self.old[old], self.new[new]
        words, grams = self._weights[0][old]
        its_words, its_grams = self._weights[1][new]
        in_words = self._rare_words.of(one.vocabulary & other.vocabulary)
        in_grams = self._rare_grams.of(one.grams & other.grams)
        return (
            2 * in_words / (words + its_words or 1.0),
            2 * in_grams / (grams + its_grams or 1.0),
            _same_opening(one.words, other.words),
        )

    def alike(self, old: int, new: int) -> float:
        """One number from 0 to 1 for people: 1 is word for word."""
        if self.old[old].key == self.new[new].key:
            return 1.0
        words, grams, _ = self.of(old, new)
        return min(0.99, (words + grams) / 2)

    def within(self, whole: Wording, part: Wording, beyond: frozenset[str] = frozenset()) -> float:
        """How much of ``part`` (0 to 1) ``whole`` has, beyond the runs of characters given."""
        shared = part.grams & (whole.grams - beyond)
        return self._rare_grams.of(shared) / (self._rare_grams.of(part.grams) or 1.0)

    def _weight(self, one: Wording) -> tuple[float, float]:
        return self._rare_words.of(one.vocabulary), self._rare_grams.of(one.grams)


def _same_opening(one: Sequence[str], other: Sequence[str]) -> float:
    same = 0
    for a, b in zip(one[:OPENING], other[:OPENING], strict=False):
        if a != b:
            break
        same += 1
    return same / OPENING
