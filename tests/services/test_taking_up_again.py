"""A lease that ran out, and words typed after it: kept always, a claim again only where one more
could be made."""

from collections.abc import Callable

import pytest

from writing_center.domain.reviews import Claim, is_live
from writing_center.services import conflicts, reviewing, reviews

from .class_at_work import ClassAtWork
from .engines import both_engines
from .test_reviews import in_review, of

Maker = Callable[..., ClassAtWork]


@pytest.fixture
def lapsed(class_of: Maker) -> tuple[ClassAtWork, Claim]:
    """Bo, a newcomer, has had Ann's draft for a day and an hour."""
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, _ = in_review(work, "Ann", "Bo", "Cy")
    claim = work.claims(bo, of(work, ann))
    work.clock.forward(hours=25)
    return work, claim


def writes_on(work: ClassAtWork, claim: Claim) -> bool:
    """Whether Bo's claim runs again when he writes; what he writes is there in any case."""
    bo = work.people["Bo"]
    saved = reviewing.save_review(bo, claim.id, answer="I like it.")
    assert reviewing.open_desk(bo, claim.id).review.answer == "I like it."
    return is_live(saved, work.clock.now())


@both_engines
def test_writing_takes_a_free_place_up_again(lapsed: tuple[ClassAtWork, Claim]) -> None:
    assert writes_on(*lapsed)


@both_engines
def test_it_does_not_lead_over_the_cap(lapsed: tuple[ClassAtWork, Claim]) -> None:
    work, claim = lapsed
    bo = work.people["Bo"]
    held = work.claims(bo, of(work, work.people["Cy"]))
    assert not writes_on(work, claim)
    assert [one.claim.id for one in reviews.review_board(bo).held] == [held.id]


def test_it_does_not_open_an_old_draft_again(lapsed: tuple[ClassAtWork, Claim]) -> None:
    work, claim = lapsed
    work.hands_in(work.people["Ann"], "Another text.", title="Ann")
    assert not writes_on(work, claim)
    reviewing.save_review(work.people["Bo"], claim.id, summary="Go on.")
    assert reviewing.submit_review(work.people["Bo"], claim.id), "nobody's work is thrown away"


def test_nor_a_text_of_somebody_who_keeps_away(lapsed: tuple[ClassAtWork, Claim]) -> None:
    work, claim = lapsed
    conflicts.keep_away(work.people["Ann"], work.people["Bo"].actor_id)
    assert not writes_on(work, claim)
