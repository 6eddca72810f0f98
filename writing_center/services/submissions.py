"""Handing a draft in: a frozen, numbered submission, and the need for readers that it makes."""

from collections.abc import Sequence

from ..domain.activity import Did
from ..domain.assignments import Assignment
from ..domain.deadlines import HandIn
from ..domain.errors import InvalidInput, NotFound, PhaseClosed
from ..domain.people import Member, Role
from ..domain.permissions import can_see_submission
from ..domain.submissions import Draft, Submission, is_in_already
from . import assignments, drafts, extensions, taken_edits
from .coauthors import own_texts, put_coauthors
from .freeing import free_from_writers
from .session import Session

READERS_OF_A_REQUEST = 1


def submit_draft(session: Session, draft_id: str, asked_ids: Sequence[str] = ()) -> Submission:
    """Hand a draft in as its next submission.

    ``asked_ids`` chooses readers for a request outside an assignment (consultants may answer it
    in any case). Raises InvalidInput when there is no text, no title, no request or nothing new
    since the last submission; PhaseClosed when the assignment takes none (any more). What comes
    late is marked, and waits for readers like everything else.
    """
    with session.store.transaction():
        draft = drafts.find_draft(session, draft_id)
        earlier = submissions_of_draft(session, draft_id)
        _check_ready(draft, earlier)
        assignment, place = _open_assignment(session, draft)
        taken_edits.settle(session, draft)
        submission = session.store.submissions.put(
            Submission(
                id=session.fresh_id(),
                draft_id=draft.id,
                author_id=session.actor_id,
                assignment_id=draft.assignment_id,
                number=len(earlier) + 1,
                title=draft.title,
                text=draft.text,
                request=draft.request,
                help_had=draft.help_had,
                submitted_at=session.clock.now(),
                readers_wanted=(assignment.reviews_wanted if assignment else READERS_OF_A_REQUEST),
                asked_ids=() if assignment else _readers(session, asked_ids),
                is_late=place.is_late if place else False,
                round=place.round if place else 1,
                coauthor_ids=draft.coauthor_ids if assignment else (),
            )
        )
        put_coauthors(session, submission)
        free_from_writers(session, draft.id)
        session.record(
            Did.DRAFT_SUBMITTED,
            group_id=assignment.group_id if assignment else "",
            assignment_id=draft.assignment_id or "",
            submission_id=submission.id,
            is_confidential=assignment is None,
        )
        return submission


def require_ready(session: Session, draft_id: str) -> None:
    """Raises what handing the draft in now would raise, if anything."""
    draft = drafts.find_draft(session, draft_id)
    _check_ready(draft, submissions_of_draft(session, draft_id))
    _open_assignment(session, draft)


def submissions_of_draft(session: Session, draft_id: str) -> list[Submission]:
    """The submissions of one of the actor's drafts, first to last."""
    drafts.find_draft(session, draft_id)
    found = session.store.submissions.where(draft_id=draft_id)
    return sorted(found, key=lambda submission: submission.number)


def my_submissions(session: Session) -> list[Submission]:
    """Everything that the actor has handed in, alone or with others, newest first."""
    return sorted(own_texts(session), key=lambda one: one.submitted_at, reverse=True)


def begun_assignments(session: Session, mine: Sequence[Submission]) -> set[str | None]:
    """The assignments that the actor has begun: they have a draft, or somebody who is still in the
    class handed in what they wrote together (``mine`` is what ``my_submissions`` gives)."""
    return {one.assignment_id for one in drafts.my_drafts(session)} | {
        one.assignment_id for one in mine if not drafts.is_left_behind(session, one)
    }


def find_submission(session: Session, submission_id: str) -> Submission:
    """A submission that the actor may read. Any other is NotFound: a request outside an
    assignment must not be known of, even by its address."""
    submission = session.store.submissions.find(submission_id)
    if submission is None or not _can_read(session, submission):
        raise NotFound("text")
    return submission


def readers_to_choose(session: Session) -> list[Member]:
    """Whom a writer may ask by name: consultants, and the students of their own classes."""
    places = session.store.memberships.where(member_id=session.actor_id)
    ids = {
        other.member_id
        for place in places
        for other in session.store.memberships.where(group_id=place.group_id, role=Role.STUDENT)
    }
    consultants = session.store.members.where(is_consultant=True)
    ids |= {member.id for member in consultants}
    ids.discard(session.actor_id)
    found = [session.store.members.find(member_id) for member_id in ids]
    return sorted((m for m in found if m is not None), key=lambda m: m.name_key)


def _can_read(session: Session, submission: Submission) -> bool:
    teaches_it = False
    if submission.assignment_id is not None:
        assignment = session.store.assignments.find(submission.assignment_id)
        teaches_it = assignment is not None and session.is_teacher_of(assignment.group_id)
    claims = session.store.claims.where(submission_id=submission.id, reviewer_id=session.actor_id)
    return can_see_submission(session.actor, submission, claims, teaches_it=teaches_it)


def _check_ready(draft: Draft, earlier: Sequence[Submission]) -> None:
    if not draft.text.strip():
        raise InvalidInput("There is no text yet. Write a few lines first.", "text")
    if not draft.title.strip():
        raise InvalidInput("Give your draft a title first.", "title")
    if not draft.request.strip():
        raise InvalidInput(
            "Say what you want from your readers: a question, a place, a worry. "
            "Readers who are asked answer better.",
            "request",
        )
    if earlier and is_in_already(earlier[-1], draft):
        raise InvalidInput(
            f"This is the same text as your Draft {earlier[-1].number}. "
            "Change something, then hand it in again.",
            "text",
        )


def _open_assignment(
    session: Session, draft: Draft
) -> tuple[Assignment, HandIn] | tuple[None, None]:
    if draft.assignment_id is None:
        return None, None
    assignment = assignments.own_assignment(session, draft.assignment_id)
    place = extensions.hand_in_now(session, assignment)
    if place.is_open:
        return assignment, place
    if place.is_late and assignment.refuses_late:
        raise PhaseClosed(
            f"“{assignment.title}” took drafts until its date, and that is over. Your text is "
            "kept; ask your teacher for more time."
        )
    raise PhaseClosed(
        f"“{assignment.title}” takes no drafts at the moment. Your text is kept; ask your teacher."
    )


def _readers(session: Session, asked_ids: Sequence[str]) -> tuple[str, ...]:
    known = {member.id for member in readers_to_choose(session)}
    if unknown := [one for one in asked_ids if one not in known]:
        raise InvalidInput(f"{len(unknown)} of the chosen readers can’t be asked.", "asked")
    return tuple(dict.fromkeys(asked_ids))


__all__ = [
    "find_submission",
    "my_submissions",
    "readers_to_choose",
    "require_ready",
    "submissions_of_draft",
    "submit_draft",
]
