"""Joining, signing in, links, and how guessing is slowed down."""

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.errors import (
    InvalidInput,
    InvitationUsed,
    NameTaken,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooManyAttempts,
    WrongPassphrase,
)
from writing_center.domain.people import Role
from writing_center.services import accounts, classes

from .class_at_work import ClassAtWork
from .engines import both_engines

PHRASE = "a few words in a row"


@both_engines
def test_who_joins_is_signed_in_and_in_the_class(at_work: ClassAtWork) -> None:
    center = at_work.center
    joined = accounts.join_class(center, at_work.group.join_code, "  Ann  Lee ", PHRASE)
    assert joined.member.name == "Ann Lee"
    assert accounts.member_of_sign_in(center, joined.secret) == joined.member
    assert classes.students_of(at_work.teacher, at_work.group.id) == [joined.member]
    again = accounts.sign_in(center, "ann lee", PHRASE)
    assert again.member == joined.member
    assert again.secret != joined.secret
    did = [a.did for a in center.store.activities.where(actor_id=joined.member.id)]
    assert did == [Did.MEMBER_JOINED]


@both_engines
def test_a_taken_name_is_refused_and_nothing_is_left_of_the_attempt(at_work: ClassAtWork) -> None:
    accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    store = at_work.center.store
    before = (store.members.count(), store.memberships.count(), store.sign_ins.count())
    for name in ("Ann", " aNN "):
        with pytest.raises(NameTaken):
            accounts.join_class(at_work.center, at_work.group.join_code, name, "other words")
    assert (store.members.count(), store.memberships.count(), store.sign_ins.count()) == before
    with pytest.raises(WrongPassphrase):
        accounts.sign_in(at_work.center, "Ann", "other words")


@pytest.mark.parametrize("code", ["", "nonsense", "x" * 5000])
def test_a_join_link_that_leads_nowhere(at_work: ClassAtWork, code: str) -> None:
    with pytest.raises(NotFound):
        accounts.join_class(at_work.center, code, "Ann", PHRASE)
    assert at_work.center.store.members.count() == 1


def test_a_new_join_link_replaces_the_old_one(at_work: ClassAtWork) -> None:
    old = at_work.group.join_code
    fresh = classes.new_join_link(at_work.teacher, at_work.group.id)
    assert fresh.join_code != old
    with pytest.raises(NotFound):
        accounts.group_of_join_code(at_work.center, old)
    assert accounts.group_of_join_code(at_work.center, fresh.join_code) == fresh


@pytest.mark.parametrize(("name", "phrase"), [("", PHRASE), ("Ann", "short"), ("Ann", "x" * 201)])
def test_joining_needs_a_name_and_a_passphrase(
    at_work: ClassAtWork, name: str, phrase: str
) -> None:
    with pytest.raises(InvalidInput):
        accounts.join_class(at_work.center, at_work.group.join_code, name, phrase)
    assert at_work.center.store.members.count() == 1


@both_engines
def test_a_one_time_link_is_used_up_by_using_and_not_by_looking(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    secret = accounts.invite(ann, ann.actor_id)
    for _ in range(3):
        assert accounts.invited_member(at_work.center, secret) == ann.actor
    signed = accounts.redeem_invitation(at_work.center, secret)
    assert signed.member == ann.actor
    assert accounts.member_of_sign_in(at_work.center, signed.secret) == ann.actor
    for use in (accounts.invited_member, accounts.redeem_invitation):
        with pytest.raises(InvitationUsed):
            use(at_work.center, secret)


def test_a_one_time_link_runs_out(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    secret = accounts.invite(ann, ann.actor_id)
    at_work.clock.forward(days=14, microseconds=-1)
    assert accounts.invited_member(at_work.center, secret) == ann.actor
    at_work.clock.forward(microseconds=1)
    with pytest.raises(InvitationUsed):
        accounts.redeem_invitation(at_work.center, secret)


@pytest.mark.parametrize("secret", ["", "nonsense", "\ud800", "x" * 100_000])
def test_no_such_link_and_no_such_cookie(at_work: ClassAtWork, secret: str) -> None:
    with pytest.raises(InvitationUsed):
        accounts.redeem_invitation(at_work.center, secret)
    assert accounts.member_of_sign_in(at_work.center, secret) is None
    accounts.sign_out(at_work.center, secret)


def test_secrets_are_not_in_the_store(at_work: ClassAtWork) -> None:
    joined = accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    link = accounts.invite(at_work.session(joined.member.id), joined.member.id)
    store = at_work.center.store
    kept = repr([store.sign_ins.all(), store.invitations.all(), store.credentials.all()])
    for secret in (joined.secret, link, PHRASE):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_a_sign_in_lasts_thirty_days(at_work: ClassAtWork) -> None:
    joined = accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    at_work.clock.forward(days=30, microseconds=-1)
    assert accounts.member_of_sign_in(at_work.center, joined.secret) == joined.member
    at_work.clock.forward(microseconds=1)
    assert accounts.member_of_sign_in(at_work.center, joined.secret) is None


def test_signing_out_ends_this_device_and_no_other(at_work: ClassAtWork) -> None:
    here = accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    there = accounts.sign_in(at_work.center, "Ann", PHRASE)
    accounts.sign_out(at_work.center, here.secret)
    assert accounts.member_of_sign_in(at_work.center, here.secret) is None
    assert accounts.member_of_sign_in(at_work.center, there.secret) == there.member


def wrong(at_work: ClassAtWork, times: int, name: str = "Ann") -> None:
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            accounts.sign_in(at_work.center, name, "not the words")


@both_engines
def test_the_sixth_try_waits_even_with_the_right_passphrase(at_work: ClassAtWork) -> None:
    accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    wrong(at_work, 5)
    with pytest.raises(TooManyAttempts) as caught:
        accounts.sign_in(at_work.center, " ANN ", PHRASE)
    assert caught.value.seconds == 10
    at_work.clock.forward(seconds=9)
    with pytest.raises(TooManyAttempts, match="wait 1 seconds"):
        accounts.sign_in(at_work.center, "Ann", PHRASE)
    at_work.clock.forward(seconds=1)
    wrong(at_work, 1)
    with pytest.raises(TooManyAttempts) as caught:
        accounts.sign_in(at_work.center, "Ann", PHRASE)
    assert caught.value.seconds == 20
    at_work.clock.forward(seconds=20)
    accounts.sign_in(at_work.center, "Ann", PHRASE)
    wrong(at_work, 5)


def test_a_name_that_nobody_has_is_slowed_down_alike(at_work: ClassAtWork) -> None:
    wrong(at_work, 5, "Nobody")
    with pytest.raises(TooManyAttempts):
        accounts.sign_in(at_work.center, "Nobody", "not the words")


def test_one_name_does_not_slow_another_down(at_work: ClassAtWork) -> None:
    accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    wrong(at_work, 5, "Bo")
    assert accounts.sign_in(at_work.center, "Ann", PHRASE)


def test_invisible_characters_give_no_fresh_tries(at_work: ClassAtWork) -> None:
    accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    for name in ("Ann", "Ann\u200b", "\u200bAnn", "ann", "A\u2060nn"):
        wrong(at_work, 1, name)
    with pytest.raises(TooManyAttempts):
        accounts.sign_in(at_work.center, "Ann", PHRASE)


def test_somebody_with_an_e_mail_signs_in_with_it_too(at_work: ClassAtWork) -> None:
    ((ann, secret),) = classes.import_roster(at_work.teacher, at_work.group.id, b"Ann,ann@x.org")
    accounts.redeem_invitation(at_work.center, secret)
    accounts.set_passphrase(at_work.session(ann.id), PHRASE)
    assert accounts.sign_in(at_work.center, " ann@x.org", PHRASE).member == ann
    wrong(at_work, 1, "somebody@x.org")


def test_without_a_passphrase_no_passphrase_fits(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    assert not accounts.has_passphrase(at_work.center, ann.actor_id)
    wrong(at_work, 1)
    accounts.set_passphrase(ann, PHRASE)
    assert accounts.has_passphrase(at_work.center, ann.actor_id)
    assert accounts.sign_in(at_work.center, "Ann", PHRASE).member == ann.actor


def test_a_new_passphrase_replaces_the_old_one(at_work: ClassAtWork) -> None:
    ann = at_work.joins("Ann")
    accounts.set_passphrase(ann, "the old words")
    accounts.set_passphrase(ann, PHRASE)
    with pytest.raises(WrongPassphrase):
        accounts.sign_in(at_work.center, "Ann", "the old words")
    with pytest.raises(InvalidInput):
        accounts.set_passphrase(ann, "short")
    accounts.sign_in(at_work.center, "Ann", PHRASE)


def test_a_new_passphrase_ends_what_the_old_one_opened(at_work: ClassAtWork) -> None:
    here = accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    there = accounts.sign_in(at_work.center, "Ann", PHRASE)
    ann = at_work.session(here.member.id)
    link = accounts.invite(ann, here.member.id)
    accounts.set_passphrase(ann, "other words by far", keep_secret=here.secret)
    assert accounts.member_of_sign_in(at_work.center, here.secret) == here.member
    assert accounts.member_of_sign_in(at_work.center, there.secret) is None
    with pytest.raises(InvitationUsed):
        accounts.redeem_invitation(at_work.center, link)


@pytest.mark.parametrize("passphrase", ["        ", "aaaaaaaaaaaa", "abababababab"])
def test_a_passphrase_that_anybody_guesses(at_work: ClassAtWork, passphrase: str) -> None:
    with pytest.raises(InvalidInput):
        accounts.set_passphrase(at_work.joins("Ann"), passphrase)


def test_an_e_mail_is_the_same_in_any_case(at_work: ClassAtWork) -> None:
    ((ann, secret),) = classes.import_roster(at_work.teacher, at_work.group.id, b"Ann,Ann@X.org")
    accounts.redeem_invitation(at_work.center, secret)
    accounts.set_passphrase(at_work.session(ann.id), PHRASE)
    for typed in ("ann@x.org", "Ann@x.org", "ANN@X.ORG"):
        assert accounts.sign_in(at_work.center, typed, PHRASE).member == ann


@both_engines
def test_a_teacher_resets_a_lost_passphrase(at_work: ClassAtWork) -> None:
    joined = accounts.join_class(at_work.center, at_work.group.join_code, "Ann", PHRASE)
    earlier_link = accounts.invite(at_work.session(joined.member.id), joined.member.id)
    wrong(at_work, 5)
    secret = classes.reset_sign_in(at_work.teacher, at_work.group.id, joined.member.id)
    assert accounts.member_of_sign_in(at_work.center, joined.secret) is None
    with pytest.raises(InvitationUsed):
        accounts.redeem_invitation(at_work.center, earlier_link)
    with pytest.raises(WrongPassphrase):
        accounts.sign_in(at_work.center, "Ann", PHRASE)
    assert accounts.redeem_invitation(at_work.center, secret).member == joined.member


def test_a_teacher_resets_no_teacher_and_no_stranger(at_work: ClassAtWork) -> None:
    colleague = at_work.comes("Mr Colleague", is_teacher=True)
    accounts.enrol(at_work.center, at_work.group, colleague.actor, Role.TEACHER)
    stranger = at_work.comes("Stranger")
    for member_id in (colleague.actor_id, stranger.actor_id, at_work.teacher.actor_id, "nobody"):
        with pytest.raises(NotFound):
            classes.reset_sign_in(at_work.teacher, at_work.group.id, member_id)


def test_a_center_is_founded_once(at_work: ClassAtWork) -> None:
    with pytest.raises(NotAllowed):
        classes.found_center(at_work.center)
    assert classes.charter(at_work.teacher).number == 1


def test_a_session_of_nobody_is_nobody(at_work: ClassAtWork) -> None:
    for member_id in ("", "nobody", at_work.teacher.actor.name):
        with pytest.raises(NotSignedIn):
            at_work.session(member_id).require_member()
