"""A class in the table of who may do what: its people, assignments, rounds, extensions, texts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from writing_center.domain.assignments import Phase
from writing_center.services import assignments, class_texts, classes, extensions, leaving, rounds
from writing_center.services.assignments import AssignmentForm
from writing_center.services.session import Session

from .roles import AUTHOR, CONSULTANT, IN_CLASS, MEMBERS, TEACHER, TEACHERS, Row
from .scene import Scene

DAY = date(2026, 11, 1)
FORM = AssignmentForm("Essay", "Write.")
CHANGE = replace(FORM, criteria=None)


def extend(s: Scene, w: Session) -> Any:
    until = w.clock.now() + timedelta(days=3)
    return extensions.give_extension(w, s.work.assignment.id, s.letter.author_id, until, "Ill.")


VERBS: list[Row] = [
    ("classes.make_term", lambda s, w: classes.make_term(w, "T", DAY, DAY), TEACHERS),
    (
        "classes.make_group",
        lambda s, w: classes.make_group(w, s.work.group.term_id, "C"),
        TEACHERS,
    ),
    ("classes.new_join_link", lambda s, w: classes.new_join_link(w, s.work.group.id), TEACHER),
    ("classes.groups_taught", lambda s, w: classes.groups_taught(w), MEMBERS),
    ("classes.groups_joined", lambda s, w: classes.groups_joined(w), MEMBERS),
    ("classes.students_of", lambda s, w: classes.students_of(w, s.work.group.id), TEACHER),
    (
        "classes.import_roster",
        lambda s, w: classes.import_roster(w, s.work.group.id, b"New,new@x.org"),
        TEACHER,
    ),
    (
        "classes.reset_sign_in",
        lambda s, w: classes.reset_sign_in(w, s.work.group.id, s.letter.author_id),
        TEACHER,
    ),
    (
        "classes.reset_sign_in through one's own class",
        lambda s, w: classes.reset_sign_in(w, s.other_group.id, s.letter.author_id),
        frozenset(),
    ),
    (
        "classes.make_consultant",
        lambda s, w: classes.make_consultant(w, s.work.group.id, s.letter.author_id, True),
        TEACHER,
    ),
    (
        "classes.make_consultant of oneself",
        lambda s, w: classes.make_consultant(w, s.work.group.id, w.actor_id, True),
        frozenset(),
    ),
    (
        "leaving.take_out_of_class",
        lambda s, w: leaving.take_out_of_class(w, s.work.group.id, s.letter.author_id),
        TEACHER,
    ),
    (
        "assignments.make_assignment",
        lambda s, w: assignments.make_assignment(w, s.work.group.id, FORM),
        TEACHER,
    ),
    (
        "assignments.change_assignment",
        lambda s, w: assignments.change_assignment(w, s.work.assignment.id, CHANGE),
        TEACHER,
    ),
    (
        "assignments.settings_locked",
        lambda s, w: assignments.settings_locked(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "assignments.progress_of",
        lambda s, w: assignments.progress_of(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "assignments.start_phase",
        lambda s, w: assignments.start_phase(w, s.work.assignment.id, Phase.CLOSED),
        TEACHER,
    ),
    (
        "assignments.find_assignment",
        lambda s, w: assignments.find_assignment(w, s.work.assignment.id),
        IN_CLASS | CONSULTANT,
    ),
    (
        "assignments.own_assignment",
        lambda s, w: assignments.own_assignment(w, s.work.assignment.id),
        IN_CLASS,
    ),
    (
        "assignments.assignments_of",
        lambda s, w: assignments.assignments_of(w, s.work.group.id),
        IN_CLASS,
    ),
    ("assignments.my_assignments", lambda s, w: assignments.my_assignments(w), MEMBERS),
    ("rounds.add_round", lambda s, w: rounds.add_round(w, s.work.assignment.id), TEACHER),
    (
        "rounds.hold_in_one_hour",
        lambda s, w: rounds.hold_in_one_hour(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "rounds.give_more_time",
        lambda s, w: rounds.give_more_time(w, s.work.assignment.id, 5),
        TEACHER,
    ),
    ("extensions.give_extension", extend, TEACHER),
    (
        "extensions.withdraw_extension",
        lambda s, w: extensions.withdraw_extension(w, s.work.assignment.id, s.letter.author_id),
        TEACHER,
    ),
    (
        "extensions.extensions_of",
        lambda s, w: extensions.extensions_of(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "extensions.own_extension",
        lambda s, w: extensions.own_extension(w, s.work.assignment.id),
        MEMBERS,
    ),
    (
        "extensions.deadline_for",
        lambda s, w: extensions.deadline_for(w, s.work.assignment, s.letter.author_id),
        TEACHER | AUTHOR,
    ),
    (
        "class_texts.class_texts",
        lambda s, w: class_texts.class_texts(w, s.work.assignment.id),
        TEACHER,
    ),
    ("class_texts.class_text", lambda s, w: class_texts.class_text(w, s.letter.id), TEACHER),
    (
        "class_texts.class_text outside",
        lambda s, w: class_texts.class_text(w, s.secret.id),
        frozenset(),
    ),
]
DOORS = {
    "classes": {"found_center", "read_roster"},
}
PARTS = {
    "assignments": {"rubric_of", "policies_of", "with_starts"},
    "assignment_forms": {
        "locks_of",
        "fields_of",
        "check_locks",
        "starts_of",
        "criteria_of",
        "changed_rubric",
        "check_consensus",
    },
    "extensions": {
        "has_texts_after_closing",
        "may_read_text",
        "hand_in_now",
        "reviews_due_for",
        "may_write",
        "may_read",
        "may_hand_in_review",
        "reading_end",
    },
}
