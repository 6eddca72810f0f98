"""Circles in the table of who may do what: the teacher’s, and those that members propose."""

from typing import Any

from writing_center.domain.circles import CirclesBy
from writing_center.services import circle_planning, circle_proposals, circles, own_circle
from writing_center.services.session import Session

from .roles import AUTHOR, MEMBERS, REVIEWER, TEACHER, Row
from .scene import Scene


def make_circles(s: Scene, w: Session) -> Any:
    stamp = circles.circles_of(s.work.teacher, s.work.group.id).stamp
    return circles.make_circles(w, s.work.group.id, [], stamp)


def late_comer(s: Scene) -> str:
    return s.work.people["Ed"].actor_id


def own_proposal(s: Scene, who: Session) -> str:
    [mine] = s.work.center.store.circle_proposals.where(by_id=s.held.reviewer_id)
    return mine.id


def propose(s: Scene, w: Session) -> Any:
    if w.actor_id == s.held.reviewer_id:
        circle_proposals.withdraw_proposal(w, own_proposal(s, w))
    asked = [s.work.people["Bo"].actor_id, late_comer(s)]
    return circle_proposals.propose_circle(w, s.work.group.id, asked)


def join(s: Scene, w: Session) -> Any:
    if w.actor_id == s.held.reviewer_id:
        circle_proposals.withdraw_proposal(w, own_proposal(s, w))
    return circle_proposals.ask_to_join(w, s.work.group.id, s.circle.id)


VERBS: list[Row] = [
    (
        "circle_planning.plan_circles",
        lambda s, w: circle_planning.plan_circles(w, s.work.group.id),
        TEACHER,
    ),
    ("circles.circles_of", lambda s, w: circles.circles_of(w, s.work.group.id), TEACHER),
    ("circles.make_circles", make_circles, TEACHER),
    (
        "circles.place_in_circle",
        lambda s, w: circles.place_in_circle(w, s.work.group.id, late_comer(s)),
        TEACHER,
    ),
    ("circles.end_circle", lambda s, w: circles.end_circle(w, s.circle.id), TEACHER),
    (
        "circles.name_circle",
        lambda s, w: circles.name_circle(w, s.circle.id, "Larks"),
        TEACHER | AUTHOR,
    ),
    (
        "circles.choose_makers",
        lambda s, w: circles.choose_makers(w, s.work.group.id, CirclesBy.TEACHER),
        TEACHER,
    ),
    ("own_circle.my_mates", lambda s, w: own_circle.my_mates(w), MEMBERS),
    ("own_circle.may_form_one", lambda s, w: own_circle.may_form_one(w), MEMBERS),
    ("own_circle.my_circles", lambda s, w: own_circle.my_circles(w), MEMBERS),
    (
        "own_circle.leave_circle",
        lambda s, w: own_circle.leave_circle(w, s.work.group.id),
        AUTHOR,
    ),
    ("circle_proposals.circles_asked", lambda s, w: circle_proposals.circles_asked(w), MEMBERS),
    ("circle_proposals.propose_circle", propose, REVIEWER),
    (
        "circle_proposals.circles_to_join",
        lambda s, w: circle_proposals.circles_to_join(w, s.work.group.id),
        AUTHOR | REVIEWER,
    ),
    ("circle_proposals.ask_to_join", join, REVIEWER),
    (
        "circle_proposals.answer_proposal",
        lambda s, w: circle_proposals.answer_proposal(w, s.proposal_id, True),
        REVIEWER,
    ),
    (
        "circle_proposals.withdraw_proposal",
        lambda s, w: circle_proposals.withdraw_proposal(w, own_proposal(s, w)),
        REVIEWER,
    ),
]
PARTS = {
    "circles": {
        "makers_of",
        "take_out_of_circle",
        "notes_on",
        "put_circle",
        "let_into_circle",
        "students_in",
        "stamp_of",
    },
    "circle_proposals": {
        "require_makers",
        "who_is_free",
        "own_wishes",
        "open_proposal",
        "has_lapsed",
        "with_names",
    },
    "circle_mates": {
        "standing_circles",
        "are_in_one_circle",
        "assignments_with_pen_names",
        "mates_by_member",
        "mates_in_turn",
        "circle_of",
    },
}
