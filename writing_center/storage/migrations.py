"""Bringing the tables of an older store up to the present version, one step a version.

A step runs inside the transaction that does it all, after a copy was put aside. It is plain SQL
about the tables as they were then: it must not change when ``schema`` goes on.
"""

import json
from collections.abc import Callable

from sqlalchemy import Connection, text

from .errors import StoreUnavailable
from .schema import VERSION


def migrate(connection: Connection, found: int) -> None:
    """Make a store of version ``found`` one of ours. Raises StoreUnavailable when it is of a
    version that never was."""
    for version in range(found, VERSION):
        if version not in STEPS:
            raise StoreUnavailable("The store's version is unknown; please restore a backup.")
        STEPS[version](connection)
    connection.execute(
        text("UPDATE center_store SET value = :version WHERE name = 'version'"),
        {"version": VERSION},
    )


def count_along(connection: Connection) -> None:
    """From 1 to 2: a table's row says how many documents there are, and which fields all have."""
    for statement in (
        "ALTER TABLE center_tables ADD COLUMN size BIGINT DEFAULT 0 NOT NULL",
        "ALTER TABLE center_tables ADD COLUMN filled TEXT DEFAULT '[]' NOT NULL",
        "UPDATE center_tables SET size = (SELECT count(*) FROM center_documents "
        "WHERE table_id = center_tables.id)",
    ):
        connection.execute(text(statement))
    fields: dict[int, list[str]] = {}
    for table_id, path in connection.execute(text(_IN_EVERY_DOCUMENT)):
        fields.setdefault(table_id, []).append(path)
    for table_id, paths in fields.items():
        connection.execute(text(_SET_FILLED), {"filled": json.dumps(paths[:64]), "id": table_id})


_IN_EVERY_DOCUMENT = """
    SELECT center_tables.id, path FROM center_index JOIN center_tables ON table_id = id
    WHERE path NOT LIKE '%.%' GROUP BY id, size, path HAVING count(*) = size ORDER BY id, path
"""
_SET_FILLED = "UPDATE center_tables SET filled = :filled WHERE id = :id"

STEPS: dict[int, Callable[[Connection], None]] = {1: count_along}
