"""Typed collections: frozen dataclasses in a TinyDB table."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, Generic, TypeVar

import msgspec
from tinydb import where

from .database import Database
from .errors import Unreadable
from .keys import place
from .pushdown import Cover, narrowest

T = TypeVar("T")


Plain = str | int | bool | Enum | None


class Records(Generic[T]):
    """All things of one dataclass, told apart by their field ``id``, in the order in which they
    were first put.

    A row written before the class had a field gets that field's default; a field that the class
    no longer has is passed over.
    """

    def __init__(self, database: Database, table_name: str, type_: type[T]) -> None:
        self.name = table_name
        self._table = database.table(table_name)
        self._type = type_
        self._decoder = msgspec.json.Decoder(type_)
        self._names = {field.name for field in fields(type_)}  # type: ignore[arg-type]
        self._defaults = _defaults(type_)

    def find(self, id: str) -> T | None:
        """The thing with this id, or None."""
        return self.first(id=id)

    def where(self, **fields: Plain) -> list[T]:
        """The things whose fields equal those given. Raises TypeError for an unknown field."""
        return list(self._matching(fields))

    def first(self, **fields: Plain) -> T | None:
        """The first such thing, or None."""
        return next(self._matching(fields), None)

    def count(self, **fields: Plain) -> int:
        """How many such things there are."""
        return sum(1 for _ in self._matching(fields)) if fields else len(self._table)

    def all(self) -> list[T]:
        """Every thing."""
        return list(self.each())

    def each(self) -> Iterator[T]:
        """One thing after the other, without having them all in memory. Raises Unreadable."""
        return self._matching({})

    def put(self, thing: T) -> T:
        """Keep a new thing, or replace the one with the same id in its place."""
        self.add_many([thing])
        return thing

    def add_many(self, things: Iterable[T]) -> None:
        """``put`` each, all at once or none."""
        self._table.put([msgspec.to_builtins(thing, str_keys=True) for thing in things], "id")

    def remove(self, id: str) -> bool:
        """Forget a thing; False when it was not there."""
        return bool(self._table.remove(where("id") == id))

    def _matching(self, wanted: dict[str, Plain]) -> Iterator[T]:
        self._check(wanted)
        plain = {name: msgspec.to_builtins(value) for name, value in wanted.items()}
        for body in self._table.bodies(self._cover(plain)):
            thing = self._decoded(body)
            if all(msgspec.to_builtins(getattr(thing, n)) == value for n, value in plain.items()):
                yield thing

    def _check(self, names: Iterable[str]) -> None:
        unknown = set(names) - self._names
        if unknown:
            raise TypeError(f"{self._type.__name__} has no field {', '.join(sorted(unknown))}")

    def _cover(self, wanted: dict[str, Any]) -> Cover | None:
        """What the index can answer. A row that is older than a field is not listed under it, yet
        has its default: then the index answers only if every row is listed."""
        sure = [
            name for name, value in wanted.items() if value != self._defaults.get(name, MISSING)
        ]
        sure = sure or [name for name in wanted if self._table.is_listed_throughout(name)]
        return narrowest([(place([name], wanted[name]),) for name in sure])

    def _decoded(self, body: str) -> T:
        try:
            return self._decode(body)
        except msgspec.ValidationError as error:
            raise Unreadable(self.name, str(error)) from error

    def _decode(self, body: str) -> T:
        try:
            return self._decoder.decode(body)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            # Half an emoji and NaN are JSON to Python, and so to TinyDB, but not to msgspec.
            return msgspec.convert(json.loads(body), self._type)


def _defaults(type_: type[Any]) -> dict[str, Any]:
    """The plain values that a row has for the fields it was written without."""
    found = {}
    for field in fields(type_):
        if field.default is not MISSING:
            found[field.name] = msgspec.to_builtins(field.default)
        elif field.default_factory is not MISSING:
            found[field.name] = msgspec.to_builtins(field.default_factory())
    return found
