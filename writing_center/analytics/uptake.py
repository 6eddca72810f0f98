"""What a class's writers made of their readers' comments, counted for the class as a whole.

Uptake is a comment, its author's decision and reason, and what became of its passage. A refusal
with its reason counts like a change: both are what a comment was for.
"""

from dataclasses import dataclass

from ..domain.reviews import Choice
from .records import ClassRecords


@dataclass(frozen=True)
class Uptake:
    """How many comments writers decided on, by what they decided last."""

    done: int
    will_do: int
    considering: int
    declined: int

    @property
    def decided(self) -> int:
        """All of them."""
        return self.done + self.will_do + self.considering + self.declined


def uptake_of(records: ClassRecords) -> Uptake:
    """The decisions in these records. Comments without one are not counted against anybody."""
    choices = [decision.choice for decision in records.decisions]
    return Uptake(
        done=choices.count(Choice.DONE),
        will_do=choices.count(Choice.WILL_DO),
        considering=choices.count(Choice.CONSIDERING),
        declined=choices.count(Choice.DECLINED),
    )
