"""The first visit: a short text with two comments on it, to which a newcomer adds a third."""

from dataclasses import dataclass
from datetime import datetime

from .annotations import Passage

TITLE = "The last bus"
TEXT = """\
The last bus leaves our village at 6.10 in the evening. That is ten minutes before the library in \
town opens its reading room for the evening, and forty minutes before the football club trains.

Public transport is important for young people. It gives them many opportunities and it is also \
good for the environment, which is a very important topic today.

When the council asks why nobody under twenty comes to its meetings, I think of the timetable. \
The meetings start at seven."""


@dataclass(frozen=True)
class SampleComment:
    """A comment that newcomers find on the welcome text."""

    exact: str
    kind: str
    by: str
    body: str


COMMENTS = (
    SampleComment(
        "The meetings start at seven.",
        "worked on me",
        "a reader",
        "I had to smile, and then I was a little angry. You never say that the bus keeps people "
        "out; I worked it out myself, and so I believe it.",
    ),
    SampleComment(
        "It gives them many opportunities",
        "where I got lost",
        "another reader",
        "Here I stopped seeing your village. The first paragraph showed me a library and a "
        "football field; which opportunity do you mean here? Perhaps stay with one person who "
        "misses one bus.",
    ),
)


@dataclass(frozen=True)
class WelcomeNote:
    """A newcomer's first comment; ``id`` is the member's. ``kind`` is empty on old ones."""

    id: str
    body: str
    passage: Passage
    at: datetime
    kind: str = ""
