"""Many processes on one store."""

import os
import sys
from collections.abc import Callable

import pytest
from tinydb import where

from writing_center.storage import Database, open_database
from writing_center.storage.errors import TransactionForked

from .processes import together


def test_eight_processes_with_fifty_inserts_make_four_hundred(
    database: Database, database_url: str
) -> None:
    assert together("insert_fifty", database_url, 8) == [50] * 8
    assert len(database) == 400
    assert len({document.doc_id for document in database}) == 400
    for who in map(str, range(8)):
        assert [document["n"] for document in database.search(where("who") == who)] == list(
            range(50)
        )


def test_sixteen_processes_open_a_new_store_at_once(database_url: str) -> None:
    assert sorted(together("open_new", database_url, 16)) == list(range(1, 17))
    with open_database(database_url) as database:
        assert database.tables() == {"_default"}
        assert {document["who"] for document in database} == set(map(str, range(16)))


def test_one_of_sixteen_wins_a_claim(database: Database, database_url: str) -> None:
    assert sum(together("claim", database_url, 16)) == 1
    assert len(database.table("claims")) == 1


def in_child(task: Callable[[], None]) -> int:
    """Fork, do it in the child, and end the child as ``sys.exit`` does; its exit code."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            task()
            code = 0
        except BaseException as error:
            print(repr(error), file=sys.stderr)
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@needs_fork
def test_parent_and_child_go_on_after_a_fork(database: Database) -> None:
    database.insert({"who": "parent"})
    for _ in range(3):
        assert (
            in_child(lambda: [database.insert({"who": "child"}) for _ in range(20)] and None) == 0
        )
        assert database.count(where("who") == "child") % 20 == 0
        database.insert({"who": "parent"})
    assert len(database) == 64


@needs_fork
def test_a_transaction_is_not_carried_into_a_child(database: Database) -> None:
    def write_in_child() -> None:
        with pytest.raises(TransactionForked):
            database.insert({"who": "child"})
        with pytest.raises(TransactionForked):
            database.all()

    with database.transaction():
        database.insert({"who": "parent"})
        assert in_child(write_in_child) == 0
        database.insert({"who": "parent"})
    assert [document["who"] for document in database] == ["parent", "parent"]


@needs_fork
def test_a_child_that_leaves_the_block_does_not_end_the_parents_transaction(
    database: Database,
) -> None:
    """The child runs to the end of the block, where the parent commits."""
    pid = None
    try:
        with database.transaction():
            with database.transaction():
                database.insert({"n": 1})
                pid = os.fork()
                if pid:
                    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
            database.insert({"n": 2})
    except TransactionForked:
        os._exit(7 if pid == 0 else 8)
    finally:
        if pid == 0:
            os._exit(9)
    assert database.all() == [{"n": 1}, {"n": 2}]


@needs_fork
def test_a_child_that_leaves_a_loop_does_not_disturb_the_parents(database: Database) -> None:
    database.insert_multiple({"n": n} for n in range(3000))
    seen = 0
    for _ in database:
        if seen == 100:
            assert in_child(lambda: database.insert({}) and None) == 0
        seen += 1
    assert seen == 3000
    assert len(database) == 3001
