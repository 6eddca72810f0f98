"""How the shared guide grows and is used: counts about entries, not about people."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ..domain.style_guide import KINDS, Entry, EntryRevision, EntryState, StateChange, Trial
from .network import evenness
from .weeks import monday_of, mondays


@dataclass(frozen=True)
class Citation:
    """A comment of a submitted review, inside an assignment, that points at an entry."""

    entry_id: str
    assignment_id: str
    at: datetime


@dataclass(frozen=True)
class GuideRecords:
    """The guide and what happened to it."""

    entries: Sequence[Entry] = ()
    revisions: Sequence[EntryRevision] = ()
    changes: Sequence[StateChange] = ()
    trials: Sequence[Trial] = ()
    citations: Sequence[Citation] = ()


@dataclass(frozen=True)
class KindRow:
    """How many entries of a kind are in which state; ``counts`` follows EntryState's order."""

    kind: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Entries of this kind, in any state."""
        return sum(self.counts)


@dataclass(frozen=True)
class GrowthRow:
    """How many entries had ever been proposed, and established, by the end of the week."""

    monday: date
    proposed: int
    established: int


@dataclass(frozen=True)
class ContributorRow:
    """What one member has done for the guide."""

    member_id: str
    proposed: int
    revised: int
    tried: int


@dataclass(frozen=True)
class UseRow:
    """Where an entry is used: citations by assignment, and trials that helped or did not."""

    entry_id: str
    title: str
    kind: str
    state: EntryState
    cited_in: tuple[tuple[str, int], ...]
    helped: int
    otherwise: int

    @property
    def cited(self) -> int:
        """Citations altogether."""
        return sum(count for _, count in self.cited_in)


@dataclass(frozen=True)
class Measures:
    """The guide in a few numbers; None where there is nothing to say yet.

    ``ever_established`` of ``proposed`` entries came to hold, in ``median_time``. ``reused`` of
    ``standing`` (established or inherited) entries have been cited. ``h_index``: so many entries
    have been cited so many times. ``kinds_used`` of ``kinds``, spread with ``kind_evenness``.
    """

    proposed: int
    ever_established: int
    median_time: timedelta | None
    standing: int
    reused: int
    h_index: int
    kinds: int
    kinds_used: int
    kind_evenness: float | None

    @property
    def establishment_rate(self) -> float | None:
        """Which part of all proposed entries was ever established."""
        return self.ever_established / self.proposed if self.proposed else None

    @property
    def reuse(self) -> float | None:
        """Which part of the standing entries has been cited."""
        return self.reused / self.standing if self.standing else None


STANDING = (EntryState.ESTABLISHED, EntryState.INHERITED)


def entries_by_kind(entries: Sequence[Entry]) -> list[KindRow]:
    """A row a kind that has entries: the usual kinds first, then the center's own by name."""
    counts = Counter((entry.text.kind, entry.state) for entry in entries)
    return [
        KindRow(kind, tuple(counts[kind, state] for state in EntryState))
        for kind in _kinds(entries)
        if any(counts[kind, state] for state in EntryState)
    ]


def growth_by_week(guide: GuideRecords, zone: tzinfo, until: datetime) -> list[GrowthRow]:
    """A row a week from the first proposal to ``until``. It counts what ever was: an entry that
    was retired later was established all the same."""
    proposed = [monday_of(entry.proposed_at, zone) for entry in guide.entries]
    established = [monday_of(at, zone) for at in _established_at(guide).values()]
    if not proposed:
        return []
    return [
        GrowthRow(
            monday,
            sum(week <= monday for week in proposed),
            sum(week <= monday for week in established),
        )
        for monday in mondays(min(proposed), monday_of(until, zone))
    ]


def contributors(guide: GuideRecords) -> list[ContributorRow]:
    """Everybody who proposed, revised or tried an entry, in the order of their ids."""
    proposed = Counter(entry.proposed_by_id for entry in guide.entries)
    revised = Counter(revision.by_id for revision in guide.revisions if revision.number > 1)
    tried = Counter(trial.by_id for trial in guide.trials)
    return [
        ContributorRow(member_id, proposed[member_id], revised[member_id], tried[member_id])
        for member_id in sorted({*proposed, *revised, *tried})
    ]


def uses(guide: GuideRecords) -> list[UseRow]:
    """A row an entry, by title: entries that nobody has used yet as well."""
    cited = Counter((c.entry_id, c.assignment_id) for c in guide.citations)
    tried = Counter((trial.entry_id, trial.helped) for trial in guide.trials)
    return [
        UseRow(
            entry.id,
            entry.text.title,
            entry.text.kind,
            entry.state,
            tuple((where, n) for (id, where), n in sorted(cited.items()) if id == entry.id),
            helped=tried[entry.id, True],
            otherwise=tried[entry.id, False],
        )
        for entry in sorted(guide.entries, key=lambda entry: entry.text.title.casefold())
    ]


def measures_of(guide: GuideRecords) -> Measures:
    """The guide in a few numbers."""
    established = _established_at(guide)
    times = [
        established[entry.id] - entry.proposed_at
        for entry in guide.entries
        if entry.id in established
    ]
    cited = Counter(citation.entry_id for citation in guide.citations)
    standing = [entry for entry in guide.entries if entry.state in STANDING]
    kinds = _kinds(guide.entries)
    of_kind = Counter(e.text.kind for e in guide.entries if e.state is not EntryState.RETIRED)
    return Measures(
        proposed=len(guide.entries),
        ever_established=len(times),
        median_time=_median(times),
        standing=len(standing),
        reused=sum(cited[entry.id] > 0 for entry in standing),
        h_index=h_index([cited[entry.id] for entry in guide.entries]),
        kinds=len(kinds),
        kinds_used=sum(of_kind[kind] > 0 for kind in kinds),
        kind_evenness=evenness([of_kind[kind] for kind in kinds]),
    )


def h_index(citations: Sequence[int]) -> int:
    """The greatest h such that h entries have been cited h times or more."""
    ordered = sorted(citations, reverse=True)
    return sum(count >= place for place, count in enumerate(ordered, start=1))


def _median(times: Sequence[timedelta]) -> timedelta | None:
    if not times:
        return None
    return timedelta(seconds=statistics.median(time.total_seconds() for time in times))


def _kinds(entries: Sequence[Entry]) -> list[str]:
    own = {entry.text.kind for entry in entries} - set(KINDS)
    return [*KINDS, *sorted(own)]


def _established_at(guide: GuideRecords) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for change in guide.changes:
        if change.after is EntryState.ESTABLISHED:
            first[change.entry_id] = min(first.get(change.entry_id, change.at), change.at)
    return first
