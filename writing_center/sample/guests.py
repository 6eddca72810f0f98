"""Finding the sample's people again, in a store that was filled on an earlier day."""

from ..domain.errors import NotFound
from ..domain.people import name_key
from ..services.ports import Store
from .build import (
    CONSULTANT,
    NEWCOMER,
    READER,
    TEACHER,
    WRITER,
    SampleClass,
    SampleGuest,
)
from .content import read_content

WHY = {
    TEACHER: "the class’s teacher",
    CONSULTANT: "the consultant, with a request waiting",
    NEWCOMER: "a student who is here for the first time",
    READER: "a student with a review to write and feedback to read",
    WRITER: "a student in the middle of things",
}


def find_guests(store: Store) -> SampleClass:
    """The members for whom sign-in links are worth printing. Raises NotFound when the store is
    not that of the sample class."""
    names = {person.key: person.name for person in read_content().people.person}
    found = []
    for key in (TEACHER, CONSULTANT, NEWCOMER, READER, WRITER):
        member = store.members.first(name_key=name_key(names[key]))
        if member is None:
            raise NotFound("sample class")
        found.append(SampleGuest(member.id, member.name, WHY[key]))
    return SampleClass(*found)
