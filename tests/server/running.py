"""A real center, served by a process of its own, for tests: over HTTP, websockets, or a browser."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import nbformat
from tornado.web import create_signed_value

from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.domain.people import Member
from writing_center.server.cookie_secret import center_id, cookie_secret
from writing_center.server.places import Page
from writing_center.services import accounts
from writing_center.services.session import Center

START = """
import sys
from pathlib import Path
from writing_center.config import sqlite_url
from writing_center.server.app import ServeOptions, serve
from writing_center.server.places import PAGES, Page
folder, ready, ip, port, base_url, notebooks, database = sys.argv[1:8]
pages = tuple(Page(*row.split("|")[:3], row.endswith("|yes")) for row in sys.argv[8:]) or PAGES
options = ServeOptions(
    database_url=database,
    folder=Path(folder),
    ip=ip,
    port=int(port),
    base_url=base_url,
    on_ready=lambda url: Path(ready).write_text(url),
    pages=pages,
    notebooks=Path(notebooks) if notebooks else None,
)
sys.exit(serve(options))
"""


@dataclass
class RunningCenter:
    """A center that is being served. ``url`` ends with a slash."""

    folder: Path
    database_url: str
    center: Center
    base_url: str = "/"
    port: int = 0
    url: str = ""
    pages: Sequence[Page] = ()
    notebooks: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> str:
        """What the server has written to its terminal."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    @property
    def cookie_name(self) -> str:
        return f"writing-center-{center_id(cookie_secret(self.folder))}"

    def add(self, name: str, **kwargs: object) -> Member:
        """A new member."""
        return accounts.add_member(self.center, name, **kwargs)  # type: ignore[arg-type]

    def cookie_for(self, member: Member) -> str:
        """The value of a sign-in cookie of this member's, as a browser would send it."""
        signed = accounts.redeem_invitation(self.center, accounts.invite(self.center, member.id))
        key = cookie_secret(self.folder)
        return create_signed_value(key, self.cookie_name, signed.secret).decode()

    def browser_cookie(self, member: Member) -> dict[str, object]:
        """The same in the form of Playwright's ``context.add_cookies([...])``."""
        return {
            "name": self.cookie_name,
            "value": self.cookie_for(member),
            "url": self.url,
            "httpOnly": True,
            "sameSite": "Lax",
        }

    def start(self, timeout: float = 90) -> None:
        """Start the server and wait until it answers."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-P", "-c", START, str(self.folder), str(ready), "127.0.0.1"]
        command += [str(self.port), self.base_url, str(self.notebooks or ""), self.database_url]
        command += [
            f"{page.path}|{page.notebook}|{page.title}|{'yes' if page.for_teachers else 'no'}"
            for page in self.pages
        ]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
                cwd=self.folder,
                start_new_session=True,
            )
        self._wait(ready, timeout)

    def stop(self, how: signal.Signals = signal.SIGTERM, timeout: float = 20) -> int:
        """Stop the server by its own id; its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(how)
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"The server did not stop:\n{self.log}") from None
        finally:
            self.process = None

    def restart(self) -> None:
        """Stop it and start it anew on the same port."""
        self.stop()
        self.start()

    def _wait(self, ready: Path, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        assert self.process is not None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"The server ended:\n{self.log}")
            if ready.exists() and (url := ready.read_text()) and _answers(f"{url}healthz"):
                self.url = url
                self.port = int(url.split(":")[2].split("/")[0])
                return
            time.sleep(0.02)
        raise AssertionError(f"The server did not answer within {timeout} s:\n{self.log}")


@contextmanager
def running_center(
    folder: Path,
    *,
    pages: Sequence[Page] = (),
    notebooks: Path | None = None,
    base_url: str = "/",
    database_url: str | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[RunningCenter]:
    """Serve a center in ``folder`` on a free port, and stop it at the end.

    Without ``pages`` it has the real ones. ``.center`` is the same store, opened here.
    """
    database = database_url or sqlite_url(folder)
    running = RunningCenter(
        folder=folder,
        database_url=database,
        center=open_center(database),
        pages=pages,
        notebooks=notebooks,
        base_url=base_url,
        environment=environment or {},
    )
    try:
        running.start()
        yield running
    finally:
        running.stop()


def write_notebook(path: Path, *cells: str) -> None:
    """A notebook with these code cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(notebook, path)


def cookies_of(headers: Sequence[str]) -> dict[str, str]:
    """Names and values in some Set-Cookie headers."""
    jar: SimpleCookie = SimpleCookie()
    for header in headers:
        jar.load(header)
    return {name: morsel.value for name, morsel in jar.items()}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
