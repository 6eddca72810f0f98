"""The first visit, and what waits on the start page."""

from collections.abc import Callable

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, PassageMismatch
from writing_center.domain.reviews import Choice
from writing_center.domain.welcome import COMMENTS, TEXT
from writing_center.services import (
    answering,
    drafts,
    feedback,
    quoting,
    style_guide,
    submissions,
    welcome,
)
from writing_center.services.drafts import Save
from writing_center.services.home import Waiting, WaitingKind, home
from writing_center.services.session import Session
from writing_center.services.welcome import Step, welcome_step

from .class_at_work import ENTRY, ClassAtWork

Maker = Callable[..., ClassAtWork]


def test_from_the_charter_to_the_first_paragraph(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    assert welcome_step(ann) is Step.CHARTER
    note = welcome.add_welcome_note(ann, 0, 8, " Here. ", exact="The last")
    assert (note.body, note.passage.exact) == ("Here.", "The last")
    assert welcome_step(ann) is Step.PARAGRAPH
    draft = welcome.finish_welcome(ann, "My first lines.\r\n", " Clear? ")
    assert welcome_step(ann) is Step.DONE
    assert (draft.assignment_id, draft.title) == (None, "My first paragraph")
    assert (draft.text, draft.request) == ("My first lines.", "Clear?")
    assert drafts.save_text(ann, draft.id, Save("More.", draft.version, "tab", 1)).text == "More."


def test_a_draft_that_is_begun_is_left_alone(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    begun = at_work.writes(ann, "Precious words.")
    assert welcome.finish_welcome(ann, "Lines.", "Clear?").id != begun.id
    assert drafts.find_draft(ann, begun.id).text == "Precious words."


@pytest.mark.parametrize(
    ("paragraph", "question", "field"),
    [(" ", "Clear?", "paragraph"), ("Lines.", " \n", "question")],
)
def test_both_are_needed(at_work: ClassAtWork, paragraph: str, question: str, field: str) -> None:
    ann = at_work.joins("Ann")
    with pytest.raises(InvalidInput) as caught:
        welcome.finish_welcome(ann, paragraph, question)
    assert caught.value.field == field
    assert drafts.my_drafts(ann) == []
    assert welcome_step(ann) is Step.CHARTER


def test_the_first_comment_is_on_the_text(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    with pytest.raises(PassageMismatch):
        welcome.add_welcome_note(ann, 0, len(TEXT) + 1, "?")
    with pytest.raises(InvalidInput):
        welcome.add_welcome_note(ann, 0, 5, " ")
    assert welcome_step(ann) is Step.CHARTER


def test_it_can_be_skipped_and_teachers_have_none(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    welcome.skip_welcome(ann)
    assert welcome_step(ann) is Step.DONE
    assert welcome_step(at_work.teacher) is Step.DONE


def test_the_comments_that_newcomers_find_are_on_the_text() -> None:
    assert len(COMMENTS) == 2
    assert all(TEXT.count(comment.exact) == 1 for comment in COMMENTS)


def waiting(who: Session) -> list[Waiting]:
    return list(home(who).waiting)


def kinds(who: Session) -> list[WaitingKind]:
    return [one.kind for one in waiting(who)]


def the(who: Session, kind: WaitingKind) -> Waiting:
    (found,) = [one for one in waiting(who) if one.kind is kind]
    return found


def test_an_assignment_that_is_not_begun(class_of: Maker) -> None:
    work = class_of("Ann")
    ann = work.people["Ann"]
    it = the(ann, WaitingKind.WRITE)
    assert (it.title, it.target, it.until) == ("Letter", work.assignment.id, None)
    work.begins(Phase.REVIEW)
    assert "yours is still welcome" in the(ann, WaitingKind.WRITE).detail
    for phase in (Phase.SET_UP, Phase.CLOSED):
        work.begins(phase)
        assert waiting(ann) == []


def test_a_draft_to_finish(class_of: Maker) -> None:
    work = class_of("Ann")
    ann = work.people["Ann"]
    draft = work.writes(ann)
    it = the(ann, WaitingKind.FINISH_DRAFT)
    assert (it.target, it.until, it.is_urgent) == (draft.id, None, False)
    assert kinds(ann) == [WaitingKind.FINISH_DRAFT]
    submissions.submit_draft(ann, draft.id)
    assert WaitingKind.FINISH_DRAFT not in kinds(ann)
    work.writes(ann, "Changed.")
    assert "Changed since Draft 1" in the(ann, WaitingKind.FINISH_DRAFT).detail
    work.begins(Phase.CLOSED)
    assert WaitingKind.FINISH_DRAFT not in kinds(ann)


def test_a_draft_whose_time_is_nearly_over(class_of: Maker) -> None:
    work = class_of("Ann")
    now = work.clock.now()
    ends = now.replace(day=now.day + 7)
    work.assignment = work.another_assignment(starts={Phase.DRAFTING: now, Phase.REVIEW: ends})
    ann = work.people["Ann"]
    work.writes(ann)
    assert the(ann, WaitingKind.FINISH_DRAFT).until == ends
    assert not the(ann, WaitingKind.FINISH_DRAFT).is_urgent
    work.clock.time = ends.replace(day=ends.day - 1, minute=1)
    assert the(ann, WaitingKind.FINISH_DRAFT).is_urgent


def test_the_work_of_the_class_comes_before_a_draft_of_ones_own(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people["Ann"], work.people["Bo"]
    drafts.start_draft(ann, None, "My first paragraph")
    own, task = WaitingKind.FINISH_DRAFT, WaitingKind.WRITE
    assert [kind for kind in kinds(ann) if kind in (own, task)] == [task, own]
    work.hands_in(bo)
    work.hands_in(ann)
    work.begins(Phase.REVIEW)
    offered = WaitingKind.REVIEW_OFFER
    assert [kind for kind in kinds(ann) if kind in (own, offered)] == [offered, own]


def test_a_submission_that_waits_for_readers(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people["Ann"], work.people["Bo"]
    submission = work.hands_in(ann)
    it = the(ann, WaitingKind.READERS)
    assert (it.target, it.title) == (submission.draft_id, "A letter, Draft 1")
    assert "when the review phase opens" in it.detail
    work.begins(Phase.REVIEW)
    assert "its first reader" in the(ann, WaitingKind.READERS).detail
    claim = work.claims(bo, submission)
    assert the(ann, WaitingKind.READERS).detail == "Somebody is reading it now."
    work.fills(bo, claim)
    from writing_center.services.reviewing import submit_review

    submit_review(bo, claim.id)
    assert WaitingKind.READERS not in kinds(ann)


def test_a_request_of_ones_own_waits_for_a_consultant(class_of: Maker) -> None:
    work = class_of("Ann")
    ann = work.people["Ann"]
    work.hands_in(ann, private=True)
    assert the(ann, WaitingKind.READERS).detail == "It waits for a consultant."


def test_a_review_that_is_held_and_its_time_left(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    submission = work.hands_in(work.people["Ann"])
    work.begins(Phase.REVIEW)
    bo = work.people["Bo"]
    claim = work.claims(bo, submission)
    it = the(bo, WaitingKind.REVIEW_HELD)
    assert (it.target, it.until, it.is_urgent) == (claim.id, claim.expires_at, False)
    assert waiting(bo)[0] == it, "the most pressing first"
    work.clock.forward(hours=20)
    assert the(bo, WaitingKind.REVIEW_HELD).is_urgent
    work.clock.forward(hours=5)
    assert WaitingKind.REVIEW_HELD not in kinds(bo)


def test_drafts_that_wait_for_a_reader(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    for name in ("Ann", "Cy"):
        work.hands_in(work.people[name], request=f"Is {name} clear?")
    work.begins(Phase.REVIEW)
    bo = work.people["Bo"]
    it = the(bo, WaitingKind.REVIEW_OFFER)
    assert it.title == "2 drafts wait for a reader"
    assert "Is Ann clear?" in it.detail
    work.claims(bo, work.center.store.submissions.all()[0])
    assert WaitingKind.REVIEW_OFFER not in kinds(bo), "a newcomer holds one"


def test_feedback_waits_until_it_is_decided_on(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people["Ann"], work.people["Bo"]
    submission = work.hands_in(ann)
    work.begins(Phase.REVIEW)
    review = work.answers(bo, submission)
    it = the(ann, WaitingKind.FEEDBACK)
    assert it.target == submission.id
    assert it.detail.startswith("1 reader has answered; 4 comments wait")
    comments = feedback.feedback_on(ann, submission.id).answers[0].comments
    for comment in comments:
        assert WaitingKind.FEEDBACK in kinds(ann)
        feedback.decide(ann, review.id, comment.id, Choice.WILL_DO)
    assert WaitingKind.FEEDBACK not in kinds(ann)


def test_feedback_on_a_revised_draft_waits_until_it_is_rated(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people["Ann"], work.people["Bo"]
    review = work.answers(bo, _in_review(work, ann))
    work.hands_in(ann, "Revised.")
    assert WaitingKind.FEEDBACK in kinds(ann)
    answering.rate_review(ann, review.id, 4)
    assert WaitingKind.FEEDBACK not in kinds(ann)


def _in_review(work: ClassAtWork, author: Session):
    submission = work.hands_in(author)
    work.begins(Phase.REVIEW)
    return submission


def test_a_question_whether_a_passage_may_be_quoted(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people["Ann"], work.people["Bo"]
    review = work.answers(bo, _in_review(work, ann))
    note = work.center.store.annotations.first(review_id=review.id)
    source = style_guide.comment_source(bo, review.id, note.id)
    entry = style_guide.propose_entry(bo, ENTRY, source=source, quote=True)
    it = the(ann, WaitingKind.QUOTATION)
    assert (it.title, it.target) == (ENTRY.title, entry.id)
    ((quotation, _),) = quoting.quotations_asked(ann)
    quoting.answer_quotation(ann, quotation.id, False)
    assert WaitingKind.QUOTATION not in kinds(ann)


def test_what_is_new_in_the_guide(class_of: Maker) -> None:
    work = class_of("Ann")
    ann = work.people["Ann"]
    entries = []
    for _ in range(7):
        work.clock.forward(hours=1)
        entries.append(style_guide.propose_entry(ann, ENTRY))
    assert [e.id for e in home(ann).news] == [e.id for e in entries[:1:-1]]
    work.clock.forward(days=13, hours=22)
    assert [e.id for e in home(ann).news] == [e.id for e in entries[:1:-1]][:3]
    work.clock.forward(days=1)
    assert home(ann).news == ()


def test_nothing_waits_for_a_teacher_with_nothing_to_read(class_of: Maker) -> None:
    work = class_of("Ann")
    work.hands_in(work.people["Ann"])
    assert waiting(work.teacher) == []


def test_every_kind_has_its_words_on_the_page(class_of: Maker) -> None:
    from writing_center.widgets.views.home import ACTIONS, LABELS

    assert set(LABELS) == set(ACTIONS) == set(WaitingKind)
