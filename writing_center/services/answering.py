"""What authors say about the reviews they received, and what their reviewers hear of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.answering import (
    CountedRating,
    Heard,
    Standing,
    chosen_reasons,
    count_rating,
    counts_anyway,
    first_given,
    first_rating,
    heard_from,
    how_received,
    left_out_sentence,
)
from ..domain.errors import InvalidInput, NotFound
from ..domain.people import Role
from ..domain.results import are_low, counting_reviews, levels_of
from ..domain.reviews import BackEvaluation, EarlierRating, Review
from ..domain.submissions import Submission, clean_note
from .assignments import rubric_of
from .names import name_of
from .reviews import record_on
from .self_review import answers_wait
from .session import Session

REQUESTS = "Requests outside assignments"


@dataclass(frozen=True)
class HeardIn:
    """What a reviewer hears about the reviews they gave in one class (or to requests outside).

    ``sentence`` is what the class's teacher reads too; ``heard`` is None while all of it could be
    one author's.
    """

    group_id: str
    place: str
    sentence: str
    heard: Heard | None


@dataclass(frozen=True)
class Received:
    """How the reviews of a student are received, as the student reads it themselves."""

    student: str
    sentence: str


@dataclass(frozen=True)
class LeftOutRating:
    """A rating that is left out, and the sentence that its author reads too."""

    author: str
    reviewer: str
    submission: Submission
    sentence: str


def rate_review(
    session: Session,
    review_id: str,
    helpfulness: int,
    why: str = "",
    *,
    reasons: Sequence[str] = (),
    thanks: str = "",
) -> BackEvaluation:
    """How helpful a review was to its author, from 1 (not yet) to 5 (very), why, and thanks.

    Answering again replaces the words and keeps the rating that was there before. Raises
    InvalidInput, NotFound for a review of somebody else's text.
    """
    _, submission = received_review(session, review_id)
    if not 1 <= helpfulness <= 5:
        raise InvalidInput("Please choose from 1 to 5.", "helpfulness")
    answer = BackEvaluation(
        review_id,
        session.actor_id,
        helpfulness,
        clean_note(why, "The reason", "why"),
        session.clock.now(),
        chosen_reasons(reasons),
        clean_note(thanks, "Thanks", "thanks"),
    )
    with session.store.transaction():
        before = session.store.back_evaluations.find(review_id)
        if before is None:
            record_on(session, Did.REVIEW_ANSWERED, submission, review_id)
            return session.store.back_evaluations.put(answer)
        return session.store.back_evaluations.put(replace(answer, earlier=_history(before)))


def what_authors_said(session: Session) -> list[HeardIn]:
    """What the actor hears about the reviews they gave, class by class."""
    answers = _answers_to(session, session.actor_id)
    return sorted(
        (_heard_in(session, group_id, given) for group_id, given in answers.items()),
        key=lambda one: one.place,
    )


def how_reviews_are_received(session: Session, group_id: str) -> list[Received]:
    """A sentence for each student of a class, by name, for its teacher: word for word what the
    student reads about themselves. Not a rank, nothing to sort by."""
    session.require_teacher_of(group_id)
    found = []
    for place in session.store.memberships.where(group_id=group_id, role=Role.STUDENT):
        given = _answers_to(session, place.member_id).get(group_id)
        sentence = "No review is in yet." if given is None else how_received(heard_from(given))
        found.append(Received(name_of(session, place.member_id), sentence))
    return sorted(found, key=lambda one: one.student.casefold())


def ratings_left_out(session: Session, assignment_id: str) -> list[LeftOutRating]:
    """The ratings of an assignment that are left out, and why, for its teachers."""
    assignment = session.store.assignments.find(assignment_id)
    if assignment is None:
        raise NotFound("assignment")
    session.require_teacher_of(assignment.group_id)
    return [
        LeftOutRating(
            name_of(session, rating.answer.author_id),
            name_of(session, review.reviewer_id),
            submission,
            left_out_sentence(rating),
        )
        for submission in session.store.submissions.where(assignment_id=assignment_id)
        for review, rating in _ratings_on(session, submission)
        if rating.left_out is not None
    ]


def own_ratings_left_out(session: Session, submission_id: str) -> dict[str, str]:
    """What is left out of the actor's own ratings of a submission's reviews, by review: the
    sentence that the teacher reads. Raises NotFound for a text of somebody else."""
    submission = session.store.submissions.find(submission_id)
    if submission is None or session.actor_id not in submission.author_ids:
        raise NotFound("feedback")
    return {
        review.id: left_out_sentence(rating)
        for review, rating in _ratings_on(session, submission)
        if rating.left_out is not None
    }


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
        or session.actor_id not in submission.author_ids
        or answers_wait(session, submission)
    ):
        raise NotFound("review")
    return review, submission


def _history(before: BackEvaluation) -> tuple[EarlierRating, ...]:
    """The ratings until now. The first one is kept in any case: it was given unseen."""
    last = before.earlier[-1].helpfulness if before.earlier else None
    if last == before.helpfulness:
        return before.earlier
    return (*before.earlier, EarlierRating(before.helpfulness, before.at))


def _answers_to(session: Session, reviewer_id: str) -> dict[str, list[CountedRating]]:
    """The answers to a member's reviews, by class; requests outside assignments are under ""."""
    answers: dict[str, list[CountedRating]] = {}
    for review in session.store.reviews.where(reviewer_id=reviewer_id):
        submission = session.store.submissions.find(review.submission_id)
        if submission is None or not counting_reviews(submission, [review]):
            continue
        assignment = session.store.assignments.find(submission.assignment_id or "")
        known = answers.setdefault(assignment.group_id if assignment else "", [])
        if (found := _counted(session, review)) is not None:
            known.append(found)
    return answers


def _heard_in(session: Session, group_id: str, given: Sequence[CountedRating]) -> HeardIn:
    group = session.store.groups.find(group_id) if group_id else None
    heard = heard_from(given)
    place = group.name if group else REQUESTS
    return HeardIn(group_id, place, how_received(heard), heard)


def _ratings_on(session: Session, submission: Submission) -> list[tuple[Review, CountedRating]]:
    found = session.store.reviews.where(submission_id=submission.id)
    return [
        (review, rating)
        for review in counting_reviews(submission, found)
        if (rating := _counted(session, review)) is not None
    ]


def _counted(session: Session, review: Review) -> CountedRating | None:
    """What counts of the author's answer to a review; None while there is none."""
    answer = session.store.back_evaluations.find(review.id)
    submission = session.store.submissions.find(review.submission_id)
    if answer is None or submission is None:
        return None
    if counts_anyway(answer):
        return count_rating(answer, Standing())
    beside = counting_reviews(
        submission, session.store.reviews.where(submission_id=review.submission_id)
    )
    answers = [session.store.back_evaluations.find(other.id) for other in beside]
    others = tuple(first_rating(one) for one in answers if one and one.id != review.id)
    standing = Standing(
        _gave_low_levels(session, submission, review, beside),
        _was_low_before(session, submission, review, answer),
        others,
    )
    return count_rating(answer, standing)


def _gave_low_levels(
    session: Session, submission: Submission, review: Review, beside: Sequence[Review]
) -> bool:
    rubric = rubric_of(session, submission.assignment_id, submission.round)
    if rubric is None:
        return False
    tops = {criterion.id: len(criterion.levels) for criterion in rubric.criteria}
    everybody = [levels_of(one, rubric) for one in beside]
    return are_low(levels_of(review, rubric), everybody, tops)


def _was_low_before(
    session: Session, submission: Submission, review: Review, answer: BackEvaluation
) -> bool:
    """Whether the author had seen low levels of this reader on an earlier draft of this text."""
    for draft in session.store.submissions.where(draft_id=submission.draft_id):
        if draft.number >= submission.number:
            continue
        reviews = counting_reviews(draft, session.store.reviews.where(submission_id=draft.id))
        for one in reviews:
            seen = session.store.back_evaluations.find(one.id)
            is_theirs = one.reviewer_id == review.reviewer_id
            was_seen = seen is not None and first_given(seen) < first_given(answer)
            if is_theirs and was_seen and _gave_low_levels(session, draft, one, reviews):
                return True
    return False
