"""Opening a store, what is set on it, and what is said when it can't be used."""

# ruff: noqa: PT012 -- what a transaction does with an error is seen from outside of it.

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from tinydb import TinyDB

from writing_center.storage import (
    Database,
    StoreTooNew,
    StoreUnavailable,
    open_database,
    postgresql,
    sqlite,
)
from writing_center.storage.errors import (
    CommitUnknown,
    ConnectionLost,
    StoreBusy,
    StoreError,
    translated,
)

from .postgres import PostgresServer


def assert_one_sentence(error: StoreError) -> None:
    said = str(error)
    assert said.endswith(".")
    assert "\n" not in said
    assert ". " not in said
    assert "secret" not in said
    assert "Error" not in said


def refused(url: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert_one_sentence(caught.value)
    return caught.value


def test_a_store_is_a_tinydb(database: Database) -> None:
    assert isinstance(database, TinyDB)
    assert repr(database).startswith("<Database tables=[]")


def test_every_connection_to_sqlite_waits_for_the_disk_and_for_others(sqlite_path: Path) -> None:
    with open_database(f"sqlite:///{sqlite_path}") as database:
        connections = database.storage.connections
        with connections.writing() as transaction, connections._reader.connect() as second:
            for connection in (transaction.connection, second):
                for pragma, value in [
                    ("synchronous", 2),
                    ("journal_mode", "wal"),
                    ("busy_timeout", 60_000),
                ]:
                    assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_newer_store_is_refused_and_left_as_it_is(database_url: str) -> None:
    with open_database(database_url) as database:
        database.insert({"n": 1})
        with database.storage.connections.writing() as transaction:
            transaction.connection.execute(text("UPDATE center_store SET value = 99"))
    path = Path(database_url.removeprefix("sqlite:///"))
    before = path.read_bytes() if path.is_file() else b""
    assert isinstance(refused(database_url), StoreTooNew)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_newer_store_is_not_even_switched_to_the_write_ahead_log(sqlite_path: Path) -> None:
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("CREATE TABLE center_store (name TEXT PRIMARY KEY, value INTEGER)")
        connection.execute("INSERT INTO center_store VALUES ('version', 99)")
    connection.close()
    before = sqlite_path.read_bytes()
    refused(f"sqlite:///{sqlite_path}")
    assert sqlite_path.read_bytes() == before
    assert os.listdir(sqlite_path.parent) == [sqlite_path.name]


def test_opening_waits_for_a_writer_that_is_not_done(sqlite_path: Path) -> None:
    """SQLite itself would not wait when it switches to the write-ahead log."""
    writer = sqlite3.connect(sqlite_path, isolation_level=None)
    writer.execute("CREATE TABLE other (n INTEGER)")
    writer.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor() as threads:
        opening = threads.submit(open_database, f"sqlite:///{sqlite_path}")
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.3)
        writer.execute("COMMIT")
        with opening.result(timeout=30) as database:
            assert database.insert({}) == 1
    writer.close()


@pytest.mark.parametrize(
    "url", ["", "center.db", "mysql://u:secret@h/d", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_that_is_none(url: str) -> None:
    refused(url)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "folder" in str(refused(f"sqlite:///{tmp_path}/nowhere/center.db"))


def test_a_file_that_is_something_else(sqlite_path: Path) -> None:
    sqlite_path.write_text('{"_default": {}}' * 100)
    assert "not a writing center's store" in str(refused(f"sqlite:///{sqlite_path}"))
    assert sqlite_path.read_text() == '{"_default": {}}' * 100


def test_a_server_that_is_not_there() -> None:
    refused("postgresql+psycopg://u:secret@127.0.0.1:1/center")


def test_a_database_that_is_not_there(postgres: PostgresServer) -> None:
    assert "create it" in str(refused(postgres.url("nobody_made_this")))


def test_a_user_who_may_not_write() -> None:
    """``chmod`` does not stop root: another user tries, in another process, before and after the
    folder may be written in."""
    folder = Path(tempfile.mkdtemp())
    open_database(f"sqlite:///{folder}/center.db").close()
    allow(folder, 0o555, 0o444)
    urls = [f"sqlite:///{folder}/{name}.db" for name in ("center", "new")]
    with subprocess.Popen(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, *urls],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in urls]
        allow(folder, 0o777, 0o666)
        said += process.communicate("go on\n", timeout=60)[0].splitlines()
    shutil.rmtree(folder)
    assert [line.count("folder") for line in said[:2]] == [1, 1]
    assert said[2:] == ["1", "1"]


def allow(folder: Path, of_folder: int, of_files: int) -> None:
    for path in folder.iterdir():
        path.chmod(of_files)
    folder.chmod(of_folder)


AS_SOMEBODY_ELSE = """
import os, sys
from writing_center.storage import open_database, StoreUnavailable

if os.getuid() == 0:
    # Opened once as root: another user may not be able to read Python's own files.
    open_database(sys.argv[1]).all()
    os.setuid(65534)
for url in sys.argv[1:]:
    try:
        open_database(url).insert({})
    except StoreUnavailable as error:
        print(error, flush=True)
sys.stdin.readline()
for url in sys.argv[1:]:
    with open_database(url) as database:
        print(database.insert({}), flush=True)
"""


def test_a_full_disk_is_said_and_the_next_call_works(sqlite_path: Path) -> None:
    """A file that may not grow is a disk that is full."""
    with open_database(f"sqlite:///{sqlite_path}") as database:
        database.insert({"n": 1})
        with database.storage.connections.writing() as transaction:
            pages = transaction.connection.execute(text("PRAGMA page_count")).scalar_one()
            transaction.connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(StoreUnavailable) as caught:
            database.insert({"long": "x" * 100_000})
        assert_one_sentence(caught.value)
        assert "full" in str(caught.value)
        assert database.all() == [{"n": 1}]
        with database.storage.connections.writing() as transaction:
            transaction.connection.execute(text("PRAGMA max_page_count = 1000000"))
        assert database.insert({"long": "x" * 100_000}) == 2


def test_a_transaction_that_met_a_full_disk_keeps_nothing(sqlite_path: Path) -> None:
    """SQLite may end a transaction then; what is written after that would be kept by itself."""
    with open_database(f"sqlite:///{sqlite_path}") as database:
        with pytest.raises(StoreUnavailable), database.transaction():
            database.insert({"n": 1})
            pages = database.storage.connections._current().connection  # type: ignore[union-attr]
            pages.execute(text("PRAGMA max_page_count = 1"))
            with suppress(StoreUnavailable):
                database.insert({"long": "x" * 1_000_000})
            pages.execute(text("PRAGMA max_page_count = 1000000"))
            with suppress(StoreUnavailable):
                database.insert({"n": 2})
        assert database.all() == []
        assert database.insert({"n": 3}) == 1


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A process that may write no more than a few kilobytes, until it may again."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, f"sqlite:///{tmp_path}/center.db"],
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["refused", "refused", "1", "2"], done.stderr


FULL = """
import resource, sys
from writing_center.storage import StoreUnavailable, open_database

def may_write(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

with open_database(sys.argv[1]) as database:
    database.insert({"n": 1})
    may_write(100_000)
    for _ in range(2):
        try:
            with database.transaction():
                database.insert({"n": 2})
                database.insert({"long": "x" * 1_000_000})
        except StoreUnavailable as error:
            print("refused" if "nothing was saved" in str(error) else error)
    print(len(database))
    may_write(resource.RLIM_INFINITY)
    database.insert({"long": "x" * 1_000_000})
    print(len(database))
"""


def test_a_server_whose_disk_is_full_is_said() -> None:
    """As PostgreSQL reports it, there and in its log of changes."""
    for reported in (
        psycopg.errors.DiskFull('could not extend file "base/5/16384": No space left on device'),
        psycopg.errors.DiskFull('could not write to file "pg_wal/x": No space left on device'),
    ):
        error = translated(reported, lost=False, connecting=False)
        assert isinstance(error, StoreUnavailable)
        assert_one_sentence(error)
        assert "full" in str(error)


def test_a_store_that_is_busy_for_too_long_says_so(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    monkeypatch.setattr(postgresql, "BUSY_SECONDS", 0.1)
    with open_database(database_url) as hasty:
        with database.transaction():
            with pytest.raises(StoreBusy) as caught:
                hasty.insert({})
            assert_one_sentence(caught.value)
            assert hasty.all() == []
        assert hasty.insert({}) == 1


def test_a_new_file_is_its_owners_alone(sqlite_path: Path) -> None:
    with open_database(f"sqlite:///{sqlite_path}") as database:
        database.insert({})
        assert {path.stat().st_mode & 0o777 for path in sqlite_path.parent.iterdir()} == {0o600}


def test_a_store_stays_where_it_is_when_the_process_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_database("sqlite:///center.db") as database:
        database.insert({})
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir("elsewhere")
        with database.transaction(), ThreadPoolExecutor() as threads:
            assert threads.submit(len, database).result() == 1


def test_a_closed_store_says_so(database: Database) -> None:
    database.close()
    for use in (database.all, lambda: database.insert({}), database.revision):
        with pytest.raises(StoreUnavailable) as caught:
            use()
        assert_one_sentence(caught.value)


def test_idle_connections_that_died_are_replaced(postgres: PostgresServer) -> None:
    with open_database(postgres.new_database()) as database:
        database.insert({"n": 1})
        postgres.break_connections()
        assert database.all() == [{"n": 1}]
        postgres.break_connections()
        assert database.insert({"n": 2}) == 2


def test_a_connection_lost_in_a_transaction_keeps_nothing(postgres: PostgresServer) -> None:
    with open_database(postgres.new_database()) as database:
        with pytest.raises(ConnectionLost) as caught, database.transaction():
            database.insert({"n": 1})
            postgres.break_connections()
            database.insert({"n": 2})
        assert_one_sentence(caught.value)
        assert database.insert({"n": 3}) == 1
        assert database.all() == [{"n": 3}]


def test_a_commit_without_an_answer_is_reported_as_unknown(postgres: PostgresServer) -> None:
    with open_database(postgres.new_database()) as database:
        with pytest.raises(CommitUnknown) as caught, database.transaction():
            database.insert({"n": 1})
            postgres.break_connections()
        assert_one_sentence(caught.value)
        assert database.all() == []


def test_a_server_that_crashes_keeps_what_it_acknowledged(postgres: PostgresServer) -> None:
    with open_database(postgres.new_database()) as database:
        database.insert_multiple({"n": n} for n in range(20))
        with pytest.raises(StoreUnavailable), database.transaction():
            database.insert({"lost": True})
            postgres.crash()
            database.insert({"lost": True})
        assert [document["n"] for document in database] == list(range(20))
