from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psutil
import pytest

from writing_center.domain.people import Member
from writing_center.server.places import Page

from .running import RunningCenter, running_center, write_notebook
from .visitors import Visitor

PAGES = (
    Page("", "desk.ipynb", "Home"),
    Page("broken", "broken.ipynb", "Broken"),
    Page("loud", "loud.ipynb", "Loud"),
    Page("told", "told.ipynb", "Told"),
    Page("missing", "missing.ipynb", "Missing"),
    Page("teacher/class", "desk.ipynb", "Class", for_teachers=True),
)
DESK = """
import ipywidgets
button = ipywidgets.Button(description="Press me")
shown = ipywidgets.HTML("<h1>A desk</h1><p id='pressed'>not yet</p>")
def press(_):
    shown.value = "<h1>A desk</h1><p id='pressed'>pressed</p>"
button.on_click(press)
ipywidgets.VBox([shown, button, ipywidgets.Text(description="Note")])
"""
LOUD = """
import ipywidgets
bad, good = ipywidgets.Button(description="bad"), ipywidgets.Button(description="good")
def fail(_):
    print("printed-secret")
    raise ValueError("secret-of-the-kernel")
bad.on_click(fail)
good.on_click(lambda _: setattr(good, "description", "still-alive"))
display(bad, good)
"""
TOLD = """
import os, sys, json, ipywidgets
told = {k: v for k, v in os.environ.items() if k.startswith(("WRITING", "HTTP_", "PYTHONSTARTUP"))}
ipywidgets.HTML("TOLD" + json.dumps({**told, "cwd": os.getcwd(), "started": hasattr(sys, "wc_started")}))
"""
_numbers = count(1)


def write_pages(folder: Path) -> Path:
    notebooks = folder / "notebooks"
    write_notebook(notebooks / "desk.ipynb", DESK)
    write_notebook(notebooks / "broken.ipynb", "secret_of_the_page = 1 / 0")
    write_notebook(notebooks / "loud.ipynb", LOUD)
    write_notebook(notebooks / "told.ipynb", TOLD)
    return notebooks


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCenter]:
    folder = tmp_path_factory.mktemp("center")
    with running_center(folder, pages=PAGES, notebooks=write_pages(folder)) as running:
        yield running


@pytest.fixture
def student(served: RunningCenter) -> Member:
    return served.add(f"Student {next(_numbers)}")


@pytest.fixture
def teacher(served: RunningCenter) -> Member:
    return served.add(f"Teacher {next(_numbers)}", is_teacher=True)


@pytest.fixture
def visitor(served: RunningCenter, student: Member) -> Visitor:
    return Visitor(served, student)


@pytest.fixture
def stranger(served: RunningCenter) -> Visitor:
    return Visitor(served)


def kernels(served: RunningCenter) -> list[psutil.Process]:
    """The kernels that the server runs at this moment."""
    assert served.process
    children = psutil.Process(served.process.pid).children()
    return [child for child in children if "ipykernel_launcher" in " ".join(child.cmdline())]
