"""Who somebody is: read from the signed cookie and the store, and stamped on the request."""

from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User

from ..config import IDENTITY_HEADER
from ..domain.people import Member
from ..services import accounts
from ..services.session import Center


class CenterIdentity(IdentityProvider):
    """Knows members by their sign-in cookie, and by nothing else.

    Whatever identity header the client sent is dropped before anybody reads it; the server's own
    takes its place. Voilà hands that header on to the kernel.
    """

    @property
    def auth_enabled(self) -> bool:
        """Nobody is served without having signed in."""
        return True

    def get_user(self, handler: Any) -> User | None:
        """The member who asks, or None; ``handler.member`` is set to them."""
        handler.request.headers.pop(IDENTITY_HEADER, None)
        center: Center = handler.settings["center"]
        handler.member = None
        handler.sign_in_secret = self.secret_of(handler)
        member = accounts.member_of_sign_in(center, handler.sign_in_secret)
        return self._stamp(handler, member) if member else None

    def _stamp(self, handler: Any, member: Member) -> User:
        handler.member = member
        handler.request.headers[IDENTITY_HEADER] = member.id
        return User(username=member.id, name=member.name)

    def secret_of(self, handler: Any) -> str:
        """The sign-in secret in the request's cookie; empty when there is none of ours."""
        value = handler.get_signed_cookie(
            cookie_name(handler), max_age_days=accounts.SIGN_IN_DAYS + 1
        )
        return value.decode("utf-8", "replace") if value else ""

    def get_handlers(self) -> list[tuple[str, Any]]:
        """None: the sign-in pages are in the application's own table."""
        return []


def cookie_name(handler: Any) -> str:
    """The sign-in cookie's name; it has the center's id in it."""
    return f"writing-center-{handler.settings['center_id']}"


def remember(handler: Any, secret: str) -> None:
    """Put a sign-in into the browser's cookie."""
    handler.set_signed_cookie(
        cookie_name(handler),
        secret,
        expires_days=accounts.SIGN_IN_DAYS,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
        path=handler.settings["base_url"],
    )


def forget(handler: Any) -> None:
    """Take the sign-in cookie away."""
    handler.clear_cookie(cookie_name(handler), path=handler.settings["base_url"])
