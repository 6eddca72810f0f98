"""A served sample class in which every text is a payload, and the way to all of its places."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.running import RunningCenter, running_center

from writing_center.bootstrap import open_center
from writing_center.config import sqlite_url
from writing_center.sample.build import SampleClass, build_sample
from writing_center.services import welcome
from writing_center.services.session import Center, Session
from writing_center.widgets import (
    ClassDesk,
    ParticipationDashboard,
    RepertoireDashboard,
    WritingDesk,
)
from writing_center.widgets.desk import Desk

from .filling import Filling, fill
from .hostile_center import Writer
from .places import PLACES, Place, at

DESKS: dict[str, type[Desk]] = {
    "": WritingDesk,
    "teacher/class": ClassDesk,
    "teacher/participation": ParticipationDashboard,
    "teacher/repertoire": RepertoireDashboard,
}
WITHOUT_WORDS = {"welcome", "no such place", "propose entry"}
"""Places on which nothing that people wrote is shown."""


@dataclass
class HostileClass:
    """The class, its places, and the ways to them, found before every word was changed."""

    center: Center
    people: SampleClass
    places: dict[str, Place]
    routes: dict[str, str]
    writer: Writer

    def session(self, who: str) -> Session:
        member_id = getattr(self.people, who).member_id
        return Session(self.center.store, self.center.clock, member_id)


@dataclass
class HostileCenter(HostileClass):
    """The same, being served."""

    served: RunningCenter


@contextmanager
def hostile_center(folder: Path) -> Iterator[HostileCenter]:
    """Make and serve it."""
    with running_center(folder) as served:
        yield HostileCenter(**vars(_made(served.center)), served=served)


def hostile_class(folder: Path) -> HostileClass:
    """Make it only."""
    return _made(open_center(sqlite_url(folder)))


def _made(center: Center) -> HostileClass:
    people = build_sample(center.store, center.clock.now())
    writer = Writer(center.store)  # type: ignore[arg-type]
    made = HostileClass(center, people, dict(PLACES), {}, writer)
    _find_routes(made)
    fill(center, made.people)
    made.places |= _more_places(Filling(center, made.people))
    del made.places["first visit"], made.routes["first visit"]  # its comment is made
    _find_routes(made)
    writer.write_everywhere()
    return made


def _find_routes(made: HostileClass) -> None:
    for name, place in made.places.items():
        session = made.session(place.who)
        if place.who != "newcomer":
            welcome.skip_welcome(session)
        if name not in made.routes:
            made.routes[name] = place.route(session)


def _more_places(filled: Filling) -> dict[str, Place]:
    """Where the sample's people have nothing to do, and this class has."""
    newest, group = filled.newest, filled.group.id
    practice, closed = (one.id for one in filled.store.practice_texts.all()[-2:])
    other = filled.store.practice_reviews.where(practice_id=practice, member_id=filled.reader)[0]
    level = filled.store.overrides.all()[0].submission_id
    assignment, draft = newest.assignment_id, newest.draft_id
    classes, participation = "teacher/class", "teacher/participation"
    asked = filled.store.consultation_shares.all()[-1].submission_id
    plan = f"/readers/{assignment}/0"
    found = {
        "first comment": ("newcomer", "", "/welcome/comment"),
        "keeping away": ("writer", "", "/apart"),
        "written together": ("writer", "", f"/together/{draft}"),
        "all practice": ("writer", "", "/practice"),
        "practice done": ("writer", "", f"/practice/{practice}"),
        "practice of another": ("writer", "", f"/practice/{practice}/with/{other.review.id}"),
        "practice begun": ("writer", "", f"/practice/{closed}"),
        "plan": ("writer", "", f"/plan/{draft}"),
        "account": ("writer", "", f"/plan/{draft}/hand-in"),
        "own look taken": ("writer", "", f"/own/{newest.id}"),
        "newest feedback": ("writer", "", f"/feedback/{newest.id}"),
        "asking": ("writer", "", f"/consult/ask/draft/{draft}"),
        "asked of consultants": ("consultant", "", "/consult"),
        "asked and shared": ("teacher", "", f"/consult/shared/{asked}"),
        "first feedback": ("writer", "", f"/feedback/{filled.first.id}"),
        "text at home": ("teacher", "", f"/texts/{assignment}/{newest.id}"),
        "sample text": ("teacher", classes, f"/practice/{practice}"),
        "change sample text": ("teacher", classes, f"/practice/{closed}/change"),
        "versions of a student": ("teacher", classes, f"/versions/{draft}/1/2"),
        "all results": ("teacher", classes, f"/results/{assignment}"),
        "level set": ("teacher", classes, _of_results(filled, level)),
        "readers": ("teacher", classes, plan),
        "readers for everybody": ("teacher", classes, f"{plan}/everybody"),
        "one assignment": ("teacher", participation, f"/class/{group}/{assignment}"),
    }
    return {name: Place(who, page, at(route)) for name, (who, page, route) in found.items()}


def _of_results(filled: Filling, submission_id: str) -> str:
    submission = filled.store.submissions.find(submission_id)
    assert submission
    return f"/results/{submission.assignment_id}/{submission_id}"
