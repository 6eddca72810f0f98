"""The form of an assignment and its page, without a browser."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opening import opened
from reports.live_center import LiveClass, live_class

from writing_center.domain.assignments import (
    Assignment,
    Naming,
    Phase,
    PhaseStart,
    ReadersFrom,
    Stage,
    stage_at,
)
from writing_center.domain.errors import InvalidInput
from writing_center.services import assignments, classes, welcome
from writing_center.widgets import ClassDesk, WritingDesk
from writing_center.widgets.typed import zone_note

PLAIN = {"title": "A place", "prompt": "Describe *it*."}
EVERYTHING = PLAIN | {
    "name-0": "Clarity",
    "question-0": "Where?",
    "levels-0": "dim, clear , bright",
    "points-0": "0; 1,5; 3",
    "weight-0": "2,5",
    "name-1": "Warmth",
    "levels-1": "",
    "second-name-0": "Polish",
    "start-drafting": "2027-03-20T08:00",
    "start-review": "2027-03-28T02:30",
    "start-revision": "2027-03-29T00:00",
    "start-review-2": "2027-10-31T02:30",
    "start-revision-2": "",
    "start-closed": "2027-12-01T00:00",
    "rounds": "2",
    "reviews_wanted": "",
    "reviews_due": "1",
    "claim_hours": "1,5",
    "claims_at_a_time": "1",
    "naming": "nobody is named",
    "readers_from": "the whole center",
    "circles_first": False,
    "suggested_edits": True,
    "self_review": True,
    "refuses_late": True,
    "weighs_readers": True,
}


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, "Ann", "Ben")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    return made


def made_with(live: LiveClass, args: dict[str, object]) -> tuple[Assignment, str]:
    """The assignment that the form sets, and what the teacher is told."""
    desk = opened(ClassDesk(live.teacher), f"/assignment/new/{live.group.id}")
    reply = desk.handle("make", args)
    found = assignments.find_assignment(live.teacher, reply.route.split("/")[-1])
    return found, reply.say


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fields_of(html: str) -> dict[str, object]:
    """What a browser would send of a form that nobody touched."""
    form = html[html.index('id="assignment-form"') : html.rindex("</form>")]
    found: dict[str, object] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes["type"] == "checkbox":
            found[attributes["name"]] = " checked" in tag
        else:
            found[attributes["name"]] = attributes["value"]
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)', form):
        found[name] = text
    for name, inside in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else re.findall(r'value="([^"]*)"', inside)[0]
    return found


def test_title_and_task_are_enough_and_the_rest_has_its_defaults(live: LiveClass) -> None:
    page = opened(ClassDesk(live.teacher), f"/assignment/new/{live.group.id}").html
    assert "That is enough to begin." in page
    assert "On your clock: Europe/Berlin" in page
    made, said = made_with(live, fields_of(page) | PLAIN)
    assert said == "“A place” is set."
    bare, _ = made_with(live, PLAIN)
    for it in (made, bare):
        assert stage_at(it, live.clock.now()) == Stage(Phase.DRAFTING)
        assert (it.reviews_wanted, it.reviews_due, it.rounds) == (2, 2, 1)
        assert (it.naming, it.second_rubric_id) == (Naming.PEN_NAMES_FIRST, None)
        assert it.circles_first
    rubric = assignments.rubric_of(live.teacher, made.id)
    assert rubric is not None
    assert len(rubric.criteria) == 3


def test_everything_that_can_be_typed_is_read(live: LiveClass) -> None:
    made, said = made_with(live, EVERYTHING)
    assert made.starts == (
        PhaseStart(Phase.DRAFTING, moment("2027-03-20T07:00")),
        PhaseStart(Phase.REVIEW, moment("2027-03-28T01:30")),
        PhaseStart(Phase.REVISION, moment("2027-03-28T22:00")),
        PhaseStart(Phase.REVIEW, moment("2027-10-31T01:30"), 2),
        PhaseStart(Phase.CLOSED, moment("2027-11-30T23:00")),
    )
    assert "02:30 does not exist: it is taken as 03:30" in said
    assert "02:30 comes twice" in said
    assert (made.reviews_wanted, made.reviews_due) == (3, 1), "three where levels are given"
    assert (made.claim_hours, made.claims_at_a_time, made.rounds) == (1.5, 1, 2)
    assert (made.naming, made.readers_from) == (Naming.DOUBLE_BLIND, ReadersFrom.CENTER)
    assert not made.circles_first
    assert made.suggested_edits
    assert made.self_review
    assert made.refuses_late
    assert made.weighs_readers
    assert made.zone == "Europe/Berlin"
    first, second = (assignments.rubric_of(live.teacher, made.id, n) for n in (1, 2))
    assert first is not None
    assert second is not None
    clarity, warmth = first.criteria
    assert (clarity.levels, clarity.points, clarity.weight) == (
        ("dim", "clear", "bright"),
        (0, 1.5, 3),
        2.5,
    )
    assert (warmth.levels, warmth.points, warmth.weight) == ((), (), 1)
    assert [criterion.name for criterion in second.criteria] == ["Polish"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"points-0": "one, two"}, "points-0"),
        ({"points-0": "1, 2"}, "points-0"),
        ({"weight-0": "heavy"}, "weight-0"),
        ({"weight-0": "-1"}, "weight-0"),
        ({"levels-1": "only"}, "levels-1"),
        ({"second-levels-0": "only"}, "second-levels-0"),
        ({"start-review": "soon"}, "start-review"),
        ({"start-review-2": "2027-03-01T00:00"}, "start-review-2"),
        ({"start-revision-2": "2027-10-30T00:00"}, "start-revision-2"),
        ({"naming": "everybody"}, "naming"),
        ({"rounds": "four"}, "rounds"),
        ({"rounds": "4"}, "rounds"),
        ({"reviews_wanted": "many"}, "reviews_wanted"),
        ({"claim_hours": "long"}, "claim_hours"),
    ],
)
def test_what_can_not_be_read_is_shown_at_its_field(
    live: LiveClass, typed: dict[str, object], field: str
) -> None:
    before = live.center.store.revision()
    with pytest.raises(InvalidInput) as caught:
        made_with(live, EVERYTHING | typed)
    assert caught.value.field == field
    page = opened(ClassDesk(live.teacher), f"/assignment/new/{live.group.id}").html
    assert f'name="{caught.value.field}"' in page
    assert live.center.store.revision() == before


def test_the_form_of_an_assignment_that_nobody_touched_changes_nothing(live: LiveClass) -> None:
    made, _ = made_with(live, EVERYTHING)
    desk = opened(ClassDesk(live.teacher), f"/assignment/{made.id}/change")
    fields = fields_of(desk.html)
    assert fields["start-review-2"] == "2027-10-31T02:30", "an hour that comes twice"
    reply = desk.handle("change", fields)
    assert reply.say == "“A place” is changed."
    assert assignments.find_assignment(live.teacher, made.id) == made
    desk = opened(ClassDesk(live.teacher), f"/assignment/{made.id}/change", "America/New_York")
    assert fields_of(desk.html)["start-revision"] == "2027-03-28T18:00"


def test_what_is_locked_says_why_and_is_not_typed(live: LiveClass) -> None:
    submission = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    live.claims("Ben", submission)
    it = live.center.store.assignments.all()[0]
    desk = opened(ClassDesk(live.teacher), f"/assignment/{it.id}/change")
    for words in ("Drafts were handed in under this rule", "with them was begun", "handed in for"):
        assert words in desk.html
    fields = fields_of(desk.html)
    assert not {"naming", "readers_from", "name-0", "start-drafting", "start-review"} & set(fields)
    desk.handle("change", fields | {"title": "Other words", "start-revision": "2030-01-01T00:00"})
    now = assignments.find_assignment(live.teacher, it.id)
    assert (now.title, now.rubric_id, now.naming) == ("Other words", it.rubric_id, it.naming)
    assert now.starts[:-1] == it.starts
    for hidden in ({"naming": "names throughout"}, {"readers_from": "the whole center"}):
        with pytest.raises(InvalidInput, match="stays as it is"):
            opened(ClassDesk(live.teacher), f"/assignment/{it.id}").handle(
                "change", fields | hidden
            )


def test_rounds_hours_and_more_time_on_the_page(live: LiveClass) -> None:
    made, _ = made_with(live, PLAIN)
    desk = opened(ClassDesk(live.teacher), f"/assignment/{made.id}")
    assert "It is in its <strong>drafting</strong> phase" in desk.html
    desk.handle("hour", {"write": "10", "read": "20", "revise": "15"})
    assert "5 minutes" in desk.html
    desk.handle("later", {"minutes": "5"})
    now = assignments.find_assignment(live.teacher, made.id)
    assert (now.starts[1].at - now.starts[0].at).seconds == 15 * 60
    desk.handle("round", {})
    assert "Begin review now" in desk.html
    said = desk.handle("phase", {"phase": "review", "round": "2"}).say
    assert said == "The second review phase has begun: students read each other."
    assert "<strong>second review</strong>" in desk.html
    assert "Begin second revision now" in desk.html
    for args in (
        {"phase": "lunch"},
        {"phase": "review", "round": "x"},
        {"phase": "review", "round": "9"},
    ):
        with pytest.raises(InvalidInput):
            desk.handle("phase", args)
    with pytest.raises(InvalidInput):
        desk.handle("hour", {"write": "", "read": "5", "revise": "5"})


def test_revision_is_not_begun_by_mistake_while_drafts_have_no_answer(live: LiveClass) -> None:
    desk = opened(ClassDesk(live.teacher), f"/assignment/{live.assignment.id}")
    desk.handle("phase", {"phase": "review", "round": "1"})
    progress = assignments.progress_of(live.teacher, live.assignment.id)
    asks = "Begin the revision all the same?" in desk.html
    assert asks == (progress.answered < progress.handed_in)


def test_the_page_leads_on_while_nobody_has_joined(live: LiveClass) -> None:
    empty = classes.make_group(live.teacher, live.group.term_id, "An empty class")
    form = assignments.AssignmentForm("A place", "Describe it.")
    made = assignments.make_assignment(live.teacher, empty.id, form)
    page = opened(ClassDesk(live.teacher), f"/assignment/{made.id}").html
    assert "Nobody has joined An empty class yet" in page
    assert f'href="#/class/{empty.id}">hand out the join link' in page
    assert ">How reviews are received</a>" in page, "there are no levels, so no results"


def test_a_student_reads_what_holds_and_their_own_deadline(live: LiveClass) -> None:
    made, _ = made_with(
        live, PLAIN | {"start-drafting": "2026-01-01T00:00", "start-review": "2029-06-01T00:00"}
    )
    teacher = opened(ClassDesk(live.teacher), f"/assignment/{made.id}")
    member = live.people["Ann"].id
    extension = {"member": member, "until": "2029-06-03T00:00", "reason": "You were ill."}
    teacher.handle("extend", extension)
    assert "You were ill." in teacher.html
    with pytest.raises(InvalidInput) as caught:
        teacher.handle("extend", extension | {"until": ""})
    assert caught.value.field == "until"
    pages = {}
    for name in ("Ann", "Ben"):
        desk = opened(WritingDesk(live.as_(name)), "/write", "America/New_York")
        desk.handle("start", {"id": made.id})
        pages[name] = desk.html
    for page in pages.values():
        assert "two readers, and you read two drafts" in page
        assert "(America/New_York). They were set in Europe/Berlin." in page
    assert "2029-06-02T22:00:00+00:00" in pages["Ann"]
    assert "You have more time than others" in pages["Ann"]
    assert "You were ill." in pages["Ann"]
    assert "2029-05-31T22:00:00+00:00" in pages["Ben"]
    assert "more time" not in pages["Ben"]
    assert "2029-06-02" not in pages["Ben"]
    teacher.handle("withdraw", {"id": member})
    assert "You were ill." not in teacher.html
    near = opened(WritingDesk(live.as_("Ben")), "/write", "Europe/Paris")
    near.handle("start", {"id": made.id})
    assert "They were set in" not in near.html


def test_a_zone_that_nobody_named_is_not_told(live: LiveClass) -> None:
    made, _ = made_with(live, PLAIN)
    assert zone_note(live.center.store.assignments.all()[0], "Asia/Tokyo") == ""
    assert "Asia/Tokyo" in zone_note(made, "Asia/Tokyo")


def test_reviews_follow_readers_and_what_does_not_fit_is_said(live: LiveClass) -> None:
    """Ann, Ben and two more: with levels there would be three readers; two are typed."""
    for name in ("Cem", "Dot"):
        live.joins(name)
    desk = opened(ClassDesk(live.teacher), f"/assignment/new/{live.group.id}")
    made = desk.handle(
        "make", PLAIN | {"name-0": "Clarity", "levels-0": "dim, bright", "reviews_wanted": "2"}
    )
    one = live.center.store.assignments.find(made.route.rsplit("/")[-1])
    assert (one.reviews_wanted, one.reviews_due) == (2, 2)
    desk.handle("go", {"route": f"/assignment/{one.id}"})
    assert 'data-key="doubt"' not in str(desk.html)
    told = {
        ("3", "2"): "one reader of every draft will have to read more",
        ("2", "3"): "not be enough drafts",
        ("4", ""): "The class is too small for four readers for each draft",
        ("1", "0"): "one reader of every draft",
        ("3", ""): "",
    }
    for (wanted, due), sentence in told.items():
        desk.handle("go", {"route": f"/assignment/{one.id}/change"})
        typed = PLAIN | {"reviews_wanted": wanted, "reviews_due": due}
        desk.handle("change", typed)
        for route in (f"/assignment/{one.id}", f"/assignment/{one.id}/change"):
            desk.handle("go", {"route": route})
            assert ('data-key="doubt"' in str(desk.html)) is bool(sentence)
            assert sentence in str(desk.html), "and it is kept all the same"
