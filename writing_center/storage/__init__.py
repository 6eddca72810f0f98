"""The only SQL and the only TinyDB."""

from .database import Database, open_database
from .errors import StoreError, StoreTooNew, StoreUnavailable
from .records import Records

__all__ = [
    "Database",
    "Records",
    "StoreError",
    "StoreTooNew",
    "StoreUnavailable",
    "open_database",
]
