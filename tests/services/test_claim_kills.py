"""Readers whose processes are killed while they claim and write: the rules hold, over both engines."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from settable_clock import SettableClock

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import NothingToReview
from writing_center.domain.reviews import ClaimState
from writing_center.services import reviewing, reviews
from writing_center.services.session import Session
from writing_center.storage.center_store import CenterStore

from .any_class import AnyClass
from .class_at_work import ClassAtWork, class_at_work
from .engines import both_engines

READERS = 8
pytestmark = [
    both_engines,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
]


def read_all(url: str, clock: SettableClock, reader_id: str, say: int, doomed: bool) -> None:
    """Pull and answer until nothing is left; tell what is claimed and what is handed in.

    The doomed are killed while they hand their first review in, before it is committed.
    """
    store = CenterStore.open(url)
    session = Session(store, clock, reader_id)
    with suppress(NothingToReview):
        while True:
            claim = reviews.claim_next(session)
            os.write(say, json.dumps(["claimed", claim.id]).encode() + b"\n")
            reviewing.save_review(session, claim.id, answer="Yes.", summary="Go on.")
            with store.transaction():
                reviewing.submit_review(session, claim.id)
                if doomed:
                    os.kill(os.getpid(), signal.SIGKILL)
            os.write(say, json.dumps(["in", claim.id]).encode() + b"\n")
    store.close()


@contextmanager
def reading(
    url: str, clock: SettableClock, reader_id: str, doomed: bool
) -> Iterator[tuple[int, int]]:
    """Somebody's process; its id, and where it is heard."""
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            read_all(url, clock, reader_id, say, doomed)
            code = 0
        finally:
            os._exit(code)
    os.close(say)
    try:
        yield pid, hear
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
        os.close(hear)


def lines(said: bytes) -> list[list[str]]:
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]


def rest(hear: int) -> bytes:
    with os.fdopen(os.dup(hear), "rb") as said:
        return said.read()


def test_half_of_the_readers_are_killed(store_url: str, clock: SettableClock) -> None:
    work = class_at_work(store_url, clock)
    work.assignment = work.another_assignment(reviews_wanted=2)
    for number in range(READERS):
        work.hands_in(work.joins(f"Student {number}"), title=f"Student {number}")
    work.begins(Phase.REVIEW)
    ids = [session.actor_id for session in work.people.values()]
    work.center.store.close()  # type: ignore[attr-defined]
    said = let_them_read(store_url, clock, ids)
    opened = reopened(work, store_url)
    claims = {claim.id: claim for claim in opened.store.claims.all()}
    for what, claim_id in said:
        assert claim_id in claims, "what was acknowledged is there"
        assert what == "claimed" or opened.store.reviews.find(claim_id).submitted_at
    opened.check()
    states = [claim.state for claim in claims.values()]
    assert states.count(ClaimState.HELD) == READERS // 2, "what was not committed is not there"
    clock.forward(hours=25)
    for _ in range(2 * READERS):
        for session in opened.work.people.values():
            with suppress(NothingToReview):
                claim = reviews.claim_next(session)
                reviewing.save_review(session, claim.id, answer="Yes.", summary="Go on.")
                reviewing.submit_review(session, claim.id)
    opened.check()
    for submission in opened.newest():
        assert opened.store.claims.count(submission_id=submission.id, state="fulfilled") >= 2
    opened.store.close()


def let_them_read(url: str, clock: SettableClock, ids: list[str]) -> list[list[str]]:
    """All at once, every other of them doomed."""
    said: list[list[str]] = []
    with ExitStack() as stack:
        readers = [
            stack.enter_context(reading(url, clock, one, number % 2 == 0))
            for number, one in enumerate(ids)
        ]
        for number, (pid, hear) in enumerate(readers):
            said += lines(rest(hear))
            _, status = os.waitpid(pid, 0)
            died_of = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            assert died_of == (signal.SIGKILL if number % 2 == 0 else 0), "the others end well"
    return said


def reopened(work: ClassAtWork, url: str) -> AnyClass:
    store = CenterStore.open(url)
    work.center = type(work.center)(store, work.clock)
    work.people = {
        name: Session(store, work.clock, session.actor_id) for name, session in work.people.items()
    }
    return AnyClass(work, 0)
