"""Circles that could be made: at random or in balance, to be seen before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.circles import Circle, free_name
from ..domain.conflicts import away_from
from ..domain.errors import InvalidInput
from ..domain.forming import Candidate, Formed, form, join
from ..domain.people import Member
from .circle_mates import standing_circles
from .circles import WantedCircle, notes_on, stamp_of, students_in
from .session import Session

READ_MUCH = 3
"""Of so many parts of a class the one that has reviewed most is said to have read much."""
TOO_FEW_TO_SPLIT = 2


@dataclass(frozen=True)
class CirclePlan:
    """What circles could be made: nothing is done yet. ``notes`` say what could not be."""

    wanted: tuple[WantedCircle, ...]
    notes: tuple[str, ...]
    stamp: str


def plan_circles(
    session: Session,
    group_id: str,
    *,
    in_balance: bool = False,
    usual: int = 4,
    keeps_standing: bool = False,
    shuffle: int = 0,
) -> CirclePlan:
    """Circles of a class at random or in balance; nothing is changed. Its teachers only.

    ``usual`` is 3 or 4; ``keeps_standing`` forms new ones only of those who are in none (one or
    two of them join the smallest); ``shuffle`` chooses another plan.
    """
    session.require_teacher_of(group_id)
    if usual not in (3, 4):
        raise InvalidInput("Circles are of three or of four.", "usual")
    circles, students = standing_circles(session, group_id), students_in(session, group_id)
    known = {one.id: one for one in _candidates(session, group_id, students)}
    kept = [_as_it_is(circle) for circle in circles] if keeps_standing else []
    placed = {id for one in kept for id in one.member_ids}
    free = [one for id, one in known.items() if id not in placed]
    if kept and len(free) <= TOO_FEW_TO_SPLIT:
        wanted, left = _joined(kept, free, known)
    else:
        made = form(free, usual=usual, in_balance=in_balance, seed=f"{group_id}/{shuffle}")
        wanted, left = _with_new(kept, made)
    notes = [*_left_over(students, left)]
    notes += notes_on(session, group_id, [(one.name, one.member_ids) for one in wanted])
    return CirclePlan(tuple(wanted), tuple(notes), stamp_of(circles, students))


def _joined(
    kept: Sequence[WantedCircle], free: Sequence[Candidate], known: dict[str, Candidate]
) -> tuple[list[WantedCircle], Sequence[str]]:
    """The standing circles with late-comers in the smallest, and for whom there was no room."""
    people = [[known[id] for id in one.member_ids if id in known] for one in kept]
    rows, out = join(people, free)
    wanted = [
        replace(one, member_ids=tuple(person.id for person in row))
        for one, row in zip(kept, rows, strict=True)
    ]
    return wanted, [one.id for one in out]


def _with_new(
    kept: Sequence[WantedCircle], made: Formed
) -> tuple[list[WantedCircle], Sequence[str]]:
    wanted = list(kept)
    for ids in made.circles:
        wanted.append(WantedCircle(ids, free_name(one.name for one in wanted)))
    return wanted, made.left_over


def _as_it_is(circle: Circle) -> WantedCircle:
    return WantedCircle(circle.member_ids, circle.name, circle.id)


def _left_over(students: dict[str, Member], left: Sequence[str]) -> list[str]:
    return [
        f"{students[id].name} is in no circle: there is nobody to be with, or they are kept apart "
        "from somebody in each."
        for id in left
    ]


def _candidates(session: Session, group_id: str, students: dict[str, Member]) -> list[Candidate]:
    """What balance is made of: only what the class's teachers see anyway."""
    conflicts = session.store.conflicts.all()
    met: dict[str, set[str]] = {}
    for circle in session.store.circles.where(group_id=group_id):
        for id in circle.member_ids:
            met.setdefault(id, set()).update(circle.member_ids)
    read = _who_read_whom(session, group_id)
    given = sorted((len(read.get(id, ())) for id in students), reverse=True)
    much = given[(len(given) - 1) // READ_MUCH] if given else 0
    return [
        Candidate(
            id,
            is_newcomer=not read.get(id),
            traits=frozenset(_traits(member, read, much)),
            apart=frozenset(away_from(id, conflicts) & students.keys()),
            met=frozenset(met.get(id, ())) - {id},
        )
        for id, member in students.items()
    ]


def _traits(member: Member, read: dict[str, list[str]], much: int) -> list[str]:
    mine = read.get(member.id, [])
    found = [f"cohort {member.cohort}"] if member.cohort else []
    if mine and len(mine) >= much:
        found.append("has read much")
    if mine and not any(member.id in read.get(other, ()) for other in mine):
        found.append("is read back by nobody")
    return found


def _who_read_whom(session: Session, group_id: str) -> dict[str, list[str]]:
    """The authors of the reviews that each member has handed in, in this class's assignments."""
    store, found = session.store, dict[str, list[str]]()
    for assignment in store.assignments.where(group_id=group_id):
        for submission in store.submissions.where(assignment_id=assignment.id):
            for review in store.reviews.where(submission_id=submission.id):
                if review.submitted_at is not None:
                    found.setdefault(review.reviewer_id, []).append(submission.author_id)
    return found
