"""``writing-center report``: every student's feedback report, into a folder."""

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from ..domain.errors import InvalidInput, NotFound
from ..domain.people import Group, Member, Role
from ..services.reporting import export_reports
from ..services.session import Center, Session
from .where import add_database, database_of, folder_of, open_existing


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
    group = _group(center, options.group)
    session = Session(center.store, center.clock, _teacher(center, group).id)
    paths = export_reports(
        session,
        group.id,
        options.to,
        options.format,
        assignment_id=_assignment_id(center, group, options.assignment),
        since=_day(options.since, "--since"),
        until=_day(options.until, "--until"),
        zone=datetime.now().astimezone().tzinfo or UTC,
        on_progress=lambda done, of, name: print(f"  {done} of {of}: {name}", flush=True),
    )
    print(f"{len(paths)} files are in {options.to.resolve()}")
    return 0


def _group(center: Center, name: str | None) -> Group:
    groups: Sequence[Group] = center.store.groups.all()
    chosen = [g for g in groups if name is None or g.name.casefold() == name.casefold()]
    if len(chosen) == 1:
        return chosen[0]
    if not groups:
        raise NotFound("class")
    names = ", ".join(f"“{group.name}”" for group in groups)
    raise InvalidInput(f"Say which class with --class: {names}.")


def _teacher(center: Center, group: Group) -> Member:
    for place in center.store.memberships.where(group_id=group.id, role=Role.TEACHER):
        member = center.store.members.find(place.member_id)
        if member is not None:
            return member
    raise NotFound("teacher of this class")


def _assignment_id(center: Center, group: Group, title: str | None) -> str | None:
    if title is None:
        return None
    known = center.store.assignments.where(group_id=group.id)
    for assignment in known:
        if assignment.title.casefold() == title.casefold():
            return assignment.id
    titles = ", ".join(f"“{a.title}”" for a in known)
    raise InvalidInput(f"There is no assignment “{title}” in {group.name}; there are: {titles}.")


def _day(typed: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise InvalidInput(f"{option}: write the day as 2027-01-31.") from None
