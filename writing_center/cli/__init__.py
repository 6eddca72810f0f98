"""The commands that a center's lead types; one module each."""

import argparse
import io
import sys
from collections.abc import Sequence

from .. import __version__
from ..domain.errors import WritingCenterError
from . import backup, export, import_, invite, lab, move, report, restore, results, serve

COMMANDS = (serve, lab, report, results, invite, backup, restore, export, import_, move)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the process's exit code. What goes wrong is said in one sentence."""
    _speak_any_name()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except WritingCenterError as error:
        print(f"writing-center: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nThe writing center is closed. Everything is kept.", file=sys.stderr)
        return 0


def _speak_any_name() -> None:
    """A name that the terminal's encoding does not have must not end the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="writing-center",
        description="A virtual writing center with peer review, for a community of writers.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        command.add_to(commands)
    return parser
