"""Pages that are notebooks: who may open them, and what their template is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import nbformat
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from voila import __version__ as voila_version
from voila.tornado.handler import TornadoVoilaHandler

from .assets import extensions
from .guards import members_only
from .places import Page
from .rendering import ENVIRONMENT, CenterHandler, RefusedError

HEARTBEAT = "voila_heartbeat"
STILL_OPENING = "<!-- still opening -->\n"
PATIENCE = 8
"""So many heartbeats in a row (of ten seconds) mean that the kernel will not come."""
LONGEST_TURN = 15.0
STUDENT_LINKS = (
    ("Home", "#/"),
    ("Write", "#/write"),
    ("Review", "#/review"),
    ("Feedback", "#/feedback"),
    ("Guide", "#/guide"),
)


class NotebookShelf:
    """The notebooks that are pages, in the place of a file manager. There are no other files."""

    def __init__(self, pages: tuple[Page, ...], root: Path) -> None:
        self._paths = {page.notebook: root / page.notebook for page in pages}

    def get(self, path: str, **_options: Any) -> dict[str, Any]:
        """A page's notebook, in the form of Jupyter's contents manager. Raises HTTPError."""
        if path not in self._paths or not self._paths[path].is_file():
            raise HTTPError(404)
        notebook = nbformat.read(self._paths[path], as_version=4)
        return {"type": "notebook", "path": path, "content": notebook}

    def file_exists(self, path: str) -> bool:
        """No: a page has no other files."""
        return False


class PageHandler(TornadoVoilaHandler, CenterHandler):
    """Serves one notebook at one address: its frame at once, its cells when it is their turn."""

    def initialize(self, page: Page, **kwargs: Any) -> None:
        """Voilà's own settings, and the page."""
        super().initialize(notebook_path=page.notebook, **kwargs)
        self.page = page

    @members_only
    async def get(self, path: str | None = None) -> None:
        """The page, streamed. A teachers' page is refused before any kernel is started."""
        if self.page.for_teachers and not (self.member and self.member.is_teacher):
            raise RefusedError(HTTPStatus.FORBIDDEN, "For teachers", "This page is for teachers.")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        try:
            self.write_part("frame.html.j2", title=self.page.title, links=_links(self))
            await self.flush()
            self.write_part("end.html.j2", failed=not await self._open())
            self.finish()
        except StreamClosedError:
            pass  # the visitor went on before the page was there

    def write_part(self, template: str, **values: Any) -> None:
        """Add a part of the page."""
        self.write(ENVIRONMENT.get_template(template).render(**self.page_values(), **values))

    async def _open(self) -> bool:
        """Start the kernel and send the cells; whether that went well."""
        try:
            async with self.settings["turns"].take():
                await self._send_cells()
        except StreamClosedError:
            raise
        except Exception:
            self.log.exception("The page %s could not be opened.", self.page.notebook)
            return False
        return True

    async def _send_cells(self) -> None:
        silent = 0
        async for html in self.get_generator():
            silent = silent + 1 if HEARTBEAT in html else 0
            if silent > PATIENCE:
                raise TimeoutError("The kernel did not start.")
            self.write(STILL_OPENING if silent else html)
            await self.flush()


class Turns:
    """So many pages open at a time. When a whole class comes at once, the first are served
    first, instead of everybody last."""

    def __init__(self, number: int) -> None:
        self._free = asyncio.Semaphore(number)

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """Wait for a turn; it ends with the block, or when it has lasted too long."""
        await self._free.acquire()
        with ExitStack() as turn:
            turn.callback(self._free.release)
            patience = asyncio.get_running_loop().call_later(LONGEST_TURN, turn.close)
            try:
                yield
            finally:
                patience.cancel()


def tell_front_end(_config: dict[str, Any], *, base_url: str, settings: Any, **_: Any) -> Any:
    """Voilà's hook for its front end's settings: ours alone, nothing from the computer's
    JupyterLab."""
    assets = f"{base_url}assets/{settings['asset_version']}/"
    return {
        "appVersion": voila_version,
        "appUrl": "voila/",
        "baseUrl": base_url,
        "terminalsAvailable": False,
        "fullStaticUrl": f"{assets}voila",
        "fullLabextensionsUrl": f"{assets}extensions",
        "federated_extensions": extensions(),
        "disabledExtensions": [],
        "fullMathjaxUrl": f"{assets}center/no_math.js",
        "mathjaxConfig": "none",
        "extensionConfig": {},
        "progressiveRendering": False,
    }


def _links(handler: PageHandler) -> list[dict[str, str]]:
    links = [{"label": label, "url": handler.url(path)} for label, path in STUDENT_LINKS]
    if handler.member and handler.member.is_teacher:
        pages: tuple[Page, ...] = handler.settings["pages"]
        links += [
            {"label": page.title, "url": handler.url(page.path)}
            for page in pages
            if page.for_teachers
        ]
    return links
