"""Taking review tasks: offered, claimed, given back, run out."""

from collections.abc import Callable

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    PhaseClosed,
    TooManyClaims,
)
from writing_center.domain.reviews import ClaimState
from writing_center.services import reviewing, reviews
from writing_center.services.session import Session

from .class_at_work import ClassAtWork
from .engines import both_engines

Maker = Callable[..., ClassAtWork]


def offered(who: Session) -> list[str]:
    """Whose drafts somebody is offered (the title is the author's name)."""
    return [offer.submission.title for offer in reviews.review_board(who).offers]


def in_review(at_work: ClassAtWork, *authors: str) -> list[Session]:
    """The members, each with a draft handed in, in this order; reviewing has begun."""
    people = [at_work.people[name] for name in authors]
    for name, person in zip(authors, people, strict=True):
        at_work.hands_in(person, title=name)
    at_work.begins(Phase.REVIEW)
    return people


def of(at_work: ClassAtWork, author: Session):
    return at_work.center.store.submissions.first(author_id=author.actor_id)


@both_engines
def test_claiming_gives_a_lease_and_an_empty_review(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    assert offered(bo) == ["Ann"]
    claim = work.claims(bo, of(work, ann))
    now = work.clock.now()
    assert (claim.claimed_at, (claim.expires_at - now).total_seconds() / 3600) == (now, 24)
    desk = reviewing.open_desk(bo, claim.id)
    assert desk.is_live
    assert (desk.review.answer, desk.review.submitted_at, desk.annotations) == ("", None, ())
    board = reviews.review_board(bo)
    assert [held.claim for held in board.held] == [claim]
    assert (board.offers, board.may_claim) == ((), False)


@both_engines
def test_claiming_again_is_the_same_claim(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    first = work.claims(bo, of(work, ann))
    work.clock.forward(hours=1)
    assert work.claims(bo, of(work, ann)) == first
    assert work.center.store.claims.count() == work.center.store.reviews.count() == 1


@both_engines
def test_the_last_place_is_taken_once(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    work.claims(bo, of(work, ann))
    work.claims(cy, of(work, ann))
    assert "Ann" not in offered(di)
    with pytest.raises(AlreadyTaken, match="a moment faster"):
        work.claims(di, of(work, ann))


@both_engines
def test_a_lease_that_ran_out_frees_the_place_and_keeps_the_words(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    first = work.claims(bo, of(work, ann))
    work.claims(cy, of(work, ann))
    note = work.fills(bo, first)
    work.clock.forward(hours=24)
    assert not reviewing.open_desk(bo, first.id).is_live
    assert reviews.review_board(bo).held == ()
    assert "Ann" in offered(di)
    again = work.claims(bo, of(work, ann))
    assert (again.id, again.claimed_at) == (first.id, work.clock.now())
    desk = reviewing.open_desk(bo, again.id)
    assert (desk.is_live, desk.review.answer, desk.annotations) == (True, "Yes.", (note,))
    assert work.center.store.claims.count() == 2, "the same row, its clock restarted"


def test_when_somebody_took_the_place_meanwhile_it_is_gone(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    claim = work.claims(bo, of(work, ann))
    work.clock.forward(hours=24)
    work.claims(cy, of(work, ann))
    work.claims(di, of(work, ann))
    with pytest.raises(AlreadyTaken):
        work.claims(bo, of(work, ann))
    work.fills(bo, claim)
    assert not reviewing.open_desk(bo, claim.id).is_live, "saving does not push anybody out"
    assert reviewing.submit_review(bo, claim.id), "but what is written is not thrown away"


def test_a_lease_is_as_long_as_the_assignment_says_and_ends_with_the_phase(
    class_of: Maker,
) -> None:
    work = class_of("Ann", "Bo")
    now = work.clock.now()
    work.assignment = work.another_assignment(
        claim_hours=2,
        starts={
            Phase.DRAFTING: now,
            Phase.REVIEW: now.replace(hour=10),
            Phase.REVISION: now.replace(hour=13),
        },
    )
    ann, bo = work.people["Ann"], work.people["Bo"]
    submission = work.hands_in(ann)
    work.clock.time = now.replace(hour=10)
    assert work.claims(bo, submission).expires_at == now.replace(hour=12)
    reviews.release_review(bo, work.claims(bo, submission).id)
    work.clock.time = now.replace(hour=12)
    assert work.claims(bo, submission).expires_at == now.replace(hour=13)


def test_writing_renews_the_lease(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    claim = work.claims(bo, of(work, ann))
    work.clock.forward(hours=23)
    saved = reviewing.save_review(bo, claim.id, answer="Yes.")
    assert (saved.expires_at - work.clock.now()).total_seconds() == 24 * 3600
    work.clock.forward(hours=23)
    work.comments(bo, claim.id)
    work.clock.forward(hours=23)
    assert reviewing.open_desk(bo, claim.id).is_live


@both_engines
def test_giving_back_frees_the_place_and_keeps_the_words(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, _ = in_review(work, "Ann", "Bo", "Cy")
    claim = work.claims(bo, of(work, ann))
    work.fills(bo, claim)
    released = reviews.release_review(bo, claim.id)
    assert released.state is ClaimState.RELEASED
    assert reviews.release_review(bo, claim.id) == released
    assert set(offered(bo)) == {"Ann", "Cy"}
    (reasons,) = [o.reasons for o in reviews.review_board(bo).offers if o.submission.title == "Ann"]
    assert "You began this one; what you wrote is kept." in reasons
    assert reviewing.open_desk(bo, claim.id).over.startswith("You gave this one back.")
    kept = reviewing.save_review(bo, claim.id, answer="Yes.")
    assert kept.state is ClaimState.RELEASED, "another window still had it open"
    with pytest.raises(NotAllowed, match="gave this one back"):
        reviewing.submit_review(bo, claim.id)
    again = work.claims(bo, of(work, ann))
    assert again.id == claim.id
    assert reviewing.open_desk(bo, again.id).review.answer == "Yes."


@both_engines
def test_what_was_declined_is_never_offered_again(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    claim = work.claims(bo, of(work, ann))
    declined = reviews.decline_review(bo, claim.id, " She is my sister. ")
    assert (declined.state, declined.reason) == (ClaimState.DECLINED, "She is my sister.")
    assert offered(bo) == ["Cy"]
    assert "Ann" in offered(cy)
    with pytest.raises(NotAllowed, match="it stays so"):
        work.claims(bo, of(work, ann))
    with pytest.raises(NotAllowed):
        reviewing.open_desk(bo, claim.id)


def test_a_newcomer_holds_one_and_then_two(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    claim = work.claims(bo, of(work, ann))
    with pytest.raises(TooManyClaims, match="Finish the review you are writing"):
        work.claims(bo, of(work, cy))
    work.fills(bo, claim)
    reviewing.submit_review(bo, claim.id)
    work.claims(bo, of(work, cy))
    work.claims(bo, of(work, di))
    assert not reviews.review_board(bo).may_claim
    eve = work.joins("Eve")
    late = work.hands_in(eve, title="Eve")
    with pytest.raises(TooManyClaims, match="reading 2 drafts already"):
        work.claims(bo, late)
    work.clock.forward(hours=25)
    assert work.claims(bo, late), "claims that ran out are not held"


@pytest.mark.parametrize(
    ("phase", "is_open"),
    [
        (Phase.SET_UP, False),
        (Phase.DRAFTING, False),
        (Phase.REVIEW, True),
        (Phase.REVISION, True),
        (Phase.CLOSED, False),
    ],
)
def test_tasks_are_there_in_review_and_revision(
    class_of: Maker, phase: Phase, is_open: bool
) -> None:
    work = class_of("Ann", "Bo")
    submission = work.hands_in(work.people["Ann"], title="Ann")
    work.begins(phase)
    bo = work.people["Bo"]
    assert offered(bo) == (["Ann"] if is_open else [])
    if is_open:
        assert work.claims(bo, submission)
    else:
        with pytest.raises(PhaseClosed, match="review phase"):
            work.claims(bo, submission)


def test_a_newer_draft_closes_the_tasks_of_the_earlier_one(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    first = of(work, ann)
    claim = work.claims(bo, first)
    second = work.hands_in(ann, "Better.", title="Ann, again")
    assert "Ann" not in offered(cy)
    assert "Ann, again" in offered(cy)
    with pytest.raises(PhaseClosed, match="newer draft"):
        work.claims(cy, first)
    work.fills(bo, claim)
    assert reviewing.submit_review(bo, claim.id), "a live claim may still be fulfilled"
    assert offered(bo)[0] == "Ann, again", "and who read the first is offered the second first"
    assert "You read an earlier draft: see what became of your words." in (
        reviews.review_board(bo).offers[0].reasons
    )
    assert work.claims(bo, second)


def test_nobody_claims_their_own_or_one_twice(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    with pytest.raises(NotAllowed, match="your own text"):
        work.claims(ann, of(work, ann))
    work.answers(bo, of(work, ann))
    assert offered(bo) == []
    with pytest.raises(NotAllowed, match="reviewed this draft already"):
        work.claims(bo, of(work, ann))


def test_fewest_readings_first_then_longest_waiting(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, _, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    assert offered(di) == ["Ann", "Bo", "Cy"]
    work.answers(bo, of(work, ann))
    assert offered(di) == ["Bo", "Cy", "Ann"]


def test_a_request_outside_assignments_goes_to_consultants_and_to_whom_the_author_chose(
    class_of: Maker,
) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = (work.people[name] for name in ("Ann", "Bo", "Cy"))
    consultant = work.comes("Con", is_consultant=True)
    request = work.hands_in(ann, private=True, title="secret", asked=[bo.actor_id])
    assert offered(bo) == ["secret"]
    assert offered(consultant) == [""], "a question of somebody's, until it is taken"
    assert "The writer asked for you." in reviews.review_board(bo).offers[0].reasons
    for who in (cy, work.teacher, work.comes("Mr Other", is_teacher=True)):
        assert offered(who) == []
        with pytest.raises(NotFound):
            work.claims(who, request)
    claim = work.claims(consultant, request)
    assert (claim.expires_at - work.clock.now()).total_seconds() == 48 * 3600
    assert offered(bo) == [], "it wanted one reader"
    with pytest.raises(AlreadyTaken):
        work.claims(bo, request)


def test_a_consultant_steps_in_where_nobody_answered_for_a_day(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    consultant = work.comes("Con", is_consultant=True)
    assert offered(consultant) == []
    work.clock.forward(days=1)
    work.claims(bo, of(work, ann))
    assert offered(consultant) == ["Bo"]
    assert work.claims(consultant, of(work, bo))


def test_what_was_given_back_is_nobodys_and_reaches_the_consultants(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    consultant = work.comes("Con", is_consultant=True)
    reviews.release_review(bo, work.claims(bo, of(work, ann)).id)
    work.clock.forward(days=2)
    assert "Ann" in offered(consultant)


def test_what_is_done_with_claims_is_recorded(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    claim = work.claims(bo, of(work, ann))
    work.claims(bo, of(work, ann))
    reviews.release_review(bo, claim.id)
    work.claims(bo, of(work, ann))
    reviews.decline_review(bo, claim.id, "")
    did = [a.did for a in work.center.store.activities.where(review_id=claim.id)]
    assert did == [
        Did.REVIEW_CLAIMED,
        Did.REVIEW_RELEASED,
        Did.REVIEW_CLAIMED,
        Did.REVIEW_DECLINED,
    ]


@pytest.mark.parametrize("address", ["", "nonsense"])
def test_addresses_of_nothing(at_work: ClassAtWork, address: str) -> None:
    ann = at_work.joins("Ann")
    for use in (
        reviews.claim_review,
        reviews.release_review,
        reviews.own_claim,
        reviewing.open_desk,
        reviewing.submit_review,
        reviewing.remove_comment,
    ):
        with pytest.raises(NotFound):
            use(ann, address)
