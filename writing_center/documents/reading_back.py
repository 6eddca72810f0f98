"""Whether Markdown that was written shows the looks that were meant, by the rules of CommonMark."""

from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt

from .structure import Run

_LOOKS = {"strong": "strong", "em": "em", "s": "del", "link": "link"}
Letter = tuple[str, frozenset[str]]


def reads_back(markdown: str, meant: Iterable[Run]) -> bool:
    """Whether ``markdown``, a piece of a paragraph, shows just these words in these looks."""
    return list(_shown(markdown)) == list(_meant(meant))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


def _meant(runs: Iterable[Run]) -> Iterator[Letter]:
    for run in runs:
        looks = run.style | {"link"} if run.href else run.style
        text = f"[^{run.note}]" if run.note else run.text
        yield from ((letter, looks) for letter in text if not letter.isspace())


def _shown(markdown: str) -> Iterator[Letter]:
    """Every letter with its looks. White space looks alike in all of them."""
    looks: list[str] = []
    for token in _parser().parseInline(markdown)[0].children or ():
        name, _, edge = token.type.rpartition("_")
        if edge == "open":
            looks.append(_LOOKS[name])
        elif edge == "close":
            looks.pop()
        else:
            style = frozenset([*looks, "code"] if token.type == "code_inline" else looks)
            yield from ((letter, style) for letter in token.content if not letter.isspace())
