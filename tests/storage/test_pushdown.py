"""What the index is asked, and what it never is."""

import re

import pytest
from sqlalchemy import event
from tinydb import Query, where
from tinydb.queries import QueryLike

from writing_center.storage import Database
from writing_center.storage.keys import LONGEST, key_of, place, places
from writing_center.storage.pushdown import WIDEST, cover

doc = Query()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (doc.a == "x", [place(["a"], "x")]),
        (doc.a.b == None, [place(["a", "b"], None)]),  # noqa: E711
        (doc.a == True, [place(["a"], 1)]),  # noqa: E712
        ((doc.state == "open") & (doc.id == "0190-aaaa"), [place(["id"], "0190-aaaa")]),
        ((doc.a == 1) & doc.b.exists(), [place(["a"], 1)]),
        ((doc.a == 1) & ~(doc.b == 2), [place(["a"], 1)]),
        ((doc.a == 1) | (doc.b == 2), [place(["a"], 1), place(["b"], 2)]),
        (((doc.a == 1) | (doc.a == 2)) & (doc.b == 3), [place(["b"], 3)]),
    ],
)
def test_equality_is_asked_of_the_index(condition: QueryLike, expected: list[object]) -> None:
    assert set(cover(condition) or ()) == set(expected)


@pytest.mark.parametrize(
    "condition",
    [
        doc.a != 1,
        ~(doc.a == 1),
        doc.a < 1,
        doc.a.exists(),
        doc.a == [1],
        doc.a == {"b": 1},
        doc.a.fragment({"b": 1}),
        doc.fragment({"a": 1}),
        doc.a.matches("x", re.IGNORECASE),
        doc.a.one_of([1]),
        doc.a.any([1]),
        doc.a.map(str) == "1",
        doc.map(len) == 1,
        (doc.a == 1) | (doc.b != 1),
        doc.noop(),
        lambda document: True,
        None,
    ],
)
def test_everything_else_looks_at_every_document(condition: QueryLike) -> None:
    assert cover(condition) is None


def test_an_alternative_of_too_many_is_not_asked() -> None:
    condition = doc.a == 0
    for n in range(1, WIDEST):
        condition |= doc.a == n
    assert len(cover(condition) or ()) == WIDEST
    assert cover(condition | (doc.a == WIDEST)) is None


def test_only_candidates_are_looked_at(database: Database) -> None:
    database.insert_multiple({"n": n, "five": n % 5} for n in range(100))
    looked_at: list[int] = []

    def look(n: int) -> bool:
        looked_at.append(n)
        return True

    condition = where("n").test(look) & (where("five") == 3)
    expected = list(range(3, 100, 5))
    for use in (
        database.search,
        database.count,
        lambda cond: database.update({"seen": True}, cond),
        lambda cond: database.upsert({"seen": True}, cond),
        lambda cond: database.update_multiple([({"seen": True}, cond)]),
        database.remove,
    ):
        looked_at.clear()
        use(condition)
        assert looked_at == expected


def test_equal_values_have_one_key() -> None:
    for one, other in [
        (1, True),
        (0, -0.0),
        (1.0, 1),
        (2**53, 2.0**53),
        (10**30, 10**30),
        (False, 0),
    ]:
        assert (one == other) == (key_of(one) == key_of(other))
    keys = [key_of(value) for value in (None, 0, 1, 0.1, "", "0", "1", "null", "None", 2**70, "x")]
    assert len(set(keys)) == len(keys)


def test_keys_are_short_and_ascii() -> None:
    for value in ["x" * 10_000, "🦉" * 100, "\x00\ud800", 10**5000, 1e308, float("nan")]:
        assert key_of(value).isascii()
        assert "\x00" not in key_of(value)
        assert len(key_of(value)) <= LONGEST
    assert key_of("x" * 10_000) != key_of("x" * 10_001)


def test_scalars_are_listed_and_lists_are_not() -> None:
    document = {"a": {"b": 1, "c": {"d": None}}, "l": [1, {"x": 2}], "e": {}}
    assert places(document) == {place(["a", "b"], 1), place(["a", "c", "d"], None)}


def test_one_update_asks_little_and_counts_nothing(database: Database) -> None:
    """What it costs must not depend on the size of the table."""
    database.insert_multiple({"id": f"{n}"} for n in range(10))
    asked: list[str] = []
    engine = database.storage.connections._engine

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    for use in (
        lambda: database.insert({"id": "new"}),
        lambda: database.update({"n": 1}, where("id") == "4"),
        lambda: database.update({"n": 2}, doc_ids=[4]),
        lambda: database.table("_default").put([{"id": "5", "n": 1}], "id"),
        lambda: database.upsert({"n": 1}, where("id") == "6"),
        lambda: database.remove(where("id") == "7"),
    ):
        asked.clear()
        use()
        assert len(asked) <= 7
        assert not [statement for statement in asked if "count(" in statement]
