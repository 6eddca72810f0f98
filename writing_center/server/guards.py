"""Who may call a handler's method."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from jupyter_server.auth.decorator import allow_unauthenticated, authorized
from tornado.web import authenticated

Method = TypeVar("Method", bound=Callable[..., Any])


def members_only(method: Method) -> Method:
    """Whoever is signed in; others are sent to the sign-in page, and back afterwards."""
    return cast(Method, authenticated(method))


def owner_only(method: Method) -> Method:
    """The member for whom the kernel named in the address was started."""
    return cast(Method, authenticated(authorized("write", "kernels")(method)))


def anybody(method: Method) -> Method:
    """Signed in or not."""
    return cast(Method, allow_unauthenticated(method))
