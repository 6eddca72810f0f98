"""A copy of the whole store in one file, made while the center runs; and back from there."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from .copies import copy
from .database import Database, open_database, open_existing
from .errors import BadFile
from .files import free_name, written_whole
from .progress import OnProgress, quiet


def back_up(
    database: Database, path: Path, *, overwrite: bool = False, on_progress: OnProgress = quiet
) -> int:
    """Put everything, secrets too, as of one moment into an SQLite file; how many documents.

    Raises NotEmpty when there is such a file, BadFile when it can't be written.
    """
    connections = database.storage.connections
    with written_whole(path, overwrite=overwrite) as draft:
        if not connections.copy_into(draft):
            with open_database(_url(draft)) as target:
                copy(database, target, on_progress=on_progress)
        return _look_through(draft) or 0


def restore(
    path: Path, url: str, *, overwrite: bool = False, on_progress: OnProgress = quiet
) -> int:
    """Make the store at ``url`` what a backup holds, all or nothing; how many documents.

    Whoever has it open sees the restored state at once. A store file that is damaged is put
    aside. Raises BadFile when the backup is none, NotEmpty when there are documents in the store
    and they are not to be overwritten.
    """
    with _opened_backup(path) as source:
        if overwrite:
            _put_aside_if_damaged(url)
        with open_database(url) as target:
            return copy(source, target, overwrite=overwrite, on_progress=on_progress)


@contextmanager
def _opened_backup(path: Path) -> Iterator[Database]:
    """What is in a backup, checked; the file itself is left as it is, also when it is of an
    older version. Raises BadFile, StoreTooNew."""
    if not path.is_file():
        raise BadFile(f"There is no file {path}.")
    with tempfile.TemporaryDirectory() as folder:
        working = Path(folder, "backup.db")
        _take(path, working)
        if _look_through(working) is None:
            raise _bad(path)
        with open_existing(_url(working)) as opened:
            yield opened


def _take(path: Path, working: Path) -> None:
    """Copy a database, with what may still be in a log beside it."""
    working.touch(0o600)
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(working)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        raise _bad(path) from error


def _look_through(path: Path) -> int | None:
    """How many documents are in a file, None when it is no store's. Raises BadFile when SQLite
    finds something wrong in it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise _bad(path)
            if not connection.execute(_STORE_THERE).fetchone():
                return None
            return int(connection.execute("SELECT count(*) FROM center_documents").fetchone()[0])
    except sqlite3.Error as error:
        raise _bad(path) from error


def _put_aside_if_damaged(url: str) -> None:
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    path = Path(address.database)
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        _look_through(path)
    except BadFile:
        aside = free_name(path, "damaged")
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))


def _bad(path: Path) -> BadFile:
    return BadFile(f"The file {path} is damaged, or is no backup of a writing center.")


def _url(path: Path) -> str:
    return f"sqlite:///{path.absolute()}"


_STORE_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'center_documents'"
