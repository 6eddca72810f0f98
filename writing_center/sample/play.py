"""Playing the sample class's weeks: a clock that is set, ids that repeat, and who is who by now."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ..services.ports import Store
from ..services.session import Center, Session
from .calendar import SchoolCalendar


class PlayedClock:
    """A clock that stands where the play is."""

    def __init__(self, start: datetime) -> None:
        """A clock that stands at ``start``."""
        self._now = start

    def now(self) -> datetime:
        """The moment that is being played."""
        return self._now

    def set(self, at: datetime) -> None:
        """Go on to ``at``."""
        self._now = at


class RepeatedIds:
    """Ids shaped like UUID version 7, the same at every building for the same moment.

    Then links, pen names and the order of lists in the sample are the same too.
    """

    def __init__(self) -> None:
        """Begin to count."""
        self._count = 0

    def next(self, at: datetime) -> str:
        """The next id, stamped with ``at``."""
        self._count += 1
        chance = int.from_bytes(hashlib.sha256(f"sample {self._count}".encode()).digest()[:10])
        value = (int(at.timestamp() * 1000) & ((1 << 48) - 1)) << 80 | chance
        value = value & ~(0xF << 76) | (0x7 << 76)
        value = value & ~(0b11 << 62) | (0b10 << 62)
        return str(uuid.UUID(int=value))


@dataclass(frozen=True)
class PlayedCenter(Center):
    """The center while it is played."""

    ids: RepeatedIds

    def fresh_id(self) -> str:
        """The next id of the sample."""
        return self.ids.next(self.clock.now())


@dataclass(frozen=True)
class PlayedSession(Session):
    """Somebody of the sample at work."""

    ids: RepeatedIds

    def fresh_id(self) -> str:
        """The next id of the sample."""
        return self.ids.next(self.clock.now())


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment. Events of one moment happen in the order told."""

    at: datetime
    act: Callable[[], object]


@dataclass
class Play:
    """The stage: store and clock, and the ids of everything that has come about, by its key.

    ``reviews`` and ``claims`` are keyed by reader and submission, ``notes`` by those and the
    number of the comment, ``criteria`` by assignment and criterion.
    """

    store: Store
    clock: PlayedClock
    calendar: SchoolCalendar
    ids: RepeatedIds = field(default_factory=RepeatedIds)
    group_id: str = ""
    practice_id: str = ""
    members: dict[str, str] = field(default_factory=dict)
    assignments: dict[str, str] = field(default_factory=dict)
    criteria: dict[tuple[str, str], str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    submissions: dict[str, str] = field(default_factory=dict)
    claims: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: dict[tuple[str, str, int], str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)

    @property
    def center(self) -> PlayedCenter:
        """The center, with nobody acting."""
        return PlayedCenter(self.store, self.clock, self.ids)

    def session(self, key: str) -> PlayedSession:
        """The session of the person called ``key``."""
        return PlayedSession(self.store, self.clock, self.members[key], self.ids)

    def event(self, when: str, act: Callable[[], object]) -> Event:
        """An event at the time called ``when``."""
        return Event(self.calendar.at(when), act)

    def run(self, events: list[Event]) -> None:
        """Play events in the order of time."""
        for event in sorted(events, key=lambda event: event.at):
            self.clock.set(event.at)
            event.act()
