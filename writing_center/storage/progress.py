"""Telling how far a long work is."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Told how many documents are done, and of how many; now and then, and at the end."""

EVERY = 1000


def quiet(_done: int, _of: int) -> None:
    """Tells nobody."""


class Steps:
    """Counts, and tells every thousand."""

    def __init__(self, of: int, tell: OnProgress) -> None:
        self._done, self._of, self._tell = 0, of, tell

    def step(self) -> None:
        """One more document is done."""
        self._done += 1
        if self._done % EVERY == 0 or self._done == self._of:
            self._tell(self._done, self._of)
