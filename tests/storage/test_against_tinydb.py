"""Random documents, queries and sequences of operations, beside stock TinyDB.

Stock TinyDB runs without its query cache, which at times answers with another query's result.
"""

import json
import math
import operator
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, operations
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from writing_center.storage import Database

COMPARED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

names = st.sampled_from(["a", "b", "c", "a.b", "", 'q"', "é🦉", "\ud800", "\x00", "x" * 200])
numbers = st.one_of(
    st.sampled_from([0, 1, -1, 2**53, 2**63, -(2**63), 2**70, 10**30]),
    st.sampled_from([0.0, -0.0, 1.0, 0.1, 2.0**53, 1e30, math.inf, math.nan, 5e-324]),
)
texts = st.one_of(names, st.sampled_from(["1", "null", "true", "X", "x" * 63, "x" * 64]))
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)
documents = st.dictionaries(names, values, max_size=4)
paths = st.lists(names, min_size=1, max_size=2)


class StockStorage(MemoryStorage):
    """TinyDB's JSON storage without its file: what is read went through JSON."""

    def write(self, data: dict[str, Any]) -> None:
        super().write(json.loads(json.dumps(data)))

    def read(self) -> dict[str, Any] | None:
        return json.loads(json.dumps(super().read()))


def stock() -> TinyDB:
    database = TinyDB(storage=StockStorage)
    for name in ("_default", "other'\"é"):
        database.table(name, cache_size=0)
    return database


def at(path: list[str]) -> Any:
    query = Query()
    for name in path:
        query = query[name]
    return query


COMPARISONS = [operator.eq, operator.eq, operator.eq, operator.ne, operator.lt, operator.ge]
tests = st.one_of(
    st.builds(lambda p, o, v: o(at(p), v), paths, st.sampled_from(COMPARISONS), values),
    st.builds(lambda p: at(p).exists(), paths),
    st.builds(
        lambda p, r, f: at(p).matches(r, f),
        paths,
        st.sampled_from(["x", "X"]),
        st.sampled_from([0, 2]),
    ),
    st.builds(lambda p, v: at(p).one_of(v), paths, st.lists(values, max_size=3)),
    st.builds(lambda p, v: at(p).any(v), paths, st.lists(values, max_size=3)),
    st.builds(lambda p, v: at(p).all(v), paths, st.lists(values, max_size=3)),
    st.builds(lambda p, n, v: at(p).any(at([n]) == v), paths, names, scalars),
    st.builds(lambda p, d: at(p).fragment(d), paths, documents),
    st.builds(lambda d: Query().fragment(d), documents),
    st.builds(lambda p, v: at(p).map(repr) == repr(v), paths, scalars),
    st.builds(lambda p, v: at(p).test(lambda found, wanted: found == wanted, v), paths, scalars),
    st.just(Query().noop()),
)
queries = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(operator.and_, inner, inner),
        st.builds(operator.or_, inner, inner),
        st.builds(operator.invert, inner),
    ),
    max_leaves=4,
)


def seen(found: list[Document]) -> list[tuple[int, str]]:
    """Documents as text: NaN differs from itself, and -0.0 doesn't from 0.0."""
    return [(document.doc_id, json.dumps(document)) for document in found]


@COMPARED
@given(st.lists(documents, max_size=8), st.lists(queries, min_size=1, max_size=6))
@example([{"a": {"b": 1}, "a.b": 1}], [at(["a", "b"]) == True, at(["a.b"]) == 1.0])  # noqa: E712
@example([{"a": 1}, {"a": True}], [(at(["a"]) == 1) | (at(["a"]) == True)])  # noqa: E712
@example([{"a": "x"}, {"a": "X"}], [at(["a"]).matches("X") | at(["a"]).matches("X", 2)])
def test_a_query_finds_what_it_finds_in_tinydb(
    database: Database, given_documents: list[dict[str, Any]], asked: list[QueryInstance]
) -> None:
    database.drop_tables()
    expected = stock()
    expected.insert_multiple(given_documents)
    database.insert_multiple(given_documents)
    for query in asked:
        try:
            wanted = expected.search(query)
        except Exception:
            # An index passes over documents that would have made the condition fail.
            continue
        assert seen(database.search(query)) == seen(wanted)
        assert database.count(query) == len(wanted)
        assert database.contains(query) == bool(wanted)
        first = database.get(query)
        assert seen([first] if first is not None else []) == seen(wanted[:1])


ids = st.integers(1, 8)
conditions = st.one_of(
    st.builds(lambda p, v: at(p) == v, paths, scalars),
    st.builds(operator.and_, st.builds(lambda p: at(p).exists(), paths), tests),
    st.builds(operator.or_, st.builds(lambda p, v: at(p) == v, paths, scalars), tests),
)
updates = st.one_of(
    documents, st.builds(operations.set, names, values), st.builds(operations.delete, names)
)
steps = st.one_of(
    st.tuples(st.just("insert"), documents),
    st.tuples(st.just("insert"), st.builds(Document, documents, ids)),
    st.tuples(st.just("insert_multiple"), st.lists(documents, max_size=4)),
    st.tuples(
        st.just("insert_multiple"),
        st.lists(st.builds(Document, documents, st.integers(900, 999)), max_size=3),
    ),
    st.tuples(st.just("update"), updates),
    st.tuples(st.just("update"), updates, conditions),
    st.tuples(st.just("update"), updates, st.none(), st.lists(ids, max_size=4)),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(updates, conditions), max_size=3)),
    st.tuples(st.just("upsert"), documents, conditions),
    st.tuples(st.just("upsert"), st.builds(Document, documents, ids)),
    st.tuples(st.just("remove"), conditions),
    st.tuples(st.just("remove"), st.none(), st.lists(ids, max_size=4)),
    st.tuples(st.just("get"), st.none(), ids),
    st.tuples(st.just("get"), st.none(), st.none(), st.lists(ids, max_size=4)),
    st.tuples(st.just("truncate")),
    st.tuples(st.just("drop_table")),
    st.tuples(st.just("drop_tables")),
)
scripts = st.lists(st.tuples(st.sampled_from(["_default", "other'\"é"]), steps), max_size=20)


def outcome(database: TinyDB, table: str, step: tuple[Any, ...]) -> Any:
    """What an operation gives back, or how it fails."""
    name, *arguments = step
    if name == "drop_table":
        return database.drop_table(table)
    if name == "drop_tables":
        return database.drop_tables()
    operation = getattr(database.table(table, **uncached(database)), name)
    try:
        return operation(*arguments)
    except (KeyError, TypeError, ValueError) as error:
        return type(error)


def uncached(database: TinyDB) -> dict[str, int]:
    return {} if isinstance(database, Database) else {"cache_size": 0}


def state(database: TinyDB) -> dict[str, list[tuple[int, str]]]:
    return {name: seen(database.table(name).all()) for name in sorted(database.tables())}


@COMPARED
@given(scripts)
def test_operations_in_any_order_do_what_they_do_in_tinydb(
    database: Database, script: list[tuple[str, tuple[Any, ...]]]
) -> None:
    database.drop_tables()
    expected = stock()
    for table, step in script:
        if takes_a_used_number(expected, table, step):
            continue
        wanted = outcome(expected, table, step)
        assert repr(outcome(database, table, step)) == repr(wanted)
        assert state(database) == state(expected)
    for name in database.tables():
        check_index(database, name)


def takes_a_used_number(expected: TinyDB, table: str, step: tuple[Any, ...]) -> bool:
    """Whether TinyDB would refuse a number, or give one out that is in use: what it counts on
    with afterwards is of no use to anybody, and differs."""
    name, *arguments = step
    if not name.startswith("insert"):
        return False
    used = {document.doc_id for document in expected.table(table)}
    if name == "insert" and not isinstance(arguments[0], Document):
        return expected.table(table)._next_id in used
    given_documents = arguments[0] if name == "insert_multiple" else arguments
    numbered = [d.doc_id for d in given_documents if isinstance(d, Document)]
    upcoming = expected.table(table)._next_id or 0
    unnumbered = len(given_documents) - len(numbered)
    taken = [*used, *numbered]
    return len(set(taken)) < len(taken) or any(upcoming <= n < upcoming + unnumbered for n in taken)


def check_index(database: Database, name: str) -> None:
    """Every document is found by each of its scalars, and under nothing else."""
    from writing_center.storage.keys import places

    from .looking_inside import kept_tallies, listed, right_tallies

    expected = {
        (document.doc_id, at.path, at.key)
        for document in database.table(name)
        for at in places(document)
    }
    assert listed(database, name) == expected
    (size, filled), (right_size, right_filled) = (
        tallies(database)[name] for tallies in (kept_tallies, right_tallies)
    )
    assert size == right_size == len(database.table(name))
    assert filled <= right_filled
