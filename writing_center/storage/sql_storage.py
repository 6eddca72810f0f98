"""TinyDB's storage, on SQL: it hands out connections, and reads or replaces everything at once."""

import json
from typing import Any

from tinydb.storages import Storage

from . import reading
from .connections import Connections
from .rows import Rows
from .transactions import Scope


class SqlStorage(Storage):
    """The storage under a ``Database``. Tables don't go through ``read`` and ``write``; those are
    for whoever wants the whole, as with any storage of TinyDB."""

    def __init__(self, url: str, *, make: bool = True) -> None:
        self.connections = Connections(url, make=make)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table and document, as of one moment; None when there is no table."""
        with self.connections.reading() as connection:
            names = reading.names(connection)
            return {
                name: {str(r.doc_id): json.loads(r.body) for r in reading.rows(connection, name)}
                for name in names
            } or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace everything, in one transaction."""
        with self.connections.writing():
            for name in self.names() - data.keys():
                self.drop(name)
            for name, table in data.items():
                self._replace(name, table)

    def names(self) -> set[str]:
        """The names of all tables."""
        with self.connections.reading() as connection:
            return set(reading.names(connection))

    def drop(self, name: str) -> None:
        """Remove a table and its documents, if it is there."""
        with self.connections.writing() as transaction:
            if name not in reading.names(transaction.connection):
                return
            rows = Rows(transaction, name, Scope())
            rows.clear()
            rows.flush()
            state = transaction.state(name)
            state.present, state.next_id = False, None
            transaction.save(name)

    def close(self) -> None:
        """Close every connection."""
        self.connections.close()

    def _replace(self, name: str, table: dict[str, Any]) -> None:
        with self.connections.writing() as transaction:
            rows = Rows(transaction, name, Scope())
            rows.clear()
            rows.update({int(doc_id): dict(document) for doc_id, document in table.items()})
            transaction.state(name).next_id = None
            rows.flush()
