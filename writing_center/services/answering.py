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
    heard_moments,
    how_received,
    kept_of,
    left_out_sentence,
    versions_of,
)
from ..domain.errors import InvalidInput, NotFound
from ..domain.people import Role
from ..domain.results import are_low, counting_reviews, levels_of
from ..domain.reviews import BackEvaluation, Review
from ..domain.submissions import Submission, clean_note
from .assignments import rubric_of
from .back_evaluations import answer_of, answers_to
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

    Each who wrote the text answers for themselves. Answering again replaces the words and keeps
    the first rating; the reviewer hears the change when somebody else has answered, too. Raises
    InvalidInput, NotFound for a review of somebody else's text.
    """
    review, submission = received_review(session, review_id)
    if not 1 <= helpfulness <= 5:
        raise InvalidInput("Please choose from 1 to 5.", "helpfulness")
    answer = BackEvaluation(
        session.fresh_id(),
        session.actor_id,
        helpfulness,
        clean_note(why, "The reason", "why"),
        session.clock.now(),
        chosen_reasons(reasons),
        clean_note(thanks, "Thanks", "thanks"),
        review_id=review_id,
    )
    with session.store.transaction():
        before = answer_of(session, review_id, session.actor_id)
        if before is None:
            record_on(session, Did.REVIEW_ANSWERED, submission, review_id)
            return session.store.back_evaluations.put(answer)
        return _put_in_place(session, review, before, answer)


def what_authors_said(session: Session) -> list[HeardIn]:
    """What the actor hears about the reviews they gave, class by class."""
    answers = _said_to(session, session.actor_id)
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
        given = _said_to(session, place.member_id).get(group_id)
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
        if rating.left_out is not None and rating.answer.author_id == session.actor_id
    }


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


def _put_in_place(
    session: Session, review: Review, before: BackEvaluation, answer: BackEvaluation
) -> BackEvaluation:
    """The answer in place of the one from before, whose id stays."""
    same = replace(answer, id=before.id, review_id=before.review_id, at=before.at)
    if same == replace(before, earlier=()):
        return before
    said = _said_to(session, review.reviewer_id)
    heard = {at for given in said.values() for at in heard_moments(given, before.id)}
    kept = kept_of(before, heard)
    return session.store.back_evaluations.put(replace(same, at=answer.at, earlier=kept))


def _said_to(session: Session, reviewer_id: str) -> dict[str, list[CountedRating]]:
    """All that was said to a member's reviews, by class; requests outside assignments are under
    ""."""
    said: dict[str, list[CountedRating]] = {}
    for review in session.store.reviews.where(reviewer_id=reviewer_id):
        submission = session.store.submissions.find(review.submission_id)
        if submission is None or not counting_reviews(submission, [review]):
            continue
        assignment = session.store.assignments.find(submission.assignment_id or "")
        known = said.setdefault(assignment.group_id if assignment else "", [])
        for answer in answers_to(session, review.id):
            known.extend(_counted(session, submission, review, versions_of(answer)))
    return said


def _heard_in(session: Session, group_id: str, given: Sequence[CountedRating]) -> HeardIn:
    group = session.store.groups.find(group_id) if group_id else None
    heard = heard_from(given)
    place = group.name if group else REQUESTS
    return HeardIn(group_id, place, how_received(heard), heard)


def _ratings_on(session: Session, submission: Submission) -> list[tuple[Review, CountedRating]]:
    """What counts today of every answer to the reviews of a submission."""
    found = session.store.reviews.where(submission_id=submission.id)
    return [
        (review, rating)
        for review in counting_reviews(submission, found)
        for answer in answers_to(session, review.id)
        for rating in _counted(session, submission, review, [answer])
    ]


def _counted(
    session: Session, submission: Submission, review: Review, versions: Sequence[BackEvaluation]
) -> list[CountedRating]:
    """What counts of an answer to a review, for each version of it."""
    is_plain = all(counts_anyway(one) for one in versions)
    standing = Standing() if is_plain else _standing(session, submission, review, versions[0])
    together = submission.author_ids
    return [replace(count_rating(one, standing), coauthor_ids=together) for one in versions]


def _standing(
    session: Session, submission: Submission, review: Review, answer: BackEvaluation
) -> Standing:
    found = session.store.reviews.where(submission_id=review.submission_id)
    beside = counting_reviews(submission, found)
    answers = [
        answer_of(session, other.id, answer.author_id) for other in beside if other.id != review.id
    ]
    return Standing(
        _gave_low_levels(session, submission, review, beside),
        _was_low_before(session, submission, review, answer),
        tuple(first_rating(one) for one in answers if one is not None),
    )


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
            seen = answer_of(session, one.id, answer.author_id)
            is_theirs = one.reviewer_id == review.reviewer_id
            was_seen = seen is not None and first_given(seen) < first_given(answer)
            if is_theirs and was_seen and _gave_low_levels(session, draft, one, reviews):
                return True
    return False
