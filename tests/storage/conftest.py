from collections.abc import Iterator
from pathlib import Path

import pytest

from writing_center.storage import Database, open_database

from .postgres import PostgresServer, postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a store that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/center.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty store."""
    with open_database(database_url) as opened:
        yield opened


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """A place for an embedded store that is not there yet."""
    return tmp_path / "center.db"
