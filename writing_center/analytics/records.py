"""What happened in a class, as read from the store: what the numbers are made of.

Only what belongs to assignments of the class gets in here: no working drafts, no requests
outside assignments, no reviews that aren't submitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ..domain.activity import Activity, Did
from ..domain.assignments import Assignment
from ..domain.reviews import BackEvaluation, Claim, Decision, Review
from ..domain.submissions import Submission


@dataclass(frozen=True)
class ClassRecords:
    """A class's assignments and what was done for them.

    ``joined`` maps the students of the class to when they joined it; consultants and teachers
    who read along are not in it. ``reviews`` are submitted ones.
    """

    joined: Mapping[str, datetime]
    assignments: Sequence[Assignment] = ()
    submissions: Sequence[Submission] = ()
    claims: Sequence[Claim] = ()
    reviews: Sequence[Review] = ()
    decisions: Sequence[Decision] = ()
    back_evaluations: Sequence[BackEvaluation] = ()
    activities: Sequence[Activity] = ()

    @property
    def texts_here(self) -> list[Submission]:
        """The submissions that are still somebody's: one who wrote it is in the class."""
        return [s for s in self.submissions if not self.joined.keys().isdisjoint(s.author_ids)]

    def of_assignment(self, assignment_id: str) -> "ClassRecords":
        """The same for one assignment. The guide belongs to none, so what was done for it goes."""
        submissions = [s for s in self.submissions if s.assignment_id == assignment_id]
        ids = {s.id for s in submissions}
        reviews = [r for r in self.reviews if r.submission_id in ids]
        review_ids = {r.id for r in reviews}
        return replace(
            self,
            assignments=[a for a in self.assignments if a.id == assignment_id],
            submissions=submissions,
            claims=[c for c in self.claims if c.submission_id in ids],
            reviews=reviews,
            decisions=[d for d in self.decisions if d.submission_id in ids],
            back_evaluations=[b for b in self.back_evaluations if b.of_review in review_ids],
            activities=[a for a in self.activities if a.assignment_id == assignment_id],
        )


class Act(StrEnum):
    """The kinds of things done that are counted by week."""

    SUBMISSIONS = "submissions"
    REVIEWS = "reviews"
    DECISIONS = "decisions"
    GUIDE = "guide"


ACT_OF = {
    Did.DRAFT_SUBMITTED: Act.SUBMISSIONS,
    Did.REVIEW_SUBMITTED: Act.REVIEWS,
    Did.COMMENT_DECIDED: Act.DECISIONS,
    Did.REVIEW_ANSWERED: Act.DECISIONS,
    Did.ENTRY_PROPOSED: Act.GUIDE,
    Did.ENTRY_REVISED: Act.GUIDE,
    Did.ENTRY_TRIED: Act.GUIDE,
    Did.ENTRY_MOVED: Act.GUIDE,
    Did.ENTRY_CITED: Act.GUIDE,
}
"""What counts as having done something for others. Starting a draft, claiming and releasing
prepare an act and are none; joining, phases and the charter are set-up."""

GUIDE_ACTS = tuple(did for did, act in ACT_OF.items() if act is Act.GUIDE)

STEWARDSHIP = frozenset({Did.ENTRY_PROPOSED, Did.ENTRY_REVISED, Did.ENTRY_TRIED, Did.ENTRY_MOVED})
"""Tending the guide. Citing an entry uses it; that is not tending."""


def act_of(activity: Activity) -> Act | None:
    """What an activity counts as, or None when it isn't counted.

    What is confidential never counts; nor does a submission, review, decision or citation
    without an assignment, whatever its ``is_confidential`` says.
    """
    if activity.is_confidential:
        return None
    act = ACT_OF.get(activity.did)
    is_of_the_guide = activity.did in STEWARDSHIP and bool(activity.entry_id)
    return act if activity.assignment_id or is_of_the_guide else None


def counted(activities: Sequence[Activity], member_ids: Mapping[str, object]) -> list[Activity]:
    """The activities that count, of these members."""
    return [a for a in activities if a.actor_id in member_ids and act_of(a) is not None]
