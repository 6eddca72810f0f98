"""Showing a consultation to a teacher: the writer's choice, which they can take back."""

from dataclasses import dataclass

from ..domain.activity import Did
from ..domain.consultations import Share, share_id, talk_id
from ..domain.errors import InvalidInput, NotFound
from ..domain.people import Member, Role
from ..domain.reviews import Comment
from ..domain.submissions import Submission
from .asking import find_request
from .consulting import task_of_request
from .feedback import feedback_on
from .names import as_seen_by, name_of
from .session import Session
from .threads import Thread, threads_on


@dataclass(frozen=True)
class SharedAnswer:
    """What one reader of a shared request said, and what was said about it, by comment.
    ``talk`` is what was said about the request itself; ``comments`` are empty before the review
    is in."""

    reader: str
    review_id: str
    comments: tuple[Comment, ...]
    talk: Thread
    threads: dict[str, Thread]


@dataclass(frozen=True)
class SharedRequest:
    """A consultation that its writer lets the actor read."""

    submission: Submission
    author: str
    task: str
    share: Share


def teachers_to_share_with(session: Session) -> list[Member]:
    """The teachers of the actor's classes, by name."""
    session.require_member()
    found = [session.store.members.find(id) for id in _teacher_ids(session, session.actor_id)]
    return sorted((one for one in found if one is not None), key=lambda one: one.name_key)


def share_with(session: Session, submission_id: str, teacher_id: str) -> Share:
    """Let a teacher of one of the actor's classes read one consultation of theirs, with all that
    is said in it from now on. Raises NotFound, InvalidInput."""
    with session.store.transaction():
        submission = find_request(session, submission_id).submission
        if teacher_id not in _teacher_ids(session, session.actor_id):
            raise InvalidInput("Choose a teacher of one of your classes.", "teacher")
        id = share_id(submission.id, teacher_id)
        if (known := session.store.consultation_shares.find(id)) is not None:
            return known
        _record(session, submission)
        now = session.clock.now()
        return session.store.consultation_shares.put(
            Share(id, submission.id, session.actor_id, teacher_id, now)
        )


def stop_sharing(session: Session, submission_id: str, teacher_id: str) -> None:
    """Take it back: from now on the teacher reads nothing of it. Raises NotFound."""
    with session.store.transaction():
        submission = find_request(session, submission_id).submission
        if session.store.consultation_shares.remove(share_id(submission.id, teacher_id)):
            _record(session, submission)


def shared_with(session: Session, submission_id: str) -> list[tuple[str, str]]:
    """The ids and names of the teachers who may read a request, for its writer and for those who
    took it. Raises NotFound."""
    submission = session.store.submissions.find(submission_id)
    is_own = submission is not None and submission.author_id == session.actor.id
    claim = session.store.claims.first(submission_id=submission_id, reviewer_id=session.actor_id)
    if submission is None or not (is_own or claim):
        raise NotFound("request")
    teachers = _teacher_ids(session, submission.author_id)
    found = session.store.consultation_shares.where(submission_id=submission_id)
    return [
        (s.teacher_id, name_of(session, s.teacher_id)) for s in found if s.teacher_id in teachers
    ]


def shared_requests(session: Session) -> list[SharedRequest]:
    """What writers let the actor read, the newest first."""
    session.require_member()
    found = session.store.consultation_shares.where(teacher_id=session.actor_id)
    known = [_shared(session, share) for share in sorted(found, key=lambda s: s.at, reverse=True)]
    return [one for one in known if one is not None]


def read_shared(session: Session, submission_id: str) -> tuple[SharedRequest, list[SharedAnswer]]:
    """A consultation that its writer lets the actor read: as the writer reads it, without what
    they decided. Raises NotFound when they don't (any more)."""
    share = session.store.consultation_shares.find(share_id(submission_id, session.actor.id))
    shared = _shared(session, share) if share else None
    if shared is None:
        raise NotFound("text")
    return shared, _answers(session, shared.submission)


def _answers(session: Session, submission: Submission) -> list[SharedAnswer]:
    as_writer = as_seen_by(session, submission.author_id)
    comments = {
        one.review.id: one.comments for one in feedback_on(as_writer, submission.id).answers
    }
    found = []
    for review in session.store.reviews.where(submission_id=submission.id):
        said = threads_on(as_writer, review.id)
        if review.id in comments or said:
            found.append(
                SharedAnswer(
                    name_of(session, review.reviewer_id),
                    review.id,
                    comments.get(review.id, ()),
                    said.get(talk_id(review.id), Thread()),
                    said,
                )
            )
    return found


def _shared(session: Session, share: Share) -> SharedRequest | None:
    submission = session.store.submissions.find(share.submission_id)
    if submission is None or session.actor_id not in _teacher_ids(session, share.writer_id):
        return None
    return SharedRequest(
        submission,
        name_of(session, submission.author_id),
        task_of_request(session, submission)[0],
        share,
    )


def _teacher_ids(session: Session, student_id: str) -> set[str]:
    places = session.store.memberships.where(member_id=student_id, role=Role.STUDENT)
    return {
        teacher.member_id
        for place in places
        for teacher in session.store.memberships.where(group_id=place.group_id, role=Role.TEACHER)
    }


def _record(session: Session, submission: Submission) -> None:
    session.record(Did.CONSULTATION_SHARED, submission_id=submission.id, is_confidential=True)
