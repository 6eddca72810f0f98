"""A real store for every test: SQLite, or (with ``both_engines``) PostgreSQL as well."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from settable_clock import SettableClock

from .class_at_work import ClassAtWork, class_at_work


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[object]:
    from storage.postgres import running_postgres

    with running_postgres() as server:
        yield server


@pytest.fixture
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a store that is not there yet."""
    if getattr(request, "param", "sqlite") == "postgresql":
        return request.getfixturevalue("postgres_server").new_database()
    return f"sqlite:///{tmp_path}/center.db"


@pytest.fixture
def at_work(store_url: str, clock: SettableClock) -> Iterator[ClassAtWork]:
    """A teacher's class with an assignment in drafting, and no students yet."""
    made = class_at_work(store_url, clock)
    yield made
    made.center.store.close()  # type: ignore[attr-defined]


@pytest.fixture
def class_of(at_work: ClassAtWork) -> Callable[..., ClassAtWork]:
    """``class_of("Ann", "Bo")``: the class with these students."""

    def make(*names: str) -> ClassAtWork:
        for name in names:
            at_work.joins(name)
        return at_work

    return make
