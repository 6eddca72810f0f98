"""Signing in, joining, one-time links, passphrases, signing out."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ..domain.errors import InvalidInput, NotFound, TooManyAttempts, WritingCenterError
from ..domain.people import Group
from ..services import accounts
from ..services.session import Session
from .guards import anybody, members_only
from .identity import forget, remember
from .rendering import STATUS, CenterHandler

T = TypeVar("T")
BY_LINK_DAYS = 15 / (24 * 60)
# Hashing a passphrase takes 50 ms and 64 MB on purpose: not in the event loop, two at a time.
_threads = ThreadPoolExecutor(2, "accounts")


class AccountHandler(CenterHandler):
    """What the pages around signing in have in common."""

    async def off_loop(self, work: Callable[[], T]) -> T:
        """``work``, in a thread of its own: everybody else is served meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(_threads, work)

    def field(self, name: str) -> str:
        """What was typed into a field; empty when the field was not sent."""
        return str(self.get_body_argument(name, "", strip=name != "passphrase"))

    @property
    def next_path(self) -> str:
        """Where to go on afterwards: a page of ours, whatever the request says."""
        wanted: str = self.get_argument("next", "")
        return wanted if is_local(wanted, self.base_url) else self.base_url

    def go_on(self, signed: accounts.SignedIn, path: str) -> None:
        """Put the sign-in into the browser and go on."""
        remember(self, signed.secret)
        self.redirect(path, status=303)

    def say_no(self, template: str, error: WritingCenterError, **values: Any) -> None:
        """The form again, with what was wrong and where."""
        if isinstance(error, TooManyAttempts):
            self.set_header("Retry-After", str(error.seconds))
        field = error.field if isinstance(error, InvalidInput) else None
        values |= {"error": str(error), "error_field": field}
        self.render_page(template, STATUS.get(type(error), 503), **values)


class SignInHandler(AccountHandler):
    """``/sign-in``: a name and a passphrase."""

    @anybody
    def get(self) -> None:
        """The form; who is signed in already goes on."""
        if self.member:
            self.redirect(self.next_path)
        else:
            self._form()

    @anybody
    async def post(self) -> None:
        """Sign in."""
        name, passphrase = self.field("name"), self.field("passphrase")
        try:
            signed = await self.off_loop(lambda: accounts.sign_in(self.center, name, passphrase))
        except WritingCenterError as error:
            self.say_no("sign_in.html.j2", error, name=name, next_path=self.next_path)
        else:
            self.go_on(signed, self.next_path)

    def _form(self) -> None:
        self.render_page("sign_in.html.j2", name="", next_path=self.next_path, error="")


class JoinHandler(AccountHandler):
    """``/join/<code>``: a class's link. Makes a new member, or takes a known one into the class."""

    @anybody
    def get(self, code: str) -> None:
        """The class's name, and the form."""
        try:
            self._form(accounts.group_of_join_code(self.center, code))
        except NotFound as error:
            self.say_no("error.html.j2", error, headline="Nothing here", sentence=str(error))

    @anybody
    async def post(self, code: str) -> None:
        """Join."""
        try:
            group = accounts.group_of_join_code(self.center, code)
        except NotFound as error:
            self.say_no("error.html.j2", error, headline="Nothing here", sentence=str(error))
            return
        if self.member:
            self._join_as_member(group)
        else:
            await self._join_anew(group, self.field("name"), self.field("passphrase"))

    def _join_as_member(self, group: Group) -> None:
        if self.member and not self._belongs(group):
            accounts.enrol(self.center, group, self.member)
        self.redirect(self.base_url, status=303)

    async def _join_anew(self, group: Group, name: str, passphrase: str) -> None:
        try:
            signed = await self.off_loop(
                lambda: accounts.join_class(self.center, group.join_code, name, passphrase)
            )
        except WritingCenterError as error:
            self.say_no("join.html.j2", error, group=group, name=name, belongs=False)
        else:
            self.go_on(signed, self.base_url)

    def _form(self, group: Group) -> None:
        belongs = self._belongs(group)
        self.render_page("join.html.j2", group=group, name="", error="", belongs=belongs)

    def _belongs(self, group: Group) -> bool:
        session = Session(
            self.center.store, self.center.clock, self.member.id if self.member else ""
        )
        return self.member is not None and session.is_in(group.id)


class WelcomeHandler(AccountHandler):
    """``/welcome#secret``: a personal one-time link. Not opening it uses it up: the button does."""

    @anybody
    def get(self) -> None:
        """A button. The page's script takes the secret out of the address bar."""
        self.render_page("welcome.html.j2", error="")

    @anybody
    async def post(self) -> None:
        """Use the link up and sign in."""
        secret = self.field("secret")
        try:
            signed = await self.off_loop(lambda: accounts.redeem_invitation(self.center, secret))
        except WritingCenterError as error:
            self.say_no("welcome.html.j2", error)
        else:
            self._mark_as_by_link(signed)
            self.go_on(signed, self.url("passphrase"))

    def _mark_as_by_link(self, signed: accounts.SignedIn) -> None:
        """Who came by a link may set a passphrase without knowing the old one, for a while."""
        self.set_signed_cookie(
            by_link_cookie(self),
            signed.member.id,
            expires_days=BY_LINK_DAYS,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
            path=self.base_url,
        )


class PassphraseHandler(AccountHandler):
    """``/passphrase``: set one's own, or change it."""

    @members_only
    def get(self) -> None:
        """The form."""
        self.render_page("passphrase.html.j2", error="", **self._state())

    @members_only
    async def post(self) -> None:
        """Set it. The old one is asked for, unless there is none or a one-time link was used."""
        try:
            await self.off_loop(self._change)
        except WritingCenterError as error:
            self.say_no("passphrase.html.j2", error, **self._state())
        else:
            self.clear_cookie(by_link_cookie(self), path=self.base_url)
            self.redirect(self.base_url, status=303)

    def _state(self) -> dict[str, bool]:
        member_id = self.member.id if self.member else ""
        has_one = accounts.has_passphrase(self.center, member_id)
        marked = self.get_signed_cookie(by_link_cookie(self), max_age_days=BY_LINK_DAYS)
        by_link = marked is not None and marked.decode() == member_id
        return {"has_one": has_one, "asks_old": has_one and not by_link}

    def _change(self) -> None:
        if self.member is None:
            return
        if self._state()["asks_old"]:
            checked = accounts.sign_in(self.center, self.member.name, self._typed("old"))
            accounts.sign_out(self.center, checked.secret)
        session = Session(self.center.store, self.center.clock, self.member.id)
        accounts.set_passphrase(session, self._typed("passphrase"), keep_secret=self.sign_in_secret)

    def _typed(self, field: str) -> str:
        return str(self.get_body_argument(field, "", strip=False))


class SignOutHandler(AccountHandler):
    """``/sign-out``: ends this sign-in, and the member's kernels."""

    @anybody
    async def post(self) -> None:
        """Sign out."""
        accounts.sign_out(self.center, getattr(self, "sign_in_secret", ""))
        forget(self)
        if self.member:
            await self.kernel_manager.end(self.kernel_manager.of(self.member.id))
        self.redirect(self.url("sign-in"), status=303)


def by_link_cookie(handler: CenterHandler) -> str:
    """The name of the cookie that says that its member came by a one-time link."""
    return f"writing-center-link-{handler.settings['center_id']}"


def is_local(path: str, base_url: str) -> bool:
    """Whether ``path`` leads to a page of this center and nowhere else."""
    if not path.startswith(base_url) or path.startswith("//") or "\\" in path:
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc and path.isprintable()
