"""Practice and one's own look as pages, without a browser."""

from dataclasses import replace
from pathlib import Path

import pytest
from opening import opened
from reports.live_center import LiveClass, live_class

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.domain.practice import PracticeForm, Showing
from writing_center.domain.review_forms import Filled
from writing_center.services import (
    assignments,
    feedback,
    practice,
    practice_texts,
    self_review,
    welcome,
)
from writing_center.services.session import Session
from writing_center.widgets import ClassDesk, WritingDesk
from writing_center.widgets.live import Live

TEXT = "My room is dark.\n\nThere are two lamps."


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    made = live_class(tmp_path, "Ann", "Ben", "Cem")
    for name in made.people:
        welcome.skip_welcome(made.as_(name))
    return made


def saved(desk: Live, **fields: str) -> dict[str, object]:
    reply = desk.handle("save", fields)
    assert not reply.render
    return dict((reply.extra or {})["told"])  # type: ignore[call-overload]


def made_by_hand(live: LiveClass) -> str:
    """A teacher makes a practice text, reviews it, and opens it; its id."""
    desk = opened(ClassDesk(live.teacher), f"/practice/new/{live.group.id}")
    (assignment,) = assignments.assignments_of(live.teacher, live.group.id)
    desk.handle(
        "make",
        {"title": "A room", "text": TEXT, "request": "Dark?", "assignment": assignment.id},
    )
    (text,) = practice_texts.practice_texts_of(live.teacher, live.group.id)
    assert "closed" in opened(ClassDesk(live.teacher), f"/class/{live.group.id}").html
    desk.handle("go", {"route": f"/practice/{text.id}"})
    desk.handle("add_comment", {"start": 0, "end": 7, "body": "Mine.", "kind": "worked on me"})
    assert text.rubric
    criterion = text.rubric.criteria[0]
    place = f"place-{criterion.id}"
    told = saved(desk, id=text.id, answer="Very.", **{place: "99"})
    assert told[f"where-{criterion.id}"] == "There is no paragraph 99."
    desk.handle("go", {"route": f"/practice/{text.id}"})
    assert f'data-told="where-{criterion.id}" data-hides>There is no paragraph 99.<' in desk.html
    told = saved(desk, id=text.id, answer="Very.", **{place: "1"})
    assert told[f"where-{criterion.id}"] == ""
    saved(
        desk,
        id=text.id,
        answer="Very.",
        suggest="Open the curtain.",
        **{f"place-{criterion.id}": "1", f"description-{criterion.id}": "No light."},
    )
    desk.handle("submit", {"id": text.id})
    assert "Open to your class" in desk.html
    assert "Open the curtain." in desk.html
    assert "add_comment" not in desk.html, "it is as the class finds it"
    return text.id


def practised(session: Session, practice_id: str) -> Live:
    desk = opened(WritingDesk(session), f"/practice/{practice_id}")
    saved(desk, id=practice_id, answer="A little.")
    desk.handle("add_comment", {"start": 18, "end": 27, "body": "Which?", "kind": "question"})
    desk.handle("submit", {"id": practice_id})
    return desk


def test_from_the_teachers_text_to_both_side_by_side(live: LiveClass) -> None:
    id = made_by_hand(live)
    ann = live.as_("Ann")
    assert "Try it on a sample first" in opened(WritingDesk(ann), "/").html
    assert "Try it on a sample first" in opened(WritingDesk(ann), "/review").html
    assert "Open the curtain." not in opened(WritingDesk(ann), f"/practice/{id}").html
    both = practised(ann, id).html
    for said in ("Very.", "A little.", "Open the curtain.", "No light.", "Mine.", "Which?"):
        assert said in both
    assert "wc-note--theirs" in both
    assert "wc-note--own" in both
    assert "wc-mark--theirs" in both
    assert "Make it an entry of the guide" not in both
    assert "may newcomers see yours" not in both
    assert "Try it on a sample first" not in opened(WritingDesk(ann), "/").html
    assert "See both again" in opened(WritingDesk(ann), "/practice").html


def test_it_can_be_done_again(live: LiveClass) -> None:
    id = made_by_hand(live)
    desk = practised(live.as_("Ann"), id)
    desk.handle("again", {"id": id})
    assert "A little." not in desk.html
    assert "Open the curtain." not in desk.html


def test_gentle_notes_come_and_go_and_block_nothing(live: LiveClass) -> None:
    id = made_by_hand(live)
    desk = opened(WritingDesk(live.as_("Ann")), f"/practice/{id}")
    assert "Nothing to try is suggested yet" in str(saved(desk, id=id, answer="A little."))
    assert "Nothing to try" not in str(saved(desk, id=id, suggest="Open the curtain."))
    desk.handle("submit", {"id": id})
    assert "Both beside the text" in desk.html


def test_who_shows_theirs_without_a_name_is_not_named_anywhere(live: LiveClass) -> None:
    id = made_by_hand(live)
    ben = live.as_("Ben")
    practised(ben, id)
    store = live.center.store
    own = store.practice_reviews.first(practice_id=id, member_id=ben.actor_id)
    assert own
    store.practice_reviews.put(replace(own, shown=Showing.UNNAMED))
    desk = practised(live.as_("Ann"), id)
    desk.handle("go", {"route": f"/practice/{id}/with/{own.review.id}"})
    assert "An experienced reader" in desk.html
    assert "Ben" not in desk.html
    assert ben.actor_id not in desk.html
    store.practice_reviews.put(replace(own, shown=Showing.NOT))
    desk.show()
    assert "This review is not here" in desk.html, "taken back"


def test_showing_is_chosen_from_what_there_is(live: LiveClass) -> None:
    id = made_by_hand(live)
    desk = practised(live.as_("Ann"), id)
    with pytest.raises(InvalidInput):
        desk.handle("show", {"id": id, "showing": "everybody"})
    reply = desk.handle("show", {"id": id, "showing": str(Showing.NOT)})
    assert reply.say == "Nobody sees it any more."


def test_a_teacher_changes_a_closed_text(live: LiveClass) -> None:
    made = practice_texts.make_practice(
        live.teacher, live.group.id, PracticeForm("A room", TEXT, "Dark?")
    )
    desk = opened(ClassDesk(live.teacher), f"/practice/{made.id}/change")
    assert "Dark?" in desk.html
    reply = desk.handle("change", {"title": "A hall", "text": "Light.", "request": "Bright?"})
    assert reply.route == f"/practice/{made.id}"
    assert "A hall" in desk.html
    practice_texts.save_sample_review(live.teacher, made.id, Filled(answer="Yes.", suggest="On."))
    desk.handle("submit", {"id": made.id})
    desk.handle("close", {"id": made.id})
    assert "Open it to the class" in desk.html
    assert not practice.my_practice(live.as_("Ann"))
    reply = desk.handle("remove", {"id": made.id})
    assert (reply.route, reply.say) == (f"/class/{live.group.id}", "“A hall” is removed.")
    assert practice_texts.practice_texts_of(live.teacher, live.group.id) == []


def test_ones_own_look_comes_before_the_answers(live: LiveClass) -> None:
    ann = live.as_("Ann")
    letter = live.hands_in("Ann")
    live.begins(Phase.REVIEW)
    live.answers("Ben", letter)
    (assignment,) = assignments.assignments_of(live.teacher, live.group.id)
    live.center.store.assignments.put(replace(assignment, self_review=True))
    desk = opened(WritingDesk(ann), f"/feedback/{letter.id}")
    assert "First, your own look" in desk.html
    assert "says Ben" not in desk.html
    assert "Look at it yourself" in opened(WritingDesk(ann), "/").html
    assert "Look at it yourself" in opened(WritingDesk(ann), "/feedback").html
    desk.handle("go", {"route": f"/own/{letter.id}"})
    told = saved(desk, id=letter.id, answer="I hope so.")
    assert told["gentle"] == "", "not nagged"
    assert not any(told.values())
    assert desk.handle("submit", {"id": letter.id}).route == f"/feedback/{letter.id}"
    assert "says Ben" in desk.html
    assert "How you saw it yourself" in desk.html
    assert "I hope so." in desk.html
    desk.handle("go", {"route": f"/own/{letter.id}"})
    assert "How you saw Draft 1 yourself" in desk.html
    assert "review-form" not in desk.html
    assert "This text is not here" in opened(WritingDesk(live.as_("Ben")), f"/own/{letter.id}").html
    assert feedback.feedback_on(ann, letter.id).answers
    assert self_review.own_self_review(live.as_("Ben"), letter.id) is None


@pytest.mark.parametrize("route", ["/own", "/own/no", "/practice/no", "/practice/no/with/no"])
def test_places_that_are_not_there(live: LiveClass, route: str) -> None:
    html = opened(WritingDesk(live.as_("Ann")), route).html
    assert "is not here (any more)" in html
    with pytest.raises(NotFound):
        opened(WritingDesk(live.as_("Ann")), route).handle("submit", {"id": "no"})
