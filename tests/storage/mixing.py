"""What each of sixteen processes does in the long mix: a bit of everything, at random."""

import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tinydb import where
from tinydb.table import Document

from writing_center.storage import Database, open_database

ACCOUNTS, START = 8, 1000


class Undone(Exception):
    """Takes a transaction back."""


class Worker:
    """One process: it remembers what it was told is kept."""

    def __init__(self, database: Database, who: str) -> None:
        self.database, self.who, self.random = database, who, random.Random(who)
        self.done: Counter[str] = Counter()
        self.mine: dict[int, int] = {}

    def increment(self) -> None:
        """Reads and writes in one operation."""
        self.database.table("counters").update(count_up, where("name") == "one")

    def increment_in_two_steps(self) -> None:
        """Reads and writes in one transaction; half of them are taken back."""
        with suppress(Undone), self.database.transaction():
            counters = self.database.table("counters")
            found = counters.get(where("name") == "two")
            counters.update({"n": found["n"] + 1}, doc_ids=[found.doc_id])
            if self.random.random() < 0.5:
                raise Undone
            self.done["kept in two steps"] += 1

    def transfer(self) -> None:
        """Two documents together."""
        giver, taker = self.random.sample(range(ACCOUNTS), 2)
        with self.database.transaction():
            accounts = self.database.table("accounts")
            accounts.update(count_down, where("id") == giver)
            accounts.update(count_up, where("id") == taker)

    def insert(self) -> None:
        n = self.done["insert"]
        number = self.database.table("log").insert({"who": self.who, "n": n, "text": "x" * n})
        self.mine[number] = n

    def insert_many(self) -> None:
        given = [{"who": self.who, "n": -n} for n in range(1, 20)]
        numbers = self.database.table("log").insert_multiple(given)
        self.mine.update(zip(numbers, range(-1, -20, -1), strict=True))

    def remove(self) -> None:
        if self.mine:
            number = self.random.choice(list(self.mine))
            assert self.database.table("log").remove(doc_ids=[number]) == [number]
            del self.mine[number]

    def upsert(self) -> None:
        mine = {"who": self.who, "n": self.done["upsert"] + 1}
        self.database.table("latest").upsert(mine, where("who") == self.who)

    def put(self) -> None:
        mine = {"who": self.who, "n": self.done["put"] + 1}
        self.database.table("put").put([mine], "who")

    def make_and_drop(self) -> None:
        self.database.table("scratch").insert(Document({}, self.random.randrange(1 << 40)))
        self.database.drop_table("scratch")

    def read(self) -> None:
        """All at one moment."""
        accounts = self.database.table("accounts").all()
        assert sum(account["n"] for account in accounts) == ACCOUNTS * START
        found = self.database.table("log").search(where("who") == self.who)
        assert {document.doc_id: document["n"] for document in found} == self.mine
        assert len(self.database.table("log")) >= len(self.mine)
        self.database.revision()


def count_up(document: dict[str, Any]) -> None:
    document["n"] += 1


def count_down(document: dict[str, Any]) -> None:
    document["n"] -= 1


def mix(url: str, argument: str) -> dict[str, Any]:
    """Go on for some seconds; what was done and is kept."""
    who, seconds = argument.split("/")
    with open_database(url) as database:
        worker = Worker(database, who)
        tasks: list[Callable[[], None]] = [
            worker.increment,
            worker.increment_in_two_steps,
            worker.transfer,
            worker.insert,
            worker.insert_many,
            worker.remove,
            worker.upsert,
            worker.put,
            worker.make_and_drop,
            worker.read,
        ]
        until = time.monotonic() + float(seconds)
        while time.monotonic() < until:
            task = worker.random.choice(tasks)
            task()
            worker.done[task.__name__] += 1
        return {"done": worker.done, "mine": worker.mine}
