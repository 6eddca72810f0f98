"""Copying a whole store, secrets included, into another of either kind; and comparing the two."""

from collections.abc import Iterator
from itertools import islice, zip_longest

from sqlalchemy import Connection, delete, func, select

from . import reading
from .database import Database
from .errors import NotEmpty, StoreError
from .progress import OnProgress, Steps, quiet
from .rows import AT_ONCE, listings
from .schema import documents, entries, tables
from .transactions import Transaction


class NotTheSame(StoreError):
    """What arrived is not what was sent."""

    def __init__(self) -> None:
        super().__init__(
            "What was written is not what was read and nothing of it was kept; please try again, "
            "and look whether the disk is healthy."
        )


class Changed(StoreError):
    """Somebody wrote while a center was being moved."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody worked in the center while it was being moved and nothing of the copy was "
            "kept; please stop the center first."
        )


def copy(
    source: Database,
    target: Database,
    *,
    overwrite: bool = False,
    still: bool = False,
    on_progress: OnProgress = quiet,
) -> int:
    """Make ``target`` hold what ``source`` holds, in one transaction, and compare every document
    before it is kept; how many there are.

    ``still``: nobody may have written to the source meanwhile. Raises NotEmpty when there are
    documents in the target and they are not to be overwritten, Changed, NotTheSame.
    """
    there = target.storage.connections
    with source.storage.connections.reading() as read, there.writing() as transaction:
        if not overwrite and not is_empty(transaction.connection):
            raise NotEmpty("There are documents already where the copy should go.")
        total = _how_many(read)
        _clear(transaction.connection)
        _copy_tables(read, transaction.connection)
        _copy_documents(read, transaction, Steps(total, on_progress))
        if not _same(read, transaction.connection):
            raise NotTheSame
        before = reading.revision(read, None)
        if still and source.revision() != before:
            raise Changed
    return total


def is_empty(connection: Connection) -> bool:
    """Whether a store has no documents."""
    return connection.execute(select(documents.c.position).limit(1)).first() is None


def _how_many(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(documents)).scalar_one())


def _clear(connection: Connection) -> None:
    for table in (entries, documents):
        connection.execute(delete(table))


def _copy_tables(read: Connection, write: Connection) -> None:
    """Take over the tables, each a revision later than it ever was on either side: who shows the
    target notices. Tables that only the target had stay known as dropped, for the same reason."""
    columns = ("name", "present", "next_id", "size", "filled", "revision")
    known = {row.name: row.revision for row in write.execute(select(tables))}
    rows = [row._asdict() for row in read.execute(select(tables).order_by(tables.c.id))]
    found = {row["name"] for row in rows}
    number = max((row["id"] for row in rows), default=0)
    for name in known.keys() - found:
        number += 1
        rows.append({"id": number, "name": name, "present": False, "revision": 0, **_NOTHING})
    for row in rows:
        row["revision"] = max(row["revision"], known.get(row["name"], 0)) + (row["name"] in known)
    write.execute(delete(tables))
    if rows:
        write.execute(tables.insert(), [{n: row[n] for n in ("id", *columns)} for row in rows])


_NOTHING = {"next_id": None, "size": 0, "filled": "[]"}


def _copy_documents(read: Connection, transaction: Transaction, steps: Steps) -> None:
    """With the index, which is worked out anew."""
    write, dialect = transaction.connection, transaction.dialect
    for name in reading.names(read):
        given = {"table": reading.escaped(name)}
        table_id = read.execute(select(reading.TABLE_ID), given).scalar_one()
        rows = reading.rows(read, name)
        while some := list(islice(rows, AT_ONCE)):
            dialect.add_documents(write, [{"table_id": table_id, **r._asdict()} for r in some])
            dialect.add_entries(write, table_id, (at for row in some for at in listings(row)))
            for _ in some:
                steps.step()


def _same(one: Connection, other: Connection) -> bool:
    """Whether two stores have the same tables and documents, in the same order."""
    pairs = zip_longest(_everything(one), _everything(other))
    return all(here == there for here, there in pairs)


def _everything(connection: Connection) -> Iterator[tuple[str, object]]:
    for name in reading.names(connection):
        yield name, reading.count(connection, name)
        for row in reading.rows(connection, name):
            yield name, row
