"""``writing-center results``: an assignment's results as a CSV file."""

import argparse
from pathlib import Path

from ..domain.errors import InvalidInput
from ..services.results import results_csv, results_file
from ..services.session import Session
from .where import add_database, database_of, folder_of, open_existing
from .which import assignment_called, class_called, teacher_of


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser("results", help="write an assignment's results into a CSV file")
    add_database(parser)
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="the assignment's title")
    parser.add_argument("--class", dest="group", metavar="NAME", help="which class (if several)")
    parser.add_argument("--to", type=Path, help="the file (named after the assignment)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file. One that is there already is never written over."""
    center = open_existing(database_of(options, folder_of(options)))
    group = class_called(center, options.group)
    assignment = assignment_called(center, group, options.assignment)
    session = Session(center.store, center.clock, teacher_of(center, group).id)
    content = results_csv(session, assignment.id)
    to: Path = options.to or Path(results_file(assignment))
    try:
        with to.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InvalidInput(f"{to} is there already. Choose another with --to.") from None
    except OSError as error:
        raise InvalidInput(f"{to} could not be written ({error.strerror}).") from None
    print(f"The results of “{assignment.title}” are in {to.resolve()}")
    return 0
