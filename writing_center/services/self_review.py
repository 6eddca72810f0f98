"""A writer reviews their own submission before the readers' reviews of it are shown.

Where the assignment asks for it (``Assignment.self_review``). One line is enough, and when the
revision of the round begins the answers are shown to everybody: feedback is never lost over it.
It is the writer's alone, and counted nowhere.
"""

from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.annotations import Annotation
from ..domain.assignments import Assignment
from ..domain.errors import NotAllowed, NotFound
from ..domain.practice import blank_review
from ..domain.review_forms import Filled, check_something_said
from ..domain.reviews import latest_only
from ..domain.rubrics import Rubric
from ..domain.self_review import SelfReview, is_asked_for
from ..domain.submissions import Submission
from .assignments import rubric_of
from .coauthors import own_texts
from .private_reviews import NewComment, comment_in, with_reworded, without_comment, write_in
from .session import Session


@dataclass(frozen=True)
class SelfReviewDesk:
    """A submission of the actor's own, and what they say about it."""

    submission: Submission
    assignment: Assignment
    rubric: Rubric | None
    own: SelfReview
    answers_wait: bool


def self_review_desk(session: Session, submission_id: str) -> SelfReviewDesk:
    """The desk at which the actor reviews their own submission; nothing is kept yet.

    Raises NotFound for anybody else's, NotAllowed where the assignment asks for none.
    """
    submission, assignment = _asked(session, submission_id)
    return SelfReviewDesk(
        submission,
        assignment,
        rubric_of(session, assignment.id, submission.round),
        _own(session, submission),
        answers_wait(session, submission),
    )


def save_self_review(session: Session, submission_id: str, filled: Filled) -> SelfReview:
    """Keep what was written so far. Raises NotAllowed once it is in."""
    with session.store.transaction():
        submission, own = _unfinished(session, submission_id)
        rubric = rubric_of(session, submission.assignment_id, submission.round)
        return session.store.self_reviews.put(write_in(session, own, rubric, filled))


def add_self_comment(session: Session, submission_id: str, comment: NewComment) -> Annotation:
    """A comment on a passage of one's own."""
    with session.store.transaction():
        submission, own = _unfinished(session, submission_id)
        changed, note = comment_in(session, own, submission.text, comment)
        session.store.self_reviews.put(changed)
        return note


def change_self_comment(
    session: Session, submission_id: str, annotation_id: str, body: str
) -> None:
    """Reword a comment of one's own, as long as it is not done."""
    with session.store.transaction():
        _, own = _unfinished(session, submission_id)
        changed = with_reworded(session, own, annotation_id, body)
        session.store.self_reviews.put(changed)


def remove_self_comment(session: Session, submission_id: str, annotation_id: str) -> None:
    """Take such a comment out again."""
    with session.store.transaction():
        _, own = _unfinished(session, submission_id)
        session.store.self_reviews.put(without_comment(session, own, annotation_id))


def finish_self_review(session: Session, submission_id: str) -> SelfReview:
    """Say that it is done: from now on the readers' answers are shown. A line is enough."""
    with session.store.transaction():
        _, own = _unfinished(session, submission_id)
        check_something_said(own.review, own.annotations)
        session.record(Did.SELF_REVIEWED, is_confidential=True)
        review = replace(own.review, submitted_at=session.clock.now())
        return session.store.self_reviews.put(replace(own, review=review))


def own_self_review(session: Session, submission_id: str) -> SelfReview | None:
    """The actor's review of their own submission, once it is in; None without one."""
    found = session.store.self_reviews.first(
        submission_id=submission_id, author_id=session.actor_id
    )
    return found if found is not None and found.is_done else None


def answers_wait(session: Session, submission: Submission) -> bool:
    """Whether the readers' answers are kept from the actor, one of the submission's writers,
    until their own review is in. A part of every verb that shows answers to writers."""
    if session.actor_id not in submission.author_ids or submission.assignment_id is None:
        return False
    assignment = session.store.assignments.find(submission.assignment_id)
    return (
        assignment is not None
        and is_asked_for(assignment, submission, session.clock.now())
        and own_self_review(session, submission.id) is None
    )


def self_reviews_due(session: Session) -> list[Submission]:
    """The newest submissions of the actor's drafts that they have not reviewed themselves yet, and
    whose answers wait for that."""
    session.require_member()
    return [one for one in latest_only(own_texts(session)) if answers_wait(session, one)]


def _asked(session: Session, submission_id: str) -> tuple[Submission, Assignment]:
    session.require_member()
    submission = session.store.submissions.find(submission_id)
    if submission is None or session.actor_id not in submission.author_ids:
        raise NotFound("text")
    assignment = session.store.assignments.find(submission.assignment_id or "")
    if assignment is None or not assignment.self_review:
        raise NotAllowed("This text is not asked for a review of one’s own.")
    return submission, assignment


def _own(session: Session, submission: Submission) -> SelfReview:
    found = session.store.self_reviews.first(
        submission_id=submission.id, author_id=session.actor_id
    )
    if found is not None:
        return found
    review = blank_review(session.fresh_id(), submission.id, session.actor_id, session.clock.now())
    return SelfReview(session.fresh_id(), submission.id, session.actor_id, review)


def _unfinished(session: Session, submission_id: str) -> tuple[Submission, SelfReview]:
    submission, _ = _asked(session, submission_id)
    own = _own(session, submission)
    if own.is_done:
        raise NotAllowed("Your own review is in; it stays as you saw your text then.")
    return submission, own
