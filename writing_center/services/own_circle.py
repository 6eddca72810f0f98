"""A member's own circle: who is in it, what waits there, how one comes into one and out of it."""

from dataclasses import dataclass
from datetime import datetime

from ..domain.activity import Did
from ..domain.assignments import Naming
from ..domain.circles import Circle, CirclesBy
from ..domain.errors import NotFound
from ..domain.people import Group, Member, Role
from ..domain.submissions import Submission
from .board import review_board
from .circle_mates import are_in_one_circle, assignments_with_pen_names, circle_of
from .circle_proposals import (
    Proposed,
    circles_asked,
    circles_to_join,
    has_lapsed,
    open_proposal,
    own_wishes,
    require_makers,
    who_is_free,
    with_names,
)
from .circles import makers_of, take_out_of_circle
from .names import name_of
from .session import Session


@dataclass(frozen=True)
class CircleDraft:
    """A draft of a mate's. ``claim_id`` is there when the actor is reading it already, and
    ``until`` is then when that ends; else ``may_claim`` unless they hold too many for it."""

    submission: Submission
    author: str
    claim_id: str = ""
    until: datetime | None = None
    may_claim: bool = False


@dataclass(frozen=True)
class OwnCircle:
    """The actor in one class: their circle, if they are in one, and what waits for them there.

    ``may_form``: the members of this class make circles themselves, ``free`` being those whom
    the actor could ask, ``to_join`` the circles that they could ask to come into, with the names
    of those in it. ``asks`` are proposals that wait for the actor's answer, ``asked`` is the
    actor's own or one that they agreed to; ``lapsed`` says that their last one came to nothing.
    ``later_in`` are assignments in which pen names stay, if a circle is made or changed now.
    """

    group: Group
    circle: Circle | None
    mates: tuple[str, ...]
    drafts: tuple[CircleDraft, ...]
    may_form: bool
    free: tuple[Member, ...]
    asks: tuple[Proposed, ...]
    asked: Proposed | None
    lapsed: bool
    to_join: tuple[tuple[Circle, tuple[str, ...]], ...] = ()
    later_in: tuple[str, ...] = ()


def my_circles(session: Session) -> list[OwnCircle]:
    """The actor's circle in each of their classes, or how they could come into one."""
    session.require_member()
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    groups = [session.store.groups.find(place.group_id) for place in places]
    return [_own(session, group) for group in groups if group is not None]


def my_mates(session: Session) -> list[tuple[Circle, tuple[str, ...]]]:
    """The actor's circles, each with the names of the others in it."""
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    found = [circle_of(session, place.group_id, session.actor_id) for place in places]
    return [(circle, _mates(session, circle)) for circle in found if circle is not None]


def may_form_one(session: Session) -> bool:
    """Whether the actor could ask classmates: in no circle, where members make them."""
    places = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    return any(
        makers_of(session, place.group_id) is CirclesBy.MEMBERS
        and circle_of(session, place.group_id, session.actor_id) is None
        for place in places
    )


def leave_circle(session: Session, group_id: str) -> Circle:
    """The actor leaves their circle; the rest stay one while they are two.

    Raises NotFound when they are in none, NotAllowed where the teacher makes the circles.
    """
    with session.store.transaction():
        if circle_of(session, group_id, session.actor_id) is None:
            raise NotFound("circle")
        require_makers(session, group_id)
        session.record(Did.CIRCLE_LEFT, group_id=group_id)
        left = take_out_of_circle(session, group_id, session.actor_id)
        if left is None:
            raise NotFound("circle")
        return left


def _own(session: Session, group: Group) -> OwnCircle:
    circle = circle_of(session, group.id, session.actor_id)
    may_form = makers_of(session, group.id) is CirclesBy.MEMBERS
    may_ask = may_form and circle is None
    own = open_proposal(session, group.id) if may_form else None
    free = who_is_free(session, group.id) if may_ask else {}
    not_asked = {session.actor_id, *own_wishes(session)}
    return OwnCircle(
        group=group,
        circle=circle,
        mates=_mates(session, circle),
        drafts=_drafts(session, circle),
        may_form=may_form,
        free=tuple(member for id, member in free.items() if id not in not_asked),
        asks=tuple(p for p in circles_asked(session) if p.proposal.group_id == group.id),
        asked=with_names(session, own) if own else None,
        lapsed=own is None and circle is None and has_lapsed(session, group.id),
        to_join=tuple(circles_to_join(session, group.id)) if may_ask else (),
        later_in=_later_in(session, group, circle),
    )


def _later_in(session: Session, group: Group, circle: Circle | None) -> tuple[str, ...]:
    """Where the actor, with or without a circle, has a mate (or would get one) with a pen name."""
    under_way = assignments_with_pen_names(session, group.id)
    if circle is None:
        return tuple(one.title for one in under_way)
    mates = [id for id in circle.member_ids if id != session.actor_id]
    return tuple(
        one.title
        for one in under_way
        if not all(are_in_one_circle(session, session.actor_id, id, one) for id in mates)
    )


def _mates(session: Session, circle: Circle | None) -> tuple[str, ...]:
    ids = circle.member_ids if circle else ()
    return tuple(name_of(session, id) for id in ids if id != session.actor_id)


def _drafts(session: Session, circle: Circle | None) -> tuple[CircleDraft, ...]:
    """What the board offers of the circle's, and what the actor is reading of it."""
    if circle is None:
        return ()
    board = review_board(session)
    found = [
        CircleDraft(held.submission, held.author, held.claim.id, held.claim.expires_at)
        for held in board.held
        if _is_of(session, held.submission, circle)
    ]
    found += [
        CircleDraft(offer.submission, offer.author, may_claim=offer.may_claim)
        for offer in board.offers
        if _is_of(session, offer.submission, circle)
    ]
    return tuple(found)


def _is_of(session: Session, submission: Submission, circle: Circle) -> bool:
    """Whether it is a mate's, and may be known to be one's: not where they have a pen name."""
    if submission.assignment_id is None or submission.author_id not in circle.member_ids:
        return False
    assignment = session.store.assignments.find(submission.assignment_id)
    if assignment is None or assignment.group_id != circle.group_id:
        return False
    return assignment.naming is Naming.OPEN or are_in_one_circle(
        session, session.actor_id, submission.author_id, assignment
    )
