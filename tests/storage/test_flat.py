"""What must not grow with the store: memory, and the rows that a database looks at. Not measured
in seconds: ``benchmarks/store.py`` does that."""

import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event
from tinydb import where

from writing_center.storage import Database, Records, open_database

MEGABYTE = 1_000_000


def peak(task: Callable[[], object]) -> int:
    """The most memory that a task needs at a time, in bytes."""
    tracemalloc.start()
    try:
        task()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@dataclass(frozen=True)
class Task:
    id: str
    reviewer_id: str
    state: str = "open"
    text: str = ""


def test_reading_a_large_table_needs_little_memory(database: Database) -> None:
    for _ in range(5):
        database.insert_multiple({"text": "x" * 10_000, "n": n % 50} for n in range(1_000))

    def read() -> None:
        assert sum(1 for _ in database) == 5000 == len(database)
        assert database.count(where("n").test(lambda n: n > 9)) == 4000
        assert database.get(where("n") == 3)
        assert not database.contains(where("n") == 70)

    # The table is 50 MB; a page of it, and its rows' text, about 20.
    read()
    assert peak(read) < 45 * MEGABYTE


def test_looking_at_ones_own_needs_the_same_memory_at_any_size(database_url: str) -> None:
    def look() -> None:
        with open_database(database_url) as database:
            tasks = Records(database, "tasks", Task)
            assert len(tasks.where(reviewer_id="r7")) == 5
            assert len(tasks.where(reviewer_id="r7", state="open")) == 5
            assert tasks.first(id="t20")
            tasks.put(Task("t20", "r4", text="later"))
            assert database.table("tasks").update({"text": "new"}, where("id") == "t21") == [22]
            assert database.table("tasks").remove(where("id") == "nobody") == []
            assert tasks.count() > 0
            database.revision("tasks")

    def fill(numbers: range) -> None:
        with open_database(database_url) as database:
            given = [Task(f"t{n}", f"r{n // 5}", text="x" * 500) for n in numbers]
            Records(database, "tasks", Task).add_many(given)

    fill(range(200))
    look()
    small = peak(look)
    fill(range(200, 5_000))
    assert peak(look) < small + 0.3 * MEGABYTE


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, object]]]:
    """What is asked of the database within the block."""
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append((statement, given))

    engine = database.storage.connections._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def tasks(database: Database) -> Records[Task]:
    return filled(database)


def filled(database: Database) -> Records[Task]:
    collection = Records(database, "tasks", Task)
    states = ["open"] + ["done"] * 99
    collection.add_many(Task(f"t{n}", f"r{n}", states[n % 100]) for n in range(2000))
    return collection


def test_a_find_by_a_default_counts_nothing(database: Database, tasks: Records[Task]) -> None:
    """Every row has the field: the index knows all of them that are open."""
    with statements(database) as asked:
        assert [task.id for task in tasks.where(state="open")] == [f"t{n * 100}" for n in range(20)]
    assert len(asked) == 2
    assert not any("count(" in statement.lower() for statement, _ in asked)
    # Once a row is without it, the default is its value all the same.
    database.table("tasks").insert({"id": "old", "reviewer_id": "r1"})
    assert len(tasks.where(state="open")) == 21
    database.table("tasks").remove(where("id") == "old")
    assert len(tasks.where(state="open")) == 20


def test_counting_all_looks_at_one_row(database: Database, tasks: Records[Task]) -> None:
    with statements(database) as asked:
        assert tasks.count() == len(database.table("tasks")) == 2000
    assert all("center_documents" not in statement for statement, _ in asked)
    assert len(asked) == 2


def test_nothing_looks_through_a_table(sqlite_path: Path) -> None:
    """SQLite says how it would go about each statement."""
    with open_database(f"sqlite:///{sqlite_path}") as database:
        tasks = filled(database)
        with statements(database) as asked:
            tasks.put(Task("new", "r1"))
            tasks.put(Task("t5", "r1"))
            database.table("tasks").insert({"id": "other"})
            database.table("tasks").update({"text": "x"}, doc_ids=[7])
            database.table("tasks").update({"text": "y"}, where("id") == "t9")
            database.table("tasks").remove(where("id") == "t10")
            tasks.where(reviewer_id="r3")
    connection = sqlite3.connect(sqlite_path)
    plans = [
        row[3]
        for statement, given in asked
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE")
        for row in connection.cursor().execute(
            f"EXPLAIN QUERY PLAN {statement}", given[0] if isinstance(given, list) else given
        )
    ]
    connection.close()
    assert len(plans) > 20
    big = ("center_documents", "center_index")
    assert [p for p in plans if p.startswith("SCAN") and p.split()[1] in big] == []
