"""TinyDB's documented operations, each on both engines."""

import pytest
from tinydb import Query, operations, where
from tinydb.table import Document

from writing_center.storage import Database, open_database

from .looking_inside import listed

NASTY = ["", "a.b", "q\"u'o", "é🦉", "\x00", "\ud800", "x" * 300, "\\", "%s", ":x"]


def test_a_document_comes_back_as_it_was_put(database: Database) -> None:
    document = {"title": "Über Mut 🦉", "n": [1, 2.5, -0.0, None, True], "deep": {"a": {"b": []}}}
    assert database.insert(document) == 1
    [found] = database.all()
    assert found == document
    assert isinstance(found, Document)
    assert found.doc_id == 1


def test_documents_keep_the_order_in_which_they_were_inserted(database: Database) -> None:
    database.insert(Document({"n": 1}, doc_id=50))
    database.insert(Document({"n": 2}, doc_id=7))
    assert database.insert({"n": 3}) == 51
    database.update({"seen": True}, where("n") == 1)
    assert [document.doc_id for document in database] == [50, 7, 51]
    assert [document["n"] for document in database.search(where("n").exists())] == [1, 2, 3]


def test_insert_multiple_numbers_in_turn_and_takes_generators(database: Database) -> None:
    assert database.insert_multiple({"n": n} for n in range(3)) == [1, 2, 3]
    assert database.insert_multiple([Document({}, doc_id=9), {}]) == [9, 4]
    assert database.insert_multiple([]) == []


def test_a_number_in_use_is_refused(database: Database) -> None:
    database.insert({})
    with pytest.raises(ValueError, match="already exists"):
        database.insert(Document({}, doc_id=1))
    with pytest.raises(ValueError, match="already exists"):
        database.insert_multiple([{"n": 1}, Document({}, doc_id=1)])
    assert len(database) == 1


def test_a_number_in_use_is_never_given_out(database: Database) -> None:
    database.insert({})
    database.insert_multiple([Document({"mine": True}, doc_id=2)])
    assert database.insert({}) == 3
    assert database.insert_multiple([Document({}, doc_id=4), {}, {}]) == [4, 5, 6]
    assert len(database) == 6


def test_numbers_go_on_after_a_removal_and_after_opening_again(database_url: str) -> None:
    with open_database(database_url) as database:
        database.insert_multiple([{}, {}, {}])
        database.remove(doc_ids=[3])
    with open_database(database_url) as database:
        assert database.insert({}) == 4
        database.truncate()
        assert database.insert({}) == 1


def test_truncating_an_emptied_table_numbers_from_one_again(database: Database) -> None:
    database.insert({})
    database.remove(doc_ids=[1])
    database.truncate()
    assert database.insert({}) == 1


def test_what_is_not_json_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(TypeError):
        database.insert({"when": object()})
    with pytest.raises(TypeError):
        database.insert_multiple([{"fine": 1}, {"when": object()}])
    database.insert({"n": 1})
    with pytest.raises(TypeError):
        database.update({"when": object()})
    with pytest.raises(ValueError, match="Mapping"):
        database.insert(["no", "mapping"])  # type: ignore[arg-type]
    assert database.all() == [{"n": 1}]


def test_get_and_contains(database: Database) -> None:
    database.insert_multiple({"n": n, "half": n // 2} for n in range(100))
    assert database.get(where("half") == 20) == {"n": 40, "half": 20}
    assert database.get(where("n") == 100) is None
    assert database.get(doc_id=3) == {"n": 2, "half": 1}
    assert database.get(doc_id=101) is None
    assert [d.doc_id for d in database.get(doc_ids=[5, 2, 999])] == [2, 5]  # type: ignore[union-attr]
    assert database.contains(where("n").test(lambda n: n == 99))
    assert database.contains(doc_id=100)
    assert not database.contains(doc_id=0)
    for ask in (database.get, database.contains):
        with pytest.raises(RuntimeError):
            ask()


def test_update_by_condition_by_number_and_of_all(database: Database) -> None:
    database.insert_multiple({"n": n} for n in range(4))
    assert database.update({"even": True}, where("n").test(lambda n: n % 2 == 0)) == [1, 3]
    assert database.update({"picked": 1}, doc_ids=[4, 99, 2]) == [4, 2]
    assert database.update(operations.increment("n")) == [1, 2, 3, 4]
    assert database.update(operations.delete("even"), where("n") == 3) == [3]
    assert database.all() == [
        {"n": 1, "even": True},
        {"n": 2, "picked": 1},
        {"n": 3},
        {"n": 4, "picked": 1},
    ]


def test_an_updated_field_is_found_under_its_new_value_only(database: Database) -> None:
    database.insert({"state": "open", "deep": {"er": 1}})
    database.update({"state": "closed", "deep": {"er": [1]}}, where("state") == "open")
    assert database.search(where("state") == "open") == []
    assert database.search(where("deep")["er"] == 1) == []
    assert database.count(where("state") == "closed") == 1


def test_nothing_stays_listed_that_is_gone(database: Database) -> None:
    database.insert_multiple({"n": n, "deep": {"n": n}} for n in range(4))
    assert len(listed(database, "_default")) == 8
    database.update(operations.delete("deep"), where("n") == 0)
    database.remove(where("n") == 1)
    database.remove(doc_ids=[3])
    assert listed(database, "_default") == {
        (1, "n", "0"),
        (4, "n", "3"),
        (4, "deep.n", "3"),
    }
    database.truncate()
    assert listed(database, "_default") == set()


def test_update_multiple_lets_one_change_lead_to_the_next(database: Database) -> None:
    database.insert_multiple([{"a": 1}, {"a": 2}, {"a": 3}])
    changes = [({"a": 2}, where("a") == 1), ({"b": True}, where("a") == 2)]
    assert database.update_multiple(changes) == [1, 1, 2]
    assert database.all() == [{"a": 2, "b": True}, {"a": 2, "b": True}, {"a": 3}]


def test_upsert(database: Database) -> None:
    assert database.upsert({"name": "Ada", "n": 1}, where("name") == "Ada") == [1]
    assert database.upsert({"name": "Ada", "n": 2}, where("name") == "Ada") == [1]
    assert database.upsert(Document({"n": 3}, doc_id=1)) == [1]
    assert database.upsert(Document({"n": 4}, doc_id=8)) == [8]
    assert database.all() == [{"name": "Ada", "n": 3}, {"n": 4}]
    with pytest.raises(ValueError, match="search query"):
        database.upsert({})


def test_remove(database: Database) -> None:
    database.insert_multiple({"n": n} for n in range(5))
    assert database.remove(where("n") == 1) == [2]
    assert database.remove(doc_ids=[5, 77]) == [5]
    assert database.remove(where("n").one_of([0, 3])) == [1, 4]
    assert database.all() == [{"n": 2}]
    with pytest.raises(RuntimeError, match="truncate"):
        database.remove()


def test_tables_are_apart_and_their_names_may_be_anything(database: Database) -> None:
    for name in NASTY:
        database.table(name).insert({"name": name})
    assert database.tables() == set(NASTY)
    for name in NASTY:
        assert database.table(name).all() == [{"name": name}]
    database.drop_table("é🦉")
    assert database.tables() == set(NASTY) - {"é🦉"}
    assert len(database.table("é🦉")) == 0
    database.drop_tables()
    assert database.tables() == set()
    assert database.table("").insert({}) == 1


def test_an_empty_table_is_still_a_table(database_url: str) -> None:
    with open_database(database_url) as database:
        database.table("kept", persist_empty=True)
        database.table("emptied").insert({})
        database.table("emptied").truncate()
        database.table("not there").all()
    with open_database(database_url) as database:
        assert database.tables() == {"kept", "emptied"}


def test_unusual_fields_and_values_are_found(database: Database) -> None:
    database.insert_multiple({field: value} for field in NASTY for value in NASTY)
    for field in NASTY:
        for value in NASTY:
            assert database.search(where(field) == value) == [{field: value}]


def test_values_compare_as_in_python(database: Database) -> None:
    values = [None, True, 1, 1.0, False, 0, -0.0, "1", "null", 2**53, 2.0**53, 2**70, float("inf")]
    database.insert_multiple({"v": value} for value in values)
    database.insert({})
    for wanted in values:
        found = [document["v"] for document in database.search(where("v") == wanted)]
        assert found == [value for value in values if value == wanted]
    assert database.search(where("v") == 10**5000) == []


def test_queries_of_every_kind(database: Database) -> None:
    entry = Query()
    database.insert_multiple(
        [
            {"kind": "routine", "cases": [{"n": 1}, {"n": 2}], "tags": ["a", "b"]},
            {"kind": "Norm", "cases": [{"n": 2}], "tags": ["b"], "by": {"name": "Ada"}},
        ]
    )
    for query, expected in [
        (entry.kind.matches("r.*"), [1]),
        (entry.kind.search("NOR", 2), [2]),
        (entry.cases.any(entry.n == 1), [1]),
        (entry.cases.all(entry.n == 2), [2]),
        (entry.tags.any(["a", "z"]), [1]),
        (entry.tags.all(["b"]), [1, 2]),
        (entry.kind.one_of(["Norm"]), [2]),
        (entry.by.name == "Ada", [2]),
        (entry.by.fragment({"name": "Ada"}), [2]),
        (entry.fragment({"kind": "routine"}), [1]),
        (entry.tags == ["b"], [2]),
        (entry.kind.map(str.lower) == "norm", [2]),
        (~(entry.kind == "Norm"), [1]),
        ((entry.kind == "Norm") & (entry.tags.any(["a"])), []),
        ((entry.kind == "Norm") | (entry.kind == "routine"), [1, 2]),
        ((entry.kind != "Norm") | (entry.by.name == "Ada"), [1, 2]),
        (entry.noop(), [1, 2]),
        (lambda document: "by" in document, [2]),
    ]:
        assert [document.doc_id for document in database.search(query)] == expected


def test_the_query_cache_is_never_answered_from(database_url: str) -> None:
    with open_database(database_url) as one, open_database(database_url) as other:
        one.insert({"n": 1})
        assert one.search(where("n") == 1) == [{"n": 1}]
        other.update({"n": 2})
        assert one.search(where("n") == 1) == []


def test_a_document_handed_out_is_ones_own(database: Database) -> None:
    database.insert({"tags": []})
    database.all()[0]["tags"].append("mine")
    database.search(where("tags") == [])[0]["tags"].append("mine")
    assert database.all() == [{"tags": []}]


def test_writing_while_iterating(database: Database) -> None:
    database.insert_multiple({"n": n} for n in range(50))
    for document in database:
        database.insert({"copy": document["n"]})
    with database.transaction():
        for _ in database:
            database.insert({})
    assert len(database) == 200


def test_one_of_several_pages_is_enough_for_the_first(database: Database) -> None:
    database.insert_multiple({"n": n, "all": "same"} for n in range(5000))
    looked_at = []
    found = database.get(
        (where("all") == "same") & where("n").test(lambda n: not looked_at.append(n))
    )
    assert found == {"n": 0, "all": "same"}
    assert looked_at == [0]
    assert [d["n"] for d in database.search(where("all") == "same")] == list(range(5000))


def test_the_whole_is_read_and_replaced_through_the_storage(database: Database) -> None:
    assert database.storage.read() is None
    whole = {"a": {"3": {"n": 1}, "1": {"n": 2}}, "b": {}}
    database.table("gone").insert({})
    database.storage.write(whole)
    assert database.storage.read() == whole
    assert [document.doc_id for document in database.table("a")] == [3, 1]
    assert database.table("a").insert({}) == 4
