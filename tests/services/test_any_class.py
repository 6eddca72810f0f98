"""Random classes, clocks and crashes: the rules of claiming never break, over both engines."""

from collections import Counter

import pytest
from settable_clock import SettableClock

from writing_center.domain.errors import NothingToReview

from .any_class import AnyClass
from .class_at_work import class_at_work
from .engines import both_engines

SEEDS = {"sqlite": range(6), "postgresql": range(6, 9)}
STEPS = 60


@both_engines
def test_the_rules_never_break(store_url: str, clock: SettableClock, request, tmp_path) -> None:
    done: Counter[str] = Counter()
    engine = store_url.split(":")[0].split("+")[0]
    for seed in SEEDS[engine]:
        url = f"sqlite:///{tmp_path}/{seed}.db"
        if engine == "postgresql":
            url = request.getfixturevalue("postgres_server").new_database()
        it = AnyClass(class_at_work(url, SettableClock()), seed)
        it.set_up()
        it.run(STEPS)
        it.check_everyone_is_served()
        it.store.close()
        done += it.done
    for act in (
        "pull",
        "choose",
        "choose_extra",
        "answer",
        "crash",
        "give_all",
        "leave",
        "decline",
    ):
        assert done[act], f"too few of {act}: {done}"


@pytest.mark.parametrize("seed", range(3))
def test_a_class_that_goes_on_pulling_is_read(tmp_path, seed: int) -> None:
    """Nobody waits for ever: when everybody pulls and answers, every text has its readers."""
    it = AnyClass(class_at_work(f"sqlite:///{tmp_path}/center.db", SettableClock()), seed)
    it.set_up()
    for _ in range(12):
        for who in it.work.people.values():
            try:
                it.pull(who)
            except NothingToReview:
                continue
            it.answer(who)
            it.check()
    many = len(it.work.people)
    for submission in it.newest():
        answered = it.store.reviews.where(submission_id=submission.id)
        assert len(answered) >= min(submission.readers_wanted, many - 1)
    it.store.close()
