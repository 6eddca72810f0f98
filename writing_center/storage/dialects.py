"""What the store asks of a kind of database. The only differences between them are here, in
``sqlite`` and in ``postgresql``."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from .keys import Place

Listing = tuple[Place, int]
"""A place, and the position of a document that is listed there."""


class Dialect(ABC):
    """A kind of database: how it is opened, locked for writing, and filled."""

    reading: ClassVar[dict[str, Any]] = {}
    """Options of a connection that only reads: it sees one state of the store."""

    @abstractmethod
    def engine(self, url: URL, *, make: bool) -> Engine:
        """An engine whose connections are safe to write with. Raises NoStore when there is no
        file and none is to be made."""

    @abstractmethod
    def prepare(self, engine: Engine) -> None:
        """Set what has to be set in the database, once its version is known to be ours."""

    @abstractmethod
    def put_aside(self, engine: Engine, connection: Connection, version: int) -> str:
        """Keep the store as it is before it is migrated, while ``connection`` lets nobody write;
        what the copy is called."""

    @abstractmethod
    def lock(self, connection: Connection) -> None:
        """Wait until this transaction is the only one that writes; its first statement."""

    def copy_into(self, engine: Engine, path: Path) -> bool:
        """Copy the store as it is now into an empty file; False where the database can't."""
        return False

    @abstractmethod
    def add_documents(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Write new documents."""

    @abstractmethod
    def add_entries(self, connection: Connection, table_id: int, found: Iterable[Listing]) -> None:
        """Add entries to the index."""

    @abstractmethod
    def drop_entries(self, connection: Connection, table_id: int, found: Iterable[Listing]) -> None:
        """Take entries out of the index."""
