"""Which center a command is about: the one in the current folder, unless told otherwise."""

import argparse
import os
from pathlib import Path

from ..bootstrap import open_center
from ..config import DATABASE, SAMPLE_FOLDER, sqlite_url
from ..domain.errors import WritingCenterError
from ..services.session import Center


class BadFolder(WritingCenterError):
    """The folder for the center can't be used."""


class NoCenter(WritingCenterError):
    """The command is about a center that is there, and there is none."""

    def __init__(self) -> None:
        """The sentence is always the same."""
        super().__init__(
            "There is no center here yet. Start one with “writing-center serve” first, or go to "
            "the folder that it is in."
        )


def add_database(parser: argparse.ArgumentParser) -> None:
    """The options that name a center."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help="where the store is: sqlite:///file, or postgresql+psycopg://user:password@host/name "
        "(default: the file writing-center.db in this folder)",
    )
    parser.add_argument(
        "--sample",
        action="store_true",
        help=f"the sample class to look around in, kept apart in ./{SAMPLE_FOLDER}",
    )


def folder_of(options: argparse.Namespace) -> Path:
    """The folder in which the center keeps its files. Raises BadFolder when it can't be made."""
    folder = Path.cwd() / SAMPLE_FOLDER if options.sample else Path.cwd()
    if "?" in str(folder):
        raise BadFolder(
            f"The folder {folder} has a question mark in its name, which a store's address can’t "
            "hold. Start the center in another folder."
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BadFolder(
            f"The folder {folder} can’t be made ({error.strerror}). "
            "Go to a folder that you can write in, and start again there."
        ) from None
    if not os.access(folder, os.W_OK):
        raise BadFolder(
            f"The folder {folder} can’t be written in. "
            "Go to a folder that you can write in, and start again there."
        )
    return folder


def database_of(options: argparse.Namespace, folder: Path) -> str:
    """The URL of the center's store. The sample has a file of its own, always."""
    if options.sample and options.database:
        raise BadFolder("The sample class has a store of its own: leave --database out.")
    if options.sample:
        return sqlite_url(folder)
    return options.database or os.environ.get(DATABASE) or sqlite_url(folder)


def open_existing(url: str) -> Center:
    """The center at ``url``, which somebody has started before. Raises NoCenter, and makes
    nothing where there is none."""
    file = url.removeprefix("sqlite:///").partition("?")[0]
    if file != url and not Path(file).exists():
        raise NoCenter
    center = open_center(url)
    if not center.store.members.count():
        raise NoCenter
    return center


def without_password(url: str) -> str:
    """``url`` as it may be printed."""
    if url.startswith("sqlite:"):
        return url  # a path may hold an @, and no password
    scheme, found, rest = url.partition("://")
    credentials, at, host = rest.rpartition("@")
    if not found or not at:
        return url
    return f"{scheme}://{credentials.partition(':')[0]}@{host}"
