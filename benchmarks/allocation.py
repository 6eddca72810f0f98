"""How fast a class gets its readers, and how evenly: ``python benchmarks/allocation.py``.

Beside two peers in the same run: *greedy* (each text to anybody with least, in an order by chance;
what a spreadsheet does) and a minimum-cost flow (networkx: exact, so only for small classes).
"Spread" is the most that anybody reads minus the least; "swaps" are pairs that read each other.
Every tenth student keeps away from two others, and every twentieth text has two authors. The last
lines are the whole use case in a store: the plan as it is seen, and doing it.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from writing_center.domain.assignments import Assignment, Phase, PhaseStart
from writing_center.domain.ids import new_id
from writing_center.domain.matching import Pair, Text, match
from writing_center.domain.people import Group, Member, Membership, Role
from writing_center.domain.submissions import Submission
from writing_center.services.allocation import assign_readers, plan_readers
from writing_center.services.session import Session
from writing_center.storage.center_store import CenterStore

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
FLOW_UP_TO = 300
Solver = Callable[[Sequence[str], Sequence[Text]], list[Pair]]


def a_class(size: int, wanted: int) -> tuple[list[str], list[Text]]:
    """Readers and their texts, with some who keep apart and some who write together."""
    chance = random.Random(size)
    readers = [f"member {n}" for n in range(size)]
    away: dict[str, set[str]] = {reader: set() for reader in readers}
    for reader in readers[::10]:
        for other in chance.sample(readers, 2):
            away[reader].add(other)
            away[other].add(reader)
    texts = []
    for n, reader in enumerate(readers):
        if n % 20 == 1:
            continue  # wrote with the one before
        authors = (reader, readers[n + 1]) if n % 20 == 0 and n + 1 < size else (reader,)
        closed = frozenset(other for author in authors for other in away[author])
        texts.append(Text(f"text {n}", authors, wanted, closed_to=closed))
    return readers, texts


def ours(readers: Sequence[str], texts: Sequence[Text]) -> list[Pair]:
    return list(match(readers, texts, seed=1).pairs)


def greedy(readers: Sequence[str], texts: Sequence[Text]) -> list[Pair]:
    chance = random.Random(1)
    load = dict.fromkeys(readers, 0)
    pairs = []
    for text in chance.sample(list(texts), len(texts)):
        mixed = chance.sample(list(readers), len(readers))
        able = [reader for reader in mixed if text.may_have(reader)]
        for reader in sorted(able, key=load.__getitem__)[: text.wanted]:
            load[reader] += 1
            pairs.append((reader, text.id))
    return pairs


def flow(readers: Sequence[str], texts: Sequence[Text]) -> list[Pair]:
    import networkx

    graph = networkx.DiGraph()
    most = sum(text.wanted for text in texts)
    for text in texts:
        graph.add_edge("source", text.id, capacity=text.wanted, weight=0)
        for reader in readers:
            if text.may_have(reader):
                graph.add_edge(text.id, reader, capacity=1, weight=0)
    for reader in readers:
        for n in range(-(-most // len(readers)) + 2):
            graph.add_edge(reader, (reader, n), capacity=1, weight=n)
            graph.add_edge((reader, n), "sink", capacity=1, weight=0)
    found = networkx.max_flow_min_cost(graph, "source", "sink")
    return [(r, text.id) for text in texts for r, used in found[text.id].items() if used]


def measured(solve: Solver, readers: Sequence[str], texts: Sequence[Text]) -> str:
    begin = time.perf_counter()
    pairs = solve(readers, texts)
    seconds = time.perf_counter() - begin
    load = dict.fromkeys(readers, 0)
    authors = {text.id: text.author_ids for text in texts}
    reads = set()
    for reader, text in pairs:
        load[reader] += 1
        reads |= {(reader, author) for author in authors[text]}
    swaps = sum((b, a) in reads for a, b in reads) // 2
    spread = max(load.values()) - min(load.values())
    return f"{seconds:9.3f} s {spread:7} {swaps:6}"


def in_a_store(size: int, wanted: int) -> tuple[float, float]:
    """Seconds for the plan as a teacher sees it, and for doing it."""
    with tempfile.TemporaryDirectory() as folder:
        store = CenterStore.open(f"sqlite:///{Path(folder) / 'center.db'}")
        session, assignment = _filled(store, size, wanted)
        begin = time.perf_counter()
        plan = plan_readers(session, assignment.id)
        seen = time.perf_counter()
        assign_readers(session, assignment.id, plan.stamp)
        done = time.perf_counter()
        assert store.claims.count() == plan.given == size * wanted
        store.close()
    return seen - begin, done - seen


class _Clock:
    def now(self) -> datetime:
        return NOW


def _filled(store: CenterStore, size: int, wanted: int) -> tuple[Session, Assignment]:
    people = [Member(new_id(NOW), f"Student {n}", f"student {n}", NOW) for n in range(size)]
    teacher = Member(new_id(NOW), "Teacher", "teacher", NOW, is_teacher=True)
    group = store.groups.put(Group(new_id(NOW), "term", "Everybody", "code", NOW))
    store.members.add_many([teacher, *people])
    roles = [(teacher, Role.TEACHER), *((person, Role.STUDENT) for person in people)]
    store.memberships.add_many(
        Membership(f"{group.id}/{who.id}", group.id, who.id, role, NOW) for who, role in roles
    )
    starts = (PhaseStart(Phase.REVIEW, NOW),)
    assignment = store.assignments.put(
        Assignment(new_id(NOW), group.id, "Essay", "", "", teacher.id, NOW, starts, wanted)
    )
    text = "What the reader sees first decides how the rest is read. " * 60
    store.submissions.add_many(
        Submission(
            new_id(NOW), new_id(NOW), who.id, assignment.id, 1, "T", text, "?", "", NOW, wanted
        )
        for who in people
    )
    return Session(store, _Clock(), teacher.id), assignment


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split(":")[0])
    asked.add_argument("--sizes", type=int, nargs="+", default=[30, 300, 2000])
    asked.add_argument("--wanted", type=int, default=3)
    options = asked.parse_args()
    print(f"{'':24}{'time':>11} {'spread':>7} {'swaps':>6}")
    for size in options.sizes:
        readers, texts = a_class(size, options.wanted)
        solvers = [("ours", ours), ("greedy", greedy)]
        solvers += [("min-cost flow", flow)] if size <= FLOW_UP_TO else []
        for name, solve in solvers:
            print(f"{size:6} {name:17}{measured(solve, readers, texts)}")
    for size in options.sizes:
        seen, done = in_a_store(size, options.wanted)
        print(f"{size:6} in a store: seen after {seen:.2f} s, done after {done:.2f} s more")


if __name__ == "__main__":
    main()
