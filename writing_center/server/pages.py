"""Pages that are notebooks: who may open them, and what their template is told."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from tornado.web import HTTPError
from voila import __version__ as voila_version
from voila.tornado.handler import TornadoVoilaHandler

from .assets import extensions
from .guards import members_only
from .places import Page
from .rendering import CenterHandler, RefusedError

HEARTBEAT = "voila_heartbeat"
STILL_OPENING = "<!-- still opening -->\n"
PATIENCE = 8
"""So many heartbeats in a row (of ten seconds) mean that the kernel will not come."""
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
    """Serves one notebook at one address."""

    def initialize(self, page: Page, **kwargs: Any) -> None:
        """Voilà's own settings, and the page."""
        super().initialize(notebook_path=page.notebook, **kwargs)
        self.page = page

    @members_only
    async def get(self, path: str | None = None) -> None:
        """The page, streamed. A teachers' page is refused before any kernel is started."""
        if self.page.for_teachers and not (self.member and self.member.is_teacher):
            raise RefusedError(HTTPStatus.FORBIDDEN, "For teachers", "This page is for teachers.")
        self.xsrf_token  # noqa: B018 - the sign-out form and the farewell need its cookie
        silent = 0
        async for html in self.get_generator():
            silent = silent + 1 if HEARTBEAT in html else 0
            if silent > PATIENCE:
                raise HTTPError(500, "The kernel did not start.")
            if not self._headers_written:
                self.set_header("Content-Type", "text/html; charset=utf-8")
            self.write(STILL_OPENING if silent else html)
            await self.flush()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A page with a sentence, unless half of another page is out already."""
        if self._headers_written:
            self.finish()
        else:
            super().write_error(status_code, **kwargs)


def tell_template(handler: PageHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Voilà's hook before a kernel is started: what the page's frame shows, as metadata."""
    notebook.metadata["writing_center"] = {
        **handler.page_values(),
        "member": {"name": handler.member.name if handler.member else ""},
        "title": handler.page.title,
        "links": _links(handler),
    }
    return notebook


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
