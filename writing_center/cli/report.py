"""``writing-center report``: every student's feedback report, into a folder."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from ..domain.errors import InvalidInput
from ..services.reporting import export_reports
from ..services.session import Session
from .where import add_database, database_of, folder_of, open_existing
from .which import assignment_called, class_called, teacher_of


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser("report", help="write feedback reports into a folder")
    add_database(parser)
    parser.add_argument("--class", dest="group", metavar="NAME", help="which class (if several)")
    parser.add_argument("--assignment", metavar="TITLE", help="about one assignment only")
    parser.add_argument("--since", metavar="YYYY-MM-DD", help="from this day on")
    parser.add_argument("--until", metavar="YYYY-MM-DD", help="up to this day")
    parser.add_argument(
        "--format", nargs="+", choices=("pdf", "html", "ipynb"), default=["pdf", "html", "ipynb"]
    )
    parser.add_argument("--to", type=Path, default=Path("reports"), help="the folder")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write them, saying how far it is."""
    center = open_existing(database_of(options, folder_of(options)))
    group = class_called(center, options.group)
    session = Session(center.store, center.clock, teacher_of(center, group).id)
    about = assignment_called(center, group, options.assignment) if options.assignment else None
    paths = export_reports(
        session,
        group.id,
        options.to,
        options.format,
        assignment_id=about.id if about else None,
        since=_day(options.since, "--since"),
        until=_day(options.until, "--until"),
        zone=datetime.now().astimezone().tzinfo or UTC,
        on_progress=lambda done, of, name: print(f"  {done} of {of}: {name}", flush=True),
    )
    print(f"{len(paths)} files are in {options.to.resolve()}")
    return 0


def _day(typed: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise InvalidInput(f"{option}: write the day as 2027-01-31.") from None
