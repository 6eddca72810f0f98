"""Handing in."""

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotFound, PhaseClosed
from writing_center.services import drafts, submissions
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork
from .engines import both_engines


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@both_engines
def test_a_submission_is_the_draft_frozen(at_work: ClassAtWork, ann: Session) -> None:
    made = at_work.hands_in(ann, help_had="My brother read it.")
    at_work.writes(ann, "Something else.", title="Another title", help_had="")
    assert submissions.find_submission(ann, made.id) == made
    assert (made.number, made.text, made.title) == (1, TEXT, "A letter")
    assert (made.request, made.help_had) == ("Is it clear?", "My brother read it.")
    assert (made.author_id, made.assignment_id) == (ann.actor_id, at_work.assignment.id)
    assert (made.readers_wanted, made.is_late) == (2, False)


def test_submissions_of_a_draft_are_numbered(at_work: ClassAtWork, ann: Session) -> None:
    made = [at_work.hands_in(ann, f"Text {n}") for n in range(3)]
    assert [s.number for s in made] == [1, 2, 3]
    assert submissions.submissions_of_draft(ann, made[0].draft_id) == made
    assert submissions.my_submissions(ann) == made[::-1]


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"text": " \n "}, "text"),
        ({"title": ""}, "title"),
        ({"request": " "}, "request"),
    ],
)
def test_what_is_missing_is_named(
    at_work: ClassAtWork, ann: Session, missing: dict[str, str], field: str
) -> None:
    draft = at_work.writes(ann, missing.pop("text", TEXT))
    drafts.describe_draft(ann, draft.id, **missing)
    with pytest.raises(InvalidInput) as caught:
        submissions.submit_draft(ann, draft.id)
    assert caught.value.field == field
    assert submissions.my_submissions(ann) == []


def test_the_same_text_is_not_handed_in_twice(at_work: ClassAtWork, ann: Session) -> None:
    made = at_work.hands_in(ann)
    with pytest.raises(InvalidInput, match="same text as your Draft 1"):
        submissions.submit_draft(ann, made.draft_id)
    at_work.hands_in(ann, "New words.")
    assert at_work.hands_in(ann, TEXT).number == 3, "going back to an earlier text is a change"


@pytest.mark.parametrize(
    ("phase", "taken", "late"),
    [
        (Phase.SET_UP, False, False),
        (Phase.DRAFTING, True, False),
        (Phase.REVIEW, True, True),
        (Phase.REVISION, True, True),
        (Phase.CLOSED, False, False),
    ],
)
def test_when_drafts_are_taken_and_when_late(
    at_work: ClassAtWork, ann: Session, phase: Phase, taken: bool, late: bool
) -> None:
    draft = at_work.writes(ann)
    at_work.begins(phase)
    at_work.clock.forward(seconds=61)
    if taken:
        assert submissions.submit_draft(ann, draft.id).is_late is late
    else:
        with pytest.raises(PhaseClosed, match="Your text is kept"):
            submissions.submit_draft(ann, draft.id)


def test_a_second_draft_is_never_late(at_work: ClassAtWork, ann: Session) -> None:
    at_work.hands_in(ann)
    at_work.begins(Phase.REVISION)
    assert not at_work.hands_in(ann, "Revised.").is_late


def test_handing_in_is_recorded_and_confidential_outside_assignments(
    at_work: ClassAtWork, ann: Session
) -> None:
    inside = at_work.hands_in(ann)
    outside = at_work.hands_in(ann, private=True)
    found = at_work.center.store.activities.where(did=Did.DRAFT_SUBMITTED)
    assert [(a.submission_id, a.group_id, a.assignment_id, a.is_confidential) for a in found] == [
        (inside.id, at_work.group.id, at_work.assignment.id, False),
        (outside.id, "", "", True),
    ]


def test_a_writer_chooses_readers_for_a_request_of_their_own(
    at_work: ClassAtWork, ann: Session
) -> None:
    bo, cy = at_work.joins("Bo"), at_work.comes("Cy", is_consultant=True)
    at_work.comes("Stranger")
    assert [m.name for m in submissions.readers_to_choose(ann)] == ["Bo", "Cy"]
    made = at_work.hands_in(ann, private=True, asked=[bo.actor_id, cy.actor_id, bo.actor_id])
    assert made.asked_ids == (bo.actor_id, cy.actor_id)
    assert made.readers_wanted == 1


def test_no_stranger_no_teacher_and_not_oneself(at_work: ClassAtWork, ann: Session) -> None:
    draft = at_work.writes(ann, private=True)
    for other in (at_work.comes("Stranger"), at_work.teacher, ann):
        with pytest.raises(InvalidInput, match="1 of the chosen readers"):
            submissions.submit_draft(ann, draft.id, [other.actor_id])


def test_readers_are_not_chosen_inside_an_assignment(at_work: ClassAtWork, ann: Session) -> None:
    bo = at_work.joins("Bo")
    assert at_work.hands_in(ann, asked=[bo.actor_id]).asked_ids == ()


def test_a_text_that_is_not_for_me_is_not_there(at_work: ClassAtWork, ann: Session) -> None:
    made = at_work.hands_in(ann)
    for who in (at_work.joins("Bo"), at_work.comes("Mr Other", is_teacher=True)):
        for address in (made.id, "nonsense", ""):
            with pytest.raises(NotFound):
                submissions.find_submission(who, address)
    assert submissions.find_submission(at_work.teacher, made.id) == made
