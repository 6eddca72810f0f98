"""Comments that outlive their draft: where they stand in the next one, or in the working draft.

Where a passage is now is computed on demand between texts that never change; only what people
decide by hand is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..domain.activity import Did
from ..domain.annotations import Annotation, Passage, Placement, chosen_passage, passage_at
from ..domain.errors import NotFound
from ..domain.reanchoring import Fate, Found, reanchor
from ..domain.reviews import Decision, Review
from ..domain.submissions import Submission
from . import drafts, submissions, taken_edits
from .names import reviewer_name
from .reviews import assignment_of, record_on
from .self_review import answers_wait
from .session import Session


@dataclass(frozen=True)
class Carried:
    """A comment on an earlier draft as it stands in a later text.

    ``passage`` is where it is now; None makes it an orphan, whose old words are the
    annotation's own passage. ``is_placed``: a person has put it there. ``put`` is where a person
    put it last, in this text or an earlier one: from there it is followed.
    """

    annotation: Annotation
    origin: Submission
    by: str
    decision: Decision | None
    passage: Passage | None
    fate: Fate
    is_placed: bool = False
    put: Placement | None = None

    @property
    def id(self) -> str:
        """The comment's id."""
        return self.annotation.id

    @property
    def stands_word_for_word(self) -> bool:
        """Whether the very words commented on are there now."""
        return self.passage is not None and self.passage.exact == self.annotation.passage.exact


def carried(session: Session, submission_id: str) -> list[Carried]:
    """The comments on the earlier submissions of a draft as they stand in this one, in its
    order, orphans last.

    All for the author and the class's teachers; their own for a reader. Raises NotFound.
    """
    submission = submissions.find_submission(session, submission_id)
    earlier = [one for one in _of_draft(session, submission) if one.number < submission.number]
    sees_all = session.actor_id in submission.author_ids or _teaches(session, submission)
    return _carry(session, submission.text, earlier, submission, sees_all=sees_all)


def carried_into_draft(session: Session, draft_id: str) -> list[Carried]:
    """The comments on all submissions of one of the actor's drafts as they stand in its
    present text, in its order, orphans last. Raises NotFound for anybody else's draft."""
    draft = drafts.find_draft(session, draft_id)
    handed_in = submissions.submissions_of_draft(session, draft_id)
    return _carry(session, draft.text, handed_in, None, sees_all=True)


def carried_by_reader(session: Session, submission: Submission) -> list[Carried]:
    """The actor's own comments on earlier submissions as they stand in this one, whether or not
    they read it. A part of other verbs, which decide what of it is shown."""
    earlier = [one for one in _of_draft(session, submission) if one.number < submission.number]
    return _carry(session, submission.text, earlier, submission, sees_all=False)


def place_comment(
    session: Session,
    annotation_id: str,
    submission_id: str,
    start: int,
    end: int,
    *,
    exact: str | None = None,
    words: str = "",
) -> Placement:
    """Put a comment on a passage of a later submission by hand; doing it again moves it.

    Its writer and the submission's author may. ``words`` narrows the passage to these words.
    Raises NotFound, PassageMismatch or InvalidInput.
    """
    with session.store.transaction():
        note, submission = _placeable(session, annotation_id, submission_id)
        passage = chosen_passage(submission.text, start, end, exact=exact, words=words)
        record_on(session, Did.COMMENT_PLACED, submission, note.review_id)
        return session.store.placements.put(
            Placement(
                id=_placement_id(annotation_id, submission_id),
                annotation_id=annotation_id,
                submission_id=submission_id,
                passage=passage,
                by_id=session.actor_id,
                at=session.clock.now(),
            )
        )


def remove_placement(session: Session, annotation_id: str, submission_id: str) -> None:
    """Undo a placement by hand: the comment stands again where it is found, or nowhere."""
    with session.store.transaction():
        _placeable(session, annotation_id, submission_id)
        session.store.placements.remove(_placement_id(annotation_id, submission_id))


def _placement_id(annotation_id: str, submission_id: str) -> str:
    return f"{annotation_id}:{submission_id}"


def _placeable(
    session: Session, annotation_id: str, submission_id: str
) -> tuple[Annotation, Submission]:
    submission = submissions.find_submission(session, submission_id)
    note = session.store.annotations.find(annotation_id)
    review = session.store.reviews.find(note.review_id) if note else None
    origin = session.store.submissions.find(note.submission_id) if note else None
    if (
        note is None
        or review is None
        or review.submitted_at is None
        or origin is None
        or origin.draft_id != submission.draft_id
        or origin.number >= submission.number
        or answers_wait(session, origin)
        or session.actor_id not in (note.author_id, *submission.author_ids)
    ):
        raise NotFound("comment")
    return note, submission


def _of_draft(session: Session, submission: Submission) -> list[Submission]:
    found = session.store.submissions.where(draft_id=submission.draft_id)
    return sorted(found, key=lambda one: one.number)


def _teaches(session: Session, submission: Submission) -> bool:
    assignment = assignment_of(session, submission)
    return assignment is not None and session.is_teacher_of(assignment.group_id)


def _carry(
    session: Session,
    text: str,
    earlier: Sequence[Submission],
    target: Submission | None,
    *,
    sees_all: bool,
) -> list[Carried]:
    found = [
        one
        for origin in earlier
        for one in _from(session, text, origin, earlier, target, sees_all=sees_all)
    ]
    return sorted(found, key=lambda one: one.passage.start if one.passage else len(text))


def _from(
    session: Session,
    text: str,
    origin: Submission,
    earlier: Sequence[Submission],
    target: Submission | None,
    *,
    sees_all: bool,
) -> Iterable[Carried]:
    """The comments on one submission, from where each was last put by hand, if it was."""
    bases: dict[str, tuple[Submission, list[tuple[Annotation, Placement | None]]]] = {}
    reviews: dict[str, Review] = {}
    if answers_wait(session, origin):
        return
    for review in session.store.reviews.where(submission_id=origin.id):
        if review.submitted_at is None or not (sees_all or review.reviewer_id == session.actor_id):
            continue
        reviews[review.id] = review
        for note in session.store.annotations.where(review_id=review.id):
            base, put = _last_placed(session, note, origin, earlier, target)
            bases.setdefault(base.id, (base, []))[1].append((note, put))
    for base, notes in bases.values():
        is_here = target is not None and base.id == target.id
        passages = tuple(put.passage if put else note.passage for note, put in notes)
        places = (
            [_here(note, at) for (note, _), at in zip(notes, passages, strict=True)]
            if is_here
            else _found(base.text, text, passages)
        )
        for (note, put), place in zip(notes, places, strict=True):
            if put is None:
                place = _with_taken_words(session, note, text, target, place)
            yield Carried(
                note,
                origin,
                _reader(session, reviews[note.review_id]),
                session.store.decisions.find(note.id),
                place.passage,
                place.fate,
                is_placed=is_here,
                put=put,
            )


def _last_placed(
    session: Session,
    note: Annotation,
    origin: Submission,
    earlier: Sequence[Submission],
    target: Submission | None,
) -> tuple[Submission, Placement | None]:
    for one in reversed([*earlier, *([target] if target else [])]):
        placement = session.store.placements.find(_placement_id(note.id, one.id))
        if placement is not None:
            return one, placement
    return origin, None


def _with_taken_words(
    session: Session, note: Annotation, text: str, target: Submission | None, found: Found
) -> Found:
    """Where a suggested edit was taken into the draft, its passage is the words that were taken
    over, as long as they stand: they are known, and nothing around them was meant."""
    taken = taken_edits.standing(session, note.id, text)
    if taken is None or (target is not None and target.submitted_at < taken.at):
        return found
    words = taken.passage.exact
    start = taken.spot_in(text, note.passage)
    if not words:
        return Found(None, Fate.GONE, 1.0) if start is not None else found
    if start is None and found.passage is not None and found.passage.exact.count(words) == 1:
        start = found.passage.start + found.passage.exact.index(words)
    if start is None:
        return found
    return Found(passage_at(text, start, start + len(words)), Fate.CHANGED, 1.0)


def _here(note: Annotation, passage: Passage) -> Found:
    same = passage.exact == note.passage.exact
    return Found(passage, Fate.MOVED if same else Fate.CHANGED, 1.0 if same else 0.0)


@lru_cache(maxsize=16)
def _found(old: str, new: str, passages: tuple[Passage, ...]) -> list[Found]:
    """Remembered, because a page that follows the class asks again and again."""
    return reanchor(old, new, passages)


def _reader(session: Session, review: Review) -> str:
    if review.reviewer_id == session.actor_id:
        return "you"
    return reviewer_name(session, review)
