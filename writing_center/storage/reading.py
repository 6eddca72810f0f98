"""Finding rows: in the order of insertion, page by page, so that a reader's memory is flat."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select, union

from .pushdown import Cover
from .schema import documents, entries, tables

FIRST_PAGE, LARGEST_PAGE = 32, 2048
IDS_A_PAGE = 500


class Row(NamedTuple):
    """A stored document: TinyDB's number for it, its place in the order, its JSON text."""

    doc_id: int
    position: int
    body: str


def escaped(name: str) -> str:
    """A table's name as it stands in SQL: ASCII, so that every name can be kept."""
    return name.encode("unicode_escape").decode("ascii")


def unescaped(name: str) -> str:
    """The name a table was given."""
    return name.encode("ascii").decode("unicode_escape")


def rows(connection: Connection, table: str, cover: Cover | None = None) -> Iterator[Row]:
    """The rows of a table that a cover leaves to look at; all of them when it is None.

    The pages grow: one that looks for a single document reads few, a scan asks seldom.
    """
    if cover is not None and not cover:
        return
    statement = _page(None if cover is None else len(cover))
    given = {"table": escaped(table), **_places(cover or ())}
    after, size = 0, FIRST_PAGE
    while True:
        page = connection.execute(statement, {**given, "after": after, "size": size}).all()
        yield from map(Row._make, page)
        if len(page) < size:
            return
        after, size = page[-1].position, min(size * 4, LARGEST_PAGE)


def by_ids(connection: Connection, table: str, doc_ids: Sequence[int]) -> list[Row]:
    """The rows with these numbers, in the order of insertion; those that are not there are left
    out."""
    found: list[Row] = []
    for start in range(0, len(doc_ids), IDS_A_PAGE):
        given = {"table": escaped(table), "ids": list(doc_ids[start : start + IDS_A_PAGE])}
        found.extend(map(Row._make, connection.execute(_BY_IDS, given)))
    return sorted(found, key=lambda row: row.position)


def by_id(connection: Connection, table: str, doc_id: int) -> Row | None:
    """The row with this number."""
    found = connection.execute(_BY_ID, {"table": escaped(table), "id": doc_id}).first()
    return None if found is None else Row._make(found)


def count(connection: Connection, table: str) -> int:
    """How many documents a table has."""
    return int(connection.execute(_COUNT, {"table": escaped(table)}).scalar() or 0)


def filled(connection: Connection, table: str) -> set[str]:
    """Paths under which every document of a table is known to be listed."""
    found = connection.execute(_FILLED, {"table": escaped(table)}).scalar()
    return set(json.loads(found or "[]"))


def listed(connection: Connection, table: str, path: str) -> int:
    """How many documents of a table are listed under a path."""
    given = {"table": escaped(table), "path": path}
    return int(connection.execute(_LISTED, given).scalar_one())


def names(connection: Connection) -> list[str]:
    """The names of the tables there are, empty ones too, in the order in which they were made."""
    return [unescaped(name) for name in connection.execute(_NAMES).scalars()]


def revision(connection: Connection, table: str | None) -> int:
    """How often a table (or any) was changed."""
    if table is None:
        return int(connection.execute(_REVISIONS).scalar_one())
    return int(connection.execute(_REVISION, {"table": escaped(table)}).scalar() or 0)


def _places(cover: Cover) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for number, at in enumerate(cover):
        given[f"path{number}"], given[f"key{number}"] = at
    return given


TABLE_ID = select(tables.c.id).where(tables.c.name == bindparam("table")).scalar_subquery()
_ROW = select(documents.c.doc_id, documents.c.position, documents.c.body)
_BY_ID = _ROW.where(documents.c.table_id == TABLE_ID, documents.c.doc_id == bindparam("id"))
_BY_IDS = _ROW.where(
    documents.c.table_id == TABLE_ID, documents.c.doc_id.in_(bindparam("ids", expanding=True))
)
_COUNT = select(tables.c.size).where(tables.c.name == bindparam("table"))
_FILLED = select(tables.c.filled).where(tables.c.name == bindparam("table"))
_LISTED = (
    select(func.count())
    .select_from(entries)
    .where(entries.c.table_id == TABLE_ID, entries.c.path == bindparam("path"))
)
_NAMES = select(tables.c.name).where(tables.c.present).order_by(tables.c.id)
_REVISION = select(tables.c.revision).where(tables.c.name == bindparam("table"))
_REVISIONS = select(func.coalesce(func.sum(tables.c.revision), 0))


@cache
def _page(width: int | None) -> Select[Any]:
    """The statement for one page: of a whole table, or of a cover of ``width`` places."""
    size: Any = bindparam("size")
    after: Any = bindparam("after")
    if width is None:
        in_order = documents.c.position > after
        return (
            _ROW.where(documents.c.table_id == TABLE_ID, in_order)
            .order_by(documents.c.position)
            .limit(size)
        )
    if width == 1:
        listed = _listed(0)
    else:
        listed = select(union(*map(_listed, range(width))).subquery().c.position)
    # The LIMIT in here makes both databases look into the index first, whatever they know about
    # the size of the tables.
    page = listed.order_by("position").limit(size).subquery()
    return _ROW.join_from(page, documents, documents.c.position == page.c.position).order_by(
        page.c.position
    )


def _listed(number: int) -> Select[Any]:
    return select(entries.c.position).where(
        entries.c.table_id == TABLE_ID,
        entries.c.path == bindparam(f"path{number}"),
        entries.c.key == bindparam(f"key{number}"),
        entries.c.position > bindparam("after"),
    )
