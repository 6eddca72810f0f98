"""Who may see and answer what."""

from dataclasses import replace

import pytest

from writing_center.domain.people import Member
from writing_center.domain.permissions import can_answer, can_see_draft, can_see_submission
from writing_center.domain.reviews import ClaimState
from writing_center.domain.submissions import Draft

from .examples import NOW, a_claim, a_submission

INSIDE = a_submission("author")
OUTSIDE = replace(INSIDE, assignment_id=None, asked_ids=("friend",))


def member(id: str, **more: bool) -> Member:
    return Member(id, id.title(), id, NOW, **more)


def test_a_draft_is_its_authors_alone() -> None:
    draft = Draft("d", "author", "a", "T", "text", "", "", NOW, NOW)
    assert can_see_draft(member("author"), draft)
    assert not can_see_draft(member("teacher", is_teacher=True), draft)
    assert not can_see_draft(member("other", is_consultant=True), draft)


@pytest.mark.parametrize(("submission", "seen"), [(INSIDE, True), (OUTSIDE, False)])
def test_teaching_opens_submissions_inside_assignments_only(submission, seen: bool) -> None:
    teacher = member("teacher", is_teacher=True)
    assert can_see_submission(teacher, submission, [], teaches_it=True) is seen


def test_a_claim_opens_the_submission_that_it_is_on() -> None:
    bob = member("bob")
    other = a_submission("somebody")
    assert can_see_submission(bob, INSIDE, [a_claim("bob", INSIDE)], teaches_it=False)
    assert not can_see_submission(bob, INSIDE, [a_claim("bob", other)], teaches_it=False)
    assert not can_see_submission(bob, INSIDE, [a_claim("eve", INSIDE)], teaches_it=False)


@pytest.mark.parametrize(
    ("state", "seen"), [(ClaimState.RELEASED, True), (ClaimState.DECLINED, False)]
)
def test_who_said_that_they_cannot_read_it_does_not_see_it(state: ClaimState, seen: bool) -> None:
    claim = replace(a_claim("bob", INSIDE), state=state)
    assert can_see_submission(member("bob"), INSIDE, [claim], teaches_it=False) is seen


@pytest.mark.parametrize(
    ("who", "inside", "outside"),
    [
        (member("author"), False, False),
        (member("author", is_consultant=True), False, False),
        (member("classmate"), True, False),
        (member("friend"), True, True),
        (member("consultant", is_consultant=True), True, True),
        (member("teacher", is_teacher=True), True, False),
    ],
)
def test_who_may_answer(who: Member, inside: bool, outside: bool) -> None:
    assert can_answer(who, INSIDE, in_group=True) is inside
    assert can_answer(who, OUTSIDE, in_group=True) is outside


def test_strangers_do_not_answer_inside_a_class() -> None:
    assert not can_answer(member("stranger"), INSIDE, in_group=False)
    assert can_answer(member("consultant", is_consultant=True), INSIDE, in_group=False)
