import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from writing_center.config import sqlite_url
from writing_center.domain.errors import WritingCenterError
from writing_center.server.cookie_secret import NAME, center_id, cookie_secret
from writing_center.server.listening import ServeError, root_url, take_port, tidy_base_url

from .running import START


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"Port {port} is in use"):
            take_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("ip", "port", "says"),
    [
        ("203.0.113.7", 0, "This computer has no address 203.0.113.7"),
        ("not an address", 0, "This computer has no address not an address"),
        ("127.0.0.1", 70000, "70000 is not a port"),
        ("127.0.0.1", -1, "-1 is not a port"),
    ],
)
def test_what_can_not_be_taken(ip: str, port: int, says: str) -> None:
    with pytest.raises(ServeError, match=says):
        take_port(ip, port)


def test_nothing_is_made_when_the_port_is_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        arguments = ["127.0.0.1", str(taken.getsockname()[1]), "/", "", sqlite_url(tmp_path)]
        run = subprocess.run(
            [sys.executable, "-c", START, str(tmp_path), str(tmp_path / "ready"), *arguments],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert run.returncode != 0
    assert "is in use; stop what uses it" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_serve_error_can_be_shown_to_people() -> None:
    assert issubclass(ServeError, WritingCenterError)


@pytest.mark.parametrize(
    ("given", "tidy"), [("", "/"), ("/", "/"), ("a", "/a/"), ("/a/b/", "/a/b/"), (" /a ", "/a/")]
)
def test_base_urls(given: str, tidy: str) -> None:
    assert tidy_base_url(given) == tidy


def test_addresses_that_a_browser_can_open() -> None:
    assert root_url("0.0.0.0", 80, "/") == "http://localhost:80/"
    assert root_url("::1", 80, "/a/") == "http://[::1]:80/a/"


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    key = cookie_secret(tmp_path)
    assert len(key) == 32
    assert cookie_secret(tmp_path) == key
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert center_id(key) not in (tmp_path / NAME).read_text()


def test_a_damaged_key_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("not hex")
    with pytest.raises(ServeError, match="remove the file"):
        cookie_secret(tmp_path)


def test_a_folder_without_room_for_a_key(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="make the folder writable"):
        cookie_secret(tmp_path / "missing")
