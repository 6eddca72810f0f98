"""Stock TinyDB, to compare with."""

import json
import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document

LONG = int(os.environ.get("WRITING_CENTER_LONG_TESTS", "1"))
"""How many times as many random examples are tried."""
TABLES = ("_default", "other'\"é")


class StockStorage(MemoryStorage):
    """TinyDB's JSON storage without its file: what is read went through JSON."""

    def write(self, data: dict[str, Any]) -> None:
        super().write(json.loads(json.dumps(data)))

    def read(self) -> dict[str, Any] | None:
        return json.loads(json.dumps(super().read()))


def stock_in_memory() -> TinyDB:
    return _uncached(TinyDB(storage=StockStorage))


def stock_in_file(path: Path) -> TinyDB:
    return _uncached(TinyDB(path))


def _uncached(database: TinyDB) -> TinyDB:
    for name in TABLES:
        database.table(name, cache_size=0)
    return database


def seen(found: list[Document]) -> list[tuple[int, str]]:
    """Documents as text: NaN differs from itself, and -0.0 doesn't from 0.0."""
    return [(document.doc_id, json.dumps(document)) for document in found]


def compared(examples: int) -> settings:
    return settings(
        max_examples=examples * LONG,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
