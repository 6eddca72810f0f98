"""``writing-center lab``: JupyterLab for the teacher, in ``notebooks/``, on the same store."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ..config import DATABASE, LAB_MEMBER, PUBLIC_URL, SERVED
from ..domain.errors import NotFound
from ..domain.people import Member, name_key
from ..server.places import notebook_root
from ..services.session import Center
from .where import NoCenter, add_database, database_of, folder_of, open_existing

NO_OTHER_HOST = [
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=",
    "--LabApp.extension_manager=readonly",
]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    parser = commands.add_parser(
        "lab",
        help="open JupyterLab on the same store",
        description="Whoever can run code here is trusted with the whole store.",
    )
    add_database(parser)
    parser.add_argument("--as", dest="member", metavar="NAME", help="which teacher works here")
    parser.add_argument(
        "--url", default="http://localhost:8866/", help="where the center is served, for links"
    )
    parser.add_argument("--port", type=int, default=8888, help="the port (default: 8888)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run JupyterLab until somebody stops it."""
    folder = folder_of(options)
    url = database_of(options, folder)
    teacher = _teacher(open_existing(url), options.member)
    notebooks = _notebooks_in(folder)
    print(
        f"JupyterLab opens in {notebooks}, as {teacher.name}. Press Ctrl+C to close it.", flush=True
    )
    environment = {**os.environ, DATABASE: url, LAB_MEMBER: teacher.id, PUBLIC_URL: options.url}
    environment.pop(SERVED, None)
    command = [sys.executable, "-m", "jupyterlab", f"--port={options.port}"]
    command += [
        f"--ServerApp.root_dir={notebooks.parent}",
        "--LabApp.default_url=/lab/tree/notebooks",
    ]
    command += NO_OTHER_HOST
    command += ["--no-browser"] if options.no_browser else []
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return subprocess.run(command, env=environment, check=False).returncode


def _teacher(center: Center, name: str | None) -> Member:
    if name:
        found = center.store.members.first(name_key=name_key(name))
        if found is None or not found.is_teacher:
            raise NotFound("teacher")
        return found
    teachers = center.store.members.where(is_teacher=True)
    if not teachers:
        raise NoCenter
    return teachers[0]


def _notebooks_in(folder: Path) -> Path:
    """``notebooks/`` in the center's folder; the program's own are copied there when missing,
    so that nobody works inside an installed package."""
    source = notebook_root()
    for name in ("notebooks", "dashboards"):
        target = folder / name
        if source != folder and not target.exists():
            shutil.copytree(source / name, target)
    return folder / "notebooks"
