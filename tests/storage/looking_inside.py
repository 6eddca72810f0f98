"""What only tests look at: the SQL tables themselves."""

from sqlalchemy import select

from writing_center.storage import Database
from writing_center.storage.reading import escaped
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
