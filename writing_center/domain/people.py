"""Members, and how they belong together: terms, groups, cohorts, memberships, the charter."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .errors import InvalidInput

MAX_NAME = 80
MIN_PASSPHRASE = 8
MAX_PASSPHRASE = 200
JOINERS = "\u200c\u200d"
"""Invisible, but how some scripts write a name."""


class Role(StrEnum):
    """What somebody is in a group."""

    STUDENT = "student"
    TEACHER = "teacher"


@dataclass(frozen=True)
class Member:
    """A person of the center. ``is_lead`` may set up everything; ``is_consultant`` is a trained
    peer who answers requests of any writer."""

    id: str
    name: str
    name_key: str
    joined_at: datetime
    email: str = ""
    is_teacher: bool = False
    is_consultant: bool = False
    cohort: str = ""
    welcomed: bool = False


@dataclass(frozen=True)
class Term:
    """A stretch of time in which classes run; the last day counts as part of it."""

    id: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Group:
    """A class: students and their teachers in a term. ``join_code`` is the secret in its link."""

    id: str
    term_id: str
    name: str
    join_code: str
    created_at: datetime


@dataclass(frozen=True)
class Membership:
    """A member in a group, with a role; ``id`` is ``group/member``, so nobody is in twice."""

    id: str
    group_id: str
    member_id: str
    role: Role
    joined_at: datetime


@dataclass(frozen=True)
class CharterVersion:
    """The joint enterprise in the members' own words; each change is a new version."""

    id: str
    number: int
    text: str
    by_id: str
    at: datetime


@dataclass(frozen=True)
class Credential:
    """A member's passphrase, as its argon2 hash. ``id`` is the member's."""

    id: str
    passphrase_hash: str


@dataclass(frozen=True)
class Invitation:
    """A personal one-time sign-in link; only the hash of its secret is kept (as ``id``)."""

    id: str
    member_id: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True)
class SignIn:
    """A signed-in browser; ``id`` is the hash of the secret in its cookie."""

    id: str
    member_id: str
    at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class FailedSignIns:
    """Wrong passphrases in a row for one name; ``id`` is the name's key."""

    id: str
    count: int
    last_at: datetime


def name_key(name: str) -> str:
    """The form under which two names count as the same: case, spacing, how an accent was typed
    and what can't be seen do not matter."""
    return unicodedata.normalize("NFKC", _visible(name).casefold())


def clean_name(name: str) -> str:
    """``name`` with its spaces tidied and nothing invisible in it. Raises InvalidInput when it
    is empty or too long."""
    tidy = _visible(name, keep=JOINERS)
    if not name_key(tidy):
        raise InvalidInput("Please type a name.", "name")
    if len(tidy) > MAX_NAME:
        raise InvalidInput(f"A name can have at most {MAX_NAME} characters.", "name")
    return tidy


def _visible(name: str, keep: str = "") -> str:
    composed = unicodedata.normalize("NFC", name)
    kept = (
        c
        for c in composed
        if c in keep or c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
    return " ".join("".join(kept).split())


def check_passphrase(passphrase: str) -> str:
    """``passphrase`` itself. Raises InvalidInput when it is too short or too long."""
    if len(passphrase.strip()) < MIN_PASSPHRASE:
        raise InvalidInput(
            f"Use at least {MIN_PASSPHRASE} characters; a few words in a row are easy to remember.",
            "passphrase",
        )
    if len(set(passphrase)) < 4:
        raise InvalidInput(
            "This one is too easy to guess; a few words in a row are easy to remember.",
            "passphrase",
        )
    if len(passphrase) > MAX_PASSPHRASE:
        raise InvalidInput(
            f"Use at most {MAX_PASSPHRASE} characters for the passphrase.", "passphrase"
        )
    return passphrase


def seconds_to_wait(failed: FailedSignIns | None, now: datetime) -> int:
    """How long sign-in waits after wrong passphrases: five are free, then 10 s, doubling.

    Capped at fifteen minutes, so that nobody can be locked out for long by a classmate.
    """
    if failed is None or failed.count < 5:
        return 0
    delay = min(10 * 2 ** min(failed.count - 5, 10), 900)
    waited = (now - failed.last_at).total_seconds()
    return max(0, int(delay - waited + 0.999))
