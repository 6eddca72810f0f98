"""What came of it in the table of who may do what: results, dashboards, reports, exports."""

import tempfile
from pathlib import Path
from typing import Any

from writing_center.services import (
    annotation_export,
    dashboards,
    report_contents,
    reporting,
    results,
)
from writing_center.services.session import Session

from .roles import AUTHOR, MEMBERS, TEACHER, TEACHERS, Row
from .scene import Scene


def override(s: Scene, w: Session) -> Any:
    (criterion,) = s.work.center.store.rubrics.find(s.work.assignment.rubric_id).criteria
    return results.override_level(w, s.letter.id, criterion.id, 2, "It is bright.")


def report(s: Scene, w: Session, **more: Any) -> Any:
    return report_contents.feedback_report(w, s.letter.author_id, **more)


def export(s: Scene, w: Session) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return reporting.export_reports(w, s.work.group.id, Path(folder), ["ipynb"])


VERBS: list[Row] = [
    (
        "results.class_results",
        lambda s, w: results.class_results(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "results.submission_results",
        lambda s, w: results.submission_results(w, s.letter.id),
        TEACHER,
    ),
    (
        "results.submission_results of a request",
        lambda s, w: results.submission_results(w, s.secret.id),
        frozenset(),
    ),
    ("results.own_results", lambda s, w: results.own_results(w, s.letter.id), AUTHOR),
    ("results.override_level", override, TEACHER),
    ("results.results_csv", lambda s, w: results.results_csv(w, s.work.assignment.id), TEACHER),
    ("dashboards.repertoire", lambda s, w: dashboards.repertoire(w), TEACHERS),
    (
        "dashboards.participation",
        lambda s, w: dashboards.participation(w, s.work.group.id),
        TEACHER,
    ),
    (
        "dashboards.participation in an assignment",
        lambda s, w: dashboards.participation(w, s.work.group.id, s.work.assignment.id),
        TEACHER,
    ),
    (
        "dashboards.participation of another's assignment",
        lambda s, w: dashboards.participation(w, s.other_group.id, s.work.assignment.id),
        frozenset(),
    ),
    (
        "dashboards.who_needs_something_in",
        lambda s, w: dashboards.who_needs_something_in(w, s.work.group.id),
        TEACHER,
    ),
    ("dashboards.what_my_teacher_sees", lambda s, w: dashboards.what_my_teacher_sees(w), MEMBERS),
    ("report_contents.feedback_report", report, TEACHER | AUTHOR),
    (
        "report_contents.feedback_report in an assignment",
        lambda s, w: report(s, w, assignment_id=s.work.assignment.id),
        TEACHER | AUTHOR,
    ),
    (
        "report_contents.feedback_report through one's own class",
        lambda s, w: report(s, w, group_id=s.other_group.id),
        frozenset(),
    ),
    (
        "report_contents.students_of_reports",
        lambda s, w: report_contents.students_of_reports(w, s.work.group.id),
        TEACHER,
    ),
    (
        "reporting.export_reports",
        export,
        TEACHER,
    ),
    (
        "reporting.zip_reports",
        lambda s, w: reporting.zip_reports(w, s.work.group.id, ["ipynb"]),
        TEACHER,
    ),
    (
        "annotation_export.export_my_annotations",
        lambda s, w: annotation_export.export_my_annotations(w),
        MEMBERS,
    ),
    (
        "annotation_export.export_class_annotations",
        lambda s, w: annotation_export.export_class_annotations(w, s.work.assignment.id),
        TEACHER,
    ),
]
DOORS = {
    "reporting": {"file_name"},
}
PARTS = {
    "results": {"asks_for_levels", "results_file"},
}
