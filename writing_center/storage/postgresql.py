"""A database server, for a center that runs on more than one machine."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL

from .dialects import Dialect, Listing
from .schema import documents, entries, metadata

BUSY_SECONDS = 60.0
CONNECT_SECONDS = 10
LOCK = 0x77726974
"""Any number, the same for all who write to one database."""


class PostgreSQL(Dialect):
    """PostgreSQL, through psycopg."""

    reading: ClassVar[dict[str, Any]] = {"isolation_level": "REPEATABLE READ"}

    def engine(self, url: URL, *, make: bool) -> Engine:
        """An engine that notices connections which died while nobody used them.

        A writer waits for its turn first and must then see what the one before it wrote: that is
        READ COMMITTED.
        """
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args=_patience(url),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
        )

    def prepare(self, engine: Engine) -> None:
        """Nothing: a server is set up by whoever runs it."""

    def put_aside(self, engine: Engine, connection: Connection, version: int) -> str:
        """Copy each table, beside it in the same database."""
        for table in metadata.sorted_tables:
            copy = f"{table.name}_version_{version}"
            connection.execute(text(f"CREATE TABLE {copy} AS TABLE {table.name}"))
        return f"center_…_version_{version} in the same database"

    def lock(self, connection: Connection) -> None:
        """Take the lock of all who write; it ends with the transaction."""
        connection.execute(_TAKE_LOCK, {"lock": LOCK})

    def add_documents(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Write new documents."""
        names = ("table_id", "doc_id", "position", "body")
        connection.execute(_ADD_DOCUMENTS, {name: [row[name] for row in rows] for name in names})

    def add_entries(self, connection: Connection, table_id: int, found: Iterable[Listing]) -> None:
        """Add entries to the index."""
        columns = _columns(table_id, found)
        if columns["positions"]:
            connection.execute(_ADD_ENTRIES, columns)

    def drop_entries(self, connection: Connection, table_id: int, found: Iterable[Listing]) -> None:
        """Take entries out of the index."""
        columns = _columns(table_id, found)
        if columns["positions"]:
            connection.execute(_DROP_ENTRIES, columns)


def _patience(url: URL) -> dict[str, Any]:
    """How long to wait for the server, and for our turn, where the URL says nothing about it."""
    wanted = {
        "connect_timeout": CONNECT_SECONDS,
        "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}",
    }
    return {name: value for name, value in wanted.items() if name not in url.query}


def _columns(table_id: int, found: Iterable[Listing]) -> dict[str, Any]:
    listed = list(found)
    return {
        "table_id": table_id,
        "paths": [at.path for at, _ in listed],
        "keys": [at.key for at, _ in listed],
        "positions": [position for _, position in listed],
    }


_TAKE_LOCK = text("SELECT pg_advisory_xact_lock(:lock)")
# Arrays: one statement for any number of rows. A statement a row takes minutes for an import.
_ADD_DOCUMENTS = text(
    f"INSERT INTO {documents.name} (table_id, doc_id, position, body) SELECT * FROM unnest("
    "CAST(:table_id AS bigint[]), CAST(:doc_id AS bigint[]), CAST(:position AS bigint[]), "
    "CAST(:body AS text[]))"
)
_GIVEN = "unnest(CAST(:paths AS text[]), CAST(:keys AS text[]), CAST(:positions AS bigint[]))"
_ADD_ENTRIES = text(
    f"INSERT INTO {entries.name} (table_id, path, key, position) "
    f"SELECT CAST(:table_id AS bigint), given.* FROM {_GIVEN} AS given"
)
_DROP_ENTRIES = text(
    f"DELETE FROM {entries.name} AS entry USING {_GIVEN} AS given (path, key, position) "
    "WHERE entry.table_id = :table_id AND entry.path = given.path "
    "AND entry.key = given.key AND entry.position = given.position"
)
