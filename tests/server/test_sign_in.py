from datetime import UTC, date, datetime

import pytest

from writing_center.domain.people import Group, Member, Term
from writing_center.services import accounts
from writing_center.services.session import Session

from .running import RunningCenter
from .visitors import Visitor

PASSPHRASE = "a lamp and a map"


@pytest.fixture
def group(served: RunningCenter) -> Group:
    store = served.center.store
    term = store.terms.put(Term("t1", "Autumn", date(2026, 9, 1), date(2026, 12, 20)))
    made = datetime(2026, 9, 1, tzinfo=UTC)
    return store.groups.put(Group("g1", term.id, "Writing 9b <&>", "blue-heron-42", made))


def with_passphrase(served: RunningCenter, member: Member) -> None:
    center = served.center
    accounts.set_passphrase(Session(center.store, center.clock, member.id), PASSPHRASE)


def test_a_page_asks_a_stranger_to_sign_in_and_leads_back(stranger: Visitor) -> None:
    answer = stranger.get("")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/sign-in?next=%2F"


def test_signing_in_with_name_and_passphrase(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    answer = stranger.post("sign-in", name=f"  {student.name.upper()} ", passphrase=PASSPHRASE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert stranger.is_signed_in


def test_the_cookie_is_kept_from_scripts_and_other_sites(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    answer = stranger.post("sign-in", name=student.name, passphrase=PASSPHRASE)
    [cookie] = [c for c in answer.headers.get_list("set-cookie") if served.cookie_name in c]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    behind = stranger.http.post(
        "sign-in",
        data={"_xsrf": stranger.xsrf, "name": student.name, "passphrase": PASSPHRASE},
        headers={"X-Forwarded-Proto": "https"},
    )
    assert any("Secure" in c for c in behind.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"],
)
def test_signing_in_leads_nowhere_else(
    served: RunningCenter, student: Member, stranger: Visitor, elsewhere: str
) -> None:
    with_passphrase(served, student)
    answer = stranger.post("sign-in", name=student.name, passphrase=PASSPHRASE, next=elsewhere)
    assert answer.headers["location"] == "/"


def test_signing_in_leads_back_to_the_page_and_place(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    path = "/teacher/class#/write"
    answer = stranger.post("sign-in", name=student.name, passphrase=PASSPHRASE, next=path)
    assert answer.headers["location"] == path


def test_the_sixth_wrong_passphrase_is_slowed_down(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    for _ in range(5):
        answer = stranger.post("sign-in", name=student.name, passphrase="wrong wrong")
        assert answer.status_code == 403
        assert "do not go together" in answer.text
    answer = stranger.post("sign-in", name=student.name, passphrase=PASSPHRASE)
    assert answer.status_code == 429
    assert "Too many wrong passphrases" in answer.text
    assert 1 <= int(answer.headers["retry-after"]) <= 10
    assert not stranger.is_signed_in


def test_a_form_without_its_token_is_refused(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    fields = {"name": student.name, "passphrase": PASSPHRASE}
    assert stranger.http.post("sign-in", data=fields).status_code == 403
    stranger.get("sign-in")
    assert stranger.http.post("sign-in", data=fields).status_code == 403
    forged = {**fields, "_xsrf": stranger.xsrf}
    elsewhere = {"Origin": "https://evil.example"}
    assert stranger.http.post("sign-in", data=forged, headers=elsewhere).status_code == 404
    assert not stranger.is_signed_in


@pytest.mark.parametrize("path", ["sign-out", "passphrase", "welcome", "join/blue-heron-42"])
def test_every_form_needs_its_token(visitor: Visitor, path: str) -> None:
    visitor.get("passphrase")
    assert visitor.http.post(path, data={"passphrase": "forged forged"}).status_code == 403
    assert visitor.is_signed_in


def test_joining_a_class(served: RunningCenter, group: Group, stranger: Visitor) -> None:
    page = stranger.get("join/blue-heron-42")
    assert "Join Writing 9b &lt;&amp;&gt;" in page.text
    answer = stranger.post("join/blue-heron-42", name="Noor Haddad", passphrase=PASSPHRASE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert stranger.is_signed_in
    member = served.center.store.members.first(name_key="noor haddad")
    assert member
    assert served.center.store.memberships.find(f"{group.id}/{member.id}")


def test_joining_says_what_is_wrong_and_keeps_the_name(group: Group, stranger: Visitor) -> None:
    answer = stranger.post("join/blue-heron-42", name='Zoe "Z" <b>', passphrase="short")
    assert answer.status_code == 400
    assert "Use at least 8 characters" in answer.text
    assert "Zoe &#34;Z&#34; &lt;b&gt;" in answer.text
    assert not stranger.is_signed_in


def test_a_name_that_is_taken(group: Group, student: Member, stranger: Visitor) -> None:
    answer = stranger.post("join/blue-heron-42", name=student.name, passphrase=PASSPHRASE)
    assert answer.status_code == 400
    assert "There is already somebody called" in answer.text


def test_an_unknown_join_link(stranger: Visitor) -> None:
    answer = stranger.get("join/no-such-class")
    assert answer.status_code == 404
    assert "This join link is not here" in answer.text


def test_who_is_a_member_already_joins_as_themselves(
    served: RunningCenter, group: Group, student: Member, visitor: Visitor
) -> None:
    before = served.center.store.members.count()
    assert f"Join as {student.name}" in visitor.get("join/blue-heron-42").text
    assert visitor.post("join/blue-heron-42").status_code == 303
    assert served.center.store.memberships.find(f"{group.id}/{student.id}")
    assert served.center.store.members.count() == before
    assert "You belong to this class already" in visitor.get("join/blue-heron-42").text


def test_a_one_time_link_is_used_up_by_its_button_only(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    secret = accounts.invite(served.center, student.id)
    for _ in range(2):  # a link preview, then the reader
        assert stranger.get("welcome").status_code == 200
    answer = stranger.post("welcome", secret=secret)
    assert (answer.status_code, answer.headers["location"]) == (303, "/passphrase")
    assert stranger.is_signed_in
    second = Visitor(served)
    answer = second.post("welcome", secret=secret)
    assert answer.status_code == 410
    assert "This link has been used or has run out" in answer.text
    assert not second.is_signed_in


def test_a_passphrase_is_chosen_after_a_one_time_link(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    stranger.post("welcome", secret=accounts.invite(served.center, student.id))
    assert "Choose a passphrase" in stranger.get("passphrase").text
    assert stranger.post("passphrase", passphrase="short").status_code == 400
    assert stranger.post("passphrase", passphrase=PASSPHRASE).status_code == 303
    other = Visitor(served)
    other.post("sign-in", name=student.name, passphrase=PASSPHRASE)
    assert other.is_signed_in


def test_a_lost_passphrase_is_replaced_by_way_of_a_link(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    stranger.post("welcome", secret=accounts.invite(served.center, student.id))
    assert "Your passphrase now" not in stranger.get("passphrase").text
    assert stranger.post("passphrase", passphrase="quite another one").status_code == 303
    # The link's leave holds for one change.
    assert stranger.post("passphrase", passphrase="and again another").status_code == 403


def test_changing_a_passphrase_asks_for_the_old_one(
    served: RunningCenter, student: Member, stranger: Visitor
) -> None:
    with_passphrase(served, student)
    visitor, elsewhere = stranger, Visitor(served)
    for browser in (visitor, elsewhere):
        browser.http.cookies.set(served.cookie_name, served.cookie_for(student))
    assert elsewhere.is_signed_in
    assert "Your passphrase now" in visitor.get("passphrase").text
    fields = {"passphrase": "quite another one"}
    assert visitor.post("passphrase", old="not this one", **fields).status_code == 403
    assert visitor.post("passphrase", old=PASSPHRASE, **fields).status_code == 303
    assert visitor.is_signed_in
    assert not elsewhere.is_signed_in


def test_sign_ins_last_over_a_restart(
    served: RunningCenter, visitor: Visitor, stranger: Visitor
) -> None:
    assert visitor.is_signed_in
    served.restart()
    assert visitor.is_signed_in
    assert not stranger.is_signed_in


def test_a_changed_cookie_signs_nobody_in(served: RunningCenter, student: Member) -> None:
    stranger = Visitor(served)
    value = served.cookie_for(student)
    stranger.http.cookies.set(served.cookie_name, value[:-1] + ("0" if value[-1] != "0" else "1"))
    assert not stranger.is_signed_in


def test_signing_out_ends_the_sign_in(served: RunningCenter, visitor: Visitor) -> None:
    old = visitor.signed_in_cookie
    assert visitor.post("sign-out").headers["location"] == "/sign-in"
    assert not visitor.is_signed_in
    thief = Visitor(served)
    thief.http.cookies.set(served.cookie_name, old or "")
    assert not thief.is_signed_in
