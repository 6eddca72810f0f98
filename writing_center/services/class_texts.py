"""What a class handed in, with what its readers said: for its teachers, who may join in."""

from dataclasses import dataclass

from ..domain.errors import NotFound
from ..domain.reviews import Comment, Decision, Review
from ..domain.submissions import Submission
from .assignments import find_assignment
from .feedback import comments_in
from .names import author_name, reviewer_name
from .reviews import assignment_of
from .session import Session


@dataclass(frozen=True)
class ClassAnswer:
    """One review that is in, as a teacher reads it."""

    review: Review
    reviewer: str
    comments: tuple[Comment, ...]
    decisions: dict[str, Decision]


@dataclass(frozen=True)
class ClassText:
    """A submission to an assignment, with the answers to it and how much was said below them."""

    submission: Submission
    author: str
    answers: tuple[ClassAnswer, ...]
    replies: int


def class_texts(session: Session, assignment_id: str) -> list[ClassText]:
    """What was handed in for an assignment, the newest first.

    For the class's teachers. Raises NotAllowed or NotFound.
    """
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    found = session.store.submissions.where(assignment_id=assignment_id)
    newest_first = sorted(found, key=lambda one: one.submitted_at, reverse=True)
    return [_text(session, submission) for submission in newest_first]


def class_text(session: Session, submission_id: str) -> ClassText:
    """One of them. Raises NotFound for a text outside assignments, NotAllowed to others."""
    session.require_teacher()
    submission = session.store.submissions.find(submission_id)
    assignment = assignment_of(session, submission) if submission else None
    if submission is None or assignment is None:
        raise NotFound("text")
    session.require_teacher_of(assignment.group_id)
    return _text(session, submission)


def _text(session: Session, submission: Submission) -> ClassText:
    reviews = [
        review
        for review in session.store.reviews.where(submission_id=submission.id)
        if review.submitted_at is not None
    ]
    return ClassText(
        submission,
        author_name(session, submission),
        tuple(_answer(session, submission, review) for review in reviews),
        session.store.replies.count(submission_id=submission.id),
    )


def _answer(session: Session, submission: Submission, review: Review) -> ClassAnswer:
    return ClassAnswer(
        review,
        reviewer_name(session, review),
        tuple(comments_in(session, submission, review)),
        {one.id: one for one in session.store.decisions.where(review_id=review.id)},
    )
