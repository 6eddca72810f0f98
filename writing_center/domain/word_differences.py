"""Which words of a text were kept, taken out or put in.

A word is what its script takes for one: a run of letters, a single Chinese character or kana, an
emoji with everything that belongs to it, a mark of punctuation. Letters and the accents that are
typed after them are never torn apart.
"""

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

EFFORT = 30_000_000  # steps for a whole text: a few seconds at the very worst
SMALL = 2_500  # pairs of words that are always worth a close look
RUN_OF_WORDS = 800
REPETITIVE = 8  # equal pairs for each word: more, and looking closely takes too long
WORTH_MARKING = 0.25  # part of the words that must be kept; with fewer, single marks confuse
LITTLE_WORD = 3

# Scripts that put no space between words: there, a character counts as a word.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTERS = rf"(?:(?![{UNSPACED}])\w)+"
_PART = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*|\s+|.", re.DOTALL)
_JOINER = "\u200d"
_BELONGS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")


class Mark(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A stretch of words. ``old`` is how it stood before, ``new`` how it stands now; white space
    may differ between them where the words are the same."""

    mark: Mark
    old: str
    new: str

    @property
    def text(self) -> str:
        """The words, as they stand now if they still do."""
        return self.new or self.old

    def in_one_line(self, following: "Piece | None") -> str:
        """The words where both wordings stand in one line, before the ``following`` piece.

        The space after words that stayed is that of the wording which goes on there: otherwise
        they would run together with what was taken out, or stand off from a comma that was.
        """
        if self.mark is not Mark.SAME:
            return self.text
        is_old = following is not None and following.mark is Mark.REMOVED
        spaced = self.old if is_old else self.new
        return self.new.rstrip() + spaced[len(spaced.rstrip()) :]


class Effort:
    """What comparing may still cost. When it is used up, whole sentences are shown as replaced:
    coarser, but never wrong, and never late."""

    def __init__(self, steps: int = EFFORT) -> None:
        """An effort of so many steps."""
        self.left = steps

    def allows(self, steps: int) -> bool:
        """Whether so many steps may be made; they are counted then."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def words(text: str) -> list[str]:
    """``text`` in words and runs of white space; joined they are ``text`` again."""
    found: list[str] = []
    for part in _PART.findall(text):
        if found and _belongs(found[-1], part):
            found[-1] += part
        else:
            found.append(part)
    return found


def count(text: str) -> int:
    """How many words ``text`` has, punctuation not counted."""
    return sum(map(_is_word, words(text)))


def word_pieces(old: str, new: str, effort: Effort | None = None) -> tuple[Piece, ...]:
    """``old`` and ``new`` as stretches of words that were kept, taken out or put in."""
    before, after = _with_spaces(old), _with_spaces(new)
    olds, news = [w.strip() for w in before], [w.strip() for w in after]
    blocks = _runs(equal_pairs(olds, news, effort or Effort()))
    blocks = _worth_showing([(a, b, size) for a, b, size in blocks], olds, news)
    return tuple(_pieces(before, after, blocks))


def equal_pairs(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[tuple[int, int]]:
    """The places of equal things in two sequences, in order; not always as many as there could
    be where the sequences are long and say the same again and again."""
    pairs: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        one, other = old[a:a_end], new[b:b_end]
        if _is_easy(one, other, effort):
            for i, j, size in SequenceMatcher(None, one, other, False).get_matching_blocks():
                pairs += [(a + i + n, b + j + n) for n in range(size)]
            continue
        edge = (a - 1, b - 1)
        signs = [(a + i, b + j) for i, j in _signposts(one, other)]
        pairs += signs
        for sign in [*signs, (a_end, b_end)] if signs else []:
            waiting.append((edge[0] + 1, sign[0], edge[1] + 1, sign[1]))
            edge = sign
    return sorted(pairs)


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of ``numbers`` that goes up all the time."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect.bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
    run = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _belongs(last: str, part: str) -> bool:
    """Whether ``part`` is typed onto ``last``: an accent, the rest of an emoji or of a word."""
    first, end = part[0], last[-1]
    if last.isspace() or max(first, end) < "\u0300":
        return False
    if end == _JOINER or _BELONGS.match(first) or unicodedata.category(first)[0] == "M":
        return True
    if _FLAG_LETTER.match(first):
        return len(last) == 1 and bool(_FLAG_LETTER.match(last))
    is_inside = unicodedata.category(end)[0] == "M" and _is_word(last)
    return is_inside and first.isalnum() and not re.match(f"[{UNSPACED}]", first)


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word))


def _with_spaces(text: str) -> list[str]:
    """The words of ``text``, each with the white space after it."""
    found: list[str] = []
    for word in words(text):
        if found and word.isspace():
            found[-1] += word
        else:
            found.append(word)
    return found


def _is_easy(one: Sequence[str], other: Sequence[str], effort: Effort) -> bool:
    """Whether the two may be compared word by word, each with each."""
    long = len(one) + len(other)
    here = Counter(other)
    equal = sum(here[word] for word in one)
    if len(one) * len(other) > SMALL and (long > RUN_OF_WORDS or equal > REPETITIVE * long):
        return False
    return effort.allows(min(len(one), len(other)) * (len(one) + equal))


def _signposts(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """What stands exactly once in both, as far as it stands in the same order."""
    ones, others = Counter(one), Counter(other)
    places = {word: place for place, word in enumerate(other)}
    pairs = [(i, places[w]) for i, w in enumerate(one) if ones[w] == 1 == others[w]]
    return [pairs[place] for place in rising([b for _, b in pairs])]


Block = tuple[int, int, int]


def _runs(pairs: Sequence[tuple[int, int]]) -> list[Block]:
    """Neighbouring pairs, as (place in the old, place in the new, how many)."""
    runs: list[Block] = []
    for a, b in pairs:
        if runs and (a, b) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((a, b, 1))
    return runs


def _worth_showing(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Without the commas and little words that two different sentences share by chance."""
    kept = []
    for place, (a, b, size) in enumerate(blocks):
        is_inside = a > 0 and b > 0 and a + size < len(old) and b + size < len(new)
        if not (is_inside and _is_chance(blocks, place, old)):
            kept.append((a, b, size))
    same = sum(_is_word(word) for a, _, size in kept for word in old[a : a + size])
    most = max(sum(map(_is_word, old)), sum(map(_is_word, new)))
    return kept if same >= WORTH_MARKING * most else []


def _is_chance(blocks: Sequence[Block], place: int, old: Sequence[str]) -> bool:
    a, b, size = blocks[place]
    held = [word for word in old[a : a + size] if _is_word(word)]
    if not held:
        return True
    if len(held) > 1 or len(held[0]) > LITTLE_WORD or place in (0, len(blocks) - 1):
        return False
    (a0, b0, size0), (a1, b1, _) = blocks[place - 1], blocks[place + 1]
    gap_before = max(a - a0 - size0, b - b0 - size0)
    gap_after = max(a1 - a - size, b1 - b - size)
    return min(gap_before, gap_after) > 2


def _pieces(old: Sequence[str], new: Sequence[str], blocks: Sequence[Block]) -> Iterator[Piece]:
    a = b = 0
    for a_next, b_next, size in [*blocks, (len(old), len(new), 0)]:
        if a < a_next:
            yield Piece(Mark.REMOVED, "".join(old[a:a_next]), "")
        if b < b_next:
            yield Piece(Mark.ADDED, "", "".join(new[b:b_next]))
        a, b = a_next + size, b_next + size
        if size:
            yield Piece(Mark.SAME, "".join(old[a_next:a]), "".join(new[b_next:b]))
