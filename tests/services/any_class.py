"""A class in which anything may happen: random people, clocks and crashes, and what always holds."""

import random
from collections import Counter
from dataclasses import replace

from writing_center.domain.allocation import KEPT_AT_MOST, under_the_cap
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import WritingCenterError
from writing_center.domain.reviews import Claim, ClaimState, latest_only, takes_a_place
from writing_center.domain.submissions import Submission
from writing_center.services import (
    accounts,
    allocation,
    conflicts,
    leaving,
    reviewing,
    reviews,
)
from writing_center.services.session import Session

from .class_at_work import ClassAtWork


class Crash(BaseException):
    """The process is gone in the middle of something."""


class AnyClass:
    """Does anything that can be done, at random, and checks what has to hold after each step."""

    def __init__(self, work: ClassAtWork, seed: int) -> None:
        self.work, self.chance = work, random.Random(seed)
        self.store = work.center.store
        self.apart: set[frozenset[str]] = set()
        self.done: Counter[str] = Counter()

    def set_up(self) -> None:
        """A class of three to eight, some of whom keep apart."""
        self.work.assignment = self.work.another_assignment(
            reviews_wanted=self.chance.choice([1, 2, 2, 3]),
            claims_at_a_time=self.chance.choice([1, 2, 3]),
            claim_hours=self.chance.choice([1, 24]),
        )
        for number in range(self.chance.randint(3, 8)):
            who = self.work.joins(f"Student {number}")
            if self.chance.random() < 0.8:
                self.work.hands_in(who, title=who.actor.name)
        self.work.begins(Phase.REVIEW)

    def run(self, steps: int) -> None:
        acts = [
            self.pull, self.pull, self.choose, self.choose_extra, self.answer, self.answer,
            self.give_back, self.decline, self.save, self.wait, self.hand_in, self.keep_away,
            self.crash, self.give_all, self.leave,
        ]  # fmt: skip
        for _ in range(steps):
            act = self.chance.choice(acts)
            try:
                act(self.somebody())
                self.done[act.__name__] += 1
            except WritingCenterError:
                self.done[f"refused {act.__name__}"] += 1
            self.check()

    # ---- what may happen

    def somebody(self) -> Session:
        return self.chance.choice([s for s in self.work.people.values() if self.is_here(s)])

    def is_here(self, who: Session) -> bool:
        return who.is_in(self.work.group.id)

    def pull(self, who: Session) -> None:
        first = [*reviews.review_board(who).offers, *reviews.review_board(who).extras][:1]
        claim = reviews.claim_next(who, self.work.assignment.id)
        assert [claim.submission_id] == [offer.submission.id for offer in first]

    def choose(self, who: Session) -> None:
        offers = reviews.review_board(who).offers
        if offers:
            reviews.claim_review(who, self.chance.choice(offers).submission.id)

    def choose_extra(self, who: Session) -> None:
        """Also what is not offered: pressed on an old page."""
        submission = self.chance.choice(self.newest())
        reviews.claim_review(who, submission.id, extra=self.chance.random() < 0.7)

    def answer(self, who: Session) -> None:
        for claim in self.of(who)[:1]:
            reviewing.save_review(who, claim.id, answer="Yes.", summary="Go on.")
            reviewing.submit_review(who, claim.id)

    def save(self, who: Session) -> None:
        for claim in self.of(who)[:1]:
            reviewing.save_review(who, claim.id, answer="So far.")

    def give_back(self, who: Session) -> None:
        for claim in self.of(who)[:1]:
            reviews.release_review(who, claim.id)

    def decline(self, who: Session) -> None:
        if self.chance.random() < 0.3:
            for claim in self.of(who)[:1]:
                reviews.decline_review(who, claim.id, "No.")

    def wait(self, _: Session) -> None:
        self.work.clock.forward(hours=self.chance.choice([0.1, 0.5, 3, 12, 25]))

    def hand_in(self, who: Session) -> None:
        self.work.hands_in(who, f"Text {self.chance.random()}", title=who.actor.name)

    def keep_away(self, who: Session) -> None:
        if len(self.apart) < 2:
            other = self.somebody()
            conflicts.keep_away(who, other.actor_id)
            self.apart.add(frozenset({who.actor_id, other.actor_id}))

    def crash(self, who: Session) -> None:
        """In the middle of a claim: nothing of it is left."""
        before = self.store.revision()
        try:
            with self.store.transaction():
                reviews.claim_next(who)
                raise Crash
        except Crash:
            assert self.store.revision() == before

    def give_all(self, _: Session) -> None:
        if self.chance.random() < 0.15:
            id = self.work.assignment.id
            plan = allocation.plan_readers(self.work.teacher, id, shuffle=self.chance.randrange(9))
            if plan.given and self.chance.random() < 0.5:
                self.work.clock.forward(hours=1)
            seed = self.chance.randrange(9)
            plan = allocation.plan_readers(self.work.teacher, id, shuffle=seed)
            allocation.assign_readers(self.work.teacher, id, plan.stamp, shuffle=seed)

    def leave(self, who: Session) -> None:
        """And somebody new comes."""
        here = [s for s in self.work.people.values() if self.is_here(s)]
        if self.chance.random() < 0.2 and len(here) > 3:
            leaving.take_out_of_class(self.work.teacher, self.work.group.id, who.actor_id)
        elif self.chance.random() < 0.2:
            gone = [s for s in self.work.people.values() if not self.is_here(s)]
            if gone:
                accounts.enrol(self.work.center, self.work.group, gone[0].actor)
            else:
                self.work.joins(f"Student {len(self.work.people)}")

    def of(self, who: Session) -> list[Claim]:
        mine = self.store.claims.where(reviewer_id=who.actor_id, state=ClaimState.HELD)
        self.chance.shuffle(mine)
        return mine

    def newest(self) -> list[Submission]:
        return latest_only(self.store.submissions.where(assignment_id=self.work.assignment.id))

    # ---- what always holds

    def check(self) -> None:
        claims = self.store.claims.all()
        self.check_claims(claims)
        for who in self.work.people.values():
            self.check_cap(who, [c for c in claims if c.reviewer_id == who.actor_id])

    def check_claims(self, claims: list[Claim]) -> None:
        texts = {s.id: s for s in self.store.submissions.all()}
        written = {review.id: review for review in self.store.reviews.all()}
        twice = Counter((c.reviewer_id, c.submission_id) for c in claims)
        assert max(twice.values(), default=1) == 1, "never twice"
        now = self.work.clock.now()
        for claim in claims:
            assert claim.reviewer_id not in texts[claim.submission_id].author_ids, "never one's own"
            is_held = takes_a_place(claim, now) and claim.state is ClaimState.HELD
            assert not is_held or self.is_here(self.work.session(claim.reviewer_id)), "left"
            assert claim.id in written, "whatever is claimed can be written"
        for submission in texts.values():
            mine = [c for c in claims if c.submission_id == submission.id]
            taken = [c for c in mine if takes_a_place(c, now) and not c.is_extra]
            finished_late = [
                c
                for c in mine
                if c.state is ClaimState.FULFILLED and written[c.id].submitted_at >= c.expires_at
            ]
            within = submission.readers_wanted + len(finished_late)
            assert len(taken) <= within, "no task is over its number unless allowed"
            extra = [c for c in mine if takes_a_place(c, now) and c.is_extra]
            assert len(taken) + len(extra) <= 2 * submission.readers_wanted + len(finished_late)

    def check_cap(self, who: Session, mine: list[Claim]) -> None:
        held = under_the_cap(mine, self.work.clock.now())
        assert len(held) <= self.work.assignment.claims_at_a_time, "nobody is over the cap"

    def check_everyone_is_served(self) -> None:
        """Whoever may read something that is short is offered it, once nothing is kept any more;
        and nobody is offered somebody they keep away from."""
        self.work.clock.forward(hours=KEPT_AT_MOST.total_seconds() / 3600 + 1)
        now = self.work.clock.now()
        for who in self.work.people.values():
            board = reviews.review_board(who)
            offered = {offer.submission.id for offer in board.offers}
            expected = {s.id for s in self.newest() if self.may_take(who, s, now)}
            assert offered == expected
            claims = {s.id: self.store.claims.where(submission_id=s.id) for s in self.newest()}
            taken = [sum(takes_a_place(c, now) for c in claims[id]) for id in _ids(board.offers)]
            again = [o for o in board.offers if any("earlier draft" in r for r in o.reasons)]
            assert board.offers[: len(again)] == tuple(again)
            assert taken[len(again) :] == sorted(taken[len(again) :]), "fewest first"
            if board.extras:
                assert not offered, "beyond the number only when none is short"

    def may_take(self, who: Session, submission: Submission, now) -> bool:
        if not self.is_here(who) or who.actor_id in submission.author_ids:
            return False
        author = replace(who, actor_id=submission.author_id)
        if not self.is_here(author):
            return False
        if frozenset({who.actor_id, submission.author_id}) in self.apart:
            return False
        claims = self.store.claims.where(submission_id=submission.id)
        own = [c for c in claims if c.reviewer_id == who.actor_id]
        if submission.draft_id in self.declined_by(who) or any(
            c.state is ClaimState.FULFILLED for c in own
        ):
            return False
        if any(takes_a_place(c, now) for c in own):
            return False
        return sum(takes_a_place(c, now) for c in claims) < submission.readers_wanted

    def declined_by(self, who: Session) -> set[str]:
        """The drafts of which somebody has said that they can't read them."""
        declined = self.store.claims.where(reviewer_id=who.actor_id, state=ClaimState.DECLINED)
        texts = (self.store.submissions.find(claim.submission_id) for claim in declined)
        return {text.draft_id for text in texts}


def _ids(offers) -> list[str]:
    return [offer.submission.id for offer in offers]
