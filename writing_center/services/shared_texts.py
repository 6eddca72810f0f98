"""What somebody wrote and somebody else handed in, naming them. Parts of other verbs."""

from ..domain.submissions import Submission
from .session import Session


def written_with_others(
    session: Session, member_id: str, assignment_id: str | None = None
) -> list[Submission]:
    """The submissions that name a member as having written them too; of one assignment, or all."""
    which = {"member_id": member_id}
    if assignment_id is not None:
        which["assignment_id"] = assignment_id
    shares = session.store.coauthorships.where(**which)
    found = [session.store.submissions.find(share.submission_id) for share in shares]
    return [one for one in found if one is not None]
