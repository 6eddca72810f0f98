"""``export``, ``import``, ``move``, ``backup`` and ``restore``, on the sample class."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage.postgres import PostgresServer, postgres
from tinydb import TinyDB

from writing_center import cli
from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.sample.build import build_sample
from writing_center.storage import open_database

from .commands import run

__all__ = ["postgres"]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a center that has much in it; not to be written to."""
    folder = tmp_path_factory.mktemp("sample")
    center = open_center(sqlite_url(folder))
    build_sample(center.store, NOW)
    center.store.close()  # type: ignore[attr-defined]
    return folder


@pytest.fixture
def folder(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a center to try things with; commands run in it."""
    place = tmp_path / "center"
    shutil.copytree(sample, place)
    monkeypatch.chdir(place)
    monkeypatch.delenv("WRITING_CENTER_DATABASE", raising=False)
    return place


def everything(url: str) -> dict[str, list[str]]:
    with open_database(url) as database:
        return {n: [json.dumps(d) for d in database.table(n)] for n in database.tables()}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence that a command ends with."""
    assert cli.main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def test_export_and_import_at_a_terminal(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "export", "out.json")
    assert (done.code, done.err) == (0, "")
    assert "passphrases, sign-ins" in done.out
    with TinyDB(folder / "out.json", encoding="ascii") as stock:
        total = sum(len(stock.table(name)) for name in stock.tables())
        assert f"{total:,} documents are in {folder / 'out.json'}" in done.out
        assert len(stock.table("members")) > 10
    new = tmp_path / "new"
    new.mkdir()
    done = run(new, "import", str(folder / "out.json"))
    assert (done.code, done.err) == (0, "")
    assert "sign-in link" in done.out
    ours, theirs = everything(sqlite_url(new)), everything(sqlite_url(folder))
    assert ours.keys() <= theirs.keys()
    for name in ours.keys() - {"groups"}:
        assert ours[name] == theirs[name]
    store = open_center(sqlite_url(new)).store
    assert store.groups.all()[0].join_code == ""
    teacher = store.members.first(is_teacher=True)
    assert teacher is not None
    done = run(new, "invite", teacher.name)
    assert done.code == 0
    assert "/welcome#" in done.out


def test_import_asks_before_it_replaces(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in.json").write_text('{"mine": {"1": {"n": 1}}}')
    before = everything(sqlite_url(folder))
    assert "say --replace" in refused(capsys, "import", "in.json")
    assert everything(sqlite_url(folder)) == before
    assert cli.main(["import", "--replace", "in.json"]) == 0
    assert everything(sqlite_url(folder)) == {"mine": ['{"n": 1}']}


def test_move_to_postgresql_and_back(
    folder: Path, tmp_path: Path, postgres: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    there, back = postgres.new_database(), f"sqlite:///{tmp_path}/back.db"
    before = everything(sqlite_url(folder))
    assert cli.main(["move", "--to", there]) == 0
    said = capsys.readouterr().out
    assert "counted and compared" in said
    assert f"{sum(map(len, before.values())):,} documents" in said
    assert everything(there) == everything(sqlite_url(folder)) == before
    assert cli.main(["move", "--database", there, "--to", back]) == 0
    assert everything(back) == before
    assert "center at the new place already" in refused_after(capsys, "move", "--to", there)


def refused_after(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    return refused(capsys, *arguments)


def test_backup_and_restore(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(sqlite_url(folder))
    assert cli.main(["backup", "copy.db"]) == 0
    assert "private" in capsys.readouterr().out
    with open_database(sqlite_url(folder)) as database:
        database.drop_table("members")
    assert "--overwrite" in refused(capsys, "restore", "copy.db")
    assert "members" not in everything(sqlite_url(folder))
    assert cli.main(["restore", "copy.db", "--overwrite"]) == 0
    assert everything(sqlite_url(folder)) == before
    assert "--overwrite" in refused_after(capsys, "backup", "copy.db")


@pytest.mark.parametrize(
    "arguments",
    [("export", "x.json"), ("backup", "x.db"), ("move", "--to", "sqlite:///x.db")],
)
def test_where_there_is_no_center_nothing_is_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WRITING_CENTER_DATABASE", raising=False)
    assert "no writing center" in refused(capsys, *arguments)
    assert list(tmp_path.iterdir()) == []


def test_long_work_says_how_far_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("writing_center.cli.telling.EVERY_SECONDS", 0)
    with open_database(sqlite_url(folder)) as database:
        database.table("many").insert_multiple({"n": n} for n in range(3000))
    assert cli.main(["export", "out.json"]) == 0
    assert "\n  2,000 of " in capsys.readouterr().out
