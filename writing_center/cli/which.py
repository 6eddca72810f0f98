"""Which class, whose teacher, which assignment: from the words that a lead types."""

from collections.abc import Sequence

from ..domain.assignments import Assignment
from ..domain.errors import InvalidInput, NotFound
from ..domain.people import Group, Member, Role
from ..services.session import Center


def class_called(center: Center, name: str | None) -> Group:
    """The class of this name, or the only one. Raises InvalidInput, NotFound."""
    groups: Sequence[Group] = center.store.groups.all()
    chosen = [g for g in groups if name is None or g.name.casefold() == name.casefold()]
    if len(chosen) == 1:
        return chosen[0]
    if not groups:
        raise NotFound("class")
    names = ", ".join(f"“{group.name}”" for group in groups)
    raise InvalidInput(f"Say which class with --class: {names}.")


def teacher_of(center: Center, group: Group) -> Member:
    """A teacher of the class. Raises NotFound."""
    for place in center.store.memberships.where(group_id=group.id, role=Role.TEACHER):
        member = center.store.members.find(place.member_id)
        if member is not None:
            return member
    raise NotFound("teacher of this class")


def assignment_called(center: Center, group: Group, title: str) -> Assignment:
    """The class's assignment of this title. Raises InvalidInput, which lists the titles."""
    known = center.store.assignments.where(group_id=group.id)
    for assignment in known:
        if assignment.title.casefold() == title.casefold():
            return assignment
    titles = ", ".join(f"“{a.title}”" for a in known)
    raise InvalidInput(f"There is no assignment “{title}” in {group.name}; there are: {titles}.")
