"""Members ask each other to be a circle, or to be let into one, where their teacher lets them make
circles themselves.

It stands once all have agreed. Nobody learns who did not: a proposal lapses, whether somebody said
no, joined another circle, left the class, or let the week go by.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.circles import (
    PROPOSAL_LASTS,
    USUAL_SIZES,
    Circle,
    CircleProposal,
    CirclesBy,
    ProposalState,
    circle_with,
    free_name,
    with_room,
)
from ..domain.conflicts import away_from
from ..domain.errors import InvalidInput, NotAllowed, NotFound
from ..domain.people import Member, Role
from .circle_mates import standing_circles
from .circles import let_into_circle, makers_of, put_circle, students_in
from .names import name_of
from .session import Session


@dataclass(frozen=True)
class Proposed:
    """A proposal as those in it see it: who would be in the circle, by name, and what the circle
    is called if it stands already. Who has agreed is shown to nobody, so that nobody learns who
    did not."""

    proposal: CircleProposal
    by: str
    names: tuple[str, ...]
    circle: str = ""


def circles_asked(session: Session) -> list[Proposed]:
    """The proposals that wait for the actor's answer, in all their classes."""
    found = session.store.circle_proposals.where(state=ProposalState.OPEN)
    mine = [p for p in found if session.actor_id in p.asked_ids and _waits(session, p)]
    return [with_names(session, p) for p in mine if session.actor_id not in p.agreed_ids]


def propose_circle(session: Session, group_id: str, asked_ids: Sequence[str]) -> CircleProposal:
    """Ask two or three classmates to be a circle. It stands once all of them have agreed.

    Raises NotAllowed where the teacher makes the circles, or the actor is in one or has asked
    already; InvalidInput when it is not two or three, or somebody cannot be asked.
    """
    with session.store.transaction():
        free = _require_asker(session, group_id)
        _check_asked(session, asked_ids, free)
        return _put(session, group_id, asked_ids)


def circles_to_join(session: Session, group_id: str) -> list[tuple[Circle, tuple[str, ...]]]:
    """The circles that the actor, who is in none, could ask to come into, each with the names of
    those in it. Raises NotAllowed where the teacher makes the circles."""
    if session.actor_id not in who_is_free(session, group_id):
        return []
    found = with_room(standing_circles(session, group_id), own_wishes(session))
    return [(one, tuple(name_of(session, id) for id in one.member_ids)) for one in found]


def ask_to_join(session: Session, group_id: str, circle_id: str) -> CircleProposal:
    """Ask those in a circle to let the actor in; it is so once all of them have agreed.

    Raises NotAllowed where the teacher makes the circles, or the actor is in one or has asked
    already; InvalidInput when it has no place for them any more.
    """
    with session.store.transaction():
        _require_asker(session, group_id)
        for circle, _ in circles_to_join(session, group_id):
            if circle.id == circle_id:
                return _put(session, group_id, circle.member_ids, circle_id)
        raise InvalidInput(
            "This circle has changed by now, or has no place. Choose again.", "circle"
        )


def answer_proposal(session: Session, proposal_id: str, agrees: bool) -> CircleProposal:
    """Agree to be a circle, or not (any more). Once everybody has agreed it stands; once somebody
    has not, it lapses, and nobody is told why. Raises NotFound when it is not for the actor."""
    with session.store.transaction():
        proposal = session.store.circle_proposals.find(proposal_id)
        if proposal is None or not _is_for(session, proposal, agrees):
            raise NotFound("question")
        session.record(Did.CIRCLE_ANSWERED, is_confidential=True)
        if not agrees:
            return _lapse(session, proposal)
        agreed = replace(proposal, agreed_ids=(*proposal.agreed_ids, session.actor_id))
        if set(agreed.agreed_ids) < set(agreed.asked_ids):
            return session.store.circle_proposals.put(agreed)
        return _stand(session, agreed)


def withdraw_proposal(session: Session, proposal_id: str) -> None:
    """The actor takes back what they asked. Raises NotFound for anybody else's."""
    with session.store.transaction():
        proposal = session.store.circle_proposals.find(proposal_id)
        if proposal is None or proposal.by_id != session.actor_id:
            raise NotFound("question")
        session.record(Did.CIRCLE_ANSWERED, is_confidential=True)
        session.store.circle_proposals.remove(proposal_id)


def require_makers(session: Session, group_id: str) -> None:
    """Raises NotAllowed where the teacher makes the circles."""
    if makers_of(session, group_id) is not CirclesBy.MEMBERS:
        raise NotAllowed("In this class the teacher makes the circles: talk with them.")


def who_is_free(session: Session, group_id: str) -> dict[str, Member]:
    """The students of the actor's class who are in no circle, where members make circles."""
    students = students_in(session, group_id)
    if session.actor_id not in students:
        raise NotFound("class")
    require_makers(session, group_id)
    placed = {id for circle in standing_circles(session, group_id) for id in circle.member_ids}
    return {id: member for id, member in students.items() if id not in placed}


def own_wishes(session: Session) -> frozenset[str]:
    """Whom the actor themselves would rather not read; of others' wishes nothing shows here."""
    store = session.store
    return away_from(
        session.actor_id,
        store.conflicts.where(by_id=session.actor_id, member_id=session.actor_id),
    )


def _require_asker(session: Session, group_id: str) -> dict[str, Member]:
    """Who is free, the actor among them. Raises NotAllowed when they are not, or wait already."""
    free = who_is_free(session, group_id)
    if session.actor_id not in free:
        raise NotAllowed("You are in a circle already. Leave it first.")
    if open_proposal(session, group_id) is not None:
        raise NotAllowed("You have asked already. Take that back first, to ask others.")
    return free


def _put(
    session: Session, group_id: str, asked_ids: Sequence[str], circle_id: str = ""
) -> CircleProposal:
    session.record(Did.CIRCLE_PROPOSED, is_confidential=True)
    return session.store.circle_proposals.put(
        CircleProposal(
            session.fresh_id(),
            group_id,
            session.actor_id,
            tuple(asked_ids),
            session.clock.now(),
            circle_id=circle_id,
        )
    )


def _check_asked(session: Session, asked_ids: Sequence[str], free: dict[str, Member]) -> None:
    asked = set(asked_ids)
    least, most = USUAL_SIZES[0] - 1, USUAL_SIZES[1] - 1
    if len(asked) != len(asked_ids) or not least <= len(asked) <= most:
        raise InvalidInput("Choose two or three different classmates.", "mate-1")
    if session.actor_id in asked or not asked <= free.keys() or asked & own_wishes(session):
        raise InvalidInput(
            "Somebody of them cannot be asked any more: perhaps they are in a circle by now. "
            "Choose again.",
            "mate-1",
        )


def open_proposal(session: Session, group_id: str) -> CircleProposal | None:
    """What the actor asked, or agreed to, and still waits."""
    found = session.store.circle_proposals.where(group_id=group_id, state=ProposalState.OPEN)
    return next(
        (p for p in found if session.actor_id in (p.by_id, *p.agreed_ids) and _waits(session, p)),
        None,
    )


def _waits(session: Session, proposal: CircleProposal) -> bool:
    """Whether it can still come to something: everybody in it is in the class, and free; or is in
    the circle that is asked, which has not changed since."""
    if not proposal.is_open(session.clock.now()):
        return False
    if makers_of(session, proposal.group_id) is not CirclesBy.MEMBERS:
        return False
    circles = standing_circles(session, proposal.group_id)
    if proposal.circle_id and proposal.circle_id not in {circle.id for circle in circles}:
        return False
    are_free = (proposal.by_id,) if proposal.circle_id else proposal.member_ids
    return all(
        _is_student(session, proposal.group_id, id) and circle_with(id, circles) is None
        for id in are_free
    )


def _is_student(session: Session, group_id: str, member_id: str) -> bool:
    place = session.store.memberships.find(f"{group_id}/{member_id}")
    return place is not None and place.role is Role.STUDENT


def _is_for(session: Session, proposal: CircleProposal, agrees: bool) -> bool:
    """Whether the actor may say so: yes once, no also after a yes."""
    known = agrees and session.actor_id in proposal.agreed_ids
    return session.actor_id in proposal.asked_ids and not known and _waits(session, proposal)


def has_lapsed(session: Session, group_id: str) -> bool:
    """Whether the last proposal of the actor came to nothing, lately enough to be told."""
    mine = session.store.circle_proposals.where(group_id=group_id, by_id=session.actor_id)
    if not mine or mine[-1].state is ProposalState.STOOD:
        return False
    return session.clock.now() < mine[-1].at + 2 * PROPOSAL_LASTS


def with_names(session: Session, proposal: CircleProposal) -> Proposed:
    """The proposal as the actor sees it."""
    others = [id for id in proposal.member_ids if id != session.actor_id]
    names = tuple(name_of(session, id) for id in others)
    circle = session.store.circles.find(proposal.circle_id) if proposal.circle_id else None
    called = circle.name if circle else ""
    return Proposed(proposal, name_of(session, proposal.by_id), names, called)


def _lapse(session: Session, proposal: CircleProposal) -> CircleProposal:
    return session.store.circle_proposals.put(
        replace(proposal, agreed_ids=(), state=ProposalState.LAPSED)
    )


def _stand(session: Session, proposal: CircleProposal) -> CircleProposal:
    """The circle; unless two who would come together are kept apart. Then it goes on waiting until
    its week is over, as if somebody had not answered, so that nobody learns of it."""
    conflicts = session.store.conflicts.all()
    people = set(proposal.member_ids)
    come = {proposal.by_id} if proposal.circle_id else people
    if any(away_from(id, conflicts) & people for id in come):
        return session.store.circle_proposals.put(proposal)
    circles = standing_circles(session, proposal.group_id)
    if proposal.circle_id:
        [joined] = [circle for circle in circles if circle.id == proposal.circle_id]
        let_into_circle(session, joined, proposal.by_id)
    else:
        name = free_name(circle.name for circle in circles)
        put_circle(session, proposal.group_id, name, proposal.member_ids)
        session.record(Did.CIRCLES_MADE, group_id=proposal.group_id)
    return session.store.circle_proposals.put(replace(proposal, state=ProposalState.STOOD))
