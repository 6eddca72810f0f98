"""The board: what waits for a reader, why it is worth taking, and what one is reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain.allocation import claims_allowed, is_nearly_unanswered, live_claims, under_the_cap
from ..domain.assignments import Assignment, review_since, round_at
from ..domain.errors import NotFound
from ..domain.people import Role
from ..domain.reviews import Claim, ClaimState, ReviewTask, is_ending, lease_end
from ..domain.submissions import Submission
from .confidences import as_offered, knows_the_writer
from .extensions import reading_end, reviews_due_for
from .names import author_name
from .offering import Offering, offerings
from .session import Session

HOURS_OUTSIDE_ASSIGNMENTS = 48.0
CLAIMS_OUTSIDE_ASSIGNMENTS = 2
MOST_SHOWN = 60
"""More than anybody chooses from; the rest waits its turn, and comes as these are taken."""


@dataclass(frozen=True)
class Offer:
    """A task on the board, with why it is worth taking. No name that is hidden is in here.

    Of a request outside assignments it tells only the question, unless the actor was asked by name.
    ``taken`` of ``submission.readers_wanted`` read it or have; ``until`` is when a claim made now
    would run out. ``may_claim`` unless the actor holds as many as its assignment allows.
    ``message`` is a letter to its writer, drafted for a consultant who steps in
    where nobody has answered.
    """

    submission: Submission
    author: str
    assignment_title: str
    taken: int
    reasons: tuple[str, ...]
    until: datetime
    is_extra: bool = False
    message: str = ""
    may_claim: bool = True


@dataclass(frozen=True)
class HeldTask:
    """A task that the actor has claimed and not finished; ``is_ending`` when less than a quarter
    of its time is left, ``is_assigned`` when the teacher gave it to them."""

    claim: Claim
    submission: Submission
    author: str
    is_ending: bool = False
    is_assigned: bool = False


@dataclass(frozen=True)
class ReviewsDue:
    """What an assignment asks the actor to read in its present round: how many drafts (``asked``),
    how many reviews of theirs are in (``given``), and when they are due (a wish)."""

    assignment_title: str
    asked: int
    given: int
    at: datetime


@dataclass(frozen=True)
class Board:
    """What the actor may read next, and what they are reading. ``extras`` have their readers
    already and are there only where nothing is short. ``may_claim`` any of them, or as many as
    ``allowed`` where assignments differ; each offer says it for itself. ``more`` wait that are not
    shown. ``due`` is what the actor, as a student, is asked to read, the soonest first."""

    offers: tuple[Offer, ...]
    held: tuple[HeldTask, ...]
    may_claim: bool
    extras: tuple[Offer, ...] = ()
    allowed: int = CLAIMS_OUTSIDE_ASSIGNMENTS
    more: int = 0
    due: tuple[ReviewsDue, ...] = ()


def review_board(session: Session, only: str = "") -> Board:
    """The open tasks that the actor may take, in the order of offer, and those they hold.

    ``only`` one submission's task, if it is offered; else as many as anybody chooses from.
    """
    now = session.clock.now()
    mine = session.store.claims.where(reviewer_id=session.actor_id)
    found = offerings(session)
    waiting = [one.assignment for one in found if one.tasks or one.extras]
    asked = waiting or [one.assignment for one in found]
    tasks = _shown([(one, task) for one in found for task in one.tasks], only)
    extras = _shown([(one, task) for one in found for task in one.extras], only)
    return Board(
        offers=tuple(_offer(session, *pair, mine) for pair in tasks),
        held=tuple(_held(session, claim) for claim in live_claims(mine, now)),
        may_claim=any(has_a_hand_free(session, one, mine) for one in asked),
        extras=tuple(_offer(session, *pair, mine) for pair in extras),
        allowed=max(claims_allowed_in(session, one, mine) for one in asked),
        more=0 if only else sum(len(one.tasks) for one in found) - len(tasks),
        due=_due(session, [one.assignment for one in found if one.assignment], mine),
    )


def lease_until(session: Session, assignment: Assignment | None) -> datetime:
    """When a claim made now runs out."""
    now = session.clock.now()
    hours = assignment.claim_hours if assignment else HOURS_OUTSIDE_ASSIGNMENTS
    return lease_end(now, hours, reading_end(session, assignment) if assignment else None)


def has_reviewed(claims: Sequence[Claim]) -> bool:
    """Whether a review came of any of somebody's claims."""
    return any(claim.state is ClaimState.FULFILLED for claim in claims)


def _due(
    session: Session, in_review: Sequence[Assignment], mine: Sequence[Claim]
) -> tuple[ReviewsDue, ...]:
    now = session.clock.now()
    found = []
    for assignment in in_review:
        at = reviews_due_for(session, assignment, round_at(assignment, now))
        place = session.store.memberships.find(f"{assignment.group_id}/{session.actor_id}")
        is_asked = assignment.reviews_due and place is not None and place.role is Role.STUDENT
        if is_asked and at is not None and at > now:
            given = _given(session, assignment, mine)
            found.append(ReviewsDue(assignment.title, assignment.reviews_due, given, at))
    return tuple(sorted(found, key=lambda one: one.at))


def _given(session: Session, assignment: Assignment, mine: Sequence[Claim]) -> int:
    """How many reviews of the actor's are in: of drafts of the present round, and of whatever
    else they took since it is read (a first draft may come late)."""
    now = session.clock.now()
    round, since = round_at(assignment, now), review_since(assignment, now)
    done = ((c, session.store.submissions.find(c.submission_id)) for c in mine if has_reviewed([c]))
    return sum(
        (since is not None and claim.claimed_at >= since) or text.round == round
        for claim, text in done
        if text is not None and text.assignment_id == assignment.id
    )


def claims_allowed_in(
    session: Session, assignment: Assignment | None, mine: Sequence[Claim]
) -> int:
    """How many tasks the actor, whose claims are ``mine``, may hold and take one of this
    assignment, or a request outside any (None)."""
    at_a_time = assignment.claims_at_a_time if assignment else CLAIMS_OUTSIDE_ASSIGNMENTS
    # A consultant was trained to read: no newcomer, whatever came first.
    return claims_allowed(at_a_time, session.actor.is_consultant or has_reviewed(mine))


def has_a_hand_free(session: Session, assignment: Assignment | None, mine: Sequence[Claim]) -> bool:
    """Whether the actor, whose claims are ``mine``, holds fewer tasks than they may and take one
    of this assignment."""
    held = under_the_cap(mine, session.clock.now())
    return len(held) < claims_allowed_in(session, assignment, mine)


def _held(session: Session, claim: Claim) -> HeldTask:
    submission = session.store.submissions.find(claim.submission_id)
    if submission is None:
        raise NotFound("text")
    return HeldTask(
        claim,
        submission,
        author_name(session, submission),
        is_ending(claim, session.clock.now()),
        bool(claim.assigned_by_id),
    )


def _shown(
    tasks: Sequence[tuple[Offering, ReviewTask]], only: str
) -> Sequence[tuple[Offering, ReviewTask]]:
    if only:
        return [pair for pair in tasks if pair[1].submission.id == only]
    return tasks[:MOST_SHOWN]


def _offer(session: Session, offering: Offering, task: ReviewTask, mine: Sequence[Claim]) -> Offer:
    assignment = offering.assignment
    return Offer(
        submission=as_offered(session, task.submission),
        author=author_name(session, task.submission)
        if knows_the_writer(session, task.submission)
        else "",
        assignment_title=assignment.title if assignment else "",
        taken=task.taken,
        reasons=_reasons(session, offering, task, mine),
        until=lease_until(session, assignment),
        is_extra=not task.is_open,
        message=_letter(session, offering, task),
        may_claim=has_a_hand_free(session, assignment, mine),
    )


def _reasons(
    session: Session,
    offering: Offering,
    task: ReviewTask,
    mine: Sequence[Claim],
) -> tuple[str, ...]:
    submission = task.submission
    me, wanted = session.actor_id, submission.readers_wanted
    read_before = me in offering.earlier_readers.get(submission.draft_id, set())
    nearly_late = is_nearly_unanswered(task, offering.assignment, session.clock.now())
    told = (
        (
            any(c.submission_id == submission.id for c in mine),
            "You began this one; what you wrote is kept.",
        ),
        (submission.author_id in offering.mates, "From your circle."),
        (read_before, "You read an earlier draft: see what became of your words."),
        (me in submission.asked_ids, "The writer asked for you."),
        (nearly_late, "It needs an answer soon."),
        (not task.taken and not nearly_late, "Nobody has read it yet."),
        (_waits_longest(offering, task), "It has waited longest."),
        (_is_newcomers_first(session, submission), "A newcomer’s first."),
        (0 < task.taken == wanted - 1, "One more reader, and it has all it asked for."),
    )
    return tuple(words for holds, words in told if holds)


def _waits_longest(offering: Offering, task: ReviewTask) -> bool:
    """Of those that nobody has answered."""
    if task.answered or len(offering.tasks) < 2:
        return False
    since = (one.submission.submitted_at for one in offering.tasks if not one.answered)
    return task.submission.submitted_at == min(since, default=None)


def _is_newcomers_first(session: Session, submission: Submission) -> bool:
    """Whether its author hands something in to a class for the first time. (What they asked
    outside of assignments is theirs, and does not show here.)"""
    if submission.assignment_id is None or submission.number > 1:
        return False
    theirs = session.store.submissions.where(author_id=submission.author_id)
    return all(s.id == submission.id or s.assignment_id is None for s in theirs)


def _letter(session: Session, offering: Offering, task: ReviewTask) -> str:
    """To the writer, from a consultant who steps in."""
    submission, assignment = task.submission, offering.assignment
    if assignment is None or not session.actor.is_consultant:
        return ""
    if not is_nearly_unanswered(task, assignment, session.clock.now()):
        return ""
    return (
        f"Hello! I am a consultant of the writing center. Your “{submission.title}” is still "
        "waiting for its first answer, so I am going to read it. You asked: "
        f"“{submission.request}” Is there anything else that you would like me to look at?"
    )
