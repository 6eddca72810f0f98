"""Circles that the teacher makes and changes."""

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound, PlanChanged
from writing_center.services import circle_planning, circles, conflicts, leaving
from writing_center.services.circle_mates import are_in_one_circle, standing_circles
from writing_center.services.circles import WantedCircle

from .circles_at_work import EIGHT, made, named
from .class_at_work import ClassAtWork
from .engines import both_engines


def in_circle(work: ClassAtWork, one: str, other: str) -> bool:
    """Whether names are open between them in the class's first assignment."""
    ids = [work.people[name].actor_id for name in (one, other)]
    return are_in_one_circle(work.teacher, *ids, work.assignment)


@both_engines
def test_a_plan_is_seen_and_then_done(class_of) -> None:
    work = class_of(*EIGHT)
    plan = circle_planning.plan_circles(work.teacher, work.group.id)
    assert sorted(len(one.member_ids) for one in plan.wanted) == [4, 4]
    assert named(work) == [], "nothing is done by looking"
    another = circle_planning.plan_circles(work.teacher, work.group.id, shuffle=1)
    assert another.wanted != plan.wanted
    done = circles.make_circles(work.teacher, work.group.id, plan.wanted, plan.stamp)
    assert [set(c.member_ids) for c in done] == [set(one.member_ids) for one in plan.wanted]
    assert [c.name for c in done] == ["Circle 1", "Circle 2"]
    with pytest.raises(PlanChanged):
        circles.make_circles(work.teacher, work.group.id, another.wanted, another.stamp)
    with pytest.raises(InvalidInput):
        circle_planning.plan_circles(work.teacher, work.group.id, usual=7)


@pytest.mark.parametrize("many", [0, 1, 2, 3, 5, 6])
def test_the_smallest_classes(class_of, many: int) -> None:
    work = class_of(*EIGHT[:many])
    plan = circle_planning.plan_circles(work.teacher, work.group.id)
    circles.make_circles(work.teacher, work.group.id, plan.wanted, plan.stamp)
    assert [len(one) for one in named(work)] == {0: [], 1: [], 6: [3, 3]}.get(many, [many])
    told = " ".join(plan.notes)
    assert ("Ann is in no circle" in told) == (many == 1)
    assert ("is of two" in told) == (many == 2)
    assert ("is of five" in told) == (many == 5)


def test_who_keeps_apart_is_kept_apart_and_nobody_can_join_them(class_of) -> None:
    work = class_of(*EIGHT[:6])
    ann, bo = work.people["Ann"], work.people["Bo"]
    conflicts.keep_away(ann, bo.actor_id)
    for shuffle in range(10):
        plan = circle_planning.plan_circles(work.teacher, work.group.id, shuffle=shuffle)
        for one in plan.wanted:
            assert not {ann.actor_id, bo.actor_id} <= set(one.member_ids)
    with pytest.raises(InvalidInput, match="Ann and Bo are kept apart"):
        made(work, ("Ann", "Bo", "Cem"))
    made(work, ("Ann", "Di", "Ed"))
    with pytest.raises(NotAllowed, match="No circle has room"):
        circles.place_in_circle(work.teacher, work.group.id, bo.actor_id)
    made(work, ("Ann", "Di", "Ed"), ("Cem", "Fay"))
    circles.place_in_circle(work.teacher, work.group.id, bo.actor_id)
    assert named(work)[1] == {"Cem", "Fay", "Bo"}


def test_a_conflict_that_comes_later_is_told_and_nothing_is_lost(class_of) -> None:
    work = class_of(*EIGHT[:4])
    made(work, ("Ann", "Bo", "Cem", "Di"))
    conflicts.keep_away(work.people["Ann"], work.people["Bo"].actor_id)
    seen = circles.circles_of(work.teacher, work.group.id)
    assert "Ann and Bo are kept apart, and are both in Circle 1." in seen.notes
    # What stands can be kept as it is, while others are made.
    kept = [WantedCircle(c.member_ids, c.name, c.id) for c in seen.circles]
    circles.make_circles(work.teacher, work.group.id, kept, seen.stamp)
    assert named(work) == [{"Ann", "Bo", "Cem", "Di"}]


def test_by_hand_and_what_can_not_be(class_of) -> None:
    work = class_of(*EIGHT)
    made(work, ("Ann", "Bo", "Cem"), ("Di", "Ed", "Fay", "Gil"))
    first, second = standing_circles(work.teacher, work.group.id)
    for groups, told in (
        ((("Ann", "Bo"), ("Bo", "Cem")), "in two circles"),
        ((("Ann",),), "Ann would be alone"),
        ((EIGHT[:6],), "too large"),
    ):
        with pytest.raises(InvalidInput, match=told):
            made(work, *groups)
    outsider = work.comes("Otto")
    with pytest.raises(NotFound):
        made(work, ("Ann", "Otto"))
    assert outsider.actor_id
    # Gil moves, Hal comes: the first circle is followed by another, the second too.
    ids = {name: work.people[name].actor_id for name in EIGHT}
    seen = circles.circles_of(work.teacher, work.group.id)
    assert [one.name for one in seen.unplaced] == ["Hal"]
    begun = work.clock.now()
    work.hands_in(work.people["Di"])
    work.clock.forward(days=3)
    wanted = [
        WantedCircle((*first.member_ids, ids["Gil"]), "ignored", first.id),
        WantedCircle(tuple(id for id in second.member_ids if id != ids["Gil"]), "", second.id),
    ]
    circles.make_circles(work.teacher, work.group.id, wanted, seen.stamp)
    assert named(work) == [{"Ann", "Bo", "Cem", "Gil"}, {"Di", "Ed", "Fay"}]
    now = standing_circles(work.teacher, work.group.id)
    assert [(c.name, c.since) for c in now] == [("Circle 1", begun), ("Circle 2", begun)]
    assert not in_circle(work, "Gil", "Ann"), "as it was when the first text was handed in"
    assert in_circle(work, "Gil", "Di")
    following = work.another_assignment()
    assert are_in_one_circle(work.teacher, ids["Gil"], ids["Ann"], following)
    assert not are_in_one_circle(work.teacher, ids["Gil"], ids["Di"], following)
    assert circles.circles_of(work.teacher, work.group.id).ended == 2


def test_what_is_the_same_stays_the_same(class_of) -> None:
    work = class_of(*EIGHT[:6])
    made(work, ("Ann", "Bo", "Cem"), ("Di", "Ed", "Fay"))
    before, revision = standing_circles(work.teacher, work.group.id), work.center.store.revision()
    seen = circles.circles_of(work.teacher, work.group.id)
    kept = [WantedCircle(c.member_ids[::-1], c.name, c.id) for c in before]
    circles.make_circles(work.teacher, work.group.id, kept, seen.stamp)
    assert work.center.store.revision() == revision


def test_late_comers_join_the_smallest_or_make_new_ones(class_of) -> None:
    work = class_of(*EIGHT[:7])
    made(work, ("Ann", "Bo", "Cem", "Di"), ("Ed", "Fay", "Gil"))
    hal = work.joins("Hal")
    plan = circle_planning.plan_circles(work.teacher, work.group.id, keeps_standing=True)
    assert [len(one.member_ids) for one in plan.wanted] == [4, 4]
    circles.place_in_circle(work.teacher, work.group.id, hal.actor_id)
    assert named(work)[1] == {"Ed", "Fay", "Gil", "Hal"}
    with pytest.raises(NotFound):
        circles.place_in_circle(work.teacher, work.group.id, hal.actor_id)
    for name in ("Ida", "Jo", "Kit"):
        work.joins(name)
    plan = circle_planning.plan_circles(work.teacher, work.group.id, keeps_standing=True)
    circles.make_circles(work.teacher, work.group.id, plan.wanted, plan.stamp)
    assert named(work)[2] == {"Ida", "Jo", "Kit"}
    assert [c.name for c in standing_circles(work.teacher, work.group.id)][2] == "Circle 3"


def test_who_leaves_the_class_leaves_the_circle(class_of) -> None:
    work = class_of("Ann", "Bo", "Cem")
    made(work, ("Ann", "Bo", "Cem"))
    leaving.take_out_of_class(work.teacher, work.group.id, work.people["Ann"].actor_id)
    assert named(work) == [{"Bo", "Cem"}]
    leaving.take_out_of_class(work.teacher, work.group.id, work.people["Bo"].actor_id)
    assert named(work) == [], "one alone is no circle"


def test_names_of_circles_and_their_end(class_of) -> None:
    work = class_of(*EIGHT[:6])
    made(work, ("Ann", "Bo", "Cem"), ("Di", "Ed", "Fay"))
    first, second = standing_circles(work.teacher, work.group.id)
    ann = work.people["Ann"]
    assert circles.name_circle(ann, first.id, "  The  Owls ").name == "The Owls"
    for name in ("", "circle 2"):
        with pytest.raises(InvalidInput):
            circles.name_circle(ann, first.id, name)
    with pytest.raises(NotAllowed):
        circles.name_circle(ann, second.id, "Ours")
    circles.end_circle(work.teacher, second.id)
    for refused in (
        lambda: circles.end_circle(work.teacher, second.id),
        lambda: circles.name_circle(work.people["Di"], second.id, "Us"),
    ):
        with pytest.raises(NotFound):
            refused()
    assert work.center.store.circles.find(second.id).ended_at is not None


def test_balance_sees_who_is_new_and_who_has_read_much(class_of) -> None:
    work = class_of(*EIGHT)
    letters = {name: work.hands_in(work.people[name]) for name in EIGHT}
    work.begins(Phase.REVIEW)
    old = {"Ann": "Bo", "Bo": "Ann", "Cem": "Di", "Di": "Cem"}
    for reader, author in old.items():
        work.answers(work.people[reader], letters[author])
    for shuffle in range(5):
        plan = circle_planning.plan_circles(
            work.teacher, work.group.id, in_balance=True, shuffle=shuffle
        )
        readers = {work.people[name].actor_id for name in old}
        assert [len(readers.intersection(one.member_ids)) for one in plan.wanted] == [2, 2]


@pytest.mark.parametrize("many", [3, 4, 6, 7, 8])
@pytest.mark.parametrize("in_balance", [False, True])
def test_where_not_everybody_can_be_kept_apart_somebody_is_in_none(
    class_of, many: int, in_balance: bool
) -> None:
    work = class_of(*EIGHT[:many])
    ann, *others = (work.people[name] for name in EIGHT[:many])
    for other in others:
        conflicts.keep_apart(work.teacher, work.group.id, ann.actor_id, other.actor_id)
    plan = circle_planning.plan_circles(work.teacher, work.group.id, in_balance=in_balance)
    assert any("Ann is in no circle" in note for note in plan.notes)
