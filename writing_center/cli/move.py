"""``writing-center move``: the whole center into another database, of either kind."""

import argparse

from ..storage import open_database
from ..storage.copies import copy
from ..storage.database import open_existing
from ..storage.errors import NotEmpty
from .telling import documents, progress
from .where import add_database, database_of, folder_of, without_password


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser(
        "move", help="copy the whole center into another database (SQLite or PostgreSQL)"
    )
    add_database(parser)
    parser.add_argument(
        "--to", required=True, metavar="URL", help="the empty database: sqlite:///… or postgresql…"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Copy and compare; the old one stays as it is."""
    address = database_of(options, folder_of(options))
    with open_existing(address) as source, open_database(options.to) as target:
        try:
            moved = copy(source, target, still=True, on_progress=progress())
        except NotEmpty:
            raise NotEmpty("There is a center at the new place already; name another.") from None
    place = without_password(options.to)
    print(f"{documents(moved)} were copied, counted and compared: the center is in {place}.")
    print(f"Start it there: writing-center serve --database {place}")
    print("The old one was left as it is: remove it when you are sure.")
    return 0
