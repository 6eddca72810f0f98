"""Half of a sign (a lone surrogate): scripts can send one, and no message can carry it. One title
with it must not take the page away from everybody who is shown it."""

from pathlib import Path

from jupyter_client.session import Session as Wire
from reports.live_center import live_class

from writing_center.services import drafts
from writing_center.widgets.live import Args
from writing_center.widgets.writing_desk import WritingDesk

HALF = "An \ud83d owl"
WHOLE = "An \ufffd owl"


def test_what_comes_in_is_whole() -> None:
    args = Args({"a": HALF, "b": [HALF], "c": {HALF: {"d": HALF}}, "e": "🦉"})
    assert (args.text("a"), args.texts("b"), args.text("e")) == (WHOLE, [WHOLE], "🦉")
    assert args.mapping("c") == {WHOLE: {"d": WHOLE}}


def test_a_page_with_half_a_sign_can_be_sent(tmp_path: Path) -> None:
    live = live_class(tmp_path, "Ann")
    ann = live.as_("Ann")
    draft = drafts.start_draft(ann, None, HALF)
    desk = WritingDesk(ann)
    desk.handle("hello", {"route": f"/write/{draft.id}"})
    assert WHOLE in desk.html
    assert Wire().pack({"html": desk.html})
    told = desk.handle("describe", {"id": draft.id, "title": f"{HALF}, again"})
    assert told.render is False
    assert drafts.find_draft(ann, draft.id).title == f"{WHOLE}, again"
