"""``writing-center backup``: the whole center in one file, while it runs."""

import argparse
from pathlib import Path

from ..storage.backups import back_up
from ..storage.database import open_existing
from .telling import documents, progress
from .where import add_database, database_of, folder_of


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser("backup", help="copy the whole center into a file, while it runs")
    add_database(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--overwrite", action="store_true", help="also when there is such a file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write and check it."""
    with open_existing(database_of(options, folder_of(options))) as database:
        written = back_up(
            database, options.file, overwrite=options.overwrite, on_progress=progress()
        )
    print(f"{documents(written)} are in {options.file.resolve()}, which was checked.")
    print("Everything is in it, passphrases’ hashes too: keep it as private as the center.")
    return 0
