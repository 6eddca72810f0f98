"""Writers that are killed at any moment: what was acknowledged is there, and nothing half.

A SIGKILL can't show that a commit is on the disk rather than in the system's memory: for that,
``synchronous = FULL`` is asserted in ``test_opening``.
"""

import json
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tinydb import where

from writing_center.storage import Database, StoreUnavailable, open_database
from writing_center.storage.errors import CommitUnknown

from .looking_inside import kept_tallies, listed, right_tallies
from .postgres import PostgresServer

KILLS = 200
LONGEST = 0.06
Said = list[tuple[str, int]]


def write_on(database: Database, run: int, say: int, n: int) -> None:
    """One transaction over three tables: small, or at times with much in it."""
    with database.transaction():
        database.table("left").insert({"run": run, "n": n, "text": "x" * (n % 7 * 1000)})
        if n % 9 == 8:
            database.table("bulk").insert_multiple({"run": run, "n": n} for _ in range(100))
        if n % 5 == 4:
            database.table("bulk").remove((where("run") == run) & (where("n") == n - 5))
        database.table("last").upsert({"run": run, "n": n}, where("run") == run)
        database.table("right").insert({"run": run, "n": n})
    os.write(say, json.dumps(["kept", n]).encode() + b"\n")


@contextmanager
def writing(url: str, run: int) -> Iterator[tuple[int, int]]:
    """A process that opens the store and writes on and on; its id, and where it says what is kept.

    It goes on after the database was away, as a server does.
    """
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            with open_database(url) as database:
                for n in range(1_000_000):
                    try:
                        write_on(database, run, say, n)
                    except CommitUnknown:
                        os.write(say, json.dumps(["unknown", n]).encode() + b"\n")
                    except StoreUnavailable:
                        os.write(say, json.dumps(["refused", n]).encode() + b"\n")
                        time.sleep(0.005)
        finally:
            os._exit(1)
    os.close(say)
    try:
        yield pid, hear
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(hear)


def heard(hear: int) -> Said:
    """All that a process that is gone has said; it may have been killed inside a line."""
    with os.fdopen(os.dup(hear), "rb") as said:
        return [tuple(json.loads(line)) for line in said if line.endswith(b"\n")]


def check(database: Database, run: int, said: Said) -> None:
    """What a run left: all that it said was kept, perhaps one more that it couldn't say, and of
    each transaction everything or nothing."""
    mine = where("run") == run
    left = [document["n"] for document in database.table("left").search(mine)]
    kept = {n for answer, n in said if answer == "kept"}
    refused = {n for answer, n in said if answer == "refused"}
    unknown = {n for answer, n in said if answer == "unknown"}
    assert left == sorted(set(left))
    assert left == [document["n"] for document in database.table("right").search(mine)]
    assert kept <= set(left)
    assert not refused & set(left)
    more = set(left) - kept - unknown
    assert more <= {max(kept | refused | unknown, default=-1) + 1}
    assert database.table("last").search(mine) == ([{"run": run, "n": left[-1]}] if left else [])
    for n in {document["n"] for document in database.table("bulk").search(mine)}:
        assert n in left
        assert database.table("bulk").count(mine & (where("n") == n)) == 100


def check_inside(database: Database) -> None:
    kept, right = kept_tallies(database), right_tallies(database)
    for name in database.tables():
        assert kept[name] == right[name]
        assert 0 not in {number for number, *_ in listed(database, name)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_two_hundred_kills(sqlite_path: Path) -> None:
    url = f"sqlite:///{sqlite_path}"
    chance = random.Random(1)
    all_said = []
    for run in range(KILLS):
        with writing(url, run) as (pid, hear):
            # Every other while it opens the store, or soon after; the rest while it writes.
            first = os.read(hear, 1 << 16) if run % 2 else b""
            time.sleep(chance.uniform(0, LONGEST))  # At any moment: there is nothing to wait for.
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            all_said.append(parsed(first) + heard(hear))
        with open_database(url) as database:
            check(database, run, all_said[-1])
        check_integrity(sqlite_path)
    with open_database(url) as database:
        for run, said in enumerate(all_said):
            check(database, run, said)
        check_inside(database)
    told = sum(len(said) for said in all_said)
    print(f"{KILLS} kills, {told} transactions acknowledged")
    assert told > KILLS // 2
    assert any(not said for said in all_said)


def check_integrity(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@pytest.mark.parametrize("how", ["shutdown", "kill"])
def test_a_server_that_dies_under_a_writer(postgres: PostgresServer, how: str) -> None:
    url = postgres.new_database()
    open_database(url).close()
    chance = random.Random(2)
    answers = set()
    for run in range(6):
        with writing(url, run) as (pid, hear):
            os.set_blocking(hear, True)
            first = os.read(hear, 1 << 16)
            time.sleep(chance.uniform(0, LONGEST))
            postgres.crash(kill=how == "kill")
            # It goes on by itself once the server is back.
            now = b""
            while b"kept" not in now.rpartition(b"refused")[2]:
                now += os.read(hear, 1 << 16)
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            said = parsed(first + now) + heard(hear)
        with open_database(url) as database:
            check(database, run, said)
        answers |= {answer for answer, _ in said}
    with open_database(url) as database:
        check_inside(database)
    assert {"kept", "refused"} <= answers


def parsed(text: bytes) -> Said:
    return [tuple(json.loads(line)) for line in text.splitlines()]
