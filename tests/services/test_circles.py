"""Circles: made and changed by the teacher, proposed by members, first to read; names within."""

from dataclasses import replace
from datetime import timedelta

import pytest

from writing_center.domain.assignments import Naming, Phase
from writing_center.domain.circles import CirclesBy
from writing_center.domain.errors import (
    AlreadyTaken,
    InvalidInput,
    NotAllowed,
    NotFound,
    PlanChanged,
)
from writing_center.services import (
    allocation,
    board,
    circle_planning,
    circle_proposals,
    circles,
    conflicts,
    home,
    leaving,
    names,
    own_circle,
    reviewing,
    reviews,
    rounds,
)
from writing_center.services.circle_mates import are_in_one_circle, standing_circles
from writing_center.services.circles import WantedCircle
from writing_center.services.session import Session

from .any_class import AnyClass
from .class_at_work import ClassAtWork, class_at_work
from .engines import both_engines

EIGHT = ("Ann", "Bo", "Cem", "Di", "Ed", "Fay", "Gil", "Hal")


def made(work: ClassAtWork, *groups: tuple[str, ...]) -> None:
    """These circles and no others."""
    wanted = [
        WantedCircle(tuple(work.people[name].actor_id for name in group), f"Circle {number}")
        for number, group in enumerate(groups, 1)
    ]
    seen = circles.circles_of(work.teacher, work.group.id)
    circles.make_circles(work.teacher, work.group.id, wanted, seen.stamp)


def named(work: ClassAtWork) -> list[set[str]]:
    """The standing circles, by the names of their people."""
    found = standing_circles(work.teacher, work.group.id)
    return [{names.name_of(work.teacher, id) for id in circle.member_ids} for circle in found]


def in_circle(work: ClassAtWork, one: str, other: str) -> bool:
    """Whether names are open between them in the class's first assignment."""
    ids = [work.people[name].actor_id for name in (one, other)]
    return are_in_one_circle(work.teacher, *ids, work.assignment)


# ---- the teacher's


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


# ---- first to read


def test_a_draft_goes_to_the_circle_first_and_then_to_anybody(class_of) -> None:
    work = class_of(*EIGHT[:6])
    made(work, ("Ann", "Bo", "Cem"), ("Di", "Ed"))
    older = work.hands_in(work.people["Fay"], title="Fay")
    letter = work.hands_in(work.people["Ann"])
    for name in ("Di", "Bo"):
        work.hands_in(work.people[name], title=name)
    work.clock.forward(days=5)  # the time runs from when reading begins, not from handing in
    work.begins(Phase.REVIEW)
    bo, cem, ed = (work.people[name] for name in ("Bo", "Cem", "Ed"))
    first, second = board.review_board(bo).offers[:2]
    assert first.submission.id == letter.id, "before what has waited longer"
    assert second.submission.id == older.id
    assert "From your circle." in first.reasons
    with pytest.raises(AlreadyTaken):
        work.claims(ed, letter)
    assert letter.id not in {o.submission.id for o in board.review_board(ed).offers}
    work.claims(work.teacher, letter)  # a teacher steps in where they see a need
    reviews.release_review(work.teacher, reviews.review_board(work.teacher).held[0].claim.id)
    work.claims(bo, letter)
    work.clock.forward(hours=49)
    assert board.review_board(cem).offers[0].submission.id == older.id, "then by need"
    offered = {o.submission.id: o for o in board.review_board(ed).offers}
    assert "From your circle." not in offered[letter.id].reasons
    work.claims(ed, letter)
    assert work.claims(cem, letter), "the lease of the first has run out meanwhile"


def test_within_a_class_hour_half_of_the_reading_is_the_circles(class_of) -> None:
    work = class_of(*EIGHT[:6])
    made(work, ("Ann", "Bo", "Cem"), ("Di", "Ed", "Fay"))
    rounds.hold_in_one_hour(work.teacher, work.assignment.id, write=10, read=20, revise=10)
    letter = work.hands_in(work.people["Ann"])
    work.clock.forward(minutes=18)  # and one, while it was handed in
    with pytest.raises(AlreadyTaken):
        work.claims(work.people["Di"], letter)
    work.clock.forward(minutes=1)
    work.claims(work.people["Di"], letter)


def test_the_circle_is_passed_over_where_it_can_not_come(class_of) -> None:
    """Declined, kept away, or not asked for by the assignment."""
    work = class_of(*EIGHT[:6])
    made(work, ("Ann", "Bo", "Cem"))
    letter = work.hands_in(work.people["Ann"])
    work.begins(Phase.REVIEW)
    bo, cem, di, ed = (work.people[name] for name in ("Bo", "Cem", "Di", "Ed"))
    reviews.decline_review(bo, work.claims(bo, letter).id, "No.")
    work.claims(di, letter)
    with pytest.raises(AlreadyTaken):
        work.claims(ed, letter)
    conflicts.keep_away(cem, letter.author_id)
    work.claims(ed, letter)
    store = work.center.store
    store.assignments.put(replace(work.assignment, circles_first=False))
    assert not any("circle" in r for o in board.review_board(cem).offers for r in o.reasons)


def test_a_teacher_who_gives_readers_gives_the_circles_first(class_of) -> None:
    work = class_of(*EIGHT[:7])
    made(work, ("Ann", "Bo", "Cem"), ("Di", "Ed", "Fay", "Gil"))
    for name in EIGHT[:7]:
        work.hands_in(work.people[name], title=name)
    work.begins(Phase.REVIEW)
    plan = allocation.plan_readers(work.teacher, work.assignment.id)
    assert {row.reader: {text.author for text in row.texts} for row in plan.rows}["Ann"] == {
        "Bo",
        "Cem",
    }
    assert all(text.from_circle for row in plan.rows for text in row.texts)
    assert (plan.least, plan.most, plan.mutual) == (2, 2, ())
    work.center.store.assignments.put(replace(work.assignment, circles_first=False))
    plan = allocation.plan_readers(work.teacher, work.assignment.id)
    assert not any(text.from_circle for row in plan.rows for text in row.texts)


@pytest.mark.parametrize("seed", range(3))
def test_the_rules_of_claiming_hold_with_circles(tmp_path, clock, seed: int) -> None:
    """Random weeks, in which circles come and go."""

    class WithCircles(AnyClass):
        def wait(self, who: Session) -> None:
            super().wait(who)
            self.circles_anew()

        def circles_anew(self) -> None:
            teacher, group_id = self.work.teacher, self.work.group.id
            plan = circle_planning.plan_circles(
                teacher,
                group_id,
                shuffle=self.chance.randrange(99),
                usual=self.chance.choice((3, 4)),
            )
            circles.make_circles(teacher, group_id, plan.wanted, plan.stamp)

        def check(self) -> None:
            super().check()
            standing = standing_circles(self.work.teacher, self.work.group.id)
            everybody = [id for circle in standing for id in circle.member_ids]
            assert len(set(everybody)) == len(everybody), "in at most one"
            here = {who.actor_id for who in self.work.people.values() if self.is_here(who)}
            assert set(everybody) <= here
            assert all(2 <= len(circle.member_ids) <= 5 for circle in standing)

    it = WithCircles(class_at_work(f"sqlite:///{tmp_path}/center.db", clock), seed)
    it.set_up()
    it.circles_anew()
    it.run(60)
    it.check_everyone_is_served()
    it.store.close()


# ---- names


def test_names_are_open_within_a_circle_but_not_backwards(class_of) -> None:
    work = class_of(*EIGHT[:6])
    work.assignment = replace(work.assignment, naming=Naming.DOUBLE_BLIND)
    work.center.store.assignments.put(work.assignment)
    made(work, ("Ann", "Bo", "Cem"))
    letter = work.hands_in(work.people["Ann"])
    other = work.hands_in(work.people["Di"])
    work.begins(Phase.REVIEW)
    bo = work.people["Bo"]
    assert names.author_name(bo, letter) == "Ann"
    assert names.author_name(bo, other) != "Di"
    claim = work.claims(bo, other)
    work.clock.forward(hours=1)
    made(work, ("Bo", "Di", "Ed"))
    assert names.author_name(bo, other) != "Di", "begun under a pen name, it keeps it"
    assert reviewing.open_desk(bo, claim.id).author != "Di"
    assert names.author_name(work.people["Ed"], other) != "Di", "his would be known by hers"
    assert names.author_name(bo, letter) == "Ann", "whom he knew he knows"
    following = replace(work.assignment, id="following")
    work.center.store.assignments.put(following)
    new = replace(other, id="new", assignment_id="following", submitted_at=work.clock.now())
    work.center.store.submissions.put(new)
    assert names.author_name(bo, new) == "Di", "from the next assignment on"


def test_a_teacher_is_told_from_when_circles_count(class_of) -> None:
    work = class_of(*EIGHT[:6])
    assert circles.circles_of(work.teacher, work.group.id).later_in == ()
    ann = work.people["Ann"]
    letter = work.hands_in(ann)
    assert circles.circles_of(work.teacher, work.group.id).later_in == (work.assignment.title,)
    made(work, ("Ann", "Bo", "Cem"))
    work.begins(Phase.REVIEW)
    bo = work.people["Bo"]
    assert [one.later_in for one in own_circle.my_circles(bo)] == [(work.assignment.title,)]
    assert [one.drafts for one in own_circle.my_circles(bo)] == [()], "it would tell whose it is"
    (offer,) = board.review_board(bo).offers
    assert offer.submission.id == letter.id
    assert "From your circle." not in offer.reasons
    work.center.store.assignments.put(replace(work.assignment, naming=Naming.OPEN))
    assert circles.circles_of(work.teacher, work.group.id).later_in == ()
    assert "From your circle." in board.review_board(bo).offers[0].reasons


# ---- the members' own


@pytest.fixture
def free(class_of) -> ClassAtWork:
    work = class_of(*EIGHT[:6])
    circles.choose_makers(work.teacher, work.group.id, CirclesBy.MEMBERS)
    return work


def asks(work: ClassAtWork, who: str, *others: str):
    ids = [work.people[name].actor_id for name in others]
    return circle_proposals.propose_circle(work.people[who], work.group.id, ids)


def page_of(work: ClassAtWork, name: str):
    [own] = own_circle.my_circles(work.people[name])
    return own


@both_engines
def test_a_circle_stands_once_all_have_agreed(free: ClassAtWork) -> None:
    proposal = asks(free, "Ann", "Bo", "Cem")
    assert page_of(free, "Ann").asked.names == ("Bo", "Cem")
    assert [one.by for one in page_of(free, "Bo").asks] == ["Ann"]
    assert "circle" in home.home(free.people["Bo"]).waiting[-1].detail
    circle_proposals.answer_proposal(free.people["Bo"], proposal.id, True)
    assert page_of(free, "Bo").asks == ()
    assert named(free) == []
    circle_proposals.answer_proposal(free.people["Cem"], proposal.id, True)
    assert named(free) == [{"Ann", "Bo", "Cem"}]
    assert page_of(free, "Ann").mates == ("Bo", "Cem")
    assert not page_of(free, "Ann").lapsed
    with pytest.raises(NotAllowed):
        asks(free, "Ann", "Di", "Ed")
    left = own_circle.leave_circle(free.people["Ann"], free.group.id)
    assert left.name == "Circle 1"
    assert named(free) == [{"Bo", "Cem"}]


def test_who_declined_shows_nowhere(free: ClassAtWork) -> None:
    pages = []
    for decliner in ("Bo", "Cem"):
        proposal = asks(free, "Ann", "Bo", "Cem", "Di")
        agreed = "Cem" if decliner == "Bo" else "Bo"
        circle_proposals.answer_proposal(free.people[agreed], proposal.id, True)
        circle_proposals.answer_proposal(free.people[decliner], proposal.id, False)
        with pytest.raises(NotFound):
            circle_proposals.answer_proposal(free.people["Di"], proposal.id, True)
        kept = free.center.store.circle_proposals.find(proposal.id)
        pages.append([page_of(free, "Ann"), page_of(free, "Di"), kept.agreed_ids, kept.state])
        assert page_of(free, "Ann").lapsed
        assert page_of(free, "Di").asks == ()
    assert pages[0] == pages[1]
    told = [a for a in free.center.store.activities.all() if a.did.startswith("circle.")]
    assert all(a.is_confidential or a.did == "circle.makers_chosen" for a in told)


def test_a_proposal_lapses_by_itself(free: ClassAtWork) -> None:
    """A week, a circle of somebody's, or that somebody has left; and it can be taken back."""
    for act in (
        lambda: free.clock.forward(days=8),
        lambda: made(free, ("Cem", "Di", "Ed")),
        lambda: leaving.take_out_of_class(free.teacher, free.group.id, free.people["Cem"].actor_id),
    ):
        proposal = asks(free, "Ann", "Bo", "Cem")
        circle_proposals.answer_proposal(free.people["Bo"], proposal.id, True)
        assert page_of(free, "Bo").asked is not None
        act()
        assert page_of(free, "Ann").lapsed
        assert page_of(free, "Bo").asked is None
        made(free)
    proposal = asks(free, "Ann", "Bo", "Di")
    with pytest.raises(NotAllowed, match="asked already"):
        asks(free, "Ann", "Di", "Ed")
    with pytest.raises(NotFound):
        circle_proposals.withdraw_proposal(free.people["Bo"], proposal.id)
    circle_proposals.withdraw_proposal(free.people["Ann"], proposal.id)
    asks(free, "Ann", "Di", "Ed")
    free.clock.forward(seconds=timedelta(days=15).total_seconds())
    assert not page_of(free, "Ann").lapsed, "it is not told for ever"


def test_who_keeps_apart_is_not_joined_and_nobody_learns_of_it(free: ClassAtWork) -> None:
    ann, bo, cem = (free.people[name] for name in ("Ann", "Bo", "Cem"))
    conflicts.keep_away(bo, cem.actor_id)
    proposal = asks(free, "Ann", "Bo", "Cem")
    waiting = page_of(free, "Ann")
    circle_proposals.answer_proposal(bo, proposal.id, True)
    circle_proposals.answer_proposal(cem, proposal.id, True)
    assert named(free) == []
    assert page_of(free, "Ann").asked.names == waiting.asked.names, "as if it still waited"
    circle_proposals.answer_proposal(bo, proposal.id, False)
    assert page_of(free, "Ann").lapsed
    # One's own wish is no secret to oneself.
    assert "Cem" not in [member.name for member in page_of(free, "Bo").free]
    with pytest.raises(InvalidInput):
        asks(free, "Bo", "Ann", "Cem")
    assert "Bo" in [member.name for member in page_of(free, "Cem").free]
    assert ann.actor_id


def test_what_can_not_be_asked(free: ClassAtWork) -> None:
    for others in (("Bo",), ("Bo", "Bo"), ("Ann", "Bo"), ("Bo", "Cem", "Di", "Ed")):
        with pytest.raises(InvalidInput):
            asks(free, "Ann", *others)
    made(free, ("Di", "Ed", "Fay"))
    with pytest.raises(InvalidInput, match="perhaps they are in a circle by now"):
        asks(free, "Ann", "Bo", "Di")


def test_where_the_teacher_makes_them_members_only_look(class_of) -> None:
    work = class_of(*EIGHT[:6])
    with pytest.raises(NotAllowed, match="the teacher makes the circles"):
        asks(work, "Ann", "Bo", "Cem")
    made(work, ("Ann", "Bo", "Cem"))
    with pytest.raises(NotAllowed):
        own_circle.leave_circle(work.people["Ann"], work.group.id)
    with pytest.raises(NotFound):
        own_circle.leave_circle(work.people["Di"], work.group.id)
    assert not page_of(work, "Di").may_form


def test_the_circles_drafts_wait_on_its_page(class_of) -> None:
    work = class_of(*EIGHT[:6])
    made(work, ("Ann", "Bo", "Cem"))
    letter = work.hands_in(work.people["Ann"], title="The ferry")
    work.hands_in(work.people["Di"])
    assert page_of(work, "Bo").drafts == ()
    work.begins(Phase.REVIEW)
    [draft] = page_of(work, "Bo").drafts
    assert (draft.submission.title, draft.author, draft.claim_id) == ("The ferry", "Ann", "")
    claim = work.claims(work.people["Bo"], letter)
    [draft] = page_of(work, "Bo").drafts
    assert (draft.claim_id, draft.until) == (claim.id, claim.expires_at)
