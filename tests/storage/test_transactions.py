"""``Database.transaction`` and ``Database.revision``."""

# ruff: noqa: PT012 -- what a transaction does with an error is seen from outside of it.

import threading
from queue import Queue

import pytest
from tinydb import where

from writing_center.storage import Database, open_database


class Stop(Exception):
    pass


def test_everything_inside_is_kept_together(database: Database, database_url: str) -> None:
    with open_database(database_url) as other:
        with database.transaction():
            database.table("a").insert({"n": 1})
            database.table("b").insert({"n": 2})
            assert database.table("a").contains(where("n") == 1)
            assert other.tables() == set()
        assert other.table("a").all() == [{"n": 1}]
        assert other.table("b").all() == [{"n": 2}]


def test_an_error_takes_everything_back(database: Database) -> None:
    database.table("a").insert({"n": 0})
    before = database.storage.read(), database.revision()
    with pytest.raises(Stop), database.transaction():
        database.table("a").update({"n": 1})
        database.table("a").insert({"n": 2})
        database.table("b").insert({})
        database.drop_table("a")
        raise Stop
    assert (database.storage.read(), database.revision()) == before
    assert database.table("a").insert({}) == 2


def test_an_error_inside_takes_back_the_inner_part_only(database: Database) -> None:
    with database.transaction():
        database.insert({"n": 1})
        with pytest.raises(Stop), database.transaction():
            database.insert({"n": 2})
            database.table("new").insert({})
            raise Stop
        with database.transaction():
            database.insert({"n": 3})
    assert [(document.doc_id, document["n"]) for document in database] == [(1, 1), (2, 3)]
    assert database.tables() == {"_default"}


def test_an_inner_part_is_not_kept_without_the_whole(database: Database) -> None:
    with pytest.raises(Stop), database.transaction():
        with database.transaction():
            database.insert({"n": 1})
        raise Stop
    assert len(database) == 0


def test_an_operation_that_fails_leaves_the_transaction_usable(database: Database) -> None:
    with database.transaction():
        database.insert({"n": 1})
        with pytest.raises(TypeError):
            database.insert_multiple([{"n": 2}, {"n": object()}])
        with pytest.raises(ZeroDivisionError):
            database.update(lambda document: document.update(n=1 / 0))
        database.insert({"n": 3})
    assert [document["n"] for document in database] == [1, 3]


def test_threads_have_transactions_of_their_own(database: Database) -> None:
    heard: Queue[int] = Queue()
    go_on, read = threading.Event(), threading.Event()

    def other() -> None:
        heard.put(len(database))
        read.set()
        with database.transaction():
            heard.put(len(database))
            database.insert({"who": "other"})

    thread = threading.Thread(target=other)
    with database.transaction():
        database.insert({"who": "one"})
        thread.start()
        assert read.wait(30)
        database.insert({"who": "one"})
        go_on.set()
    thread.join(30)
    assert [heard.get(timeout=30), heard.get(timeout=30)] == [0, 2]
    assert len(database) == 3


def test_a_revision_tells_of_every_change_and_of_nothing_else(
    database: Database, database_url: str
) -> None:
    with open_database(database_url) as other:
        assert other.revision("a") == other.revision() == 0
        seen = {0}
        for change in (
            lambda: database.table("a").insert({"n": 1}),
            lambda: database.table("a").update({"n": 2}),
            lambda: database.table("a").remove(where("n") == 2),
            lambda: database.table("a").insert({}),
            lambda: database.table("a").truncate(),
            lambda: database.drop_table("a"),
            lambda: database.table("a").insert({}),
            lambda: database.drop_tables(),
        ):
            change()
            assert other.revision("a") not in seen
            assert other.revision() == other.revision("a")
            seen.add(other.revision("a"))
        database.table("b").insert({"n": 1})
        now = other.revision()
        database.table("b").update({"n": 1})
        database.table("b").remove(where("n") == 7)
        database.table("b").search(where("n") == 1)
        assert other.revision() == now
