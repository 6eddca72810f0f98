"""Bringing a text in, as the page asks for it; and as a page would that means no good."""

import base64
from pathlib import Path

import pytest
from reports.live_center import LiveClass, live_class

from writing_center.domain.errors import InvalidInput, NotFound, WritingCenterError
from writing_center.services import drafts, welcome
from writing_center.widgets import WritingDesk


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, "Ann", "Ben")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    return made


@pytest.fixture
def draft_id(live: LiveClass) -> str:
    return drafts.start_draft(live.as_("Ann"), None, "Mine").id


@pytest.fixture
def desk(live: LiveClass, draft_id: str) -> WritingDesk:
    made = WritingDesk(live.as_("Ann"))
    made.handle("hello", {"route": f"/write/{draft_id}"})
    return made


def told(desk: WritingDesk, event: str, /, **args: object) -> dict[str, object]:
    return dict(desk.handle(event, args).extra or {})


def begun(desk: WritingDesk, draft_id: str, size: int) -> object:
    return told(desk, "bring_begin", draft=draft_id, name="a.md", size=size)["upload"]


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def waited_for(desk: WritingDesk, upload: object) -> dict[str, object]:
    while True:
        found = told(desk, "bring_state", upload=upload, preview=True)
        if found["done"]:
            return found


def test_a_file_as_the_page_sends_it(desk: WritingDesk, draft_id: str) -> None:
    assert 'id="bring-file"' in desk.html
    upload = begun(desk, draft_id, 12)
    assert (
        told(desk, "bring_chunk", upload=upload, number=0, data=in_base64("A *fi"))["received"] == 5
    )
    assert (
        told(desk, "bring_chunk", upload=upload, number=1, data=in_base64("le* ![]"))["received"]
        == 12
    )
    told(desk, "bring_read", upload=upload)
    found = waited_for(desk, upload)
    assert found["text"] == "A *file* ![]"
    assert found["preview"] == '<p dir="auto">A <em>file</em> ![]</p>\n'
    with pytest.raises(InvalidInput):
        told(desk, "bring_state", upload=upload)  # handed out once


def test_what_is_pasted_and_a_text_that_was_there(desk: WritingDesk, draft_id: str) -> None:
    upload = told(desk, "bring_paste", draft=draft_id, html="<i>Hi</i><script>x</script>")["upload"]
    assert waited_for(desk, upload)["text"] == "*Hi*"
    assert told(desk, "bring_keep", draft=draft_id) == {}
    assert told(desk, "bring_stop") == {}


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("bring_begin", {"size": 10**12}),
        ("bring_begin", {"size": "many"}),
        ("bring_begin", {}),
        ("bring_chunk", {"number": 0, "data": "no base64!"}),
        ("bring_chunk", {"number": 0, "data": "Ä"}),
        ("bring_chunk", {"number": 0, "data": None}),
        ("bring_chunk", {"number": 7, "data": "SGk="}),
        ("bring_chunk", {"number": "x", "data": "SGk="}),
        ("bring_chunk", {"number": 0, "data": in_base64("x" * 101)}),
        ("bring_read", {}),
        ("bring_state", {}),
        ("bring_paste", {"html": "x" * 4_000_001}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_odd_events_are_a_sentence(
    desk: WritingDesk, draft_id: str, name: str, args: dict[str, object]
) -> None:
    upload = begun(desk, draft_id, 100)
    with pytest.raises(InvalidInput):
        told(desk, name, **{"draft": draft_id, "name": "a", "upload": upload} | args)


def test_somebody_elses_draft_and_upload(live: LiveClass, desk: WritingDesk, draft_id: str) -> None:
    upload = begun(desk, draft_id, 2)
    other = WritingDesk(live.as_("Ben"))
    other.handle("hello", {"route": "/write"})
    for name in ("bring_begin", "bring_paste", "bring_keep"):
        with pytest.raises(NotFound):
            told(other, name, draft=draft_id, name="a.md", size=2, html="<b>x</b>")
    for name in ("bring_chunk", "bring_read", "bring_state"):
        with pytest.raises(WritingCenterError):
            told(other, name, upload=upload, number=0, data="SGk=")


def test_a_new_file_takes_the_place_of_the_old(desk: WritingDesk, draft_id: str) -> None:
    first = begun(desk, draft_id, 2)
    second = begun(desk, draft_id, 2)
    with pytest.raises(InvalidInput):
        told(desk, "bring_chunk", upload=first, number=0, data="SGk=")
    assert told(desk, "bring_chunk", upload=second, number=0, data="SGk=")["received"] == 2
