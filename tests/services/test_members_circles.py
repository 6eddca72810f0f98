"""Circles that members propose to each other, and leave."""

from datetime import timedelta

import pytest

from writing_center.domain.circles import CirclesBy
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.services import (
    circle_proposals,
    circles,
    conflicts,
    home,
    leaving,
    own_circle,
)

from .circles_at_work import EIGHT, made, named, page_of
from .class_at_work import ClassAtWork
from .engines import both_engines


@pytest.fixture
def free(class_of) -> ClassAtWork:
    work = class_of(*EIGHT[:6])
    circles.choose_makers(work.teacher, work.group.id, CirclesBy.MEMBERS)
    return work


def asks(work: ClassAtWork, who: str, *others: str):
    ids = [work.people[name].actor_id for name in others]
    return circle_proposals.propose_circle(work.people[who], work.group.id, ids)


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
