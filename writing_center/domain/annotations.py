"""Inline comments in the sense of the W3C Web Annotation model.

A passage is kept twice: by quotation (exact, prefix, suffix) and by position (start, end),
counted in Unicode code points of the submission's text (https://www.w3.org/TR/annotation-model/,
§4.2.4 and §4.2.5).
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .errors import InvalidInput, PassageMismatch
from .shown_lines import shown_signs, shown_text
from .submissions import clean_note, normalise_text

CONTEXT = 32
MAX_BODY = 8_000
MAX_COMMENTS = 200
MAX_BLOCKS = 3_000


class CommentKind(StrEnum):
    """What a comment is about, in the reader's words."""

    WORKED = "worked on me"
    QUESTION = "question"
    LOST = "where I got lost"
    SUGGESTION = "suggestion"
    SURFACE = "surface"


MOTIVATION = {
    CommentKind.WORKED: "assessing",
    CommentKind.QUESTION: "questioning",
    CommentKind.LOST: "commenting",
    CommentKind.SUGGESTION: "editing",
    CommentKind.SURFACE: "commenting",
}


@dataclass(frozen=True)
class Passage:
    """A stretch of a text: TextQuoteSelector and TextPositionSelector in one.

    ``shown`` is how readers saw it, where that is not ``exact``: without the marks of Markdown,
    which only the whole text tells from a star in a piece of code. None: nobody noted it.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    shown: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Annotation:
    """An inline comment that belongs to a review. ``cites`` names an entry of the guide;
    ``replacement`` is what its writer would put in the passage's place (empty: nothing)."""

    id: str
    review_id: str
    submission_id: str
    author_id: str
    kind: CommentKind
    body: str
    passage: Passage
    made_at: datetime
    cites: str | None = None
    replacement: str | None = None


@dataclass(frozen=True)
class Placement:
    """Where a person put a comment in a later submission, because no rule could find it.

    ``id`` is the comment's and the submission's; putting it elsewhere replaces it.
    """

    id: str
    annotation_id: str
    submission_id: str
    passage: Passage
    by_id: str
    at: datetime


def passage_at(text: str, start: int, end: int, exact: str | None = None) -> Passage:
    """The passage of ``text`` between two code-point offsets.

    ``exact`` is what the browser believes to stand there; the text decides.
    Raises PassageMismatch when the offsets are outside the text, empty, or disagree with it.
    """
    if not 0 <= start < end <= len(text):
        raise PassageMismatch
    found = text[start:end]
    if (exact is not None and found != exact) or not found.strip():
        raise PassageMismatch
    shown = shown_text(text, start, end)
    return Passage(
        exact=found,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
        shown=shown if shown != found else "",
    )


def words_seen(passage: Passage) -> str:
    """A passage as its readers saw it: without the marks of Markdown. Of one that was kept before
    that was noted with it, as far as can be told from the words around it."""
    if passage.shown is not None:
        return passage.shown or passage.exact
    around = passage.prefix + passage.exact + passage.suffix
    begin = len(passage.prefix)
    return shown_text(around, begin, begin + len(passage.exact))


_QUOTES = str.maketrans("’‘‚“”„«»–—\u00a0\u202f", '\'\'\'"""""--  ')


def narrow(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """Where ``words`` stand between two offsets of ``text``, as somebody types them: in any
    case, with straight quotes for curly ones, with any white space between them, and without
    the marks of Markdown, which readers don't see.

    Raises InvalidInput when they do not stand there, or more than once.
    """
    if not 0 <= start < end <= len(text):
        raise PassageMismatch
    sought = [re.escape(_plain(word)) for word in words.split()]
    if not sought:
        return start, end
    pattern = re.compile(r"\s+".join(sought))
    found = _written(text, start, end, pattern) or _read(text, start, end, pattern)
    if not found:
        raise InvalidInput(
            "These words do not stand there. Copy them as they are written, or leave this empty.",
            "words",
        )
    if len(found) > 1:
        raise InvalidInput(
            "These words stand there more than once. Add the word before or after them.", "words"
        )
    return found[0]


def _written(text: str, start: int, end: int, sought: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where words stand between two offsets."""
    found = sought.finditer(_plain(text[start:end]))
    return [(start + one.start(), start + one.end()) for one in found]


def _read(text: str, start: int, end: int, sought: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where words stand as readers see them: without the marks of Markdown."""
    signs = shown_signs(text, start, end)
    found = sought.finditer(_plain("".join(sign for _, sign in signs)))
    return [(signs[one.start()][0], signs[one.end() - 1][0] + 1) for one in found]


def stands_in(text: str, words: str) -> bool:
    """Whether ``words`` stand in a text, as somebody types them (see ``narrow``). A number stands
    there as a whole: 99 is not in 1999."""
    sought = r"\s+".join(re.escape(_plain(word)) for word in words.split())
    return bool(sought) and re.search(rf"(?<!\d){sought}(?!\d)", _plain(text)) is not None


def _plain(text: str) -> str:
    """``text`` without what people type differently. Every sign stays one sign."""
    lowered = (sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return "".join(lowered).translate(_QUOTES)


def chosen_passage(
    text: str, start: int, end: int, *, exact: str | None = None, words: str = ""
) -> Passage:
    """The passage that somebody pointed at, without the white space that a double click or a
    drag takes along; ``words`` narrows it (see ``narrow``), ``exact`` is checked before that.

    Raises PassageMismatch or InvalidInput.
    """
    if words.strip():
        return passage_at(text, *narrow(text, start, end, words))
    found = passage_at(text, start, end, exact).exact
    start += len(found) - len(found.lstrip())
    return passage_at(text, start, start + len(found.strip()))


def clean_replacement(replacement: str, passage: Passage) -> str:
    """What to put in a passage's place; empty takes it out.

    Raises InvalidInput when it is what stands there already, or too long.
    """
    tidy = normalise_text(replacement)
    if len(tidy) > MAX_BODY:
        raise InvalidInput(f"Other words can have at most {MAX_BODY:,} characters.", "replacement")
    if tidy == passage.exact:
        raise InvalidInput(
            "These are the words that stand there. Change them, or only comment.", "replacement"
        )
    return tidy


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph (a non-blank line), in code points."""
    spans = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return spans


def blocks(text: str) -> list[tuple[int, int]]:
    """Start and end of each part in which a page shows ``text``, in code points: its paragraphs.

    A text with more than ``MAX_BLOCKS`` of them (a word on each line, say) is shown in so many
    parts at most, each of as many paragraphs as it takes: every part costs the page a button and
    some hundred characters. Offsets are those of the text, as ever.
    """
    spans = paragraphs(text)
    size = max(1, -(-len(spans) // MAX_BLOCKS))
    return [
        (spans[first][0], spans[min(first + size, len(spans)) - 1][1])
        for first in range(0, len(spans), size)
    ]


def check_room(already: int) -> None:
    """Raises InvalidInput when a review with ``already`` comments takes no more."""
    if already >= MAX_COMMENTS:
        raise InvalidInput(
            f"This review has {MAX_COMMENTS} comments, as many as anybody can answer. "
            "Say the rest in one of them, or take one out first.",
            "body",
        )


def clean_body(body: str) -> str:
    """A comment's text. Raises InvalidInput when it is empty or too long."""
    tidy = clean_note(body, "A comment", "body", MAX_BODY)
    if not tidy:
        raise InvalidInput("Please write a comment first.", "body")
    return tidy
