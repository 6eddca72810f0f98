"""Reviews with chosen levels."""

from writing_center.domain.reviews import CriterionReading, Review
from writing_center.domain.submissions import Submission
from writing_center.services import assignments, reviewing
from writing_center.services.session import Session

from .class_at_work import ClassAtWork


def reads(work: ClassAtWork, name: str, submission: Submission, *levels: int | None) -> Review:
    """A review by ``name`` with these levels, one a criterion, counted from 0."""
    who = work.people[name]
    claim = work.claims(who, submission)
    work.fills(who, claim)
    rubric = reviewing.open_desk(who, claim.id).rubric
    assert rubric is not None
    readings = [
        CriterionReading(criterion.id, "the start", "it says so", level)
        for criterion, level in zip(rubric.criteria, levels, strict=True)
    ]
    reviewing.save_review(who, claim.id, readings=readings)
    done = reviewing.submit_review(who, claim.id)
    work.clock.forward(minutes=1)
    return done


def criterion_of(work: ClassAtWork, place: int = 0) -> str:
    """The id of one of the assignment's criteria."""
    rubric = assignments.rubric_of(work.teacher, work.assignment.id)
    assert rubric is not None
    return rubric.criteria[place].id


def told(who: Session) -> dict[str, object]:
    """What a reviewer hears, by class."""
    from writing_center.services import answering

    return {one.place: one.heard for one in answering.what_authors_said(who)}
