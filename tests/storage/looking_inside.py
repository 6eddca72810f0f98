"""What only tests look at: the SQL tables themselves."""

import json

from sqlalchemy import select

from writing_center.storage import Database
from writing_center.storage.keys import places
from writing_center.storage.reading import escaped, unescaped
from writing_center.storage.schema import documents, entries, tables


def listed(database: Database, table: str) -> set[tuple[int, str, str]]:
    """The index of a table: number, path and key. Entries without a document show as number 0."""
    statement = (
        select(documents.c.doc_id, entries.c.path, entries.c.key)
        .select_from(entries)
        .join(tables, tables.c.id == entries.c.table_id)
        .outerjoin(documents, documents.c.position == entries.c.position)
        .where(tables.c.name == escaped(table))
    )
    with database.storage.connections.reading() as connection:
        return {(row[0] or 0, row[1], row[2]) for row in connection.execute(statement)}


def kept_tallies(database: Database) -> dict[str, tuple[int, set[str]]]:
    """What the store says of each table: how many documents, and fields in which all are listed."""
    statement = select(tables.c.name, tables.c.size, tables.c.filled).where(tables.c.present)
    with database.storage.connections.reading() as connection:
        return {
            unescaped(name): (size, set(json.loads(filled)))
            for name, size, filled in connection.execute(statement)
        }


def right_tallies(database: Database) -> dict[str, tuple[int, set[str]]]:
    """The same, by looking at each document."""
    right = {}
    for name in database.tables():
        found = [{at.path for at in places(document)} for document in database.table(name)]
        everywhere = set.intersection(*found) if found else set()
        right[name] = (len(found), {path for path in everywhere if "." not in path})
    return right
