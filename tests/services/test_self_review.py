"""A writer's own look comes before the readers' answers, and never stands in their way."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.review_forms import Filled
from writing_center.domain.reviews import Choice, CriterionReading, Review
from writing_center.domain.submissions import Submission
from writing_center.services import (
    annotation_export,
    annotations,
    answering,
    class_texts,
    feedback,
    home,
    report_contents,
    results,
    reviewing,
    self_review,
    threads,
)
from writing_center.services.private_reviews import NewComment
from writing_center.services.session import Session

from .class_at_work import ClassAtWork

LINE = Filled(answer="I think so.")


@pytest.fixture
def work(class_of: Callable[..., ClassAtWork]) -> ClassAtWork:
    made = class_of("Ann", "Bo")
    made.assignment = made.center.store.assignments.put(replace(made.assignment, self_review=True))
    return made


@pytest.fixture
def ann(work: ClassAtWork) -> Session:
    return work.people["Ann"]


@pytest.fixture
def letter(work: ClassAtWork, ann: Session) -> Submission:
    return work.hands_in(ann)


@pytest.fixture
def review(work: ClassAtWork, letter: Submission) -> Review:
    """Bo's answer, which Ann has not seen."""
    work.begins(Phase.REVIEW)
    return work.answers(work.people["Bo"], letter)


def what_ann_can_see(ann: Session, letter: Submission) -> str:
    """Everything that shows answers to their writer."""
    report = report_contents.feedback_report(ann, ann.actor_id, include_private=True)
    return repr(
        [
            feedback.feedback_on(ann, letter.id).answers,
            annotations.carried_into_draft(ann, letter.draft_id),
            json.loads(annotation_export.export_my_annotations(ann)),
            report.submissions,
            results.own_results(ann, letter.id).readers,
            results.own_results(ann, letter.id).hidden,
            home.home(ann).waiting,
        ]
    )


def test_answers_wait_for_ones_own_review(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    hidden = what_ann_can_see(ann, letter)
    assert "A person!" not in hidden
    assert "Go on." not in hidden
    assert "Look" not in hidden
    assert feedback.feedback_on(ann, letter.id).answers_wait
    teachers = report_contents.feedback_report(work.teacher, ann.actor_id)
    assert "A person!" not in repr(teachers), "it is made to be handed to her"
    assert results.own_results(ann, letter.id).hidden == 0, "nor that somebody chose a level"
    assert "self-review" in [one.kind for one in home.home(ann).waiting]
    with pytest.raises(NotFound):
        answering.rate_review(ann, review.id, 5)
    with pytest.raises(NotFound):
        feedback.decide(ann, review.id, f"{review.id}:answer", Choice.DONE)
    self_review.save_self_review(ann, letter.id, LINE)
    assert feedback.feedback_on(ann, letter.id).answers_wait, "not before it is in"
    self_review.finish_self_review(ann, letter.id)
    shown = what_ann_can_see(ann, letter)
    assert "A person!" in shown
    assert "Go on." in shown
    assert "self-review" not in [one.kind for one in home.home(ann).waiting]
    answering.rate_review(ann, review.id, 5)


def test_a_reply_below_what_is_hidden_is_not_announced(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    comment = f"{review.id}:answer"
    threads.reply_to(work.people["Bo"], review.id, comment, "I mean your sister.")
    assert "reply" not in [one.kind for one in home.home(ann).waiting]
    assert "your sister" not in what_ann_can_see(ann, letter)
    for look in (
        lambda: threads.threads_on(ann, review.id),
        lambda: threads.reply_to(ann, review.id, comment, "Who?"),
    ):
        with pytest.raises(NotFound):
            look()
    self_review.save_self_review(ann, letter.id, LINE)
    self_review.finish_self_review(ann, letter.id)
    assert "reply" in [one.kind for one in home.home(ann).waiting]


def test_feedback_is_never_lost_over_it(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    assert not feedback.feedback_on(ann, letter.id).answers
    work.begins(Phase.REVISION)
    found = feedback.feedback_on(ann, letter.id)
    assert (len(found.answers), found.answers_wait) == (1, False)


def test_others_are_not_kept_from_anything(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    assert len(feedback.reviews_given(work.people["Bo"])) == 1
    assert len(class_texts.class_text(work.teacher, letter.id).answers) == 1


def test_without_the_setting_nothing_waits(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    work.center.store.assignments.put(replace(work.assignment, self_review=False))
    assert len(feedback.feedback_on(ann, letter.id).answers) == 1
    with pytest.raises(NotAllowed):
        self_review.self_review_desk(ann, letter.id)


def test_a_line_is_enough_and_it_stays_as_it_was(ann: Session, letter: Submission) -> None:
    with pytest.raises(InvalidInput, match="One line"):
        self_review.finish_self_review(ann, letter.id)
    note = self_review.add_self_comment(ann, letter.id, NewComment(0, 5, "Here."))
    self_review.change_self_comment(ann, letter.id, note.id, "There.")
    desk = self_review.self_review_desk(ann, letter.id)
    assert [one.body for one in desk.own.annotations] == ["There."]
    self_review.remove_self_comment(ann, letter.id, note.id)
    self_review.add_self_comment(ann, letter.id, NewComment(0, 5, "Or here."))
    self_review.finish_self_review(ann, letter.id)
    own = self_review.own_self_review(ann, letter.id)
    assert own
    assert [one.body for one in own.annotations] == ["Or here."]
    with pytest.raises(NotAllowed, match="stays"):
        self_review.save_self_review(ann, letter.id, LINE)


def test_it_is_the_writers_alone_and_counted_nowhere(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    rubric = self_review.self_review_desk(ann, letter.id).rubric
    assert rubric
    reading = CriterionReading(rubric.criteria[0].id, "1", "A secret sight", 0)
    before = results.submission_results(work.teacher, letter.id)
    self_review.save_self_review(ann, letter.id, Filled(answer="Mine.", readings=[reading]))
    self_review.finish_self_review(ann, letter.id)
    assert results.submission_results(work.teacher, letter.id) == before
    for other in (work.teacher, work.people["Bo"]):
        with pytest.raises(NotFound):
            self_review.self_review_desk(other, letter.id)
        assert self_review.own_self_review(other, letter.id) is None
    report = report_contents.feedback_report(work.teacher, ann.actor_id)
    assert "secret sight" not in repr(report)
    mine = report_contents.feedback_report(ann, ann.actor_id)
    assert "secret sight" in repr(mine.submissions[0].own), "in one's own report it is"
    assert len(mine.submissions[0].reviews) == 1
    assert work.center.store.reviews.count() == 1


def test_each_who_wrote_it_looks_for_themselves(work: ClassAtWork, ann: Session) -> None:
    from writing_center.services import coauthors

    cem = work.joins("Cem")
    draft = work.writes(ann)
    coauthors.name_coauthors(ann, draft.id, [cem.actor_id])
    letter = work.hands_in(ann)
    self_review.save_self_review(ann, letter.id, LINE)
    self_review.finish_self_review(ann, letter.id)
    assert not feedback.feedback_on(ann, letter.id).answers_wait
    assert feedback.feedback_on(cem, letter.id).answers_wait


def test_a_draft_handed_in_after_the_last_reading_waits_for_nothing(
    work: ClassAtWork, ann: Session, letter: Submission, review: Review
) -> None:
    """What students are told: answers open at the latest when the revision begins."""
    work.begins(Phase.REVISION)
    second = work.hands_in(ann, "Revised.")
    claim = work.claims(work.people["Bo"], second)
    reviewing.save_review(work.people["Bo"], claim.id, answer="Yes.", summary="Go on.")
    reviewing.submit_review(work.people["Bo"], claim.id)
    found = feedback.feedback_on(ann, second.id)
    assert (len(found.answers), found.answers_wait) == (1, False)
    assert self_review.self_reviews_due(ann) == []
