"""Random documents and queries, with everything in them that has ever broken a store."""

import math
import operator
from typing import Any

from hypothesis import strategies as st
from tinydb import Query, operations

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


tame = st.one_of(
    st.builds(lambda p, v: at(p) == v, paths, scalars),
    st.builds(lambda p: at(p).exists(), paths),
    st.builds(lambda p: ~at(p).exists(), paths),
    st.just(Query().noop()),
)
ids = st.integers(1, 12)
conditions = st.one_of(
    st.builds(lambda p, v: at(p) == v, paths, scalars),
    st.builds(operator.and_, st.builds(lambda p: at(p).exists(), paths), tests),
    st.builds(operator.or_, st.builds(lambda p, v: at(p) == v, paths, scalars), tests),
    st.builds(operator.and_, st.builds(lambda p, v: at(p) == v, paths, scalars), tame),
)
"""For changes: none of them fails on a document that an index would pass over."""


def doubled(document: dict[str, Any]) -> None:
    """A change that needs what was there."""
    document["a"] = [document.get("a")] * 2


changes = st.one_of(
    documents,
    st.builds(operations.set, names, values),
    st.builds(operations.delete, names),
    st.builds(operations.increment, names),
    st.builds(operations.add, names, values),
    st.just(doubled),
)
