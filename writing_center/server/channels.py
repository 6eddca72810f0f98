"""The websocket between a page and its kernel: only its owner's, and only what a page needs."""

import logging
from collections import defaultdict
from typing import Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.ioloop import IOLoop
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

MAX_LOGGED = 4000
PING_EVERY = 30_000
FOR_PAGES = {
    "status",
    "comm_open",
    "comm_msg",
    "comm_close",
    "comm_info_reply",
    "kernel_info_reply",
    "shutdown_reply",
    "iopub_welcome",
}


class KernelOwners(Authorizer):
    """Lets a member at a kernel only when it was started for them; allows nothing else."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        """Whether the kernel that the request names is the user's."""
        kernel_id = handler.path_kwargs.get("kernel_id", "")
        owner = handler.kernel_manager.owners.get(kernel_id)
        return bool(user) and resource == "kernels" and owner == user.username


class QuietConnection(ZMQChannelsWebsocketConnection):
    """Passes on what widgets say. Errors and printed text stay here, in the log: they would
    show a page's visitor tracebacks and the server's paths."""

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Send a kernel's message on, if it is of a kind that pages need."""
        _, parts = self.session.feed_identities(outgoing_msg)
        kind = self.session.unpack(parts[1])["msg_type"]
        if kind in FOR_PAGES:
            super().handle_outgoing_message(stream, outgoing_msg)
        elif kind in ("error", "stream"):
            self._log(kind, self.session.unpack(parts[4]))

    def _log(self, kind: str, content: dict[str, Any]) -> None:
        text = content.get("text") or "\n".join(content.get("traceback", []))
        level = logging.WARNING if kind == "error" or "Error" in text else logging.INFO
        self.log.log(level, "A page's kernel (%s): %s", kind, text[-MAX_LOGGED:].rstrip())

    def on_restart_failed(self) -> None:
        """The kernel died: say so, and hang up, so that the page looks for a new one."""
        super().on_restart_failed()
        self.websocket_handler.close()


class Sockets:
    """The open websockets of each kernel."""

    def __init__(self) -> None:
        self._open: defaultdict[str, set[Any]] = defaultdict(set)

    def add(self, kernel_id: str, socket: Any) -> None:
        """A page has connected."""
        self._open[kernel_id].add(socket)

    def remove(self, kernel_id: str, socket: Any) -> None:
        """A page has gone."""
        self._open[kernel_id].discard(socket)
        if not self._open[kernel_id]:
            del self._open[kernel_id]

    def count(self, kernel_id: str) -> int:
        """How many pages are connected to the kernel."""
        return len(self._open.get(kernel_id, ()))

    def close(self, kernel_id: str) -> None:
        """Hang up on every page of the kernel."""
        for socket in list(self._open.get(kernel_id, ())):
            socket.close()

    def all(self) -> list[tuple[str, Any]]:
        """Every kernel's id with each of its sockets."""
        return [(id, socket) for id, sockets in self._open.items() for socket in sockets]


class ChannelsHandler(VoilaKernelWebsocketHandler):
    """The route of the websocket. Authentication, ownership and Origin are checked before."""

    ping_interval = PING_EVERY
    ping_timeout = PING_EVERY

    def send_ping(self) -> None:
        """Every half minute: a page that has not answered for three of them is gone."""
        if self.ws_connection is None:
            self.ping_callback.stop()
        elif IOLoop.current().time() - self.last_pong > 3.5 * PING_EVERY / 1000:
            self.close()
        else:
            self.ping(b"")

    async def open(self, kernel_id: str) -> None:
        """A page connects."""
        self.settings["sockets"].add(kernel_id, self)
        await super().open(kernel_id)

    def on_close(self) -> None:
        """The page is gone."""
        self.settings["sockets"].remove(self.kernel_id, self)
        if self.connection is not None:
            super().on_close()
