"""Pages that need no kernel: sign-in, joining, errors."""

from http import HTTPStatus
from typing import Any

import jinja2
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from ..domain.errors import (
    InvalidInput,
    InvitationUsed,
    NameTaken,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooManyAttempts,
    WritingCenterError,
    WrongPassphrase,
)
from ..domain.people import Member
from ..services.session import Center
from .places import TEMPLATE

ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATE),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
SENTENCES = {
    403: "You may not open this page. If you have been away for long, go back and try again.",
    404: "There is no such page here. Perhaps the link was cut off when it was copied.",
    405: "There is no such page here. Perhaps the link was cut off when it was copied.",
}
BROKEN = "Something went wrong on our side. Nothing you saved is lost; please try again."
STATUS: dict[type[WritingCenterError], int] = {
    InvalidInput: 400,
    InvitationUsed: 410,
    NameTaken: 400,
    NotAllowed: 403,
    NotFound: 404,
    NotSignedIn: 403,
    TooManyAttempts: 429,
    WrongPassphrase: 403,
}
"""Anything else that people are told of is the store being away."""
HEADLINES = {403: "Not for you to open", 404: "Nothing here", 405: "Nothing here"}


class CenterHandler(JupyterHandler):
    """What every handler of ours knows, and how it says that something went wrong."""

    member: Member | None = None

    @property
    def center(self) -> Center:
        """The center that is served."""
        found: Center = self.settings["center"]
        return found

    def url(self, path: str = "") -> str:
        """The address of one of our pages."""
        return f"{self.base_url}{path}"

    def render_page(self, template: str, status: int = 200, **values: Any) -> None:
        """Answer with a page of ours."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(ENVIRONMENT.get_template(template).render(**self.page_values(), **values))

    def page_values(self) -> dict[str, Any]:
        """What every page's template uses."""
        return {
            "base_url": self.base_url,
            "assets": f"{self.base_url}assets/{self.settings['asset_version']}/",
            "member": self.member,
            "xsrf": self.xsrf_token.decode(),
        }

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A page with a sentence; never a traceback, never an exception's own text."""
        if not hasattr(self, "_jupyter_current_user"):
            self.current_user = self._jupyter_current_user = None
        error = kwargs.get("exc_info", (None, None))[1]
        sentence = SENTENCES.get(status_code, BROKEN)
        headline = HEADLINES.get(status_code, "That did not work")
        if isinstance(error, WritingCenterError):
            status_code, sentence = STATUS.get(type(error), 503), str(error)
        elif isinstance(error, RefusedError):
            headline, sentence = error.headline, error.sentence
        self.render_page("error.html.j2", status_code, headline=headline, sentence=sentence)


class RefusedError(HTTPError):
    """Refused, with a sentence of its own for the page."""

    def __init__(self, status: HTTPStatus, headline: str, sentence: str) -> None:
        super().__init__(int(status))
        self.headline = headline
        self.sentence = sentence


class NotHereHandler(CenterHandler):
    """Every address that nothing else answers to."""

    async def prepare(self) -> None:
        """Nothing is looked up but who asks; there is nothing."""
        self.current_user = self._jupyter_current_user = self.identity_provider.get_user(self)
        raise HTTPError(404)
