"""What other processes do in tests: ``python workers.py NAME URL ARGUMENT``.

Each says "ready", waits for a line, does its part, and prints its result as JSON.
"""

import json
import sys

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


def main() -> None:
    name, url, who = sys.argv[1:]
    if name == "mix":
        from mixing import mix as task
    else:
        task = globals()[name]
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(task(url, who)), flush=True)


if __name__ == "__main__":
    main()
