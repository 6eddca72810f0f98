"""Texts that several wrote: read by none of them, answered for all of them."""

from collections.abc import Callable

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.reviews import Choice
from writing_center.services import (
    answering,
    assignments,
    coauthors,
    dashboards,
    drafts,
    feedback,
    submissions,
)

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
    ((_, funnel),) = dashboards.participation(work.teacher, work.group.id).funnels
    assert (funnel.handed_in, funnel.claimed, funnel.reviewed) == (2, 2, 2)


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
