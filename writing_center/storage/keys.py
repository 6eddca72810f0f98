"""Under which keys the scalars of a document are found again.

Keys are computed in Python, because no SQL compares JSON as Python does. The one rule: values
that are equal in Python (1, 1.0 and True) have the same key. Two different values may share
one: what an index finds is only ever a candidate, and the condition itself decides.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

LONGEST = 64
"""Longer texts are cut and hashed: an index entry is small however long an essay is."""


class Place(NamedTuple):
    """A path into a document and the key of the value there, as they stand in the index."""

    path: str
    key: str


def place(path: Iterable[str], value: object) -> Place:
    """Where a document is listed whose value at ``path`` equals the plain ``value``."""
    return Place(_path_text(".".join(path)), key_of(value))


def key_of(value: object) -> str:
    """The key of None, a bool, a number or a string: JSON, ASCII and short, so any database
    can hold it. Lone surrogates and NULs are escaped like everything unusual."""
    if value is None:
        return "null"
    if isinstance(value, float):
        if not value.is_integer():
            return float.__repr__(value)
        value = int(value)
    if isinstance(value, int):
        # hex() has no limit of digits, and Python 3.11's str() of an int has.
        return _bounded(str(int(value)) if abs(value) < 1 << 63 else hex(value))
    return _bounded(json.dumps(value))


def places(document: Mapping[str, Any]) -> set[Place]:
    """Every place at which a (decoded) document is listed: its scalars, also in nested objects.

    Lists are not listed: TinyDB compares them as a whole.
    """
    return {Place(_path_text(path), key_of(value)) for path, value in _scalars(document)}


def _scalars(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    waiting: list[tuple[str, Mapping[str, Any]]] = [("", document)]
    while waiting:
        prefix, mapping = waiting.pop()
        for name, value in mapping.items():
            if isinstance(value, dict):
                waiting.append((f"{prefix}{name}.", value))
            elif not isinstance(value, list):
                yield prefix + name, value


@lru_cache(maxsize=4096)
def _path_text(joined: str) -> str:
    return _bounded(json.dumps(joined)[1:-1])


def _bounded(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:24]}#{blake2b(text.encode('ascii'), digest_size=16).hexdigest()}"
