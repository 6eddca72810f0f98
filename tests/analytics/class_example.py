"""A small class with an assignment, from which the tests of this folder build what they need."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from writing_center.analytics.records import ClassRecords
from writing_center.domain.activity import Activity, Did
from writing_center.domain.assignments import Assignment, Phase, PhaseStart
from writing_center.domain.reviews import (
    BackEvaluation,
    Choice,
    Claim,
    ClaimState,
    Decision,
    Review,
)
from writing_center.domain.submissions import Submission

START = datetime(2026, 10, 5, 8, tzinfo=UTC)  # a Monday


def day(number: float) -> datetime:
    return START + timedelta(days=number)


DAY_1, DAY_2, DAY_3, DAY_4 = (day(number) for number in (1, 2, 3, 4))

LETTER = Assignment(
    id="letter",
    group_id="class",
    title="Letter",
    prompt="",
    rubric_id="rubric",
    made_by_id="teacher",
    made_at=START,
    starts=(
        PhaseStart(Phase.DRAFTING, day(0)),
        PhaseStart(Phase.REVIEW, day(2)),
        PhaseStart(Phase.REVISION, day(7)),
        PhaseStart(Phase.CLOSED, day(20)),
    ),
)
JOINED = dict.fromkeys(("ana", "ben", "cem", "dua"), START)


def submission(author: str, number: int = 1, at: datetime = DAY_1) -> Submission:
    return Submission(
        id=f"{author}-{number}",
        draft_id=f"draft-of-{author}",
        author_id=author,
        assignment_id="letter",
        number=number,
        title=f"{author.capitalize()}’s letter",
        text="One. Two.",
        request="Is it clear?",
        help_had="",
        submitted_at=at,
        readers_wanted=2,
    )


def review(reviewer: str, submission_id: str, at: datetime = DAY_3) -> Review:
    return Review(f"{reviewer}>{submission_id}", submission_id, reviewer, at, at, submitted_at=at)


def claim(
    reviewer: str,
    submission_id: str,
    at: datetime = DAY_2,
    hours: float = 24,
    state: ClaimState = ClaimState.HELD,
) -> Claim:
    end = at + timedelta(hours=hours)
    return Claim(f"{reviewer}>{submission_id}", submission_id, reviewer, at, end, state)


def decision(author: str, review_id: str, submission_id: str, at: datetime = DAY_4) -> Decision:
    return Decision("comment", review_id, submission_id, author, Choice.WILL_DO, "", at)


def rating(author: str, review_id: str) -> BackEvaluation:
    return BackEvaluation(review_id, author, 4, "", day(4))


def did(what: Did, actor: str, at: datetime, **more: object) -> Activity:
    plain = Activity(f"{actor}-{what}-{at}", at, what, actor, "class", "letter")
    return replace(plain, **more)  # type: ignore[arg-type]


def records(**parts: object) -> ClassRecords:
    return replace(ClassRecords(JOINED, [LETTER]), **parts)  # type: ignore[arg-type]
