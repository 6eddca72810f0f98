"""One write transaction: its connection, and what it knows because nobody else may write."""

import os
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from .dialects import Dialect
from .errors import StoreTooNew, StoreUnavailable
from .pushdown import Cover
from .reading import by_id, escaped
from .schema import VERSION, documents, store, tables
from .tallies import Tally


@dataclass
class TableState:
    """A table's row, and the largest number that a document of it has."""

    id: int
    present: bool
    revision: int
    next_id: int | None
    tally: Tally
    largest: int | None
    pending: dict[int, Any] = field(default_factory=dict)
    """The documents that the update under way has added so far."""

    def __post_init__(self) -> None:
        self._stored_next_id = self.next_id

    @property
    def is_unsaved(self) -> bool:
        """Whether the table's row has to be written although no document was."""
        return not self.present or self.next_id != self._stored_next_id

    def saved(self) -> None:
        """Take note that the row was written."""
        self.pending = {}
        self._stored_next_id = self.next_id

    def as_row(self) -> dict[str, Any]:
        """What is kept of it."""
        return {
            "present": self.present,
            "revision": self.revision,
            "next_id": self.next_id,
            "size": self.tally.size,
            "filled": self.tally.text,
        }


@dataclass
class Scope:
    """The documents that an update is about: all, those a cover leaves, or those with an id."""

    cover: Cover | None = None
    doc_ids: list[Any] | None = None


@dataclass
class Transaction:
    """What is written together. It belongs to one thread of one process."""

    connection: Connection
    dialect: Dialect
    pid: int = field(default_factory=os.getpid)
    scope: Scope = field(default_factory=Scope)
    failed: StoreUnavailable | None = None
    """What the database reported; nothing of the transaction is kept then."""
    _states: dict[str, TableState] = field(default_factory=dict)
    _last_position: int = 0

    def state(self, table: str) -> TableState:
        """The state of a table; makes its row when there is none."""
        if table not in self._states:
            self._states[table] = self._load(table) or self._new(table)
        return self._states[table]

    def take_id(self, table: str) -> int:
        """The number for a new document: TinyDB's counter, or one after the largest.

        Where TinyDB's counter points at a number in use (after ``insert_multiple`` of documents
        with numbers of their own), TinyDB fails or overwrites; here it goes on after the largest.
        """
        state = self.state(table)
        largest = 0 if state.largest is None else state.largest
        number = largest + 1 if state.next_id is None else state.next_id
        if number in state.pending or (number <= largest and by_id(self.connection, table, number)):
            number = max(largest, *state.pending, number) + 1
        state.next_id = number + 1
        return number

    def forget(self) -> None:
        """Read everything anew: something was rolled back."""
        self._states.clear()

    def take_scope(self) -> Scope:
        """The scope set for the next update; the one after is about everything again."""
        taken, self.scope = self.scope, Scope()
        return taken

    def take_position(self) -> int:
        """The next place in the order of insertion."""
        self._last_position += 1
        return self._last_position

    def save(self, table: str) -> None:
        """Write a table's row, one revision later, and forget what may have changed of it."""
        state = self.state(table)
        state.revision += 1
        self.connection.execute(_SAVE, {"the_id": state.id, **state.as_row()})
        state.saved()

    def _load(self, table: str) -> TableState | None:
        found = self.connection.execute(_STATE, {"table": escaped(table)}).first()
        if found is None:
            self._last_position = self.connection.execute(select(_LAST_POSITION)).scalar_one()
            return None
        id, present, revision, next_id, size, filled, largest, self._last_position, version = found
        if version != VERSION:  # A newer program came while this one was running.
            raise StoreTooNew(version, VERSION)
        return TableState(id, present, revision, next_id, Tally(size, filled), largest)

    def _new(self, table: str) -> TableState:
        number = self.connection.execute(_LAST_TABLE).scalar_one() + 1
        state = TableState(number, False, 0, None, Tally(), None)
        row = {"id": number, "name": escaped(table), **state.as_row()}
        self.connection.execute(tables.insert(), row)
        return state


_LARGEST = (
    select(func.max(documents.c.doc_id))
    .where(documents.c.table_id == tables.c.id)
    .scalar_subquery()
)
_LAST_POSITION = select(func.coalesce(func.max(documents.c.position), 0)).scalar_subquery()
_STATE = select(
    tables.c.id,
    tables.c.present,
    tables.c.revision,
    tables.c.next_id,
    tables.c.size,
    tables.c.filled,
    _LARGEST,
    _LAST_POSITION,
    select(store.c.value).where(store.c.name == "version").scalar_subquery(),
).where(tables.c.name == bindparam("table"))
_LAST_TABLE = select(func.coalesce(func.max(tables.c.id), 0))
_SAVE = (
    tables.update()
    .where(tables.c.id == bindparam("the_id"))
    .values(
        {name: bindparam(name) for name in ("present", "revision", "next_id", "size", "filled")}
    )
)
