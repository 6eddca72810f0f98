"""A network between a browser and a center that can be cut, or can swallow everything."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 65_536


class Network:
    """Passes bytes on between browsers and one server.

    ``cut`` hangs up and lets nobody in, as a router without power; ``swallow`` leaves everything
    open and passes nothing on, as a walk out of the reach of the wireless network.
    """

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.port = 0
        self._is_cut = False
        self._passes = asyncio.Event()
        self._passes.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def cut(self) -> None:
        """Hang up; nobody gets through."""
        self._loop.call_soon_threadsafe(self._hang_up)

    def swallow(self) -> None:
        """Pass nothing on, and say nothing."""
        self._loop.call_soon_threadsafe(self._passes.clear)

    def mend(self) -> None:
        """Everything goes through again."""
        self._loop.call_soon_threadsafe(self._open_up)

    def start(self) -> None:
        """Listen on a free port."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def stop(self) -> None:
        """Hang up for good."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _listen(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        self._hang_up()
        self._passes.set()
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))

    def _hang_up(self) -> None:
        self._is_cut = True
        for writer in list(self._writers):
            writer.transport.abort()

    def _open_up(self) -> None:
        self._is_cut = False
        self._passes.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.to_port)
        self._writers |= {writer, there_writer}
        await asyncio.gather(
            self._pass_on(reader, there_writer), self._pass_on(there_reader, writer)
        )
        self._writers -= {writer, there_writer}

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                await self._passes.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


@contextmanager
def a_network(to_port: int) -> Iterator[Network]:
    """A network to the server at ``to_port`` of this computer."""
    network = Network(to_port)
    network.start()
    try:
        yield network
    finally:
        network.stop()
