"""Many processes want the same thing in the same moment."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from settable_clock import SettableClock

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import AlreadyTaken, WritingCenterError
from writing_center.services import accounts, reviews, submissions
from writing_center.services.session import Center, Session
from writing_center.storage.center_store import CenterStore

from .class_at_work import ClassAtWork, class_at_work
from .engines import both_engines

LIMIT = 120
pytestmark = [
    both_engines,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
]
Task = Callable[[Center, int], Any]


def _run(number: int, work: ClassAtWork, url: str, task: Task, start: Any, results: Any) -> None:
    """In a process of its own: open the store, wait for everybody, do it, tell what came of it."""
    store = CenterStore.open(url)
    start.wait(LIMIT)
    try:
        results.put(("done", task(Center(store, work.clock), number)))
    except WritingCenterError as error:
        results.put((type(error).__name__, None))
    except BaseException as error:
        results.put((f"crashed: {error!r}", None))
    finally:
        store.close()


def together(work: ClassAtWork, url: str, many: int, task: Task) -> list[tuple[str, Any]]:
    """What each of many processes came to that began in the same moment."""
    work.center.store.close()  # type: ignore[attr-defined]
    fork = multiprocessing.get_context("fork")
    start, results = fork.Barrier(many), fork.Queue()
    processes = [
        fork.Process(target=_run, args=(number, work, url, task, start, results))
        for number in range(many)
    ]
    for process in processes:
        process.start()
    found = [results.get(timeout=LIMIT) for _ in processes]
    for process in processes:
        process.join(LIMIT)
        assert process.exitcode == 0
    return found


@pytest.fixture
def work(store_url: str, clock: SettableClock) -> ClassAtWork:
    """A class whose store is not open in this process while others race."""
    return class_at_work(store_url, clock)


def outcomes(found: list[tuple[str, Any]]) -> Counter[str]:
    return Counter(what for what, _ in found)


def test_sixteen_race_for_one_claim(work: ClassAtWork, store_url: str) -> None:
    ann = work.joins("Ann")
    work.assignment = work.another_assignment(reviews_wanted=1)
    submission = work.hands_in(ann)
    work.begins(Phase.REVIEW)
    racers = [work.joins(f"Racer {n}").actor_id for n in range(16)]

    def claim(center: Center, number: int) -> str:
        session = Session(center.store, center.clock, racers[number])
        return reviews.claim_review(session, submission.id).reviewer_id

    found = together(work, store_url, 16, claim)
    assert outcomes(found) == {"done": 1, AlreadyTaken.__name__: 15}
    store = CenterStore.open(store_url)
    (kept,) = store.claims.all()
    assert [kept.reviewer_id] == [who for what, who in found if what == "done"]
    assert [review.id for review in store.reviews.all()] == [kept.id]
    assert len(store.activities.where(did="review.claimed")) == 1
    store.close()


def test_one_who_presses_eight_times_has_one_claim(work: ClassAtWork, store_url: str) -> None:
    ann, bo = work.joins("Ann"), work.joins("Bo")
    submission = work.hands_in(ann)
    work.begins(Phase.REVIEW)
    bo_id = bo.actor_id

    def claim(center: Center, _: int) -> str:
        return reviews.claim_review(Session(center.store, center.clock, bo_id), submission.id).id

    found = together(work, store_url, 8, claim)
    assert outcomes(found) == {"done": 8}
    assert len({claim_id for _, claim_id in found}) == 1


def test_one_of_eight_gets_the_name(work: ClassAtWork, store_url: str) -> None:
    code = work.group.join_code
    found = together(
        work,
        store_url,
        8,
        lambda center, n: accounts.join_class(center, code, "Ann", f"passphrase {n}").member.id,
    )
    assert outcomes(found) == {"done": 1, "NameTaken": 7}


def test_one_of_eight_uses_the_link(work: ClassAtWork, store_url: str) -> None:
    ann = work.joins("Ann")
    secret = accounts.invite(ann, ann.actor_id)
    found = together(
        work, store_url, 8, lambda center, n: accounts.redeem_invitation(center, secret).member.id
    )
    assert outcomes(found) == {"done": 1, "InvitationUsed": 7}


def test_a_draft_handed_in_eight_times_at_once_is_one_submission(
    work: ClassAtWork, store_url: str
) -> None:
    ann = work.joins("Ann")
    draft = work.writes(ann)
    ann_id = ann.actor_id

    def submit(center: Center, _: int) -> int:
        session = Session(center.store, center.clock, ann_id)
        return submissions.submit_draft(session, draft.id).number

    assert outcomes(together(work, store_url, 8, submit)) == {"done": 1, "InvalidInput": 7}
