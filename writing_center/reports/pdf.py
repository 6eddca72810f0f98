"""A feedback report as PDF, set by Typst.

The template is ours and fixed; people's words come to it as data (JSON), so they can't be code.
"""

import json
from pathlib import Path
from typing import Any

import typst

from . import wording
from .model import (
    FeedbackReport,
    MadeOfIt,
    PassageRemark,
    Remark,
    ReportedReview,
    ReportedSubmission,
)

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def render_pdf(report: FeedbackReport) -> bytes:
    """The report as PDF, with title and language set, and tagged for screen readers."""
    data = json.dumps(_data(report), ensure_ascii=False).encode("utf-8", "replace").decode()
    compiled = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"report": data},
        timestamp=int(report.made_at.timestamp()),
    )
    return bytes(compiled)


def _data(report: FeedbackReport) -> dict[str, Any]:
    return {
        "center": report.center,
        "student": report.student,
        "title": wording.heading(report),
        "about": wording.about(report),
        "overview": wording.overview(report) if report.submissions else wording.NOTHING,
        "submissions": [_submission(submission) for submission in report.submissions],
        "given": wording.given(report.given),
    }


def _submission(submission: ReportedSubmission) -> dict[str, Any]:
    return {
        "title": submission.title,
        "number": submission.number,
        "about": wording.submission_line(submission),
        "request": submission.request,
        "help": submission.help_had,
        "did": wording.WHAT_YOU_DID,
        "opening": submission.opening,
        "told": [wording.told(line) for line in submission.told],
        "levels": [
            {"criterion": line.criterion, "line": wording.level_line(line)}
            for line in submission.levels
        ],
        "reviews": [_review(review, submission) for review in submission.reviews],
        "own": _review(submission.own, submission)["remarks"] if submission.own else [],
        "own_look": wording.OWN_LOOK,
        "none": wording.NO_REVIEW,
        "next": wording.revision(submission),
    }


def _review(review: ReportedReview, submission: ReportedSubmission) -> dict[str, Any]:
    helpful = review.helpfulness
    return {
        "reviewer": review.reviewer,
        "when": wording.day(review.at),
        "remarks": [
            *_remark("To your question", review.answer),
            *(
                _said(reading.criterion, reading.description, reading.decision)
                | {"level": reading.level, "place": reading.place}
                for reading in review.readings
            ),
            *(_passage(remark, submission) for remark in review.passages),
            *_remark("On the whole", review.summary),
            *_remark("One thing to try", review.suggestion),
        ],
        "helpful": wording.HELPFULNESS_WORDS[helpful.stars] if helpful else "",
        "why": helpful.why if helpful else "",
    }


def _remark(label: str, remark: Remark | None) -> list[dict[str, Any]]:
    return [_said(label, remark.body, remark.decision)] if remark else []


def _passage(remark: PassageRemark, submission: ReportedSubmission) -> dict[str, Any]:
    said = _said(wording.kind(remark), remark.body, remark.decision)
    return said | {
        "passage": remark.passage,
        "entry": remark.entry,
        "after": wording.fate(remark, submission),
    }


def _said(label: str, body: str, decision: MadeOfIt | None) -> dict[str, Any]:
    return {
        "label": label,
        "body": body,
        "decision": wording.decided(decision),
        "level": "",
        "place": "",
        "passage": "",
        "entry": "",
        "after": "",
    }
