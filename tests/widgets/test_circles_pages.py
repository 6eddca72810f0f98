"""The pages of circles, without a browser: the teacher's plan and the members' own."""

import re
from pathlib import Path

import pytest
from opening import opened
from reports.live_center import LiveClass, live_class

from writing_center.domain.assignments import Phase
from writing_center.domain.circles import CirclesBy
from writing_center.domain.errors import InvalidInput, NotAllowed
from writing_center.services import circles, conflicts, leaving, welcome
from writing_center.services.circle_mates import standing_circles
from writing_center.widgets import ClassDesk, WritingDesk
from writing_center.widgets.live import Live, Reply

NAMES = ("Ann", "Ben", "Cem", "Dot", "Eda", "Fay")


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, *NAMES)
    for name in NAMES:
        welcome.skip_welcome(made.as_(name))
    return made


def of_class(live: LiveClass) -> Live:
    return opened(ClassDesk(live.teacher), f"/circles/{live.group.id}")


def own(live: LiveClass, name: str) -> Live:
    return opened(WritingDesk(live.as_(name)), "/circle")


def form_of(html: str) -> dict[str, str]:
    """What the form of a plan would send: every select with what is chosen in it."""
    found = {}
    for name, body in re.findall(
        r'<select id="[^"]+" name="(in-[^"]+)">(.*?)</select>', html, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def standing(live: LiveClass) -> list[set[str]]:
    names = {member.id: name for name, member in live.people.items()}
    found = standing_circles(live.teacher, live.group.id)
    return [{names[id] for id in circle.member_ids} for circle in found]


def change(desk: Live, chosen: dict[str, str], act: str = "keep") -> Reply:
    return desk.handle("change", {**chosen, "act": act})


def test_in_balance_seen_changed_and_made(live: LiveClass) -> None:
    desk = of_class(live)
    assert "No circles yet" in desk.html
    reply = desk.handle("plan", {"how": "balance", "usual": "3"})
    assert reply.extra == {"focus": "plan-title"}
    assert standing(live) == []
    chosen = form_of(desk.html)
    assert sorted(chosen.values()) == ["0", "0", "0", "1", "1", "1"]
    before = desk.html
    desk.handle("another", {})
    assert form_of(desk.html) != chosen or desk.html != before
    chosen = form_of(desk.html)
    mover = next(name for name, where in chosen.items() if where == "0")
    change(desk, {**chosen, mover: "1"}, "look")
    assert "Circle 1 is of two" in desk.html
    assert form_of(desk.html)[mover] == "1", "shown where it was put"
    assert standing(live) == [], "still nothing is done"
    change(desk, chosen)
    assert sorted(map(len, standing(live))) == [3, 3]
    assert "2 circles" in desk.html


def test_by_hand_and_back(live: LiveClass) -> None:
    desk = of_class(live)
    desk.handle("plan", {"how": "hand"})
    nobody = form_of(desk.html)
    assert set(nobody.values()) == {""}
    with pytest.raises(InvalidInput):
        change(desk, nobody)
    ids = {name: f"in-{member.id}" for name, member in live.people.items()}
    change(desk, {**nobody, **{ids[name]: "new" for name in ("Ann", "Ben", "Cem")}}, "look")
    assert "Circle 1" in desk.html
    change(desk, {**form_of(desk.html), ids["Dot"]: "0"})
    assert standing(live) == [{"Ann", "Ben", "Cem", "Dot"}]
    assert "In no circle" in desk.html
    desk.handle("place", {"id": live.people["Eda"].id})
    assert standing(live) == [{"Ann", "Ben", "Cem", "Dot", "Eda"}]
    assert "is of five" in desk.html
    desk.handle("plan", {"how": "hand"})
    desk.handle("put_away", {})
    [circle] = standing_circles(live.teacher, live.group.id)
    desk.handle("end", {"id": circle.id})
    assert standing(live) == []


def test_a_plan_that_is_not_true_any_more(live: LiveClass) -> None:
    desk = of_class(live)
    assert "has changed since you looked" in change(desk, {}).say
    desk.handle("plan", {"how": "random", "usual": "4"})
    chosen = form_of(desk.html)
    live.joins("Gil")
    assert "has changed since you looked" in change(desk, chosen).say
    assert standing(live) == []
    desk.handle("plan", {"how": "random", "usual": "4"})
    leaving.take_out_of_class(live.teacher, live.group.id, live.people["Gil"].id)
    assert "has changed since you looked" in change(desk, {}, "look").say
    desk.handle("plan", {"how": "random", "usual": "4"})
    leaving.take_out_of_class(live.teacher, live.group.id, live.people["Fay"].id)
    desk.handle("go", {"route": f"/circles/{live.group.id}"})
    assert "No circles yet" in desk.html, "a plan of another class is put away"
    for bad in ({"usual": "x"}, {"usual": "7"}):
        with pytest.raises(InvalidInput):
            desk.handle("plan", {"how": "random", **bad})


def test_what_a_form_can_not_do(live: LiveClass) -> None:
    desk = of_class(live)
    conflicts.keep_away(live.as_("Ann"), live.people["Ben"].id)
    desk.handle("plan", {"how": "hand"})
    ids = {name: f"in-{member.id}" for name, member in live.people.items()}
    with pytest.raises(InvalidInput, match="Ann and Ben are kept apart"):
        change(desk, {ids[name]: "new" for name in ("Ann", "Ben", "Cem")})
    with pytest.raises(NotAllowed):
        ClassDesk(live.as_("Ann"))
    change(desk, {ids["Ann"]: "nonsense", ids["Cem"]: "new", ids["Dot"]: "new"})
    assert standing(live) == [{"Cem", "Dot"}], "what is no circle is in none"


def test_members_ask_each_other(live: LiveClass) -> None:
    assert "your teacher makes them" in own(live, "Ann").html
    of_class(live).handle("makers", {"members": True})
    ann, ben, cem = own(live, "Ann"), own(live, "Ben"), own(live, "Cem")
    group = live.group.id
    asked = {f"mate-{n}": live.people[name].id for n, name in ((1, "Ben"), (2, "Cem"))}
    with pytest.raises(InvalidInput):
        ann.handle("ask", {"group": group})
    ann.handle("ask", {"group": group, **asked})
    assert "You have asked Ben and Cem." in ann.html
    home = opened(WritingDesk(live.as_("Ben")), "/")
    assert "Would you be a circle with Ann and Cem" in home.html
    ben.handle("look", {})
    assert "Would you be a circle, with Ann and Cem?" in ben.html
    proposal = re.search(r'data-do="answer" data-arg-id="([^"]+)"', ben.html)
    assert proposal
    ben.handle("answer", {"id": proposal[1], "agrees": "yes"})
    assert "You have said yes to a circle with Ann and Cem." in ben.html
    ben.handle("answer", {"id": proposal[1], "agrees": "no"})
    ann.handle("look", {})
    assert "did not become a circle" in ann.html
    assert "Would you" not in own(live, "Cem").html
    ann.handle("ask", {"group": group, **asked})
    taken = re.search(r'data-do="take_back" data-arg-id="([^"]+)"', ann.html)
    assert taken
    ann.handle("take_back", {"id": taken[1]})
    ann.handle("ask", {"group": group, **asked})
    for desk in (ben, cem):
        desk.handle("look", {})
        found = re.search(r'data-do="answer" data-arg-id="([^"]+)"', desk.html)
        assert found
        desk.handle("answer", {"id": found[1], "agrees": "yes"})
    assert standing(live) == [{"Ann", "Ben", "Cem"}]
    ann.handle("look", {})
    assert "Ben, Cem and you" in ann.html
    assert "Ben, Cem" in opened(WritingDesk(live.as_("Ann")), "/").html
    ann.handle("leave", {"group": group})
    assert "Or ask two or three classmates to be a new one" in ann.html


def test_a_late_comer_asks_to_come_into_a_circle(live: LiveClass) -> None:
    circles.choose_makers(live.teacher, live.group.id, CirclesBy.MEMBERS)
    seen = circles.circles_of(live.teacher, live.group.id)
    people = tuple(live.people[name].id for name in ("Ann", "Ben", "Cem"))
    wanted = [circles.WantedCircle(people, "Owls <b>")]
    circles.make_circles(live.teacher, live.group.id, wanted, seen.stamp)
    dot = own(live, "Dot")
    assert "<strong>Owls &lt;b&gt;</strong>: Ann, Ben and Cem" in dot.html
    assert "Or ask two or three classmates to be a new one" in dot.html
    [circle] = standing_circles(live.teacher, live.group.id)
    dot.handle("join", {"group": live.group.id, "id": circle.id})
    assert "You have asked to come into Owls &lt;b&gt;, with Ann, Ben and Cem." in dot.html
    assert "May they come into Owls &lt;b&gt;" in opened(WritingDesk(live.as_("Ben")), "/").html
    told = []
    for name in ("Ann", "Ben", "Cem"):
        desk = own(live, name)
        assert "May Dot come into Owls &lt;b&gt;" in desk.html
        found = re.search(r'data-do="answer" data-arg-id="([^"]+)"', desk.html)
        assert found
        told.append(desk.handle("answer", {"id": found[1], "agrees": "yes"}).say)
        if name == "Ann":
            assert "You have said yes to Dot" in desk.html
    assert told == [
        *["Thank you! It is so once all have agreed."] * 2,
        "Thank you! All have agreed: you are a circle.",
    ]
    assert standing(live) == [{"Ann", "Ben", "Cem", "Dot"}]


def test_the_circles_page_leads_to_its_drafts(live: LiveClass) -> None:
    seen = circles.circles_of(live.teacher, live.group.id)
    people = tuple(live.people[name].id for name in ("Ann", "Ben", "Cem"))
    wanted = [circles.WantedCircle(people, "Owls <b>")]
    circles.make_circles(live.teacher, live.group.id, wanted, seen.stamp)
    letter = live.hands_in("Ann")
    desk = own(live, "Ben")
    assert "Nothing waits for you here now" in desk.html
    assert "Owls &lt;b&gt;" in desk.html
    live.begins(Phase.REVIEW)
    desk.handle("look", {})
    assert "Ann asks:" in desk.html
    reply = desk.handle("claim", {"id": letter.id})
    assert reply.route.startswith("/review/")
    assert "Ann" in desk.html, "no pen name within a circle"
    own_page = own(live, "Ben")
    assert "Go on reading" in own_page.html
    [circle] = standing_circles(live.teacher, live.group.id)
    own_page.handle("name", {"id": circle.id, "name": "Larks"})
    assert "Larks" in own_page.html


def test_who_is_in_no_class(live: LiveClass) -> None:
    live.joins("Con", is_consultant=True)
    welcome.skip_welcome(live.as_("Con"))
    assert "You are in no class" in own(live, "Con").html
