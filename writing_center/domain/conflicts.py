"""Who does not read whom, and who reads whom by their teacher's wish."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

OWN_CONFLICTS = 3
"""How many people a student may keep away from by themself: enough for what hurts, too few to
choose one's reader by leaving nobody else."""


@dataclass(frozen=True)
class Conflict:
    """Two members are never offered each other's texts.

    Declared by one of them (``by_id == member_id``; known to that member and their teachers
    alone) or by a teacher of both, for a class (``group_id``). What is being read already goes on.
    """

    id: str
    member_id: str
    other_id: str
    by_id: str
    at: datetime
    group_id: str = ""
    reason: str = ""


class PairKind(StrEnum):
    """What a teacher wishes for two members of a class in one assignment."""

    READS = "reads"
    APART = "apart"


@dataclass(frozen=True)
class PairRule:
    """In one assignment ``reader_id`` reads ``author_id``; or the two don't read each other."""

    id: str
    assignment_id: str
    kind: PairKind
    reader_id: str
    author_id: str
    by_id: str
    at: datetime


def away_from(
    member_id: str, conflicts: Iterable[Conflict], rules: Iterable[PairRule] = ()
) -> frozenset[str]:
    """Whom this member does not read and is not read by, whoever of the two said so."""
    pairs = [(c.member_id, c.other_id) for c in conflicts]
    pairs += [(r.reader_id, r.author_id) for r in rules if r.kind is PairKind.APART]
    found = {b if a == member_id else a for a, b in pairs if member_id in (a, b)}
    return frozenset(found - {member_id})
