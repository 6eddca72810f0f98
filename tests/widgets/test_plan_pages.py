"""The plan and the memo as pages, without a browser: what is shown to whom, and what events do."""

from pathlib import Path

import pytest
from reports.live_center import LiveClass, live_class

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput
from writing_center.domain.submissions import Submission
from writing_center.services import drafts, reviews, welcome
from writing_center.widgets.writing_desk import WritingDesk

REVISED = "Buses stop at nine. My sister, a nurse, works until eleven."
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    """Ann's letter, answered by Ben."""
    made = live_class(tmp_path, "Ann", "Ben", "Cem")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    first = made.hands_in("Ann")
    made.begins(Phase.REVIEW)
    made.answers("Ben", first)
    return made


def first(live: LiveClass) -> Submission:
    found = live.center.store.submissions.first(number=1)
    assert found
    return found


def opened(live: LiveClass, name: str, route: str) -> WritingDesk:
    desk = WritingDesk(live.as_(name))
    desk.handle("hello", {"route": route})
    return desk


def decided(live: LiveClass) -> str:
    """Ann will do what Ben says about her passage; the comment's id."""
    note = live.center.store.annotations.all()[0]
    desk = opened(live, "Ann", f"/feedback/{first(live).id}")
    args = {"review": note.review_id, "comment": note.id}
    assert desk.handle("decide", {**args, "choice": "will do"}).say == "Kept."
    assert "Undo" in str(desk.html)
    return note.id


def test_focus_goes_with_a_line_and_turns_at_the_ends(live: LiveClass) -> None:
    draft_id, comment_id = first(live).draft_id, decided(live)
    desk = opened(live, "Ann", f"/plan/{draft_id}")
    desk.handle("add_note", {"draft": draft_id, "text": HOSTILE})
    assert HOSTILE not in str(desk.html)
    [note] = live.center.store.plan_notes.all()
    reply = desk.handle("move", {"id": note.id, "before": comment_id, "way": "up"})
    assert reply.say == "Now 1 of 2."
    assert (reply.extra or {})["focus"] == f"down-{note.id}"
    assert f'id="up-{note.id}"' not in str(desk.html)
    other = opened(live, "Ben", f"/plan/{draft_id}")
    assert "is not here" in str(other.html)
    assert note.id not in str(other.html)


def test_a_plan_that_is_open_twice_follows_itself(live: LiveClass) -> None:
    draft_id = first(live).draft_id
    desk, other = (opened(live, "Ann", f"/plan/{draft_id}") for _ in range(2))
    other.follow()
    before = str(other.html)
    desk.handle("add_note", {"draft": draft_id, "text": "Read it aloud."})
    other.follow()
    assert str(other.html) != before
    assert "Read it aloud." in str(other.html)


def test_a_new_reader_reads_what_was_done_and_not_what_was_said(live: LiveClass) -> None:
    comment_id, draft_id = decided(live), first(live).draft_id
    ann = live.as_("Ann")
    desk = opened(live, "Ann", f"/write/{draft_id}")
    with pytest.raises(InvalidInput, match="same text"):
        desk.handle("submit", {"id": draft_id})
    draft = drafts.find_draft(ann, draft_id)
    drafts.save_text(ann, draft_id, drafts.Save(REVISED, draft.version, "later", 1))
    assert desk.handle("submit", {"id": draft_id}).route == f"/plan/{draft_id}/hand-in"
    form = {f"choice-{comment_id}": "nonsense", "opening": HOSTILE}
    with pytest.raises(InvalidInput, match="Choose"):
        desk.handle("hand_in", form)
    form |= {f"choice-{comment_id}": "done", f"why-{comment_id}": "She is a nurse."}
    desk.handle("hand_in", form)

    second = live.center.store.submissions.first(number=2)
    body = live.center.store.annotations.find(comment_id).body
    review_id = live.center.store.annotations.find(comment_id).review_id
    pages = {}
    for name in ("Ben", "Cem"):
        claim = reviews.claim_review(live.as_(name), second.id)
        pages[name] = str(opened(live, name, f"/review/{claim.id}").html)
        assert "with the readers’ comments" in pages[name]
        assert "She is a nurse." in pages[name]
        assert HOSTILE not in pages[name]
    assert body in pages["Ben"]
    for secret in (body, comment_id, review_id, "Ben"):
        assert secret not in pages["Cem"], secret
