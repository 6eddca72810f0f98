"""Who may see and do what: pure predicates, asked by every service.

Teachers see submissions to assignments of their own groups, never working drafts, and never
requests outside assignments. Readers see what they have claimed. Authors see their own.
"""

from collections.abc import Iterable

from .assignments import ReadersFrom
from .people import Member, Membership, Role
from .reviews import Claim, ClaimState
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
    """The authors, whoever claimed it and did not decline, and (inside an assignment) the group's
    teachers."""
    if member.id in submission.author_ids:
        return True
    if teaches_it and submission.assignment_id is not None:
        return True
    return any(
        claim.submission_id == submission.id
        and claim.reviewer_id == member.id
        and claim.state is not ClaimState.DECLINED
        for claim in claims
    )


def reads_along(
    readers_from: ReadersFrom, role: Role | None, *, is_student_elsewhere: bool
) -> bool:
    """Whether somebody belongs to those whom an assignment takes its readers from.

    ``role`` is theirs in the assignment's own class, None outside it. Its teachers always may.
    """
    if role is Role.TEACHER:
        return True
    if role is Role.STUDENT:
        return readers_from is not ReadersFrom.OTHER_CLASSES
    return is_student_elsewhere and readers_from is not ReadersFrom.CLASS


def can_answer(member: Member, submission: Submission, *, in_group: bool) -> bool:
    """Who may offer to read: inside an assignment those whom it takes readers from (``in_group``,
    see ``reads_along``) and the consultants; outside, consultants and those whom the author chose.
    """
    if member.id in submission.author_ids:
        return False
    if submission.assignment_id is not None:
        return in_group or member.is_consultant
    return member.is_consultant or member.id in submission.asked_ids
