"""The plan of a draft: decisions in an order of one's own, and notes that nobody else sees."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.domain.plans import MAX_PLAN_NOTE
from writing_center.domain.reanchoring import Fate
from writing_center.domain.reviews import Choice
from writing_center.services import feedback, plans
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import TEXT, ClassAtWork
from .engines import both_engines

Maker = Callable[..., ClassAtWork]


@pytest.fixture
def work(class_of: Maker) -> ClassAtWork:
    """Ann has handed in, and Bo and Cy have answered."""
    made = class_of("Ann", "Bo", "Cy")
    submission = made.hands_in(made.people["Ann"])
    made.begins(Phase.REVIEW)
    for name in ("Bo", "Cy"):
        made.answers(made.people[name], submission)
    return made


def ann(work: ClassAtWork) -> Session:
    return work.people["Ann"]


def draft_id(work: ClassAtWork) -> str:
    return work.drafts_of(ann(work))[0].id


def decide(work: ClassAtWork, reader: str, about: str, choice: Choice, reason: str = "") -> str:
    """Ann decides on one of a reader's comments; its id."""
    submission = work.center.store.submissions.first(author_id=ann(work).actor_id)
    answers = feedback.feedback_on(ann(work), submission.id).answers
    answer = next(a for a in answers if a.review.reviewer_id == work.people[reader].actor_id)
    comment = next(c for c in answer.comments if c.about == about)
    feedback.decide(ann(work), answer.review.id, comment.id, choice, reason)
    return comment.id


def test_what_is_decided_stands_in_the_plan_until_it_is_undecided(work: ClassAtWork) -> None:
    start = plans.plan_of(ann(work), draft_id(work))
    assert not start.items
    assert len(start.undecided) == 8

    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    may = decide(work, "Cy", "On the whole", Choice.CONSIDERING)
    no = decide(work, "Cy", "Your question", Choice.DECLINED, "It is about Fridays.")
    plan = plans.plan_of(ann(work), draft_id(work))
    assert [item.id for item in plan.open] == [will, may]
    assert [item.id for item in plan.declined] == [no]
    assert not plan.done
    assert len(plan.undecided) == 5

    plans.tick_plan_item(ann(work), draft_id(work), will, True)
    plan = plans.plan_of(ann(work), draft_id(work))
    assert [item.id for item in plan.done] == [will]
    assert work.center.store.decisions.find(will).choice is Choice.DONE, "its reader learns of it"
    plans.tick_plan_item(ann(work), draft_id(work), will, False)
    assert work.center.store.decisions.find(will).choice is Choice.WILL_DO

    review_id = work.center.store.decisions.find(no).review_id
    feedback.take_back_decision(ann(work), review_id, no)
    plan = plans.plan_of(ann(work), draft_id(work))
    assert not plan.declined
    assert len(plan.undecided) == 6


def test_a_plan_tells_where_each_passage_is_now(work: ClassAtWork) -> None:
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    work.writes(ann(work), "Listen. " + TEXT.replace("works until ten", "sweeps until eleven"))
    (item,) = plans.plan_of(ann(work), draft_id(work)).open
    assert item.id == will
    assert item.comment is not None
    assert item.comment.place is not None
    assert item.comment.place.fate is Fate.CHANGED
    assert item.comment.place.passage.exact == "My sister sweeps until eleven."


def test_notes_and_comments_stand_in_the_writers_order(work: ClassAtWork) -> None:
    me, draft = ann(work), draft_id(work)
    first = plans.add_plan_note(me, draft, "  Ask the driver.\n").id
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    second = plans.add_plan_note(me, draft, "Read it aloud.").id
    assert order_of(work) == [will, first, second], "comments first, until they are put in order"

    plans.put_plan_item(me, draft, second, will)
    assert order_of(work) == [second, will, first]
    plans.put_plan_item(me, draft, will, "")
    assert order_of(work) == [second, first, will]
    third = decide(work, "Cy", "suggestion", Choice.CONSIDERING)
    assert order_of(work) == [second, first, will, third], "what is new comes last"

    plans.remove_plan_note(me, first)
    plans.put_plan_item(me, draft, third, first)
    assert order_of(work) == [second, will, third], "what is gone by now moves nothing"
    with pytest.raises(NotFound):
        plans.put_plan_item(me, draft, first, "")

    plans.change_plan_note(me, second, "Read it aloud, twice.")
    plans.tick_plan_item(me, draft, second, True)
    (done,) = plans.plan_of(me, draft).done
    assert done.note is not None
    assert done.note.text == "Read it aloud, twice."


def order_of(work: ClassAtWork) -> list[str]:
    return [item.id for item in plans.plan_of(ann(work), draft_id(work)).items]


def test_a_note_says_something_and_not_too_much(work: ClassAtWork) -> None:
    for text in (" \n", "x" * (MAX_PLAN_NOTE + 1)):
        with pytest.raises(InvalidInput):
            plans.add_plan_note(ann(work), draft_id(work), text)
    assert not work.center.store.plan_notes.count()


def test_notes_and_their_order_leave_no_trace_for_others(work: ClassAtWork) -> None:
    before = work.center.store.revision("activities")
    note = plans.add_plan_note(ann(work), draft_id(work), "Mine alone.")
    plans.tick_plan_item(ann(work), draft_id(work), note.id, True)
    plans.put_plan_item(ann(work), draft_id(work), note.id, "")
    assert work.center.store.revision("activities") == before
    for who in (work.people["Bo"], work.teacher):
        with pytest.raises(NotFound):
            plans.change_plan_note(who, note.id, "Mine.")


@both_engines
def test_two_windows_reorder_at_once_and_nothing_is_lost(work: ClassAtWork) -> None:
    me, draft = ann(work), draft_id(work)
    ids = [plans.add_plan_note(me, draft, f"Note {n}").id for n in range(6)]
    moves = [(ids[5], ids[0]), (ids[0], ""), (ids[3], ids[1]), (ids[2], ids[5])] * 3

    def move(one: tuple[str, str]) -> None:
        plans.put_plan_item(me, draft, *one)

    with ThreadPoolExecutor(4) as windows:
        list(windows.map(move, moves))
    assert sorted(order_of(work)) == sorted(ids)
    kept = work.center.store.plan_orders.find(draft)
    assert sorted(kept.item_ids) == sorted(ids), "each of them once"


def test_a_reason_belongs_to_what_was_decided(work: ClassAtWork) -> None:
    """The form sends the old words along with every button."""
    no, why = Choice.DECLINED, "I want it to say little there."
    known = work.center.store.decisions
    id = decide(work, "Bo", "suggestion", no, why)
    decide(work, "Bo", "suggestion", Choice.WILL_DO, why)
    assert known.find(id).reason == "", "nobody said so of the yes"
    decide(work, "Bo", "suggestion", Choice.WILL_DO, "With a name.")
    decide(work, "Bo", "suggestion", Choice.CONSIDERING, "Perhaps with two.")
    assert known.find(id).reason == "Perhaps with two.", "changed together with the choice"
    with pytest.raises(InvalidInput):
        decide(work, "Bo", "suggestion", no, "Perhaps with two.")
    decide(work, "Bo", "suggestion", Choice.WILL_DO, "With a name.")
    for is_done in (True, False):
        plans.tick_plan_item(ann(work), draft_id(work), id, is_done)
    assert known.find(id).reason == "With a name.", "a tick by mistake takes nothing away"


def test_what_worked_waits_for_no_decision(work: ClassAtWork) -> None:
    store = work.center.store
    for note in store.annotations.all():
        store.annotations.put(replace(note, kind=CommentKind.WORKED))
    plan = plans.plan_of(ann(work), draft_id(work))
    assert len(plan.undecided) == 6
    assert len(plan.worked) == 2
    submission = store.submissions.first(author_id=ann(work).actor_id)
    assert feedback.feedback_on(ann(work), submission.id).undecided == 6
    id = decide(work, "Bo", "worked on me", Choice.WILL_DO)
    plan = plans.plan_of(ann(work), draft_id(work))
    assert [item.id for item in plan.open] == [id], "who wants to, can"
    assert (len(plan.undecided), len(plan.worked)) == (6, 1)
    desk = WritingDesk(ann(work))
    desk.handle("hello", {"route": f"/feedback/{submission.id}"})
    assert str(desk.html).count("decide on it all the same") == 1, "folded where nothing is decided"
