"""How reviews are written that are no one's but their writer's: on a practice text, on one's own.

They live in a record of their own, whole; nothing that reads real reviews finds them.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from ..domain.annotations import Annotation, CommentKind, check_room, chosen_passage, clean_body
from ..domain.errors import InvalidInput, NotFound
from ..domain.practice import PracticeReview, PracticeText
from ..domain.review_forms import Filled, fill_in
from ..domain.rubrics import Rubric
from ..domain.self_review import SelfReview
from .session import Session

T = TypeVar("T", PracticeText, PracticeReview, SelfReview)


@dataclass(frozen=True)
class NewComment:
    """A comment to be made between two code-point offsets of a text; ``words`` narrows it,
    ``exact`` is what the browser took to stand there."""

    start: int
    end: int
    body: str
    kind: CommentKind = CommentKind.WORKED
    cites: str | None = None
    words: str = ""
    exact: str | None = None


def write_in(session: Session, kept: T, rubric: Rubric | None, filled: Filled) -> T:
    """``kept`` with what was written. A part of other verbs, which ask who may."""
    review = fill_in(kept.review, rubric, filled, session.clock.now())
    return replace(kept, review=review)


def comment_in(session: Session, kept: T, text: str, comment: NewComment) -> tuple[T, Annotation]:
    """``kept`` with one more comment on ``text``. A part of other verbs, which ask who may.

    Raises PassageMismatch or InvalidInput.
    """
    if comment.cites is not None and session.store.entries.find(comment.cites) is None:
        raise InvalidInput("This entry of the guide is not there any more.", "cites")
    check_room(len(kept.annotations))
    note = Annotation(
        id=session.fresh_id(),
        review_id=kept.review.id,
        submission_id=kept.review.submission_id,
        author_id=session.actor_id,
        kind=comment.kind,
        body=clean_body(comment.body),
        passage=chosen_passage(
            text, comment.start, comment.end, exact=comment.exact, words=comment.words
        ),
        made_at=session.clock.now(),
        cites=comment.cites,
    )
    review = replace(kept.review, saved_at=session.clock.now())
    return replace(kept, review=review, annotations=(*kept.annotations, note)), note


def with_reworded(session: Session, kept: T, annotation_id: str, body: str) -> T:
    """``kept`` with other words in a comment. A part of other verbs. Raises NotFound or
    InvalidInput."""
    words = clean_body(body)
    if all(note.id != annotation_id for note in kept.annotations):
        raise NotFound("comment")
    notes = tuple(
        replace(note, body=words) if note.id == annotation_id else note for note in kept.annotations
    )
    review = replace(kept.review, saved_at=session.clock.now())
    return replace(kept, review=review, annotations=notes)


def without_comment(session: Session, kept: T, annotation_id: str) -> T:
    """``kept`` with a comment taken out. A part of other verbs. Raises NotFound."""
    left = tuple(note for note in kept.annotations if note.id != annotation_id)
    if len(left) == len(kept.annotations):
        raise NotFound("comment")
    review = replace(kept.review, saved_at=session.clock.now())
    return replace(kept, review=review, annotations=left)
