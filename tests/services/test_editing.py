"""Suggested edits: where they may be made, and how they come into a draft and out again."""

from dataclasses import replace

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import ChangedElsewhere, InvalidInput, NotAllowed, NotFound
from writing_center.domain.reanchoring import Fate
from writing_center.domain.reviews import Choice
from writing_center.services import (
    annotations,
    drafts,
    editing,
    feedback,
    report_contents,
    reviewing,
    revision_memos,
    versions,
)
from writing_center.services.session import Session

from .class_at_work import PASSAGE, TEXT, ClassAtWork

NEW = "My sister works late."
START = TEXT.index(PASSAGE)


def turn_on(work: ClassAtWork) -> None:
    """The polishing round: the assignment takes suggested edits."""
    assignments = work.center.store.assignments
    assignments.put(replace(assignments.find(work.assignment.id), suggested_edits=True))


def suggest(session: Session, claim_id: str, words: str, more: int = 0):
    end = START + len(PASSAGE) + more
    return reviewing.add_comment(session, claim_id, START, end, "Shorter?", replacement=words)


@pytest.fixture
def suggested(class_of):
    """Ann's letter; Ben suggests other words for the passage about the sister."""
    work = class_of("Ann", "Ben")
    letter = work.hands_in(work.people["Ann"])
    work.hands_in(work.people["Ben"])
    work.begins(Phase.REVIEW)
    turn_on(work)
    ben = work.people["Ben"]
    claim = work.claims(ben, letter)
    work.fills(ben, claim)
    note = suggest(ben, claim.id, NEW)
    reviewing.submit_review(ben, claim.id)
    return work, letter, note


def text_of(work: ClassAtWork, letter) -> str:
    return drafts.find_draft(work.people["Ann"], letter.draft_id).text


def decided(work: ClassAtWork, letter, note) -> tuple[str, str] | None:
    [answer] = feedback.feedback_on(work.people["Ann"], letter.id).answers
    found = answer.decisions.get(note.id)
    return (found.choice, found.reason) if found else None


def test_where_the_assignment_does_not_ask_for_them_they_are_refused(class_of) -> None:
    work = class_of("Ann", "Ben")
    ann, ben = work.people["Ann"], work.people["Ben"]
    letter = work.hands_in(ann)
    work.hands_in(ben)
    work.begins(Phase.REVIEW)
    claim = work.claims(ben, letter)
    with pytest.raises(NotAllowed, match="takes comments, not edits"):
        suggest(ben, claim.id, NEW)
    turn_on(work)
    with pytest.raises(InvalidInput, match="words that stand there"):
        suggest(ben, claim.id, PASSAGE)
    assert suggest(ben, claim.id, "").replacement == "", "taking words out is an edit too"
    consultant = work.comes("Con", is_consultant=True)
    secret = work.claims(consultant, work.hands_in(ann, private=True))
    with pytest.raises(NotAllowed):
        suggest(consultant, secret.id, NEW)


def test_words_that_wait_for_the_writers_own_review_are_not_there_yet(suggested) -> None:
    work, letter, note = suggested
    assignments = work.center.store.assignments
    assignments.put(replace(assignments.find(work.assignment.id), self_review=True))
    assert feedback.feedback_on(work.people["Ann"], letter.id).answers_wait
    for act in (editing.take_edit, editing.put_edit_back):
        with pytest.raises(NotFound):
            act(work.people["Ann"], note.id)
    assert text_of(work, letter) == TEXT


def test_taken_with_one_click_and_put_back(suggested) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    feedback.decide(ann, note.review_id, note.id, Choice.CONSIDERING, "Perhaps.")
    before = drafts.find_draft(ann, letter.draft_id)
    taken = editing.take_edit(ann, note.id)
    assert taken.text == TEXT.replace(PASSAGE, NEW)
    assert taken.version == before.version + 1, "an open editor is told"
    assert decided(work, letter, note) == (Choice.DONE, "Perhaps.")
    assert editing.edits_in_draft(ann, letter.draft_id)[note.id].is_taken
    assert editing.take_edit(ann, note.id).version == taken.version, "twice is once"
    editing.put_edit_back(ann, note.id)
    assert text_of(work, letter) == TEXT
    assert decided(work, letter, note) == (Choice.CONSIDERING, "Perhaps.")
    assert editing.edits_in_draft(ann, letter.draft_id)[note.id].can_be_taken


def test_putting_back_what_nothing_was_decided_about(suggested) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    editing.take_edit(ann, note.id)
    editing.put_edit_back(ann, note.id)
    assert decided(work, letter, note) is None
    editing.put_edit_back(ann, note.id)
    assert text_of(work, letter) == TEXT


def test_an_editor_that_is_open_elsewhere_is_told(suggested) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    open_one = drafts.find_draft(ann, letter.draft_id)
    editing.take_edit(ann, note.id)
    save = drafts.Save(open_one.text + " More.", open_one.version, "tab", open_one.writer_save + 1)
    with pytest.raises(ChangedElsewhere):
        drafts.save_text(ann, open_one.id, save)


def test_it_follows_its_passage_through_a_revision(suggested) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    work.writes(ann, "🚌🚌 Nobody counts them. " + TEXT)
    assert editing.take_edit(ann, note.id).text == "🚌🚌 Nobody counts them. " + TEXT.replace(
        PASSAGE, NEW
    )
    work.writes(ann, "Now. " + text_of(work, letter))
    editing.put_edit_back(ann, note.id)
    assert text_of(work, letter) == "Now. 🚌🚌 Nobody counts them. " + TEXT


@pytest.mark.parametrize("now", ["My sister works until eleven.", ""])
def test_a_passage_that_has_changed_is_not_touched(suggested, now: str) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    changed = TEXT.replace(PASSAGE, now)
    work.writes(ann, changed)
    with pytest.raises(ChangedElsewhere, match="has changed in your draft"):
        editing.take_edit(ann, note.id)
    assert text_of(work, letter) == changed
    assert decided(work, letter, note) is None
    edit = editing.edits_in_draft(ann, letter.draft_id)[note.id]
    assert not edit.can_be_taken
    assert (edit.words_now or "") in changed


def test_words_that_were_worked_on_are_not_put_back(suggested) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    editing.take_edit(ann, note.id)
    work.writes(ann, text_of(work, letter).replace("works late", "works very late"))
    with pytest.raises(ChangedElsewhere, match="gone on working"):
        editing.put_edit_back(ann, note.id)
    assert "works very late" in text_of(work, letter)


def undoes_by_hand(work: ClassAtWork, letter, way: str) -> None:
    ann = work.people["Ann"]
    if way == "types":
        work.writes(ann, TEXT)
    else:
        versions.restore(ann, letter.draft_id, letter.id)


@pytest.mark.parametrize("way", ["types", "restores"])
@pytest.mark.parametrize("known", [None, (Choice.CONSIDERING, "Perhaps.")])
def test_an_edit_whose_old_words_stand_again_is_not_taken(suggested, way: str, known) -> None:
    """Retyped, undone in the editor, or put back with an older version: it can be taken anew, and
    what was decided by taking it is not decided."""
    work, letter, note = suggested
    ann = work.people["Ann"]
    if known:
        feedback.decide(ann, note.review_id, note.id, *known)
    editing.take_edit(ann, note.id)
    undoes_by_hand(work, letter, way)
    edit = editing.edits_in_draft(ann, letter.draft_id)[note.id]
    assert (edit.is_taken, edit.can_be_taken) == (False, True)
    assert decided(work, letter, note) == known
    assert editing.put_edit_back(ann, note.id).text == TEXT, "there is nothing to put back"
    work.clock.forward(minutes=1)
    assert editing.take_edit(ann, note.id).text == TEXT.replace(PASSAGE, NEW)
    assert decided(work, letter, note) == (Choice.DONE, known[1] if known else "")
    undoes_by_hand(work, letter, way)
    work.hands_in(ann, TEXT + " More.")
    kept = work.center.store.decisions.find(note.id)
    assert ((kept.choice, kept.reason) if kept else None) == known, "for its reader too"
    assert work.center.store.taken_edits.find(note.id) is None


@pytest.mark.parametrize(
    "anew", [(Choice.DECLINED, "It was better."), (Choice.DONE, "In my own words.")]
)
def test_what_the_author_decided_after_undoing_it_stays(suggested, anew) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    editing.take_edit(ann, note.id)
    work.writes(ann, TEXT)
    work.clock.forward(minutes=1)
    feedback.decide(ann, note.review_id, note.id, *anew)
    assert decided(work, letter, note) == anew
    work.hands_in(ann, TEXT + " More.")
    assert decided(work, letter, note) == anew
    kept = work.center.store.decisions.find(note.id)
    assert (kept.choice, kept.reason) == anew, "for its reader too"


def test_it_is_put_back_whatever_was_changed_beside_it(suggested) -> None:
    work, letter, note = suggested
    ann = work.people["Ann"]
    editing.take_edit(ann, note.id)
    work.writes(ann, text_of(work, letter).replace("at nine", "late").replace("Nobody", "No one"))
    back = editing.put_edit_back(ann, note.id).text
    assert back == TEXT.replace("at nine", "late").replace("Nobody", "No one")


def test_taking_words_out_and_putting_them_back(class_of) -> None:
    work = class_of("Ann", "Ben")
    ann, ben = work.people["Ann"], work.people["Ben"]
    letter = work.hands_in(ann)
    work.hands_in(ben)
    work.begins(Phase.REVIEW)
    turn_on(work)
    claim = work.claims(ben, letter)
    work.fills(ben, claim)
    note = suggest(ben, claim.id, "", more=1)
    assert note.passage.exact == PASSAGE, "the space that was selected with it is left alone"
    reviewing.submit_review(ben, claim.id)
    assert editing.take_edit(ann, note.id).text == TEXT.replace(PASSAGE + " ", "")
    assert editing.put_edit_back(ann, note.id).text == TEXT


def test_marks_go_with_their_words_and_come_back_with_them(class_of) -> None:
    """Readers can't see the marks of Markdown, and so can't take care of them."""
    work = class_of("Ann", "Ben")
    ann, ben = work.people["Ann"], work.people["Ben"]
    text = "She said **no way** to the _plan_.\n\n- one thing\n- two things\n\nThe end."
    letter = work.hands_in(ann, text)
    work.begins(Phase.REVIEW)
    turn_on(work)
    claim = work.claims(ben, letter)
    reviewing.save_review(ben, claim.id, answer="Yes.", summary="Go on.")

    def suggests(words: str, new: str):
        start = text.index(words)
        return reviewing.add_comment(
            ben, claim.id, start, start + len(words), "So?", replacement=new
        )

    with pytest.raises(InvalidInput, match="all of these words"):
        suggests("way** to", "path to")
    notes = [suggests("no way", ""), suggests("two things", "")]
    crossing = suggests("no way** to the _plan", "nothing")
    reviewing.submit_review(ben, claim.id)
    for note in notes:
        editing.take_edit(ann, note.id)
    assert text_of(work, letter) == "She said to the _plan_.\n\n- one thing\n\nThe end."
    for note in notes:
        editing.put_edit_back(ann, note.id)
    assert text_of(work, letter) == text
    assert editing.take_edit(ann, crossing.id).text == text.replace(
        "**no way** to the _plan_", "nothing"
    )


def test_nobody_else_and_nothing_else(suggested) -> None:
    work, letter, note = suggested
    plain = work.center.store.annotations.first(review_id=note.review_id, replacement=None)
    for take in (editing.take_edit, editing.put_edit_back):
        for who in (work.people["Ben"], work.teacher):
            with pytest.raises(NotFound):
                take(who, note.id)
        with pytest.raises(NotFound):
            take(work.people["Ann"], plain.id)
    assert text_of(work, letter) == TEXT


def test_the_suggested_words_are_in_the_feedback_report(suggested) -> None:
    work, _, _ = suggested
    ann = work.people["Ann"]
    report = report_contents.feedback_report(ann, ann.actor_id)
    bodies = [
        remark.body
        for submission in report.submissions
        for review in submission.reviews
        for remark in review.passages
    ]
    assert f"Shorter?\n\nSuggests instead: “{NEW}”" in bodies


def test_what_became_of_it_are_the_words_that_were_taken_over(class_of) -> None:
    """In the draft, in the account at hand-in, and for the reader: not the sentence around them."""
    work = class_of("Ann", "Ben")
    ann, ben = work.people["Ann"], work.people["Ben"]
    letter = work.hands_in(ann, "It was very very old and it leaked. We loved it.")
    work.begins(Phase.REVIEW)
    turn_on(work)
    claim = work.claims(ben, letter)
    reviewing.save_review(ben, claim.id, answer="Yes.", summary="Go on.")
    old, new = "very very old", "older than the pier"
    start = letter.text.index(old)
    note = reviewing.add_comment(
        ben, claim.id, start, start + len(old), "How old?", replacement=new
    )
    reviewing.submit_review(ben, claim.id)

    editing.take_edit(ann, note.id)
    [found] = annotations.carried_into_draft(ann, letter.draft_id)
    assert found.passage
    assert (found.passage.exact, found.fate) == (new, Fate.CHANGED)
    draft = drafts.find_draft(ann, letter.draft_id)
    assert draft.text[found.passage.start : found.passage.end] == new
    second = work.hands_in(ann, "Look: " + draft.text)
    [there] = annotations.carried(ann, second.id)
    assert there.passage
    assert there.passage.exact == new
    work.writes(ann, "Look: " + draft.text + " It is gone.")
    third = revision_memos.hand_in_with_memo(ann, letter.draft_id, {})
    memo = revision_memos.memo_on(ann, third.id)
    assert memo
    assert [(one.line.before, one.line.after) for one in memo.lines] == [(old, new)]
    words = third.text.replace(new, "older than any pier")
    [changed] = annotations.carried(ann, work.hands_in(ann, words).id)
    assert changed.passage is None or new not in changed.passage.exact, "they went on with it"
