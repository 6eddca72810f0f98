"""Comments on the desks, without a browser: what is shown, and what events do."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from reports.live_center import PASSAGE, TEXT, LiveClass, live_class

from writing_center.domain.annotations import passage_at
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.services import annotations, coauthors, drafts, threads, welcome
from writing_center.widgets import ClassDesk, WritingDesk
from writing_center.widgets.changes import Change, changes
from writing_center.widgets.live import Live
from writing_center.widgets.passages import Marked, cut, paragraph_at

START = TEXT.index(PASSAGE)
WORDS = "My sister works late."


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    """Ann's letter, answered by Ben; the assignment takes suggested edits."""
    made = live_class(tmp_path, "Ann", "Ben", "Cem")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    kept = made.center.store.assignments
    kept.put(replace(kept.find(made.assignment.id), suggested_edits=True))
    return made


@pytest.fixture
def letter(live: LiveClass):
    made = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    return made


def opened(session, route: str, desk=WritingDesk) -> Live:
    made = desk(session)
    made.handle("hello", {"route": route})
    return made


def says(desk: Live, name: str, **args: object) -> str:
    return desk.handle(name, args).say


def review(live: LiveClass, letter) -> tuple[str, str]:
    """Ben's review with a suggested edit, made by events; its id and the comment's."""
    desk = opened(live.as_("Ben"), "/review")
    claim = desk.handle("claim", {"id": letter.id}).route.rsplit("/")[-1]
    assert "Suggest other words" in desk.html
    args = {"start": 0, "end": len(TEXT), "kind": "suggestion", "body": "Shorter?"}
    told = says(desk, "add_comment", **args, words=PASSAGE, suggests=True, replacement=WORDS)
    assert told == "Comment added beside paragraph 1."
    desk.handle("save", {"id": claim, "answer": "Yes.", "summary": "Go on."})
    desk.handle("submit", {"id": claim})
    [note] = live.center.store.annotations.where(review_id=claim)
    return claim, note.id


def revises(live: LiveClass, text: str):
    return live.hands_in("Ann", text)


def test_a_comment_on_a_few_words_suggests_others(live: LiveClass, letter) -> None:
    claim, note_id = review(live, letter)
    note = live.center.store.annotations.find(note_id)
    assert (note.passage.exact, note.replacement) == (PASSAGE, WORDS)
    html = opened(live.as_("Ann"), f"/feedback/{letter.id}").html
    assert 'aria-label="Comment 1 begins here: suggestion, Ben"' in html
    assert 'href="#ref-' in html
    assert "<del>" in html
    assert "Take into my draft" in html
    assert "Take into my draft" not in opened(live.as_("Ben"), f"/review/given/{claim}").html


def test_nothing_but_the_text_stands_inside_the_text(live: LiveClass, letter) -> None:
    review(live, letter)
    html = opened(live.as_("Ann"), f"/feedback/{letter.id}").html
    [inside] = re.findall(r"<p [^>]*data-start[^>]*>(.*?)</p>", html)
    assert re.sub(r"<[^>]+>", "", inside) == TEXT


def test_a_suggested_edit_is_taken_and_put_back(live: LiveClass, letter) -> None:
    _, note_id = review(live, letter)
    ann = live.as_("Ann")
    for route in (f"/feedback/{letter.id}", f"/write/{letter.draft_id}"):
        desk = opened(ann, route)
        assert says(desk, "take_edit", id=note_id) == "It is in your draft now."
        assert drafts.find_draft(ann, letter.draft_id).text == TEXT.replace(PASSAGE, WORDS)
        assert "Put back" in desk.html
        desk.handle("put_edit_back", {"id": note_id})
        assert drafts.find_draft(ann, letter.draft_id).text == TEXT
    draft = drafts.find_draft(ann, letter.draft_id)
    changed = TEXT.replace("until ten", "until eleven")
    drafts.save_text(ann, draft.id, drafts.Save(changed, draft.version, "tab", 99))
    html = opened(ann, f"/feedback/{letter.id}").html
    assert "This passage has changed in your draft since" in html
    assert "<q>My sister works until eleven.</q>" in html


def test_who_wrote_it_too_reads_the_suggestion_but_has_no_draft_to_take_it_into(
    live: LiveClass,
) -> None:
    ann, cem = live.as_("Ann"), live.as_("Cem")
    draft = drafts.start_draft(ann, live.assignment.id, "Ours")
    coauthors.name_coauthors(ann, draft.id, [cem.actor_id])
    letter = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    _, note_id = review(live, letter)
    desk = opened(cem, f"/feedback/{letter.id}")
    assert "Shorter?" in desk.html
    assert "Take into my draft" not in desk.html
    with pytest.raises(NotFound):
        desk.handle("take_edit", {"id": note_id})


def test_author_and_reader_talk_below_a_comment(live: LiveClass, letter) -> None:
    claim, note_id = review(live, letter)
    about = {"review": claim, "comment": note_id}
    author = opened(live.as_("Ann"), f"/feedback/{letter.id}")
    reader = opened(live.as_("Ben"), f"/review/given/{claim}")
    assert says(author, "reply", **about, body="Which <b>words</b>?") == "Your reply is sent."
    assert "Which &lt;b&gt;words&lt;/b&gt;?" in author.html
    reader.follow()
    assert "Which &lt;b&gt;words&lt;/b&gt;?" in reader.html, "the page follows"
    assert "A reply to you" in opened(live.as_("Ben"), "/").html
    reader.handle("let_rest", about)
    assert "A reply to you" not in opened(live.as_("Ben"), "/").html
    [said] = live.center.store.replies.all()
    author.handle("change_reply", {"id": said.id, "body": "Which ones?"})
    assert "Which ones?" in author.html
    for who, name in ((reader, "change_reply"), (opened(live.as_("Cem"), "/feedback"), "reply")):
        with pytest.raises(NotFound):
            who.handle(name, {**about, "id": said.id, "body": "!"})
    author.handle("remove_reply", {"id": said.id})
    assert "Which ones?" not in author.html


def test_a_teacher_reads_along_and_joins_in(live: LiveClass, letter) -> None:
    claim, note_id = review(live, letter)
    place = f"/texts/{live.assignment.id}"
    desk = opened(live.teacher, place, ClassDesk)
    assert "1 reader has answered" in desk.html
    exported = desk.handle("annotations", {}).download
    assert exported
    assert (exported[0], b"AnnotationCollection" in exported[2]) == ("comments.jsonld", True)
    desk.handle("go", {"route": f"{place}/{letter.id}"})
    assert "Shorter?" in desk.html
    assert "/guide/propose" not in desk.html
    desk.handle("reply", {"review": claim, "comment": note_id, "body": "Both work."})
    assert "Ms Teacher (teacher)" in opened(live.as_("Ann"), f"/feedback/{letter.id}").html
    secret = live.hands_in("Ann", private=True)
    assert "secret" not in opened(live.teacher, f"{place}/{secret.id}", ClassDesk).html
    for student in ("Ann", "Ben"):
        html = opened(live.as_(student), f"{place}/{letter.id}").html
        assert "Shorter?" not in html
        with pytest.raises(NotAllowed):
            opened(live.as_(student), place).handle("annotations", {})


def test_comments_on_the_earlier_draft_stand_beside_the_new_one(live: LiveClass, letter) -> None:
    _, note_id = review(live, letter)
    second = revises(live, "First the news.\n\n" + TEXT)
    desk = opened(live.as_("Ann"), f"/feedback/{second.id}")
    assert "Comments on Draft 1, where they are now" in desk.html
    assert "Shorter?" not in desk.html
    desk.handle("go", {"route": f"/feedback/{second.id}/earlier"})
    assert "Shorter?" in desk.html
    assert "still stands there, word for word" in desk.html
    assert says(desk, "place", id=note_id, on=second.id, paragraph="1", words="the news") == (
        "It stands beside paragraph 1 now."
    )
    assert "You put it here." in desk.html
    desk.handle("unplace", {"id": note_id, "on": second.id})
    assert "You put it here." not in desk.html


def test_an_orphan_is_put_on_a_passage(live: LiveClass, letter) -> None:
    _, note_id = review(live, letter)
    new = TEXT.replace(PASSAGE + " ", "") + "\n\nThe end 🎈."
    second = revises(live, new)
    desk = opened(live.as_("Ann"), f"/feedback/{second.id}/earlier")
    assert "Without a place in this draft" in desk.html
    assert PASSAGE in desk.html
    args = {"id": note_id, "on": second.id}
    for wrong in ("", "0", "3", "²", "x"):
        with pytest.raises(InvalidInput, match="Choose a paragraph"):
            desk.handle("place", {**args, "paragraph": wrong})
    start = new.index("The end")
    told = says(desk, "place_selected", **args, start=start, end=start + 9)
    assert told == "It stands beside paragraph 2 now."
    assert "Without a place in this draft" not in desk.html
    [found] = annotations.carried(live.as_("Ann"), second.id)
    assert found.passage
    assert found.passage.exact == "The end 🎈"


def test_a_reader_of_both_drafts_sees_what_became_of_their_comment(live: LiveClass, letter) -> None:
    claim, note_id = review(live, letter)
    author = opened(live.as_("Ann"), f"/feedback/{letter.id}")
    args = {"review": claim, "comment": note_id, "choice": "declined", "reason": "She stays."}
    author.handle("decide", args)
    threads.reply_to(live.as_("Ann"), claim, note_id, "She works late anyway.")
    second = revises(live, TEXT.replace("until ten", "until half past ten"))
    desk = opened(live.as_("Ben"), "/review")
    desk.handle("claim", {"id": second.id})
    assert "You have read an earlier draft" in desk.html
    assert "declined. She stays." in desk.html
    assert "The passage was changed:" in desk.html
    desk.handle("place", {"id": note_id, "on": second.id, "paragraph": "1", "words": "Buses"})
    assert "You put it here." in desk.html


def test_comments_beside_the_draft_while_revising(live: LiveClass, letter) -> None:
    review(live, letter)
    ann = live.as_("Ann")
    draft = drafts.find_draft(ann, letter.draft_id)
    text = "🎈🎈 " + TEXT
    drafts.save_text(ann, draft.id, drafts.Save(text, draft.version, "tab", 99))
    desk = opened(ann, f"/write/{draft.id}")
    assert "What your readers said (1)" in desk.html
    assert f'data-goes="{START + 3}" data-words="{PASSAGE}"' in desk.html
    told = desk.handle("look_again", {})
    assert told.say == "1 comment stands where its passage is now."
    draft = drafts.find_draft(ann, draft.id)
    gone = drafts.Save("All new.", draft.version, "tab", 100)
    drafts.save_text(ann, draft.id, gone)
    assert "1 has no place any more" in desk.handle("look_again", {}).say
    assert "Its passage is not in your text any more." in desk.html


def test_the_author_takes_the_comments_home(live: LiveClass, letter) -> None:
    review(live, letter)
    found = opened(live.as_("Ann"), "/feedback").handle("annotations", {}).download
    assert found
    assert b"Shorter?" in found[2]


def test_comments_are_numbered_where_they_begin() -> None:
    text = "One 🎈 two.\n\n  Three."
    late = Marked("late", passage_at(text, text.index("Three"), len(text)))
    over = Marked("over", passage_at(text, 4, len(text)))
    blank = Marked("blank", passage_at(text, text.index("."), len(text)))
    paragraphs = cut(text, [late, over, blank])
    begun = [(one.id, one.number) for p in paragraphs for piece in p.pieces for one in piece.begins]
    assert begun == [("over", 1), ("blank", 2), ("late", 3)]
    assert [p.ids for p in paragraphs] == [("over", "blank"), ("late",)]
    assert paragraph_at(text, text.index("Three")) == 2
    assert paragraph_at(text, 0) == 1


def test_changes_in_one_line() -> None:
    def line(before: str, after: str) -> str:
        signs = {"same": "", "out": "-", "in": "+"}
        return "|".join(signs[one.kind] + one.text for one in changes(before, after))

    assert line("nearly the same", "almost the same").replace(" ", "") == "-nearly|+almost|thesame"
    assert changes("a b", "a  b") == (Change("out", "a b"), Change("in", "a  b"))
    assert changes("gone", "") == (Change("out", "gone"),)
    assert changes("", "") == ()
