"""The house rules: tools that have to be content, and what notebooks and modules may be."""

import ast
import shutil
import subprocess
import sysconfig
from pathlib import Path

import nbformat
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "writing_center"
NOTEBOOKS = sorted(
    path for folder in ("notebooks", "dashboards") for path in (REPOSITORY / folder).glob("*.ipynb")
)
PYTHON = ("writing_center", "tests", "benchmarks", "notebooks", "dashboards")
CELLS, LINES = 3, 10
NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "data", "misc", "common"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def tool(name: str) -> str:
    """A program of this environment."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    assert found, f"{name} is not installed: pip install '.[test]'"
    return found


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--output-format=concise", *PYTHON),
        ("ruff", "format", "--check", "--diff", *PYTHON),
        ("mypy", "--no-error-summary"),
        ("lint-imports", "--no-cache"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_the_tools_are_content(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [tool(command[0]), *command[1:]],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}:\n{done.stdout}\n{done.stderr}", pytrace=False)


def test_mypy_is_strict_and_looks_at_everything() -> None:
    import tomllib

    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert settings["strict"]
    assert settings["packages"] == ["writing_center"]
    assert "exclude" not in settings


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_few_lines_and_defines_nothing(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert 1 <= len(cells) <= CELLS
    for cell in cells:
        assert len(cell.source.splitlines()) <= LINES
        assert not cell.outputs
        defined = [
            ast.unparse(node)
            for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, DEFINITIONS)
        ]
        assert not defined


def test_there_are_notebooks() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {
        "writing_desk",
        "class_desk",
        "participation",
        "repertoire",
    }


def test_no_module_is_called_anything() -> None:
    names = {part for path in PACKAGE.rglob("*.py") for part in path.relative_to(PACKAGE).parts}
    assert not {Path(name).stem for name in names} & NO_NAMES


def test_tests_do_not_wait_for_a_time() -> None:
    """A test waits for the thing, never for seconds; polling for it is waiting for it."""
    found = []
    for path in sorted((REPOSITORY / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sleep"):
                seconds = node.args[0] if node.args else None
                if "uniform(" in ast.unparse(seconds or node):
                    continue  # a moment by chance is the point: something is killed at it
                if not (isinstance(seconds, ast.Constant) and seconds.value <= 0.1):
                    found.append(f"{path.relative_to(REPOSITORY)}:{node.lineno}")
    assert not found
