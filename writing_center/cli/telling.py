"""Saying how far a long work is, and about which store."""

import time
from collections.abc import Callable

EVERY_SECONDS = 1.0


def progress() -> Callable[[int, int], None]:
    """A function that prints how far it is, at most once a second."""
    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            print(f"  {done:,} of {of:,}", flush=True)

    return tell


def documents(number: int) -> str:
    """So many documents."""
    return f"{number:,} document{'' if number == 1 else 's'}"
