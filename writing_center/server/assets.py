"""What pages load: our files, Voilà's front end, three extensions; kept for ever by their URL."""

import gzip
import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from jupyterlab_server.config import get_federated_extensions
from tornado.web import HTTPError, RequestHandler
from voila import __version__ as voila_version
from voila.paths import collect_static_paths
from voila.utils import get_voila_labextensions_path

from .places import OWN_STATIC, WIDGET_STATIC
from .security import SECURITY_HEADERS

EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
)
KEEP = "public, max-age=31536000, immutable"
# Said here: what the computer's registry says of .js may keep browsers from running it.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
PACKED = {".css", ".js", ".json", ".svg"}


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


class AssetHandler(RequestHandler):
    """Serves assets; anybody may read them, there is nothing secret in them."""

    def initialize(self, paths: list[str]) -> None:
        """The folders in which files of this kind are looked for, in order."""
        self.folders = paths

    def set_default_headers(self) -> None:
        """The headers of every answer."""
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    def get(self, path: str, version: str = "") -> None:
        """The file. The version in the address is the file's: it may be kept for ever."""
        file = self._find(path)
        kept = version == self.settings["asset_version"]
        self.set_header("Cache-Control", KEEP if kept else "no-cache")
        self.set_header("Content-Type", TYPES[file.suffix])
        self.set_header("Vary", "Accept-Encoding")
        if file.suffix in PACKED and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(_packed(file, file.stat().st_mtime_ns))
        else:
            self.finish(file.read_bytes())

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One line; nobody reads it."""
        self.set_header("Content-Type", TYPES[".txt"])
        self.finish("There is no such file.\n")

    def _find(self, path: str) -> Path:
        for folder in self.folders:
            file = os.path.normpath(os.path.join(folder, path))
            inside = file.startswith(os.path.join(folder, ""))
            if inside and Path(file).suffix in TYPES and os.path.isfile(file):
                return Path(file)
        raise HTTPError(404)


@lru_cache(maxsize=512)
def _packed(file: Path, _changed: int) -> bytes:
    """Packed once, not for each of thirty students who open the page in the same minute."""
    return gzip.compress(file.read_bytes(), 6, mtime=0)
