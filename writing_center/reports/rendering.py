"""Which files a report can become. Each renderer is loaded when it is first asked for."""

import importlib
from collections.abc import Callable
from enum import StrEnum
from typing import cast

from .model import FeedbackReport


class Format(StrEnum):
    """A file format; its value is the file's ending."""

    NOTEBOOK = "ipynb"
    HTML = "html"
    PDF = "pdf"


MEDIA_TYPES = {
    Format.NOTEBOOK: "application/x-ipynb+json",
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
}
_MODULES = {Format.NOTEBOOK: "notebook", Format.HTML: "html", Format.PDF: "pdf"}


def render(report: FeedbackReport, format: Format) -> bytes:
    """The report as a file's content."""
    name = _MODULES[format]
    module = importlib.import_module(f".{name}", __package__)
    renderer = cast(Callable[[FeedbackReport], bytes], getattr(module, f"render_{name}"))
    return renderer(report)
