"""``writing-center invite``: a one-time sign-in link, for another teacher or one locked out."""

import argparse

from ..domain.people import name_key
from ..services import accounts
from ..services.links import welcome_url
from ..services.session import Session
from .where import add_database, database_of, folder_of, open_existing


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser(
        "invite", help="print a one-time sign-in link for a teacher (a new one, or one locked out)"
    )
    add_database(parser)
    parser.add_argument("name", help="the teacher's name")
    parser.add_argument(
        "--url", default="http://localhost:8866/", help="where the center is served"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the link; somebody new becomes a teacher."""
    center = open_existing(database_of(options, folder_of(options)))
    member = center.store.members.first(name_key=name_key(options.name))
    if member is None:
        member = accounts.add_member(center, options.name, is_teacher=True)
        print(f"{member.name} is a teacher of this center now.")
    session = Session(center.store, center.clock, member.id)
    print(welcome_url(options.url, accounts.invite(session, member.id)))
    return 0
