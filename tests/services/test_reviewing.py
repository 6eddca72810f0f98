"""Writing a review and handing it in; reading feedback and deciding."""

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.annotations import MAX_COMMENTS, CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import (
    InvalidInput,
    NotAllowed,
    NotFound,
    PassageMismatch,
    PhaseClosed,
)
from writing_center.domain.reviews import Choice, Claim, ClaimState, CriterionReading
from writing_center.domain.submissions import Submission
from writing_center.services import answering, feedback, reviewing
from writing_center.services.reviewing import save_review, submit_review
from writing_center.services.session import Session

from .class_at_work import ENTRY, PASSAGE, TEXT, ClassAtWork


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def bo(at_work: ClassAtWork) -> Session:
    return at_work.joins("Bo")


@pytest.fixture
def submission(at_work: ClassAtWork, ann: Session) -> Submission:
    made = at_work.hands_in(ann)
    at_work.begins(Phase.REVIEW)
    return made


@pytest.fixture
def claim(at_work: ClassAtWork, bo: Session, submission: Submission) -> Claim:
    return at_work.claims(bo, submission)


def criterion_id(bo: Session, claim: Claim) -> str:
    return reviewing.open_desk(bo, claim.id).rubric.criteria[0].id


def test_saving_leaves_what_is_not_given(bo: Session, claim: Claim) -> None:
    save_review(bo, claim.id, answer=" Yes. ", summary="Good.")
    save_review(bo, claim.id, summary="Very good.")
    reading = CriterionReading(criterion_id(bo, claim), " line 2 ", "clear", 2)
    save_review(bo, claim.id, readings=[reading])
    review = reviewing.open_desk(bo, claim.id).review
    assert (review.answer, review.summary) == ("Yes.", "Very good.")
    assert review.readings == (CriterionReading(reading.criterion_id, "line 2", "clear", 2),)
    assert save_review(bo, claim.id, answer="").id == claim.id


@pytest.mark.parametrize("level", [-1, 3, 99])
def test_a_level_that_is_not_there(bo: Session, claim: Claim, level: int) -> None:
    reading = CriterionReading(criterion_id(bo, claim), level=level)
    with pytest.raises(InvalidInput, match="no such level"):
        save_review(bo, claim.id, readings=[reading])


def test_a_criterion_of_another_rubric(bo: Session, claim: Claim) -> None:
    with pytest.raises(InvalidInput, match="does not belong"):
        save_review(bo, claim.id, readings=[CriterionReading("other")])


def test_commenting_on_a_passage(at_work: ClassAtWork, bo: Session, claim: Claim) -> None:
    note = at_work.comments(bo, claim.id)
    assert note.passage.exact == PASSAGE
    assert note.passage.suffix.startswith(" 🚌 Nobody asked")
    emoji = TEXT.index("🚌")
    other = reviewing.add_comment(bo, claim.id, emoji, emoji + 1, "?", kind=CommentKind.QUESTION)
    assert reviewing.open_desk(bo, claim.id).annotations == (note, other)


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(0, 5, "busses"), (3, 3, None), (0, 999, None), (-2, 5, None)]
)
def test_a_passage_that_is_not_there(
    bo: Session, claim: Claim, start: int, end: int, exact: str | None
) -> None:
    with pytest.raises(PassageMismatch):
        reviewing.add_comment(bo, claim.id, start, end, "?", exact=exact)
    assert reviewing.open_desk(bo, claim.id).annotations == ()


def test_a_comment_needs_words_and_a_known_entry(bo: Session, claim: Claim) -> None:
    with pytest.raises(InvalidInput, match="write a comment"):
        reviewing.add_comment(bo, claim.id, 0, 5, "  ")
    with pytest.raises(InvalidInput, match="entry of the guide"):
        reviewing.add_comment(bo, claim.id, 0, 5, "?", cites="nonsense")


def test_a_comment_is_reworded_and_taken_out(
    at_work: ClassAtWork, bo: Session, claim: Claim
) -> None:
    note = at_work.comments(bo, claim.id)
    assert reviewing.change_comment(bo, note.id, "Better.").body == "Better."
    assert reviewing.change_comment(bo, note.id, "Best.", "Better.\r\n").body == "Best."
    both = reviewing.change_comment(bo, note.id, "Other.", "Better.")
    assert both.body == "Other.\n\nBest.", "reworded on two devices, both are kept"
    assert reviewing.change_comment(bo, note.id, both.body, "Best.").body == both.body
    reviewing.remove_comment(bo, note.id)
    assert reviewing.open_desk(bo, claim.id).annotations == ()
    with pytest.raises(NotFound):
        reviewing.remove_comment(bo, note.id)


def test_the_request_is_answered_first_and_one_thing_more(bo: Session, claim: Claim) -> None:
    save_review(bo, claim.id, summary="Good.")
    with pytest.raises(InvalidInput, match="answer the writer") as caught:
        submit_review(bo, claim.id)
    assert caught.value.field == "answer"
    save_review(bo, claim.id, answer="Yes.", summary="")
    with pytest.raises(InvalidInput, match="one more thing"):
        submit_review(bo, claim.id)


def test_a_level_alone_is_not_one_thing_more(bo: Session, claim: Claim) -> None:
    save_review(
        bo, claim.id, answer="Yes.", readings=[CriterionReading(criterion_id(bo, claim), level=1)]
    )
    with pytest.raises(InvalidInput, match="one more thing"):
        submit_review(bo, claim.id)


@pytest.mark.parametrize("thing", ["summary", "comment", "place", "description"])
def test_any_one_thing_more_is_enough(
    at_work: ClassAtWork, bo: Session, claim: Claim, thing: str
) -> None:
    save_review(bo, claim.id, answer="Yes.", summary="Good." if thing == "summary" else "")
    if thing == "comment":
        at_work.comments(bo, claim.id)
    elif thing != "summary":
        save_review(
            bo, claim.id, readings=[CriterionReading(criterion_id(bo, claim), **{thing: "words"})]
        )
    assert submit_review(bo, claim.id).submitted_at == at_work.clock.now()


def test_a_review_that_is_in_does_not_change(
    at_work: ClassAtWork, bo: Session, claim: Claim
) -> None:
    note = at_work.fills(bo, claim)
    submit_review(bo, claim.id)
    assert at_work.center.store.claims.find(claim.id).state is ClaimState.FULFILLED
    for change in (
        lambda: save_review(bo, claim.id, answer="No."),
        lambda: at_work.comments(bo, claim.id),
        lambda: reviewing.change_comment(bo, note.id, "No."),
        lambda: reviewing.remove_comment(bo, note.id),
        lambda: submit_review(bo, claim.id),
    ):
        with pytest.raises(NotAllowed, match="handed in"):
            change()


def test_a_finished_review_is_taken_after_its_lease_but_not_after_the_end(
    at_work: ClassAtWork, bo: Session, claim: Claim
) -> None:
    at_work.fills(bo, claim)
    at_work.clock.forward(days=3)
    at_work.begins(Phase.CLOSED)
    at_work.clock.forward(seconds=61)
    with pytest.raises(PhaseClosed, match="Your text is kept"):
        submit_review(bo, claim.id)
    at_work.begins(Phase.REVISION)
    assert submit_review(bo, claim.id)


def test_handing_in_is_recorded_with_the_entries_cited_once_each(
    at_work: ClassAtWork, ann: Session, bo: Session, claim: Claim
) -> None:
    from writing_center.services import style_guide

    one, two = (style_guide.propose_entry(bo, ENTRY) for _ in range(2))
    for entry in (one, one, two):
        at_work.comments(bo, claim.id, cites=entry.id)
    save_review(bo, claim.id, answer="Yes.")
    store = at_work.center.store
    assert store.activities.count(did=Did.ENTRY_CITED) == 0, "not before it is in"
    submit_review(bo, claim.id)
    cited = store.activities.where(did=Did.ENTRY_CITED)
    assert {a.entry_id for a in cited} == {one.id, two.id}
    assert len(cited) == 2
    assert style_guide.view_entry(ann, one.id).citations == 1
    (done,) = store.activities.where(did=Did.REVIEW_SUBMITTED)
    assert (done.actor_id, done.other_id, done.review_id) == (
        bo.actor_id,
        ann.actor_id,
        claim.id,
    )


def test_gentle_notes_go_when_they_are_heeded(
    at_work: ClassAtWork, bo: Session, claim: Claim
) -> None:
    assert len(reviewing.gentle_notes(reviewing.open_desk(bo, claim.id))) == 3
    at_work.fills(bo, claim)
    (short,) = reviewing.gentle_notes(reviewing.open_desk(bo, claim.id))
    assert short.startswith("It is very short")
    save_review(bo, claim.id, evaluate="It made me see the sister, and the window. " * 5)
    assert reviewing.gentle_notes(reviewing.open_desk(bo, claim.id)) == ()


def test_an_author_reads_what_is_in_and_nothing_before(
    at_work: ClassAtWork, ann: Session, bo: Session, claim: Claim, submission: Submission
) -> None:
    at_work.fills(bo, claim)
    assert feedback.feedback_on(ann, submission.id).answers == ()
    submit_review(bo, claim.id)
    (answer,) = feedback.feedback_on(ann, submission.id).answers
    assert answer.reviewer == "Bo"
    assert [c.about for c in answer.comments] == [
        "Your question",
        "Clarity",
        "suggestion",
        "On the whole",
    ]
    assert feedback.feedback_on(ann, submission.id).undecided == 4


@pytest.fixture
def answered(at_work: ClassAtWork, bo: Session, claim: Claim) -> Claim:
    at_work.fills(bo, claim)
    submit_review(bo, claim.id)
    return claim


def test_deciding_and_deciding_again(
    at_work: ClassAtWork, ann: Session, bo: Session, answered: Claim, submission: Submission
) -> None:
    comment = feedback.feedback_on(ann, submission.id).answers[0].comments[2]
    feedback.decide(ann, answered.id, comment.id, Choice.CONSIDERING)
    feedback.decide(ann, answered.id, comment.id, Choice.DECLINED, " I mean it. ")
    (answer,) = feedback.feedback_on(ann, submission.id).answers
    assert (answer.decisions[comment.id].choice, answer.decisions[comment.id].reason) == (
        Choice.DECLINED,
        "I mean it.",
    )
    assert feedback.feedback_on(ann, submission.id).undecided == 3
    assert at_work.center.store.activities.count(did=Did.COMMENT_DECIDED) == 1
    (given,) = feedback.reviews_given(bo)
    assert (given.author, given.decisions[comment.id].reason) == ("Ann", "I mean it.")
    assert feedback.review_given(bo, answered.id) == given


def test_a_review_is_given_when_it_is_in(
    at_work: ClassAtWork, ann: Session, bo: Session, claim: Claim
) -> None:
    with pytest.raises(NotAllowed, match="not handed in yet"):
        feedback.review_given(bo, claim.id)
    at_work.fills(bo, claim)
    submit_review(bo, claim.id)
    assert feedback.review_given(bo, claim.id).review.id == claim.id
    for who, id in ((ann, claim.id), (bo, "nothing")):
        with pytest.raises(NotFound):
            feedback.review_given(who, id)


def test_a_no_needs_a_reason_and_a_comment_has_to_be_there(ann: Session, answered: Claim) -> None:
    with pytest.raises(InvalidInput, match="say why"):
        feedback.decide(ann, answered.id, f"{answered.id}:summary", Choice.DECLINED, " ")
    for wrong in ("", "nonsense", f"{answered.id}:nonsense"):
        with pytest.raises(NotFound):
            feedback.decide(ann, answered.id, wrong, Choice.WILL_DO)


def test_rating(at_work: ClassAtWork, ann: Session, answered: Claim) -> None:
    for wrong in (0, 6, -1):
        with pytest.raises(InvalidInput, match="from 1 to 5"):
            answering.rate_review(ann, answered.id, wrong)
    answering.rate_review(ann, answered.id, 3)
    answering.rate_review(ann, answered.id, 5, "It made me see the drivers.")
    (kept,) = at_work.center.store.back_evaluations.all()
    assert (kept.helpfulness, kept.why) == (5, "It made me see the drivers.")
    assert at_work.center.store.activities.count(did=Did.REVIEW_ANSWERED) == 1


def test_nothing_can_be_said_about_a_review_that_is_not_in(ann: Session, claim: Claim) -> None:
    with pytest.raises(NotFound):
        answering.rate_review(ann, claim.id, 5)
    with pytest.raises(NotFound):
        feedback.decide(ann, claim.id, f"{claim.id}:answer", Choice.WILL_DO)


def test_others_reviews_open_when_ones_own_is_in(
    at_work: ClassAtWork, bo: Session, answered: Claim, submission: Submission
) -> None:
    cy = at_work.joins("Cy")
    with pytest.raises(NotAllowed):
        feedback.reviews_of_others(cy, submission.id)
    mine = at_work.claims(cy, submission)
    with pytest.raises(NotAllowed, match="when your own is in"):
        feedback.reviews_of_others(cy, submission.id)
    at_work.fills(cy, mine)
    assert feedback.reviews_of_others(bo, submission.id) == []
    submit_review(cy, mine.id)
    assert [g.review.id for g in feedback.reviews_of_others(cy, submission.id)] == [answered.id]
    assert [g.review.id for g in feedback.reviews_of_others(bo, submission.id)] == [mine.id]


def test_a_review_takes_so_many_comments_and_no_more(bo: Session, claim: Claim) -> None:
    for n in range(MAX_COMMENTS):
        last = reviewing.add_comment(bo, claim.id, 0, 4, f"Comment {n}")
    with pytest.raises(InvalidInput, match="200 comments"):
        reviewing.add_comment(bo, claim.id, 0, 4, "One more")
    reviewing.remove_comment(bo, last.id)
    assert reviewing.add_comment(bo, claim.id, 0, 4, "Instead").body == "Instead"
