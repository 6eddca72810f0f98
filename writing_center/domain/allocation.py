"""In which order tasks are offered, and to whom (DESIGN §5, "order of offer").

1. Never one's own text (co-authors included), never the same twice, never a draft that one
   declined. Who keeps away from whom is asked before a task gets here.
2. The readers of a first draft have the second before others: all its places but one are kept for
   them at first, and the one is for a fresh reader, if one comes. "At first" is 48 hours, or half
   of what was left of the phase when it was handed in, whichever is shorter; then anybody may.
   A circle's drafts go to the circle first: all their places are kept for it, and for who read
   an earlier draft, for the same time, which begins when the reading does. While it lasts, these
   come first for them; then they stand in the order of all, so that nobody waits for ever.
3. Fewest reviews and live claims first, then longest waiting, then chance.
4. Beyond the number that was wanted only when nothing short is left that the member could take,
   and never more than twice the number. Who steps in from outside the class where nobody has
   answered may always be one more: whoever has it may be idle.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from .assignments import Assignment, Phase, phase_at, phase_end
from .deadlines import came_after_closing
from .reviews import Claim, ClaimState, Reserve, ReviewTask, has_expired, is_live
from .submissions import Submission

KEPT_AT_MOST = timedelta(hours=48)
STEP_IN_AFTER = timedelta(days=1)


def can_be_offered(
    task: ReviewTask, reviewer_id: str, claims: Iterable[Claim], now: datetime
) -> bool:
    """Whether this member may take this task now.

    A claim of one's own that was released or has expired may be taken up again.
    """
    return could_read(task, reviewer_id, claims, now) and has_place(task, reviewer_id, now)


def could_read(task: ReviewTask, reviewer_id: str, claims: Iterable[Claim], now: datetime) -> bool:
    """Whether this member is one who may read the text at all: no author of it, and without a
    review, a running claim or a refusal of their own (of an earlier submission either)."""
    if reviewer_id in task.submission.author_ids or reviewer_id in task.closed_to:
        return False
    own = (
        claim
        for claim in claims
        if claim.submission_id == task.submission.id and claim.reviewer_id == reviewer_id
    )
    return all(claim.state is ClaimState.RELEASED or has_expired(claim, now) for claim in own)


def has_place(task: ReviewTask, reviewer_id: str, now: datetime) -> bool:
    """Whether a place is left, and not kept for somebody else."""
    left = task.submission.readers_wanted - task.taken
    reserve = task.reserve
    if reserve is None or now >= reserve.until or reviewer_id in reserve.for_ids:
        return left > 0
    still_kept = reserve.places - len(task.taker_ids & reserve.for_ids)
    return left - max(0, still_kept) > 0


def has_extra_place(task: ReviewTask) -> bool:
    """Whether one reader more than wanted is welcome: up to twice the number."""
    wanted = task.submission.readers_wanted
    return wanted <= task.taken < 2 * wanted


def reserve_for(
    submission: Submission,
    earlier_readers: Collection[str],
    phase_end: datetime | None,
    *,
    mates: Collection[str] = (),
    reading_since: datetime | None = None,
) -> Reserve | None:
    """What is kept of a draft for those who read an earlier one, and for its writer's circle
    (``mates``); None when nothing is.

    ``phase_end`` is when the present phase ends, None when no end is planned; ``reading_since``
    when it was that a circle could begin to read, where that was after handing in.
    """
    known = frozenset(earlier_readers) if submission.number > 1 else frozenset[str]()
    if not known and not mates:
        return None
    wanted, begin = submission.readers_wanted, submission.submitted_at
    most = wanted if mates else max(1, wanted - 1)
    if mates and reading_since is not None:
        begin = max(begin, reading_since)
    until = begin + KEPT_AT_MOST
    if phase_end is not None:
        until = min(until, begin + max(timedelta(0), phase_end - begin) / 2)
    kept_for = known | frozenset(mates)
    return Reserve(kept_for, min(len(kept_for), most), until)


def is_half_over(submission: Submission, assignment: Assignment, now: datetime) -> bool:
    """Whether half of the time in which a submission should be answered is over.

    The time runs from the phase's begin, or from handing in where that was later, to the end of
    the phase (never half over where no end is planned). In revision, what was handed in before it
    is late already.
    """
    handed_in = submission.submitted_at
    begun = max((start.at for start in assignment.starts if start.at <= now), default=handed_in)
    if handed_in < begun and phase_at(assignment, now) is Phase.REVISION:
        return True
    begin, end = max(begun, handed_in), phase_end(assignment, now)
    return end is not None and now - begin >= (end - begin) / 2


def is_nearly_unanswered(task: ReviewTask, assignment: Assignment | None, now: datetime) -> bool:
    """Whether somebody from outside the class should step in: nobody has answered, and half of the
    time for it is over, a day has passed without anybody reading, or it came after the closing."""
    if task.answered or assignment is None:
        return False
    waits_alone = not task.taken and now - task.submission.submitted_at > STEP_IN_AFTER
    is_last_call = came_after_closing(assignment, task.submission.submitted_at)
    return waits_alone or is_last_call or is_half_over(task.submission, assignment, now)


def in_order_of_offer(
    tasks: Iterable[ReviewTask],
    reviewer_id: str,
    earlier_readers: Mapping[str, set[str]],
    *,
    circle_first: Collection[str] = (),
) -> list[ReviewTask]:
    """Tasks as this member should see them.

    What their circle wrote, and is kept for it still, comes first (``circle_first``: ids of
    submissions). Then second drafts
    go to those who read the first one (they learn from what became of their words); then fewest
    readings first, then longest waiting, then by chance: a chance that is the same at every look,
    so that the board does not jump.

    ``earlier_readers`` maps a draft's id to the members who reviewed an earlier submission of it.
    """

    def place(task: ReviewTask) -> tuple[bool, bool, int, datetime, str]:
        submission = task.submission
        read_before = reviewer_id in earlier_readers.get(submission.draft_id, set())
        return (
            submission.id not in circle_first,
            not read_before,
            task.taken,
            submission.submitted_at,
            _chance(submission.id, reviewer_id),
        )

    return sorted(tasks, key=place)


def claims_allowed(at_a_time: int, has_ever_reviewed: bool) -> int:
    """How many tasks a member may hold: a newcomer's first time, one."""
    return at_a_time if has_ever_reviewed else min(1, at_a_time)


def live_claims(claims: Iterable[Claim], now: datetime) -> list[Claim]:
    """The claims whose lease is running."""
    return [claim for claim in claims if is_live(claim, now)]


def under_the_cap(claims: Iterable[Claim], now: datetime) -> list[Claim]:
    """The running claims that count against the cap: what a teacher gave does not."""
    return [claim for claim in live_claims(claims, now) if not claim.assigned_by_id]


def _chance(submission_id: str, reviewer_id: str) -> str:
    return hashlib.sha256(f"{submission_id}/{reviewer_id}".encode()).hexdigest()
