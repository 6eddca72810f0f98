"""Claims and the dates of their assignment: a lease never outlives its phase, wherever that ends."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import PhaseClosed
from writing_center.domain.local_time import typed_time
from writing_center.domain.reviews import Claim, is_live
from writing_center.domain.submissions import Submission
from writing_center.services import allocation, assignments, extensions, reviewing, reviews, rounds
from writing_center.services.session import Session

from .class_at_work import ClassAtWork
from .engines import both_engines

DAY = timedelta(days=1)


class Class(ClassAtWork):
    """Ann, Bo and Cy have handed in; the tests look at Ann's draft."""

    def set_up(self, **days: int) -> Submission:
        """An assignment, with phases that begin so many days from now; a day later."""
        if days:
            starts = {Phase(name): self.clock.now() + n * DAY for name, n in days.items()}
            self.assignment = self.another_assignment(starts=starts)
        made, *_ = [self.hands_in(self.joins(name)) for name in ("Ann", "Bo", "Cy")]
        self.clock.forward(days=1)
        if not days:
            self.begins(Phase.REVIEW)
        return made

    def gives_out(self) -> None:
        plan = allocation.plan_readers(self.teacher, self.assignment.id)
        allocation.assign_readers(self.teacher, self.assignment.id, plan.stamp)

    def claim_of(self, who: Session, submission: Submission) -> Claim:
        found = self.center.store.claims.first(
            submission_id=submission.id, reviewer_id=who.actor_id
        )
        assert found
        return found


@pytest.fixture
def work(at_work: ClassAtWork) -> Class:
    return Class(**vars(at_work))


@both_engines
def test_closing_ends_the_leases_and_writing_renews_none(work: Class) -> None:
    submission = work.set_up()
    bo = work.people["Bo"]
    claim = reviews.claim_review(bo, submission.id)
    work.begins(Phase.CLOSED)
    assert not is_live(work.claim_of(bo, submission), work.clock.now())
    kept = reviewing.save_review(bo, claim.id, answer="A thought.")
    assert not is_live(kept, work.clock.now())
    assert reviewing.open_desk(bo, claim.id).review.answer == "A thought."
    assert reviews.review_board(bo).may_claim
    assert reviews.review_board(bo).held == ()


def test_a_lease_is_not_renewed_where_nobody_reads_any_more(work: Class) -> None:
    submission = work.set_up(drafting=0, review=1, closed=3)
    bo = work.people["Bo"]
    extensions.give_extension(
        work.teacher, work.assignment.id, bo.actor_id, work.clock.now() + 5 * DAY
    )
    work.clock.forward(days=1, hours=23)
    claim = reviews.claim_review(bo, submission.id)
    extensions.withdraw_extension(work.teacher, work.assignment.id, bo.actor_id)
    cut = work.center.store.claims.find(claim.id).expires_at
    assert cut < claim.expires_at
    work.clock.forward(hours=4)
    assert reviewing.save_review(bo, claim.id, answer="Still here.").expires_at == cut


def test_what_was_given_out_comes_free_when_the_phase_ends_by_hand(work: Class) -> None:
    submission = work.set_up()
    work.gives_out()
    work.begins(Phase.REVISION)
    for name in ("Bo", "Cy"):
        assert not is_live(work.claim_of(work.people[name], submission), work.clock.now())
    assert reviews.review_board(work.people["Bo"]).offers, "it is offered like any other"


@both_engines
def test_more_time_for_everybody_is_more_time_for_what_was_given_out(work: Class) -> None:
    submission = work.set_up(drafting=0, review=1, revision=5)
    work.gives_out()
    cy = work.people["Cy"]
    before = work.claim_of(cy, submission).expires_at
    rounds.give_more_time(work.teacher, work.assignment.id, 3 * 24 * 60)
    assert work.claim_of(cy, submission).expires_at == before + 3 * DAY
    work.begins(Phase.DRAFTING)
    assert not is_live(work.claim_of(cy, submission), work.clock.now()), "nobody reads in drafting"


def test_an_earlier_end_shortens_a_lease_and_a_later_one_does_not_lengthen_it(work: Class) -> None:
    submission = work.set_up(drafting=0, review=1, revision=5)
    bo, now = work.people["Bo"], work.clock.now()
    claim = reviews.claim_review(bo, submission.id)
    assert claim.expires_at == now + DAY
    rounds.give_more_time(work.teacher, work.assignment.id, 60)
    assert work.claim_of(bo, submission).expires_at == now + DAY
    sooner = assignments.AssignmentForm(
        "Essay",
        "Write.",
        starts={
            Phase.DRAFTING: work.assignment.starts[0].at,
            Phase.REVIEW: work.assignment.starts[1].at,
            Phase.REVISION: now + timedelta(hours=2),
        },
    )
    assignments.change_assignment(work.teacher, work.assignment.id, sooner)
    assert work.claim_of(bo, submission).expires_at == now + timedelta(hours=2)


def test_where_no_end_is_planned_any_more_what_was_given_out_stays_given(work: Class) -> None:
    submission = work.set_up(drafting=0, review=1, revision=2)
    work.gives_out()
    form = assignments.AssignmentForm(
        "Essay", "Write.", starts={s.phase: s.at for s in work.assignment.starts[:2]}
    )
    assignments.change_assignment(work.teacher, work.assignment.id, form)
    until = work.claim_of(work.people["Bo"], submission).expires_at
    assert until == work.clock.now() + 14 * DAY


def test_a_reader_with_more_time_keeps_it(work: Class) -> None:
    submission = work.set_up()
    bo, cy = work.people["Bo"], work.people["Cy"]
    claims = [reviews.claim_review(who, submission.id) for who in (bo, cy)]
    later = work.clock.now() + 3 * DAY
    extensions.give_extension(work.teacher, work.assignment.id, bo.actor_id, later)
    work.begins(Phase.CLOSED)
    assert work.claim_of(bo, submission).expires_at == claims[0].expires_at
    work.fills(bo, claims[0])
    reviewing.submit_review(bo, claims[0].id)
    work.clock.forward(minutes=2)
    work.fills(cy, claims[1])
    with pytest.raises(PhaseClosed):
        reviewing.submit_review(cy, claims[1].id)


def test_a_class_hour_shortens_no_later_lease(work: Class) -> None:
    work.set_up()
    before = work.assignment.claim_hours
    rounds.add_round(work.teacher, work.assignment.id)
    held = rounds.hold_in_one_hour(work.teacher, work.assignment.id)
    assert held.claim_hours == before


def test_a_day_more_is_a_day_of_the_calendar(work: Class) -> None:
    zone = ZoneInfo("Europe/Berlin")
    work.clock.time = typed_time("2027-03-25T08:00", zone).at
    starts = {
        Phase.DRAFTING: work.clock.now(),
        Phase.REVIEW: typed_time("2027-03-26T23:59", zone).at,
    }
    made = work.another_assignment(starts=starts, zone="Europe/Berlin")
    moved = rounds.give_more_time(work.teacher, made.id, 7 * 24 * 60)
    assert moved.starts[1].at == typed_time("2027-04-02T23:59", zone).at
    moved = rounds.give_more_time(work.teacher, made.id, 90)
    assert moved.starts[1].at == typed_time("2027-04-03T01:29", zone).at


def test_less_time_than_before_is_less_time_for_what_was_given_out(work: Class) -> None:
    submission = work.set_up(drafting=0, review=1, revision=5)
    work.gives_out()
    bo = work.people["Bo"]
    end = work.claim_of(bo, submission).expires_at
    for days in (30, 20):
        until = work.clock.now() + days * DAY
        extensions.give_extension(work.teacher, work.assignment.id, bo.actor_id, until)
        rounds.give_more_time(work.teacher, work.assignment.id, 60)
        end += timedelta(hours=1)
        assert work.claim_of(bo, submission).expires_at == until
    extensions.withdraw_extension(work.teacher, work.assignment.id, bo.actor_id)
    assert work.claim_of(bo, submission).expires_at == end
