"""The guide: proposing, trying, revising, moving."""

from dataclasses import replace

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import ChangedElsewhere, InvalidInput, NotAllowed, NotFound
from writing_center.domain.review_forms import Filled
from writing_center.domain.reviews import Review
from writing_center.domain.style_guide import Entry, EntryState
from writing_center.domain.submissions import Submission
from writing_center.services import self_review, style_guide
from writing_center.services.session import Session
from writing_center.services.style_guide import (
    comment_source,
    find_entry,
    move_entry,
    propose_entry,
    revise_entry,
    search_guide,
    try_entry,
    view_entry,
)

from .class_at_work import ENTRY, ClassAtWork


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def bo(at_work: ClassAtWork) -> Session:
    return at_work.joins("Bo")


@pytest.fixture
def entry(bo: Session) -> Entry:
    return propose_entry(bo, ENTRY)


@pytest.fixture
def submission(at_work: ClassAtWork, ann: Session) -> Submission:
    made = at_work.hands_in(ann)
    at_work.begins(Phase.REVIEW)
    return made


@pytest.fixture
def review(at_work: ClassAtWork, bo: Session, submission: Submission) -> Review:
    return at_work.answers(bo, submission)


def passage_comment(at_work: ClassAtWork, review: Review) -> str:
    return at_work.center.store.annotations.first(review_id=review.id).id


def test_a_proposal_has_a_first_wording(bo: Session, entry: Entry) -> None:
    view = view_entry(bo, entry.id)
    assert (view.entry.state, view.entry.number, view.origin) == (EntryState.PROPOSED, 1, None)
    assert [(r.number, r.text, r.note) for r in view.revisions] == [(1, ENTRY, "proposed")]
    with pytest.raises(InvalidInput, match="what to try"):
        propose_entry(bo, replace(ENTRY, suggestion=" "))


def test_two_who_revise_the_same_wording(ann: Session, bo: Session, entry: Entry) -> None:
    first = replace(ENTRY, suggestion="Try the first.")
    revise_entry(ann, entry.id, first, "clearer", based_on=1)
    with pytest.raises(ChangedElsewhere):
        revise_entry(bo, entry.id, replace(ENTRY, limits="Never."), "safer", based_on=1)
    assert find_entry(bo, entry.id).text == first


def test_revising_keeps_the_history(at_work: ClassAtWork, ann: Session, entry: Entry) -> None:
    at_work.clock.forward(days=1)
    revise_entry(ann, entry.id, replace(ENTRY, limits="Not in poems."), "A case from my poem.")
    view = view_entry(ann, entry.id)
    assert (view.entry.number, view.entry.text.limits) == (2, "Not in poems.")
    assert view.entry.revised_at == at_work.clock.now()
    assert [(r.number, r.by_id, r.text.limits) for r in view.revisions] == [
        (2, ann.actor_id, "Not in poems."),
        (1, entry.proposed_by_id, ""),
    ]
    with pytest.raises(InvalidInput, match="say why"):
        revise_entry(ann, entry.id, ENTRY, " ")
    with pytest.raises(InvalidInput, match="Nothing is changed"):
        revise_entry(ann, entry.id, view.entry.text, "Because.")


def test_trying_puts_a_proposal_on_trial_once(ann: Session, bo: Session, entry: Entry) -> None:
    try_entry(ann, entry.id, True)
    assert find_entry(ann, entry.id).state is EntryState.ON_TRIAL
    with pytest.raises(InvalidInput, match="how it was otherwise"):
        try_entry(bo, entry.id, False, " ")
    try_entry(bo, entry.id, False, "My readers laughed.")
    view = view_entry(ann, entry.id)
    assert (view.helped, len(view.trials), len(view.changes)) == (1, 2, 1)


def test_moving(at_work: ClassAtWork, ann: Session, entry: Entry) -> None:
    move_entry(ann, entry.id, EntryState.ON_TRIAL, "Let us see.")
    with pytest.raises(NotAllowed, match="Ask a teacher"):
        move_entry(ann, entry.id, EntryState.ESTABLISHED, "It holds.")
    with pytest.raises(InvalidInput, match="say why"):
        move_entry(at_work.teacher, entry.id, EntryState.ESTABLISHED, " ")
    move_entry(at_work.teacher, entry.id, EntryState.ESTABLISHED, "Three found it so.")
    with pytest.raises(NotAllowed, match="in one step"):
        move_entry(at_work.teacher, entry.id, EntryState.PROPOSED, "Again.")
    move_entry(ann, entry.id, EntryState.CONTESTED, "Not in my text.")
    changes = view_entry(ann, entry.id).changes
    assert [(c.before, c.after, c.reason) for c in changes] == [
        (EntryState.PROPOSED, EntryState.ON_TRIAL, "Let us see."),
        (EntryState.ON_TRIAL, EntryState.ESTABLISHED, "Three found it so."),
        (EntryState.ESTABLISHED, EntryState.CONTESTED, "Not in my text."),
    ]


def test_searching(at_work: ClassAtWork, bo: Session, entry: Entry) -> None:
    other = propose_entry(bo, replace(ENTRY, title="Ärger with commas", kind="style"))
    assert [e.id for e in search_guide(bo)] == [entry.id, other.id]
    assert search_guide(bo, "PERSON show") == [entry]
    assert search_guide(bo, "ärger READERS") == [other]
    assert search_guide(bo, "person commas") == []
    assert search_guide(bo, kind="style") == [other]
    move_entry(at_work.teacher, entry.id, EntryState.RETIRED, "Over.")
    assert search_guide(bo) == [other]
    assert [e.id for e in search_guide(bo, state=EntryState.RETIRED)] == [entry.id]
    assert search_guide(bo, state=EntryState.PROPOSED) == [other]


@pytest.mark.parametrize("address", ["", "nonsense"])
def test_an_entry_that_is_not_there(bo: Session, address: str) -> None:
    for use in (
        lambda: find_entry(bo, address),
        lambda: view_entry(bo, address),
        lambda: try_entry(bo, address, True),
        lambda: revise_entry(bo, address, ENTRY, "why"),
        lambda: move_entry(bo, address, EntryState.ON_TRIAL, "why"),
        lambda: comment_source(bo, address, address),
    ):
        with pytest.raises(NotFound):
            use()


def test_an_entry_from_a_comment_leads_back_for_those_who_may_see_it(
    at_work: ClassAtWork, ann: Session, bo: Session, review: Review, submission: Submission
) -> None:
    comment_id = passage_comment(at_work, review)
    made = propose_entry(bo, ENTRY, source=comment_source(bo, review.id, comment_id))
    for who in (ann, bo):
        origin = view_entry(who, made.id).origin
        assert (origin.review_id, origin.comment_id) == (review.id, comment_id)
    second_reader = at_work.joins("Cy")
    claim = at_work.claims(second_reader, submission)
    for who in (
        second_reader,
        at_work.joins("Di"),
        at_work.comes("Mr Other", is_teacher=True),
        at_work.comes("Con", is_consultant=True),
    ):
        seen = [view_entry(who, made.id).origin, view_entry(who, made.id).entry.origin]
        seen += [e.origin for e in search_guide(who)] + [find_entry(who, made.id).origin]
        seen += [try_entry(who, made.id, True) and find_entry(who, made.id).origin]
        assert seen == [None] * 5
    assert revise_entry(second_reader, made.id, replace(ENTRY, works="x"), "why").origin is None
    assert move_entry(second_reader, made.id, EntryState.CONTESTED, "why").origin is None
    assert claim
    assert view_entry(bo, made.id).origin is not None, "and it is still there for those two"


def test_the_origin_in_a_private_request_is_those_twos_alone(
    at_work: ClassAtWork, ann: Session
) -> None:
    con = at_work.comes("Con", is_consultant=True)
    review = at_work.answers(con, at_work.hands_in(ann, private=True))
    source = comment_source(con, review.id, passage_comment(at_work, review))
    made = propose_entry(con, ENTRY, source=source, quote=True)
    assert view_entry(ann, made.id).origin
    assert view_entry(con, made.id).origin
    for who in (at_work.teacher, at_work.joins("Bo"), at_work.comes("Con2", is_consultant=True)):
        view = view_entry(who, made.id)
        assert (view.origin, view.entry.origin, view.quotations) == (None, None, ())
        with pytest.raises(NotFound):
            comment_source(who, review.id, source.comment.id)


def test_a_comment_of_a_review_that_is_not_in_is_no_source(
    at_work: ClassAtWork, ann: Session, bo: Session, submission: Submission
) -> None:
    claim = at_work.claims(bo, submission)
    note = at_work.fills(bo, claim)
    for who in (ann, bo, at_work.teacher):
        with pytest.raises(NotFound):
            comment_source(who, claim.id, note.id)


def test_a_comment_is_no_source_while_answers_wait_for_ones_own_review(
    at_work: ClassAtWork, ann: Session, bo: Session, submission: Submission, review: Review
) -> None:
    it = at_work.assignment
    at_work.center.store.assignments.put(replace(it, self_review=True))
    comment_id = passage_comment(at_work, review)
    made = propose_entry(bo, ENTRY, source=comment_source(bo, review.id, comment_id))
    with pytest.raises(NotFound):
        comment_source(ann, review.id, comment_id)
    assert view_entry(ann, made.id).origin is None
    self_review.save_self_review(ann, submission.id, Filled(answer="I think so."))
    self_review.finish_self_review(ann, submission.id)
    source = comment_source(ann, review.id, comment_id)
    assert not any(one.level is not None for one in source.review.readings), "levels come later"
    assert view_entry(ann, made.id).origin is not None


def test_citations_in_private_answers_are_not_counted(
    at_work: ClassAtWork, ann: Session, bo: Session, entry: Entry, submission: Submission
) -> None:
    con = at_work.comes("Con", is_consultant=True)
    at_work.answers(con, at_work.hands_in(ann, private=True), cites=entry.id)
    assert style_guide.citations_of(bo, entry.id) == 0
    at_work.answers(bo, submission, cites=entry.id)
    assert style_guide.citations_of(bo, entry.id) == 1
