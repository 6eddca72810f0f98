"""What pages load: our files, Voilà's front end, three extensions; kept for ever by their URL."""

import hashlib
from pathlib import Path
from typing import Any

from jupyterlab_server.config import get_federated_extensions
from tornado.web import HTTPError
from voila import __version__ as voila_version
from voila.paths import collect_static_paths
from voila.static_file_handler import MultiStaticFileHandler
from voila.utils import get_voila_labextensions_path

from .places import OWN_STATIC, WIDGET_STATIC
from .security import SECURITY_HEADERS

EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
)
A_YEAR = 365 * 24 * 3600


def asset_folders() -> dict[str, list[str]]:
    """Where each kind of asset is looked for."""
    return {
        "center": [str(OWN_STATIC), str(WIDGET_STATIC)],
        "voila": [path for path in collect_static_paths(["voila"], "base") if Path(path).is_dir()],
        "extensions": [path for path in get_voila_labextensions_path() if Path(path).is_dir()],
    }


def extensions() -> list[dict[str, Any]]:
    """What the page's front end loads: these three, whatever else is installed."""
    found = get_federated_extensions(get_voila_labextensions_path())
    return [
        {"name": name, **found[name]["jupyterlab"]["_build"]}
        for name in EXTENSIONS
        if name in found
    ]


def version() -> str:
    """A name for the present contents of all assets; it is part of their URLs."""
    digest = hashlib.sha256(voila_version.encode())
    for extension in extensions():
        digest.update(extension["load"].encode())
    for folder in (OWN_STATIC, WIDGET_STATIC):
        for path in sorted(folder.rglob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class AssetHandler(MultiStaticFileHandler):
    """Serves assets; anybody may read them, there is nothing secret in them."""

    def set_default_headers(self) -> None:
        """The headers of every answer."""
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    def set_extra_headers(self, path: str) -> None:
        """The version in the URL is this file's: it may be kept for ever."""
        if self.path_kwargs.get("version") == self.settings["asset_version"]:
            self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable")
        else:
            self.set_header("Cache-Control", "no-cache")

    async def get(self, path: str, version: str = "", include_body: bool = True) -> None:
        """The file."""
        await super().get(path, include_body)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """The path, when it is that of a file. Folders are not listed."""
        if Path(absolute_path).is_dir():
            raise HTTPError(404)
        found: str | None = super().validate_absolute_path(root, absolute_path)
        return found

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One line; nobody reads it."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("There is no such file.\n")
