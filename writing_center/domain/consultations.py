"""Consultations: questions to a consultant, at any stage of a text, between two people.

One is kept as a submission outside assignments (a copy of the text as it stood, so that it can be
commented on), and as a ``Consultation`` beside it, which says what it grew from and how it ended.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """How far a text has come when its writer asks."""

    PROMPT = "prompt"
    OUTLINE = "outline"
    DRAFT = "draft"


@dataclass(frozen=True)
class Consultation:
    """What a request outside assignments grew from, and what became of it.

    ``id`` is its submission's. ``draft_id`` is the working draft that the text was copied from,
    ``about_assignment_id`` the assignment that the writer works on; either may be empty.
    ``for_id`` is the one consultant who may see it, empty where any may. ``withdrawn_at``: taken
    back before anybody took it; ``ended_at``: the writer has ended the conversation.
    """

    id: str
    writer_id: str
    draft_id: str = ""
    about_assignment_id: str = ""
    for_id: str = ""
    withdrawn_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is offered to nobody, and nothing more is said in it."""
        return self.withdrawn_at is not None or self.ended_at is not None

    def is_for(self, member_id: str) -> bool:
        """Whether this consultant may see that it waits."""
        return not self.is_over and self.for_id in ("", member_id)


@dataclass(frozen=True)
class Share:
    """The writer lets a teacher read a consultation. ``id`` is the submission's and the
    teacher's; it is gone when the writer takes it back."""

    id: str
    submission_id: str
    writer_id: str
    teacher_id: str
    at: datetime


def share_id(submission_id: str, teacher_id: str) -> str:
    """The id under which it is kept that a teacher may read a consultation."""
    return f"{submission_id}/{teacher_id}"


def talk_id(review_id: str) -> str:
    """What stands for the request as a comment, in the talk of its writer and one reader."""
    return f"{review_id}:request"
