"""``writing-center export``: everything but secrets, as a plain TinyDB file."""

import argparse
from pathlib import Path

from ..storage.database import open_existing
from ..storage.exchange import export_json
from .telling import documents, progress
from .where import add_database, database_of, folder_of

LEFT_OUT = (
    "Left out, so that nobody can become somebody else with it: passphrases, sign-ins, personal "
    "sign-in links and the classes’ join links. Names and texts are in it: keep it as private "
    "as the center."
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser(
        "export", help="write everything but passphrases and links into a JSON file (TinyDB’s)"
    )
    add_database(parser)
    parser.add_argument("file", type=Path, metavar="FILE.json", help="the file to write")
    parser.add_argument("--overwrite", action="store_true", help="also when there is such a file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write it, from one moment; the center may be running."""
    with open_existing(database_of(options, folder_of(options))) as database:
        written = export_json(
            database, options.file, overwrite=options.overwrite, on_progress=progress()
        )
    print(f"{documents(written)} are in {options.file.resolve()}")
    print(LEFT_OUT)
    return 0
