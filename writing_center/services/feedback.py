"""Reading the answers to one's drafts, and deciding what to make of them."""

from dataclasses import dataclass

from ..domain.activity import Did
from ..domain.errors import NotAllowed, NotFound
from ..domain.plans import check_reason
from ..domain.reviews import (
    BackEvaluation,
    Choice,
    Comment,
    Decision,
    Review,
    comments_of,
    without_levels,
)
from ..domain.rubrics import Rubric
from ..domain.submissions import Submission, clean_note
from . import taken_edits
from .answering import received_review
from .assignments import rubric_of
from .back_evaluations import answer_of
from .names import author_name, reviewer_name
from .reviews import record_on
from .self_review import answers_wait
from .session import Session
from .submissions import find_submission


@dataclass(frozen=True)
class Answer:
    """One review as its author reads it, with what they made of it so far.

    ``levels`` pairs criteria with level words. They are there only once the author has said how
    helpful the review was; ``has_levels`` tells that some wait.
    """

    review: Review
    reviewer: str
    comments: tuple[Comment, ...]
    decisions: dict[str, Decision]
    back_evaluation: BackEvaluation | None
    levels: tuple[tuple[str, str], ...] = ()
    has_levels: bool = False


@dataclass(frozen=True)
class Feedback:
    """All answers to one submission. None are shown while ``answers_wait`` for the writer's own
    review."""

    submission: Submission
    answers: tuple[Answer, ...]
    answers_wait: bool = False

    @property
    def undecided(self) -> int:
        """How many comments the author has not decided on. What worked waits for nothing."""
        return sum(
            comment.id not in answer.decisions and not comment.is_praise
            for answer in self.answers
            for comment in answer.comments
        )


@dataclass(frozen=True)
class GivenReview:
    """A review that the actor gave (or another reader of the same text), and what its author
    decided: what a reviewer learns from. ``author`` and ``reviewer`` are what the actor may call
    them; ``levels`` pairs criteria with the words that the actor chose (never another's)."""

    submission: Submission
    author: str
    reviewer: str
    review: Review
    comments: tuple[Comment, ...]
    decisions: dict[str, Decision]
    levels: tuple[tuple[str, str], ...] = ()


def feedback_on(session: Session, submission_id: str) -> Feedback:
    """The answers to one of the actor's own submissions (or one they wrote with others).

    Raises NotFound for anybody else's.
    """
    submission = find_submission(session, submission_id)
    if session.actor_id not in submission.author_ids:
        raise NotFound("feedback")
    if answers_wait(session, submission):
        return Feedback(submission, (), answers_wait=True)
    found = session.store.reviews.where(submission_id=submission_id)
    done = sorted(
        (review for review in found if review.submitted_at is not None),
        key=lambda review: review.submitted_at or review.saved_at,
    )
    return Feedback(submission, tuple(_answer(session, submission, review) for review in done))


def decide(
    session: Session,
    review_id: str,
    comment_id: str,
    choice: Choice,
    reason: str = "",
    *,
    keeps_reason: bool = False,
) -> Decision:
    """What the author makes of one comment; deciding again replaces it.

    A reason belongs to what was decided: where another choice comes with the very words that
    stood there, nobody has thought of them, and they are cleared, unless it is said that the
    writer had them before their eyes (``keeps_reason``; never the reason of a no).
    Raises InvalidInput when a comment is declined without a reason, NotFound when it is not a
    comment on the actor's own text.
    """
    review, submission = received_review(session, review_id)
    if all(comment.id != comment_id for comment in comments_in(session, submission, review)):
        raise NotFound("comment")
    tidy = clean_note(reason, "The reason", "reason")
    with session.store.transaction():
        known = session.store.decisions.find(comment_id)
        if known is not None and _is_left_over(known, choice, tidy, keeps_reason):
            tidy = ""
        check_reason(choice, tidy)
        if known is None:
            record_on(session, Did.COMMENT_DECIDED, submission, review_id)
        return session.store.decisions.put(
            Decision(
                comment_id,
                review_id,
                submission.id,
                session.actor_id,
                choice,
                tidy,
                session.clock.now(),
            )
        )


def take_back_decision(session: Session, review_id: str, comment_id: str) -> None:
    """Leave a comment undecided again. Raises NotFound when it is not one on the actor's own
    text; nothing happens where nothing was decided."""
    with session.store.transaction():
        _, submission = received_review(session, review_id)
        known = session.store.decisions.find(comment_id)
        if known is None or known.review_id != review_id:
            return
        record_on(session, Did.DECISION_TAKEN_BACK, submission, review_id)
        session.store.decisions.remove(comment_id)


def reviews_given(session: Session) -> list[GivenReview]:
    """The reviews that the actor handed in, newest first, with what became of them."""
    mine = session.store.reviews.where(reviewer_id=session.actor_id)
    done = sorted(
        (review for review in mine if review.submitted_at is not None),
        key=lambda review: review.submitted_at or review.saved_at,
        reverse=True,
    )
    return [given for review in done if (given := _given(session, review)) is not None]


def review_given(session: Session, review_id: str) -> GivenReview:
    """One review that the actor handed in, with what became of it.

    Raises NotFound for anybody else's, NotAllowed for one that is not handed in yet.
    """
    session.require_member()
    review = session.store.reviews.find(review_id)
    if review is None or review.reviewer_id != session.actor_id:
        raise NotFound("review")
    if review.submitted_at is None:
        raise NotAllowed("This review is not handed in yet.")
    given = _given(session, review)
    if given is None:
        raise NotFound("review")
    return given


def reviews_of_others(session: Session, submission_id: str) -> list[GivenReview]:
    """Others' reviews of a submission, once one's own is in. Raises NotAllowed before."""
    own = session.store.reviews.first(submission_id=submission_id, reviewer_id=session.actor_id)
    if own is None or own.submitted_at is None:
        raise NotAllowed("You can read the others’ reviews when your own is in.")
    others = session.store.reviews.where(submission_id=submission_id)
    return [
        given
        for review in others
        if review.submitted_at is not None
        and review.reviewer_id != session.actor_id
        and (given := _given(session, review)) is not None
    ]


def _is_left_over(known: Decision, choice: Choice, reason: str, keeps_reason: bool) -> bool:
    if choice is known.choice or reason != known.reason:
        return False
    return known.choice is Choice.DECLINED or not keeps_reason


def _given(session: Session, review: Review) -> GivenReview | None:
    submission = session.store.submissions.find(review.submission_id)
    if submission is None:
        return None
    return GivenReview(
        submission,
        author_name(session, submission),
        reviewer_name(session, review),
        review,
        tuple(comments_in(session, submission, review)),
        _decisions(session, review.id),
        _levels(rubric_of(session, submission.assignment_id, submission.round), review)
        if review.reviewer_id == session.actor_id
        else (),
    )


def _answer(session: Session, submission: Submission, review: Review) -> Answer:
    rated = answer_of(session, review.id, session.actor_id)
    levels = _levels(rubric_of(session, submission.assignment_id, submission.round), review)
    return Answer(
        review if rated else without_levels(review),
        reviewer_name(session, review),
        tuple(comments_in(session, submission, review)),
        taken_edits.holding(session, submission.draft_id, _decisions(session, review.id)),
        rated,
        levels if rated else (),
        bool(levels),
    )


def _levels(rubric: Rubric | None, review: Review) -> tuple[tuple[str, str], ...]:
    given = {reading.criterion_id: reading.level for reading in review.readings}
    return tuple(
        (criterion.name, criterion.levels[level])
        for criterion in (rubric.criteria if rubric else ())
        if (level := given.get(criterion.id)) is not None and level < len(criterion.levels)
    )


def comments_in(session: Session, submission: Submission, review: Review) -> list[Comment]:
    """Everything that a review says. A part of other verbs, which have asked who may read it."""
    notes = session.store.annotations.where(review_id=review.id)
    rubric = rubric_of(session, submission.assignment_id, submission.round)
    return comments_of(review, notes, rubric)


def _decisions(session: Session, review_id: str) -> dict[str, Decision]:
    return {d.id: d for d in session.store.decisions.where(review_id=review_id)}
