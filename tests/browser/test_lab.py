"""The teacher's notebook in JupyterLab: the same desk, without a cell to edit."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from server.visitors import wait_until

from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.services import classes

ADDRESS = re.compile(r"http://localhost:\d+/lab\S*\?token=\w+")
OWN_SETTINGS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
OWN_SETTINGS += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address that ``writing-center lab`` prints, in the folder of a new center."""
    classes.found_center(open_center(sqlite_url(tmp_path)), "Ada Teacher")
    own = {name: str(tmp_path / "settings" / name) for name in OWN_SETTINGS}
    command = [sys.executable, "-m", "writing_center", "lab", "--no-browser"]
    log = tmp_path / "lab.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--port", str(free_port())],
            cwd=tmp_path,
            env={**os.environ, **own},
            stdout=out,
            stderr=out,
        )
    try:
        wait_until(lambda: ADDRESS.search(log.read_text()), 60, "JupyterLab did not start")
        yield ADDRESS.findall(log.read_text())[0]
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask JupyterLab to close, as Ctrl+C and a yes would."""
    import psutil

    children = psutil.Process(process.pid).children(recursive=True)
    for child in children:
        child.terminate()
    process.terminate()
    process.wait(20)
    _, left = psutil.wait_procs(children, timeout=10)
    for child in left:
        child.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_notebook(browser: Browser, address: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(60_000)
    page.goto(re.sub(r"/lab\S*\?", "/lab/tree/notebooks/class_desk.ipynb?", address))
    # Before its kernel is there, Lab forgets what it is asked to run.
    expect(page.get_by_role("button", name="| Idle")).to_be_visible(timeout=60_000)
    page.locator(".jp-CodeCell .cm-content").click()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_desk_appears_and_keys_stay_in_it(browser: Browser, lab: str) -> None:
    page = open_notebook(browser, lab)
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("heading", name="Your classes")).to_be_visible(timeout=60_000)
    page.get_by_label("Name of the class").fill("English 11b")
    page.get_by_label("Name of the term").fill("Spring")
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("heading", name="English 11b")).to_be_visible()
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    before = cells.count()
    page.get_by_role("link", name="All classes").click()
    page.get_by_role("link", name="The charter: what this center is about").click()
    words = page.get_by_label("What we are about")
    words.press("ControlOrMeta+End")
    press(page, "Escape", "d", "d")
    expect(words).to_have_value(re.compile("dd$"))
    keep = page.get_by_role("button", name="Keep these words")
    keep.focus()
    press(page, "d", "d")  # Lab's own keys for deleting the cell
    expect(keep).to_be_visible()
    assert cells.count() == before
    keep.click()
    expect(page.get_by_text("Version 2")).to_be_visible()
    page.context.close()
