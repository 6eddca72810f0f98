"""Rounds and class hours: another round, a round within one class hour, more time for everybody."""

from dataclasses import replace
from datetime import timedelta

from ..domain.activity import Did
from ..domain.assignments import MAX_ROUNDS, Assignment, in_one_hour, put_off
from ..domain.errors import InvalidInput
from ..domain.local_time import zone_of
from .assignments import find_assignment, with_starts
from .session import Session

LONGEST_IN_CLASS = 240  # minutes
LONGEST_DELAY = 60 * 24 * 14  # minutes


def add_round(session: Session, assignment_id: str) -> Assignment:
    """Let the class review and revise once more; nothing begins by itself. Teachers only."""
    with session.store.transaction():
        assignment = _taught(session, assignment_id)
        if assignment.rounds >= MAX_ROUNDS:
            raise InvalidInput(f"An assignment can have at most {MAX_ROUNDS} rounds.")
        session.record(
            Did.ASSIGNMENT_CHANGED, group_id=assignment.group_id, assignment_id=assignment_id
        )
        return session.store.assignments.put(replace(assignment, rounds=assignment.rounds + 1))


def hold_in_one_hour(
    session: Session, assignment_id: str, *, write: int = 15, read: int = 15, revise: int = 15
) -> Assignment:
    """Hold the first round within one class hour, beginning now: so many minutes for each phase.

    A review is then claimed until the minutes for reading are over: no claim goes past the end of
    its phase. Raises InvalidInput.
    """
    for name, minutes in (("write", write), ("read", read), ("revise", revise)):
        if not 1 <= minutes <= LONGEST_IN_CLASS:
            raise InvalidInput(f"Minutes are from 1 to {LONGEST_IN_CLASS}, please.", name)
    with session.store.transaction():
        assignment = _taught(session, assignment_id)
        return with_starts(
            session,
            assignment_id,
            lambda starts: in_one_hour(
                starts, session.clock.now(), (write, read, revise), assignment.rounds
            ),
        )


def give_more_time(session: Session, assignment_id: str, minutes: int) -> Assignment:
    """Let everything that is still to come begin so many minutes later; whole days are days of
    the calendar where the dates were typed. Raises InvalidInput."""
    if not 1 <= minutes <= LONGEST_DELAY:
        raise InvalidInput("More time is from a minute to two weeks.", "minutes")
    with session.store.transaction():
        now, zone = session.clock.now(), zone_of(_taught(session, assignment_id).zone)
        by = timedelta(minutes=minutes)
        return with_starts(session, assignment_id, lambda starts: put_off(starts, now, by, zone))


def _taught(session: Session, assignment_id: str) -> Assignment:
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    return assignment
