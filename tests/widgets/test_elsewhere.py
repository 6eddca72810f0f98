"""Forms that save themselves, when their fields were changed in another window or on another device."""

from pathlib import Path

import pytest
from opening import opened
from reports.live_center import LiveClass, live_class

from writing_center.domain.assignments import Phase
from writing_center.services import drafts, reviewing, welcome
from writing_center.widgets import WritingDesk
from writing_center.widgets.elsewhere import LOOK_AGAIN, changed_elsewhere
from writing_center.widgets.live import Args, Live

ODD = "\u202eIt\u2066 turns\u0000.\r\n\r\n\tTwice\ud800 \u00e9 e\u0301\u200b\ufeff "


@pytest.mark.parametrize(
    ("was", "sent", "now", "is_other"),
    [
        (["old"], "new", "old", False),
        (["old"], "new", "other", True),
        (["old"], "new", "new", False),  # only the answer was lost
        (["old", "ne"], "new", "ne", False),  # and somebody typed on
        (["old", "ne"], "new", "n", True),
        (["old  words\r\n"], "new", "old words", False),
        ([ODD], "new", "It turns. Twice\ufffd \u00e9 \u00e9", False),
        ([""], "new", "other", True),
        ([None, 7], "new", "", False),
        (None, "new", "other", False),  # a page that says nothing of it is believed
        ("old", "new", "other", False),
    ],
)
def test_what_counts_as_changed(was: object, sent: str, now: str, is_other: bool) -> None:
    args = Args({"answer": sent, "was": {"answer": was}})
    found = changed_elsewhere(args, {"answer": now, "describe": "never sent"})
    assert found == ({"answer": now} if is_other else {})


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, "Ann", "Ben")
    for name in ("Ann", "Ben"):
        welcome.skip_welcome(made.as_(name))
    return made


@pytest.fixture
def desks(live: LiveClass) -> tuple[Live, Live, str]:
    """Ben reads Ann's draft, on two devices."""
    letter = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    claim_id = live.claims("Ben", letter)
    place = f"/review/{claim_id}"
    one, other = (opened(WritingDesk(live.as_("Ben")), place) for _ in range(2))
    return one, other, claim_id


def save(desk: Live, id: str, was: dict[str, list[str]], **fields: str) -> dict[str, object]:
    return dict(desk.handle("save", {"id": id, "was": was, **fields}).extra or {})


def test_one_field_waits_and_the_others_are_kept(
    live: LiveClass, desks: tuple[Live, Live, str]
) -> None:
    one, other, id = desks
    assert save(one, id, {"answer": [""]}, answer="Yes, in the first line.")["elsewhere"] == {}
    said = save(other, id, {"answer": [""], "describe": [""]}, answer="No.", describe="It turns.")
    assert said["elsewhere"] == {"answer": "Yes, in the first line."}
    review = reviewing.open_desk(live.as_("Ben"), id).review
    assert (review.answer, review.describe) == ("Yes, in the first line.", "It turns.")
    known = "Yes, in the first line."
    assert save(other, id, {"answer": [known]}, answer="No.")["elsewhere"] == {}


def test_what_does_not_stand_on_the_page_is_not_handed_in(
    live: LiveClass, desks: tuple[Live, Live, str]
) -> None:
    one, other, id = desks
    save(one, id, {}, answer=ODD, suggest="Try the shoes.")
    reply = other.handle("submit", {"id": id, "answer": "", "suggest": ""})
    kept = reviewing.open_desk(live.as_("Ben"), id).review
    stands = {"answer": kept.answer, "suggest": "Try the shoes."}
    assert reply.extra == {"error": LOOK_AGAIN, "stands": stands}
    assert kept.submitted_at is None
    reply = other.handle("submit", {"id": id, "answer": ODD, "suggest": "Try the shoes."})
    assert reply.route.startswith("/review/given/")


def test_the_fields_of_a_draft(live: LiveClass) -> None:
    ann = live.as_("Ann")
    draft = drafts.start_draft(ann, None, "One")
    desk = opened(WritingDesk(ann), f"/write/{draft.id}")
    asked = {"id": draft.id, "request": "Long?"}
    desk.handle("describe", {**asked, "was": {"request": [""]}})
    reply = desk.handle("describe", {"id": draft.id, "request": "Short?", "was": {"request": [""]}})
    assert reply.extra == {"elsewhere": {"request": "Long?"}}
    assert drafts.find_draft(ann, draft.id).request == "Long?"
