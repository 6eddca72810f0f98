"""Somebody with a browser, or somebody who pretends to be one."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx
import websocket

from writing_center.domain.people import Member

from .running import RunningCenter


class Visitor:
    """An HTTP client with a cookie jar; signed in as ``member`` when there is one."""

    def __init__(self, served: RunningCenter, member: Member | None = None) -> None:
        self.served = served
        self.http = httpx.Client(base_url=served.url, timeout=60)
        if member:
            self.http.cookies.set(served.cookie_name, served.cookie_for(member))

    def get(self, path: str, **kwargs: Any) -> httpx.Response:
        return self.http.get(path, **kwargs)

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Fill a form in and send it, as its page would."""
        return self.http.post(path, data={"_xsrf": self.xsrf, **fields})

    @property
    def xsrf(self) -> str:
        if "_xsrf" not in self.http.cookies:
            self.get("welcome")
        return self.http.cookies["_xsrf"]

    @property
    def signed_in_cookie(self) -> str | None:
        return self.http.cookies.get(self.served.cookie_name)

    @property
    def is_signed_in(self) -> bool:
        return self.get("passphrase").status_code == 200

    def open_page(self, path: str = "") -> "OpenPage":
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return OpenPage(self, answer.text)

    @contextmanager
    def channels(self, kernel_id: str, **kwargs: Any) -> Iterator[websocket.WebSocket]:
        """The websocket to a kernel."""
        url = self.served.url.replace("http", "ws", 1) + f"api/kernels/{kernel_id}/channels"
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        kwargs.setdefault("origin", self.served.url.rstrip("/"))
        socket = websocket.create_connection(
            f"{url}?session_id={uuid4()}", cookie=cookie, timeout=20, **kwargs
        )
        try:
            yield socket
        finally:
            socket.close()


class OpenPage:
    """A notebook page as it came from the server."""

    def __init__(self, visitor: Visitor, html: str) -> None:
        self.visitor = visitor
        self.html = html
        found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', html, re.S)
        assert found, html
        self.config = json.loads(found[1])
        self.kernel_id: str = self.config["kernelId"]
        self.models: list[str] = re.findall(r'"model_id": "(\w+)"', html)


def message(kind: str, content: dict[str, Any], channel: str = "shell") -> str:
    """A message to a kernel in the oldest of the websocket's formats."""
    header = {
        "msg_id": str(uuid4()),
        "msg_type": kind,
        "username": "",
        "session": str(uuid4()),
        "version": "5.3",
        "date": "2026-01-01T00:00:00Z",
    }
    return json.dumps(
        {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": channel,
            "buffers": [],
        }
    )


def click(model_id: str) -> str:
    """A button's press."""
    data = {"method": "custom", "content": {"event": "click"}}
    return message("comm_msg", {"comm_id": model_id, "data": data})


def received(socket: websocket.WebSocket, until: str, timeout: float = 20) -> list[dict[str, Any]]:
    """Messages from the kernel up to the first whose text has ``until`` in it."""
    messages = []
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        text = socket.recv()
        assert isinstance(text, str)
        messages.append(json.loads(text))
        if until in text:
            return messages
    raise AssertionError(f"{until!r} did not come; what came: {messages}")


def wait_for_hang_up(socket: websocket.WebSocket) -> None:
    """Read on until the server closes the connection; a socket's own timeout fails the test."""
    try:
        while socket.recv():
            pass
    except websocket.WebSocketConnectionClosedException:
        pass


def wait_until(condition: Any, timeout: float = 20, why: str = "it did not happen") -> None:
    """Wait for ``condition()`` to hold."""
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)
