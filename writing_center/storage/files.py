"""Files that are there as a whole, on the disk and for their owner's eyes, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from .errors import BadFile, NotEmpty


@contextmanager
def written_whole(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """An empty file to write instead of ``path``; it takes that name once all is in it.

    Raises NotEmpty when there is such a file and it is not to be overwritten, BadFile when it
    can't be written.
    """
    if path.exists() and not overwrite:
        raise NotEmpty(f"There is a file {path} already; name another, or say --overwrite.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        draft = Path(name)
        try:
            yield draft
            _put_on_disk(draft)
            draft.replace(path)
            _put_on_disk(path.parent)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise BadFile(f"The file {path} can't be written: {error.strerror}.") from error


def free_name(path: Path, wanted: str) -> Path:
    """A name beside ``path`` that no file has."""
    names = (f"{path.name}.{wanted}{number}" for number in chain([""], map("-{}".format, count(2))))
    return next(free for free in map(path.with_name, names) if not free.exists())


def _put_on_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows keeps no folder open.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
