"""In which order tasks are offered, and to whom (DESIGN §5, "order of offer")."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from .reviews import Claim, ClaimState, ReviewTask, has_expired, is_live


def can_be_offered(
    task: ReviewTask, reviewer_id: str, claims: Iterable[Claim], now: datetime
) -> bool:
    """Whether this member may take this task: never one's own, never twice, never one declined.

    A claim of one's own that was released or has expired may be taken up again.
    """
    if task.submission.author_id == reviewer_id:
        return False
    for claim in claims:
        if claim.submission_id == task.submission.id and claim.reviewer_id == reviewer_id:
            return task.is_open and (claim.state is ClaimState.RELEASED or has_expired(claim, now))
    return task.is_open


def in_order_of_offer(
    tasks: Iterable[ReviewTask], reviewer_id: str, earlier_readers: Mapping[str, set[str]]
) -> list[ReviewTask]:
    """Tasks as this member should see them.

    Second drafts go first to those who read the first one (they learn from what became of their
    words); then fewest readings first, then longest waiting, then by chance: a chance that is
    the same at every look, so that the board does not jump.

    ``earlier_readers`` maps a draft's id to the members who reviewed an earlier submission of it.
    """

    def place(task: ReviewTask) -> tuple[int, int, datetime, str]:
        read_before = reviewer_id in earlier_readers.get(task.submission.draft_id, set())
        return (
            0 if read_before else 1,
            task.taken,
            task.submission.submitted_at,
            _chance(task.submission.id, reviewer_id),
        )

    return sorted(tasks, key=place)


def claims_allowed(at_a_time: int, has_ever_reviewed: bool) -> int:
    """How many tasks a member may hold: a newcomer's first time, one."""
    return at_a_time if has_ever_reviewed else min(1, at_a_time)


def live_claims(claims: Iterable[Claim], now: datetime) -> list[Claim]:
    """The claims whose lease is running."""
    return [claim for claim in claims if is_live(claim, now)]


def _chance(submission_id: str, reviewer_id: str) -> str:
    return hashlib.sha256(f"{submission_id}/{reviewer_id}".encode()).hexdigest()


ADJECTIVES = (
    "amber brisk calm candid clear curious eager early gentle golden keen kind light lively "
    "lucky mellow nimble open patient plain quick quiet ready silver steady sunny swift "
    "warm wide willing wry young"
).split()
BIRDS = (
    "avocet bittern bunting crane curlew dipper dunlin finch godwit grebe heron ibis jay kestrel "
    "kite lapwing lark linnet magpie martin nuthatch oriole osprey plover robin rook sandpiper "
    "siskin snipe starling swallow swift teal tern thrush wagtail warbler waxwing whimbrel wren"
).split()


def pen_name(member_id: str, scope_id: str, taken: Callable[[str], bool] = lambda _: False) -> str:
    """A pseudonym, the same for a member throughout ``scope_id`` (an assignment).

    ``taken`` tells which names others have there; the next free one is used.
    """
    seed = int(hashlib.sha256(f"{scope_id}:{member_id}".encode()).hexdigest(), 16)
    for step in range(len(ADJECTIVES) * len(BIRDS)):
        value = seed + step * 7919
        name = (
            f"{ADJECTIVES[value % len(ADJECTIVES)].capitalize()} "
            f"{BIRDS[value // len(ADJECTIVES) % len(BIRDS)].capitalize()}"
        )
        if not taken(name):
            return name
    return f"Writer {seed % 10_000}"
