"""Building the sample class: eight weeks of a class's life, played through the services.

What the services refuse in a real class they refuse here: the sample obeys the same rules, and
the same activities are recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..domain.errors import InvalidInput
from ..services.ports import Store
from .calendar import SchoolCalendar
from .consulting import consultation_events
from .content import read_content
from .founding import circle_events, founding_events
from .play import Event, Play, PlayedClock
from .practising import practice_events
from .reading import claim_events, review_events
from .repertoire import guide_events
from .writing import assignment_events, draft_events

TEACHER = "calloway"
CONSULTANT = "theo"
NEWCOMER = "ezra"
READER = "imani"
WRITER = "noor"


@dataclass(frozen=True)
class SampleGuest:
    """A member of the sample to sign in as: who they are, and why one would."""

    member_id: str
    name: str
    why: str


@dataclass(frozen=True)
class SampleClass:
    """The members for whom sign-in links are worth printing."""

    teacher: SampleGuest
    consultant: SampleGuest
    newcomer: SampleGuest
    reader: SampleGuest
    writer: SampleGuest

    @property
    def guests(self) -> tuple[SampleGuest, ...]:
        """All of them, the teacher first."""
        return (self.teacher, self.consultant, self.newcomer, self.reader, self.writer)


def build_sample(store: Store, now: datetime) -> SampleClass:
    """Fill an empty store with the sample class, whose eighth week ends at the aware ``now``.

    All of it or nothing is kept. For the same ``now`` it is the same, ids included; only
    secrets (the join code) and the ids of "joined" activities differ.
    Raises InvalidInput when the store has members already: a sample never mixes with people.
    """
    with store.transaction():
        if store.members.count():
            raise InvalidInput(
                "There are people in this center already; the sample class needs one of its own. "
                "Start it in another folder, or with another --database."
            )
        calendar = SchoolCalendar(now)
        play = Play(store, PlayedClock(now), calendar)
        play.run(list(_events(play)))
        return _guests(play)


def _events(play: Play) -> Iterator[Event]:
    content = read_content()
    yield from founding_events(play, content.people)
    yield from circle_events(play, content.circles)
    yield from assignment_events(play, content.assignments)
    yield from draft_events(play, content.drafts)
    yield from review_events(play, content.reviews)
    yield from claim_events(play, content.claims)
    yield from consultation_events(play, content.consultations)
    yield from practice_events(play, content.practice)
    yield from guide_events(play, content.guide)


def _guests(play: Play) -> SampleClass:
    return SampleClass(
        teacher=_guest(play, TEACHER, "the class's teacher"),
        consultant=_guest(play, CONSULTANT, "the consultant, with a request waiting"),
        newcomer=_guest(play, NEWCOMER, "a student who is here for the first time"),
        reader=_guest(play, READER, "a student with a review to write and feedback to read"),
        writer=_guest(play, WRITER, "a student in the middle of things"),
    )


def _guest(play: Play, key: str, why: str) -> SampleGuest:
    member = play.session(key).actor
    return SampleGuest(member.id, member.name, why)
