"""A center as a plain TinyDB file, out and in: JSON that stock TinyDB opens."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection

from . import reading
from .center_store import CenterStore
from .database import Database
from .errors import BadFile, NotEmpty, Unreadable
from .files import written_whole
from .progress import OnProgress, Steps, quiet
from .records import Records
from .rows import as_text
from .secrets import SECRET_FIELDS, SECRET_TABLES, without_secrets

Data = dict[str, dict[str, dict[str, Any]]]


def export_json(
    database: Database, path: Path, *, overwrite: bool = False, on_progress: OnProgress = quiet
) -> int:
    """Write everything but secrets, as of one moment; how many documents.

    ASCII only: stock TinyDB opens its file in whatever encoding the computer has. Raises
    NotEmpty when there is such a file, BadFile when it can't be written.
    """
    with (
        written_whole(path, overwrite=overwrite) as draft,
        draft.open("w", encoding="ascii") as out,
        database.storage.connections.reading() as connection,
    ):
        names = [name for name in reading.names(connection) if name not in SECRET_TABLES]
        total = sum(reading.count(connection, name) for name in names)
        _write(out, connection, names, Steps(total, on_progress))
    return total


def import_json(
    database: Database, path: Path, *, replace: bool = False, on_progress: OnProgress = quiet
) -> int:
    """Take in a TinyDB file, all or nothing; how many documents.

    Raises NotEmpty when something is in the store already and it is not to be replaced, BadFile
    when the file is none of TinyDB's, or holds what the center can't read.
    """
    data = _read(path)
    steps = Steps(sum(map(len, data.values())), on_progress)
    with database.transaction():
        if not replace and any(len(database.table(name)) for name in database.tables()):
            raise NotEmpty("The center is not empty and nothing was imported.")
        database.storage.write(data)
        try:
            _try_reading(database, steps)
        except Unreadable as error:
            raise BadFile(f"Nothing was imported: {error}") from error
    return sum(map(len, data.values()))


def _write(out: TextIO, connection: Connection, names: list[str], steps: Steps) -> None:
    out.write("{")
    for number, name in enumerate(names):
        out.write(f"{',' if number else ''}\n{json.dumps(name)}: {{")
        for position, (doc_id, body) in enumerate(_shown(connection, name)):
            out.write(f'{"," if position else ""}\n"{doc_id}": {body}')
            steps.step()
        out.write("}")
    out.write("}\n")


def _shown(connection: Connection, name: str) -> Iterator[tuple[int, str]]:
    for row in reading.rows(connection, name):
        if name in SECRET_FIELDS:
            yield row.doc_id, as_text(without_secrets(name, json.loads(row.body)))
        else:
            yield row.doc_id, row.body


def _read(path: Path) -> Data:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"The file {path} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BadFile(f"The file {path} is not JSON.") from error
    if not _is_data(data):
        raise BadFile(
            f"The file {path} is not one of TinyDB's: tables of numbered documents are expected."
        )
    return data  # type: ignore[no-any-return]


def _is_data(data: object) -> bool:
    return isinstance(data, dict) and all(
        isinstance(table, dict)
        and all(_is_number(doc_id) and isinstance(doc, dict) for doc_id, doc in table.items())
        for table in data.values()
    )


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return False
    return str(int(text)) == text and abs(int(text)) < 1 << 63


def _try_reading(database: Database, steps: Steps) -> None:
    """Read all that pages will read; tables of one's own are just counted."""
    known = {
        records.name: records
        for records in vars(CenterStore(database)).values()
        if isinstance(records, Records)
    }
    for name in database.tables():
        things = known[name].each() if name in known else iter(database.table(name))
        for _ in things:
            steps.step()
