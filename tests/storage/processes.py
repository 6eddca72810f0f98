"""Starting other processes that use a store, all at the same moment."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

WORKERS = Path(__file__).with_name("workers.py")
LIMIT = 120


def begun(task: str, url: str, who: str = "") -> "subprocess.Popen[str]":
    """A process that gets ready and then waits to be told to go."""
    return subprocess.Popen(
        [sys.executable, str(WORKERS), task, url, who],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"


def tell_to_go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def together(task: str, url: str, many: int, more: str = "") -> list[Any]:
    """What each of many processes that go in the same moment gives back."""
    processes = [begun(task, url, f"{number}{more}") for number in range(many)]
    for process in processes:
        wait_until_ready(process)
    for process in processes:
        tell_to_go(process)
    results = []
    for process in processes:
        out, _ = process.communicate(timeout=LIMIT)
        assert process.returncode == 0
        results.append(json.loads(out))
    return results
