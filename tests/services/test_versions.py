"""Versions of a draft: who compares which, what became of the comments, and putting one back."""

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import ChangedElsewhere, InvalidInput, NotFound
from writing_center.domain.kept_texts import KeptText
from writing_center.domain.reanchoring import Fate
from writing_center.domain.submissions import Submission
from writing_center.services import drafts, reviewing, versions
from writing_center.services.drafts import Save
from writing_center.services.session import Session

from .class_at_work import PASSAGE, TEXT, ClassAtWork
from .engines import both_engines

REVISED = "Buses stop at nine. 🚌 Nobody asked the drivers. My sister works until ten at night."


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def ben(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ben")


def two_drafts(at_work: ClassAtWork, author: Session, reader: Session) -> list[Submission]:
    """The author's first draft, which the reader has answered, and the second."""
    first = at_work.hands_in(author)
    at_work.begins(Phase.REVIEW)
    at_work.answers(reader, first)
    return [first, at_work.hands_in(author, REVISED)]


def types(who: Session, draft_id: str, text: str) -> None:
    draft = drafts.find_draft(who, draft_id)
    drafts.save_text(who, draft_id, Save(text, draft.version, "tab", draft.writer_save + 1))


def kept_texts(who: Session, draft_id: str) -> list[str]:
    return [kept.text for kept in versions.versions_of(who, draft_id).kept]


@both_engines
def test_the_author_sees_all_versions(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    made = two_drafts(at_work, ann, ben)
    found = versions.versions_of(ann, made[0].draft_id)
    assert [one.submission for one in found.versions] == made
    assert [(one.words, one.answers) for one in found.versions] == [(14, 1), (16, 0)]
    assert found.draft is not None
    assert not found.is_ahead
    types(ann, made[0].draft_id, "Something else.")
    assert versions.versions_of(ann, made[0].draft_id).is_ahead


def test_a_draft_that_was_not_handed_in(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    draft = at_work.writes(ann)
    found = versions.versions_of(ann, draft.id)
    assert (found.versions, found.is_ahead, found.author) == ((), True, "Ann")
    for who in (ben, at_work.teacher):
        with pytest.raises(NotFound):
            versions.versions_of(who, draft.id)


def test_others_see_what_they_may_read(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    made = two_drafts(at_work, ann, ben)
    types(ann, made[0].draft_id, "Not for anybody.")
    for who, seen in ((at_work.teacher, made), (ben, made[:1])):
        found = versions.versions_of(who, made[0].draft_id)
        assert [one.submission for one in found.versions] == seen
        assert {one.answers for one in found.versions} == {None}
        assert (found.draft, found.is_ahead, found.kept) == (None, False, ())
        with pytest.raises(NotFound):
            versions.compare(who, made[0].draft_id, 1)
    assert versions.compare(at_work.teacher, made[0].draft_id, 1, 2).newer == made[1]
    with pytest.raises(NotFound):
        versions.compare(ben, made[0].draft_id, 1, 2)
    at_work.claims(ben, made[1])
    assert versions.compare(ben, made[0].draft_id, 1, 2).newer == made[1]


def test_a_reader_who_may_not_know_the_name_does_not_learn_it_here(
    at_work: ClassAtWork, ann: Session, ben: Session
) -> None:
    first, _ = two_drafts(at_work, ann, ben)
    cem = at_work.joins("Cem")
    third = at_work.hands_in(ann, REVISED + " So it goes.")
    at_work.claims(cem, third)
    assert "Ann" not in versions.versions_of(cem, first.draft_id).author
    assert versions.versions_of(ben, first.draft_id).author == "Ann"


def test_comparing(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    made = two_drafts(at_work, ann, ben)
    draft_id = made[0].draft_id
    forward, backward = (versions.compare(ann, draft_id, *pair) for pair in ((1, 2), (2, 1)))
    assert forward == backward
    assert (forward.older, forward.newer, forward.newer_text) == (*made, REVISED)
    assert forward.comparison.summary.words_added == 2
    types(ann, draft_id, REVISED + " And so on.")
    now = versions.compare(ann, draft_id, 2)
    assert (now.newer, now.newer_text) == (None, REVISED + " And so on.")
    assert now.comparison.summary.words_added == 3
    with pytest.raises(InvalidInput):
        versions.compare(ann, draft_id, 2, 2)
    for older, newer in ((1, 3), (0, 1), (3, None)):
        with pytest.raises(NotFound):
            versions.compare(ann, draft_id, older, newer)


def test_what_became_of_each_comment(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    made = two_drafts(at_work, ann, ben)
    cem = at_work.joins("Cem")
    held = at_work.claims(cem, made[1])
    start = REVISED.index("Nobody")
    reviewing.add_comment(cem, held.id, start, start + 6, "Who?", exact="Nobody")
    [carried] = versions.compare(ann, made[0].draft_id, 1, 2).carried
    assert carried.fate in (Fate.MOVED, Fate.CHANGED)
    assert carried.passage is not None
    assert carried.passage.exact.startswith(PASSAGE[:-1])
    assert (carried.annotation.body, carried.by) == ("A person!", "Ben")
    types(ann, made[0].draft_id, "Buses stop at nine. It is about something else altogether.")
    [gone] = versions.compare(ann, made[0].draft_id, 1).carried
    assert (gone.fate, gone.passage) == (Fate.GONE, None)
    # Cem's review is not handed in yet, and its comments are nobody's but Cem's.
    assert versions.compare(ann, made[0].draft_id, 2).carried == ()
    at_work.claims(ben, made[1])
    for who, seen in ((at_work.teacher, 1), (ben, 1)):
        assert len(versions.compare(who, made[0].draft_id, 1, 2).carried) == seen


@both_engines
def test_putting_an_old_one_back(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    made = two_drafts(at_work, ann, ben)
    draft_id = made[0].draft_id
    before = ann.store.revision("activities")
    done = versions.restore(ann, draft_id, made[0].id)
    assert drafts.find_draft(ann, draft_id).text == TEXT == done.draft.text
    assert done.undo_id == made[1].id, "that text is a submission already"
    assert kept_texts(ann, draft_id) == []
    assert versions.restore(ann, draft_id, made[0].id).undo_id == "", "it is there already"
    versions.restore(ann, draft_id, done.undo_id)
    assert drafts.find_draft(ann, draft_id).text == REVISED
    assert ann.store.revision("activities") == before, "what one does with a draft is private"


@both_engines
def test_what_was_never_handed_in_is_kept(at_work: ClassAtWork, ann: Session, ben: Session) -> None:
    made = two_drafts(at_work, ann, ben)
    draft_id = made[0].draft_id
    types(ann, draft_id, "Work of this morning 🥐")
    done = versions.restore(ann, draft_id, made[0].id)
    assert kept_texts(ann, draft_id) == ["Work of this morning 🥐"]
    [kept] = versions.versions_of(ann, draft_id).kept
    assert (kept.id, kept.why) == (done.undo_id, "Draft 1 was put back")
    versions.restore(ann, draft_id, done.undo_id)
    assert drafts.find_draft(ann, draft_id).text == "Work of this morning 🥐"
    assert kept_texts(ann, draft_id) == [], "it stands in the draft: no need to offer it"
    versions.restore(ann, draft_id, made[1].id)
    assert ann.store.kept_texts.count(draft_id=draft_id) == 1, "the same text is kept once"
    versions.forget_kept(ann, draft_id, kept.id)
    assert kept_texts(ann, draft_id) == []
    with pytest.raises(NotFound):
        versions.forget_kept(ann, draft_id, kept.id)


def test_an_editor_that_is_open_elsewhere_is_told(
    at_work: ClassAtWork, ann: Session, ben: Session
) -> None:
    made = two_drafts(at_work, ann, ben)
    open_there = drafts.find_draft(ann, made[0].draft_id)
    versions.restore(ann, open_there.id, made[0].id)
    number = open_there.writer_save + 1
    with pytest.raises(ChangedElsewhere):
        drafts.save_text(ann, open_there.id, Save("Typed there", open_there.version, "tab", number))
    assert drafts.find_draft(ann, open_there.id).text == TEXT


def test_only_versions_of_this_draft_are_put_back(
    at_work: ClassAtWork, ann: Session, ben: Session
) -> None:
    made = two_drafts(at_work, ann, ben)
    bens = at_work.hands_in(ben, "Ben's own words.")
    private = at_work.hands_in(ann, "A secret.", private=True, title="Mine")
    kept = ann.store.kept_texts.put(
        KeptText("kept", bens.draft_id, ben.actor_id, "Private.", at_work.clock.now(), "")
    )
    for version_id in (bens.id, private.id, kept.id, "no such id", ""):
        with pytest.raises(NotFound):
            versions.restore(ann, made[0].draft_id, version_id)
    with pytest.raises(NotFound):
        versions.forget_kept(ann, made[0].draft_id, kept.id)
    for who in (ben, at_work.teacher):
        with pytest.raises(NotFound):
            versions.restore(who, made[0].draft_id, made[0].id)


def test_an_empty_draft_leaves_nothing_to_keep(
    at_work: ClassAtWork, ann: Session, ben: Session
) -> None:
    made = two_drafts(at_work, ann, ben)
    types(ann, made[0].draft_id, " \n")
    assert versions.restore(ann, made[0].draft_id, made[1].id).undo_id == ""
    assert kept_texts(ann, made[0].draft_id) == []
