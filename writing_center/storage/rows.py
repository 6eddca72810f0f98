"""A table as the mapping that TinyDB's own updates work on; written when the update is done.

TinyDB hands its updater a dict of all documents. Handed this instead, the updater touches only
the rows it asks for, and TinyDB's update, insert and remove are used as they are.
"""

import json
from collections.abc import Iterable, Iterator, KeysView, MutableMapping
from itertools import chain
from typing import Any, cast

from sqlalchemy import bindparam

from . import reading
from .dialects import Listing
from .keys import places
from .pushdown import Cover
from .reading import Row
from .schema import documents, entries
from .transactions import Scope, Transaction

Document = dict[str, Any]
AT_ONCE = 500


class Rows(MutableMapping[int, Any]):
    """The documents of one table inside a transaction; nothing is written before ``flush``."""

    def __init__(self, transaction: Transaction, table: str, scope: Scope) -> None:
        self._transaction = transaction
        self._table = table
        self._scope = scope
        self._stored: dict[int, Row] = {}
        self._documents: dict[int, Document] = {}
        self._gone: set[int] = set()
        self._cleared = False
        self._state = transaction.state(table)
        self._new = self._state.pending = {}
        if scope.doc_ids is not None:
            self._remember(self._rows_by_ids(scope.doc_ids))

    def __contains__(self, doc_id: object) -> bool:
        number = as_number(doc_id)
        return number is not None and (number in self._new or self._row(number) is not None)

    def __getitem__(self, doc_id: int) -> Document:
        if doc_id in self._new:
            return cast(Document, self._new[doc_id])
        row = self._row(doc_id)
        if row is None:
            raise KeyError(doc_id)
        if row.doc_id not in self._documents:
            self._documents[row.doc_id] = json.loads(row.body)
        return self._documents[row.doc_id]

    def __setitem__(self, doc_id: int, document: Document) -> None:
        if doc_id not in self._new and self._row(doc_id) is not None:
            self._documents[doc_id] = document
        else:
            self._new[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        if doc_id in self._new:
            del self._new[doc_id]
            return
        row = self._row(doc_id)
        if row is None:
            raise KeyError(doc_id)
        self._documents.pop(row.doc_id, None)
        self._gone.add(row.doc_id)

    def __iter__(self) -> Iterator[int]:
        """The numbers in order of insertion: of the documents that the scope leaves."""
        self._remember(self._rows_in_scope())
        ordered = sorted(self._stored.values(), key=lambda row: row.position)
        yield from [row.doc_id for row in ordered if row.doc_id not in self._gone]
        yield from list(self._new)

    def keys(self) -> KeysView[int]:
        """The same. Made here because ``list`` asks a view for its length, and counting all
        rows takes the longer the more there are."""
        return dict.fromkeys(self).keys()

    def __len__(self) -> int:
        stored = 0 if self._cleared else self._state.tally.size
        return stored - len(self._gone) + len(self._new)

    def clear(self) -> None:
        """Empty the table."""
        self._stored, self._documents, self._gone = {}, {}, set()
        self._new.clear()
        self._cleared = True

    def find(self, cover: Cover) -> Iterator[tuple[int, Document]]:
        """The stored documents that a cover leaves to look at."""
        found = list(reading.rows(self._transaction.connection, self._table, cover))
        self._remember(found)
        yield from ((row.doc_id, self[row.doc_id]) for row in found)

    def flush(self) -> None:
        """Write what has changed, and the table's revision; nothing when nothing has."""
        changed = self._changed()
        added = {number: as_text(document) for number, document in self._new.items()}
        emptied = self._cleared and self._is_filled()
        if not (changed or added or emptied or self._gone or self._state.is_unsaved):
            return
        if emptied:
            self._delete_all()
        self._delete()
        self._rewrite(changed)
        self._insert(added)
        self._save(added)

    def _row(self, doc_id: int) -> Row | None:
        """The stored row, if it is there still."""
        if doc_id in self._gone or self._cleared:
            return None
        if doc_id not in self._stored:
            largest = self._state.largest
            if largest is None or doc_id > largest:
                return None
            row = reading.by_id(self._transaction.connection, self._table, doc_id)
            self._remember([] if row is None else [row])
        return self._stored.get(doc_id)

    def _rows_in_scope(self) -> Iterable[Row]:
        if self._cleared:
            return ()
        if self._scope.doc_ids is not None:
            return self._rows_by_ids(self._scope.doc_ids)
        return reading.rows(self._transaction.connection, self._table, self._scope.cover)

    def _rows_by_ids(self, doc_ids: list[Any]) -> list[Row]:
        numbers = [number for number in map(as_number, doc_ids) if number is not None]
        return reading.by_ids(self._transaction.connection, self._table, numbers)

    def _remember(self, found: Iterable[Row]) -> None:
        for row in found:
            self._stored.setdefault(row.doc_id, row)

    def _changed(self) -> list[tuple[Row, Row]]:
        """Stored rows and what becomes of them. Raises TypeError for what isn't JSON."""
        pairs = []
        for number, document in self._documents.items():
            before = self._stored[number]
            body = as_text(document)
            if body != before.body:
                pairs.append((before, before._replace(body=body)))
        return pairs

    def _is_filled(self) -> bool:
        return self._state.largest is not None

    def _delete_all(self) -> None:
        given = {"the_table": self._state.id}
        self._transaction.connection.execute(_EMPTY_INDEX, given)
        self._transaction.connection.execute(_EMPTY, given)
        self._state.tally.clear()

    def _delete(self) -> None:
        for gone in in_portions([self._stored[number] for number in self._gone]):
            self._unlist(listing for row in gone for listing in listings(row))
            positions = {"positions": [row.position for row in gone]}
            self._transaction.connection.execute(_DELETE, positions)
            self._state.tally.drop(len(gone))

    def _rewrite(self, changed: list[tuple[Row, Row]]) -> None:
        if not changed:
            return
        given = [{"the_position": row.position, "the_body": row.body} for _, row in changed]
        self._transaction.connection.execute(_REWRITE, given)
        before = {listing for row, _ in changed for listing in listings(row)}
        after: set[Listing] = set()
        for _, row in changed:
            listed = listings(row)
            self._state.tally.change(paths(listed))
            after.update(listed)
        self._unlist(before - after)
        self._list(after - before)

    def _insert(self, added: dict[int, str]) -> None:
        connection, place = self._transaction.connection, self._transaction.take_position
        for rows in in_portions([Row(number, place(), body) for number, body in added.items()]):
            given = [{"table_id": self._state.id, **row._asdict()} for row in rows]
            self._transaction.dialect.add_documents(connection, given)
            listed = [listings(row) for row in rows]
            for one in listed:
                self._state.tally.add(paths(one))
            self._list(chain.from_iterable(listed))

    def _save(self, added: dict[int, str]) -> None:
        self._state.present = True
        if added:
            self._state.largest = (
                max(added) if self._state.largest is None else max(self._state.largest, *added)
            )
        self._transaction.save(self._table)
        if self._gone or self._cleared:
            self._transaction.forget()

    def _list(self, found: Iterable[Listing]) -> None:
        self._transaction.dialect.add_entries(self._transaction.connection, self._state.id, found)

    def _unlist(self, found: Iterable[Listing]) -> None:
        self._transaction.dialect.drop_entries(self._transaction.connection, self._state.id, found)


def as_number(doc_id: object) -> int | None:
    """The stored number that Python holds equal to ``doc_id``, or None when there can't be one."""
    if not isinstance(doc_id, int | float) or doc_id != doc_id or abs(doc_id) >= 1 << 63:
        return None
    return int(doc_id) if int(doc_id) == doc_id else None


def as_text(document: Document) -> str:
    """The JSON text of a document: ASCII, so that every database can hold it.

    Raises TypeError or ValueError for what isn't JSON, as TinyDB does.
    """
    return json.dumps(document)


def in_portions(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows, as many at a time as fit into one statement whatever their size."""
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def listings(row: Row) -> list[Listing]:
    """Where a row is listed: worked out from its text, so that it is the same at any time."""
    return [(at, row.position) for at in places(json.loads(row.body))]


def paths(listed: list[Listing]) -> Iterator[str]:
    """The paths of a document's listings."""
    return (at.path for at, _ in listed)


_EMPTY_INDEX = entries.delete().where(entries.c.table_id == bindparam("the_table"))
_EMPTY = documents.delete().where(documents.c.table_id == bindparam("the_table"))
_DELETE = documents.delete().where(documents.c.position.in_(bindparam("positions", expanding=True)))
_REWRITE = (
    documents.update()
    .where(documents.c.position == bindparam("the_position"))
    .values(body=bindparam("the_body"))
)
