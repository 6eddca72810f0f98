"""The TinyDB that the center's services stand on."""

from contextlib import AbstractContextManager
from typing import Any, cast

from tinydb import TinyDB

from . import reading
from .sql_storage import SqlStorage
from .table import SqlTable


def open_database(url: str) -> "Database":
    """The store at ``sqlite:///path`` or ``postgresql+psycopg://…``; made when it isn't there.

    Raises StoreUnavailable when it can't be reached or written, StoreTooNew when a newer program
    wrote it.
    """
    return Database(url)


def open_existing(url: str) -> "Database":
    """The same, of a store that is there. Raises NoStore when there is none."""
    return Database(url, make=False)


class Database(TinyDB):
    """A TinyDB in SQL: every documented operation, safe over processes, and transactions."""

    table_class = SqlTable  # type: ignore[assignment]
    default_storage_class = SqlStorage  # type: ignore[assignment]

    @property
    def storage(self) -> SqlStorage:
        """The storage under this database."""
        return cast(SqlStorage, self._storage)

    def table(self, name: str, **options: Any) -> SqlTable:
        """The table of this name; made when something is written to it."""
        return cast(SqlTable, super().table(name, **options))

    def transaction(self) -> AbstractContextManager[None]:
        """Everything that this thread does inside, on any table, is kept together or not at all.

        It is the only one that writes until it ends, and reads what it wrote itself. A
        transaction inside another joins it; an error in it takes back its own part, and the
        whole unless it is caught in between.
        """
        return self.storage.connections.atomic()

    def revision(self, table_name: str | None = None) -> int:
        """A number that differs once a table (or any, for None) has changed; cheap to ask."""
        with self.storage.connections.reading() as connection:
            return reading.revision(connection, table_name)

    def tables(self) -> set[str]:
        """The names of all tables."""
        return self.storage.names()

    def drop_tables(self) -> None:
        """Remove every table."""
        with self.storage.connections.writing():
            for name in self.tables():
                self.storage.drop(name)
        self._tables.clear()

    def drop_table(self, name: str) -> None:
        """Remove a table, if it is there."""
        self._tables.pop(name, None)
        self.storage.drop(name)
