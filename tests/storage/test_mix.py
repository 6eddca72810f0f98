"""Sixteen processes doing a mix of everything: nothing is lost, and nobody is sent away."""

import os
from collections import Counter

from tinydb import where

from writing_center.storage import Database

from .looking_inside import kept_tallies, listed, right_tallies
from .mixing import ACCOUNTS, START
from .processes import together

SECONDS = int(os.environ.get("WRITING_CENTER_MIX_SECONDS", "30"))


def test_sixteen_processes_for_thirty_seconds(database: Database, database_url: str) -> None:
    database.table("counters").insert_multiple({"name": name, "n": 0} for name in ("one", "two"))
    database.table("accounts").insert_multiple({"id": n, "n": START} for n in range(ACCOUNTS))
    # Whoever met an error ends with it, and fails this.
    results = together("mix", database_url, 16, f"/{SECONDS}")
    done: Counter[str] = sum((Counter(result["done"]) for result in results), Counter())
    print(f"{sum(done.values()):,} operations in {SECONDS} s: {dict(done)}")
    counters = {counter["name"]: counter["n"] for counter in database.table("counters")}
    assert counters == {"one": done["increment"], "two": done["kept in two steps"]}
    assert sum(account["n"] for account in database.table("accounts")) == ACCOUNTS * START
    log = {str(document.doc_id): document["n"] for document in database.table("log")}
    assert log == {number: n for result in results for number, n in result["mine"].items()}
    for number, result in enumerate(results):
        for table, task in (("latest", "upsert"), ("put", "put")):
            [last] = database.table(table).search(where("who") == str(number)) or [{"n": 0}]
            assert last["n"] == result["done"].get(task, 0)
    assert "scratch" not in database.tables()
    kept, right = kept_tallies(database), right_tallies(database)
    assert {name: size for name, (size, _) in kept.items()} == {
        name: size for name, (size, _) in right.items()
    }
    assert len({number for number, *_ in listed(database, "log")}) == len(log)
