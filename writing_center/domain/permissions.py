"""Who may see and do what: pure predicates, asked by every service.

Teachers see submissions to assignments of their own groups, never working drafts, and never
requests outside assignments. Readers see what they have claimed. Authors see their own.
"""

from collections.abc import Iterable

from .people import Member, Membership, Role
from .reviews import Claim
from .submissions import Draft, Submission


def is_teacher_of(member: Member, group_id: str, memberships: Iterable[Membership]) -> bool:
    """Whether ``member`` teaches the group."""
    return any(
        m.member_id == member.id and m.group_id == group_id and m.role is Role.TEACHER
        for m in memberships
    )


def can_see_draft(member: Member, draft: Draft) -> bool:
    """Working drafts are their author's alone."""
    return draft.author_id == member.id


def can_see_submission(
    member: Member, submission: Submission, claims: Iterable[Claim], *, teaches_it: bool
) -> bool:
    """The author, whoever claimed it, and (inside an assignment) the group's teachers."""
    if submission.author_id == member.id:
        return True
    if teaches_it and submission.assignment_id is not None:
        return True
    return any(
        claim.submission_id == submission.id and claim.reviewer_id == member.id for claim in claims
    )


def can_answer(member: Member, submission: Submission, *, in_group: bool) -> bool:
    """Who may offer to read: inside an assignment its group and the consultants; outside,
    consultants and those whom the author chose."""
    if submission.author_id == member.id:
        return False
    if submission.assignment_id is not None:
        return in_group or member.is_consultant
    return member.is_consultant or member.id in submission.asked_ids
