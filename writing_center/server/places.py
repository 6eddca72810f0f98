"""Where the files that the server reads are: in a checkout, and in an installed wheel."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
TEMPLATE = Path(__file__).resolve().parent / "template"
OWN_STATIC = TEMPLATE / "static"
WIDGET_STATIC = PACKAGE / "widgets" / "static"


@dataclass(frozen=True)
class Page:
    """A notebook that is served as a page. ``path`` follows the base URL; ``notebook`` is below
    the folder that ``notebook_root`` names."""

    path: str
    notebook: str
    title: str
    for_teachers: bool = False


PAGES = (
    Page("", "notebooks/writing_desk.ipynb", "Home"),
    Page("teacher/class", "notebooks/class_desk.ipynb", "Class", for_teachers=True),
    Page(
        "teacher/participation",
        "dashboards/participation.ipynb",
        "Participation",
        for_teachers=True,
    ),
    Page("teacher/repertoire", "dashboards/repertoire.ipynb", "Repertoire", for_teachers=True),
)


@cache
def notebook_root() -> Path:
    """The folder that has ``notebooks/`` and ``dashboards/`` in it.

    In a wheel they are inside the package, in a checkout beside it.
    """
    if (PACKAGE / "notebooks").is_dir():
        return PACKAGE
    return PACKAGE.parent
