"""Jupyter notebooks: what is written stays, code becomes code, what it printed is left out."""

import json
from typing import Any

from ..domain.errors import InvalidInput
from .imported import Imported, Losses
from .plain import read_markdown

BROKEN = (
    "This notebook is damaged: it is not valid JSON. Open it in Jupyter, save it anew, and upload "
    "that."
)
ODD = "This file looks like a notebook, but is none that Jupyter could open."


def read(text: str) -> Imported:
    """The cells of a notebook of any version. Raises InvalidInput for a broken one."""
    notebook = _current(_parsed(text))
    losses = Losses()
    language = _language(notebook)
    parts = []
    for cell in _cells(notebook):
        source = _source(cell)
        losses["output"] += len(cell["outputs"]) if isinstance(cell.get("outputs"), list) else 0
        attachments = cell.get("attachments")
        if not source.strip():
            continue
        if cell.get("cell_type") == "markdown":
            part = read_markdown(source)
            losses["picture"] += _pictures(source, attachments)
            parts.append(part.markdown.strip("\n"))
        else:
            is_code = cell.get("cell_type") == "code"
            parts.append(_fenced(source, language if is_code else ""))
    title = notebook.get("metadata", {}).get("title", "")
    body = "\n\n".join(part for part in parts if part) + "\n"
    return Imported(body, title if isinstance(title, str) else "", losses.sentences())


def _parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except RecursionError:
        raise InvalidInput("This notebook is nested too deeply to be read.", "file") from None
    except ValueError:
        raise InvalidInput(BROKEN, "file") from None
    if not isinstance(found, dict):
        raise InvalidInput(ODD, "file")
    return found


def _current(notebook: dict[str, Any]) -> dict[str, Any]:
    version = notebook.get("nbformat", 3 if "worksheets" in notebook else 4)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InvalidInput(ODD, "file")
    if version > 4:
        raise InvalidInput(
            f"This notebook is of version {str(version)[:6]}, newer than can be read here. Save "
            "it in Jupyter as version 4, or as Markdown.",
            "file",
        )
    if version < 4:
        notebook = notebook | {"cells": _old_cells(notebook)}
    if not isinstance(notebook.get("metadata", {}), dict):
        raise InvalidInput(ODD, "file")
    return notebook


def _old_cells(notebook: dict[str, Any]) -> list[Any]:
    """The cells of a notebook from before 2014, as they would be now. nbformat would do this too,
    but only to load it takes longer than reading a notebook may."""
    sheets = notebook.get("worksheets", [notebook])
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        raise InvalidInput(ODD, "file")
    found = [cell for sheet in sheets for cell in _cells(sheet)]
    return [_renewed(cell) for cell in found]


def _renewed(cell: dict[str, Any]) -> dict[str, Any]:
    kind = cell.get("cell_type")
    source = next((cell[key] for key in ("source", "input", "code", "text") if key in cell), "")
    if kind == "heading":
        level = cell.get("level", 1)
        mark = "#" * level if isinstance(level, int) and 1 <= level <= 6 else "#"
        return {"cell_type": "markdown", "source": f"{mark} {_source({'source': source})}"}
    kind = kind if kind in ("code", "raw") else "markdown"
    return cell | {"cell_type": kind, "source": source}


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise InvalidInput(ODD, "file")
    return [cell for cell in cells if isinstance(cell, dict)]


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.replace("\r\n", "\n") if isinstance(source, str) else ""


def _language(notebook: dict[str, Any]) -> str:
    metadata = notebook.get("metadata", {})
    for key in ("language_info", "kernelspec"):
        about = metadata.get(key)
        about = about if isinstance(about, dict) else {}
        name = about.get("name" if key == "language_info" else "language")
        if isinstance(name, str) and name.isalnum() and len(name) < 20:
            return name
    return "python"


def _pictures(source: str, attachments: object) -> int:
    written = source.count("![") + source.count("<img")
    return max(written, len(attachments) if isinstance(attachments, dict) else 0)


def _fenced(source: str, language: str) -> str:
    fence = "```"
    while fence in source:
        fence += "`"
    return f"{fence}{language}\n{source.strip(chr(10))}\n{fence}"
