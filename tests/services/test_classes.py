"""Terms, classes, rosters, consultants, the charter."""

from datetime import date

import pytest

from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.people import Role
from writing_center.services import accounts, classes, reviews
from writing_center.services.classes import BadRoster, RosterRow, read_roster

from .class_at_work import ClassAtWork

ROWS = [RosterRow(1, "Ann Lee", "ann@x.org"), RosterRow(2, "Zoë Ñuñez", "z@x.org")]
PLAIN = "Ann Lee,ann@x.org\nZoë Ñuñez,z@x.org\n"


def names(rows: list[RosterRow]) -> list[tuple[str, str]]:
    return [(row.name, row.email) for row in rows]


@pytest.mark.parametrize(
    "typed",
    [
        PLAIN,
        PLAIN.rstrip(),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", " , "),
        "\n\n" + PLAIN + "\n,\n , ,\n",
        PLAIN.replace("\n", ",,\n"),
        '"Ann Lee","ann@x.org"\n"Zoë Ñuñez","z@x.org"\n',
        "Name,E-Mail\n" + PLAIN,
        "name;email\n" + PLAIN.replace(",", ";"),
        "NAME,E-mail,,\n" + PLAIN.replace("\n", ",,\n"),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no BOM", "BOM"])
def test_rosters_as_spreadsheets_write_them(typed: str, mark: bytes) -> None:
    assert names(read_roster(mark + typed.encode())) == names(ROWS)


def test_an_e_mail_may_be_missing() -> None:
    assert names(read_roster(b"Ann\nBo,\n")) == [("Ann", ""), ("Bo", "")]


def test_a_name_with_a_comma_in_a_file_with_semicolons() -> None:
    assert names(read_roster(b"Lee, Ann;ann@x.org\nRay, Bo;bo@x.org")) == [
        ("Lee, Ann", "ann@x.org"),
        ("Ray, Bo", "bo@x.org"),
    ]
    assert names(read_roster(b'"Lee, Ann",ann@x.org')) == [("Lee, Ann", "ann@x.org")]


def test_every_bad_row_is_named_by_its_number() -> None:
    content = (
        "Name,E-mail\n"
        "Ann,ann@x.org\n"
        ",bo@x.org\n"
        "\n"
        "Cy,not an address\n"
        "Di,di@x.org,extra\n"
        "ANN ,other@x.org\n"
        f"{'x' * 81},e@x.org\n"
        "Fay,@\n"
    )
    with pytest.raises(BadRoster) as caught:
        read_roster(content.encode())
    numbers = [problem.split(":")[0] for problem in caught.value.problems]
    assert numbers == ["Row 3", "Row 5", "Row 6", "Row 7", "Row 8", "Row 9"]
    assert "already in row 2" in caught.value.problems[3]
    assert str(caught.value).startswith("Nothing was imported. Row 3: the name is missing.")
    assert caught.value.field == "roster"


@pytest.mark.parametrize("empty", [b"", b"\n\n", b"Name,E-mail\n", b"\xef\xbb\xbf"])
def test_an_empty_roster_says_so(empty: bytes) -> None:
    with pytest.raises(BadRoster, match="no students"):
        read_roster(empty)


def test_windows_1252_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadRoster, match=r"Row 2: this is not UTF-8 text.*CSV UTF-8"):
        read_roster("Ann,a@x.org\nZoë,z@x.org".encode("cp1252"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_refused_too(encoding: str) -> None:
    with pytest.raises(BadRoster):
        read_roster(PLAIN.encode(encoding))


def test_more_than_a_megabyte_is_no_roster() -> None:
    rows = b"".join(b"Ann %07d,a%d@x.org\n" % (n, n) for n in range(45_000))
    assert len(read_roster(rows[: rows.rindex(b"\n", 0, 1_000_000)])) > 30_000
    with pytest.raises(BadRoster, match="larger than 1 MB"):
        read_roster(rows[:1_000_001])


@pytest.mark.parametrize("content", [b'"never closed\n' * 20_000, b"Ann\rBo\r"])
def test_a_broken_file_is_refused_kindly(content: bytes) -> None:
    with pytest.raises(BadRoster, match=r"^Nothing was imported\. Row "):
        read_roster(content)


def test_a_roster_makes_members_with_links_and_a_cohort(at_work: ClassAtWork) -> None:
    made = classes.import_roster(at_work.teacher, at_work.group.id, PLAIN.encode(), cohort=" 2026 ")
    assert [m.name for m, _ in made] == ["Ann Lee", "Zoë Ñuñez"]
    assert {m.cohort for m, _ in made} == {"2026"}
    assert classes.students_of(at_work.teacher, at_work.group.id) == [m for m, _ in made]
    for member, secret in made:
        assert accounts.redeem_invitation(at_work.center, secret).member == member


def test_importing_again_changes_nothing_and_makes_no_links(at_work: ClassAtWork) -> None:
    classes.import_roster(at_work.teacher, at_work.group.id, PLAIN.encode())
    store = at_work.center.store
    before = (store.members.all(), store.memberships.all(), store.invitations.all())
    again = classes.import_roster(at_work.teacher, at_work.group.id, PLAIN.encode())
    assert [secret for _, secret in again] == ["", ""]
    assert (store.members.all(), store.memberships.all(), store.invitations.all()) == before


def test_somebody_known_is_enrolled_in_a_second_class(at_work: ClassAtWork) -> None:
    first = classes.import_roster(at_work.teacher, at_work.group.id, b"Ann,ann@x.org")
    other = classes.make_group(at_work.teacher, at_work.group.term_id, "Other")
    second = classes.import_roster(at_work.teacher, other.id, b"ann,ANN@x.org\nBo,")
    assert second[0] == (first[0][0], "")
    assert [m.name for m in classes.students_of(at_work.teacher, other.id)] == ["Ann", "Bo"]


def test_a_clash_of_names_imports_nobody(at_work: ClassAtWork) -> None:
    at_work.comes("Bo")
    count = at_work.center.store.members.count()
    with pytest.raises(BadRoster, match="Row 3: there is already somebody called Bo"):
        classes.import_roster(
            at_work.teacher, at_work.group.id, b"Name,E-mail\nAnn,ann@x.org\nBo,bo@x.org"
        )
    assert at_work.center.store.members.count() == count
    assert at_work.center.store.invitations.count() == 1, "the teacher's own"


def test_nobody_is_taken_into_a_class_by_their_name_alone(at_work: ClassAtWork) -> None:
    """Who teaches somebody may reset their sign-in: a guessed name must not be enough."""
    at_work.comes("Bo")
    for row in (b"Bo", b"Bo,", b"bo,guess@x.org"):
        with pytest.raises(BadRoster, match="already somebody called"):
            classes.import_roster(at_work.teacher, at_work.group.id, row)
    assert classes.students_of(at_work.teacher, at_work.group.id) == []


def test_who_is_in_the_class_already_may_stand_on_its_roster(at_work: ClassAtWork) -> None:
    bo = at_work.joins("Bo")
    made = classes.import_roster(at_work.teacher, at_work.group.id, b"Bo,bo@x.org\nAnn,")
    assert made[0] == (bo.actor, "")
    assert [m.name for m in classes.students_of(at_work.teacher, at_work.group.id)] == ["Ann", "Bo"]


def test_a_term_has_a_name_and_ends_after_it_starts(at_work: ClassAtWork) -> None:
    day = date(2026, 10, 1)
    assert classes.make_term(at_work.teacher, " Autumn ", day, day).name == "Autumn"
    with pytest.raises(InvalidInput) as caught:
        classes.make_term(at_work.teacher, "Autumn", day, date(2026, 9, 30))
    assert caught.value.field == "ends_on"
    with pytest.raises(InvalidInput, match="name the term"):
        classes.make_term(at_work.teacher, " ", day, day)


def test_a_class_has_a_name_a_term_and_its_maker_as_teacher(at_work: ClassAtWork) -> None:
    term_id = at_work.group.term_id
    with pytest.raises(InvalidInput, match="name the class"):
        classes.make_group(at_work.teacher, term_id, "  ")
    with pytest.raises(NotFound):
        classes.make_group(at_work.teacher, "no term", "10c")
    made = classes.make_group(at_work.teacher, term_id, "10c")
    assert classes.groups_taught(at_work.teacher) == [at_work.group, made]
    assert classes.groups_joined(at_work.teacher) == []
    assert made.join_code != at_work.group.join_code


def test_students_are_listed_by_name(at_work: ClassAtWork) -> None:
    for name in ("bo", "Ann", "Cy"):
        at_work.joins(name)
    found = classes.students_of(at_work.teacher, at_work.group.id)
    assert [m.name for m in found] == ["Ann", "bo", "Cy"]


def test_a_student_becomes_a_consultant_and_stops(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    classes.make_consultant(at_work.teacher, at_work.group.id, ann.actor_id, True)
    assert ann.actor.is_consultant
    classes.make_consultant(at_work.teacher, at_work.group.id, ann.actor_id, False)
    assert not ann.actor.is_consultant


def test_a_teacher_makes_no_teacher_a_consultant(at_work: ClassAtWork) -> None:
    """Consultants see requests outside assignments; teachers must not, by no detour."""
    colleague = at_work.comes("Mr Colleague", is_teacher=True)
    accounts.enrol(at_work.center, at_work.group, colleague.actor, Role.STUDENT)
    for member_id in (at_work.teacher.actor_id, colleague.actor_id, "nobody"):
        with pytest.raises(NotFound):
            classes.make_consultant(at_work.teacher, at_work.group.id, member_id, True)
    student = at_work.joins("Ann")
    at_work.hands_in(student, private=True)
    assert reviews.review_board(at_work.teacher).offers == ()


def test_the_charter_keeps_its_versions(at_work: ClassAtWork) -> None:
    at_work.clock.forward(days=1)
    classes.write_charter(at_work.teacher, " We write. ")
    assert classes.charter(at_work.teacher).text == "We write."
    history = classes.charter_history(at_work.joins("Ann"))
    assert [(v.number, v.text) for v in history] == [(2, "We write."), (1, classes.DEFAULT_CHARTER)]
    with pytest.raises(InvalidInput):
        classes.write_charter(at_work.teacher, " \n ")


def test_the_page_is_for_teachers(at_work: ClassAtWork) -> None:
    with pytest.raises(NotAllowed, match="for teachers"):
        at_work.joins("Ann").require_teacher()
