"""Random documents and queries, beside stock TinyDB.

Stock TinyDB runs without its query cache, which at times answers with another query's result.
"""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from tinydb.queries import QueryInstance

from writing_center.storage import Database

from .nasty import at, documents, queries
from .stock import compared, seen, stock_in_memory


@compared(60)
@given(st.lists(documents, max_size=8), st.lists(queries, min_size=1, max_size=6))
@example([{"a": {"b": 1}, "a.b": 1}], [at(["a", "b"]) == True, at(["a.b"]) == 1.0])  # noqa: E712
@example([{"a": 1}, {"a": True}], [(at(["a"]) == 1) | (at(["a"]) == True)])  # noqa: E712
@example([{"a": "x"}, {"a": "X"}], [at(["a"]).matches("X") | at(["a"]).matches("X", 2)])
def test_a_query_finds_what_it_finds_in_tinydb(
    database: Database, given_documents: list[dict[str, Any]], asked: list[QueryInstance]
) -> None:
    database.drop_tables()
    expected = stock_in_memory()
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
