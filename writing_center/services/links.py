"""Links that people hand to each other: strings only, so that pages and notebooks can make them."""

from urllib.parse import quote


def join_url(root_url: str, join_code: str) -> str:
    """The link with which a class's students become members; ``root_url`` is the start page's."""
    return f"{_root(root_url)}join/{quote(join_code, safe='')}"


def welcome_url(root_url: str, secret: str) -> str:
    """A personal one-time sign-in link.

    The secret comes after the ``#``: browsers send that part to no server, so it is in no log
    and in no link preview.
    """
    return f"{_root(root_url)}welcome#{quote(secret, safe='')}"


def sign_in_url(root_url: str) -> str:
    """The sign-in page."""
    return f"{_root(root_url)}sign-in"


def _root(root_url: str) -> str:
    return root_url.rstrip("/") + "/"
