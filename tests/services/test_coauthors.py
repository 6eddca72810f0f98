"""Texts that several wrote: read by none of them, answered for all of them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from opening import page_of

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.review_forms import Filled
from writing_center.domain.reviews import Choice
from writing_center.services import (
    annotation_export,
    answering,
    assignments,
    coauthors,
    dashboards,
    drafts,
    feedback,
    home,
    report_contents,
    self_review,
    submissions,
)
from writing_center.services.home import WaitingKind
from writing_center.services.session import Session

from .class_at_work import ClassAtWork, hands_in_together
from .test_reviews import offered


def test_a_draft_written_together(class_of: Callable[..., ClassAtWork]) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = (work.people[name] for name in ("Ann", "Bo", "Cy"))
    draft = work.writes(ann, title="Ours")
    assert [m.name for m in coauthors.coauthors_to_choose(ann, draft.id)] == ["Bo", "Cy"]
    coauthors.name_coauthors(ann, draft.id, [bo.actor_id, bo.actor_id])
    with pytest.raises(NotFound):
        drafts.find_draft(bo, draft.id)
    submission = submissions.submit_draft(ann, draft.id)
    assert submission.author_ids == (ann.actor_id, bo.actor_id)
    work.begins(Phase.REVIEW)
    assert (offered(bo), offered(cy)) == ([], ["Ours"])
    with pytest.raises(NotAllowed, match="your own text"):
        work.claims(bo, submission)
    review = work.answers(cy, submission)
    assert coauthors.written_together(bo) == [submission]
    assert coauthors.written_together(cy) == coauthors.written_together(ann) == []
    (answer,) = feedback.feedback_on(bo, submission.id).answers
    assert answer.comments[0].body == "Yes."
    feedback.decide(bo, review.id, answer.comments[0].id, Choice.WILL_DO)
    answering.rate_review(bo, review.id, 4)
    with pytest.raises(NotFound):
        feedback.feedback_on(cy, submission.id)


def test_who_wrote_it_together_has_handed_in(class_of: Callable[..., ClassAtWork]) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, _ = work.people.values()
    together = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    work.clock.forward(days=5)
    view = dashboards.participation(work.teacher, work.group.id)
    told = sorted((one.name, one.need.kind) for one in view.needs)
    assert told == [
        ("Ann and Bo", dashboards.NeedKind.UNANSWERED),
        ("Cy", dashboards.NeedKind.NOTHING_YET),
        ("Di", dashboards.NeedKind.NOTHING_YET),
    ]
    (bos,) = dashboards.what_my_teacher_sees(bo)
    assert ([one.need.kind for one in bos.needs], bos.submissions) == (
        [dashboards.NeedKind.UNANSWERED],
        1,
    )
    progress = assignments.progress_of(work.teacher, work.assignment.id)
    assert (progress.handed_in, progress.answered) == (2, 0)
    work.answers(cy, together)
    assert assignments.progress_of(work.teacher, work.assignment.id).answered == 2
    view = dashboards.participation(work.teacher, work.group.id)
    assert [(one.reviewer, one.author, one.count) for one in view.pairs] == [
        ("Cy", "Ann and Bo", 1)
    ]
    assert (view.sharing.reviews, view.sharing.isolated) == (1, 1), "one review, read by two"
    for who in (ann, bo):
        (seen,) = dashboards.what_my_teacher_sees(who)
        assert seen.pairs == view.pairs
    ((_, funnel),) = view.funnels
    assert (funnel.handed_in, funnel.claimed, funnel.reviewed) == (2, 2, 2)


def test_what_was_written_together_comes_to_each_of_them(
    class_of: Callable[..., ClassAtWork],
) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = work.people.values()
    assert kinds(bo) == [WaitingKind.WRITE]
    together = hands_in_together(work, ann, bo)
    (waits,) = home.home(bo).waiting
    assert (waits.kind, waits.target) == (WaitingKind.HANDED_IN_TOGETHER, together.id)
    assert waits.detail.startswith("Ann handed in what you wrote together. Reading begins")
    assert "Begin<" not in page_of(bo, "/write"), "there is nothing to begin any more"
    work.begins(Phase.REVIEW)
    work.answers(cy, together)
    (waits,) = home.home(bo).waiting
    assert (waits.kind, waits.target) == (WaitingKind.FEEDBACK, together.id)
    for maker in (bo, work.teacher):
        (told,) = report_contents.feedback_report(maker, bo.actor_id).submissions
        assert (told.title, len(told.reviews)) == ("A letter", 1)
    assert "A person!" in annotation_export.export_my_annotations(bo)
    assert "A person!" not in annotation_export.export_my_annotations(cy)
    assert report_contents.feedback_report(cy, cy.actor_id).submissions == ()


def test_the_pages_tell_each_what_is_theirs(class_of: Callable[..., ClassAtWork]) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = work.people.values()
    together = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    review = work.answers(cy, together)
    comment = feedback.feedback_on(ann, together.id).answers[0].comments[0]
    feedback.decide(ann, review.id, comment.id, Choice.WILL_DO)
    route = f"/feedback/{together.id}"
    own, other = page_of(ann, route), page_of(bo, route)
    assert "<strong>You:</strong> will do" in own
    assert "<strong>Who wrote it with you:</strong> will do" in other
    assert "Go on writing this draft" in own
    assert "Go on writing this draft" not in other, "the draft is with who handed it in"


def test_each_is_asked_for_a_look_of_their_own(class_of: Callable[..., ClassAtWork]) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people.values()
    work.center.store.assignments.put(replace(work.assignment, self_review=True))
    together = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    for who in (ann, bo):
        assert self_review.self_reviews_due(who) == [together]
        assert WaitingKind.SELF_REVIEW in kinds(who)
    self_review.save_self_review(ann, together.id, Filled(answer="I think so."))
    self_review.finish_self_review(ann, together.id)
    assert self_review.self_reviews_due(ann) == []
    assert self_review.self_reviews_due(bo) == [together]


def kinds(who: Session) -> list[WaitingKind]:
    return [one.kind for one in home.home(who).waiting]


def test_only_some_classmates_and_only_for_an_assignment(
    class_of: Callable[..., ClassAtWork],
) -> None:
    work = class_of("Ann", *(f"Student {n}" for n in range(6)))
    ann = work.people["Ann"]
    draft = work.writes(ann)
    others = [m.id for m in coauthors.coauthors_to_choose(ann, draft.id)]
    for wrong in ([ann.actor_id], ["nobody"], [work.teacher.actor_id], others):
        with pytest.raises(InvalidInput):
            coauthors.name_coauthors(ann, draft.id, wrong)
    assert coauthors.coauthors_to_choose(ann, work.writes(ann, private=True).id) == []
    with pytest.raises(NotFound):
        coauthors.name_coauthors(work.people["Student 1"], draft.id, [])
