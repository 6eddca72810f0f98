"""Who is called what, and by whom: pen names while a review is being written, names after it.

Announced on the review page beforehand (DESIGN §5, "who sees whom").
"""

from ..domain.allocation import pen_name
from ..domain.people import Role
from ..domain.reviews import Claim, ClaimState, Review
from ..domain.submissions import Submission
from .circle_mates import are_in_one_circle
from .session import Session

GONE = "a former member"


def name_of(session: Session, member_id: str) -> str:
    """A member's name."""
    member = session.store.members.find(member_id)
    return member.name if member else GONE


def author_name(session: Session, submission: Submission) -> str:
    """What the actor may call the author: a pen name until their own review is in.

    Outside assignments writer and reader know each other, and within a circle; a teacher sees
    names.
    """
    if submission.assignment_id is None or session.actor_id in submission.author_ids:
        return name_of(session, submission.author_id)
    assignment = session.store.assignments.find(submission.assignment_id)
    if assignment is not None and session.is_teacher_of(assignment.group_id):
        return name_of(session, submission.author_id)
    claim = session.store.claims.first(submission_id=submission.id, reviewer_id=session.actor_id)
    if claim is not None and claim.state is ClaimState.FULFILLED:
        return name_of(session, submission.author_id)
    if assignment is not None and _is_circle_mate(session, submission, claim, assignment.group_id):
        return name_of(session, submission.author_id)
    group_id = assignment.group_id if assignment else ""
    return pen_names(session, group_id, submission.assignment_id).get(
        submission.author_id, "A classmate"
    )


def _is_circle_mate(
    session: Session, submission: Submission, claim: Claim | None, group_id: str
) -> bool:
    """Whether the actor and the author are in one circle, or were when the review was begun."""
    begun = session.store.reviews.find(claim.id) if claim else None
    at = begun.started_at if begun else None
    return are_in_one_circle(session, session.actor_id, submission.author_id, group_id, at)


def reviewer_name(session: Session, review: Review) -> str:
    """What the actor may call the reader who wrote a review."""
    return name_of(session, review.reviewer_id)


def pen_names(session: Session, group_id: str, assignment_id: str) -> dict[str, str]:
    """The pen names of a class for one assignment, all different, by member id."""
    places = session.store.memberships.where(group_id=group_id, role=Role.STUDENT)
    taken: dict[str, str] = {}
    for place in places:
        used = set(taken.values())
        taken[place.member_id] = pen_name(place.member_id, assignment_id, used.__contains__)
    return taken
