"""What a writer is told when a draft is handed in."""

from ...domain.deadlines import is_read
from ...domain.submissions import Submission
from ...services import assignments
from ...services.session import Session


def handed_in(session: Session, made: Submission) -> str:
    """A sentence: which draft it is now, and who can read it when."""
    return f"Handed in as Draft {made.number}. {_what_now(session, made)}"


def _what_now(session: Session, made: Submission) -> str:
    if made.assignment_id is None:
        return "A consultant, or whom you asked, can take it from here."
    assignment = assignments.own_assignment(session, made.assignment_id)
    if is_read(assignment, made.submitted_at, session.clock.now()):
        return "Readers can take it from here."
    return "Reading begins when the review phase opens."
