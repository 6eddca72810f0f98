"""Running ``writing-center`` as somebody at a terminal does: a process of its own."""

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from writing_center import cli

LIMIT = 90
NOBODY = 65534
COMMAND = (sys.executable, "-m", "writing_center")
OURS = ("WRITING_CENTER_", "HTTP_X_", "PYTHONUNBUFFERED")


def environment() -> dict[str, str]:
    """Without anything that would tell the command where a center is."""
    return {k: v for k, v in os.environ.items() if not k.startswith(OURS)}


@dataclass
class Finished:
    """What a command came to."""

    code: int
    out: str
    err: str

    def check_one_sentence(self) -> str:
        """The only line that it said, after the program's name; it failed, without a traceback."""
        assert self.code == 1, self
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        name, _, sentence = line.partition(": ")
        assert name == "writing-center"
        assert sentence.endswith(".")
        return sentence


def run(folder: Path, *arguments: str) -> Finished:
    """Run a command to its end in a folder."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def run_as_nobody(folder: Path, *arguments: str) -> Finished:
    """Run a command as a user with no rights, whom permissions stop.

    Root forks and steps down; the interpreter itself may be where only root can read.
    """
    if os.geteuid() != 0:
        return run(folder, *arguments)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _step_down(folder, arguments, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [os.pread(file.fileno(), 100_000, 0).decode() for file in (out, err)]
    return Finished(code, *texts)


def _step_down(folder: Path, arguments: Sequence[str], out: int, err: int) -> NoReturn:
    code = 99
    try:
        os.chdir(folder)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        with open(out, "w", closefd=False) as said, open(err, "w", closefd=False) as complained:
            sys.stdout, sys.stderr = said, complained
            code = cli.main(arguments)
    finally:
        os._exit(code)


@dataclass
class Running:
    """A command that goes on. ``said`` is what it has said so far."""

    process: "subprocess.Popen[str]"
    lines: "queue.Queue[str | None]" = field(default_factory=queue.Queue)
    said: str = ""

    def wait_for(self, words: str) -> str:
        """Everything said until a line with these words."""
        while words not in self.said:
            line = self.lines.get(timeout=LIMIT)
            assert line is not None, f"it ended after saying:\n{self.said}"
            self.said += line
        return self.said

    def interrupt(self) -> int:
        """What Ctrl+C does; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LIMIT)

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)


def _hear_ctrl_c() -> None:
    """A shell starts what runs in the background deaf to Ctrl+C, and that is inherited: the tests
    are run there too, and mean what happens at a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Iterator[Running]:
    """Run a command as long as the block lasts."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=env or environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,
    )
    running = Running(process)
    reader = threading.Thread(target=running.read, daemon=True)
    reader.start()
    try:
        yield running
    finally:
        if process.poll() is None:
            # The group is the command's own: it and what it started.
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join(LIMIT)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def serving(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Iterator[Running]:
    """``writing-center serve`` on a free port, once it has said where."""
    with started(folder, "serve", "--no-browser", "--port", "0", *arguments, env=env) as running:
        running.wait_for("Press Ctrl+C")
        yield running
