"""Out of a store and in again: JSON, the other kind of database, backups."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tinydb import TinyDB, where
from tinydb.table import Document

from writing_center.domain.people import Credential, Group, Invitation, Member
from writing_center.storage import Database, Records, StoreTooNew, open_database
from writing_center.storage import copies as copying
from writing_center.storage.backups import back_up, restore
from writing_center.storage.center_store import CenterStore
from writing_center.storage.copies import Changed, NotTheSame, copy
from writing_center.storage.errors import BadFile, NotEmpty
from writing_center.storage.exchange import export_json, import_json
from writing_center.storage.secrets import SECRET_FIELDS, SECRET_TABLES

from .looking_inside import kept_tallies, listed, right_tallies
from .postgres import PostgresServer
from .test_operations import NASTY

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECRET = "s3cr3t"


def fill(database: Database) -> None:
    """People with secrets, and tables with everything nasty in them."""
    store = CenterStore(database)
    store.members.put(Member("m1", "Zoë 🦉", "zoë 🦉", NOW))
    store.groups.put(Group("g1", "t1", "8B", f"{SECRET}-code", NOW))
    store.credentials.put(Credential("m1", f"{SECRET}-hash"))
    store.invitations.put(Invitation(f"{SECRET}-link", "m1", NOW, NOW))
    for name in NASTY:
        fill_plainly(database, name)
    database.table("other").insert({"n": 1})
    database.table("emptied", persist_empty=True)
    database.table("dropped").insert({})
    database.drop_table("dropped")


def fill_plainly(database: Database, name: str) -> None:
    table = database.table(name)
    table.insert(Document({field: value for field in NASTY for value in NASTY}, doc_id=50))
    table.insert(Document({"n": float("nan"), "big": 2**70, "list": [1, [None, {"": -0.0}]]}, 7))
    table.insert_multiple({"n": n, "deep": {"n": [n]}} for n in range(5))
    table.remove(where("n") == 3)


def everything(database: TinyDB) -> dict[str, list[tuple[int, str]]]:
    return {
        name: [(document.doc_id, json.dumps(document)) for document in database.table(name)]
        for name in database.tables()
    }


@pytest.fixture
def filled(database: Database) -> Database:
    fill(database)
    return database


@pytest.fixture
def other(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Database]:
    """An empty store of the other kind."""
    server: PostgresServer = request.getfixturevalue("postgres")
    is_file = database_url.startswith("sqlite")
    with open_database(server.new_database() if is_file else f"sqlite:///{tmp_path}/o.db") as empty:
        yield empty


def test_stock_tinydb_opens_an_export(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "center.json"
    told: list[tuple[int, int]] = []
    written = export_json(filled, path, on_progress=lambda *said: told.append(said))
    expected = everything(filled)
    for name in SECRET_TABLES:
        expected.pop(name, None)
    with TinyDB(path, encoding="ascii") as stock:
        opened = everything(stock)
        assert stock.table("groups").all()[0]["join_code"] == ""
    [(number, group)] = expected["groups"]
    expected["groups"] = [(number, group.replace(f"{SECRET}-code", ""))]
    assert opened == expected
    assert [list(map(int, table)) for table in json.loads(path.read_text()).values()] == [
        [number for number, _ in expected[name]] for name in json.loads(path.read_text())
    ]
    assert written == sum(map(len, expected.values())) == told[-1][0] == told[-1][1]
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_secret_is_in_an_export(filled: Database, tmp_path: Path) -> None:
    export_json(filled, tmp_path / "center.json")
    assert SECRET not in (tmp_path / "center.json").read_text()
    assert SECRET in json.dumps(filled.storage.read())


def test_every_secret_that_the_center_keeps_is_known(database: Database) -> None:
    """Whoever adds a field that sounds like one has to decide."""
    suspicious = ("hash", "secret", "token", "code", "passphrase", "password", "key")
    harmless = {("members", "name_key")}
    found = {
        (records.name, field.name)
        for records in vars(CenterStore(database)).values()
        if isinstance(records, Records)
        for field in fields(records._type)
        if any(word in field.name for word in suspicious)
    }
    hidden = {(table, field) for table, names in SECRET_FIELDS.items() for field in names}
    left = {pair for pair in found - hidden - harmless if pair[0] not in SECRET_TABLES}
    assert left == set()
    assert hidden <= found


def test_an_export_is_of_one_moment(filled: Database, database_url: str, tmp_path: Path) -> None:
    filled.table("many").insert_multiple({"n": n} for n in range(3000))

    def meddle(_done: int, _of: int) -> None:
        with open_database(database_url) as writer:
            writer.table("many").remove(where("n") == 2999)
            writer.table("new").insert({})

    before = everything(filled)
    export_json(filled, tmp_path / "center.json", on_progress=meddle)
    with TinyDB(tmp_path / "center.json") as stock:
        assert everything(stock)["many"] == before["many"]
        assert "new" not in stock.tables()
    assert len(filled.table("many")) == 2999


@pytest.mark.parametrize("write", [export_json, back_up])
def test_no_file_is_overwritten_without_being_told(
    filled: Database, tmp_path: Path, write: Any
) -> None:
    path = tmp_path / "there"
    path.write_text("mine")
    with pytest.raises(NotEmpty, match="already"):
        write(filled, path)
    assert path.read_text() == "mine"
    write(filled, path, overwrite=True)
    assert path.read_bytes() != b"mine"
    with pytest.raises(BadFile, match="written"):
        write(filled, tmp_path / "nowhere" / "file")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_round_trip(filled: Database, other: Database, database_url: str, tmp_path: Path) -> None:
    """To the other kind of database, to JSON, and back to the first kind."""
    for name in SECRET_TABLES:
        filled.drop_table(name)
    filled.table("groups").update({"join_code": ""})
    expected = everything(filled)
    assert copy(filled, other) == sum(map(len, expected.values()))
    assert everything(other) == expected
    export_json(other, tmp_path / "center.json")
    filled.drop_tables()
    import_json(filled, tmp_path / "center.json")
    assert everything(filled) == expected
    for database in (filled, other):
        check_inside(database)


def check_inside(database: Database) -> None:
    kept, right = kept_tallies(database), right_tallies(database)
    for name in database.tables():
        assert kept[name][0] == right[name][0]
        assert kept[name][1] <= right[name][1]
        assert {number for number, *_ in listed(database, name)} <= {
            d.doc_id for d in database.table(name)
        }
        assert len(database.table(name).search(where("n") == 1)) == sum(
            document.get("n") == 1 for document in database.table(name)
        )


def test_a_move_takes_everything(filled: Database, other: Database) -> None:
    copy(filled, other, still=True)
    assert everything(other) == everything(filled)
    assert CenterStore(other).credentials.find("m1") == Credential("m1", f"{SECRET}-hash")
    for name in filled.tables():
        assert listed(other, name) == listed(filled, name)
        assert other.table(name).insert({}) == filled.table(name).insert({})
    assert other.tables() == filled.tables()


def test_a_move_into_a_center_is_refused(filled: Database, other: Database) -> None:
    other.table("theirs").insert({"n": 1})
    with pytest.raises(NotEmpty):
        copy(filled, other)
    assert everything(other) == {"theirs": [(1, '{"n": 1}')]}


def test_a_move_while_somebody_writes_is_refused(filled: Database, other: Database) -> None:
    filled.table("many").insert_multiple({"n": n} for n in range(2000))
    with pytest.raises(Changed):
        copy(filled, other, still=True, on_progress=lambda *_: filled.insert({}) and None)
    assert other.tables() == set()


def test_what_did_not_arrive_is_noticed(
    filled: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_documents = copying._copy_documents

    def damage(read: Any, transaction: Any, steps: Any) -> None:
        copy_documents(read, transaction, steps)
        transaction.connection.execute(
            text("UPDATE center_documents SET body = '{}' WHERE position = 4")
        )

    monkeypatch.setattr(copying, "_copy_documents", damage)
    with pytest.raises(NotTheSame):
        copy(filled, other)
    assert other.tables() == set()


def test_an_import_wants_an_empty_center_or_to_be_told(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    with TinyDB(path) as stock:
        stock.table("mine").insert_multiple([{"n": 1}, {"n": 2}])
        stock.table("mine").remove(doc_ids=[1])
    before = everything(filled)
    with pytest.raises(NotEmpty):
        import_json(filled, path)
    assert everything(filled) == before
    assert import_json(filled, path, replace=True) == 1
    assert everything(filled) == {"mine": [(2, '{"n": 2}')]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "TinyDB"),
        ('{"_default": []}', "TinyDB"),
        ('{"_default": {"one": {}}}', "TinyDB"),
        ('{"_default": {"1": []}}', "TinyDB"),
        ('{"_default": {"99999999999999999999": {}}}', "TinyDB"),
        ('{"members": {"1": {"id": "m1"}}}', "members"),
    ],
)
def test_a_file_that_is_no_center_leaves_all_as_it_was(
    database: Database, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "in.json").write_text(content)
    with pytest.raises(BadFile, match=said):
        import_json(database, tmp_path / "in.json", replace=True)
    assert database.tables() == set()


def test_a_backup_holds_everything_as_of_one_moment(
    filled: Database, database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    before = everything(filled)
    assert back_up(filled, path) == sum(map(len, before.values()))
    filled.drop_tables()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("copy")] == ["copy.db"]
    assert path.stat().st_mode & 0o777 == 0o600
    content = path.read_bytes()
    restore(path, database_url)
    assert everything(filled) == before
    assert path.read_bytes() == content
    check_inside(filled)


def test_a_restore_overwrites_only_when_told_and_whoever_looks_notices(
    filled: Database, database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    back_up(filled, path)
    before = everything(filled)
    filled.table("later").insert({"n": 1})
    filled.table("other").truncate()
    now = everything(filled)
    seen = {name: filled.revision(name) for name in filled.tables()} | {"": filled.revision()}
    with pytest.raises(NotEmpty):
        restore(path, database_url)
    assert everything(filled) == now
    restore(path, database_url, overwrite=True)
    assert everything(filled) == before
    for name, revision in seen.items():
        assert filled.revision(name or None) > revision
    assert filled.table("later").insert({}) == 1


def test_a_backup_of_an_older_version_is_brought_up(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    script = Path(__file__).with_name("data") / "version1.sqlite.sql"
    with sqlite3.connect(path) as connection:
        connection.executescript(script.read_text())
    connection.close()
    content = path.read_bytes()
    assert restore(path, database_url) == 76
    with open_database(database_url) as database:
        assert len(database) == 70
        check_inside(database)
    assert path.read_bytes() == content


def test_a_file_that_is_no_backup_is_refused_before_anything_is_touched(
    filled: Database, database_url: str, tmp_path: Path
) -> None:
    before = everything(filled)
    good, bad = tmp_path / "good.db", tmp_path / "bad.db"
    filled.table("long").insert_multiple({"text": "x" * 1000} for _ in range(500))
    back_up(filled, good)
    filled.drop_table("long")
    damaged = bytearray(good.read_bytes())
    damaged[40_000:200_000] = bytes(160_000)
    other_database = tmp_path / "other.db"
    with sqlite3.connect(other_database) as connection:
        connection.execute("CREATE TABLE mine (n)")
    connection.close()
    for content in (b"", b"text" * 1000, bytes(damaged), other_database.read_bytes()):
        bad.write_bytes(content)
        with pytest.raises(BadFile, match="no backup"):
            restore(bad, database_url, overwrite=True)
    with pytest.raises(BadFile, match="no file"):
        restore(tmp_path / "nowhere", database_url, overwrite=True)
    with sqlite3.connect(good) as connection:
        connection.execute("UPDATE center_store SET value = 99")
    connection.close()
    with pytest.raises(StoreTooNew):
        restore(good, database_url, overwrite=True)
    assert everything(filled) == before


def test_a_damaged_store_is_put_aside_and_restored(sqlite_path: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{sqlite_path}"
    with open_database(url) as database:
        fill(database)
        before = everything(database)
        back_up(database, tmp_path / "copy.db")
    content = bytearray(sqlite_path.read_bytes())
    content[5000:30_000] = bytes(25_000)
    sqlite_path.write_bytes(content)
    restore(tmp_path / "copy.db", url, overwrite=True)
    with open_database(url) as database:
        assert everything(database) == before
    assert sqlite_path.with_name("center.db.damaged").read_bytes() == content
