"""Setting up: terms, classes, rosters, the people in them, the charter."""

import csv
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..domain.activity import Did
from ..domain.errors import InvalidInput, NotAllowed, NotFound, WritingCenterError
from ..domain.people import CharterVersion, Group, Member, Role, Term, clean_name, name_key
from ..domain.reviews import Freed
from ..domain.submissions import clean_line, clean_note
from . import accounts
from .freeing import free_what_may_not_be_read
from .session import Center, Session

DEFAULT_CHARTER = (
    "We are writers who read each other. We hand in drafts before they are finished, because "
    "that is when a reader helps most; we say where a text reached us and where it lost us; and "
    "we decide ourselves what to do with what we hear. What we find out about good writing here, "
    "we write down together, and whoever comes after us may change it."
)
MAX_ROSTER_BYTES = 1_000_000


@dataclass(frozen=True)
class RosterRow:
    """One student of a roster file; ``number`` is the line in the file, the header being 1."""

    number: int
    name: str
    email: str


class BadRoster(InvalidInput):
    """A roster that can't be taken; ``problems`` names each bad row by its number."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Nothing of the roster is imported."""
        super().__init__("Nothing was imported. " + " ".join(problems), "roster")
        self.problems = tuple(problems)


UNNAMED_TEACHER = "Teacher"


def found_center(center: Center, teacher_name: str = UNNAMED_TEACHER) -> tuple[Member, str]:
    """An empty center's first teacher, its charter, and the teacher's one-time link secret.

    Raises NotAllowed when the center has members already.
    """
    with center.store.transaction():
        if center.store.members.count():
            raise NotAllowed("This center has been set up already.")
        teacher = accounts.add_member(center, teacher_name, is_teacher=True)
        session = Session(center.store, center.clock, teacher.id)
        _put_charter(session, DEFAULT_CHARTER)
        return teacher, accounts.invite(session, teacher.id)


def make_term(session: Session, name: str, starts_on: date, ends_on: date) -> Term:
    """A new term. Teachers only. Raises InvalidInput when it ends before it starts."""
    session.require_teacher()
    tidy = clean_line(name, "The term’s name", "name", 80)
    if not tidy:
        raise InvalidInput("Please name the term.", "name")
    if ends_on < starts_on:
        raise InvalidInput("The term has to end after it starts.", "ends_on")
    with session.store.transaction():
        return session.store.terms.put(Term(session.fresh_id(), tidy, starts_on, ends_on))


def make_group(session: Session, term_id: str, name: str) -> Group:
    """A new class, taught by the actor. Teachers only."""
    teacher = session.require_teacher()
    tidy = clean_line(name, "The class’s name", "name", 80)
    if not tidy:
        raise InvalidInput("Please name the class.", "name")
    with session.store.transaction():
        if session.store.terms.find(term_id) is None:
            raise NotFound("term")
        group = session.store.groups.put(
            Group(session.fresh_id(), term_id, tidy, _join_code(), session.clock.now())
        )
        accounts.enrol(session, group, teacher, Role.TEACHER)
        return group


def new_join_link(session: Session, group_id: str) -> Group:
    """Replace a class's join code; the old link leads nowhere from now on."""
    group = session.require_teacher_of(group_id)
    with session.store.transaction():
        fresh = Group(group.id, group.term_id, group.name, _join_code(), group.created_at)
        return session.store.groups.put(fresh)


def groups_taught(session: Session) -> list[Group]:
    """The actor's classes, in the order in which they were made."""
    mine = session.store.memberships.where(member_id=session.actor_id, role=Role.TEACHER)
    found = [session.store.groups.find(m.group_id) for m in mine]
    return [group for group in found if group is not None]


def groups_joined(session: Session) -> list[Group]:
    """The classes in which the actor is a student."""
    mine = session.store.memberships.where(member_id=session.actor_id, role=Role.STUDENT)
    found = [session.store.groups.find(m.group_id) for m in mine]
    return [group for group in found if group is not None]


def students_of(session: Session, group_id: str) -> list[Member]:
    """The students of a class, by name. For its teachers."""
    session.require_teacher_of(group_id)
    places = session.store.memberships.where(group_id=group_id, role=Role.STUDENT)
    found = [session.store.members.find(place.member_id) for place in places]
    return sorted((m for m in found if m is not None), key=lambda m: m.name_key)


def read_roster(content: bytes) -> list[RosterRow]:
    """The rows of a CSV file with the columns name and e-mail (comma or semicolon; UTF-8).

    A byte order mark and a header line are fine. Raises BadRoster with every bad row by number.
    """
    lines = _roster_lines(content)
    problems: list[str] = []
    rows: list[RosterRow] = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        name, email = cells[0], cells[1] if len(cells) > 1 else ""
        problem = _problem_of(name, email, len(cells), seen)
        if problem:
            problems.append(f"Row {number}: {problem}")
            continue
        seen[name_key(name)] = number
        rows.append(RosterRow(number, clean_name(name), email))
    if not rows and not problems:
        problems.append("The file has no students in it.")
    if problems:
        raise BadRoster(problems)
    return rows


def import_roster(
    session: Session, group_id: str, content: bytes, *, cohort: str = ""
) -> list[tuple[Member, str]]:
    """Enrol everybody on a roster, all or nobody; gives each new member's one-time secret.

    Somebody who is in the center already (same name and e-mail) is enrolled, and gets no new link
    but an empty secret. Raises BadRoster.
    """
    group = session.require_teacher_of(group_id)
    rows = read_roster(content)
    with session.store.transaction():
        problems = [p for row in rows if (p := _clash(session, group, row))]
        if problems:
            raise BadRoster(problems)
        return [_enrol_row(session, group, row, cohort) for row in rows]


def reset_sign_in(session: Session, group_id: str, member_id: str) -> str:
    """For a lost passphrase: end the student's sign-ins, forget the passphrase, and give a new
    one-time secret. Teachers of the student's class only."""
    session.require_teacher_of(group_id)
    member = _student(session, group_id, member_id)
    with session.store.transaction():
        for invitation in session.store.invitations.where(member_id=member_id):
            session.store.invitations.remove(invitation.id)
        accounts.end_sign_ins(session, member_id)
        session.store.credentials.remove(member_id)
        session.store.failed_sign_ins.remove(member.name_key)
        return accounts.invite(session, member_id)


def make_consultant(session: Session, group_id: str, member_id: str, on: bool) -> Member:
    """Make a student of one's class a consultant, or no longer one: then what they were reading
    as a consultant is free for others. Never a teacher: consultants read requests that are none
    of the teachers' business."""
    session.require_teacher_of(group_id)
    with session.store.transaction():
        member = _student(session, group_id, member_id)
        changed = session.store.members.put(replace(member, is_consultant=on))
        if not on:
            reader = Session(session.store, session.clock, member_id)
            free_what_may_not_be_read(reader, Freed.NO_CONSULTANT)
        return changed


def charter(session: Session) -> CharterVersion | None:
    """The charter as it stands."""
    versions = session.store.charter.all()
    return max(versions, key=lambda version: version.number, default=None)


def charter_history(session: Session) -> list[CharterVersion]:
    """Every version of the charter, newest first."""
    return sorted(session.store.charter.all(), key=lambda v: v.number, reverse=True)


def write_charter(session: Session, text: str) -> CharterVersion:
    """A new version of the charter. Teachers only. Raises InvalidInput when it is empty."""
    session.require_teacher()
    tidy = clean_note(text, "The charter", "charter")
    if not tidy:
        raise InvalidInput("Please write a sentence about what this center is for.", "charter")
    return _put_charter(session, tidy)


def _student(session: Session, group_id: str, member_id: str) -> Member:
    place = session.store.memberships.find(f"{group_id}/{member_id}")
    member = session.store.members.find(member_id)
    if place is None or place.role is not Role.STUDENT or member is None or member.is_teacher:
        raise NotFound("student")
    return member


def _put_charter(session: Session, text: str) -> CharterVersion:
    with session.store.transaction():
        current = charter(session)
        number = current.number + 1 if current else 1
        session.record(Did.CHARTER_CHANGED)
        return session.store.charter.put(
            CharterVersion(session.fresh_id(), number, text, session.actor_id, session.clock.now())
        )


def _join_code() -> str:
    return secrets.token_urlsafe(12)


def _roster_lines(content: bytes) -> list[tuple[int, list[str]]]:
    if len(content) > MAX_ROSTER_BYTES:
        raise BadRoster(["The file is larger than 1 MB; a roster has a line for each student."])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise BadRoster(
            [
                f"Row {row}: this is not UTF-8 text. In the spreadsheet, save it again as "
                "“CSV UTF-8”."
            ]
        ) from None
    first = text.split("\n", 1)[0]
    # A comma may be part of a name where semicolons part the columns; hardly the reverse.
    delimiter = ";" if first.count(";") >= max(1, first.count(",")) else ","
    lines: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        for cells in reader:
            tidy = _without_empty_end([cell.strip() for cell in cells])
            if tidy:
                lines.append((reader.line_num, tidy))
    except csv.Error as error:
        raise BadRoster([f"Row {reader.line_num}: this line can’t be read ({error})."]) from None
    return lines[1:] if lines and _is_header(lines[0][1]) else lines


def _without_empty_end(cells: list[str]) -> list[str]:
    """``cells`` without the empty ones that spreadsheets write for unused columns."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _is_header(cells: list[str]) -> bool:
    words = {cell.casefold().replace("-", "") for cell in cells}
    return "name" in words or "email" in words


def _problem_of(name: str, email: str, cells: int, seen: dict[str, int]) -> str:
    if cells > 2:
        return "there are more than two columns (name, e-mail)."
    if not name:
        return "the name is missing."
    if email and ("@" not in email[1:-1] or " " in email):
        return f"“{email}” is not an e-mail address."
    if name_key(name) in seen:
        return f"“{name}” is already in row {seen[name_key(name)]}."
    try:
        clean_name(name)
    except WritingCenterError as error:
        return str(error)
    return ""


def _clash(session: Session, group: Group, row: RosterRow) -> str:
    known = session.store.members.first(name_key=name_key(row.name))
    if known is None or session.store.memberships.find(f"{group.id}/{known.id}") is not None:
        return ""
    if row.email and known.email.casefold() == row.email.casefold():
        return ""
    return (
        f"Row {row.number}: there is already somebody called {row.name} here. If it is the same "
        "person, give the e-mail that the center knows; if not, add a middle name or an initial."
    )


def _enrol_row(session: Session, group: Group, row: RosterRow, cohort: str) -> tuple[Member, str]:
    known = session.store.members.first(name_key=name_key(row.name))
    member = known or accounts.add_member(session, row.name, email=row.email, cohort=cohort)
    if session.store.memberships.find(f"{group.id}/{member.id}") is None:
        accounts.enrol(session, group, member)
    return member, "" if known else accounts.invite(session, member.id)
