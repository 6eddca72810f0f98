"""The key that signs this center's cookies: made once, kept in the center's folder."""

import hashlib
import os
import secrets
import time
from pathlib import Path

from .listening import ServeError

NAME = ".writing-center-key"
LENGTH = 32


def cookie_secret(folder: Path) -> bytes:
    """The key in ``folder``, made at the first start. Raises ServeError when it can't be kept."""
    path = folder / NAME
    try:
        _make(path)
        key = _read(path)
    except (OSError, ValueError) as error:
        raise ServeError(
            f"The center's key {path} can't be read or made; make the folder writable, "
            "or remove the file if it is damaged (everybody then signs in anew)."
        ) from error
    if len(key) < LENGTH:
        raise ServeError(
            f"The center's key {path} is damaged; remove it (everybody then signs in anew)."
        )
    return key


def center_id(key: bytes) -> str:
    """A name for this center that gives nothing of its key away.

    Cookies ignore ports: it tells the cookies of two centers on one computer apart.
    """
    return hashlib.sha256(b"center id" + key).hexdigest()[:10]


def _make(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(LENGTH))


def _read(path: Path) -> bytes:
    """Another server may have made the file a moment ago and be about to fill it."""
    deadline = time.monotonic() + 1
    while not (text := path.read_text("ascii").strip()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return bytes.fromhex(text)
