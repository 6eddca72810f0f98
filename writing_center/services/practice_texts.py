"""Practice texts: a teacher's sample draft, with the teacher's own review of it."""

from dataclasses import replace

from ..domain.activity import Did
from ..domain.annotations import Annotation
from ..domain.errors import NotAllowed, NotFound
from ..domain.practice import PracticeForm, PracticeText, blank_review
from ..domain.review_forms import Filled, check_complete
from ..domain.rubrics import Rubric
from .assignments import rubric_of
from .private_reviews import NewComment, comment_in, without_comment, write_in
from .session import Session


def make_practice(
    session: Session, group_id: str, form: PracticeForm, assignment_id: str = ""
) -> PracticeText:
    """A practice text for a class, closed at first. Its teachers only.

    With ``assignment_id`` it is read with a copy of that assignment's criteria. Raises
    InvalidInput or NotFound.
    """
    session.require_teacher_of(group_id)
    checked = form.checked()
    with session.store.transaction():
        id, now = session.fresh_id(), session.clock.now()
        return session.store.practice_texts.put(
            PracticeText(
                id=id,
                group_id=group_id,
                title=checked.title,
                text=checked.text,
                request=checked.request,
                rubric=_criteria(session, group_id, assignment_id),
                made_by_id=session.actor_id,
                made_at=now,
                review=blank_review(session.fresh_id(), id, session.actor_id, now),
            )
        )


def change_practice(session: Session, practice_id: str, form: PracticeForm) -> PracticeText:
    """Change the words of a practice text that is closed, and that nobody has commented on.

    Its class's teachers only. Raises InvalidInput, NotAllowed.
    """
    checked = form.checked()
    with session.store.transaction():
        practice = _closed(session, practice_id)
        is_new_text = checked.text != practice.text
        if is_new_text and (practice.annotations or _is_used(session, practice)):
            raise NotAllowed(
                "Comments stand on this text already, yours or your students’: its words stay. "
                "Make another practice text instead."
            )
        return session.store.practice_texts.put(replace(practice, **vars(checked)))


def practice_texts_of(session: Session, group_id: str) -> list[PracticeText]:
    """The practice texts of a class, oldest first, for its teachers."""
    session.require_teacher_of(group_id)
    found = session.store.practice_texts.where(group_id=group_id)
    return [practice for practice in found if not practice.is_removed]


def practice_text(session: Session, practice_id: str) -> PracticeText:
    """A practice text with the teacher's review of it, for its class's teachers."""
    practice = session.store.practice_texts.find(practice_id)
    if practice is None or practice.is_removed:
        raise NotFound("practice text")
    session.require_teacher_of(practice.group_id)
    return practice


def save_sample_review(session: Session, practice_id: str, filled: Filled) -> PracticeText:
    """Keep what the teacher wrote about a practice text that is closed."""
    with session.store.transaction():
        practice = _closed(session, practice_id)
        return session.store.practice_texts.put(
            write_in(session, practice, practice.rubric, filled)
        )


def add_sample_comment(session: Session, practice_id: str, comment: NewComment) -> Annotation:
    """A teacher's comment on a passage of a practice text that is closed."""
    with session.store.transaction():
        practice = _closed(session, practice_id)
        changed, note = comment_in(session, practice, practice.text, comment)
        session.store.practice_texts.put(changed)
        return note


def remove_sample_comment(session: Session, practice_id: str, annotation_id: str) -> None:
    """Take one of the teacher's comments out of a practice text that is closed."""
    with session.store.transaction():
        practice = _closed(session, practice_id)
        session.store.practice_texts.put(without_comment(session, practice, annotation_id))


def open_practice(session: Session, practice_id: str) -> PracticeText:
    """Let the class practise on a text. Raises InvalidInput while the teacher's review is empty."""
    with session.store.transaction():
        practice = practice_text(session, practice_id)
        check_complete(practice.review, practice.annotations)
        now = session.clock.now()
        review = replace(practice.review, submitted_at=practice.review.submitted_at or now)
        session.record(Did.PRACTICE_OPENED, group_id=practice.group_id)
        return session.store.practice_texts.put(replace(practice, review=review, is_open=True))


def close_practice(session: Session, practice_id: str) -> PracticeText:
    """Take a text out of practice, to change it or for good. What students wrote stays theirs."""
    with session.store.transaction():
        practice = practice_text(session, practice_id)
        session.record(Did.PRACTICE_CLOSED, group_id=practice.group_id)
        return session.store.practice_texts.put(replace(practice, is_open=False))


def remove_practice(session: Session, practice_id: str) -> None:
    """Take a closed practice text out of the class. Who has begun on it keeps it, beside what they
    wrote; whether anybody has shows nowhere."""
    with session.store.transaction():
        practice = _closed(session, practice_id)
        session.record(Did.PRACTICE_REMOVED, group_id=practice.group_id)
        if _is_used(session, practice):
            session.store.practice_texts.put(replace(practice, is_removed=True))
        else:
            session.store.practice_texts.remove(practice_id)


def _closed(session: Session, practice_id: str) -> PracticeText:
    practice = practice_text(session, practice_id)
    if practice.is_open:
        raise NotAllowed("Your class is practising on this text. Close it first, then change it.")
    return practice


def _is_used(session: Session, practice: PracticeText) -> bool:
    found = session.store.practice_reviews.where(practice_id=practice.id)
    return any(one.is_begun for one in found)


def _criteria(session: Session, group_id: str, assignment_id: str) -> Rubric | None:
    if not assignment_id:
        return None
    assignment = session.store.assignments.find(assignment_id)
    if assignment is None or assignment.group_id != group_id:
        raise NotFound("assignment")
    return rubric_of(session, assignment.id)
