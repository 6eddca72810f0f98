"""Who is doing it, where, and when: what every use case gets first."""

from dataclasses import dataclass

from ..domain.activity import Activity, Did
from ..domain.errors import NotAllowed, NotFound, NotSignedIn
from ..domain.ids import new_id
from ..domain.people import Group, Member, Role
from .ports import Clock, Store


@dataclass(frozen=True)
class Center:
    """A writing center, seen from inside: its store and its clock. Nobody in particular acts."""

    store: Store
    clock: Clock

    def fresh_id(self) -> str:
        """A new id, stamped with the clock's time."""
        return new_id(self.clock.now())


@dataclass(frozen=True)
class Session(Center):
    """A member at work. The member is read from the store at every use: roles change."""

    actor_id: str

    @property
    def actor(self) -> Member:
        """The member who acts. Raises NotSignedIn when the center does not know them."""
        member = self.store.members.find(self.actor_id)
        if member is None:
            raise NotSignedIn
        return member

    def is_teacher_of(self, group_id: str) -> bool:
        """Whether the actor teaches this group."""
        membership = self.store.memberships.find(f"{group_id}/{self.actor_id}")
        return membership is not None and membership.role is Role.TEACHER

    def is_in(self, group_id: str) -> bool:
        """Whether the actor belongs to this group, in any role."""
        return self.store.memberships.find(f"{group_id}/{self.actor_id}") is not None

    def require_member(self) -> Member:
        """The actor, who is any member. Raises NotSignedIn."""
        return self.actor

    def require_teacher(self) -> Member:
        """The actor, if a teacher. Raises NotAllowed."""
        actor = self.actor
        if not actor.is_teacher:
            raise NotAllowed("This page is for teachers.")
        return actor

    def require_teacher_of(self, group_id: str) -> Group:
        """The group, if the actor teaches it. Raises NotAllowed or NotFound."""
        self.require_teacher()
        group = self.store.groups.find(group_id)
        if group is None:
            raise NotFound("class")
        if not self.is_teacher_of(group_id):
            raise NotAllowed("This is another teacher's class.")
        return group

    def record(
        self,
        did: Did,
        *,
        group_id: str = "",
        assignment_id: str = "",
        submission_id: str = "",
        review_id: str = "",
        entry_id: str = "",
        other_id: str = "",
        is_confidential: bool = False,
    ) -> Activity:
        """Keep what the actor did; call it inside the use case's transaction."""
        return self.store.activities.put(
            Activity(
                id=self.fresh_id(),
                at=self.clock.now(),
                did=did,
                actor_id=self.actor_id,
                group_id=group_id,
                assignment_id=assignment_id,
                submission_id=submission_id,
                review_id=review_id,
                entry_id=entry_id,
                other_id=other_id,
                is_confidential=is_confidential,
            )
        )
