"""Where words of a sentence are in what the sentence has become."""

import re
from difflib import SequenceMatcher

from .sentences import Span

TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
LONG = 300
SPELT_ALIKE = 0.6


class WordingChange:
    """A stretch of an old text beside the stretch of the new one that it became, word by word."""

    def __init__(self, old: str, source: Span, new: str, target: Span) -> None:
        """Compares the two stretches once."""
        self._old = [Span(*one.span()) for one in TOKEN.finditer(old, source.start, source.end)]
        self._new = [Span(*one.span()) for one in TOKEN.finditer(new, target.start, target.end)]
        self._words = [old[one.start : one.end].casefold() for one in self._old]
        news = [new[one.start : one.end].casefold() for one in self._new]
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
        kept = [n for n in inside if n in self._became]
        telling = [n for n in inside if self._words[n][0].isalnum()] or inside
        if not any(n in self._became for n in telling):
            return None
        first, last = self._new[self._became[kept[0]]], self._new[self._became[kept[-1]]]
        start, end = first.start, last.end
        # A passage that begins or ends within a word goes on doing so while the word is the same.
        if self._is_same(kept[0]):
            start += max(0, part.start - self._old[kept[0]].start)
        if self._is_same(kept[-1]):
            end -= max(0, self._old[kept[-1]].end - part.end)
        for a, b, c, d in self._replaced:
            # Words at the passage's edge for which others stand now: it goes as far as those.
            if a == inside[0] and b <= inside[-1] + 1:
                start = min(start, self._new[c].start)
            if b == inside[-1] + 1 and a >= inside[0]:
                end = max(end, self._new[d - 1].end)
        return Span(start, end), len(kept) / len(inside)

    def _is_same(self, word: int) -> bool:
        new = self._new[self._became[word]]
        old = self._old[word]
        return word not in self._respelt and new.end - new.start == old.end - old.start


def _is_spelt_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= SPELT_ALIKE
