"""Connections and transactions: one writer at a time, and never across a fork."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy import Transaction as SqlTransaction

from . import schema
from .engines import engine_for
from .errors import CommitUnknown, ConnectionLost, NoStore, StoreUnavailable, TransactionForked
from .migrations import migrate
from .transactions import Transaction

_log = logging.getLogger(__name__)
_MIGRATED = "The store was of version %d and is of version %d now; %s keeps it as it was."

_inherited: list[Any] = []
"""A parent's connections, kept from being closed by the garbage collector of its child."""


class Connections:
    """The way to one database, for every thread of this process and of its children."""

    def __init__(self, address: str, *, make: bool = True) -> None:
        self.dialect, self._engine = engine_for(address, make=make)
        self._make = make
        self._reader = self._engine.execution_options(**self.dialect.reading)
        self._writer = self._engine.execution_options(writes=True)
        self._here = threading.local()
        self._pid = os.getpid()
        self._closed = False
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._current() is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with: one state of the store for as long as it is held.

        Inside a transaction it is the transaction's own.
        """
        current = self._current()
        if current is not None:
            yield current.connection
            return
        with self._connected(self._reader) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """The transaction of this thread, or a new one: written at the end, or not at all."""
        current = self._current()
        if current is not None:
            with self._kept_whole(current):
                yield current
            return
        with self._connected(self._writer) as connection:
            transaction = Transaction(connection, self.dialect)
            with self._finished(transaction):
                self.dialect.lock(connection)
                self._here.transaction = transaction
                yield transaction

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; inside a transaction a part of it that is all or nothing."""
        current = self._current()
        if current is None:
            with self.writing():
                yield
            return
        part = current.connection.begin_nested()
        try:
            yield
            self._check_own(current)
            part.commit()
        except BaseException:
            if current.pid == os.getpid():
                current.forget()
                _roll_back(part)
            raise

    def copy_into(self, path: Path) -> bool:
        """Copy the store as it is now into an empty file; False where the database can't."""
        return self.dialect.copy_into(self._own(self._engine), path)

    def close(self) -> None:
        """Give every connection back; the store can't be used afterwards."""
        self._closed = True
        if self._pid == os.getpid():
            self._engine.dispose()

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        """A connection, given back at the end; but never one of a parent process, which would
        be told something behind its back."""
        pid = os.getpid()
        connection = self._own(engine).connect()
        try:
            yield connection
        finally:
            if pid == os.getpid():
                connection.close()
            else:
                _inherited.append(connection)

    @contextmanager
    def _kept_whole(self, transaction: Transaction) -> Iterator[None]:
        """Let no transaction go on after the database failed: a full disk may have ended it."""
        try:
            yield
        except StoreUnavailable as error:
            transaction.failed = error
            raise

    @contextmanager
    def _finished(self, transaction: Transaction) -> Iterator[None]:
        """Commit at the end, roll back on any error; and neither for a parent process."""
        whole = transaction.connection.begin()
        try:
            yield
            self._check_own(transaction)
        except BaseException:
            self._here.transaction = None
            if transaction.pid == os.getpid():
                _roll_back(whole)
            raise
        self._here.transaction = None
        try:
            whole.commit()
        except ConnectionLost as lost:
            raise CommitUnknown from lost

    def _current(self) -> Transaction | None:
        current: Transaction | None = getattr(self._here, "transaction", None)
        if current is not None:
            self._check_own(current)
        return current

    def _check_own(self, transaction: Transaction) -> None:
        if transaction.pid != os.getpid():
            raise TransactionForked
        if transaction.failed is not None:
            raise transaction.failed

    def _own(self, engine: Engine) -> Engine:
        """``engine``, with connections of this process only."""
        if self._closed:
            raise StoreUnavailable("This store was closed; please open it again.")
        if self._pid != os.getpid():
            _inherited.append(self._engine.pool)
            self._engine.dispose(close=False)
            self._pid = os.getpid()
        return engine

    def _prepare(self) -> None:
        """Make sure that there is a store of our version. A newer one is left untouched."""
        with self.reading() as connection:
            found = schema.version_of(connection)
        self.dialect.prepare(self._engine)
        if found == schema.VERSION:
            return
        with self.writing() as transaction:
            self._bring_up(transaction.connection)

    def _bring_up(self, connection: Connection) -> None:
        """Make a new store, or an older one ours; look again, as somebody else may have."""
        found = schema.version_of(connection)
        if found is None:
            if not self._make:
                raise NoStore
            schema.create(connection)
        elif found < schema.VERSION:
            where = self.dialect.put_aside(self._engine, connection, found)
            migrate(connection, found)
            _log.warning(_MIGRATED, found, schema.VERSION, where)


def _roll_back(begun: SqlTransaction) -> None:
    """Roll back, and keep quiet when that fails: the error under way says what happened, and a
    connection that is gone has rolled back already."""
    try:
        begun.rollback()
    except Exception:
        begun.connection.invalidate()
