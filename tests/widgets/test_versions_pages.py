"""The versions' pages, without a browser: what they say, and to whom."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from opening import opened
from reports.live_center import PASSAGE, TEXT, LiveClass, live_class

from writing_center.domain.assignments import Phase
from writing_center.domain.differences import Summary
from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.domain.submissions import Submission
from writing_center.services import drafts, welcome
from writing_center.widgets import ClassDesk, WritingDesk
from writing_center.widgets.live import Live
from writing_center.widgets.views.versions import summary_words

HOSTILE = "<img src=x onerror=alert(1)>"
REVISED = f"Buses stop at ten. Nobody asked the drivers.\n\n{HOSTILE} is new. {PASSAGE}"


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, "Ann", "Ben")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    return made


@pytest.fixture
def made(live: LiveClass) -> list[Submission]:
    """Ann's two drafts; Ben has answered the first."""
    first = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    live.answers("Ben", first)
    return [first, live.hands_in("Ann", REVISED)]


def page(desk: Live) -> BeautifulSoup:
    return BeautifulSoup(desk.html, "html.parser")


def words(node: Tag) -> str:
    return " ".join(node.get_text().split())


def route_of(desk: Live) -> str:
    [view] = page(desk).select("[data-route]")
    return str(view["data-route"])


def marked(desk: Live, tag: str) -> list[str]:
    return [words(one) for one in page(desk).select(f"[data-key=together] {tag}")]


def test_the_list(live: LiveClass, made: list[Submission]) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), f"/versions/{made[0].draft_id}")
    text = words(page(desk))
    assert text.index("Draft 2") < text.index("Draft 1", text.index("Compare with Draft 1") + 30)
    assert "13 words" in text
    assert "1 reader has answered" in text
    assert "no answer yet" in text
    assert f"#/versions/{made[0].draft_id}/1/2" in desk.html
    assert 'data-do="restore"' in desk.html


def test_one_column(live: LiveClass, made: list[Submission]) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), f"/versions/{made[0].draft_id}/1/2")
    assert page(desk).select_one(".wc-lead").text == (
        "9 words added, 1 word removed, 1 sentence moved."
    )
    assert HOSTILE not in desk.html
    assert marked(desk, "ins")[0] == "[added: ten]"
    assert marked(desk, "del")[0] == "[removed: nine]"
    assert f"moved to paragraph 2 [moved away: {PASSAGE}]" in marked(desk, "del")
    assert f"moved from paragraph 1 [moved here: {PASSAGE}]" in marked(desk, "ins")
    assert not page(desk).select("table")


def test_every_jump_leads_somewhere(live: LiveClass, made: list[Submission]) -> None:
    for side in ("", "/side"):
        desk = opened(WritingDesk(live.as_("Ann")), f"/versions/{made[0].draft_id}/1/2{side}")
        ids = [one["id"] for one in page(desk).select("[id]")]
        assert len(ids) == len(set(ids))
        jumps = [one["data-jump"] for one in page(desk).select("[data-jump]")]
        assert len(jumps) >= 4
        assert set(jumps) <= {
            *ids,
            *(one["data-place"] for one in page(desk).select("[data-place]")),
        }


def test_side_by_side(live: LiveClass, made: list[Submission]) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), f"/versions/{made[0].draft_id}/1/2/side")
    assert [one.text for one in page(desk).select("th")] == ["Draft 1", "Draft 2"]
    left, right = map(words, page(desk).select("tbody tr:first-child td"))
    assert "[removed: nine]" in left
    assert "ten" not in left.replace("until ten", "")
    assert "[added: ten]" in right
    assert "nine" not in right


def test_what_became_of_the_comments(live: LiveClass, made: list[Submission]) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), f"/versions/{made[0].draft_id}/1/2")
    text = words(page(desk).select_one(".wc-fates"))
    assert "1 moved" in text
    assert "Moved worked on me, Ben" in text
    assert "Show it in paragraph 2" in text
    assert "dim" not in text


@pytest.mark.parametrize("route", ["1/9", "9/1", "x/2", "1/1", "-1/2", "1/²", "0/now", "now/now"])
def test_no_such_version_is_a_friendly_page(
    live: LiveClass, made: list[Submission], route: str
) -> None:
    desk = opened(WritingDesk(live.as_("Ann")), f"/versions/{made[0].draft_id}/{route}")
    assert route_of(desk) == "error"


def test_nobody_else_sees_the_versions(live: LiveClass, made: list[Submission]) -> None:
    drafts.start_draft(live.as_("Ann"))
    for route in ("", "/1/2", "/1/now"):
        desk = opened(
            WritingDesk(live.joins(f"Someone{route}")), f"/versions/{made[0].draft_id}{route}"
        )
        assert "drivers" not in desk.html
        assert route_of(desk) == "error"
    with pytest.raises(NotFound):
        desk.handle("restore", {"id": made[0].id})


def test_the_teacher_compares_what_was_handed_in(live: LiveClass, made: list[Submission]) -> None:
    desk = opened(ClassDesk(live.teacher), f"/versions/{made[0].draft_id}")
    assert "by Ann" in words(page(desk))
    assert 'data-do="restore"' not in desk.html
    assert "answered" not in words(page(desk))
    desk.handle("go", {"route": f"/versions/{made[0].draft_id}/1/2"})
    assert "[added: ten]" in marked(desk, "ins")
    desk.handle("go", {"route": f"/versions/{made[0].draft_id}/1/now"})
    assert route_of(desk) == "error"


def test_readers_and_teachers_are_led_to_what_changed(
    live: LiveClass, made: list[Submission]
) -> None:
    route = f"/versions/{made[0].draft_id}/1/2"
    reading = f"/review/{live.claims('Ben', made[1])}"
    text = f"/texts/{live.assignment.id}/{made[1].id}"
    for who, place in ((live.as_("Ben"), reading), (live.teacher, text)):
        desk = opened(WritingDesk(who), place)
        assert page(desk).select(f"a[href='#{route}']")
        desk.handle("go", {"route": route})
        assert "[added: ten]" in marked(desk, "ins")
        assert "Moved worked on me" in words(page(desk).select_one(".wc-fates"))


@pytest.mark.parametrize(
    ("older", "newer", "route"),
    [("1", "2", "1/2"), ("2", "1", "1/2"), ("now", "1", "1/now"), ("2", "now", "2/now")],
)
def test_choosing_two(
    live: LiveClass, made: list[Submission], older: str, newer: str, route: str
) -> None:
    base = f"/versions/{made[0].draft_id}"
    desk = opened(WritingDesk(live.as_("Ann")), base)
    assert desk.handle("compare", {"older": older, "newer": newer}).route == f"{base}/{route}"
    desk = opened(WritingDesk(live.as_("Ann")), f"{base}/1/2/side")
    assert desk.handle("compare", {"older": older, "newer": newer}).route == f"{base}/{route}/side"
    for same in ("1", "now"):
        with pytest.raises(InvalidInput):
            desk.handle("compare", {"older": same, "newer": same})
    with pytest.raises(InvalidInput):
        desk.handle("compare", {"older": "x", "newer": "1"})


def test_putting_back_undoing_and_forgetting(live: LiveClass, made: list[Submission]) -> None:
    ann, draft_id = live.as_("Ann"), made[0].draft_id
    draft = drafts.find_draft(ann, draft_id)
    drafts.save_text(ann, draft_id, drafts.Save("This morning.", draft.version, "x", 1))
    desk = opened(WritingDesk(ann), f"/versions/{draft_id}")
    desk.handle("restore", {"id": made[0].id})
    assert drafts.find_draft(ann, draft_id).text == TEXT
    assert "Kept texts" in words(page(desk))
    [undo] = page(desk).select("[data-do=undo]")
    desk.handle("undo", {"id": undo["data-arg-id"]})
    assert drafts.find_draft(ann, draft_id).text == "This morning."
    assert not page(desk).select("[data-do=undo]")
    desk.handle("restore", {"id": made[1].id})
    [forget] = page(desk).select("[data-do=forget]")
    assert forget["data-confirm"]
    desk.handle("forget", {"id": forget["data-arg-id"]})
    assert "Kept texts" not in words(page(desk))
    assert not page(desk).select("[data-do=undo]")


def test_a_summary_is_a_sentence() -> None:
    assert summary_words(Summary(1, 2, 1, 2)) == (
        "1 word added, 2 words removed, 1 sentence moved, 2 paragraphs split or joined."
    )
    assert summary_words(Summary(words_added=1200)) == "1,200 words added."
    assert "same" in summary_words(Summary())
