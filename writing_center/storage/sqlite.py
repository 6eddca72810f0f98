"""The embedded database: one file, a write-ahead log, and every commit on the disk."""

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event
from sqlalchemy.engine import URL

from .dialects import Dialect, Listing
from .errors import NoStore, StoreBusy, StoreUnavailable, translated
from .files import free_name, written_whole
from .schema import documents, entries

BUSY_SECONDS = 60.0


class SQLite(Dialect):
    """SQLite, in a file."""

    def engine(self, url: URL, *, make: bool) -> Engine:
        """An engine that waits for its turn, and for the disk. Raises StoreUnavailable."""
        if not url.database or url.database == ":memory:":
            raise StoreUnavailable("The embedded store needs a file, such as sqlite:///center.db.")
        # Where the process goes later, connections that are made then must find the same file.
        path = Path(url.database).absolute()
        if make:
            _keep_private(path)
        elif not path.exists():
            raise NoStore
        engine = create_engine(url.set(database=str(path)), connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine

    def prepare(self, engine: Engine) -> None:
        """Switch to the write-ahead log. SQLite does not wait for others here, so we do."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return _run_alone(engine, "PRAGMA journal_mode = WAL")
            except StoreBusy:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def put_aside(self, engine: Engine, connection: Connection, version: int) -> str:
        """Copy the file, beside it."""
        path = free_name(Path(str(engine.url.database)), f"version-{version}")
        with written_whole(path) as draft:
            self.copy_into(engine, draft)
        return str(path)

    def copy_into(self, engine: Engine, path: Path) -> bool:
        """One state of the store, whoever writes meanwhile. Copying the file itself would miss
        what is still in the log beside it."""
        _run_alone(engine, "VACUUM INTO ?", str(path))
        return True

    def lock(self, connection: Connection) -> None:
        """Nothing more: BEGIN IMMEDIATE has taken the lock already."""

    def add_documents(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Write new documents."""
        connection.execute(_ADD_DOCUMENTS, rows)

    def add_entries(self, connection: Connection, table_id: int, found: Iterable[Listing]) -> None:
        """Add entries to the index."""
        rows = _rows(table_id, found)
        if rows:
            connection.execute(_ADD_ENTRIES, rows)

    def drop_entries(self, connection: Connection, table_id: int, found: Iterable[Listing]) -> None:
        """Take entries out of the index."""
        rows = [{f"the_{name}": v for name, v in row.items()} for row in _rows(table_id, found)]
        if rows:
            connection.execute(_DROP_ENTRIES, rows)


def _keep_private(path: Path) -> None:
    """Make a new file that only its owner can read: it will hold what people wrote, and hashes of
    their passphrases. SQLite gives its other files the same mode."""
    with suppress(OSError):  # It is there already, or SQLite will say what is wrong.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _set_up(connection: Any, _record: object) -> None:
    # SQLAlchemy's "begin" event says BEGIN; the driver must not say its own.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A writer that began as a reader can't wait for its turn: it would fail at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _run_alone(engine: Engine, statement: str, *given: str) -> None:
    """Run what can't be run inside a transaction."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement, given)
    except Exception as error:
        raise translated(error, lost=False, connecting=True) or error from error
    finally:
        raw.close()


def _rows(table_id: int, found: Iterable[Listing]) -> list[dict[str, Any]]:
    return [
        {"table_id": table_id, "path": at.path, "key": at.key, "position": position}
        for at, position in found
    ]


_ADD_DOCUMENTS = documents.insert()
_ADD_ENTRIES = entries.insert()
_DROP_ENTRIES = entries.delete().where(
    *(column == bindparam(f"the_{column.name}") for column in entries.primary_key)
)
