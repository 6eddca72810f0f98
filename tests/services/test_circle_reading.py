"""Within a circle: first to read, and names are open."""

from dataclasses import replace

import pytest

from writing_center.domain.assignments import Naming, Phase
from writing_center.domain.errors import AlreadyTaken
from writing_center.services import (
    allocation,
    board,
    circle_planning,
    circles,
    conflicts,
    names,
    own_circle,
    reviewing,
    reviews,
    rounds,
)
from writing_center.services.circle_mates import standing_circles
from writing_center.services.session import Session

from .any_class import AnyClass
from .circles_at_work import EIGHT, made, page_of
from .class_at_work import class_at_work


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
