"""The sample's beginnings: its teacher, class, people and charter."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from ..domain.welcome import TEXT
from ..services import accounts, circles, classes, welcome
from .content import Circles, Facts, People, Person
from .play import Event, Play


def founding_events(play: Play, people: People) -> Iterator[Event]:
    """The events by which the sample's people and class come about."""
    teacher = next(person for person in people.person if person.role == "teacher")
    yield play.event(teacher.joined, partial(_open, play, people.center, teacher))
    for person in people.person:
        if person is not teacher:
            yield play.event(person.joined, partial(_join, play, person))
        if person.welcomed:
            yield play.event(person.welcomed, partial(_welcome, play, person))
    for version in people.charter:
        yield play.event(version.at, partial(_write_charter, play, version.by, version.text))


def circle_events(play: Play, wanted: Circles) -> Iterator[Event]:
    """The event by which the sample's circles come about."""
    yield play.event(wanted.at, partial(_make_circles, play, wanted))


def _open(play: Play, facts: Facts, teacher: Person) -> None:
    member = accounts.add_member(play.center, teacher.name, is_teacher=True)
    play.members[teacher.key] = member.id
    session = play.session(teacher.key)
    first = _date_of(play, facts.starts)
    last = first + timedelta(weeks=facts.weeks_planned)
    term = classes.make_term(session, facts.term, first, last)
    play.group_id = classes.make_group(session, term.id, facts.class_name).id


def _join(play: Play, person: Person) -> None:
    is_consultant = person.role == "consultant"
    member = accounts.add_member(
        play.center, person.name, cohort=person.cohort, is_consultant=is_consultant
    )
    play.members[person.key] = member.id
    group = play.store.groups.find(play.group_id)
    if group is not None and not is_consultant:
        accounts.enrol(play.center, group, member)


def _welcome(play: Play, person: Person) -> None:
    session = play.session(person.key)
    if person.welcome_quote:
        start = TEXT.index(person.welcome_quote)
        end = start + len(person.welcome_quote)
        welcome.add_welcome_note(session, start, end, person.welcome_note, person.welcome_quote)
    welcome.skip_welcome(session)


def _write_charter(play: Play, by: str, text: str) -> None:
    classes.write_charter(play.session(by), text.strip())


def _date_of(play: Play, when: str) -> date:
    return play.calendar.at(when).astimezone(play.calendar.now.tzinfo).date()


def _make_circles(play: Play, wanted: Circles) -> None:
    session = play.session(wanted.by)
    stamp = circles.circles_of(session, play.group_id).stamp
    made = [
        circles.WantedCircle(tuple(play.members[key] for key in one.people), one.name)
        for one in wanted.circle
    ]
    circles.make_circles(session, play.group_id, made, stamp)
