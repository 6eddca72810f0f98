"""An assignment with levels in the sample, read and judged, for looking at its results."""

from dataclasses import replace

from writing_center.domain.assignments import Phase
from writing_center.domain.people import Role
from writing_center.domain.reviews import CriterionReading
from writing_center.services import (
    assignments,
    classes,
    drafts,
    results,
    reviewing,
    reviews,
    submissions,
)
from writing_center.services.assignments import AssignmentForm, CriterionForm
from writing_center.services.session import Session

TITLE = "A last round, with levels"
LEVELS = ("asserted without a reason", "given", "tested against an objection", "held")


def results_route(teacher: Session) -> str:
    """The results of a class of two who read each other."""
    group = classes.groups_taught(teacher)[0]
    known = [a for a in assignments.assignments_of(teacher, group.id) if a.title == TITLE]
    return f"/results/{known[0].id if known else _made(teacher, group.id)}"


def result_route(teacher: Session) -> str:
    """One of the two drafts, on which the teacher has set a level."""
    route = results_route(teacher)
    row = results.class_results(teacher, route.rpartition("/")[2]).rows[0]
    return f"{route}/{row.submission.id}"


def _made(teacher: Session, group_id: str) -> str:
    criteria = [
        CriterionForm(name, "Where?", LEVELS, points=(0, 1, 2, 4)) for name in ("Reasons", "Voice")
    ]
    form = AssignmentForm(
        TITLE,
        "Argue.",
        criteria=criteria,
        reviews_wanted=1,
        weighs_readers=True,
        circles_first=False,
    )
    made = assignments.make_assignment(teacher, group_id, form)
    places = teacher.store.memberships.where(group_id=group_id, role=Role.STUDENT)
    people = [replace(teacher, actor_id=place.member_id) for place in places[-2:]]
    handed_in = [_hands_in(one, made.id) for one in people]
    assignments.start_phase(teacher, made.id, Phase.REVIEW)
    for reader, submission_id in zip(people, reversed(handed_in), strict=True):
        _reads(reader, submission_id)
    criterion = results.submission_results(teacher, handed_in[0]).results[0].criterion
    results.override_level(teacher, handed_in[0], criterion.id, 3, "The last paragraph does it.")
    return made.id


def _hands_in(who: Session, assignment_id: str) -> str:
    draft = drafts.start_draft(who, assignment_id, "An argument")
    drafts.save_text(who, draft.id, drafts.Save("The library closes too early.", 0, "tab", 1))
    drafts.describe_draft(who, draft.id, title="An argument", request="Do you believe it?")
    return submissions.submit_draft(who, draft.id).id


def _reads(who: Session, submission_id: str) -> None:
    claim = reviews.claim_review(who, submission_id)
    rubric = reviewing.open_desk(who, claim.id).rubric
    readings = [
        CriterionReading(criterion.id, "the start", "It says so.", place)
        for place, criterion in enumerate(rubric.criteria if rubric else ())
    ]
    reviewing.save_review(who, claim.id, answer="Yes.", readings=readings, summary="Go on.")
    reviewing.submit_review(who, claim.id)
