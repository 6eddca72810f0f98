"""A feedback report as one web page that needs nothing else: it can be kept, sent and printed."""

import base64
import hashlib
from pathlib import Path

import jinja2

from . import wording
from .model import FeedbackReport

TEMPLATES = Path(__file__).parent / "templates"


def render_html(report: FeedbackReport) -> bytes:
    """The report as a self-contained page: no script, no request to anywhere."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (TEMPLATES / "report.css").read_text("utf-8")
    page = environment.get_template("report.html.j2").render(
        report=report, wording=wording, style=style, policy=_policy(style)
    )
    # Half an emoji, pasted from somewhere, can't be written as UTF-8.
    return page.encode("utf-8", "replace")


def _policy(style: str) -> str:
    """A Content-Security-Policy under which only our own style sheet counts."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
