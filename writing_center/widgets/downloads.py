"""Files for the browser."""

from ..domain.errors import InvalidInput
from ..reports.html import render_html
from ..reports.model import FeedbackReport
from ..reports.notebook import render_notebook
from ..reports.pdf import render_pdf

FORMATS = {
    "html": (render_html, "text/html"),
    "pdf": (render_pdf, "application/pdf"),
    "ipynb": (render_notebook, "application/x-ipynb+json"),
}


def report_download(report: FeedbackReport, format: str) -> tuple[str, str, bytes]:
    """A feedback report as name, media type and content. Raises InvalidInput."""
    if format not in FORMATS:
        raise InvalidInput("Choose PDF, HTML or notebook.", "format")
    renderer, kind = FORMATS[format]
    return f"feedback report.{format}", kind, renderer(report)
