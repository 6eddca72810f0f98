"""What is counted of a table along with each write, so that nobody has to count its rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 64
"""Fields that are kept track of; a table's row stays small."""


@dataclass
class Tally:
    """How many documents a table has, and the top-level fields in which each of them has a plain
    value (as a JSON list of their paths): a search for such a field's value misses none of them.

    A field that one document was once without is not taken up again before the table is empty.
    """

    size: int = 0
    text: str = "[]"

    def add(self, paths: Iterable[str]) -> None:
        """A new document is listed under these paths."""
        if self.size:
            self.change(paths)
        else:
            self.text = json.dumps(sorted(filter(is_field, paths))[:MOST])
        self.size += 1

    def change(self, paths: Iterable[str]) -> None:
        """A document is listed under these paths from now on."""
        known = json.loads(self.text)
        kept = set(known).intersection(paths)
        if len(kept) < len(known):
            self.text = json.dumps(sorted(kept))

    def drop(self, documents: int) -> None:
        """So many documents are gone."""
        self.size -= documents
        if not self.size:
            self.clear()

    def clear(self) -> None:
        """All are gone."""
        self.size, self.text = 0, "[]"


def is_field(path: str) -> bool:
    """Whether a path leads to a top-level field, for certain."""
    return "." not in path
