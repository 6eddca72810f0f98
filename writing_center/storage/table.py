"""A TinyDB table whose documents are rows."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from . import reading
from .keys import place
from .pushdown import WIDEST, Cover, cover, union
from .reading import Row
from .rows import Rows
from .sql_storage import SqlStorage
from .transactions import Scope

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class SqlTable(Table):
    """TinyDB's table: the same operations with the same results, one row a document.

    What TinyDB says about each operation holds here too. Every operation is atomic, over all
    processes that use the store. The query cache is filled, as TinyDB's own users may look at
    it, but never answered from: another process may have written.
    """

    def __init__(self, storage: SqlStorage, name: str, **options: Any) -> None:
        self._connections = storage.connections
        super().__init__(storage, name, **options)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; its number."""
        with self._connections.writing() as transaction:
            if isinstance(document, self.document_class):
                transaction.state(self.name).next_id = None
            return super().insert(document)

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that match, in the order of insertion."""
        found = list(self._matching(cond))
        self._note(cond)
        return found

    def get(  # type: ignore[override]
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: list[int] | None = None,
    ) -> Document | list[Document] | None:
        """The first document that matches or has this number; or all that have one of these."""
        if doc_id is not None:
            return self._with_id(doc_id)
        if doc_ids is not None:
            return self._with_ids(doc_ids)
        if cond is not None:
            return next(self._matching(cond), None)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def count(self, cond: QueryLike) -> int:
        """How many documents match."""
        found = sum(1 for _ in self._matching(cond))
        self._note(cond)
        return found

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Update the documents that match, or have one of these numbers, or all."""
        ids = None if doc_ids is None else list(doc_ids)
        with self._about(Scope(cover(cond), ids)):
            return super().update(fields, cond, ids)

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[int]:
        """Update the documents with the fields whose condition they match."""
        scope = Scope()
        if isinstance(updates, Sequence):
            # A document that matches none of the conditions is not changed into one that does.
            scope = Scope(union([cover(cond) for _, cond in updates]))
        with self._about(scope):
            return super().update_multiple(updates)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match; insert it when none does."""
        with self._connections.writing():
            return super().upsert(document, cond)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove the documents that match, or have one of these numbers."""
        ids = None if doc_ids is None else list(doc_ids)
        with self._about(Scope(cover(cond), ids)):
            return super().remove(cond, ids)

    def truncate(self) -> None:
        """Remove every document, and number from 1 again."""
        with self._connections.writing() as transaction:
            transaction.state(self.name).next_id = None
            super().truncate()

    def put(self, documents: Iterable[Mapping[str, Any]], key: str) -> None:
        """Keep documents that are told apart by their field ``key``, a plain value: each as a
        whole in the place of the one that has the same, or at the end.

        TinyDB has no such operation: its ``upsert`` leaves fields that are gone.
        """
        wanted = {document[key]: dict(document) for document in documents}
        with self._connections.writing() as transaction:
            rows = Rows(transaction, self.name, Scope())
            for value, doc_id in self._numbers(rows, key, list(wanted)).items():
                rows[doc_id] = wanted.pop(value)
            for document in wanted.values():
                rows[transaction.take_id(self.name)] = document
            rows.flush()
        self.clear_cache()

    def bodies(self, within: Cover | None) -> Iterator[str]:
        """The JSON texts of the documents that a cover leaves to look at, in order."""
        return (row.body for row in self._rows(within))

    def is_listed_throughout(self, field: str) -> bool:
        """Whether every document has a plain value at the top-level ``field``."""
        path = place([field], None).path
        with self._connections.reading() as connection:
            if path in reading.filled(connection, self.name):
                return True
            # Counting takes the longer the more there are, but only where some were without it.
            size = reading.count(connection, self.name)
            return reading.listed(connection, self.name, path) == size

    def __len__(self) -> int:
        with self._connections.reading() as connection:
            return reading.count(connection, self.name)

    def __iter__(self) -> Iterator[Document]:
        rows: Iterable[Row] = self._rows(None)
        if self._connections.in_transaction:
            # Whoever iterates may write between two rows, on this same connection.
            rows = list(rows)
        return map(self._document, rows)

    def _matching(self, cond: QueryLike) -> Iterator[Document]:
        for row in self._rows(cover(cond)):
            raw = json.loads(row.body)
            if cond(raw):
                yield self.document_class(raw, self.document_id_class(row.doc_id))

    def _note(self, cond: QueryLike) -> None:
        """Fill the query cache: with the question only, the answer may be the whole table."""
        if getattr(cond, "is_cacheable", lambda: True)():
            self._query_cache[cond] = []

    def _rows(self, within: Cover | None) -> Iterator[Row]:
        with self._connections.reading() as connection:
            yield from reading.rows(connection, self.name, within)

    def _numbers(self, rows: Rows, key: str, values: Sequence[Any]) -> dict[Any, int]:
        """For each of the values that a document has: the number of the first such document."""
        numbers: dict[Any, int] = {}
        for start in range(0, len(values), WIDEST):
            some = values[start : start + WIDEST]
            for doc_id, document in rows.find(tuple(place([key], value) for value in some)):
                if document.get(key) in some:
                    numbers.setdefault(document[key], doc_id)
        return numbers

    def _with_id(self, doc_id: int) -> Document | None:
        number = _as_key(doc_id)
        if number is None:
            return None
        with self._connections.reading() as connection:
            row = reading.by_id(connection, self.name, number)
        return None if row is None else self.document_class(json.loads(row.body), doc_id)

    def _with_ids(self, doc_ids: Iterable[int]) -> list[Document]:
        numbers = {number for number in map(_as_key, doc_ids) if number is not None}
        with self._connections.reading() as connection:
            return list(map(self._document, reading.by_ids(connection, self.name, list(numbers))))

    def _document(self, row: Row) -> Document:
        return self.document_class(json.loads(row.body), self.document_id_class(row.doc_id))

    @contextmanager
    def _about(self, scope: Scope) -> Iterator[None]:
        """Let the next update in this thread touch only what is in the scope."""
        with self._connections.writing() as transaction:
            transaction.scope = scope
            try:
                yield
            finally:
                transaction.take_scope()

    def _get_next_id(self) -> int:
        alone = not self._connections.in_transaction
        with self._connections.writing() as transaction:
            number = transaction.take_id(self.name)
            if alone:
                transaction.save(self.name)
        return number

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._connections.writing() as transaction:
            rows = Rows(transaction, self.name, transaction.take_scope())
            updater(cast(dict[int, Mapping[str, Any]], rows))
            rows.flush()
        self.clear_cache()


def _as_key(doc_id: object) -> int | None:
    """The number of the document that TinyDB would find under ``str(doc_id)``."""
    text = str(doc_id)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return None
    number = int(text)
    return number if str(number) == text and abs(number) < 1 << 63 else None
