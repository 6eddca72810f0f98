"""Where the center is, as seen from a page."""

import os
from urllib.parse import urlsplit

from ..config import PUBLIC_URL, SERVED

DEFAULT_URL = "http://localhost:8866/"


def base_url() -> str:
    """The center's root as pages link to it; ``/`` at the end.

    A path when the center serves the page, a whole address when it is a notebook in JupyterLab.
    """
    url = os.environ.get(PUBLIC_URL, DEFAULT_URL)
    if os.environ.get(SERVED):
        url = "/" + url.split("://", 1)[-1].partition("/")[2]
    return _closed(url)


def public_url() -> str:
    """The center's root with scheme and host, for links to hand out; ``/`` at the end."""
    return _closed(os.environ.get(PUBLIC_URL, DEFAULT_URL))


def is_loopback(url: str) -> bool:
    """Whether an address leads only to the computer that it is opened on."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith("127.")


def _closed(url: str) -> str:
    return url if url.endswith("/") else url + "/"
