"""Where words of a sentence are in what the sentence has become."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from .sentences import Span
from .word_differences import words

LONG = 300
SPELT_ALIKE = 0.6


class WordingChange:
    """A stretch of an old text beside the stretch of the new one that it became, word by word."""

    def __init__(self, old: str, source: Span, new: str, target: Span) -> None:
        """Compares the two stretches once."""
        self._old, self._new = list(_spans(old, source)), list(_spans(new, target))
        self._words = [old[one.start : one.end].casefold() for one in self._old]
        self._news = news = [new[one.start : one.end].casefold() for one in self._new]
        # Exact for any sentence that people write; time would grow with the square beyond that.
        is_long = max(len(self._words), len(news)) > LONG
        matcher = SequenceMatcher(None, self._words, news, autojunk=is_long)
        self._became: dict[int, int] = {}
        self._respelt: set[int] = set()
        self._replaced: list[tuple[int, int, int, int]] = []
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                self._became.update(zip(range(a, b), range(c, d), strict=True))
            elif kind == "replace":
                self._replaced.append((a, b, c, d))
                if b - a == d - c:
                    self._pair_spellings(range(a, b), range(c, d), news)

    def _pair_spellings(self, old: range, new: range, news: list[str]) -> None:
        for n, m in zip(old, new, strict=True):
            if _is_spelt_alike(self._words[n], news[m]):
                self._became[n] = m
                self._respelt.add(n)

    def follow(self, part: Span) -> tuple[Span, float] | None:
        """Where the words of ``part`` are now, and the share of them (0 to 1) that is left.

        None where no word is left.
        """
        inside = [
            n for n, one in enumerate(self._old) if one.start < part.end and one.end > part.start
        ]
        became = self._as_it_was(inside) or self._became
        kept = [n for n in inside if n in became]
        telling = [n for n in inside if self._words[n][0].isalnum()] or inside
        if not any(n in became for n in telling):
            return None
        first, last = self._new[became[kept[0]]], self._new[became[kept[-1]]]
        start, end = first.start, last.end
        # A passage that begins or ends within a word goes on doing so while the word is the same.
        if self._is_same(kept[0], first):
            start += max(0, part.start - self._old[kept[0]].start)
        if self._is_same(kept[-1], last):
            end -= max(0, self._old[kept[-1]].end - part.end)
        if became is not self._became:
            return Span(start, end), 1.0
        for a, b, c, d in self._replaced:
            # Words at the passage's edge for which others stand now: it goes as far as those.
            if a == inside[0] and b <= inside[-1] + 1:
                start = min(start, self._new[c].start)
            if b == inside[-1] + 1 and a >= inside[0]:
                end = max(end, self._new[d - 1].end)
        return Span(start, end), len(kept) / len(inside)

    def _as_it_was(self, inside: Sequence[int]) -> dict[int, int]:
        """Where these words stand in a row, if they do so once in both: clauses were swapped."""
        sought = [self._words[n] for n in inside]
        if not any(word[0].isalnum() for word in sought) or len(_places(self._words, sought)) > 1:
            return {}
        places = _places(self._news, sought)
        return {n: places[0] + k for k, n in enumerate(inside)} if len(places) == 1 else {}

    def _is_same(self, word: int, new: Span) -> bool:
        old = self._old[word]
        return word not in self._respelt and new.end - new.start == old.end - old.start


def _spans(text: str, within: Span) -> Iterator[Span]:
    """The words and marks of punctuation of a stretch of ``text``."""
    at = within.start
    for word in words(text[within.start : within.end]):
        if not word.isspace():
            yield Span(at, at + len(word))
        at += len(word)


def _places(words: Sequence[str], sought: Sequence[str]) -> list[int]:
    """Where ``sought`` stand in a row among ``words``."""
    size = len(sought)
    starts = range(len(words) - size + 1)
    return [n for n in starts if words[n] == sought[0] and words[n : n + size] == sought]


def _is_spelt_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= SPELT_ALIKE
