"""Talking about comments: between a text's author and its reader, and their teacher.

Outside assignments nobody but the two ever sees a word of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.consultations import talk_id
from ..domain.errors import NotAllowed, NotFound
from ..domain.pen_names import Part
from ..domain.reviews import Claim, ClaimState, Review, comments_of, is_live, task_of
from ..domain.submissions import Submission
from ..domain.threads import (
    Reply,
    Settled,
    can_still_change,
    check_room,
    clean_reply,
    in_threads,
    settled_id,
    waits_for,
)
from .coauthors import own_texts
from .confidences import consultation_of
from .names import name_for, name_of, reviewer_name
from .reviews import assignment_of, record_on, renew
from .self_review import answers_wait
from .session import Session


@dataclass(frozen=True)
class Said:
    """A reply as the actor reads it; ``by`` is what they may call its writer."""

    reply: Reply
    by: str
    can_change: bool


@dataclass(frozen=True)
class Thread:
    """What was said below one comment. ``waits``: the last word is somebody else's."""

    said: tuple[Said, ...] = ()
    waits: bool = False


@dataclass(frozen=True)
class WaitingThreads:
    """Threads on one review whose last word is somebody else's."""

    submission: Submission
    review: Review
    number: int


def reply_to(session: Session, review_id: str, comment_id: str, body: str) -> Reply:
    """Say something below a comment of a review that is in.

    The text's authors and the review's reader may, and inside an assignment the class's
    teachers. Outside, the two also talk about the request itself (``talk_id``), from the moment
    that it is taken. Raises NotFound for everybody else, InvalidInput when nothing is said,
    NotAllowed when the conversation is over.
    """
    with session.store.transaction():
        review, submission = _discussed(session, review_id)
        _check_can_say(session, review, submission, comment_id)
        check_room(len(session.store.replies.where(comment_id=comment_id)))
        record_on(session, Did.COMMENT_REPLIED, submission, review_id)
        return session.store.replies.put(
            Reply(
                id=session.fresh_id(),
                comment_id=comment_id,
                review_id=review_id,
                submission_id=submission.id,
                author_id=session.actor_id,
                body=clean_reply(body),
                at=session.clock.now(),
            )
        )


def change_reply(session: Session, reply_id: str, body: str) -> Reply:
    """Reword one's own last reply. Raises NotAllowed once somebody has answered it."""
    with session.store.transaction():
        reply = _own_last(session, reply_id)
        return session.store.replies.put(replace(reply, body=clean_reply(body)))


def remove_reply(session: Session, reply_id: str) -> None:
    """Take one's own last reply back. Raises NotAllowed once somebody has answered it."""
    with session.store.transaction():
        session.store.replies.remove(_own_last(session, reply_id).id)


def let_rest(session: Session, review_id: str, comment_id: str) -> None:
    """Say that one has nothing to add: the thread leaves the actor's start page, until
    somebody says something new. Nobody else is told."""
    with session.store.transaction():
        _discussed(session, review_id)
        thread = _threads(session, review_id).get(comment_id)
        if not thread:
            raise NotFound("reply")
        session.store.settled_threads.put(
            Settled(
                settled_id(comment_id, session.actor_id),
                comment_id,
                session.actor_id,
                thread[-1].id,
            )
        )


def can_talk_on(session: Session, submission: Submission, claim: Claim) -> bool:
    """Whether a request outside assignments can be talked about with who took it: not once its
    writer has ended it, or it went to somebody else. A part of other verbs."""
    if submission.assignment_id is not None or consultation_of(session, submission).is_over:
        return False
    now = session.clock.now()
    if claim.state is ClaimState.FULFILLED or is_live(claim, now):
        return True
    claims = session.store.claims.where(submission_id=submission.id)
    return claim.state is ClaimState.HELD and task_of(submission, claims, now).is_open


def threads_on(session: Session, review_id: str) -> dict[str, Thread]:
    """What was said below the comments of a review, by comment. Raises NotFound."""
    review, submission = _discussed(session, review_id)
    return {
        comment_id: Thread(
            tuple(_said(session, review, submission, reply, thread) for reply in thread),
            _waits(session, review, submission, thread),
        )
        for comment_id, thread in _threads(session, review_id).items()
    }


def waiting_threads(session: Session) -> list[WaitingThreads]:
    """The reviews on whose comments the last word is somebody else's, the newest last."""
    found = []
    for review_id in _reviews_talked_about(session):
        try:
            review, submission = _discussed(session, review_id)
        except NotFound:
            continue  # a teacher who has left the class, a writer who looks for themselves first
        threads = _threads(session, review_id).values()
        number = sum(_waits(session, review, submission, thread) for thread in threads)
        if number:
            found.append(WaitingThreads(submission, review, number))
    return found


def _reviews_talked_about(session: Session) -> Iterable[str]:
    store, me = session.store, session.actor_id
    mine = own_texts(session)
    replies = [
        *(r for submission in mine for r in _on(session, submission)),
        *(
            r
            for v in store.reviews.where(reviewer_id=me)
            for r in store.replies.where(review_id=v.id)
        ),
        *store.replies.where(author_id=me),
    ]
    return dict.fromkeys(reply.review_id for reply in replies)


def _on(session: Session, submission: Submission) -> list[Reply]:
    return session.store.replies.where(submission_id=submission.id)


def _threads(session: Session, review_id: str) -> dict[str, list[Reply]]:
    return in_threads(session.store.replies.where(review_id=review_id))


def _check_can_say(
    session: Session, review: Review, submission: Submission, comment_id: str
) -> None:
    claim = session.store.claims.find(review.id)
    if submission.assignment_id is None and claim is not None:
        if not can_talk_on(session, submission, claim):
            raise NotAllowed("This conversation is over. A new question can be asked any time.")
        if comment_id == talk_id(review.id):
            renew(session, claim)
            return
    notes = session.store.annotations.where(review_id=review.id)
    is_there = any(comment.id == comment_id for comment in comments_of(review, notes, None))
    if review.submitted_at is None or not is_there:
        raise NotFound("comment")


def _discussed(session: Session, review_id: str) -> tuple[Review, Submission]:
    """A review that the actor may talk about: one that is in (for its writers, as soon as it is
    shown to them), or one of a request outside assignments that is being written. Raises NotFound.
    """
    review = session.store.reviews.find(review_id)
    submission = session.store.submissions.find(review.submission_id) if review else None
    if review is None or submission is None:
        raise NotFound("comment")
    if review.submitted_at is None and submission.assignment_id is not None:
        raise NotFound("comment")
    if answers_wait(session, submission):
        raise NotFound("comment")
    if session.actor.id not in (*submission.author_ids, review.reviewer_id):
        assignment = assignment_of(session, submission)
        if assignment is None or not session.is_teacher_of(assignment.group_id):
            raise NotFound("comment")
    return review, submission


def _own_last(session: Session, reply_id: str) -> Reply:
    reply = session.store.replies.find(reply_id)
    if reply is None or reply.author_id != session.actor_id:
        raise NotFound("reply")
    _discussed(session, reply.review_id)
    thread = _threads(session, reply.review_id)[reply.comment_id]
    if not can_still_change(reply, thread, session.actor_id):
        raise NotAllowed("Somebody has answered this already; it stays. Add another reply.")
    return reply


def _waits(
    session: Session, review: Review, submission: Submission, thread: Sequence[Reply]
) -> bool:
    me = session.actor_id
    settled = session.store.settled_threads.find(settled_id(thread[0].comment_id, me))
    is_of_it = me in (*submission.author_ids, review.reviewer_id)
    return waits_for(thread, me, is_of_it=is_of_it, settled=settled)


def _said(
    session: Session,
    review: Review,
    submission: Submission,
    reply: Reply,
    thread: Sequence[Reply],
) -> Said:
    return Said(
        reply,
        _called(session, review, submission, reply.author_id),
        can_still_change(reply, thread, session.actor_id),
    )


def _called(session: Session, review: Review, submission: Submission, member_id: str) -> str:
    if member_id == session.actor_id:
        return "you"
    if member_id in submission.author_ids:
        return name_for(session, member_id, submission, Part.WRITER)
    if member_id == review.reviewer_id:
        return reviewer_name(session, review)
    return f"{name_of(session, member_id)} (teacher)"
