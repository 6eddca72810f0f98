"""A teacher's wishes for one assignment: who reads whom, and who doesn't."""

from dataclasses import dataclass

from ..domain.conflicts import PairKind, PairRule, away_from
from ..domain.errors import InvalidInput, NotFound
from .assignments import find_assignment
from .names import name_of
from .session import Session


@dataclass(frozen=True)
class NamedRule:
    """A wish, by name."""

    rule: PairRule
    reader: str
    author: str


def add_pair_rule(
    session: Session, assignment_id: str, kind: PairKind, reader_id: str, author_id: str
) -> PairRule:
    """Wish that somebody reads somebody, or that two don't read each other, in one assignment.

    The class's teachers only. What is under way stays. Raises InvalidInput where it contradicts
    another wish, NotFound for who isn't in the class.
    """
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    if reader_id == author_id:
        raise InvalidInput("Choose two different people.", "author")
    with session.store.transaction():
        for member_id in (reader_id, author_id):
            if session.store.memberships.find(f"{assignment.group_id}/{member_id}") is None:
                raise NotFound("student")
        known = session.store.pair_rules.where(assignment_id=assignment_id)
        same = [r for r in known if {r.reader_id, r.author_id} == {reader_id, author_id}]
        _check_agrees(session, kind, reader_id, author_id, same)
        for rule in same:
            if rule.kind is kind and (kind is PairKind.APART or rule.reader_id == reader_id):
                return rule
        return session.store.pair_rules.put(
            PairRule(
                session.fresh_id(),
                assignment_id,
                kind,
                reader_id,
                author_id,
                session.actor_id,
                session.clock.now(),
            )
        )


def remove_pair_rule(session: Session, rule_id: str) -> None:
    """Take a wish back. The class's teachers only. Raises NotFound."""
    with session.store.transaction():
        rule = session.store.pair_rules.find(rule_id)
        if rule is None:
            raise NotFound("pair")
        session.require_teacher_of(find_assignment(session, rule.assignment_id).group_id)
        session.store.pair_rules.remove(rule_id)


def pair_rules_of(session: Session, assignment_id: str) -> list[NamedRule]:
    """The wishes for an assignment, for the class's teachers."""
    session.require_teacher_of(find_assignment(session, assignment_id).group_id)
    return [
        NamedRule(rule, name_of(session, rule.reader_id), name_of(session, rule.author_id))
        for rule in session.store.pair_rules.where(assignment_id=assignment_id)
    ]


def _check_agrees(
    session: Session, kind: PairKind, reader_id: str, author_id: str, same: list[PairRule]
) -> None:
    if any(rule.kind is not kind for rule in same):
        raise InvalidInput("There is a wish to the contrary for these two. Take it out first.")
    apart = author_id in away_from(reader_id, session.store.conflicts.all())
    if kind is PairKind.READS and apart:
        raise InvalidInput(
            f"{name_of(session, reader_id)} and {name_of(session, author_id)} are kept apart.",
            "author",
        )
