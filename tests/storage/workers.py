"""What other processes do in tests: ``python workers.py NAME URL ARGUMENT``.

Each says "ready", waits for a line, does its part, and prints its result as JSON.
"""

import json
import sys
import time

from tinydb import where

from writing_center.storage import open_database


def insert_fifty(url: str, who: str) -> int:
    with open_database(url) as database:
        return len([database.insert({"who": who, "n": n}) for n in range(50)])


def open_new(url: str, who: str) -> int:
    with open_database(url) as database:
        return database.insert({"who": who})


def claim(url: str, who: str) -> bool:
    """Read the claims and take the task if nobody has it."""
    with open_database(url) as database, database.transaction():
        claims = database.table("claims")
        if claims.contains((where("task") == "t1") & (where("live") == True)):  # noqa: E712
            return False
        claims.insert({"task": "t1", "live": True, "who": who})
        return True


def count_up(url: str, _who: str) -> int:
    """A mix: increments, inserts, searches and removals, until the time is up."""
    with open_database(url) as database:
        done, until = 0, time.monotonic() + 2
        while time.monotonic() < until:
            database.update(increment, where("name") == "counter")
            mine = database.table("log").insert({"n": done})
            database.table("log").search(where("n") == done)
            if done % 2:
                database.table("log").remove(doc_ids=[mine])
            done += 1
        return done


def increment(document: dict[str, int]) -> None:
    document["n"] += 1


def write_until_killed(url: str, _who: str) -> None:
    """Pairs in one transaction each; a number is printed once it is acknowledged."""
    with open_database(url) as database:
        for n in range(1_000_000):
            with database.transaction():
                database.table("left").insert({"n": n})
                database.table("right").insert({"n": n})
            print(n, flush=True)


def main() -> None:
    name, url, who = sys.argv[1:]
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(globals()[name](url, who)), flush=True)


if __name__ == "__main__":
    main()
