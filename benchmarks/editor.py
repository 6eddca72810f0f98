"""The editor beside ipywidgets' ``Textarea``, in the same run: ``python benchmarks/editor.py``.

Both are open in a real browser, the editor on a center's own page, ``Textarea`` on a page of stock
Voilà. Bytes: what the browser sends over its websockets while fifty keys are pressed in a draft of
40,000 signs, until everything is saved. Time: from a key to its sign on the screen in a draft of
200,000 signs, the median and the slowest but two of forty keys. A key every 100 ms unless
``--delay`` says otherwise; the editor saves every 1.7 seconds, so slower typing means
more messages.
"""

import argparse
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import nbformat
from playwright.sync_api import Browser, BrowserContext, Locator, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.finding import chromium
from server.chromium import signed_in
from server.running import running_center
from server.visitors import wait_until

from writing_center.services import drafts, welcome
from writing_center.services.session import Session

PARAGRAPH = "The ferry turns in front of our house at seven. Whoever is awake hears it.\n\n"
SHORT, LONG = 40_000, 200_000
KEYS = "ten keys! " * 5
TIMED = 40
MEASURE = """
  area => {
    window.waited = [];
    area.addEventListener("keydown", () => {
      const began = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.waited.push(performance.now() - began)));
    });
  }
"""
NOTEBOOK = """
from ipywidgets import Layout, Textarea
Textarea({text!r}, layout=Layout(width="44rem", height="40rem"))
"""


class Result(NamedTuple):
    """``sent`` in bytes for fifty keys; ``usual`` and ``slow`` in ms a key."""

    sent: int
    messages: int
    usual: float
    slow: float


def text_of(length: int) -> str:
    """A text of this many signs."""
    return (PARAGRAPH * (length // len(PARAGRAPH) + 1))[:length]


class Wire:
    """Counts what a page sends over its websockets."""

    def __init__(self, page: Page) -> None:
        self.sent: list[int] = []
        page.on("websocket", lambda one: one.on("framesent", self._count))

    def _count(self, frame: str | bytes) -> None:
        self.sent.append(len(frame))


def pressed(page: Page, area: Locator, wire: Wire, delay: float) -> tuple[int, int]:
    """The bytes and the messages that fifty keys send."""
    area.press("ControlOrMeta+End")
    page.wait_for_timeout(1000)
    wire.sent.clear()
    page.keyboard.type(KEYS, delay=delay)
    page.wait_for_timeout(3000)
    return sum(wire.sent), len(wire.sent)


def waited(page: Page, area: Locator, delay: float) -> tuple[float, float]:
    """How long a key takes to be seen: the median, and the slowest but two."""
    area.press("ControlOrMeta+End")
    area.evaluate(MEASURE)
    page.keyboard.type("x" * TIMED, delay=delay)
    wait_until(lambda: bool(page.evaluate(f"window.waited.length >= {TIMED}")), 120)
    times = sorted(page.evaluate("window.waited"))
    return median(times), times[-3]


def measure_editor(browser: Browser, folder: Path, delay: float) -> Result:
    """Our editor, on a center's page."""
    folder.mkdir()
    with running_center(folder) as served:
        writer = served.add("Wanda Writer")
        session = Session(served.center.store, served.center.clock, writer.id)
        welcome.skip_welcome(session)
        context = signed_in(browser, served, writer)
        results: list[float] = []
        for length in (SHORT, LONG):
            draft = drafts.start_draft(session, None, f"{length}")
            drafts.save_text(session, draft.id, drafts.Save(text_of(length), 0, "before", 1))
            url = f"{served.url}#/write/{draft.id}"
            results += _measured(context, url, "#draft-text", length, delay)
        return Result(int(results[0]), int(results[1]), *results[2:])


def measure_textarea(browser: Browser, folder: Path, delay: float) -> Result:
    """Stock ipywidgets on a stock Voilà page."""
    results: list[float] = []
    for length in (SHORT, LONG):
        with stock_voila(folder / str(length), text_of(length)) as url:
            results += _measured(browser.new_context(), url, "textarea", length, delay)
    return Result(int(results[0]), int(results[1]), *results[2:])


def _measured(
    context: BrowserContext, url: str, where: str, length: int, delay: float
) -> tuple[float, float]:
    page = context.new_page()
    wire = Wire(page)
    page.goto(url)
    area = page.locator(where)
    area.wait_for(timeout=90_000)
    if length == SHORT:
        found: tuple[float, float] = pressed(page, area, wire, delay)
    else:
        found = waited(page, area, delay)
    page.close()
    return found


@contextmanager
def stock_voila(folder: Path, text: str) -> Iterator[str]:
    """A page with one ``Textarea``, served by Voilà as it is installed."""
    folder.mkdir(parents=True)
    cell = nbformat.v4.new_code_cell(NOTEBOOK.format(text=text))
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "page.ipynb")
    port = _free_port()
    command = [sys.executable, "-m", "voila", "page.ipynb", "--no-browser", f"--port={port}"]
    command += ["--Voila.ip=127.0.0.1"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_until(lambda: _answers(f"{url}voila/static/voila.js"), 60, "Voilà did not start")
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> None:
    """Measure both, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=100, help="milliseconds between two keys")
    delay = parser.parse_args().delay
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        rows = {
            "the editor": measure_editor(browser, Path(folder) / "center", delay),
            "ipywidgets Textarea": measure_textarea(browser, Path(folder) / "stock", delay),
        }
    print(f"{'':<22}{'bytes up, 50 keys':>20}{'messages':>10}{'ms a key':>10}{'slow':>8}")
    for name, row in rows.items():
        print(
            f"{name:<22}{row.sent:>20,}{row.messages:>10}{row.usual:>10.1f}{row.slow:>8.1f}",
        )


if __name__ == "__main__":
    main()
