"""Answering reviews: reasons, thanks, what reviewers hear of it, and what is left out."""

from collections.abc import Callable

import pytest

from writing_center.domain.answering import Heard, Reason
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput
from writing_center.domain.submissions import Submission
from writing_center.services import answering
from writing_center.services.answering import REQUESTS, rate_review

from .class_at_work import TEXT, ClassAtWork
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
    assert [(one.helpfulness, one.at) for one in third.earlier] == [
        (4, first.at),
        (2, third.earlier[1].at),
    ]
    again = rate_review(ann, review.id, 2, "Hm, well.")
    assert again.earlier == third.earlier, "the same rating again is no new one"
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
