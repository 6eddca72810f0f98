"""Comments on an earlier draft: found again in the next, put by hand, or orphans."""

from dataclasses import replace

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotFound, PassageMismatch
from writing_center.domain.reanchoring import Fate
from writing_center.domain.reviews import Choice
from writing_center.services import annotations, drafts, feedback, reviewing
from writing_center.widgets.views.notes import carried_note

from .class_at_work import PASSAGE, TEXT, ClassAtWork

SECOND = "First the news. " + TEXT
WITHOUT = TEXT.replace(PASSAGE + " ", "")


@pytest.fixture
def work(at_work: ClassAtWork) -> ClassAtWork:
    return at_work


@pytest.fixture
def letter(work: ClassAtWork):
    """Ann's letter, answered by Ben with a comment on the passage about the sister."""
    ann, ben = work.joins("Ann"), work.joins("Ben")
    made = work.hands_in(ann)
    work.hands_in(ben)
    work.begins(Phase.REVIEW)
    work.answers(ben, made)
    return made


def carried(session, submission) -> annotations.Carried:
    [found] = annotations.carried(session, submission.id)
    return found


def test_a_comment_finds_its_passage_in_the_next_draft(work: ClassAtWork, letter) -> None:
    ann = work.people["Ann"]
    assert annotations.carried(ann, letter.id) == []
    review = work.center.store.reviews.first(submission_id=letter.id)
    note = work.center.store.annotations.first(review_id=review.id)
    feedback.decide(ann, review.id, note.id, Choice.DECLINED, "She stays.")
    second = work.hands_in(ann, SECOND)
    found = carried(ann, second)
    assert found.passage
    assert SECOND[found.passage.start : found.passage.end] == PASSAGE
    assert (found.by, found.origin.id, found.fate) == ("Ben", letter.id, Fate.UNCHANGED)
    assert found.decision
    assert found.decision.reason == "She stays."
    assert not found.is_placed


def test_an_orphan_keeps_its_old_words_and_is_put_by_hand(work: ClassAtWork, letter) -> None:
    ann = work.people["Ann"]
    second = work.hands_in(ann, WITHOUT)
    orphan = carried(ann, second)
    assert (orphan.passage, orphan.fate) == (None, Fate.GONE)
    assert orphan.annotation.passage.exact == PASSAGE
    start = WITHOUT.index("Nobody")
    annotations.place_comment(ann, orphan.id, second.id, start, len(WITHOUT), words="the DRIVERS")
    put = carried(ann, second)
    assert put.is_placed
    assert put.passage
    assert put.passage.exact == "the drivers"
    annotations.remove_placement(ann, orphan.id, second.id)
    assert carried(ann, second).passage is None


def test_what_was_put_by_hand_is_where_the_next_draft_looks(work: ClassAtWork, letter) -> None:
    ann = work.people["Ann"]
    second = work.hands_in(ann, WITHOUT)
    start = WITHOUT.index("Nobody")
    orphan = carried(ann, second)
    annotations.place_comment(ann, orphan.id, second.id, start, len(WITHOUT))
    third = work.hands_in(ann, "It begins anew. " + WITHOUT)
    found = carried(ann, third)
    assert found.passage
    assert found.passage.exact == "Nobody asked the drivers."
    assert not found.is_placed
    assert carried(ann, second).is_placed
    [here] = annotations.carried_into_draft(ann, letter.draft_id)
    for one in (found, here):
        shown = carried_note(ann, one, can_place=False)
        assert (shown.put_here, shown.changed) == ("You put it here.", ())
    work.writes(ann, WITHOUT.replace("Nobody asked", "Nobody ever asked"))
    [here] = annotations.carried_into_draft(ann, letter.draft_id)
    shown = carried_note(ann, here, can_place=False)
    assert shown.put_here == ""
    assert "ever" in "".join(one.text for one in shown.changed if one.kind == "in")
    assert [one.text for one in shown.changed if one.kind == "out"] == [], "since it was put there"


def test_a_reader_sees_their_own_and_may_put_them(work: ClassAtWork, letter) -> None:
    ann, ben, cem = work.people["Ann"], work.people["Ben"], work.joins("Cem")
    work.answers(cem, letter)
    second = work.hands_in(ann, WITHOUT)
    work.claims(ben, second)
    own = carried(ben, second)
    assert own.by == "you"
    assert len(annotations.carried(ann, second.id)) == 2
    assert len(annotations.carried(work.teacher, second.id)) == 2
    annotations.place_comment(ben, own.id, second.id, 0, 5, exact="Buses")
    assert carried(ben, second).is_placed
    others = next(one for one in annotations.carried(ann, second.id) if one.by == "Cem")
    with pytest.raises(NotFound):
        annotations.place_comment(ben, others.id, second.id, 0, 5)
    with pytest.raises(NotFound):
        annotations.carried(cem, second.id)  # reads another text now


def test_what_is_not_handed_in_is_not_carried(work: ClassAtWork) -> None:
    ann, ben = work.joins("Ann"), work.joins("Ben")
    first = work.hands_in(ann)
    work.hands_in(ben)
    work.begins(Phase.REVIEW)
    note = work.fills(ben, work.claims(ben, first))
    second = work.hands_in(ann, SECOND)
    assert annotations.carried(ann, second.id) == []
    with pytest.raises(NotFound):
        annotations.place_comment(ann, note.id, second.id, 0, 5)


def test_a_passage_has_to_be_there(work: ClassAtWork, letter) -> None:
    ann = work.people["Ann"]
    second = work.hands_in(ann, WITHOUT)
    note = carried(ann, second).annotation
    with pytest.raises(PassageMismatch):
        annotations.place_comment(ann, note.id, second.id, 0, 5, exact="Cars?")
    with pytest.raises(PassageMismatch):
        annotations.place_comment(ann, note.id, second.id, 3, 900)
    with pytest.raises(InvalidInput):
        annotations.place_comment(ann, note.id, second.id, 0, 5, words="sister")
    with pytest.raises(NotFound):
        annotations.place_comment(ann, note.id, letter.id, 0, 5)  # its own draft


def test_in_the_working_draft(work: ClassAtWork, letter) -> None:
    ann = work.people["Ann"]
    draft = work.writes(ann, "🚌🚌 " + SECOND)
    [found] = annotations.carried_into_draft(ann, draft.id)
    assert found.passage
    assert draft.text[found.passage.start : found.passage.end] == PASSAGE
    assert drafts.find_draft(ann, draft.id).text == draft.text


def test_a_comment_on_a_few_words_of_a_paragraph(work: ClassAtWork, letter) -> None:
    ben = work.people["Ben"]
    second = work.hands_in(work.people["Ann"], SECOND)
    claim = work.claims(ben, second)
    note = reviewing.add_comment(ben, claim.id, 0, len(SECOND), "Who?", words="my sister")
    assert note.passage.exact == "My sister"
    assert SECOND[note.passage.start : note.passage.end] == "My sister"


def test_what_waits_for_the_writers_own_review_is_not_put_anywhere(
    work: ClassAtWork, letter
) -> None:
    ann = work.people["Ann"]
    second = work.hands_in(ann, WITHOUT)
    note = work.center.store.annotations.first(submission_id=letter.id)
    assignments = work.center.store.assignments
    assignments.put(replace(assignments.find(work.assignment.id), self_review=True))
    with pytest.raises(NotFound):
        annotations.place_comment(ann, note.id, second.id, 0, 4)
    with pytest.raises(NotFound):
        annotations.remove_placement(ann, note.id, second.id)
    work.begins(Phase.REVISION)
    annotations.place_comment(ann, note.id, second.id, 0, 4)
