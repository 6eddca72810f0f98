"""``report``, ``invite`` and ``lab``."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.domain.people import Role
from writing_center.sample.build import build_sample
from writing_center.services import accounts, classes
from writing_center.services.session import Center, Session

from .commands import run, started

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample center in it; these commands hardly change it."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "sample-center").mkdir()
    center = open_center(sqlite_url(folder / "sample-center"))
    build_sample(center.store, NOW)
    center.store.close()  # type: ignore[attr-defined]
    return folder


@pytest.fixture
def center(tmp_path: Path) -> Center:
    """A real center in ``tmp_path``, with a teacher."""
    made = open_center(sqlite_url(tmp_path))
    classes.found_center(made, "Ms Teacher")
    return made


def students(folder: Path) -> list[str]:
    store = open_center(sqlite_url(folder / "sample-center")).store
    (group,) = store.groups.all()
    places = store.memberships.where(group_id=group.id, role=Role.STUDENT)
    return sorted(store.members.find(p.member_id).name for p in places)


def test_reports_are_written_with_progress(sample_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "for my class"
    done = run(sample_folder, "report", "--sample", "--to", str(target))
    assert (done.code, done.err) == (0, "")
    names = students(sample_folder)
    told = re.findall(r"^  (\d+) of (\d+): (.+)$", done.out, re.MULTILINE)
    assert [int(number) for number, _, _ in told] == list(range(1, len(names) + 1))
    assert sorted(name for _, _, name in told) == names
    assert done.out.endswith(f"{3 * len(names)} files are in {target}\n")
    files = list(target.iterdir())
    assert len(files) == 3 * len(names)
    for file in files:
        if file.suffix == ".pdf":
            assert PdfReader(io.BytesIO(file.read_bytes())).pages
        elif file.suffix == ".ipynb":
            nbformat.validate(nbformat.read(file, as_version=4))
        else:
            assert file.read_text("utf-8").lower().startswith("<!doctype html>")


def test_reports_of_one_assignment_in_one_format(sample_folder: Path, tmp_path: Path) -> None:
    store = open_center(sqlite_url(sample_folder / "sample-center")).store
    title = store.assignments.all()[0].title
    command = ["report", "--sample", "--format", "html", "--assignment", title.upper(), "--to"]
    done = run(sample_folder, *command, str(tmp_path / "one"))
    assert (done.code, done.err) == (0, "")
    files = list((tmp_path / "one").iterdir())
    assert len(files) == len(students(sample_folder))
    assert {file.suffix for file in files} == {".html"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--assignment", "nonsense"], "no assignment “nonsense”"),
        (["--class", "nonsense"], "which class"),
        (["--since", "yesterday"], "--since: write the day as"),
        (["--to", "/dev/null/reports"], "could not be written"),
    ],
)
def test_reports_that_can_not_be_made(sample_folder: Path, options: list[str], words: str) -> None:
    done = run(sample_folder, "report", "--sample", "--format", "html", *options)
    assert words in done.check_one_sentence()


def test_results_are_written_once(sample_folder: Path, tmp_path: Path) -> None:
    store = open_center(sqlite_url(sample_folder / "sample-center")).store
    title = store.assignments.all()[0].title
    command = ["results", "--sample", title.upper(), "--to", str(tmp_path / "r.csv")]
    done = run(sample_folder, *command)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"The results of “{title}” are in {tmp_path / 'r.csv'}\n"
    assert (tmp_path / "r.csv").read_bytes().startswith("\ufeffStudent,Title,Draft".encode())
    assert "is there already" in run(sample_folder, *command).check_one_sentence()
    nowhere = ["results", "--sample", "No such thing"]
    assert title in run(sample_folder, *nowhere).check_one_sentence()


@pytest.mark.parametrize("command", [["report"], ["lab"], ["invite", "Ms Teacher"]])
def test_where_there_is_no_center_none_is_made(tmp_path: Path, command: list[str]) -> None:
    sentence = run(tmp_path, *command).check_one_sentence()
    assert "writing-center serve" in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_center_without_a_class_has_no_reports(center: Center, tmp_path: Path) -> None:
    sentence = run(tmp_path, "report").check_one_sentence()
    assert "class" in sentence


def test_inviting_a_new_teacher_and_one_locked_out(center: Center, tmp_path: Path) -> None:
    done = run(tmp_path, "invite", "Mr  New")
    assert (done.code, done.err) == (0, "")
    said, link = done.out.splitlines()
    assert said == "Mr New is a teacher of this center now."
    assert link.startswith("http://localhost:8866/welcome#")
    made = accounts.redeem_invitation(center, link.partition("#")[2]).member
    assert (made.name, made.is_teacher) == ("Mr New", True)

    again = run(tmp_path, "invite", "mr new", "--url", "https://school.example/writing")
    (link,) = again.out.splitlines()
    assert link.startswith("https://school.example/writing/welcome#")
    assert accounts.invited_member(center, link.partition("#")[2]) == made
    assert center.store.members.count() == 2


def test_a_student_is_not_made_a_teacher_by_an_invitation(center: Center, tmp_path: Path) -> None:
    accounts.add_member(center, "Ann Student")
    done = run(tmp_path, "invite", "Ann Student")
    member = center.store.members.first(name="Ann Student")
    assert done.code in (0, 1)
    assert not member.is_teacher


def test_the_lab_says_where_and_as_whom(center: Center, tmp_path: Path) -> None:
    with started(tmp_path, "lab", "--no-browser", "--port", "0") as running:
        said = running.wait_for("Press Ctrl+C")
    assert f"{tmp_path}/notebooks" in said
    assert "as Ms Teacher" in said
    assert {f.name for f in (tmp_path / "notebooks").glob("*.ipynb")} == {
        "class_desk.ipynb",
        "writing_desk.ipynb",
    }
    assert (tmp_path / "dashboards" / "participation.ipynb").is_file()


def test_the_lab_leaves_a_teachers_own_notebooks_alone(center: Center, tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "mine.ipynb").write_text("{}")
    with started(tmp_path, "lab", "--no-browser", "--port", "0") as running:
        running.wait_for("Press Ctrl+C")
    assert [f.name for f in (tmp_path / "notebooks").iterdir()] == ["mine.ipynb"]


def test_the_lab_is_for_teachers(center: Center, tmp_path: Path) -> None:
    student = accounts.add_member(center, "Ann Student")
    assert Session(center.store, center.clock, student.id).actor == student
    done = run(tmp_path, "lab", "--no-browser", "--as", "Ann Student")
    assert "teacher" in done.check_one_sentence()


def test_the_lab_works_as_the_teacher_who_is_named(center: Center, tmp_path: Path) -> None:
    accounts.add_member(center, "Mr Other", is_teacher=True)
    with started(tmp_path, "lab", "--no-browser", "--port", "0", "--as", "mr other") as running:
        assert "as Mr Other" in running.wait_for("Press Ctrl+C")
