"""``writing-center import``: a plain TinyDB file becomes the center."""

import argparse
from pathlib import Path

from ..storage import open_database
from ..storage.errors import NotEmpty
from ..storage.exchange import import_json
from .telling import documents, progress
from .where import add_database, database_of, folder_of

LINKS_NEEDED = (
    "Passphrases and links are never in an exported file: make yourself a sign-in link with "
    "“writing-center invite”, and each class a new join link on its page."
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser("import", help="take in a JSON file (TinyDB’s) as the center")
    add_database(parser)
    parser.add_argument("file", type=Path, metavar="FILE.json", help="the file to read")
    parser.add_argument(
        "--replace", action="store_true", help="also when the center is not empty: all is replaced"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Take it in, all or nothing."""
    with open_database(database_of(options, folder_of(options))) as database:
        try:
            taken = import_json(
                database, options.file, replace=options.replace, on_progress=progress()
            )
        except NotEmpty as error:
            raise NotEmpty(f"{error} Make a backup, then say --replace to replace all.") from None
    print(f"{documents(taken)} were taken in from {options.file.resolve()}")
    print(LINKS_NEEDED)
    return 0
