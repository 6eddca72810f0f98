"""Which part of a TinyDB condition the index can answer.

The answer is a *cover*: places of which every matching document is listed at one at least.
SQL finds the documents listed there, and the condition is then evaluated on each of them.
None means that every document has to be looked at.
"""

from typing import Any

from tinydb.queries import QueryInstance

from .keys import Place, place

Cover = tuple[Place, ...]
PLAIN = (type(None), bool, int, float, str)
WIDEST = 50


def cover(condition: object) -> Cover | None:
    """The cover of a condition, or None. Only ``==`` with a plain value on a path of strings
    is ever used, and what ``&`` and ``|`` make of it.

    A condition describes itself in the value that TinyDB hashes it by. For other tests that
    value is at times wrong (``matches`` forgets its flags, ``fragment`` its path), so none of
    them is looked at.
    """
    if type(condition) is not QueryInstance:
        return None
    return _cover(condition._hash)


def _cover(described: Any) -> Cover | None:
    match described:
        case ("==", tuple(path), value):
            exact = all(type(part) is str for part in path) and type(value) in PLAIN
            return (place(path, value),) if exact else None
        case ("and", frozenset(sides)):
            return narrowest([_cover(side) for side in sides])
        case ("or", frozenset(sides)):
            return union([_cover(side) for side in sides])
    return None


def union(covers: list[Cover | None]) -> Cover | None:
    """The cover of "one of these", or None when a part has none or there are too many."""
    together: dict[Place, None] = {}
    for one in covers:
        if one is None:
            return None
        together.update(dict.fromkeys(one))
    return tuple(together) if len(together) <= WIDEST else None


def narrowest(covers: list[Cover | None]) -> Cover | None:
    """The cover of "all of these": one is enough, and intersecting in SQL is slower.

    The fewest places win, then the longest key: an id is rarer than a flag or a state.
    """
    usable = [one for one in covers if one is not None]
    return min(usable, key=_breadth, default=None)


def _breadth(one: Cover) -> tuple[int, int]:
    return len(one), -min((len(place.key) for place in one), default=0)
