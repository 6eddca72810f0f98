"""From what the center keeps about a submission to what a report says about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from ..domain.annotations import Annotation, words_seen
from ..domain.answering import REASON_WORDS, Reason
from ..domain.plans import MemoLine, RevisionMemo
from ..domain.results import CriterionResult, Override, counting_reviews, results_for
from ..domain.reviews import BackEvaluation, Decision, Review
from ..domain.rubrics import Criterion, Rubric
from ..domain.shown_lines import shown_words
from ..domain.submissions import Submission, count_words
from .fates import IN_A_REPORT, NextDraft
from .model import (
    Helpfulness,
    LevelLine,
    MadeOfIt,
    PassageRemark,
    Reading,
    Remark,
    ReportedReview,
    ReportedSubmission,
    ToldLine,
)

LONGEST_QUOTE = 2_000


@dataclass(frozen=True)
class ReviewParts:
    """A submitted review with what belongs to it; ``decisions`` are by the comment's id."""

    review: Review
    reviewer: str
    annotations: Sequence[Annotation]
    decisions: Mapping[str, Decision]
    back_evaluation: BackEvaluation | None


@dataclass(frozen=True)
class SubmissionParts:
    """A submission with its submitted reviews, and the next submission of its draft.

    ``entry_titles`` maps the guide's entries that comments point at to their titles;
    ``overrides`` are the levels that teachers set, and ``teachers`` their names by id; ``memo`` is
    what the author said they did with the comments on earlier drafts; ``own`` is how they saw it
    themselves, in a report that is for nobody else.
    """

    submission: Submission
    assignment: str
    rubric: Rubric | None
    reviews: Sequence[ReviewParts]
    entry_titles: Mapping[str, str]
    following: Submission | None = None
    overrides: Sequence[Override] = ()
    teachers: Mapping[str, str] = field(default_factory=dict)
    memo: RevisionMemo | None = None
    own: ReviewParts | None = None


def report_submission(parts: SubmissionParts, zone: tzinfo) -> ReportedSubmission:
    """What a report says about one submission."""
    submission, following = parts.submission, parts.following
    after = NextDraft(submission.text, following.text) if following else None
    return ReportedSubmission(
        title=submission.title,
        number=submission.number,
        assignment=parts.assignment,
        at=submission.submitted_at.astimezone(zone),
        words=count_words(submission.text),
        request=submission.request,
        help_had=submission.help_had,
        reviews=tuple(_review(one, parts, after, zone) for one in parts.reviews),
        own=_review(parts.own, parts, after, zone) if parts.own else None,
        levels=_levels(parts),
        next_number=following.number if following else None,
        words_next=count_words(following.text) if following else None,
        opening=parts.memo.opening if parts.memo else "",
        told=tuple(_told(line) for line in parts.memo.lines) if parts.memo else (),
    )


def _review(
    parts: ReviewParts, whole: SubmissionParts, after: NextDraft | None, zone: tzinfo
) -> ReportedReview:
    review = parts.review
    decisions = {id: _made_of_it(one, zone) for id, one in parts.decisions.items()}
    notes = sorted(parts.annotations, key=lambda note: (note.passage.start, note.made_at))
    return ReportedReview(
        reviewer=parts.reviewer,
        at=(review.submitted_at or review.saved_at).astimezone(zone),
        answer=_remark(review.answer, decisions.get(f"{review.id}:answer")),
        readings=tuple(_readings(review, whole.rubric, decisions)),
        passages=tuple(
            PassageRemark(
                note.kind,
                _quoted(words_seen(note.passage)),
                _with_words(note),
                entry=whole.entry_titles.get(note.cites or "", ""),
                decision=decisions.get(note.id),
                fate=after.fate_of(note.passage) if after else None,
            )
            for note in notes
        ),
        summary=_remark(review.on_the_whole, decisions.get(f"{review.id}:summary")),
        suggestion=_remark(review.suggest, decisions.get(f"{review.id}:suggest")),
        helpfulness=_helpfulness(parts.back_evaluation),
    )


def _told(line: MemoLine) -> ToldLine:
    fate = IN_A_REPORT[line.fate] if line.fate is not None else None
    return ToldLine(line.about, _quoted(shown_words(line.before)), line.choice, line.reason, fate)


def _with_words(note: Annotation) -> str:
    """A comment and the words that it suggests, if it does."""
    if note.replacement is None:
        return note.body
    if not note.replacement:
        return f"{note.body}\n\nSuggests taking these words out."
    return f"{note.body}\n\nSuggests instead: “{note.replacement}”"


def _readings(
    review: Review, rubric: Rubric | None, decisions: Mapping[str, MadeOfIt]
) -> list[Reading]:
    criteria = {criterion.id: criterion for criterion in rubric.criteria} if rubric else {}
    found = []
    for reading in review.readings:
        criterion = criteria.get(reading.criterion_id)
        level = _word(criterion, reading.level) if criterion else ""
        if reading.place or reading.description or level:
            found.append(
                Reading(
                    criterion.name if criterion else "Criterion",
                    reading.place,
                    reading.description,
                    level,
                    decisions.get(f"{review.id}:{reading.criterion_id}"),
                )
            )
    return found


def _levels(parts: SubmissionParts) -> tuple[LevelLine, ...]:
    reviews = counting_reviews(parts.submission, [one.review for one in parts.reviews])
    found = results_for(parts.rubric, reviews, parts.overrides) if parts.rubric else ()
    return tuple(_level_line(one, parts.teachers) for one in found if one.levels or one.override)


def _level_line(result: CriterionResult, teachers: Mapping[str, str]) -> LevelLine:
    override = result.override
    return LevelLine(
        result.criterion.name,
        middle=result.middle,
        count=result.count,
        lowest=result.lowest,
        highest=result.highest,
        set_to=_word(result.criterion, override.level) if override else "",
        set_by=teachers.get(override.by_id, "Your teacher") if override else "",
        reason=override.reason if override else "",
    )


def _word(criterion: Criterion, level: int | None) -> str:
    if level is None or not 0 <= level < len(criterion.levels):
        return ""
    return criterion.levels[level]


def _remark(body: str, decision: MadeOfIt | None) -> Remark | None:
    return Remark(body, decision) if body else None


def _made_of_it(decision: Decision, zone: tzinfo) -> MadeOfIt:
    return MadeOfIt(decision.choice, decision.reason, decision.at.astimezone(zone))


def _quoted(passage: str) -> str:
    """The passage; of one that is pages long, its beginning and its end."""
    if len(passage) <= LONGEST_QUOTE:
        return passage
    half = LONGEST_QUOTE // 2
    return f"{passage[:half].rstrip()} […] {passage[-half:].lstrip()}"


def _helpfulness(answer: BackEvaluation | None) -> Helpfulness | None:
    if answer is None:
        return None
    reasons = ", ".join(REASON_WORDS[reason] for reason in Reason if reason in answer.reasons)
    return Helpfulness(answer.helpfulness, "; ".join(filter(None, (reasons, answer.why))))
