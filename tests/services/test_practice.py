"""Practising to review: alone, then beside the teacher; counted nowhere, shown only by consent."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from writing_center.domain.annotations import MAX_COMMENTS, CommentKind
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.practice import PracticeForm, PracticeText, Showing
from writing_center.domain.review_forms import Filled
from writing_center.domain.reviews import CriterionReading
from writing_center.services import dashboards, practice, practice_texts
from writing_center.services.assignments import settings_locked
from writing_center.services.private_reviews import NewComment
from writing_center.services.session import Session

from .class_at_work import ClassAtWork

TEXT = "My room is dark.\n\nThere are two lamps.\n\nOne works."
FORM = PracticeForm("My room", TEXT, "Can you see it?")
FILLED = Filled(answer="Almost.", describe="It shows a room.", suggest="Count the lamps first.")
LAMPS = NewComment(18, 38, "I counted with you.", CommentKind.WORKED, exact="There are two lamps.")


@pytest.fixture
def work(class_of: Callable[..., ClassAtWork]) -> ClassAtWork:
    return class_of("Ann", "Bo", "Cem")


@pytest.fixture
def text(work: ClassAtWork) -> PracticeText:
    """Reviewed by its teacher, and open."""
    made = practice_texts.make_practice(work.teacher, work.group.id, FORM, work.assignment.id)
    practice_texts.save_sample_review(work.teacher, made.id, FILLED)
    practice_texts.add_sample_comment(work.teacher, made.id, LAMPS)
    return practice_texts.open_practice(work.teacher, made.id)


def practises(who: Session, text: PracticeText, answer: str = "No.") -> None:
    practice.save_practice(who, text.id, Filled(answer=answer, evaluate="Dim."))
    practice.add_practice_comment(who, text.id, LAMPS)
    practice.finish_practice(who, text.id)


def gives_reviews(work: ClassAtWork, who: Session, number: int) -> None:
    from writing_center.domain.assignments import Phase

    letters = []
    for name in ("Other one", "Other two", "Other three")[:number]:
        letters.append(work.hands_in(work.joins(name)))
    work.begins(Phase.REVIEW)
    for letter in letters:
        work.answers(who, letter)


def test_the_teachers_review_is_seen_only_when_ones_own_is_done(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann = work.people["Ann"]
    before = practice.practice_desk(ann, text.id)
    assert before.examples == ()
    assert "Almost" not in repr(before)
    assert "counted with you" not in repr(practice.my_practice(ann))
    practises(ann, text)
    after = practice.practice_desk(ann, text.id)
    (teachers,) = after.examples
    assert (teachers.by, teachers.review.answer) == ("Ms Teacher", "Almost.")
    assert [note.body for note in teachers.annotations] == ["I counted with you."]
    assert work.teacher.actor_id not in repr(teachers)
    assert after.own.review.answer == "No."
    with pytest.raises(NotAllowed, match="finished"):
        practice.save_practice(ann, text.id, FILLED)


def test_what_is_written_is_kept_and_comments_can_be_taken_out(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann = work.people["Ann"]
    note = practice.add_practice_comment(ann, text.id, LAMPS)
    practice.save_practice(ann, text.id, Filled(answer=" Not yet. "))
    practice.save_practice(ann, text.id, Filled(suggest="More light."))
    desk = practice.practice_desk(ann, text.id)
    assert (desk.own.review.answer, desk.own.review.suggest) == ("Not yet.", "More light.")
    assert desk.own.annotations == (note,)
    with pytest.raises(NotFound):
        practice.remove_practice_comment(work.people["Bo"], text.id, note.id)
    practice.change_practice_comment(ann, text.id, note.id, "Two lamps.")
    assert practice.practice_desk(ann, text.id).own.annotations == (
        replace(note, body="Two lamps."),
    )
    with pytest.raises(NotFound):
        practice.change_practice_comment(work.people["Bo"], text.id, note.id, "No.")
    practice.remove_practice_comment(ann, text.id, note.id)
    assert practice.practice_desk(ann, text.id).own.annotations == ()


def test_nothing_is_done_before_something_is_said(work: ClassAtWork, text: PracticeText) -> None:
    ann = work.people["Ann"]
    with pytest.raises(InvalidInput) as refused:
        practice.finish_practice(ann, text.id)
    assert refused.value.field == "answer"
    practice.save_practice(ann, text.id, Filled(answer="Yes."))
    with pytest.raises(InvalidInput, match="one more thing"):
        practice.finish_practice(ann, text.id)


def test_practice_counts_for_nothing_and_locks_nothing(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann, store = work.people["Ann"], work.center.store
    seen_before = dashboards.participation(work.teacher, work.group.id)
    (criterion,) = text.rubric.criteria if text.rubric else ()
    practice.save_practice(
        ann, text.id, Filled(readings=[CriterionReading(criterion.id, "1", "?")])
    )
    practises(ann, text)
    assert store.reviews.count() == store.claims.count() == store.submissions.count() == 0
    assert store.annotations.count() == 0
    assert not settings_locked(work.teacher, work.assignment.id).criteria
    assert dashboards.participation(work.teacher, work.group.id) == seen_before
    told = [one for one in store.activities.where(actor_id=ann.actor_id) if "practice" in one.did]
    assert told
    assert all(one.is_confidential and not one.group_id for one in told)


def test_a_teacher_sees_nothing_of_what_students_practised(
    work: ClassAtWork, text: PracticeText
) -> None:
    practises(work.people["Ann"], text, "A secret answer")
    seen = [
        practice_texts.practice_text(work.teacher, text.id),
        practice_texts.practice_texts_of(work.teacher, work.group.id),
        dashboards.participation(work.teacher, work.group.id),
    ]
    assert "secret answer" not in repr(seen)
    with pytest.raises(NotFound):
        practice.practice_desk(work.teacher, text.id)


def test_a_newcomer_is_invited_until_the_first_review_or_practice_or_not_now(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann, bo, cem = (work.people[name] for name in ("Ann", "Bo", "Cem"))
    for one in (ann, bo, cem):
        found = practice.invitation(one)
        assert found
        assert found.id == text.id
    assert practice.invitation(work.teacher) is None
    practises(ann, text)
    assert practice.invitation(ann) is None
    practice.put_off_practice(bo, text.id)
    assert practice.invitation(bo) is None
    assert [item.id for item in practice.my_practice(bo)] == [text.id], "it can still be found"
    gives_reviews(work, cem, 1)
    assert practice.invitation(cem) is None
    assert [item.id for item in practice.my_practice(cem)] == [text.id]


def test_only_an_open_text_is_there_and_what_one_began_stays(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann, bo = work.people["Ann"], work.people["Bo"]
    practice.save_practice(ann, text.id, Filled(answer="Begun."))
    practice_texts.close_practice(work.teacher, text.id)
    with pytest.raises(NotFound):
        practice.practice_desk(bo, text.id)
    assert practice.my_practice(bo) == []
    assert practice.invitation(bo) is None
    practises(ann, text)
    assert practice.practice_desk(ann, text.id).examples


@pytest.mark.parametrize("is_used", [False, True])
def test_a_removed_text_stays_with_those_who_began_and_with_nobody_else(
    work: ClassAtWork, text: PracticeText, is_used: bool
) -> None:
    ann, bo = work.people["Ann"], work.people["Bo"]
    with pytest.raises(NotAllowed, match="Close it first"):
        practice_texts.remove_practice(work.teacher, text.id)
    if is_used:
        practises(ann, text)
    practice_texts.close_practice(work.teacher, text.id)
    practice_texts.remove_practice(work.teacher, text.id)
    assert practice_texts.practice_texts_of(work.teacher, work.group.id) == []
    for again in (practice_texts.practice_text, practice_texts.open_practice):
        with pytest.raises(NotFound):
            again(work.teacher, text.id)
    assert practice.my_practice(bo) == []
    assert [item.id for item in practice.my_practice(ann)] == [text.id] * is_used
    if is_used:
        assert practice.practice_desk(ann, text.id).examples


def test_an_experienced_member_shows_theirs_and_takes_it_back(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann, bo = work.people["Ann"], work.people["Bo"]
    practises(ann, text, "How Ann saw it")
    practises(bo, text)
    assert not practice.practice_desk(ann, text.id).may_show
    with pytest.raises(NotAllowed):
        practice.show_practice(ann, text.id, Showing.NAMED)
    gives_reviews(work, ann, 3)
    assert practice.practice_desk(ann, text.id).may_show
    practice.show_practice(ann, text.id, Showing.NAMED)
    assert [one.by for one in practice.practice_desk(bo, text.id).examples] == ["Ms Teacher", "Ann"]
    practice.show_practice(ann, text.id, Showing.UNNAMED)
    unnamed = practice.practice_desk(bo, text.id).examples[1]
    assert (unnamed.by, unnamed.review.answer) == ("", "How Ann saw it")
    assert ann.actor_id not in repr(unnamed)
    assert practice.practice_desk(work.people["Cem"], text.id).examples == (), (
        "not before their own"
    )
    practice.show_practice(ann, text.id, Showing.NOT)
    assert len(practice.practice_desk(bo, text.id).examples) == 1
    practice.show_practice(ann, text.id, Showing.NAMED)
    practice.practise_again(ann, text.id)
    assert len(practice.practice_desk(bo, text.id).examples) == 1
    assert not practice.practice_desk(ann, text.id).own.is_begun


def test_an_open_text_stays_as_it_is_and_so_do_words_with_comments(
    work: ClassAtWork, text: PracticeText
) -> None:
    other = PracticeForm("Other", "Other words.", "Why?")
    with pytest.raises(NotAllowed, match="Close it"):
        practice_texts.change_practice(work.teacher, text.id, other)
    practice_texts.close_practice(work.teacher, text.id)
    with pytest.raises(NotAllowed, match="its words stay"):
        practice_texts.change_practice(work.teacher, text.id, other)
    kept = practice_texts.change_practice(
        work.teacher, text.id, PracticeForm("A title", TEXT, "Where does it go dark?")
    )
    assert (kept.title, kept.request, kept.text) == ("A title", "Where does it go dark?", TEXT)


@pytest.mark.parametrize("missing", ["title", "text", "request"])
def test_a_practice_text_needs_its_parts(work: ClassAtWork, missing: str) -> None:
    form = PracticeForm(**{**vars(FORM), missing: " \n "})
    with pytest.raises(InvalidInput) as refused:
        practice_texts.make_practice(work.teacher, work.group.id, form)
    assert refused.value.field == missing


def test_it_opens_only_with_the_teachers_own_review(work: ClassAtWork) -> None:
    made = practice_texts.make_practice(work.teacher, work.group.id, FORM)
    assert made.rubric is None
    with pytest.raises(InvalidInput, match="question first"):
        practice_texts.open_practice(work.teacher, made.id)
    assert practice.my_practice(work.people["Ann"]) == []


def test_a_practice_review_takes_so_many_comments_and_no_more(
    work: ClassAtWork, text: PracticeText
) -> None:
    ann = work.people["Ann"]
    for _ in range(MAX_COMMENTS):
        practice.add_practice_comment(ann, text.id, LAMPS)
    with pytest.raises(InvalidInput, match="200 comments"):
        practice.add_practice_comment(ann, text.id, LAMPS)
