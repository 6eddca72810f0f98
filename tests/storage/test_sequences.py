"""Random sequences of operations, step by step beside stock TinyDB with its JSON file."""

# ruff: noqa: PT012 -- what a transaction does with an error is seen from outside of it.

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tinydb import TinyDB
from tinydb.table import Document

from writing_center.storage import Database, open_database
from writing_center.storage.keys import places

from .looking_inside import kept_tallies, listed, right_tallies
from .nasty import changes, conditions, documents, ids, queries
from .stock import TABLES, compared, seen, stock_in_file

tables = st.sampled_from(TABLES)
several = st.lists(documents, max_size=4)
numbers = st.lists(ids, max_size=4)
Step = tuple[str, tuple[Any, ...]]

steps = st.one_of(
    st.tuples(st.just("insert"), st.tuples(documents)),
    st.tuples(st.just("insert"), st.tuples(st.builds(Document, documents, ids))),
    st.tuples(st.just("insert_multiple"), st.tuples(several)),
    st.tuples(
        st.just("insert_multiple"),
        st.tuples(st.lists(st.builds(Document, documents, st.integers(900, 999)), max_size=3)),
    ),
    st.tuples(st.just("update"), st.tuples(changes)),
    st.tuples(st.just("update"), st.tuples(changes, conditions)),
    st.tuples(st.just("update"), st.tuples(changes, st.none(), numbers)),
    st.tuples(
        st.just("update_multiple"),
        st.tuples(st.lists(st.tuples(changes, conditions), max_size=3)),
    ),
    st.tuples(st.just("upsert"), st.tuples(documents, conditions)),
    st.tuples(st.just("upsert"), st.tuples(st.builds(Document, documents, ids))),
    st.tuples(st.just("remove"), st.tuples(conditions)),
    st.tuples(st.just("remove"), st.tuples(st.none(), numbers)),
    st.tuples(st.just("truncate"), st.tuples()),
)
looks = st.one_of(
    st.tuples(st.sampled_from(["search", "count", "get", "contains"]), st.tuples(queries)),
    st.tuples(st.sampled_from(["get", "contains"]), st.tuples(st.none(), ids)),
    st.tuples(st.just("get"), st.tuples(st.none(), st.none(), numbers)),
    st.tuples(st.sampled_from(["all", "__len__"]), st.tuples()),
)


class Undone(Exception):
    """Takes a transaction back."""


class Beside(RuleBasedStateMachine):
    """Does everything twice, and looks whether the answers and what is kept are the same."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.stock = stock_in_file(Path(self.folder.name, "stock.json"))
        self.ours = open_database(self.url)
        self.ours.drop_tables()

    @rule(table=tables, step=steps)
    def change(self, table: str, step: Step) -> None:
        if not takes_a_used_number(self.stock, table, step):
            self.both(table, step)

    @rule(table=tables, documents=several)
    def fill(self, table: str, documents: list[dict[str, Any]]) -> None:
        self.change(table, ("insert_multiple", (documents,)))

    @rule(table=tables, look=looks)
    def look(self, table: str, look: Step) -> None:
        wanted = outcome(self.stock, table, look)
        # An index passes over documents that would have made the condition fail.
        assert outcome(self.ours, table, look) == wanted or isinstance(wanted, Failed)

    @rule(several=st.lists(st.tuples(tables, steps), max_size=4))
    def change_together(self, several: list[tuple[str, Step]]) -> None:
        with self.ours.transaction():
            for table, step in several:
                self.change(table, step)
            self.same()

    @rule(several=st.lists(st.tuples(tables, steps), max_size=4))
    def change_and_take_back(self, several: list[tuple[str, Step]]) -> None:
        before = self.ours.revision()
        with pytest.raises(Undone), self.ours.transaction():
            for table, step in several:
                outcome(self.ours, table, step)
            raise Undone
        assert self.ours.revision() == before

    @rule(table=tables)
    def drop(self, table: str) -> None:
        self.stock.drop_table(table)
        self.ours.drop_table(table)

    @rule()
    def drop_all(self) -> None:
        self.stock.drop_tables()
        self.ours.drop_tables()

    @rule()
    def open_again(self) -> None:
        """What TinyDB only knows while it runs, such as the next number, is kept here."""
        self.ours.close()
        self.ours = open_database(self.url)

    @invariant()
    def same(self) -> None:
        assert state(self.ours) == state(self.stock)

    def both(self, table: str, step: Step) -> None:
        assert outcome(self.ours, table, step) == outcome(self.stock, table, step)

    def teardown(self) -> None:
        check_inside(self.ours)
        self.ours.close()
        self.stock.close()
        self.folder.cleanup()


class Failed(str):
    """How an operation failed."""


def outcome(database: TinyDB, table: str, step: Step) -> Any:
    """What an operation gives back, as text; or how it fails."""
    name, arguments = step
    uncached = {} if isinstance(database, Database) else {"cache_size": 0}
    try:
        found = getattr(database.table(table, **uncached), name)(*arguments)
    except Exception as error:
        return Failed(type(error).__name__)
    return seen(found) if isinstance(found, list) and is_documents(found) else repr(found)


def is_documents(found: Iterable[Any]) -> bool:
    return all(isinstance(one, Document) for one in found)


def state(database: TinyDB) -> dict[str, list[tuple[int, str]]]:
    return {name: seen(database.table(name).all()) for name in sorted(database.tables())}


def takes_a_used_number(expected: TinyDB, table: str, step: Step) -> bool:
    """Whether TinyDB would refuse a number, or give one out that is in use: what it counts on
    with afterwards is of no use to anybody, and differs."""
    name, arguments = step
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


def check_inside(database: Database) -> None:
    """Every document is found by each of its scalars, and under nothing else; the counts are
    right, and no field counts as filled that is not."""
    kept, right = kept_tallies(database), right_tallies(database)
    for name in database.tables():
        table = database.table(name)
        expected = {(d.doc_id, at.path, at.key) for d in table for at in places(d)}
        assert listed(database, name) == expected
        assert kept[name][0] == right[name][0] == len(table)
        assert kept[name][1] <= right[name][1]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_any_sequence_does_what_it_does_in_tinydb(database_url: str) -> None:
    class Here(Beside):
        url = database_url

    run_state_machine_as_test(Here, settings=compared(40))
