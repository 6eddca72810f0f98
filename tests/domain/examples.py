"""Small things to try the rules on."""

from datetime import UTC, datetime, timedelta

from writing_center.domain.reviews import Claim, ClaimState
from writing_center.domain.submissions import Submission

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_submission(author: str, *, minute: int = 0, number: int = 1, wanted: int = 3) -> Submission:
    """The ``number``-th submission of an author's only draft, handed in at ``minute``."""
    return Submission(
        id=f"{author}/{number}",
        draft_id=f"draft of {author}",
        author_id=author,
        assignment_id="assignment",
        number=number,
        title="Title",
        text="Text",
        request="Clear?",
        help_had="",
        submitted_at=NOW + timedelta(minutes=minute),
        readers_wanted=wanted,
    )


def a_claim(
    reviewer: str,
    submission: Submission,
    state: ClaimState = ClaimState.HELD,
    *,
    at: datetime = NOW,
    hours: float = 24,
) -> Claim:
    """A claim made ``at`` a time, for some hours."""
    return Claim(
        f"{reviewer} on {submission.id}",
        submission.id,
        reviewer,
        at,
        at + timedelta(hours=hours),
        state,
    )
