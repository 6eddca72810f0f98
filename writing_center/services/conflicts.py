"""Who would rather not read whom. Only who said so and their teachers ever learn of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.assignments import phase_at, takes_reviews
from ..domain.conflicts import OWN_CONFLICTS, Conflict
from ..domain.errors import InvalidInput, NotAllowed, NotFound
from ..domain.pen_names import is_writer_named
from ..domain.people import Member, Role
from ..domain.submissions import clean_note
from .names import name_of
from .session import Session


@dataclass(frozen=True)
class NamedConflict:
    """Two members who are kept apart, by name; ``by_student`` when one of them asked for it.

    ``is_held`` when who asked for it can't take it back now (``end_conflict``).
    """

    conflict: Conflict
    name: str
    other: str
    by_student: bool
    is_held: bool = False


def keep_away(session: Session, other_id: str, reason: str = "") -> Conflict:
    """The actor would rather not read, nor be read by, a classmate. It begins with the next task.

    Up to three people (more: with a teacher's help). Raises InvalidInput or NotFound.
    """
    session.require_member()
    tidy = clean_note(reason, "The reason", "reason", 1000)
    with session.store.transaction():
        if other_id not in {member.id for member in classmates(session)}:
            raise NotFound("classmate")
        mine = session.store.conflicts.where(by_id=session.actor_id, member_id=session.actor_id)
        known = next((one for one in mine if one.other_id == other_id), None)
        if known is None and len(mine) >= OWN_CONFLICTS:
            raise InvalidInput(
                f"You can name up to {OWN_CONFLICTS} people here. If you need more, talk with your "
                "teacher: nobody else will know.",
                "other",
            )
        return session.store.conflicts.put(
            Conflict(
                known.id if known else session.fresh_id(),
                session.actor_id,
                other_id,
                session.actor_id,
                session.clock.now(),
                reason=tidy,
            )
        )


def keep_apart(
    session: Session, group_id: str, one_id: str, other_id: str, reason: str = ""
) -> Conflict:
    """Two students of one's class are never offered each other's texts, in no assignment.

    Teachers of the class only. Raises InvalidInput or NotFound.
    """
    session.require_teacher_of(group_id)
    tidy = clean_note(reason, "The reason", "reason", 1000)
    if one_id == other_id:
        raise InvalidInput("Choose two different people.", "other")
    with session.store.transaction():
        for member_id in (one_id, other_id):
            if session.store.memberships.find(f"{group_id}/{member_id}") is None:
                raise NotFound("student")
        now = session.clock.now()
        return session.store.conflicts.put(
            Conflict(session.fresh_id(), one_id, other_id, session.actor_id, now, group_id, tidy)
        )


def end_conflict(session: Session, conflict_id: str) -> None:
    """Take back what one declared oneself, or (as a teacher) for a class.

    Raises NotFound; or NotAllowed for one's own while drafts are read under pen names: the draft
    that came back onto the board would be known to be theirs.
    """
    with session.store.transaction():
        conflict = session.store.conflicts.find(conflict_id)
        if conflict is None or not _may_end(session, conflict):
            raise NotFound("entry")
        if not conflict.group_id and _would_tell(session, conflict):
            raise NotAllowed(
                "Drafts are being read under pen names. If theirs came back now, you would know "
                "which one it is. You can take the name off when those assignments are closed."
            )
        session.store.conflicts.remove(conflict_id)


def my_conflicts(session: Session) -> list[NamedConflict]:
    """Whom the actor keeps away from by their own wish. What others declared is not in here."""
    mine = session.store.conflicts.where(by_id=session.actor_id, member_id=session.actor_id)
    return [
        replace(_named(session, one), is_held=_would_tell(session, one))
        for one in sorted(mine, key=lambda one: one.at)
    ]


def conflicts_in(session: Session, group_id: str) -> list[NamedConflict]:
    """Everybody in a class who is kept apart from somebody in it, for its teachers."""
    session.require_teacher_of(group_id)
    here = {place.member_id for place in session.store.memberships.where(group_id=group_id)}
    found = [
        one
        for one in session.store.conflicts.all()
        if {one.member_id, one.other_id} <= here and one.group_id in ("", group_id)
    ]
    return [_named(session, one) for one in found]


def classmates(session: Session) -> list[Member]:
    """The other students of the actor's classes, by name."""
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    ids = {
        other.member_id
        for place in places
        for other in session.store.memberships.where(group_id=place.group_id, role=Role.STUDENT)
    }
    found = [session.store.members.find(id) for id in ids - {session.actor_id}]
    return sorted((m for m in found if m is not None), key=lambda m: m.name_key)


def _would_tell(session: Session, conflict: Conflict) -> bool:
    """Whether the other may have a draft before readers who do not learn its writer's name."""
    now, store = session.clock.now(), session.store
    return any(
        takes_reviews(phase_at(assignment, now))
        and not is_writer_named(assignment.naming, has_answered=False)
        for place in store.memberships.where(member_id=conflict.other_id)
        for assignment in store.assignments.where(group_id=place.group_id)
    )


def _may_end(session: Session, conflict: Conflict) -> bool:
    if conflict.group_id:
        return session.is_teacher_of(conflict.group_id)
    return conflict.by_id == session.actor_id


def _named(session: Session, conflict: Conflict) -> NamedConflict:
    return NamedConflict(
        conflict,
        name_of(session, conflict.member_id),
        name_of(session, conflict.other_id),
        conflict.by_id == conflict.member_id,
    )


__all__: Sequence[str] = (
    "NamedConflict",
    "classmates",
    "conflicts_in",
    "end_conflict",
    "keep_apart",
    "keep_away",
    "my_conflicts",
)
