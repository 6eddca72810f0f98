"""From a database's URL to an engine, and from its driver's errors to ours."""

from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError

from .dialects import Dialect
from .errors import StoreError, StoreUnavailable, translated
from .postgresql import PostgreSQL
from .sqlite import SQLite

DIALECTS: dict[str, type[Dialect]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def engine_for(address: str, *, make: bool = True) -> tuple[Dialect, Engine]:
    """The engine for a database URL, and its dialect. Raises StoreUnavailable; NoStore when a
    file would have to be made and is not to be."""
    url = _parsed(address)
    dialect = DIALECTS[url.get_backend_name()]()
    engine = dialect.engine(url, make=make)
    event.listen(engine, "handle_error", _translate)
    return dialect, engine


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() not in DIALECTS:
        # The address itself is not repeated: it may hold a password.
        raise StoreUnavailable(
            "A store is named by sqlite:///path or postgresql+psycopg://host/name."
        )
    return url


def _translate(context: ExceptionContext) -> StoreError | None:
    if context.is_pre_ping:
        return None  # the pool looks for another connection by itself
    return translated(
        context.original_exception,
        lost=context.is_disconnect,
        connecting=context.connection is None,
    )
