"""``writing-center restore``: the center as it was in a backup."""

import argparse
from pathlib import Path

from ..storage.backups import restore
from ..storage.errors import NotEmpty
from .telling import documents, progress
from .where import add_database, database_of, folder_of


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser("restore", help="make the center what it was in a backup")
    add_database(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--overwrite", action="store_true", help="also when there is a center: it is lost"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the backup, then put all of it in the place of all that is there."""
    address = database_of(options, folder_of(options))
    try:
        restored = restore(
            options.file, address, overwrite=options.overwrite, on_progress=progress()
        )
    except NotEmpty:
        raise NotEmpty(
            "There is a center here and it was left as it is. Make a backup of it, then say "
            "--overwrite to replace it."
        ) from None
    print(f"{documents(restored)} are back from {options.file.resolve()}")
    return 0
