"""Reading one's own text with the readers' questions, before the readers' answers are shown."""

from dataclasses import dataclass
from datetime import datetime

from .annotations import Annotation
from .assignments import Assignment, Phase, Stage, stage_at
from .reviews import Review
from .submissions import Submission


@dataclass(frozen=True)
class SelfReview:
    """A writer's review of their own submission: theirs alone, and counted nowhere."""

    id: str
    submission_id: str
    author_id: str
    review: Review
    annotations: tuple[Annotation, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether it is in, and the readers' reviews are open."""
        return self.review.submitted_at is not None


def is_asked_for(assignment: Assignment, submission: Submission, now: datetime) -> bool:
    """Whether readers' answers to ``submission`` wait for its writer's own review.

    Only until the revision of its round begins (of the last round, for what is handed in after
    its reading): feedback is never lost over it.
    """
    revision = Stage(Phase.REVISION, min(submission.round, assignment.rounds))
    return assignment.self_review and stage_at(assignment, now).place < revision.place
