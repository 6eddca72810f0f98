"""The desks in plain Python, without a browser: events in, pages out."""

import logging
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from opening import opened
from reports.live_center import PASSAGE, LiveClass, live_class

from writing_center import widgets
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound, NotSignedIn
from writing_center.services import drafts, welcome
from writing_center.services.session import Session
from writing_center.widgets import (
    ClassDesk,
    ParticipationDashboard,
    RepertoireDashboard,
    WritingDesk,
)
from writing_center.widgets.live import SOMETHING_WENT_WRONG, Live

Told = list[dict[str, object]]


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, "Ann", "Ben", "Cem")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    return made


def listened(desk: Live, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the widget sends to its page."""
    told: Told = []
    monkeypatch.setattr(desk, "send", lambda message, buffers=None: told.append(message))
    return told


def test_every_widget_is_there_by_its_name() -> None:
    assert all(isinstance(getattr(widgets, name), type) for name in widgets.__all__)
    with pytest.raises(AttributeError):
        _ = widgets.NoSuchDesk


def test_a_page_is_rendered_when_the_browser_says_hello(live: LiveClass) -> None:
    desk = WritingDesk(live.as_("Ann"))
    assert desk.html == ""
    assert "Hello, Ann" in opened(desk).html
    desk.handle("go", {"route": "/write"})
    assert "Your drafts" in desk.html


def test_the_first_visit_comes_first(live: LiveClass) -> None:
    desk = opened(WritingDesk(live.joins("Dot")))
    assert "Welcome, Dot" in desk.html
    desk.handle("to_comment", {})
    assert "Comment</span>" in desk.html
    desk.handle("to_paragraph", {})
    assert "Your paragraph" in desk.html, "a step can be left out alone"
    desk.handle("go", {"route": "/welcome/comment"})
    comment = {"start": 0, "end": 12, "kind": "question", "body": "Which bus, I wonder?"}
    reply = desk.handle("add_comment", comment)
    assert desk.html.count('<article class="wc-note') == 3
    assert "Which bus, I wonder?" in desk.html
    assert f'id="{reply.extra["focus"]}"' in desk.html
    assert "data-comment" not in desk.html, "one comment is enough"
    desk.handle("skip", {})
    assert "Hello, Dot" in desk.html


@pytest.mark.parametrize(
    "route", ["/nowhere", "/write/no-such-id", "/guide/x/y/z", "//", "write", "/write/x?y", "/✍"]
)
def test_an_unknown_place_is_a_friendly_page(live: LiveClass, route: str) -> None:
    html = opened(WritingDesk(live.as_("Ann")), route).html
    assert "<h1" in html
    assert "Traceback" not in html


@pytest.mark.parametrize(
    "name", ["", "no_such", "page", "__class__", "do_claim", "render", "claim.x", "über", "a b"]
)
def test_an_event_that_nobody_knows(live: LiveClass, name: str) -> None:
    with pytest.raises(NotFound):
        opened(WritingDesk(live.as_("Ann")), "/review").handle(name, {})


def test_events_before_hello_find_nobody(live: LiveClass) -> None:
    with pytest.raises(NotFound):
        WritingDesk(live.as_("Ann")).handle("claim", {"id": "x"})


@pytest.mark.parametrize(
    "content", [None, 7, "text", [], {}, {"name": 7}, {"name": None, "args": 3}]
)
def test_whatever_arrives_is_answered_with_a_sentence(
    live: LiveClass, content: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(WritingDesk(live.as_("Ann")))
    told = listened(desk, monkeypatch)
    desk._receive(desk, content, [])
    assert [message["error"] for message in told] == [
        "This button is not here (any more). Go back to the start page."
    ]


def test_an_error_names_its_field(live: LiveClass, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), "/guide/propose")
    told = listened(desk, monkeypatch)
    desk._receive(desk, {"name": "propose", "args": {"title": ""}, "number": 4}, [])
    assert (told[0]["number"], told[0]["field"]) == (4, "title")


def test_what_breaks_inside_is_logged_and_not_told(
    live: LiveClass, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret-of-the-server")

    desk = opened(WritingDesk(live.as_("Ann")))
    told = listened(desk, monkeypatch)
    monkeypatch.setattr(desk, "handler", lambda _name: broken)
    with caplog.at_level(logging.ERROR):
        desk._receive(desk, {"name": "start", "number": 1}, [])
    assert told == [{"number": 1, "error": SOMETHING_WENT_WRONG}]
    assert "secret-of-the-server" in caplog.text
    monkeypatch.setattr(desk, "page", broken)
    desk.show()
    assert "Something went wrong" in desk.html
    assert "secret" not in desk.html


@pytest.mark.parametrize("desk", [ClassDesk, ParticipationDashboard, RepertoireDashboard])
def test_teachers_desks_are_for_teachers(live: LiveClass, desk: Callable[[Session], Live]) -> None:
    with pytest.raises(NotAllowed):
        desk(live.as_("Ann"))
    assert "<h1" in opened(desk(live.teacher)).html


def test_somebody_who_is_no_teacher_any_more_presses_hidden_buttons(live: LiveClass) -> None:
    from dataclasses import replace

    desk = opened(ClassDesk(live.teacher), f"/class/{live.group.id}")
    live.center.store.members.put(replace(live.teacher.actor, is_teacher=False))
    for name, args in {
        "new_link": {},
        "reset": {"id": live.people["Ann"].id},
        "consultant": {"id": live.people["Ann"].id, "on": "yes"},
        "import_roster": {"typed": "New, new@example.org"},
        "reports": {"formats": ["html"]},
    }.items():
        with pytest.raises(NotAllowed):
            desk.handle(name, args)


def test_a_student_presses_buttons_of_others(live: LiveClass) -> None:
    submission = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    claim = live.claims("Ben", submission)
    live.writes("Ben", claim, submission)
    note = live.center.store.annotations.first(review_id=claim)
    assert note is not None
    desk = opened(WritingDesk(live.as_("Cem")), "/review")
    for name, args in {
        "claim": {"id": "no-such-id"},
        "release": {"id": claim},
        "decline": {"id": claim, "reason": "no"},
        "save": {"id": claim, "answer": "mine now"},
        "submit": {"id": claim},
        "change_comment": {"id": note.id, "body": "mine now"},
        "remove_comment": {"id": note.id},
    }.items():
        with pytest.raises(NotFound):
            desk.handle(name, args)
    for route in (f"/review/{claim}", f"/review/given/{claim}", f"/feedback/{submission.id}"):
        assert PASSAGE not in opened(desk, route).html
    assert PASSAGE not in opened(desk, f"/write/{submission.draft_id}").html


def test_a_comment_is_reworded_before_the_review_is_in(live: LiveClass) -> None:
    submission = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    claim = live.claims("Ben", submission)
    live.writes("Ben", claim, submission)
    note = live.center.store.annotations.first(review_id=claim)
    assert note is not None
    desk = opened(WritingDesk(live.as_("Ben")), f"/review/{claim}")
    assert 'data-do="change_comment"' in desk.html
    reply = desk.handle("change_comment", {"id": note.id, "body": "Which <b>lamp</b>?"})
    assert reply.extra == {"focus": f"number-{note.id}"}
    assert "Which &lt;b&gt;lamp&lt;/b&gt;?" in desk.html
    assert 'name="was" value="Which &lt;b&gt;lamp&lt;/b&gt;?"' in desk.html
    elsewhere = {"id": note.id, "body": "That one?", "was": note.body}
    assert "Both wordings stand in it" in desk.handle("change_comment", elsewhere).say
    assert "That one?\n\nWhich &lt;b&gt;lamp" in desk.html
    with pytest.raises(InvalidInput):
        desk.handle("change_comment", {"id": note.id, "body": " "})


def test_own_text_can_not_be_claimed(live: LiveClass) -> None:
    submission = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    with pytest.raises(NotAllowed):
        opened(WritingDesk(live.as_("Ann")), "/review").handle("claim", {"id": submission.id})


def test_a_passage_outside_the_text_is_refused(live: LiveClass) -> None:
    submission = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    desk = opened(WritingDesk(live.as_("Ben")), "/review")
    desk.handle("claim", {"id": submission.id})
    args = {"body": "Here.", "kind": "question"}
    for start, end in ((-1, 4), (5, 5), (0, 10_000), (7, 3)):
        with pytest.raises(Exception, match="not in the text"):
            desk.handle("add_comment", args | {"start": start, "end": end})
    with pytest.raises(InvalidInput):
        desk.handle("add_comment", args | {"start": "a", "end": 3})
    with pytest.raises(InvalidInput):
        desk.handle("add_comment", args | {"start": 0, "end": 3, "kind": "insult"})
    kinds = re.findall(r'<input type="radio" name="kind"[^>]*>', str(desk.html))
    assert len(kinds) == 5
    assert not any("checked" in one for one in kinds), "no comment is praise unasked"
    with pytest.raises(InvalidInput, match="What is it") as refused:
        desk.handle("add_comment", {"body": "I got lost.", "start": 0, "end": 3})
    assert refused.value.field == "kind"


def test_saving_a_text_by_its_differences(live: LiveClass) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), "/write")
    desk.handle("start_own", {"title": "Mine"})
    [draft] = live.center.store.drafts.all()
    base = {"draft": draft.id, "tab": "t"}

    def save(number: int, based_on: int, at: int, remove: int, insert: str) -> object:
        return desk.handle(
            "save_text",
            base
            | {"number": number, "based_on": based_on}
            | {"at": at, "remove": remove, "insert": insert},
        ).extra

    sums = [zlib.adler32(text.encode()) for text in ("A 😀 b", "A 😁 b")]
    assert save(1, 0, 0, 0, "A 😀 b") == {"version": 1, "sum": sums[0]}
    # Its answer was lost: it comes again.
    assert save(1, 0, 0, 0, "A 😀 b") == {"version": 1, "sum": sums[0]}
    assert save(2, 1, 2, 1, "😁") == {"version": 2, "sum": sums[1]}
    theirs = {"text": "A 😁 b", "version": 2}
    assert save(3, 1, 0, 0, "x") == {"conflict": theirs}
    assert save(3, 2, 0, 99, "x") == {"conflict": theirs}
    assert save(3, 2, -1, 0, "x") == {"conflict": theirs}


def test_a_draft_is_nobody_elses(live: LiveClass) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), "/write")
    desk.handle("start_own", {})
    [draft] = live.center.store.drafts.all()
    other = opened(WritingDesk(live.as_("Ben")), "/write")
    args = {"draft": draft.id, "tab": "t", "number": 1, "based_on": 0, "at": 0, "remove": 0}
    with pytest.raises(NotFound):
        other.handle("save_text", args | {"insert": "mine"})
    with pytest.raises(NotFound):
        other.handle("describe", {"id": draft.id, "title": "mine"})
    with pytest.raises(NotFound):
        other.handle("submit", {"id": draft.id})


def test_coming_back_to_a_window_shows_what_was_written_in_another(live: LiveClass) -> None:
    session = live.as_("Ann")
    draft = drafts.start_draft(session, None, "Mine")
    desk = opened(WritingDesk(session), f"/write/{draft.id}")
    drafts.save_text(session, draft.id, drafts.Save("Written elsewhere.", 0, "other", 1))
    assert "Written elsewhere." not in desk.html
    desk.handle("look", {})
    assert "Written elsewhere." in desk.html


def test_a_page_follows_what_others_do(live: LiveClass) -> None:
    live.begins(Phase.REVIEW)
    desk = opened(WritingDesk(live.as_("Ann")), "/review")
    before = desk.html
    desk.follow()
    assert desk.html == before
    live.hands_in("Ben")
    desk.follow()
    assert "Ben’s letter" in desk.html


def test_nobody_in_particular_sees_nothing(live: LiveClass) -> None:
    desk = WritingDesk(Session(live.center.store, live.clock, "no-such-member"))
    with pytest.raises(NotSignedIn):
        desk.handle("hello", {"route": "/"})


def test_one_time_links_are_shown_until_they_are_handed_out(live: LiveClass) -> None:
    desk = opened(ClassDesk(live.teacher), f"/class/{live.group.id}")
    desk.handle("reset", {"id": live.people["Ann"].id})
    assert "welcome#" in desk.html
    desk.handle("links_done", {})
    assert "welcome#" not in desk.html


def test_one_time_links_are_no_formulas(live: LiveClass) -> None:
    name = '=HYPERLINK("//e.org","Ed")'
    live.joins(name)
    desk = opened(ClassDesk(live.teacher), f"/class/{live.group.id}")
    desk.handle("reset", {"id": live.people[name].id})
    download = desk.handle("links_file", {}).download
    assert download
    assert download[2].decode("utf-8-sig").splitlines()[1].startswith("\"'=HYPERLINK")


def test_a_time_zone_that_is_none(live: LiveClass) -> None:
    dashboard = ParticipationDashboard(live.teacher)
    for zone in ("Europe/Vienna", "No/Where", "../../etc/passwd", "", "\x00"):
        dashboard.handle("hello", {"route": "/", "zone": zone})
        assert "who takes part" in dashboard.html
