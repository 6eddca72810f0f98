"""Passages of drafts in the guide: shown only while everybody who wrote them agrees."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from opening import page_of

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import NotFound
from writing_center.domain.reviews import Review
from writing_center.domain.style_guide import ConsentState, Entry
from writing_center.services import home
from writing_center.services.home import WaitingKind
from writing_center.services.quoting import answer_quotation, quotations_asked
from writing_center.services.session import Session
from writing_center.services.style_guide import comment_source, propose_entry, view_entry

from .class_at_work import ENTRY, PASSAGE, ClassAtWork, hands_in_together


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def bo(at_work: ClassAtWork) -> Session:
    return at_work.joins("Bo")


@pytest.fixture
def review(at_work: ClassAtWork, ann: Session, bo: Session) -> Review:
    made = at_work.hands_in(ann)
    at_work.begins(Phase.REVIEW)
    return at_work.answers(bo, made)


def passage_comment(at_work: ClassAtWork, review: Review) -> str:
    return at_work.center.store.annotations.first(review_id=review.id).id


def quotes(who: Session, entry: Entry) -> list[str]:
    return [q.passage.exact for q in view_entry(who, entry.id).quotations]


def test_a_passage_is_quoted_only_once_its_author_agrees_and_no_longer(
    at_work: ClassAtWork, ann: Session, bo: Session, review: Review
) -> None:
    source = comment_source(bo, review.id, passage_comment(at_work, review))
    made = propose_entry(bo, ENTRY, source=source, quote=True)
    ((quotation, entry),) = quotations_asked(ann)
    assert (quotation.passage.exact, quotation.consent, entry.id) == (
        PASSAGE,
        ConsentState.ASKED,
        made.id,
    )
    assert quotes(bo, made) == []
    answer_quotation(ann, quotation.id, True)
    assert quotes(bo, made) == [PASSAGE]
    assert answer_quotation(ann, quotation.id, False).consent is ConsentState.TAKEN_BACK
    assert quotes(bo, made) == []
    answer_quotation(ann, quotation.id, True)
    assert quotes(bo, made) == [PASSAGE]
    for who in (bo, at_work.teacher):
        assert quotations_asked(who) == []
        with pytest.raises(NotFound):
            answer_quotation(who, quotation.id, True)


def test_a_refusal_is_no_taking_back(
    at_work: ClassAtWork, ann: Session, bo: Session, review: Review
) -> None:
    source = comment_source(bo, review.id, passage_comment(at_work, review))
    made = propose_entry(bo, ENTRY, source=source, quote=True)
    ((quotation, _),) = quotations_asked(ann)
    assert answer_quotation(ann, quotation.id, False).consent is ConsentState.REFUSED
    assert quotes(ann, made) == []


def test_who_quotes_themselves_agrees(at_work: ClassAtWork, ann: Session, review: Review) -> None:
    source = comment_source(ann, review.id, passage_comment(at_work, review))
    made = propose_entry(ann, ENTRY, source=source, quote=True)
    assert quotes(ann, made) == [PASSAGE]
    ((quotation, _),) = quotations_asked(ann)
    answer_quotation(ann, quotation.id, False)
    assert quotes(ann, made) == []


def test_without_a_passage_or_a_wish_nothing_is_asked(
    at_work: ClassAtWork, ann: Session, bo: Session, review: Review
) -> None:
    whole = comment_source(bo, review.id, f"{review.id}:summary")
    propose_entry(bo, ENTRY, source=whole, quote=True)
    passage = comment_source(bo, review.id, passage_comment(at_work, review))
    propose_entry(bo, ENTRY, source=passage)
    assert quotations_asked(ann) == []


def test_what_two_wrote_is_quoted_while_both_agree(class_of: Callable[..., ClassAtWork]) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = (work.people[name] for name in ("Ann", "Bo", "Cy"))
    together = hands_in_together(work, ann, bo)
    work.begins(Phase.REVIEW)
    review = work.answers(cy, together)
    source = comment_source(cy, review.id, passage_comment(work, review))
    made = propose_entry(cy, ENTRY, source=source, quote=True)
    ((anns, _),), ((bos, _),) = quotations_asked(ann), quotations_asked(bo)
    assert WaitingKind.QUOTATION in {one.kind for one in home.home(bo).waiting}
    with pytest.raises(NotFound):
        answer_quotation(ann, bos.id, True)
    answer_quotation(ann, anns.id, True)
    assert quotes(cy, made) == []
    assert "while everybody who wrote the text with you agrees too" in page_of(
        ann, f"/guide/{made.id}"
    )
    answer_quotation(bo, bos.id, True)
    assert quotes(cy, made) == [PASSAGE], "once, whoever was asked"
    assert "agrees too" not in page_of(ann, f"/guide/{made.id}")
    answer_quotation(bo, bos.id, False)
    assert quotes(cy, made) == []
    own = propose_entry(
        bo,
        replace(ENTRY, title="Ours"),
        source=comment_source(bo, review.id, passage_comment(work, review)),
        quote=True,
    )
    assert quotes(cy, own) == [], "one's own yes is not the other's"


def test_what_was_asked_before_questions_had_a_name(
    at_work: ClassAtWork, ann: Session, bo: Session, review: Review
) -> None:
    source = comment_source(bo, review.id, passage_comment(at_work, review))
    entries = [propose_entry(bo, ENTRY, source=source, quote=True) for _ in range(2)]
    for quotation, _ in quotations_asked(ann):
        at_work.center.store.quotations.put(replace(quotation, asking_id=""))
        answer_quotation(ann, quotation.id, True)
    assert [quotes(bo, entry) for entry in entries] == [[PASSAGE], [PASSAGE]]
