"""Answering reviews: reasons, thanks, what reviewers hear of it, and what is left out."""

from collections.abc import Callable

import pytest

from writing_center.domain.answering import Heard, Reason
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput
from writing_center.domain.reviews import BackEvaluation, EarlierRating
from writing_center.domain.submissions import Submission
from writing_center.services import answering, feedback, results
from writing_center.services.answering import REQUESTS, rate_review

from .class_at_work import TEXT, ClassAtWork, hands_in_together
from .engines import both_engines
from .levels import reads, told

Maker = Callable[..., ClassAtWork]
VAGUE = "too_vague"


@pytest.fixture
def work(class_of: Maker) -> ClassAtWork:
    return class_of("Ann", "Bo", "Cy", "Di")


def letters(work: ClassAtWork, *names: str) -> list[Submission]:
    made = [work.hands_in(work.people[name]) for name in names]
    work.begins(Phase.REVIEW)
    return made


def test_reasons_and_thanks_are_kept_and_replaced(work: ClassAtWork) -> None:
    (letter,) = letters(work, "Ann")
    review = reads(work, "Bo", letter, 1)
    ann = work.people["Ann"]
    first = rate_review(ann, review.id, 4, "Good.", reasons=["changed_my_view"], thanks=" Thanks! ")
    assert (first.reasons, first.thanks, first.earlier) == (("changed_my_view",), "Thanks!", ())
    work.clock.forward(hours=1)
    rate_review(ann, review.id, 2, reasons=[VAGUE])
    work.clock.forward(hours=1)
    third = rate_review(ann, review.id, 2, "Hm.")
    assert (third.why, third.reasons, third.thanks) == ("Hm.", (), "")
    assert third.earlier == (EarlierRating(4, first.at, ""),), "what nobody has heard is gone"
    assert rate_review(ann, review.id, 2, "Hm.") == third, "the same again is no change"
    with pytest.raises(InvalidInput):
        rate_review(ann, review.id, 2, reasons=["made_up"])


def test_a_reviewer_hears_nothing_that_one_author_must_have_said(work: ClassAtWork) -> None:
    anns, bos, cys = letters(work, "Ann", "Bo", "Cy")
    ours = [reads(work, "Di", one, 1) for one in (anns, bos)]
    di = work.people["Di"]
    assert told(di) == {"English 10b": None}
    rate_review(work.people["Ann"], ours[0].id, 5, "Ann was here", thanks="Thank you")
    assert told(di) == {"English 10b": None}
    rate_review(work.people["Bo"], ours[1].id, 4, reasons=[VAGUE])
    heard = told(di)["English 10b"]
    assert isinstance(heard, Heard)
    assert (heard.words, heard.thanks) == (("Ann was here",), ("Thank you",))
    assert heard.reasons == (Reason.TOO_VAGUE,)
    work.begins(Phase.REVIEW)
    theirs = reads(work, "Di", cys, 1)
    rate_review(work.people["Cy"], theirs.id, 1, "Cy was here")
    assert told(di)["English 10b"] == heard, "it could only be Cy’s"


def test_a_change_is_heard_when_somebody_else_has_answered_too(work: ClassAtWork) -> None:
    texts = letters(work, "Ann", "Bo", "Cy")
    ours = [reads(work, "Di", one, 1) for one in texts]
    ann, bo, cy, di = work.people.values()
    first = rate_review(ann, ours[0].id, 5, "It helped.", thanks="Thanks!")
    work.clock.forward(minutes=1)
    rate_review(bo, ours[1].id, 4, "Fine.")
    then = told(di)["English 10b"]
    for thanks in ("", "For the sister, too!"):
        work.clock.forward(minutes=1)
        now = rate_review(ann, ours[0].id, 1, "Hm.", reasons=[VAGUE], thanks=thanks)
        assert told(di)["English 10b"] == then, "only Ann has done anything since"
        assert [(e.helpfulness, e.why, e.at) for e in now.earlier] == [(5, "It helped.", first.at)]
    work.clock.forward(minutes=1)
    rate_review(cy, ours[2].id, 4, "Good.")
    heard = told(di)["English 10b"]
    assert isinstance(heard, Heard)
    assert heard.words == ("Fine.", "Good.", "Hm.")
    assert (heard.thanks, heard.reasons) == (("For the sister, too!",), (Reason.TOO_VAGUE,))
    work.clock.forward(minutes=1)
    last = rate_review(ann, ours[0].id, 5, "Better.")
    assert [(one.helpfulness, one.why) for one in last.earlier] == [(5, ""), (1, "Hm.")]


def test_each_who_wrote_a_text_answers_for_themselves(work: ClassAtWork) -> None:
    ann, bo, cy, di = work.people.values()
    together = hands_in_together(work, ann, bo)
    alone = work.hands_in(cy)
    work.begins(Phase.REVIEW)
    review = reads(work, "Di", together, 0)
    rate_review(ann, review.id, 5, "Ann’s words")
    assert feedback.feedback_on(ann, together.id).answers[0].levels
    (bos,) = feedback.feedback_on(bo, together.id).answers
    assert (bos.levels, bos.back_evaluation) == ((), None), "Bo has said nothing yet"
    assert results.own_results(bo, together.id).hidden == 1
    work.clock.forward(minutes=1)
    rate_review(bo, review.id, 1, "Bo’s words")
    (anns,) = feedback.feedback_on(ann, together.id).answers
    assert anns.back_evaluation is not None
    assert (anns.back_evaluation.helpfulness, anns.back_evaluation.why) == (5, "Ann’s words")
    assert answering.ratings_left_out(work.teacher, work.assignment.id) == []
    assert told(di) == {"English 10b": None}, "they wrote together: one voice, perhaps"
    work.clock.forward(minutes=1)
    rate_review(bo, review.id, 2, "Bo’s words")
    rate_review(ann, review.id, 4, "Ann’s words")
    left = answering.ratings_left_out(work.teacher, work.assignment.id)
    assert sorted((one.author, one.sentence[:27]) for one in left) == [
        ("Ann", "The rating went from 5 to 4"),
    ]
    assert answering.own_ratings_left_out(bo, together.id) == {}
    rate_review(cy, reads(work, "Di", alone, 1).id, 4, "Cy’s words")
    heard = told(di)["English 10b"]
    assert isinstance(heard, Heard)
    assert heard.words == ("Ann’s words", "Bo’s words", "Cy’s words")


@both_engines
def test_an_answer_from_an_older_store_is_read_and_changed(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    (letter,) = letters(work, "Ann")
    review = reads(work, "Bo", letter, 0)
    ann, kept = work.people["Ann"], work.center.store.back_evaluations
    at = work.clock.now()
    kept.put(BackEvaluation(review.id, ann.actor_id, 4, "Old.", at))
    (answer,) = feedback.feedback_on(ann, letter.id).answers
    assert answer.back_evaluation is not None
    assert answer.levels
    work.clock.forward(minutes=1)
    rate_review(ann, review.id, 1)
    assert [one.helpfulness for one in kept.all()] == [1], "in place of the old one"
    (left,) = answering.ratings_left_out(work.teacher, work.assignment.id)
    assert "from 4 to 1" in left.sentence


def test_requests_outside_assignments_are_heard_apart_and_never_by_teachers(
    work: ClassAtWork,
) -> None:
    con = work.comes("Con", is_consultant=True)
    asked = [
        work.hands_in(work.people[name], f"{TEXT} {name}", private=True, title="Secret")
        for name in ("Ann", "Bo")
    ]
    for one, name in zip(asked, ("Ann", "Bo"), strict=True):
        review = work.answers(con, one)
        rate_review(work.people[name], review.id, 5, "In confidence", thanks=name)
    assert set(told(con)) == {REQUESTS}
    heard = told(con)[REQUESTS]
    assert isinstance(heard, Heard)
    assert heard.thanks == ("Ann", "Bo")
    seen = answering.how_reviews_are_received(work.teacher, work.group.id)
    assert [one.student for one in seen] == ["Ann", "Bo", "Cy", "Di"]
    assert {one.sentence for one in seen} == {"No review is in yet."}


def test_the_teacher_reads_what_the_student_reads(work: ClassAtWork) -> None:
    anns, bos = letters(work, "Ann", "Bo")
    for letter, name in ((anns, "Ann"), (bos, "Bo")):
        review = reads(work, "Di", letter, 1)
        rate_review(work.people[name], review.id, 1, "private words", reasons=[VAGUE])
    received = {
        one.student: one.sentence
        for one in answering.how_reviews_are_received(work.teacher, work.group.id)
    }
    (own,) = answering.what_authors_said(work.people["Di"])
    assert received["Di"] == own.sentence
    assert "too vague" in own.sentence
    assert "private words" not in own.sentence
    assert received["Ann"] == "No review is in yet."


def test_lowered_for_low_levels_is_left_out_and_both_read_so(work: ClassAtWork) -> None:
    (letter,) = letters(work, "Ann")
    strict, kind = reads(work, "Bo", letter, 0), reads(work, "Cy", letter, 2)
    ann = work.people["Ann"]
    rate_review(ann, strict.id, 4)
    rate_review(ann, kind.id, 4)
    assert answering.ratings_left_out(work.teacher, work.assignment.id) == []
    work.clock.forward(minutes=5)
    rate_review(ann, strict.id, 1, "Unfair!")
    rate_review(ann, kind.id, 2, "On second thought")
    (left,) = answering.ratings_left_out(work.teacher, work.assignment.id)
    assert (left.author, left.reviewer, left.submission) == ("Ann", "Bo", letter)
    assert "from 4 to 1" in left.sentence
    assert answering.own_ratings_left_out(ann, letter.id) == {strict.id: left.sentence}


def test_readers_who_agree_on_low_levels_are_retaliated_against_no_less(work: ClassAtWork) -> None:
    (letter,) = letters(work, "Ann")
    both = [reads(work, name, letter, 0) for name in ("Bo", "Cy")]
    ann = work.people["Ann"]
    for one in both:
        rate_review(ann, one.id, 5)
    work.clock.forward(minutes=5)
    for one in both:
        rate_review(ann, one.id, 1)
    left = answering.ratings_left_out(work.teacher, work.assignment.id)
    assert sorted(one.reviewer for one in left) == ["Bo", "Cy"]


def test_a_bare_low_rating_for_who_was_strict_on_the_first_draft(work: ClassAtWork) -> None:
    (letter,) = letters(work, "Ann")
    ann = work.people["Ann"]
    strict, kind = reads(work, "Bo", letter, 0), reads(work, "Cy", letter, 2)
    rate_review(ann, strict.id, 4)
    rate_review(ann, kind.id, 4)
    work.begins(Phase.REVISION)
    second = work.hands_in(ann, f"{TEXT} More.")
    again, kinds = reads(work, "Bo", second, 2), reads(work, "Cy", second, 2)
    rate_review(ann, kinds.id, 5)
    rate_review(ann, again.id, 1)
    (left,) = answering.ratings_left_out(work.teacher, work.assignment.id)
    assert (left.reviewer, left.submission) == ("Bo", second)
    rate_review(ann, again.id, 1, reasons=[VAGUE])
    assert answering.ratings_left_out(work.teacher, work.assignment.id) == []
