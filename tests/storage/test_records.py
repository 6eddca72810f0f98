"""Typed collections."""

# ruff: noqa: PT012 -- what a transaction does with an error is seen from outside of it.

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum

import pytest
from tinydb import where

from writing_center.storage import Database, Records


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Kind(Enum):
    ROUTINE = 1
    NORM = 2


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True)
class Note:
    id: str
    text: str
    at: datetime
    author_id: str = ""
    state: State = State.OPEN
    kind: Kind | None = None
    ended_at: datetime | None = None
    on: date | None = None
    number: int = 0
    is_late: bool = False
    spans: tuple[Span, ...] = ()
    words: dict[str, int] = field(default_factory=dict)


NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def note(id: str, **given: object) -> Note:
    return Note(id=id, text=f"Text {id}", at=NOW, **given)  # type: ignore[arg-type]


@pytest.fixture
def notes(database: Database) -> Records[Note]:
    return Records(database, "notes", Note)


def test_a_thing_comes_back_equal(notes: Records[Note]) -> None:
    thing = Note(
        id="n1",
        text="Grüße 🦉\u2028\x00",
        at=NOW.astimezone(timezone(timedelta(hours=5, minutes=30))),
        author_id="ada",
        state=State.CLOSED,
        kind=Kind.NORM,
        ended_at=NOW,
        on=date(2026, 2, 28),
        number=-3,
        is_late=True,
        spans=(Span(1, 2), Span(3, 4)),
        words={"mut": 2},
    )
    assert notes.put(thing) is thing
    assert notes.find("n1") == thing
    assert notes.find("n1").at.tzinfo is not None  # type: ignore[union-attr]
    assert notes.find("n2") is None


def test_put_replaces_as_a_whole_and_in_its_place(notes: Records[Note], database: Database) -> None:
    for id in "abc":
        notes.put(note(id, words={"old": 1}))
    notes.put(note("b", state=State.CLOSED))
    assert [thing.id for thing in notes.all()] == ["a", "b", "c"]
    assert notes.find("b") == note("b", state=State.CLOSED)
    assert database.table("notes").search(where("words")["old"] == 1) == database.table(
        "notes"
    ).get(doc_ids=[1, 3])


def test_putting_the_same_again_changes_nothing(notes: Records[Note], database: Database) -> None:
    notes.put(note("a"))
    before = database.revision("notes")
    notes.put(note("a"))
    assert database.revision("notes") == before


def test_where_first_and_count(notes: Records[Note]) -> None:
    notes.add_many(
        note(
            f"{n}",
            author_id=f"author {n % 3}",
            number=n,
            is_late=n % 2 == 0,
            kind=Kind.NORM if n < 5 else None,
        )
        for n in range(30)
    )
    late = notes.where(author_id="author 1", is_late=True)
    assert [thing.number for thing in late] == [4, 10, 16, 22, 28]
    assert notes.first(author_id="author 2") == notes.find("2")
    assert notes.first(author_id="author 2", number=3) is None
    assert notes.count(kind=Kind.NORM) == 5
    assert notes.count(kind=None) == 25
    assert notes.count(kind=None, author_id="author 0") == 8
    assert notes.count(state="open") == notes.count(state=State.OPEN) == notes.count() == 30
    assert notes.count(state=State.CLOSED) == 0
    assert notes.count(ended_at=None, is_late=False) == 15


def test_an_unknown_field_is_a_mistake(notes: Records[Note]) -> None:
    with pytest.raises(TypeError, match="auther_id"):
        notes.where(auther_id="ada")
    with pytest.raises(TypeError, match="auther_id"):
        notes.count(auther_id="ada")


def test_add_many_is_put_for_each(notes: Records[Note]) -> None:
    notes.add_many(note(f"{n}") for n in range(200))
    notes.add_many(
        [note("7", number=7), note("new"), note("new", number=1), note("150", number=150)]
    )
    assert [thing.id for thing in notes.all()] == [*map(str, range(200)), "new"]
    assert [thing.number for thing in notes.all() if thing.number] == [7, 150, 1]
    notes.add_many([])
    assert notes.count() == 201


def test_remove(notes: Records[Note]) -> None:
    notes.put(note("a"))
    assert notes.remove("a") is True
    assert notes.remove("a") is False
    assert notes.find("a") is None
    assert notes.all() == []


def test_rows_older_than_a_field_have_its_default(database: Database) -> None:
    """And are found by it, although they are not listed under it."""
    table = database.table("notes")
    table.insert({"id": "old", "text": "t", "at": NOW.isoformat(), "gone": [1]})
    notes = Records(database, "notes", Note)
    notes.put(note("new"))
    assert notes.find("old") == Note(id="old", text="t", at=NOW)
    for fields in (
        {"is_late": False},
        {"state": "open"},
        {"kind": None},
        {"number": 0, "author_id": ""},
    ):
        assert [thing.id for thing in notes.where(**fields)] == ["old", "new"]
    assert notes.where(is_late=True) == []


def test_half_an_emoji_does_not_make_a_row_unreadable(notes: Records[Note]) -> None:
    broken = Note(id="n", text="\ud83e", at=NOW)
    notes.put(broken)
    assert notes.find("n") == broken
    assert notes.where(text="\ud83e") == [broken]


def test_records_take_part_in_transactions(notes: Records[Note], database: Database) -> None:
    with pytest.raises(KeyError), database.transaction():
        notes.put(note("a"))
        assert notes.find("a")
        raise KeyError
    assert notes.find("a") is None
