"""``writing-center serve``: start the center, say where, and print whom to sign in as."""

import argparse
import socket
from collections.abc import Sequence

from ..bootstrap import open_center
from ..domain.people import Member
from ..sample.build import build_sample
from ..sample.guests import find_guests
from ..server.app import ServeOptions, serve
from ..services import accounts, classes
from ..services.links import sign_in_url, welcome_url
from ..services.session import Center, Session
from .where import add_database, database_of, folder_of, without_password

Line = tuple[str, str]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser("serve", help="start the center in this folder")
    add_database(parser)
    parser.add_argument("--port", type=int, default=8866, help="the port (default: 8866)")
    parser.add_argument(
        "--ip", default="127.0.0.1", help="the address to listen on (0.0.0.0: the whole network)"
    )
    parser.add_argument("--base-url", default="/", help="the path that the center is under")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until somebody stops it."""
    folder = folder_of(options)
    url = database_of(options, folder)

    def tell(root_url: str) -> None:
        center = open_center(url)
        people = people_to_sign_in(center, options, root_url)
        # At once, also where the output goes into a file or a log.
        print(_announcement(root_url, network_url(options.ip, root_url), url, people), flush=True)

    return serve(
        ServeOptions(
            database_url=url,
            folder=folder,
            ip=options.ip,
            port=options.port,
            base_url=options.base_url,
            open_browser=not options.no_browser,
            on_ready=tell,
        )
    )


def people_to_sign_in(center: Center, options: argparse.Namespace, root_url: str) -> Sequence[Line]:
    """Who may sign in with a link that is made now: the sample's people, a new center's teacher,
    or nobody (they have passphrases)."""
    if options.sample:
        if not center.store.members.count():
            print("Making the sample class; this takes a few seconds …", flush=True)
            build_sample(center.store, center.clock.now().astimezone())
        guests = find_guests(center.store).guests
        return [(f"{g.name}, {g.why}", _link(center, g.member_id, root_url)) for g in guests]
    if not center.store.members.count():
        _, secret = classes.found_center(center)
        return [("The teacher", welcome_url(root_url, secret))]
    return [
        (f"{member.name}, who has not signed in yet", _link(center, member.id, root_url))
        for member in _never_signed_in(center)
    ]


def _never_signed_in(center: Center) -> list[Member]:
    return [
        member
        for member in center.store.members.where(is_teacher=True)
        if not accounts.has_passphrase(center, member.id)
        and not center.store.sign_ins.count(member_id=member.id)
    ]


def _link(center: Center, member_id: str, root_url: str) -> str:
    session = Session(center.store, center.clock, member_id)
    return welcome_url(root_url, accounts.invite(session, member_id))


def network_url(ip: str, root_url: str) -> str:
    """The address under which others on the network find the center; empty when they can't."""
    if ip not in ("", "0.0.0.0", "::"):
        return ""
    # Nothing is sent: connecting a datagram socket only asks which of our addresses it would use.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            own = probe.getsockname()[0]
        except OSError:
            return ""
    return root_url.replace("//localhost", f"//{own}", 1)


def _announcement(root_url: str, network: str, url: str, people: Sequence[Line]) -> str:
    lines = ["", f"The writing center is open:  {root_url}"]
    if network:
        lines.append(f"For others on your network:  {network}")
    lines += [
        f"It is kept in                {without_password(url)}",
        "",
    ]
    if people:
        lines.append(
            "Sign in with a one-time link (each works once; open it and press the button):"
        )
        lines += [f"  {who}\n    {link}" for who, link in people]
    else:
        lines.append(f"Sign in at {sign_in_url(root_url)}")
    lines += ["", "Press Ctrl+C to close it. Everything is kept.", ""]
    return "\n".join(lines)
