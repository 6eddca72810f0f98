"""Reading in a process of its own: a file that breaks its reader breaks nothing else."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from typing import IO, Any

from ..domain.errors import InvalidInput
from .imported import Imported
from .limits import ANSWER, SECONDS

log = logging.getLogger("writing_center")

TOO_LONG = (
    "This file takes too long to read: it is very long, or was made to be. Save it anew in your "
    "word processor, or bring it in in parts."
)
TOO_LARGE = (
    "Reading this file would take more memory than a text needs: it is very long, or was made to "
    "be. Save it anew in your word processor, or bring it in in parts."
)
UNREADABLE = (
    "This file can't be read: something in it is not as it should be. Save it anew in your word "
    "processor, or copy its text and paste it."
)
# What a Python needs to start; not the database's address, nor who is signed in.
_KEPT = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "LD_LIBRARY_PATH",
)


def command(task: Sequence[str]) -> list[str]:
    """What runs a reader."""
    return [sys.executable, "-P", "-m", "writing_center.documents", *task]


def surroundings() -> dict[str, str]:
    """The environment of a reader: nothing in it is secret."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1"}


class Reading:
    """A file that is being read in another process."""

    def __init__(self, source: IO[bytes], task: Sequence[str]) -> None:
        """Start to read ``source``, from its beginning."""
        source.seek(0)
        self._answer = tempfile.TemporaryFile()  # noqa: SIM115
        self._ran_out = False
        self._process = subprocess.Popen(
            command(task),
            stdin=source,
            stdout=self._answer,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env=surroundings(),
        )
        self._watch = threading.Timer(SECONDS, self._give_up)
        self._watch.daemon = True
        self._watch.start()

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self._process.poll() is not None

    def cancel(self) -> None:
        """Stop reading; nothing comes of it."""
        self._watch.cancel()
        if not self.is_done:
            self._process.kill()
        self._process.wait()
        self._answer.close()

    def result(self) -> Imported:
        """What was read; waits for it, at most as long as reading may take.

        Raises InvalidInput, with a sentence for the author, when it could not be read.
        """
        self._process.wait()
        self._watch.cancel()
        with self._answer:
            self._answer.seek(0)
            said = self._answer.read(ANSWER)
        return _imported(self._understood(said))

    def _give_up(self) -> None:
        if not self.is_done:
            self._ran_out = True
            self._process.kill()

    def _understood(self, said: bytes) -> dict[str, Any]:
        code = self._process.returncode
        if self._ran_out or code in (-24, -9):  # its own limit on time
            raise InvalidInput(TOO_LONG, "file")
        try:
            answer = json.loads(said) if code == 0 else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            log.warning("reading a file ended with %s", code)
            raise InvalidInput(TOO_LARGE if code == -6 else UNREADABLE, "file")
        return answer


def _imported(answer: dict[str, Any]) -> Imported:
    if "error" in answer:
        raise InvalidInput(str(answer["error"]), "file")
    if "failed" in answer:
        log.warning("reading a file failed: %s", answer["failed"])
        is_memory = answer["failed"] == "memory"
        raise InvalidInput(TOO_LARGE if is_memory else UNREADABLE, "file")
    return Imported(
        answer["markdown"], answer["title"], tuple(answer["left_out"]), tuple(answer["notes"])
    )


def begin_file(source: IO[bytes], name: str) -> Reading:
    """Begin to read an uploaded file called ``name``."""
    # Not the whole name: everybody on the computer sees how a process was called.
    last = name.rsplit(".", 1)[-1] if "." in name else ""
    is_plain = last.isascii() and last.isalnum() and len(last) <= 12
    return Reading(source, ["file", f"file.{last}" if is_plain else "file"])


def begin_paste(html: str) -> Reading:
    """Begin to read HTML from a clipboard."""
    with tempfile.TemporaryFile() as source:
        source.write(html.encode("utf-8", "replace"))
        source.flush()
        return Reading(source, ["paste"])
