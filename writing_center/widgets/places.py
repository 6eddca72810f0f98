"""Where the center is, as seen from a page."""

import os

from ..config import PUBLIC_URL


def base_url() -> str:
    """The center's root as a path that pages can link to; ``/`` at the end."""
    url = os.environ.get(PUBLIC_URL, "/")
    path = "/" + url.split("://", 1)[-1].partition("/")[2] if "://" in url else url
    return path if path.endswith("/") else path + "/"


def public_url() -> str:
    """The center's root with scheme and host, for links to hand out; ``/`` at the end."""
    url = os.environ.get(PUBLIC_URL, "http://localhost:8866/")
    return url if url.endswith("/") else url + "/"
