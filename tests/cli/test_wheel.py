"""The wheel: everything is in it, and it works from any folder."""

import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import nbformat
import pytest

from .commands import LIMIT, environment, serving


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", str(repository), "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has the wheel's packages in it, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--target", str(folder), str(wheel))
    return folder


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def test_everything_is_in_it_and_nothing_else(repository: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        information = {
            name.split("/", 1)[1] for name in archive.namelist() if ".dist-info/" in name
        }
    wanted = {f"writing_center/{name}" for name in files_below(repository / "writing_center")}
    for folder in ("notebooks", "dashboards"):
        names = {name for name in files_below(repository / folder) if name.endswith(".ipynb")}
        assert names
        wanted |= {f"writing_center/{folder}/{name}" for name in names}
    assert packed == wanted
    kinds = {Path(name).suffix for name in packed}
    assert kinds >= {".py", ".html", ".css", ".js", ".j2", ".ipynb", ".toml"}
    assert {"METADATA", "entry_points.txt", "licenses/LICENSE"} <= information


def with_only(installed: Path) -> dict[str, str]:
    return {**environment(), "PYTHONPATH": str(installed)}


def test_it_is_the_installed_one_that_runs(installed: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import writing_center; print(writing_center.__file__)"],
        cwd=tmp_path,
        env=with_only(installed),
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == str(installed / "writing_center" / "__init__.py")


def test_its_sample_is_served_from_any_folder(installed: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--sample", env=with_only(installed)) as running:
        found = re.search(r"is open:  (http\S+)", running.said)
        assert found
        assert running.said.count("/welcome#") == 5
        with urllib.request.urlopen(f"{found[1]}sign-in", timeout=30) as answer:
            page = answer.read().decode()
        for address in set(re.findall(r'(?:href|src)="(/[^"#]*\.(?:css|js))"', page)):
            with urllib.request.urlopen(found[1].rstrip("/") + address, timeout=30) as answer:
                assert answer.status == 200
        assert running.interrupt() == 0
    assert os.listdir(tmp_path) == ["sample-center"]


def test_its_notebooks_open_a_desk(installed: Path, tmp_path: Path) -> None:
    """The code of each page runs, as a member of the sample, on the installed files."""
    code = """
import json, sys
from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.sample.build import build_sample
from writing_center.server.places import PAGES, notebook_root
from pathlib import Path
from datetime import datetime, UTC
url = sqlite_url(Path.cwd())
guests = build_sample(open_center(url).store, datetime(2026, 11, 20, tzinfo=UTC)).guests
import os
os.environ["WRITING_CENTER_LAB_MEMBER"] = guests[0].member_id
for page in PAGES:
    cells = json.loads((notebook_root() / page.notebook).read_text())["cells"]
    lines = "".join("".join(c["source"]) + chr(10) for c in cells if c["cell_type"] == "code")
    *before, last = lines.strip().splitlines()
    scope = {}
    exec(chr(10).join(before), scope)
    desk = eval(last, scope)
    desk.handle("hello", {"route": "/"})
    print(page.notebook, len(desk.html) > 500, "wc-error" in desk.html)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=with_only(installed),
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 4
    assert all(line.endswith("True False") for line in done.stdout.splitlines())


def test_its_notebooks_are_notebooks(installed: Path) -> None:
    for path in (installed / "writing_center").rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
