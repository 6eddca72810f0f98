"""Kernels: how they are started, whose they are, and when they end."""

import asyncio
import logging
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from ..config import DATABASE, IDENTITY_VARIABLE, LAB_MEMBER, PUBLIC_URL, SERVED

KERNEL_NAME = "python3"
KERNELS_A_MEMBER = 6
NOT_INHERITED = {IDENTITY_VARIABLE, LAB_MEMBER, PUBLIC_URL, "PYTHONSTARTUP", "MPLBACKEND"}
ARGV = [
    sys.executable,
    "-P",  # the center's folder is data: nothing in it is ever imported
    "-m",
    "ipykernel_launcher",
    "-f",
    "{connection_file}",
    "--IPKernelApp.ignore_cwd=True",
    "--HistoryManager.enabled=False",
    "--log-level=ERROR",
]


def is_worth_telling(record: logging.LogRecord) -> bool:
    """Whether a log line belongs into the terminal of somebody who teaches."""
    return not str(record.msg).startswith("Culling ")


class OwnKernelSpecs(KernelSpecManager):
    """One kind of kernel: the Python that runs the server. What kernels are installed on the
    teacher's computer does not matter."""

    def find_kernel_specs(self) -> dict[str, str]:
        """The one kernel's name."""
        return {KERNEL_NAME: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How to start it. Raises NoSuchKernel."""
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(argv=ARGV, display_name="Python", language="python")


class CenterKernels(AsyncMappingKernelManager):
    """Starts each kernel for one member, remembers for whom, and lets a member have only so many.

    ``parent`` is the application; owners are known to this process alone.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.owners: dict[str, str] = {}
        self.log.addFilter(is_worth_telling)
        # One start a member at a time: otherwise many at once would all find room.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel whose page is closed, as every day; a terminal need not tell of it."""
        if kernel_id in self._kernels:
            await super().cull_kernel_if_idle(kernel_id)

    async def start_kernel(self, *, env: Mapping[str, str], path: str = "", **kwargs: Any) -> str:
        """A kernel for the member named in ``env``, in the center's folder.

        Raises HTTPError when nobody is named: there is no default.
        """
        owner = env.get(IDENTITY_VARIABLE, "")
        if not owner:
            raise HTTPError(403, "A kernel is started for somebody, or not at all.")
        async with self._turns[owner]:
            await self._make_room(owner)
            return await self._start(owner, env=self._environment(owner, env), **kwargs)

    async def _start(self, owner: str, **kwargs: Any) -> str:
        kernel_id = str(uuid4())
        self.owners[kernel_id] = owner
        folder = str(self.parent.options.folder)
        try:
            await super().start_kernel(kernel_id=kernel_id, cwd=folder, **kwargs)
        except BaseException:
            self.owners.pop(kernel_id, None)
            raise
        return kernel_id

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended, and close the pages' connections to it."""
        self.owners.pop(kernel_id, None)
        self.parent.sockets.close(kernel_id)
        return super().remove_kernel(kernel_id)

    def of(self, member_id: str) -> list[str]:
        """The member's kernels, oldest first."""
        return [id for id, owner in self.owners.items() if owner == member_id]

    async def end(self, kernel_ids: Iterable[str]) -> None:
        """Shut these kernels down, at once; those that are gone already don't matter."""
        for kernel_id in kernel_ids:
            if kernel_id in self:
                await self.shutdown_kernel(kernel_id, now=True)

    async def _make_room(self, member_id: str) -> None:
        """End the member's oldest kernels, those that no page is connected to first."""
        running = [id for id in self.of(member_id) if id in self]
        running.sort(key=lambda id: (self.parent.sockets.count(id) > 0, self._last_used(id)))
        await self.end(running[: max(0, len(running) - KERNELS_A_MEMBER + 1)])

    def _last_used(self, kernel_id: str) -> float:
        last = getattr(self.get_kernel(kernel_id), "last_activity", None)
        return last.timestamp() if last else 0.0

    def _environment(self, owner: str, env: Mapping[str, str]) -> dict[str, str]:
        """What the kernel is told. Nothing about identity comes from the server's own start."""
        told = {key: value for key, value in os.environ.items() if key not in NOT_INHERITED}
        told |= {key: value for key, value in env.items() if key.startswith("VOILA_")}
        return told | {
            SERVED: "1",
            DATABASE: self.parent.options.database_url,
            IDENTITY_VARIABLE: owner,
            PUBLIC_URL: self._public_url(env),
            "IPYTHONDIR": str(Path(self.parent.connection_dir) / "ipython"),
        }

    def _public_url(self, env: Mapping[str, str]) -> str:
        asked = urlsplit(env.get("VOILA_REQUEST_URL", ""))
        return f"{asked.scheme}://{asked.netloc}{self.parent.base_url}"
