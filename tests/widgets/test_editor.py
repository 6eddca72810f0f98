"""What the draft editor's script asks of the kernel."""

from pathlib import Path
from zlib import adler32

import pytest
from reports.live_center import LiveClass, live_class

from writing_center.domain.errors import NotFound
from writing_center.domain.submissions import Draft
from writing_center.services import drafts
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    return live_class(tmp_path, "Ann", "Ben")


@pytest.fixture
def ann(live: LiveClass) -> Session:
    return live.as_("Ann")


@pytest.fixture
def draft(ann: Session) -> Draft:
    return drafts.start_draft(ann, None, "Mine")


@pytest.fixture
def desk(ann: Session, draft: Draft) -> WritingDesk:
    made = WritingDesk(ann)
    made.handle("hello", {"route": f"/write/{draft.id}"})
    return made


def elsewhere(ann: Session, draft: Draft, text: str) -> Draft:
    """The draft, saved in another window."""
    based_on = drafts.find_draft(ann, draft.id).version
    return drafts.save_text(ann, draft.id, drafts.Save(text, based_on, "other", based_on + 1))


def test_a_tab_names_its_draft_once(desk: WritingDesk, ann: Session, draft: Draft) -> None:
    first = {"tab": "t", "draft": draft.id, "number": 1, "based_on": 0, "at": 0, "insert": "Onee"}
    assert desk.handle("save_text", first).extra == {"version": 1, "sum": adler32(b"Onee")}
    later = {"tab": "t", "number": 2, "based_on": 1, "at": 3, "remove": 1}
    for _ in range(2):  # the answer to the first was lost
        told = desk.handle("save_text", later).extra
        assert told == {"version": 2, "sum": adler32(b"One")}
    assert drafts.find_draft(ann, draft.id).text == "One"
    with pytest.raises(NotFound):
        desk.handle("save_text", later | {"tab": "another"})


def test_a_whole_text_is_sent_where_it_is_in_doubt(
    desk: WritingDesk, ann: Session, draft: Draft
) -> None:
    elsewhere(ann, draft, "Something else.")
    save = {"tab": "t", "draft": draft.id, "number": 1, "based_on": 1, "whole": True}
    told = desk.handle("save_text", save | {"insert": "Zoë."}).extra
    assert told == {"version": 2, "sum": adler32("Zoë.".encode())}
    assert drafts.find_draft(ann, draft.id).text == "Zoë."
    odd = save | {"number": 2, "based_on": 2, "insert": "Z\0o\r\n\ud83d."}
    told = desk.handle("save_text", odd).extra
    assert told
    assert told["kept"] == drafts.find_draft(ann, draft.id).text == "Zo\n�."


def test_a_window_follows_what_is_saved_in_another_and_not_itself(
    desk: WritingDesk, ann: Session, draft: Draft
) -> None:
    before = desk.html
    desk.follow()
    assert desk.html is before
    save = {"tab": "t", "draft": draft.id, "number": 1, "based_on": 0, "at": 0, "insert": "Here."}
    desk.handle("save_text", save)
    desk.follow()
    assert desk.html is before
    elsewhere(ann, draft, "Here. There.")
    desk.follow()
    assert "Here. There." in desk.html
    assert 'data-version="2"' in desk.html
    after = desk.html
    drafts.start_draft(ann, None, "Another draft of mine")
    desk.follow()
    assert desk.html is after


def test_how_it_reads_is_safe(desk: WritingDesk, ann: Session, draft: Draft) -> None:
    elsewhere(ann, draft, "**So**\n\n<script>alert(1)</script>[x](javascript:alert(1))")
    extra = desk.handle("read", {"draft": draft.id}).extra
    assert extra
    assert "<strong>So</strong>" in extra["reading"]
    assert "<script" not in extra["reading"]
    assert 'href="javascript' not in extra["reading"]


def test_the_other_text_becomes_a_draft_of_its_own_once(
    desk: WritingDesk, ann: Session, draft: Draft
) -> None:
    for _ in range(2):  # the answer to the first was lost
        desk.handle("keep_other", {"draft": draft.id, "text": "The other.\r\n"})
    [kept] = [one for one in drafts.my_drafts(ann) if one.id != draft.id]
    assert (kept.title, kept.text) == ("Mine (the other text)", "The other.\n")
    assert kept.assignment_id is None


def test_the_editors_events_are_its_authors_only(live: LiveClass, draft: Draft) -> None:
    other = WritingDesk(live.as_("Ben"))
    other.handle("hello", {"route": "/write"})
    for name in ("read", "keep_other"):
        with pytest.raises(NotFound):
            other.handle(name, {"draft": draft.id, "text": "?"})
