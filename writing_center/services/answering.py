"""What authors say about the reviews they received: how helpful, and why."""

from ..domain.activity import Did
from ..domain.errors import InvalidInput, NotFound
from ..domain.reviews import BackEvaluation, Review
from ..domain.submissions import Submission, clean_note
from .reviews import record_on
from .session import Session


def rate_review(
    session: Session, review_id: str, helpfulness: int, why: str = ""
) -> BackEvaluation:
    """How helpful a review was to its author, from 1 (not yet) to 5 (very), and why."""
    _, submission = received_review(session, review_id)
    if not 1 <= helpfulness <= 5:
        raise InvalidInput("Please choose from 1 to 5.", "helpfulness")
    tidy = clean_note(why, "The reason", "why")
    with session.store.transaction():
        if session.store.back_evaluations.find(review_id) is None:
            record_on(session, Did.REVIEW_ANSWERED, submission, review_id)
        return session.store.back_evaluations.put(
            BackEvaluation(review_id, session.actor_id, helpfulness, tidy, session.clock.now())
        )


def is_rated(session: Session, review: Review) -> bool:
    """Whether the author has said how helpful a review was."""
    return session.store.back_evaluations.find(review.id) is not None


def received_review(session: Session, review_id: str) -> tuple[Review, Submission]:
    """A review that is in, on a text of the actor's own. Raises NotFound for any other."""
    review = session.store.reviews.find(review_id)
    submission = session.store.submissions.find(review.submission_id) if review else None
    if (
        review is None
        or submission is None
        or review.submitted_at is None
        or submission.author_id != session.actor_id
    ):
        raise NotFound("review")
    return review, submission
