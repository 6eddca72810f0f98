"""Learning to review: a text to practise on, and what members wrote about it.

Practice is kept apart from real reviews on purpose: it fills nobody's place, uses no rubric,
opens no names, and is counted nowhere.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .annotations import Annotation
from .errors import InvalidInput
from .review_forms import says_anything
from .reviews import Review
from .rubrics import Rubric
from .submissions import clean_line, clean_note, normalise_text

REVIEWS_OF_THE_EXPERIENCED = 3


class Showing(StrEnum):
    """Whether a member lets others see how they reviewed a practice text."""

    NOT = "nobody sees it"
    UNNAMED = "without my name"
    NAMED = "with my name"


@dataclass(frozen=True)
class PracticeText:
    """A sample draft of a class, with its teacher's own review of it.

    ``rubric`` is a copy of an assignment's criteria as they were when the text was made (or None):
    so practising never freezes a rubric. Students find it while ``is_open``. Once it ``is_removed``
    only those still find it who have begun on it.
    """

    id: str
    group_id: str
    title: str
    text: str
    request: str
    rubric: Rubric | None
    made_by_id: str
    made_at: datetime
    review: Review
    annotations: tuple[Annotation, ...] = ()
    is_open: bool = False
    is_removed: bool = False


@dataclass(frozen=True)
class PracticeReview:
    """What a member wrote about a practice text: theirs alone, unless they show it.

    ``not_now``: they put the invitation off before they wrote anything.
    """

    id: str
    practice_id: str
    member_id: str
    review: Review
    annotations: tuple[Annotation, ...] = ()
    shown: Showing = Showing.NOT
    not_now: bool = False

    @property
    def is_done(self) -> bool:
        """Whether the member has finished it, and may see the teacher's."""
        return self.review.submitted_at is not None

    @property
    def is_begun(self) -> bool:
        """Whether anything was written."""
        return says_anything(self.review, self.annotations)


@dataclass(frozen=True)
class PracticeForm:
    """What a teacher types for a practice text."""

    title: str
    text: str
    request: str

    def checked(self) -> "PracticeForm":
        """The form as it is kept. Raises InvalidInput where something is missing or too long."""
        title = clean_line(self.title, "A title", "title")
        text = normalise_text(self.text).strip("\n")
        request = clean_note(self.request, "The question", "request")
        if not title:
            raise InvalidInput("Please give the text a title.", "title")
        if not text.strip():
            raise InvalidInput("Please type or paste the text first.", "text")
        if not request:
            raise InvalidInput("Please ask something, as its writer would.", "request")
        return PracticeForm(title, text, request)


def blank_review(id: str, about_id: str, member_id: str, now: datetime) -> Review:
    """A review in which nothing is written yet."""
    return Review(id, about_id, member_id, started_at=now, saved_at=now)


def is_experienced(reviews_given: int) -> bool:
    """Whether somebody has given enough reviews for theirs to serve newcomers as an example."""
    return reviews_given >= REVIEWS_OF_THE_EXPERIENCED
