"""Taking the port, before anything else is started."""

import errno
import socket

from tornado.netutil import bind_sockets

from ..domain.errors import WritingCenterError

ANYWHERE = ("", "0.0.0.0", "::")


class ServeError(WritingCenterError):
    """The center can't be served; ``str()`` is one sentence saying why and what to do."""


def take_port(ip: str, port: int) -> list[socket.socket]:
    """Sockets that listen on ``ip`` and ``port`` (0: any free one). Raises ServeError.

    Bound by us and at once: Voilà would quietly go on to fifty other ports.
    """
    if not 0 <= port <= 65535:
        raise ServeError(f"{port} is not a port; choose one from 1024 to 65535 with --port.")
    try:
        sockets: list[socket.socket] = bind_sockets(port, ip or None)
    except OSError as error:
        raise ServeError(_why(error, ip, port)) from error
    return sockets


def root_url(ip: str, port: int, base_url: str) -> str:
    """The start page's address as a browser on this computer opens it."""
    host = "localhost" if ip in ANYWHERE else ip
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{base_url}"


def tidy_base_url(base_url: str) -> str:
    """``base_url`` with one slash at each end."""
    inner = base_url.strip().strip("/")
    return f"/{inner}/" if inner else "/"


def _why(error: OSError, ip: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; stop what uses it, or choose another one with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by you; choose one above 1023 with --port."
    return f"This computer has no address {ip}; choose one that it has with --ip."
