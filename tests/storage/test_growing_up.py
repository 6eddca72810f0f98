"""An older store, as it was kept on disk then, opened by the present program."""

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from tinydb import where

from writing_center.storage import (
    Database,
    StoreTooNew,
    StoreUnavailable,
    migrations,
    open_database,
    schema,
)
from writing_center.storage.errors import StoreError

from .looking_inside import kept_tallies, listed, right_tallies
from .processes import together

STORED = Path(__file__).with_name("data")


@pytest.fixture
def old_url(database_url: str) -> str:
    """A store of version 1, written by the program of that time."""
    if database_url.startswith("sqlite"):
        script = (STORED / "version1.sqlite.sql").read_text()
        connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(script)
        connection.close()
    else:
        address = make_url(database_url).set(drivername="postgresql")
        with psycopg.connect(address.render_as_string(hide_password=False)) as server:
            server.execute((STORED / "version1.postgresql.sql").read_text().encode())
    return database_url


@pytest.fixture
def brought_up(old_url: str) -> Iterator[Database]:
    with open_database(old_url) as database:
        yield database


def kept_aside(database: Database) -> list[tuple[int, str]]:
    """The documents of the copy that was put aside."""
    statement = "SELECT position, body FROM center_documents{} ORDER BY position"
    engine = database.storage.connections._engine
    if engine.dialect.name == "postgresql":
        with database.storage.connections.reading() as connection:
            return [(r[0], r[1]) for r in connection.execute(text(statement.format("_version_1")))]
    path = Path(str(engine.url.database) + ".version-1")
    assert path.stat().st_mode & 0o777 == 0o600
    copy = sqlite3.connect(path)
    try:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT value FROM center_store").fetchall() == [(1,)]
        return copy.execute(statement.format("")).fetchall()
    finally:
        copy.close()


def test_an_older_store_has_all_it_had(brought_up: Database) -> None:
    assert brought_up.tables() == {"members", "notes 'q\" é", "kept", "_default"}
    members = brought_up.table("members")
    assert [document.doc_id for document in members] == [1, 3, 4]
    assert members.get(where("name") == "\ud800") == members.get(doc_id=4)
    notes = brought_up.table("notes 'q\" é").all()
    assert [document.doc_id for document in notes] == [50, 51, 52]
    assert json.dumps(notes[1]) == json.dumps(
        {"id": "n2", "n": float("nan"), "big": 2**70, "nul": "\x00", "": -0.0}
    )
    assert members.insert({"id": "new"}) == 5
    assert len(brought_up) == 70
    assert brought_up.revision("dropped") == 3


def test_an_older_store_counts_along_from_then_on(brought_up: Database) -> None:
    assert kept_tallies(brought_up) == right_tallies(brought_up)
    assert kept_tallies(brought_up)["_default"] == (70, {"n", "text"})
    brought_up.insert({"n": 1})
    brought_up.remove(where("n") == 2)
    brought_up.table("members").update({"name": ["no", "name"]}, where("id") == "m0")
    assert kept_tallies(brought_up) == right_tallies(brought_up)
    assert (1, "n", "0") in listed(brought_up, "_default")


def test_it_has_the_tables_that_a_new_one_has(
    brought_up: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    if brought_up.storage.connections._engine.dialect.name == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    with open_database(url) as new:
        assert columns(brought_up) == columns(new)
        assert columns(new)["center_tables"][-1] == ("filled", False)


def columns(database: Database) -> dict[str, list[tuple[str, bool]]]:
    from sqlalchemy import inspect

    with database.storage.connections.reading() as connection:
        look = inspect(connection)
        return {
            name: [(column["name"], column["nullable"]) for column in look.get_columns(name)]
            for name in schema.metadata.tables
        }


def test_a_copy_is_put_aside_before(brought_up: Database) -> None:
    now = [
        (row.position, row.body)
        for name in brought_up.tables()
        for row in brought_up.table(name)._rows(None)
    ]
    assert kept_aside(brought_up) == sorted(now)


def test_a_step_that_fails_leaves_the_old_store(
    old_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_late(connection: object) -> None:
        migrations.count_along(connection)  # type: ignore[arg-type]
        raise StoreUnavailable("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setitem(migrations.STEPS, 1, fail_late)
        with pytest.raises(StoreError, match="full"):
            open_database(old_url)
    with open_database(old_url) as database:
        assert len(database.table("members")) == 3
        assert kept_tallies(database) == right_tallies(database)


def test_a_version_that_never_was_is_refused(old_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", {})
    with pytest.raises(StoreUnavailable, match="version is unknown"):
        open_database(old_url)


def test_sixteen_processes_that_open_an_old_store_bring_it_up_once(old_url: str) -> None:
    assert sorted(together("open_new", old_url, 16)) == list(range(71, 87))
    with open_database(old_url) as database:
        assert kept_tallies(database) == right_tallies(database)
        assert len(kept_aside(database)) == 76
    if old_url.startswith("sqlite"):
        path = Path(old_url.removeprefix("sqlite:///"))
        assert [name for name in os.listdir(path.parent) if "version" in name] == [
            f"{path.name}.version-1"
        ]


def test_a_program_that_runs_while_a_newer_one_comes_writes_no_more(database: Database) -> None:
    database.insert({"n": 1})
    with database.storage.connections.writing() as transaction:
        transaction.connection.execute(text("UPDATE center_store SET value = 99"))
    with pytest.raises(StoreTooNew):
        database.insert({"n": 2})
    assert database.all() == [{"n": 1}]
