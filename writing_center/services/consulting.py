"""Answering as a consultant: what waits, what one has taken, what is said beside the review."""

from dataclasses import dataclass
from datetime import datetime

from ..domain.consultations import talk_id
from ..domain.errors import NotFound
from ..domain.reviews import Claim, ClaimState, Review, is_live
from ..domain.submissions import Submission
from . import threads
from .board import lease_until
from .confidences import as_offered, consultation_of, knows_the_writer
from .names import name_of
from .offering import offering_of
from .session import Session
from .threads import Thread


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits for a consultant; ``until`` is when it would have to be answered if
    it were taken now. ``for_you`` when its writer asked for nobody else.

    Until it is taken, only who was asked by name learns the writer (``author``), the title, the
    text and the ``task``: they are empty for everybody else.
    """

    submission: Submission
    author: str
    task: str
    until: datetime
    for_you: bool = False


@dataclass(frozen=True)
class Conversation:
    """A request that the actor has taken, and where it stands."""

    submission: Submission
    author: str
    review: Review
    is_answered: bool
    is_over: bool
    waits: bool
    until: datetime | None


@dataclass(frozen=True)
class Talk:
    """What the writer of a request and one reader said to each other beside the review.

    ``other`` is who the actor talks with. ``is_open`` while something more can be said.
    """

    review_id: str
    comment_id: str
    other: str
    thread: Thread
    is_open: bool


def open_requests(session: Session) -> list[OpenRequest]:
    """The requests that wait for the actor, the longest waiting first."""
    session.require_member()
    outside = offering_of(session, None)
    until = lease_until(session, None)
    found = []
    for task in sorted(outside.tasks, key=lambda task: task.submission.submitted_at):
        one = consultation_of(session, task.submission)
        knows = knows_the_writer(session, task.submission)
        found.append(
            OpenRequest(
                as_offered(session, task.submission),
                name_of(session, task.submission.author_id) if knows else "",
                task_of_request(session, task.submission)[0] if knows else "",
                until,
                one.for_id == session.actor_id,
            )
        )
    return found


def my_conversations(session: Session) -> list[Conversation]:
    """The requests that the actor has taken, the newest first: under way, answered, over."""
    session.require_member()
    found = []
    for claim in session.store.claims.where(reviewer_id=session.actor_id):
        submission = session.store.submissions.find(claim.submission_id)
        if submission is None or submission.assignment_id is not None:
            continue
        if claim.state not in (ClaimState.HELD, ClaimState.FULFILLED):
            continue
        found.append(_conversation(session, claim, submission))
    return sorted(found, key=lambda one: one.submission.submitted_at, reverse=True)


def talks_about(session: Session, submission_id: str) -> list[Talk]:
    """What the actor and others said about a request beside the reviews: its writer with each
    who took it, a reader with the writer. Empty inside assignments. Raises NotFound."""
    submission = session.store.submissions.find(submission_id)
    if submission is None:
        raise NotFound("text")
    claims = session.store.claims.where(submission_id=submission_id)
    is_own = session.actor_id == submission.author_id
    mine = [c for c in claims if is_own or c.reviewer_id == session.actor_id]
    if not is_own and not mine:
        raise NotFound("text")
    if submission.assignment_id is not None:
        return []
    found = [_talk(session, submission, claim, is_own) for claim in mine]
    return [talk for talk in found if talk.is_open or talk.thread.said]


def task_of_request(session: Session, submission: Submission) -> tuple[str, str]:
    """The title and the prompt of the assignment that a request is about, empty where none. A
    part of other verbs, which have asked who may read it."""
    about = consultation_of(session, submission).about_assignment_id
    assignment = session.store.assignments.find(about) if about else None
    return (assignment.title, assignment.prompt) if assignment else ("", "")


def _conversation(session: Session, claim: Claim, submission: Submission) -> Conversation:
    review = session.store.reviews.find(claim.id)
    if review is None:
        raise NotFound("review")
    said = threads.threads_on(session, claim.id)
    live = is_live(claim, session.clock.now())
    return Conversation(
        submission,
        name_of(session, submission.author_id),
        review,
        claim.state is ClaimState.FULFILLED,
        consultation_of(session, submission).is_over,
        any(thread.waits for thread in said.values()),
        claim.expires_at if live else None,
    )


def _talk(session: Session, submission: Submission, claim: Claim, is_own: bool) -> Talk:
    comment_id = talk_id(claim.id)
    said: dict[str, Thread] = threads.threads_on(session, claim.id)
    return Talk(
        claim.id,
        comment_id,
        name_of(session, claim.reviewer_id if is_own else submission.author_id),
        said.get(comment_id, Thread()),
        threads.can_talk_on(session, submission, claim),
    )
