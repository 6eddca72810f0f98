"""What the test itself counts while the term goes on: independent of the center's own counting."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass
class Tally:
    """Counts and sets, by names; filled by the play, compared with the dashboards."""

    weeks: Counter[tuple[date, str]] = field(default_factory=Counter)
    handed_in: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    reviewed: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    revised: set[str] = field(default_factory=set)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    reviews_of: Counter[tuple[str, int]] = field(default_factory=Counter)
    submissions: list[tuple[str, int]] = field(default_factory=list)
    comments_given: Counter[str] = field(default_factory=Counter)
    proposed: dict[str, date] = field(default_factory=dict)
    established: dict[str, date] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    proposers: Counter[str] = field(default_factory=Counter)
    revisers: Counter[str] = field(default_factory=Counter)
    triers: Counter[str] = field(default_factory=Counter)
    trials: Counter[tuple[str, bool]] = field(default_factory=Counter)
    citations: Counter[str] = field(default_factory=Counter)
    decided: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def did(self, what: str, at: datetime) -> None:
        """Something that counts was done at this time."""
        year, week, _ = at.isocalendar()
        self.weeks[date.fromisocalendar(year, week, 1), what] += 1

    def rows(self, until: datetime) -> list[tuple[date, int, int, int, int]]:
        """A row a week from the first to that of ``until``."""
        monday = min(monday for monday, _ in self.weeks)
        rows = []
        while monday <= until.date():
            counts = (self.weeks[monday, w] for w in ("draft", "review", "decision", "guide"))
            rows.append((monday, *counts))
            monday += timedelta(days=7)
        return rows

    def funnel(self) -> tuple[int, ...]:
        """How many authors have come how far."""
        stages = (self.handed_in, self.claimed, self.reviewed, self.answered, self.revised)
        return tuple(map(len, stages))

    def growth(self, until: datetime) -> list[tuple[date, int, int]]:
        """How many entries had been proposed and established by the end of each week."""
        first = min(self.proposed.values())
        monday = first - timedelta(days=first.isoweekday() - 1)
        rows = []
        while monday <= until.date():
            sunday = monday + timedelta(days=6)
            known = sum(day <= sunday for day in self.proposed.values())
            holding = sum(day <= sunday for day in self.established.values())
            rows.append((monday, known, holding))
            monday += timedelta(days=7)
        return rows
