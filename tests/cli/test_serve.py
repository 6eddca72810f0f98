"""``writing-center serve``, from an empty folder on."""

import os
import re
import socket
import stat
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.services import accounts
from writing_center.services.session import Center

from .commands import run, run_as_nobody, serving

DATABASE = "writing-center.db"


def links(said: str) -> dict[str, str]:
    """The one-time links that were printed, by whom they are for."""
    return dict(re.findall(r"^  (\S.*)\n    (http\S+)$", said, re.MULTILINE))


def root_url(said: str) -> str:
    found = re.search(r"^The writing center is open:  (http\S+)$", said, re.MULTILINE)
    assert found, said
    return found[1]


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def center_in(folder: Path) -> Center:
    return open_center(sqlite_url(folder))


def secret_of(link: str) -> str:
    return link.partition("#")[2]


def test_a_first_start_makes_a_center_and_prints_its_teachers_link(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        url = root_url(running.said)
        assert running.said.count("#") == 1
        ((who, link),) = links(running.said).items()
        assert who == "The teacher"
        assert link.startswith(f"{url}welcome#")
        assert f"sqlite:///{tmp_path}/{DATABASE}" in running.said
        assert [status(f"{url}{page}") for page in ("healthz", "sign-in", "welcome")] == [200] * 3
        assert running.interrupt() == 0
    assert "Traceback" not in running.said
    center = center_in(tmp_path)
    (teacher,) = center.store.members.all()
    assert teacher.is_teacher
    assert accounts.invited_member(center, secret_of(link)) == teacher
    for kept in tmp_path.iterdir():
        assert not stat.S_IMODE(kept.stat().st_mode) & stat.S_IWOTH, kept


def test_a_second_start_finds_everything_as_it_was(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        first = links(running.said)
    with serving(tmp_path) as running:
        again = links(running.said)
        assert list(again) == ["Teacher, who has not signed in yet"], "nobody is locked out"
    center = center_in(tmp_path)
    signed = accounts.redeem_invitation(center, secret_of(first["The teacher"]))
    session = _session(center, signed.member.id)
    accounts.set_passphrase(session, "a few words in a row", keep_secret=signed.secret)
    keys = {f.name: f.read_bytes() for f in tmp_path.iterdir() if DATABASE not in f.name}
    with serving(tmp_path) as running:
        assert links(running.said) == {}
        assert f"Sign in at {root_url(running.said)}sign-in" in running.said
    assert keys
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir() if f.name in keys} == keys
    assert accounts.member_of_sign_in(center, signed.secret) == signed.member


def _session(center: Center, member_id: str):
    from writing_center.services.session import Session

    return Session(center.store, center.clock, member_id)


def test_the_sample_has_five_links_and_a_folder_of_its_own(tmp_path: Path) -> None:
    with serving(tmp_path):
        pass
    center = center_in(tmp_path)
    before = center.store.revision()
    files = {f.name for f in tmp_path.iterdir()}
    with serving(tmp_path, "--sample") as running:
        first = links(running.said)
        assert "Making the sample class" in running.said
        assert f"sqlite:///{tmp_path}/sample-center/{DATABASE}" in running.said
    assert len(first) == 5
    roles = " | ".join(first)
    assert "teacher" in roles
    assert "consultant" in roles
    assert roles.count("a student") == 3
    assert {f.name for f in tmp_path.iterdir()} - files == {"sample-center"}
    assert center.store.revision() == before, "the real center is left alone"
    assert center.store.members.count() == 1

    sample = center_in(tmp_path / "sample-center")
    members = sample.store.members.all()
    invited = [accounts.invited_member(sample, secret_of(link)) for link in first.values()]
    assert [m.name for m in invited] == [who.partition(",")[0] for who in first]
    with serving(tmp_path, "--sample") as running:
        assert "Making the sample class" not in running.said
        assert list(links(running.said)) == list(first)
    assert sample.store.members.all() == members


def test_the_base_url_is_in_every_address(tmp_path: Path) -> None:
    with serving(tmp_path, "--base-url", "writing/here") as running:
        url = root_url(running.said)
        assert url.endswith("/writing/here/")
        assert links(running.said)["The teacher"].startswith(f"{url}welcome#")
        assert status(f"{url}sign-in") == 200
        assert status(url.replace("writing/here/", "sign-in")) == 404


def test_the_ip_is_listened_on(tmp_path: Path) -> None:
    with serving(tmp_path, "--ip", "0.0.0.0") as running:
        url = root_url(running.said)
        assert url.startswith("http://localhost:")
        assert status(f"{url}healthz") == 200


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        sentence = run(tmp_path, "serve", "--no-browser", "--port", port).check_one_sentence()
    assert f"Port {port} is in use" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "70000"], "70000 is not a port"),
        (["--ip", "192.0.2.1"], "no address 192.0.2.1"),
        (["--ip", "no such place"], "no address no such place"),
        (["--sample", "--database", "sqlite:///x.db"], "leave --database out"),
    ],
)
def test_what_can_not_be_listened_on(tmp_path: Path, options: list[str], words: str) -> None:
    done = run(tmp_path, "serve", "--no-browser", "--port", "0", *options)
    assert words in done.check_one_sentence()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://anna:open-sesame@127.0.0.1:1/center",
        "postgresql+psycopg://anna:open-sesame@no-such-host.invalid/center",
        "sqlite:////no/such/folder/center.db",
        "mysql://anna:open-sesame@localhost/center",
        "center.db",
        "",
    ],
)
def test_a_database_that_can_not_be_reached(tmp_path: Path, url: str) -> None:
    command = ["serve", "--no-browser", "--port", "0", "--database"]
    if not url:
        (tmp_path / "notes.txt").write_text("This is no database, but it is long enough." * 50)
        url = f"sqlite:///{tmp_path}/notes.txt"
    done = run(tmp_path, *command, url)
    done.check_one_sentence()
    assert "open-sesame" not in done.out + done.err
    assert not (tmp_path / DATABASE).exists()


def test_a_database_on_postgresql(tmp_path: Path) -> None:
    from storage.postgres import running_postgres

    with running_postgres() as server:
        url = server.new_database()
        with serving(tmp_path, "--database", url) as running:
            ((_, link),) = links(running.said).items()
        center = open_center(url)
        assert accounts.invited_member(center, secret_of(link)).is_teacher
        center.store.close()  # type: ignore[attr-defined]
        assert not (tmp_path / DATABASE).exists()
        missing = run(tmp_path, "serve", "--port", "0", "--database", server.url("missing"))
        assert "no such database" in missing.check_one_sentence()


@pytest.fixture
def forbidden() -> Iterator[Path]:
    """A folder that one may look into and not write in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no such users")
@pytest.mark.parametrize("sample", [(), ("--sample",)], ids=["", "sample"])
def test_a_folder_that_can_not_be_written_in(forbidden: Path, sample: tuple[str, ...]) -> None:
    done = run_as_nobody(forbidden, "serve", "--no-browser", "--port", "0", *sample)
    sentence = done.check_one_sentence()
    assert str(forbidden) in sentence
    assert "folder that you can write in" in sentence
    assert list(forbidden.iterdir()) == []


def test_it_is_a_command_and_tells_its_version(tmp_path: Path) -> None:
    from importlib.metadata import version

    said = run(tmp_path, "--version").out.strip()
    assert said == version("writing-center")
    script = Path(sys.executable).with_name("writing-center")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said
    helped = run(tmp_path, "serve", "--help").out
    for option in ("--port", "--ip", "--base-url", "--database", "--no-browser", "--sample"):
        assert option in helped
