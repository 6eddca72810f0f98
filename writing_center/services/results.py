"""Results, where levels are used: for the author, for the teacher, as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..analytics.consensus import GivenLevel, consensus_levels
from ..domain.activity import Did
from ..domain.assignments import Assignment
from ..domain.errors import NotFound
from ..domain.people import Group
from ..domain.results import (
    CriterionResult,
    Override,
    checked_override,
    counting_reviews,
    levels_of,
    nearest_word,
    results_for,
    rounded,
    weighted_total,
)
from ..domain.reviews import Review
from ..domain.rubrics import Rubric
from ..domain.submissions import Submission
from ..reports.csv import Cell, render_csv
from ..reports.file_names import safe_name
from .assignments import rubric_of
from .back_evaluations import is_rated
from .names import name_of
from .self_review import answers_wait
from .session import Session

COLUMNS = (
    "Student",
    "Title",
    "Draft",
    "Criterion",
    "Median",
    "Readers",
    "Lowest",
    "Highest",
    "Teacher’s level",
    "Reason",
    "Consensus",
    "Median, exact (the lowest level is 1)",
    "Consensus, exact (the lowest level is 1)",
)
POINTS_COLUMNS = (
    "Points",
    "Points possible",
    "Weight",
    "All points of the draft, weighted",
    "All points possible, weighted",
)
"""Only where the assignment uses points."""
Consensus = Mapping[str, Mapping[str, float]]
"""By submission and criterion, counted from 1."""


@dataclass(frozen=True)
class SubmissionResults:
    """What one submission got, by criterion with levels.

    ``readers`` gave levels that are counted here; ``hidden`` gave some that its author does not
    see yet, because they have not said how helpful those reviews were. ``total`` is points
    reached and possible, None where the teacher asked for none.
    """

    submission: Submission
    author: str
    results: tuple[CriterionResult, ...]
    readers: int
    hidden: int = 0

    @property
    def total(self) -> tuple[float, float] | None:
        """Points reached and possible."""
        return weighted_total(self.results)

    @property
    def has_any(self) -> bool:
        """Whether there is a level to speak of."""
        return any(one.levels or one.history for one in self.results)


@dataclass(frozen=True)
class ClassResults:
    """The results of an assignment: its submissions that have any, by the authors' names."""

    assignment: Assignment
    group: Group
    rows: tuple[SubmissionResults, ...]

    def of_criterion(self, criterion_id: str) -> list[CriterionResult]:
        """Every submission's result for one criterion."""
        return [one for row in self.rows for one in row.results if one.criterion.id == criterion_id]


def class_results(session: Session, assignment_id: str) -> ClassResults:
    """The results of an assignment, for its teachers. Raises NotAllowed, NotFound."""
    assignment, group = _taught(session, assignment_id)
    submissions = session.store.submissions.where(assignment_id=assignment_id)
    reviews = {one.id: _reviews(session, one) for one in submissions}
    consensus = _consensus(session, assignment, submissions, reviews)
    rows = [_whole(session, one, reviews[one.id], consensus) for one in submissions]
    inorder = sorted(rows, key=lambda row: (row.author.casefold(), row.submission.submitted_at))
    return ClassResults(assignment, group, tuple(row for row in inorder if row.has_any))


def submission_results(session: Session, submission_id: str) -> SubmissionResults:
    """What one submission got, for the teachers of its assignment."""
    submission, assignment = _taught_submission(session, submission_id)
    return _whole(
        session,
        submission,
        _reviews(session, submission),
        _consensus_of(session, assignment),
    )


def own_results(session: Session, submission_id: str) -> SubmissionResults:
    """What one of the actor's own submissions got, as far as they may see it.

    Of the reviews that they have called helpful or not; the consensus and what a teacher set come
    when they have answered all. Raises NotFound for anybody else's.
    """
    submission = session.store.submissions.find(submission_id)
    if submission is None or session.actor_id not in submission.author_ids:
        raise NotFound("feedback")
    rubric = rubric_of(session, submission.assignment_id, submission.round)
    if answers_wait(session, submission):
        return _results(session, submission, rubric, [], (), {}, 0)
    counting = _reviews(session, submission)
    leveled = [one for one in counting if rubric and levels_of(one, rubric)]
    shown = [one for one in leveled if is_rated(session, one)]
    hidden = len(leveled) - len(shown)
    if hidden:
        return _results(session, submission, rubric, shown, (), {}, hidden)
    assignment = session.store.assignments.find(submission.assignment_id or "")
    consensus = _consensus_of(session, assignment) if assignment and shown else {}
    return _whole(session, submission, shown, consensus)


def asks_for_levels(session: Session, assignment: Assignment) -> bool:
    """Whether any round of an assignment is read with levels."""
    rubrics = (rubric_of(session, assignment.id, round) for round in (1, 2))
    return any(rubric is not None and rubric.has_levels for rubric in rubrics)


def override_level(
    session: Session, submission_id: str, criterion_id: str, level: int | None, reason: str
) -> Override:
    """Set a level (from 0) in place of the readers' median, or give it back to them (None).

    The author reads it with the reason and the teacher's name. Every one is kept. Teachers of the
    assignment's class only. Raises InvalidInput without a reason.
    """
    submission, assignment = _taught_submission(session, submission_id)
    rubric = rubric_of(session, assignment.id, submission.round)
    criteria = {one.id: one for one in rubric.criteria if one.levels} if rubric else {}
    if criterion_id not in criteria:
        raise NotFound("criterion")
    tidy = checked_override(criteria[criterion_id], level, reason)
    with session.store.transaction():
        session.record(
            Did.LEVEL_OVERRIDDEN,
            group_id=assignment.group_id,
            assignment_id=assignment.id,
            submission_id=submission_id,
            other_id=submission.author_id,
        )
        return session.store.overrides.put(
            Override(
                session.fresh_id(),
                submission_id,
                criterion_id,
                level,
                tidy,
                session.actor_id,
                session.clock.now(),
            )
        )


def results_csv(session: Session, assignment_id: str) -> bytes:
    """The results of an assignment as a CSV file, for its teachers: a row for each submission
    and criterion, by the students' names. With points where the assignment uses them."""
    found = class_results(session, assignment_id)
    has_points = any(one.criterion.points for row in found.rows for one in row.results)
    lines = (
        [*line, *(_points(row, one) if has_points else ())]
        for row in found.rows
        for one, line in zip(row.results, _lines(row), strict=True)
    )
    return render_csv([*COLUMNS, *(POINTS_COLUMNS if has_points else ())], lines)


def results_file(assignment: Assignment) -> str:
    """What the file of an assignment's results is called, on any file system."""
    return f"{safe_name(f'Results - {assignment.title}')}.csv"


def _points(row: SubmissionResults, one: CriterionResult) -> Sequence[Cell]:
    if not one.criterion.points:
        return ("", "", "", *(row.total or ("", "")))
    possible = one.criterion.points[-1]
    return (one.points, possible, one.criterion.weight, *(row.total or ("", "")))


def _lines(row: SubmissionResults) -> Iterable[Sequence[Cell]]:
    for one in row.results:
        override, words = one.override, one.criterion.levels
        yield (
            row.author,
            row.submission.title,
            row.submission.number,
            one.criterion.name,
            words[rounded(one.median) - 1] if one.levels else "",
            one.count,
            one.lowest,
            one.highest,
            words[override.level] if override and override.level is not None else "",
            override.reason if override else "",
            nearest_word(one.criterion, one.consensus),
            one.median,
            round(one.consensus, 2) if one.consensus is not None else None,
        )


def _taught(session: Session, assignment_id: str) -> tuple[Assignment, Group]:
    assignment = session.store.assignments.find(assignment_id)
    if assignment is None:
        raise NotFound("assignment")
    return assignment, session.require_teacher_of(assignment.group_id)


def _taught_submission(session: Session, submission_id: str) -> tuple[Submission, Assignment]:
    """A submission to an assignment of a class that the actor teaches. A request outside
    assignments is not known of."""
    submission = session.store.submissions.find(submission_id)
    if submission is None or submission.assignment_id is None:
        raise NotFound("text")
    assignment, _ = _taught(session, submission.assignment_id)
    return submission, assignment


def _reviews(session: Session, submission: Submission) -> list[Review]:
    found = session.store.reviews.where(submission_id=submission.id)
    return counting_reviews(submission, found)


def _whole(
    session: Session, submission: Submission, reviews: Sequence[Review], consensus: Consensus
) -> SubmissionResults:
    rubric = rubric_of(session, submission.assignment_id, submission.round)
    overrides = session.store.overrides.where(submission_id=submission.id)
    return _results(session, submission, rubric, reviews, overrides, consensus, 0)


def _results(
    session: Session,
    submission: Submission,
    rubric: Rubric | None,
    reviews: Sequence[Review],
    overrides: Sequence[Override],
    consensus: Consensus,
    hidden: int,
) -> SubmissionResults:
    mine = consensus.get(submission.id)
    return SubmissionResults(
        submission,
        " and ".join(name_of(session, id) for id in submission.author_ids),
        results_for(rubric, reviews, overrides, mine) if rubric else (),
        sum(bool(rubric and levels_of(review, rubric)) for review in reviews),
        hidden,
    )


def _consensus_of(session: Session, assignment: Assignment) -> Consensus:
    if not assignment.weighs_readers:
        return {}
    submissions = session.store.submissions.where(assignment_id=assignment.id)
    reviews = {one.id: _reviews(session, one) for one in submissions}
    return _consensus(session, assignment, submissions, reviews)


def _consensus(
    session: Session,
    assignment: Assignment,
    submissions: Sequence[Submission],
    reviews: Mapping[str, Sequence[Review]],
) -> Consensus:
    """The consensus over everything that was read for the assignment; nothing where the teacher
    wants none."""
    if not assignment.weighs_readers:
        return {}
    given: list[GivenLevel] = []
    for submission in submissions:
        rubric = rubric_of(session, assignment.id, submission.round)
        if rubric is not None:
            given.extend(_given_levels(rubric, submission.id, reviews[submission.id]))
    found: dict[str, dict[str, float]] = {}
    for (submission_id, criterion_id), value in consensus_levels(given).items():
        found.setdefault(submission_id, {})[criterion_id] = value
    return found


def _given_levels(
    rubric: Rubric, submission_id: str, reviews: Iterable[Review]
) -> Iterable[GivenLevel]:
    tops = {criterion.id: len(criterion.levels) - 1 for criterion in rubric.criteria}
    for review in reviews:
        for id, level in levels_of(review, rubric).items():
            yield GivenLevel(submission_id, id, review.reviewer_id, level, tops[id])
