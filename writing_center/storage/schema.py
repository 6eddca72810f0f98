"""The four SQL tables under a center's store, and their version.

``center_documents`` keeps a document a row, as JSON text. ``position`` counts through all
tables in the order of insertion, and is the order in which documents are handed out.
``center_index`` lists the documents by the scalars in them (see ``keys``).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
    text,
)

from .errors import StoreTooNew

VERSION = 2
"""Raise it with every change to these tables, and add a step to ``migrations``."""

metadata = MetaData()
# On SQLite only a column declared INTEGER is the row's own number.
_number = BigInteger().with_variant(Integer(), "sqlite")
# Compared byte by byte on both engines, whatever the server's locale.
_exact = Text().with_variant(Text(collation="C"), "postgresql")

store = Table(
    "center_store",
    metadata,
    Column("name", _exact, primary_key=True),
    Column("value", _number, nullable=False),
)

tables = Table(
    "center_tables",
    metadata,
    Column("id", _number, primary_key=True, autoincrement=False),
    Column("name", _exact, nullable=False, unique=True),
    # A dropped table keeps its row, so that its revision never starts again.
    Column("present", Boolean, nullable=False),
    Column("revision", _number, nullable=False),
    Column("next_id", _number),
    # Counted along with each write: counting rows takes the longer the more there are.
    Column("size", _number, nullable=False, server_default=text("0")),
    # A JSON list of fields (see ``tallies``).
    Column("filled", _exact, nullable=False, server_default=text("'[]'")),
)

documents = Table(
    "center_documents",
    metadata,
    Column("position", _number, primary_key=True, autoincrement=False),
    Column("table_id", _number, nullable=False),
    Column("doc_id", _number, nullable=False),
    Column("body", _exact, nullable=False),
    UniqueConstraint("table_id", "doc_id"),
    Index("center_documents_in_order", "table_id", "position"),
)

entries = Table(
    "center_index",
    metadata,
    Column("table_id", _number, primary_key=True, autoincrement=False),
    Column("path", _exact, primary_key=True),
    Column("key", _exact, primary_key=True),
    Column("position", _number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)


def version_of(connection: Connection) -> int | None:
    """The version of the store at hand, None when there is none yet.

    Raises StoreTooNew; writes nothing.
    """
    if not inspect(connection).has_table(store.name):
        return None
    found = connection.execute(select(store.c.value).where(store.c.name == "version")).scalar()
    if found is not None and found > VERSION:
        raise StoreTooNew(found, VERSION)
    return found


def create(connection: Connection) -> None:
    """Make the tables of a new store, inside a write transaction."""
    metadata.create_all(connection)
    connection.execute(store.insert().values(name="version", value=VERSION))
