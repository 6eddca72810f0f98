"""Joining, signing in and out. The server decides who somebody is with these alone.

Secrets (cookies, one-time links) are 256-bit random texts; the store keeps only their SHA-256.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..domain.activity import Did
from ..domain.errors import (
    InvitationUsed,
    NameTaken,
    NotFound,
    TooManyAttempts,
    WrongPassphrase,
)
from ..domain.people import (
    Credential,
    FailedSignIns,
    Group,
    Invitation,
    Member,
    Membership,
    Role,
    SignIn,
    check_passphrase,
    clean_name,
    name_key,
    seconds_to_wait,
)
from .session import Center, Session

SIGN_IN_DAYS = 30
INVITATION_DAYS = 14
_hasher = PasswordHasher()


@dataclass(frozen=True)
class SignedIn:
    """A sign-in that has just been made; ``secret`` belongs into the browser's cookie."""

    member: Member
    secret: str


def group_of_join_code(center: Center, join_code: str) -> Group:
    """The class that a join link leads to. Raises NotFound."""
    group = center.store.groups.first(join_code=join_code) if join_code else None
    if group is None:
        raise NotFound("join link")
    return group


def join_class(center: Center, join_code: str, name: str, passphrase: str) -> SignedIn:
    """Become a member by a class's join link. Raises NotFound, NameTaken, InvalidInput."""
    hashed = _hasher.hash(check_passphrase(passphrase))
    with center.store.transaction():
        group = group_of_join_code(center, join_code)
        member = add_member(center, name)
        enrol(center, group, member)
        center.store.credentials.put(Credential(member.id, hashed))
        return _start(center, member)


def add_member(
    center: Center,
    name: str,
    *,
    email: str = "",
    cohort: str = "",
    is_teacher: bool = False,
    is_consultant: bool = False,
) -> Member:
    """A new member, in no group yet. Raises NameTaken or InvalidInput."""
    tidy = clean_name(name)
    with center.store.transaction():
        if center.store.members.first(name_key=name_key(tidy)) is not None:
            raise NameTaken(tidy)
        return center.store.members.put(
            Member(
                id=center.fresh_id(),
                name=tidy,
                name_key=name_key(tidy),
                joined_at=center.clock.now(),
                email=email.strip().casefold(),
                is_teacher=is_teacher,
                is_consultant=is_consultant,
                cohort=cohort.strip(),
            )
        )


def enrol(center: Center, group: Group, member: Member, role: Role = Role.STUDENT) -> Membership:
    """Put a member into a group, and record that they joined it."""
    membership = Membership(
        f"{group.id}/{member.id}", group.id, member.id, role, center.clock.now()
    )
    with center.store.transaction():
        if role is Role.STUDENT:
            as_member = Session(center.store, center.clock, member.id)
            as_member.record(Did.MEMBER_JOINED, group_id=group.id)
        return center.store.memberships.put(membership)


def sign_in(center: Center, name: str, passphrase: str) -> SignedIn:
    """Sign in by name (or e-mail) and passphrase.

    Raises WrongPassphrase, or TooManyAttempts from the sixth wrong one in a row on. The
    passphrase is not even looked at while sign-in waits.
    """
    key = name_key(name)[:200]
    wait = seconds_to_wait(center.store.failed_sign_ins.find(key), center.clock.now())
    if wait:
        raise TooManyAttempts(wait)
    member = _member_called(center, name)
    credential = center.store.credentials.find(member.id) if member else None
    if member is None or not _matches(credential, passphrase):
        _count_failure(center, key)
        raise WrongPassphrase
    with center.store.transaction():
        center.store.failed_sign_ins.remove(key)
        return _start(center, member)


def invite(session: Center, member_id: str, *, days: int = INVITATION_DAYS) -> str:
    """A one-time secret for a personal sign-in link. Only wiring and ``classes`` call this:
    it checks no permission."""
    secret = secrets.token_urlsafe(32)
    now = session.clock.now()
    session.store.invitations.put(
        Invitation(_digest(secret), member_id, now, now + timedelta(days=days))
    )
    return secret


def invited_member(center: Center, secret: str) -> Member:
    """Whom an unused link is for; looking does not use it up. Raises InvitationUsed."""
    invitation = center.store.invitations.find(_digest(secret))
    if (
        invitation is None
        or invitation.used_at is not None
        or invitation.expires_at <= center.clock.now()
    ):
        raise InvitationUsed
    member = center.store.members.find(invitation.member_id)
    if member is None:
        raise InvitationUsed
    return member


def redeem_invitation(center: Center, secret: str) -> SignedIn:
    """Use a one-time link up and sign its member in. Raises InvitationUsed."""
    with center.store.transaction():
        member = invited_member(center, secret)
        invitation = center.store.invitations.find(_digest(secret))
        if invitation is None:
            raise InvitationUsed
        center.store.invitations.put(replace(invitation, used_at=center.clock.now()))
        return _start(center, member)


def has_passphrase(center: Center, member_id: str) -> bool:
    """Whether the member has set a passphrase of their own."""
    return center.store.credentials.find(member_id) is not None


def set_passphrase(session: Session, passphrase: str, *, keep_secret: str = "") -> None:
    """Give oneself a (new) passphrase. Raises InvalidInput when it is too short.

    Whoever knew the old one, or has an unused link, is out: every sign-in ends but that of
    ``keep_secret`` (this browser's cookie), and open invitations are withdrawn.
    """
    hashed = _hasher.hash(check_passphrase(passphrase))
    with session.store.transaction():
        for signed in session.store.sign_ins.where(member_id=session.actor.id):
            if signed.id != _digest(keep_secret):
                session.store.sign_ins.remove(signed.id)
        for invitation in session.store.invitations.where(member_id=session.actor.id):
            if invitation.used_at is None:
                session.store.invitations.remove(invitation.id)
        session.store.credentials.put(Credential(session.actor.id, hashed))


def rename(session: Session, name: str) -> Member:
    """Give oneself another name. Raises NameTaken or InvalidInput."""
    tidy = clean_name(name)
    with session.store.transaction():
        other = session.store.members.first(name_key=name_key(tidy))
        if other is not None and other.id != session.actor_id:
            raise NameTaken(tidy)
        renamed = replace(session.actor, name=tidy, name_key=name_key(tidy))
        return session.store.members.put(renamed)


def member_of_sign_in(center: Center, secret: str) -> Member | None:
    """Who is signed in with this cookie secret, or None."""
    signed = center.store.sign_ins.find(_digest(secret)) if secret else None
    if signed is None or signed.expires_at <= center.clock.now():
        return None
    return center.store.members.find(signed.member_id)


def sign_out(center: Center, secret: str) -> None:
    """End the sign-in of this cookie secret."""
    center.store.sign_ins.remove(_digest(secret))


def end_sign_ins(center: Center, member_id: str) -> None:
    """End every sign-in of a member, on all devices."""
    with center.store.transaction():
        for signed in center.store.sign_ins.where(member_id=member_id):
            center.store.sign_ins.remove(signed.id)


def _start(center: Center, member: Member) -> SignedIn:
    secret = secrets.token_urlsafe(32)
    now = center.clock.now()
    center.store.sign_ins.put(
        SignIn(_digest(secret), member.id, now, now + timedelta(days=SIGN_IN_DAYS))
    )
    return SignedIn(member, secret)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _member_called(center: Center, name: str) -> Member | None:
    member = center.store.members.first(name_key=name_key(name))
    if member is None and "@" in name:
        member = center.store.members.first(email=name.strip().casefold())
    return member


def _matches(credential: Credential | None, passphrase: str) -> bool:
    # A name nobody has costs as much time as a wrong passphrase: names can't be probed.
    known = credential.passphrase_hash if credential else _hash_of_nothing()
    try:
        return _hasher.verify(known, passphrase) and credential is not None
    except (VerificationError, InvalidHashError):
        return False


def _hash_of_nothing() -> str:
    global _nothing
    if not _nothing:
        _nothing = _hasher.hash(secrets.token_urlsafe(16))
    return _nothing


_nothing = ""


def _count_failure(center: Center, key: str) -> None:
    with center.store.transaction():
        failed = center.store.failed_sign_ins.find(key) or FailedSignIns(key, 0, center.clock.now())
        center.store.failed_sign_ins.put(
            replace(failed, count=failed.count + 1, last_at=center.clock.now())
        )


__all__ = [
    "SignedIn",
    "add_member",
    "end_sign_ins",
    "enrol",
    "group_of_join_code",
    "has_passphrase",
    "invite",
    "invited_member",
    "join_class",
    "member_of_sign_in",
    "redeem_invitation",
    "rename",
    "set_passphrase",
    "sign_in",
    "sign_out",
]
