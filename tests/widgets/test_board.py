"""The board, giving a class its readers, keeping away: as pages, without a browser."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from opening import opened
from reports.live_center import LiveClass, live_class

from writing_center.domain.assignments import Phase, PhaseStart, ReadersFrom
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.services import accounts, assignments, classes, reviewing, reviews, welcome
from writing_center.services.session import Session
from writing_center.widgets import ClassDesk, ParticipationDashboard, WritingDesk
from writing_center.widgets.live import Live

NAMES = ("Ann", "Ben", "Cem", "Dot", "Eda")


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    """Five have handed in; the review phase has begun."""
    made = live_class(tmp_path, *NAMES)
    for name in NAMES:
        welcome.skip_welcome(made.as_(name))
        made.hands_in(name)
    made.begins(Phase.REVIEW)
    return made


def board_of(live: LiveClass, name: str) -> Live:
    return opened(WritingDesk(live.as_(name)), "/review")


def readers(live: LiveClass, more: str = "") -> Live:
    return opened(ClassDesk(live.teacher), f"/readers/{live.assignment.id}{more}")


def stamp(desk: Live) -> str:
    return re.search(r'data-arg-stamp="(\w+)"', desk.html)[1]


def test_the_board_says_what_a_task_is_and_gives_one(live: LiveClass) -> None:
    desk = board_of(live, "Ann")
    for words in (
        "Give me one</button>",
        "At first you take one at a time.",
        "“Clear?”",
        "13 words",
        "0 of 2 readers so far.",
        "it is yours until",
        "It has waited longest.",
        "A newcomer’s first.",
    ):
        assert words in desk.html
    reply = desk.handle("next", {})
    assert reply.route.startswith("/review/")
    assert "Your answer" in desk.html
    desk.handle("go", {"route": "/review"})
    assert "Give me one" not in desk.html
    assert "Finish what you are reading" in desk.html


def test_the_desk_says_that_a_newer_draft_is_in_and_leads_to_it(live: LiveClass) -> None:
    desk = board_of(live, "Ann")
    desk.handle("next", {})
    [held] = reviews.review_board(live.as_("Ann")).held
    writer = next(n for n in NAMES if live.people[n].id == held.submission.author_id)
    route = f"/review/{held.claim.id}"
    assert "handed in Draft 2" not in opened(desk, route).html
    newer = live.hands_in(writer, "Another text. It is better.")
    html = opened(desk, route).html
    assert "The writer has handed in Draft 2 since. You can finish this one" in html
    assert f'href="#/review/offer/{newer.id}"' in html


def test_the_board_says_until_when_reviews_are_wished_for(live: LiveClass) -> None:
    assert "your 2 reviews are in" not in board_of(live, "Ann").html, "no date is planned"
    due = live.clock.time + timedelta(days=3)
    starts = (*live.assignment.starts, PhaseStart(Phase.REVISION, due))
    live.assignment = live.center.store.assignments.put(replace(live.assignment, starts=starts))
    desk = board_of(live, "Ann")
    assert f'0 of your 2 reviews are in, due <time datetime="{due.isoformat()}"' in desk.html
    desk.handle("next", {})
    [held] = reviews.review_board(live.as_("Ann")).held
    live.writes("Ann", held.claim.id, held.submission)
    reviewing.submit_review(live.as_("Ann"), held.claim.id)
    assert "1 of your 2 reviews is in" in board_of(live, "Ann").html
    consultant = live.joins("Con", is_consultant=True)
    welcome.skip_welcome(consultant)
    assert "of your 2 reviews" not in opened(WritingDesk(consultant), "/review").html
    live.clock.pass_(days=4)
    assert "of your 2 reviews" not in board_of(live, "Ann").html, "it is over"


def test_held_tasks_are_on_top_and_warn_when_a_quarter_is_left(live: LiveClass) -> None:
    desk = board_of(live, "Ann")
    desk.handle("next", {})
    desk.handle("go", {"route": "/review"})
    assert desk.html.index("You are reading") < desk.html.index("Waiting for a reader")
    assert "soon over" not in desk.html
    live.clock.pass_(hours=18, minutes=1)
    desk.handle("look", {})
    assert "soon over" in desk.html
    assert "Write a line to renew it" in desk.html
    live.clock.pass_(hours=6)
    desk.handle("look", {})
    assert "You are reading" not in desk.html
    assert "You began this one; what you wrote is kept." in desk.html


def test_one_reader_more_is_asked_for_apart(live: LiveClass) -> None:
    for submission in live.center.store.submissions.all():
        live.center.store.submissions.put(replace(submission, readers_wanted=1))
    for place, name in enumerate(NAMES):
        if name != "Eda":
            other = live.people[NAMES[(place + 1) % 4]].id
            live.answers(name, live.center.store.submissions.first(author_id=other))
    html = board_of(live, "Eda").html
    assert "Be one reader more (4)" in html
    assert "Give me one" not in html
    assert 'data-arg-extra="true"' in html
    id = re.search(r'data-do="claim" data-arg-id="([\w-]+)" data-arg-extra', html)[1]
    assert board_of(live, "Eda").handle("claim", {"id": id, "extra": "true"}).route


def test_a_teacher_sees_the_plan_and_does_it(live: LiveClass) -> None:
    desk = readers(live)
    assert "5 drafts, 10 readings to give. Everybody reads 2. No two read each other." in desk.html
    assert len({stamp(readers(live, f"/{n}")) for n in range(6)}) > 1, "there are other plans"
    assert desk.handle("choose", {"everybody": True}).route.endswith("/0/everybody")
    desk.handle("go", {"route": f"/readers/{live.assignment.id}"})
    until = datetime.fromisoformat(re.search(r'until <time datetime="([^"]+)', desk.html)[1])
    reply = desk.handle("assign", {"stamp": stamp(desk)})
    assert f"until {until.day} {until:%B}" in reply.say
    assert "10 drafts are given to read, until" in reply.say
    for claim in live.center.store.claims.all():
        assert abs(claim.expires_at - until) < timedelta(seconds=1), "as it said"
    assert reply.extra == {"focus": "readers-title"}
    assert "has the number it wants" in desk.html
    assert "given to you by your teacher" in board_of(live, "Ann").html
    home = opened(WritingDesk(live.as_("Ann")), "/")
    assert "Your teacher gave you this draft" in home.html


def test_a_plan_that_is_old_is_not_done_but_shown_afresh(live: LiveClass) -> None:
    desk = readers(live)
    old = stamp(desk)
    board_of(live, "Ann").handle("next", {})
    reply = desk.handle("assign", {"stamp": old})
    assert "has changed since you looked" in reply.say
    assert live.center.store.claims.count() == 1
    assert stamp(desk) != old
    assert "10 drafts" not in desk.handle("assign", {"stamp": stamp(desk)}).say


def test_wishes_are_kept_on_the_page_and_taken_back(live: LiveClass) -> None:
    desk = readers(live)
    ids = {name: member.id for name, member in live.people.items()}
    for kind, reader, author in (("reads", "Ann", "Ben"), ("apart", "Cem", "Dot")):
        made = desk.handle("wish", {"kind": kind, "reader": ids[reader], "author": ids[author]})
        assert f'id="{made.extra["focus"]}">Your wishes' in desk.html
    desk.handle("wish", {"kind": "never", "reader": ids["Dot"], "author": ids["Eda"]})
    for words in (
        "Ann reads Ben",
        "your wish",
        "Cem and Dot don’t read each other, here",
        "Dot and Eda never read each other",
    ):
        assert words in desk.html
    for wrong in (
        {"kind": "reads", "reader": "", "author": ids["Ann"]},
        {"kind": "eats", "reader": ids["Eda"], "author": ids["Ann"]},
    ):
        with pytest.raises(InvalidInput):
            desk.handle("wish", wrong)
    for rule in live.center.store.pair_rules.all():
        desk.handle("end_wish", {"id": rule.id})
    (apart,) = live.center.store.conflicts.all()
    desk.handle("end_apart", {"id": apart.id})
    assert "Ann reads Ben" not in desk.html
    assert "Dot and Eda" not in desk.html


def test_keeping_away_is_seen_by_oneself_and_ones_teacher_alone(live: LiveClass) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), "/apart")
    with pytest.raises(InvalidInput, match="Choose somebody") as told:
        desk.handle("keep_away", {"other": "", "reason": ""})
    assert told.value.field == "other"
    args = {"other": live.people["Ben"].id, "reason": "Quarrelsome-reason"}
    focus = desk.handle("keep_away", args).extra["focus"]
    assert f'<h2 id="{focus}">Ben</h2>' in desk.html
    assert "Ann asked for it, in confidence" in readers(live).html
    for name in ("Ben", "Cem"):
        for route in ("/apart", "/review", "/", "/me", "/feedback"):
            assert "Quarrelsome-reason" not in opened(WritingDesk(live.as_(name)), route).html
    assert "<h2" not in opened(WritingDesk(live.as_("Ben")), "/apart").html
    (conflict,) = live.center.store.conflicts.all()
    with pytest.raises(NotFound):
        opened(WritingDesk(live.as_("Ben")), "/apart").handle("end", {"id": conflict.id})
    with pytest.raises(NotAllowed, match="under pen names"):
        desk.handle("end", {"id": conflict.id})
    assignments.start_phase(live.teacher, live.assignment.id, Phase.REVISION)
    desk.handle("look", {})
    assert "Take off the list" not in desk.html, "in revision drafts are read as well"
    assert "The name can come off when" in desk.html
    assignments.start_phase(live.teacher, live.assignment.id, Phase.CLOSED)
    desk.handle("look", {})
    assert "Take off the list" in desk.html
    desk.handle("end", {"id": conflict.id})
    assert live.center.store.conflicts.count() == 0


def test_somebody_is_taken_out_of_the_class(live: LiveClass) -> None:
    desk = opened(ClassDesk(live.teacher), f"/class/{live.group.id}")
    desk.handle("take_out", {"id": live.people["Ann"].id})
    assert "Ann" not in readers(live).html
    assert "Ann’s letter" not in board_of(live, "Ben").html


def test_a_roster_says_who_came_and_who_was_there(live: LiveClass) -> None:
    live.joins("Old Hand", is_consultant=False)
    member = live.center.store.members.first(name="Old Hand")
    live.center.store.members.put(replace(member, email="old@x.org"))
    desk = opened(ClassDesk(live.teacher), f"/class/{live.group.id}")
    reply = desk.handle("import_roster", {"typed": "Ann,\nNewa New,\nOld Hand, old@x.org"})
    assert reply.say == (
        "2 students were taken in. 1 of them was in the center before and signs in as always: no "
        "new link. 1 was in the class already."
    )
    assert desk.html.count("<code>http") == 1
    again = desk.handle("import_roster", {"typed": "Ann,\nNewa New,"})
    assert again.say.startswith("Nobody is new")


def test_a_draft_is_written_together(live: LiveClass) -> None:
    draft = live.center.store.drafts.first(author_id=live.people["Ann"].id)
    desk = opened(WritingDesk(live.as_("Ann")), f"/together/{draft.id}")
    assert "Ben" in desk.html
    desk.handle("coauthors", {"coauthors": [live.people["Ben"].id]})
    assert "Written together with 1 other" in desk.html


def test_messages_wait_beside_who_needs_something(live: LiveClass) -> None:
    live.clock.pass_(days=1)
    html = opened(ParticipationDashboard(live.teacher), "/").html
    assert "A message to the class" in html
    assert "is waiting for its first reader" in html
    assert 'data-hook="copy"' in html
    consultant = live.joins("Con", is_consultant=True)
    welcome.skip_welcome(consultant)
    assert "A message to its writer" in opened(WritingDesk(consultant), "/review").html


def test_a_reader_of_another_class_reads_like_anybody(live: LiveClass) -> None:
    live.center.store.assignments.put(replace(live.assignment, readers_from=ReadersFrom.CENTER))
    other = Session(live.center.store, live.clock, live.joins("Mr Other", is_teacher=True).actor_id)
    group = classes.make_group(other, live.group.term_id, "Another class")
    otto = live.joins("Otto", is_consultant=False)  # in no class yet
    accounts.enrol(live.center, group, otto.actor)
    welcome.skip_welcome(otto)
    desk = opened(WritingDesk(otto), "/review")
    route = desk.handle("next", {}).route
    id = route.rpartition("/")[2]
    assert "Hand in this review" in desk.html
    desk.handle("save", {"id": id, "answer": "Yes.", "summary": "Go on."})
    given = desk.handle("submit", {"id": id}).route
    desk.handle("go", {"route": given})
    assert "went wrong" not in desk.html
    submission = live.center.store.claims.find(id).submission_id
    author = live.center.store.submissions.find(submission).author_id
    reader = WritingDesk(Session(live.center.store, live.clock, author))
    assert "Go on." in opened(reader, f"/feedback/{submission}").html
    for page in ("/", "/me", "/feedback", "/write", "/guide"):
        assert "<h1" in opened(WritingDesk(otto), page).html
