"""Starting other processes that use a store, all at the same moment."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

WORKERS = Path(__file__).with_name("workers.py")
LIMIT = 120


def started(task: str, url: str, who: str = "") -> "subprocess.Popen[str]":
    """A process that waits for a line before it does its task."""
    process = subprocess.Popen(
        [sys.executable, str(WORKERS), task, url, who],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def together(task: str, url: str, many: int) -> list[Any]:
    """What each of many processes that start in the same moment gives back."""
    processes = [started(task, url, str(number)) for number in range(many)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    results = []
    for process in processes:
        out, _ = process.communicate(timeout=LIMIT)
        assert process.returncode == 0
        results.append(json.loads(out))
    return results
