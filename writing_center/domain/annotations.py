"""Inline comments in the sense of the W3C Web Annotation model.

A passage is kept twice: by quotation (exact, prefix, suffix) and by position (start, end),
counted in Unicode code points of the submission's text (https://www.w3.org/TR/annotation-model/,
§4.2.4 and §4.2.5).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .errors import InvalidInput, PassageMismatch
from .submissions import clean_note

CONTEXT = 32
MAX_BODY = 8_000


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
    """A stretch of a text: TextQuoteSelector and TextPositionSelector in one."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Annotation:
    """An inline comment that belongs to a review. ``cites`` names an entry of the guide."""

    id: str
    review_id: str
    submission_id: str
    author_id: str
    kind: CommentKind
    body: str
    passage: Passage
    made_at: datetime
    cites: str | None = None


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
    return Passage(
        exact=found,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph (a non-blank line), in code points."""
    spans = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return spans


def clean_body(body: str) -> str:
    """A comment's text. Raises InvalidInput when it is empty or too long."""
    tidy = clean_note(body, "A comment", "body", MAX_BODY)
    if not tidy:
        raise InvalidInput("Please write a comment first.", "body")
    return tidy
