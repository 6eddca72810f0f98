"""A feedback report as a Jupyter notebook: Markdown cells only, nothing to run."""

from collections.abc import Iterator

import nbformat

from . import wording
from .markdown import escape, escape_lines, quote
from .model import (
    FeedbackReport,
    MadeOfIt,
    PassageRemark,
    Reading,
    ReportedReview,
    ReportedSubmission,
)


def render_notebook(report: FeedbackReport) -> bytes:
    """The report as a valid notebook (nbformat 4.5)."""
    cells = [nbformat.v4.new_markdown_cell(source) for source in _cells(report)]
    for place, cell in enumerate(cells):
        cell["id"] = f"part-{place}"  # The same report is the same file.
    metadata = {
        "title": wording.heading(report),
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)).encode("utf-8", "replace")


def _cells(report: FeedbackReport) -> Iterator[str]:
    yield _opening(report)
    if not report.submissions:
        yield wording.NOTHING
    for submission in report.submissions:
        yield _submission(submission)
        for review in submission.reviews:
            yield _review(review, submission)
        if submission.own:
            yield _review(submission.own, submission, f"### {wording.OWN_LOOK}")
        if after := wording.revision(submission):
            yield f"### What you did next\n\n{escape(after)}"
    if gift := wording.given(report.given):
        yield f"## What you did for others\n\n{escape(gift)}"


def _opening(report: FeedbackReport) -> str:
    return "\n\n".join(
        [
            f"# {escape(wording.heading(report))}",
            f"{escape(report.center)}<br>\n{escape(wording.about(report))}",
            escape(wording.overview(report)),
        ]
    )


def _submission(submission: ReportedSubmission) -> str:
    parts = [
        f"## {escape(submission.title)}: Draft {submission.number}",
        escape(wording.submission_line(submission)),
    ]
    if submission.request:
        parts.append(f"**You asked your readers:**\n\n{quote(submission.request)}")
    if submission.help_had:
        parts.append(f"**Help that the draft had:** {escape(submission.help_had)}")
    parts += _told(submission)
    if submission.levels:
        lines = [
            f"- **{escape(line.criterion)}:** {escape(wording.level_line(line))}"
            for line in submission.levels
        ]
        parts.append("**Levels that readers gave**\n\n" + "\n".join(lines))
    if not submission.reviews:
        parts.append(f"*{wording.NO_REVIEW}*")
    return "\n\n".join(parts)


def _told(submission: ReportedSubmission) -> list[str]:
    if not submission.opening and not submission.told:
        return []
    parts = [f"**{wording.WHAT_YOU_DID}**"]
    if submission.opening:
        parts.append(quote(submission.opening))
    if submission.told:
        parts.append("\n".join(f"- {escape(wording.told(line))}" for line in submission.told))
    return parts


def _review(review: ReportedReview, submission: ReportedSubmission, heading: str = "") -> str:
    parts = [heading or f"### {escape(review.reviewer)} answered on {wording.day(review.at)}"]
    if review.answer:
        parts.append(f"**To your question**\n\n{escape_lines(review.answer.body)}")
        parts += _decision(review.answer.decision)
    for reading in review.readings:
        parts += _reading(reading)
    for remark in review.passages:
        parts += _remark(remark, submission)
    if review.summary:
        parts.append(f"**On the whole**\n\n{escape_lines(review.summary.body)}")
        parts += _decision(review.summary.decision)
    if review.suggestion:
        parts.append(f"**One thing to try**\n\n{escape_lines(review.suggestion.body)}")
        parts += _decision(review.suggestion.decision)
    if review.helpfulness:
        words = wording.HELPFULNESS_WORDS[review.helpfulness.stars]
        why = f": {escape(review.helpfulness.why)}" if review.helpfulness.why else "."
        parts.append(f"**To you this answer was {words}**{why}")
    return "\n\n".join(parts)


def _reading(reading: Reading) -> list[str]:
    level = f" ({escape(reading.level)})" if reading.level else ""
    parts = [f"**{escape(reading.criterion)}**{level}"]
    if reading.place:
        parts.append(f"Where: {escape(reading.place)}")
    if reading.description:
        parts.append(escape_lines(reading.description))
    return [*parts, *_decision(reading.decision)]


def _remark(remark: PassageRemark, submission: ReportedSubmission) -> list[str]:
    parts = [
        quote(remark.passage),
        f"**{escape(wording.kind(remark))}:** {escape_lines(remark.body)}",
    ]
    if remark.entry:
        parts.append(f"See “{escape(remark.entry)}” in the style guide.")
    after = wording.fate(remark, submission)
    return [*parts, *_decision(remark.decision, after)]


def _decision(decision: MadeOfIt | None, after: str = "") -> list[str]:
    words = " ".join(part for part in (wording.decided(decision), after) if part)
    return [f"→ {escape(words)}"] if words else []
