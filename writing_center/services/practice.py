"""Practising to review: on a teacher's sample draft, seen beside the teacher's own review after.

What a member writes here is theirs alone. Teachers see neither it nor who practised; classmates
see it only where its writer, who is experienced by then, agreed to show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.annotations import Annotation
from ..domain.errors import NotAllowed, NotFound
from ..domain.people import Role
from ..domain.practice import (
    REVIEWS_OF_THE_EXPERIENCED,
    PracticeReview,
    PracticeText,
    Showing,
    blank_review,
    is_experienced,
)
from ..domain.review_forms import Filled, check_complete
from ..domain.reviews import Review
from ..domain.rubrics import Rubric
from .names import name_of
from .private_reviews import NewComment, comment_in, with_reworded, without_comment, write_in
from .session import Session


@dataclass(frozen=True)
class Example:
    """How somebody reviewed the text: the teacher, or a member who agreed to show it.

    ``by`` is empty for a member who shows it without a name; no id in here is a member's.
    """

    id: str
    by: str
    review: Review
    annotations: tuple[Annotation, ...]
    is_teachers: bool = False


@dataclass(frozen=True)
class PracticeDesk:
    """What a member has before them. ``examples``, the teacher's first, are there only once
    their own is done."""

    id: str
    group_id: str
    title: str
    text: str
    request: str
    rubric: Rubric | None
    own: PracticeReview
    examples: tuple[Example, ...] = ()
    may_show: bool = False


@dataclass(frozen=True)
class PracticeItem:
    """A practice text on a member's list; nothing of the teacher's review is in here."""

    id: str
    title: str
    request: str
    is_begun: bool
    is_done: bool


def my_practice(session: Session) -> list[PracticeItem]:
    """The texts on which the actor may practise, or has: of the classes where they learn."""
    return [
        PracticeItem(text.id, text.title, text.request, own.is_begun, own.is_done)
        for text in _texts(session)
        if (own := _own(session, text)).is_begun or text.is_open
    ]


def invitation(session: Session) -> PracticeItem | None:
    """The text to which a newcomer is invited before their first review, or None.

    A newcomer has handed in no review and finished no practice; "not now" ends it for this text.
    """
    if _reviews_given(session, session.actor_id):
        return None
    found = session.store.practice_reviews.where(member_id=session.actor_id)
    if any(one.is_done for one in found):
        return None
    put_off = {one.practice_id for one in found if one.not_now}
    offered = (one for one in my_practice(session) if one.id not in put_off)
    return next(offered, None)


def put_off_practice(session: Session, practice_id: str) -> None:
    """Not now: the actor is not invited to this text again. They find it below the drafts."""
    with session.store.transaction():
        own = _own(session, _text(session, practice_id))
        session.record(Did.PRACTICE_PUT_OFF, is_confidential=True)
        session.store.practice_reviews.put(replace(own, not_now=True))


def practice_desk(session: Session, practice_id: str) -> PracticeDesk:
    """A practice text and the actor's review of it; once that is done, the others' beside it."""
    text = _text(session, practice_id)
    own = _own(session, text)
    return PracticeDesk(
        id=text.id,
        group_id=text.group_id,
        title=text.title,
        text=text.text,
        request=text.request,
        rubric=text.rubric,
        own=own,
        examples=tuple(_examples(session, text)) if own.is_done else (),
        may_show=own.is_done and is_experienced(_reviews_given(session, session.actor_id)),
    )


def save_practice(session: Session, practice_id: str, filled: Filled) -> PracticeReview:
    """Keep what was written so far. Raises NotAllowed once it is done."""
    with session.store.transaction():
        text, own = _unfinished(session, practice_id)
        return session.store.practice_reviews.put(write_in(session, own, text.rubric, filled))


def add_practice_comment(session: Session, practice_id: str, comment: NewComment) -> Annotation:
    """Comment on a passage of a practice text."""
    with session.store.transaction():
        text, own = _unfinished(session, practice_id)
        changed, note = comment_in(session, own, text.text, comment)
        session.store.practice_reviews.put(changed)
        return note


def change_practice_comment(
    session: Session, practice_id: str, annotation_id: str, body: str
) -> None:
    """Reword a comment, as long as it is not done."""
    with session.store.transaction():
        _, own = _unfinished(session, practice_id)
        changed = with_reworded(session, own, annotation_id, body)
        session.store.practice_reviews.put(changed)


def remove_practice_comment(session: Session, practice_id: str, annotation_id: str) -> None:
    """Take a comment out again."""
    with session.store.transaction():
        _, own = _unfinished(session, practice_id)
        session.store.practice_reviews.put(without_comment(session, own, annotation_id))


def finish_practice(session: Session, practice_id: str) -> PracticeReview:
    """Say that one is done: the teacher's review is shown beside one's own. Raises InvalidInput."""
    with session.store.transaction():
        _, own = _unfinished(session, practice_id)
        check_complete(own.review, own.annotations)
        session.record(Did.PRACTICE_DONE, is_confidential=True)
        review = replace(own.review, submitted_at=session.clock.now())
        return session.store.practice_reviews.put(replace(own, review=review))


def practise_again(session: Session, practice_id: str) -> None:
    """Begin afresh: what was written before is gone, also for those to whom it was shown."""
    with session.store.transaction():
        own = _own(session, _text(session, practice_id))
        if not own.is_done:
            raise NotAllowed("You are still at it: change what you wrote as you like.")
        session.record(Did.PRACTICE_AGAIN, is_confidential=True)
        session.store.practice_reviews.remove(own.id)


def show_practice(session: Session, practice_id: str, showing: Showing) -> PracticeReview:
    """Let those who finished the same text see how one reviewed it, or take that back at any time.

    Raises NotAllowed for somebody who has not given three reviews yet.
    """
    with session.store.transaction():
        own = _own(session, _text(session, practice_id))
        given = _reviews_given(session, session.actor_id)
        if showing is not Showing.NOT and not (own.is_done and is_experienced(given)):
            raise NotAllowed(
                f"You can show yours when you have finished it and given "
                f"{REVIEWS_OF_THE_EXPERIENCED} reviews."
            )
        session.record(Did.PRACTICE_SHOWN, is_confidential=True)
        return session.store.practice_reviews.put(replace(own, shown=showing))


def _examples(session: Session, text: PracticeText) -> list[Example]:
    teacher = name_of(session, text.made_by_id)
    found = [_example(teacher, text.review, text.annotations, is_teachers=True)]
    for one in session.store.practice_reviews.where(practice_id=text.id):
        is_anothers = one.member_id != session.actor_id
        if is_anothers and one.is_done and one.shown is not Showing.NOT:
            by = name_of(session, one.member_id) if one.shown is Showing.NAMED else ""
            found.append(_example(by, one.review, one.annotations))
    return found


def _example(
    by: str, review: Review, annotations: Sequence[Annotation], *, is_teachers: bool = False
) -> Example:
    """Who wrote it is ``by``, if anybody, and in no id."""
    return Example(
        review.id,
        by,
        replace(review, reviewer_id=""),
        tuple(replace(one, author_id="") for one in annotations),
        is_teachers,
    )


def _texts(session: Session) -> list[PracticeText]:
    session.require_member()
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    return [
        text
        for place in places
        for text in session.store.practice_texts.where(group_id=place.group_id)
    ]


def _text(session: Session, practice_id: str) -> PracticeText:
    """A text that is open to the actor, or that they have begun on."""
    session.require_member()
    text = session.store.practice_texts.find(practice_id)
    place = session.store.memberships.find(f"{text.group_id}/{session.actor_id}") if text else None
    if text is None or place is None or place.role is not Role.STUDENT:
        raise NotFound("practice text")
    if not (text.is_open or _own(session, text).is_begun):
        raise NotFound("practice text")
    return text


def _own(session: Session, text: PracticeText) -> PracticeReview:
    found = session.store.practice_reviews.first(practice_id=text.id, member_id=session.actor_id)
    if found is not None:
        return found
    review = blank_review(session.fresh_id(), text.id, session.actor_id, session.clock.now())
    return PracticeReview(session.fresh_id(), text.id, session.actor_id, review)


def _unfinished(session: Session, practice_id: str) -> tuple[PracticeText, PracticeReview]:
    text = _text(session, practice_id)
    own = _own(session, text)
    if own.is_done:
        raise NotAllowed("You have finished this one. You can begin it afresh.")
    return text, own


def _reviews_given(session: Session, member_id: str) -> int:
    mine = session.store.reviews.where(reviewer_id=member_id)
    return sum(review.submitted_at is not None for review in mine)
