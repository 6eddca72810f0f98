"""Who wrote a text together, when that changes: somebody is named later, no longer, or leaves."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from opening import page_of

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed
from writing_center.domain.pen_names import Part
from writing_center.domain.review_forms import Filled
from writing_center.domain.reviews import Choice, Freed
from writing_center.services import (
    annotation_export,
    coauthors,
    drafts,
    extensions,
    feedback,
    home,
    leaving,
    names,
    report_contents,
    reviewing,
    revision_memos,
    self_review,
    submissions,
    welcome,
)
from writing_center.services.home import WaitingKind
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork, hands_in_together
from .test_reviews import offered

Three = tuple[ClassAtWork, Session, Session, Session]


@pytest.fixture
def three(class_of: Callable[..., ClassAtWork]) -> Three:
    work = class_of("Ann", "Bo", "Cy")
    return work, *work.people.values()


def leaves(work: ClassAtWork, who: Session) -> None:
    leaving.take_out_of_class(work.teacher, work.group.id, who.actor_id)


def test_who_is_no_longer_named_is_still_no_reader_of_it(three: Three) -> None:
    work, ann, bo, cy = three
    first = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    work.answers(cy, first)
    draft = work.writes(ann, TEXT + " More.")
    coauthors.name_coauthors(ann, draft.id, [])
    second = submissions.submit_draft(ann, draft.id)
    assert second.author_ids == (ann.actor_id,)
    assert offered(bo) == []
    with pytest.raises(NotAllowed, match="your own text"):
        work.claims(bo, second)
    assert offered(cy) == ["A letter"]


def test_who_is_named_later_reads_it_no_longer(three: Three) -> None:
    work, ann, bo, _ = three
    first = work.hands_in(ann)
    work.begins(Phase.REVIEW)
    claim = work.claims(bo, first)
    draft = work.writes(ann, TEXT + " More.")
    coauthors.name_coauthors(ann, draft.id, [bo.actor_id])
    submissions.submit_draft(ann, draft.id)
    work.fills(bo, claim)  # the page was still open
    assert work.center.store.claims.find(claim.id).freed is Freed.IS_WRITER
    with pytest.raises(NotAllowed, match=r"named as having written this.* is kept"):
        reviewing.submit_review(bo, claim.id)


def test_who_was_forgotten_can_be_named_without_another_word(three: Three) -> None:
    work, ann, bo, _ = three
    first = work.hands_in(ann)
    with pytest.raises(InvalidInput, match="same text"):
        submissions.submit_draft(ann, first.draft_id)
    coauthors.name_coauthors(ann, first.draft_id, [bo.actor_id])
    assert WaitingKind.FINISH_DRAFT in {one.kind for one in home.home(ann).waiting}
    assert submissions.submit_draft(ann, first.draft_id).author_ids == (ann.actor_id, bo.actor_id)
    with pytest.raises(InvalidInput, match="same text"):
        submissions.submit_draft(ann, first.draft_id)


def test_who_leaves_keeps_what_they_wrote(three: Three) -> None:
    work, ann, bo, cy = three
    together = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    work.answers(cy, together)
    for who in (bo, ann):
        leaves(work, who)
        assert [one.id for one in submissions.my_submissions(who)] == [together.id]
        assert "A person!" in annotation_export.export_my_annotations(who)


def test_who_stays_goes_on_with_the_text(three: Three) -> None:
    work, ann, bo, cy = three
    work.assignment = work.center.store.assignments.put(replace(work.assignment, refuses_late=True))
    together = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    work.answers(cy, together)
    work.begins(Phase.REVISION)
    work.clock.forward(hours=1)
    places = [extensions.hand_in_now(who, work.assignment) for who in (ann, bo)]
    assert places[0] == places[1]
    assert (places[1].round, places[1].is_open) == (2, True)
    welcome.skip_welcome(bo)
    assert WaitingKind.WRITE not in {one.kind for one in home.home(bo).waiting}
    leaves(work, ann)
    [one] = [one for one in home.home(bo).waiting if one.kind is WaitingKind.WRITE]
    assert "yours to go on with" in one.detail
    assert "Begin<" in page_of(bo, "/write")
    draft = drafts.start_draft(bo, work.assignment.id)
    assert (draft.text, draft.title, draft.coauthor_ids) == (TEXT, "A letter", ())
    drafts.describe_draft(bo, draft.id, request="And now?")
    assert submissions.submit_draft(bo, draft.id).round == 2


def test_a_memo_tells_no_answers_before_ones_own_look(three: Three) -> None:
    work, ann, bo, cy = three
    work.assignment = work.center.store.assignments.put(replace(work.assignment, self_review=True))
    first = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    review = work.answers(cy, first)
    self_review.save_self_review(ann, first.id, Filled(answer="I think so."))
    self_review.finish_self_review(ann, first.id)
    for comment in feedback.feedback_on(ann, first.id).answers[0].comments:
        feedback.decide(ann, review.id, comment.id, Choice.DECLINED, "Because Cy is wrong.")
    work.writes(ann, TEXT + " More.")
    second = revision_memos.hand_in_with_memo(ann, first.draft_id, {}, "We cut a line.")
    assert len(revision_memos.memo_on(ann, second.id).lines) == 4
    assert revision_memos.memo_on(bo, second.id).opening == "We cut a line."
    assert revision_memos.memo_on(bo, second.id).lines == ()
    assert "Cy is wrong" not in str(report_contents.feedback_report(bo, bo.actor_id))
    assert "Cy is wrong" in str(report_contents.feedback_report(ann, ann.actor_id))


def test_the_names_of_all_who_wrote_it_are_looked_for(
    class_of: Callable[..., ClassAtWork],
) -> None:
    work = class_of("Ann", "Boris")
    ann, boris = work.people.values()
    said = ["Written with Boris, in spring."]
    ask = (ann, work.assignment, Part.WRITER, said)
    assert names.own_name_told(*ask) == ""
    assert "“Boris” stands in what you wrote" in names.own_name_told(*ask, (boris.actor_id,))
