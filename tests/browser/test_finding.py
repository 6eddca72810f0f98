import sys
from pathlib import Path

import pytest

from . import finding


def test_an_installed_browser_is_taken_first() -> None:
    known = {"google-chrome": "/usr/bin/google-chrome", "msedge": "/usr/bin/msedge"}
    assert finding.installed(known.get, ()) == "/usr/bin/google-chrome"


def test_a_browser_at_its_usual_place_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chrome.exe").touch()
    monkeypatch.setenv("PROGRAMS", str(tmp_path))
    places = ("/nowhere/chrome", "$PROGRAMS/chrome.exe")
    assert finding.installed(lambda _: None, places) == str(tmp_path / "chrome.exe")
    assert finding.installed(lambda _: None, ("/nowhere/chrome",)) is None


def test_without_any_it_is_said_in_one_sentence() -> None:
    with pytest.raises(finding.NoBrowser, match="need Chromium, Chrome or Edge") as told:
        finding.brought("/nowhere/chrome", ("install", "no-such-browser"))
    assert "\n" not in str(told.value)


def test_one_that_is_there_is_not_fetched_again() -> None:
    assert finding.brought(sys.executable, ("no-such-command",)) == sys.executable
