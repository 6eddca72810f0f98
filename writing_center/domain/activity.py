"""What members did for each other, in the past tense. Never reads, keystrokes or time on a page.

Analytics, notices and live refresh are made from these alone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Did(StrEnum):
    """The things that count as having been done."""

    MEMBER_JOINED = "member.joined"
    MEMBER_LEFT = "member.left"
    CIRCLES_MADE = "circles.made"
    CIRCLE_JOINED = "circle.joined"
    CIRCLE_LEFT = "circle.left"
    CIRCLE_ENDED = "circle.ended"
    CIRCLE_NAMED = "circle.named"
    CIRCLE_PROPOSED = "circle.proposed"
    CIRCLE_ANSWERED = "circle.answered"
    CIRCLE_MAKERS_CHOSEN = "circle.makers_chosen"
    DRAFT_STARTED = "draft.started"
    DRAFT_SUBMITTED = "submission.submitted"
    CONSULTANT_ASKED = "consultation.asked"
    CONSULTATION_OPENED = "consultation.opened"
    CONSULTATION_ENDED = "consultation.ended"
    CONSULTATION_SHARED = "consultation.shared"
    READERS_ASSIGNED = "readers.assigned"
    REVIEW_CLAIMED = "review.claimed"
    REVIEW_RELEASED = "review.released"
    REVIEW_DECLINED = "review.declined"
    REVIEW_SUBMITTED = "review.submitted"
    COMMENT_DECIDED = "comment.decided"
    DECISION_TAKEN_BACK = "decision.taken_back"
    COMMENT_REPLIED = "comment.replied"
    COMMENT_PLACED = "comment.placed"
    REVIEW_ANSWERED = "review.answered"
    PRACTICE_OPENED = "practice.opened"
    PRACTICE_CLOSED = "practice.closed"
    PRACTICE_REMOVED = "practice.removed"
    PRACTICE_PUT_OFF = "practice.put_off"
    PRACTICE_AGAIN = "practice.again"
    PRACTICE_DONE = "practice.done"
    PRACTICE_SHOWN = "practice.shown"
    SELF_REVIEWED = "self.reviewed"
    ENTRY_PROPOSED = "entry.proposed"
    ENTRY_REVISED = "entry.revised"
    ENTRY_TRIED = "entry.tried"
    ENTRY_MOVED = "entry.moved"
    ENTRY_CITED = "entry.cited"
    QUOTATION_ANSWERED = "quotation.answered"
    CHARTER_CHANGED = "charter.changed"
    ASSIGNMENT_MADE = "assignment.made"
    ASSIGNMENT_CHANGED = "assignment.changed"
    PHASE_BEGUN = "phase.begun"
    EXTENSION_GIVEN = "extension.given"
    EXTENSION_WITHDRAWN = "extension.withdrawn"
    LEVEL_OVERRIDDEN = "level.overridden"


@dataclass(frozen=True)
class Activity:
    """Somebody did something. Empty fields do not apply.

    ``assignment_id`` is empty for what concerns a request outside assignments, and ``group_id``
    too; such activities are nobody's but the two people's, and no teacher's view reads them.
    """

    id: str
    at: datetime
    did: Did
    actor_id: str
    group_id: str = ""
    assignment_id: str = ""
    submission_id: str = ""
    review_id: str = ""
    entry_id: str = ""
    other_id: str = ""
    is_confidential: bool = False
