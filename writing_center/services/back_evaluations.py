"""Who said what to a review: each of those who wrote the text answers for themselves.

Stores from before had one answer a review, whose id is the review's; it is read as the answer of
whoever gave it.
"""

from ..domain.reviews import BackEvaluation, Review
from .session import Session


def answers_to(session: Session, review_id: str) -> list[BackEvaluation]:
    """Every writer's answer to a review, as they came. A part of other verbs, which have asked
    who may read them."""
    old = session.store.back_evaluations.find(review_id)
    found = session.store.back_evaluations.where(review_id=review_id)
    return [*([old] if old else []), *found]


def answer_of(session: Session, review_id: str, member_id: str) -> BackEvaluation | None:
    """One writer's answer to a review; None while there is none."""
    found = answers_to(session, review_id)
    return next((one for one in found if one.author_id == member_id), None)


def is_rated(session: Session, review: Review) -> bool:
    """Whether the actor has said how helpful a review of their text was."""
    return answer_of(session, review.id, session.actor_id) is not None
