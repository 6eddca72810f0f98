"""Circles that members propose to each other, and leave."""

from datetime import timedelta

import pytest

from writing_center.domain.circles import CircleProposal, CirclesBy, ProposalState
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.services import (
    circle_proposals,
    circles,
    conflicts,
    home,
    leaving,
    own_circle,
)
from writing_center.services.circle_mates import standing_circles

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


def answers(work: ClassAtWork, who: str, proposal: CircleProposal, agrees: bool = True):
    return circle_proposals.answer_proposal(work.people[who], proposal.id, agrees)


def asks_to_join(work: ClassAtWork, who: str, number: int = 0) -> CircleProposal:
    circle = standing_circles(work.teacher, work.group.id)[number]
    return circle_proposals.ask_to_join(work.people[who], work.group.id, circle.id)


@both_engines
def test_who_is_in_no_circle_asks_to_come_into_one(free: ClassAtWork) -> None:
    made(free, ("Ann", "Bo", "Cem"))
    [(circle, people)] = page_of(free, "Di").to_join
    assert (circle.name, people) == ("Circle 1", ("Ann", "Bo", "Cem"))
    proposal = asks_to_join(free, "Di")
    assert page_of(free, "Di").asked.circle == "Circle 1"
    assert [(one.by, one.circle) for one in page_of(free, "Bo").asks] == [("Di", "Circle 1")]
    assert home.home(free.people["Bo"]).waiting[-1].detail == (
        "May they come into Circle 1, and read with you?"
    )
    for name in ("Ann", "Bo"):
        assert answers(free, name, proposal).state is ProposalState.OPEN
    assert page_of(free, "Bo").asks == ()
    assert page_of(free, "Bo").asked.by == "Di"
    assert named(free) == [{"Ann", "Bo", "Cem"}]
    with pytest.raises(NotAllowed, match="asked already"):
        asks(free, "Di", "Ed", "Fay")
    assert answers(free, "Cem", proposal).state is ProposalState.STOOD
    assert named(free) == [{"Ann", "Bo", "Cem", "Di"}]
    assert page_of(free, "Di").mates == ("Ann", "Bo", "Cem")
    assert not page_of(free, "Di").lapsed
    # There are no smaller ones, so that a fifth may ask; and that is all.
    assert [one.name for one, _ in page_of(free, "Ed").to_join] == ["Circle 1"]
    fifth = asks_to_join(free, "Ed")
    for name in ("Ann", "Bo", "Cem", "Di"):
        answers(free, name, fifth)
    assert named(free) == [{"Ann", "Bo", "Cem", "Di", "Ed"}]
    assert page_of(free, "Fay").to_join == ()


def test_a_question_to_a_circle_lapses_when_the_circle_changes_or_somebody_says_no(
    free: ClassAtWork,
) -> None:
    for act in (
        lambda proposal: answers(free, "Bo", proposal, agrees=False),
        lambda _: own_circle.leave_circle(free.people["Cem"], free.group.id),
        lambda _: circles.place_in_circle(free.teacher, free.group.id, free.people["Ed"].actor_id),
        lambda _: free.clock.forward(days=8),
    ):
        made(free, ("Ann", "Bo", "Cem"))
        proposal = asks_to_join(free, "Di")
        answers(free, "Ann", proposal)
        act(proposal)
        assert page_of(free, "Di").lapsed
        assert page_of(free, "Bo").asks == ()
        assert page_of(free, "Ann").asked is None
        with pytest.raises(NotFound):
            answers(free, "Bo", proposal)
        made(free)


def test_into_a_circle_with_somebody_who_keeps_apart_nobody_comes_and_nobody_learns_why(
    free: ClassAtWork,
) -> None:
    made(free, ("Ann", "Bo", "Cem"))
    conflicts.keep_away(free.people["Bo"], free.people["Di"].actor_id)
    proposal = asks_to_join(free, "Di")
    for name in ("Ann", "Bo", "Cem"):
        assert answers(free, name, proposal).state is ProposalState.OPEN
    assert named(free) == [{"Ann", "Bo", "Cem"}]
    assert page_of(free, "Di").asked is not None, "as if somebody had not answered"
    # One's own wish is no secret to oneself.
    conflicts.keep_away(free.people["Ed"], free.people["Cem"].actor_id)
    assert page_of(free, "Ed").to_join == ()
    with pytest.raises(InvalidInput, match="has changed by now"):
        asks_to_join(free, "Ed")


def test_two_who_are_kept_apart_within_a_circle_do_not_keep_a_third_out(free: ClassAtWork) -> None:
    made(free, ("Ann", "Bo", "Cem"))
    conflicts.keep_away(free.people["Bo"], free.people["Cem"].actor_id)
    proposal = asks_to_join(free, "Di")
    for name in ("Ann", "Bo", "Cem"):
        answers(free, name, proposal)
    assert named(free) == [{"Ann", "Bo", "Cem", "Di"}]


def test_which_circles_can_be_asked(free: ClassAtWork) -> None:
    made(free, ("Ann", "Bo", "Cem"), ("Di", "Ed"))
    assert [one.name for one, _ in page_of(free, "Fay").to_join] == ["Circle 1", "Circle 2"]
    with pytest.raises(NotAllowed, match="in a circle already"):
        asks_to_join(free, "Ann", 1)
    [first, _] = standing_circles(free.teacher, free.group.id)
    circles.end_circle(free.teacher, first.id)
    with pytest.raises(InvalidInput):
        circle_proposals.ask_to_join(free.people["Fay"], free.group.id, first.id)
    circles.choose_makers(free.teacher, free.group.id, CirclesBy.TEACHER)
    with pytest.raises(NotAllowed, match="the teacher makes the circles"):
        asks_to_join(free, "Fay")
    assert page_of(free, "Fay").to_join == ()
