"""Feedback reports, and as files: a whole class into a folder, or into one zip for the page."""

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, tzinfo
from pathlib import Path

from ..domain.errors import InvalidInput, WritingCenterError
from ..domain.people import Member
from ..reports.file_names import safe_name
from ..reports.rendering import Format, render
from .report_contents import feedback_report, students_of_reports
from .session import Session

Progress = Callable[[int, int, str], None]


class CannotWrite(WritingCenterError):
    """The folder can't be made, or a report can't be written into it."""


def export_reports(
    session: Session,
    group_id: str,
    folder: Path,
    formats: Sequence[str],
    *,
    assignment_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
    zone: tzinfo = UTC,
    on_progress: Progress | None = None,
) -> list[Path]:
    """Write a report of every student of a class into ``folder``, in each format.

    A file that is there is replaced whole or not at all, and only the same student's (and, with
    ``assignment_id``, the same assignment's): part of its name is made from the student's id.
    ``on_progress`` is told which student's report is being made: the first is 1, of how many,
    and the name. Raises CannotWrite, NotAllowed, NotFound, InvalidInput.
    """
    made = _made(session, group_id, formats, assignment_id, since, until, zone, on_progress)
    paths = []
    for name, content in made:
        path = folder / name
        _write(path, content)
        paths.append(path)
    return paths


def zip_reports(
    session: Session,
    group_id: str,
    formats: Sequence[str],
    *,
    assignment_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
    zone: tzinfo = UTC,
    on_progress: Progress | None = None,
) -> bytes:
    """The same files as the content of one zip file."""
    made = _made(session, group_id, formats, assignment_id, since, until, zone, on_progress)
    stamp = session.clock.now().astimezone(zone).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def file_name(student: Member, assignment: str, format: Format) -> str:
    """A name that every file system takes, different for each student and assignment."""
    mark = hashlib.sha256(student.id.encode()).hexdigest()[:6]
    parts = [safe_name(student.name), safe_name(assignment), mark]
    return f"{' - '.join(part for part in parts if part)}.{format}"


def _made(
    session: Session,
    group_id: str,
    formats: Sequence[str],
    assignment_id: str | None,
    since: date | None,
    until: date | None,
    zone: tzinfo,
    on_progress: Progress | None,
) -> Iterator[tuple[str, bytes]]:
    students = students_of_reports(session, group_id)
    wanted = _formats(formats)
    told = on_progress or _tell_nobody
    for number, student in enumerate(students, start=1):
        told(number, len(students), student.name)
        report = feedback_report(
            session,
            student.id,
            group_id=group_id,
            assignment_id=assignment_id,
            since=since,
            until=until,
            zone=zone,
        )
        for format in wanted:
            yield file_name(student, report.assignment, format), render(report, format)


def _formats(names: Sequence[str]) -> list[Format]:
    if not names:
        raise InvalidInput("Please choose at least one kind of file.", "formats")
    try:
        return [Format(name) for name in dict.fromkeys(names)]
    except ValueError:
        known = ", ".join(Format)
        raise InvalidInput(f"A report can be one of these: {known}.", "formats") from None


def _tell_nobody(number: int, total: int, name: str) -> None:
    pass


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".report-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        why = error.strerror or "the folder can’t be used"
        raise CannotWrite(
            f"“{path.name}” could not be written to {path.parent}: {why}. "
            "Choose another folder, or make room in this one."
        ) from error


__all__ = [
    "CannotWrite",
    "Format",
    "export_reports",
    "feedback_report",
    "file_name",
    "students_of_reports",
    "zip_reports",
]
