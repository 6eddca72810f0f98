"""Who reviewed whom, and how the reading is shared: about the class, never about a person."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .records import ClassRecords

Link = tuple[str, str]


@dataclass(frozen=True)
class PairRow:
    """How many submitted reviews ``reviewer_id`` has written for ``author_id``, of texts that
    ``with_ids`` wrote too."""

    reviewer_id: str
    author_id: str
    count: int
    with_ids: tuple[str, ...] = ()

    @property
    def author_ids(self) -> tuple[str, ...]:
        """Everybody who was read."""
        return (self.author_id, *self.with_ids)


@dataclass(frozen=True)
class Sharing:
    """How the reading is shared among ``people`` students; None where it can't be said yet.

    gini: 0 when all give alike, towards 1 when one gives everything.
    evenness: 1 when all give alike (entropy over its greatest possible value).
    effective_contributors: as many people, giving alike, would be as varied.
    absence_factor: the fewest people who together wrote half of the reviews.
    reciprocity: which part of the links "A read B" goes both ways.
    density: which part of all possible links is there.
    isolated: how many have neither read nor been read.
    """

    people: int
    reviews: int
    gini: float | None
    evenness: float | None
    effective_contributors: float | None
    absence_factor: int | None
    reciprocity: float | None
    density: float | None
    isolated: int


def who_reviewed_whom(records: ClassRecords) -> list[PairRow]:
    """A row for each pair, in the order of their ids; consultants' and teachers' reviews too.
    Who wrote together is one side of a pair, so that each review is counted once."""
    authors_of = {s.id: s.author_ids for s in records.submissions}
    pairs = Counter((r.reviewer_id, authors_of[r.submission_id]) for r in records.reviews)
    return [PairRow(reader, ids[0], n, ids[1:]) for (reader, ids), n in sorted(pairs.items())]


def sharing_of(rows: Sequence[PairRow], student_ids: Sequence[str]) -> Sharing:
    """How the students share the reading among themselves (others' reviews are left out)."""
    people = set(student_ids)
    own = [row for row in rows if {row.reviewer_id, row.author_id} <= people]
    given = [sum(r.count for r in own if r.reviewer_id == person) for person in sorted(people)]
    links = {(row.reviewer_id, id) for row in own for id in row.author_ids if id in people}
    return Sharing(
        people=len(people),
        reviews=sum(given),
        gini=gini(given),
        evenness=evenness(given),
        effective_contributors=effective_contributors(given),
        absence_factor=absence_factor(given),
        reciprocity=reciprocity(links),
        density=density(links, len(people)),
        isolated=len(people - {person for link in links for person in link}),
    )


def gini(amounts: Sequence[int]) -> float | None:
    """Gini coefficient: sum of all differences over 2·n²·mean. None when all are zero."""
    total = sum(amounts)
    if not total:
        return None
    differences = sum(abs(one - other) for one in amounts for other in amounts)
    return differences / (2 * len(amounts) * total)


def entropy(amounts: Sequence[int]) -> float | None:
    """Shannon entropy in nats. None when all are zero."""
    total = sum(amounts)
    if not total:
        return None
    return -sum(n / total * math.log(n / total) for n in amounts if n)


def evenness(amounts: Sequence[int]) -> float | None:
    """Entropy over its greatest value, ln n. None for fewer than two, or when all are zero."""
    found = entropy(amounts)
    return None if found is None or len(amounts) < 2 else found / math.log(len(amounts))


def effective_contributors(amounts: Sequence[int]) -> float | None:
    """exp(entropy): how many people, giving alike, would be as varied."""
    found = entropy(amounts)
    return None if found is None else math.exp(found)


def absence_factor(amounts: Sequence[int]) -> int | None:
    """The fewest people who made half of it (CHAOSS, "contributor absence factor")."""
    total = sum(amounts)
    if not total:
        return None
    made = 0
    for people, amount in enumerate(sorted(amounts, reverse=True), start=1):
        made += amount
        if 2 * made >= total:
            return people
    return None


def reciprocity(links: set[Link]) -> float | None:
    """Which part of the links goes both ways. None without links."""
    if not links:
        return None
    return sum((author, reviewer) in links for reviewer, author in links) / len(links)


def density(links: set[Link], people: int) -> float | None:
    """Links there are over links there could be. None for fewer than two people."""
    return len(links) / (people * (people - 1)) if people > 1 else None
