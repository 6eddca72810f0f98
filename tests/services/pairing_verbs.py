"""Who reads whom in the table of who may do what: readers given, wishes, conflicts."""

from typing import Any

from writing_center.domain.assignments import Phase
from writing_center.domain.conflicts import PairKind
from writing_center.services import allocation, conflicts, pairing
from writing_center.services.session import Session

from .roles import AUTHOR, MEMBERS, REVIEWER, TEACHER, Row
from .scene import Scene


def assign(s: Scene, w: Session) -> Any:
    stamp = allocation.plan_readers(s.work.teacher, s.work.assignment.id).stamp
    return allocation.assign_readers(w, s.work.assignment.id, stamp)


def pair_rule(s: Scene) -> str:
    """A wish that is there before anybody tries to take it back."""
    known = s.work.center.store.pair_rules.all()
    return known[0].id if known else ""


def conflict_of(s: Scene, by_id: str) -> str:
    known = s.work.center.store.conflicts.where(by_id=by_id)
    return known[0].id if known else ""


def end_own_conflict(s: Scene, w: Session) -> None:
    if w.actor_id == s.letter.author_id:
        s.work.begins(Phase.CLOSED)
    conflicts.end_conflict(w, conflict_of(s, s.letter.author_id))


VERBS: list[Row] = [
    (
        "allocation.plan_readers",
        lambda s, w: allocation.plan_readers(w, s.work.assignment.id),
        TEACHER,
    ),
    ("allocation.assign_readers", assign, TEACHER),
    (
        "pairing.add_pair_rule",
        lambda s, w: pairing.add_pair_rule(
            w, s.work.assignment.id, PairKind.READS, s.held.reviewer_id, s.fresh.author_id
        ),
        TEACHER,
    ),
    (
        "pairing.remove_pair_rule",
        lambda s, w: pairing.remove_pair_rule(w, pair_rule(s)),
        TEACHER,
    ),
    (
        "pairing.pair_rules_of",
        lambda s, w: pairing.pair_rules_of(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "conflicts.keep_away",
        lambda s, w: conflicts.keep_away(w, s.fresh.author_id),
        AUTHOR | REVIEWER,
    ),
    (
        "conflicts.keep_apart",
        lambda s, w: conflicts.keep_apart(
            w, s.work.group.id, s.letter.author_id, s.fresh.author_id
        ),
        TEACHER,
    ),
    (
        "conflicts.end_conflict",
        end_own_conflict,
        AUTHOR,
    ),
    (
        "conflicts.end_conflict of a teacher",
        lambda s, w: conflicts.end_conflict(w, conflict_of(s, s.work.teacher.actor_id)),
        TEACHER,
    ),
    ("conflicts.my_conflicts", lambda s, w: conflicts.my_conflicts(w), MEMBERS),
    (
        "conflicts.conflicts_in",
        lambda s, w: conflicts.conflicts_in(w, s.work.group.id),
        TEACHER,
    ),
    ("conflicts.classmates", lambda s, w: conflicts.classmates(w), MEMBERS),
]
