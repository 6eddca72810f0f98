"""The one widget that pages are made of: HTML out, events in.

The kernel renders a page as HTML; ``static/live.js`` shows it, and sends back what people do as
events ``{name, args, number}``. An event named ``claim`` calls the view's ``do_claim(args)``.
Nothing that arrives is trusted: arguments are read with ``Args``, permission is checked in the
services, and what a client says the page looks like is never read back.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..domain.errors import InvalidInput, NotFound, WritingCenterError
from .half_signs import whole

log = logging.getLogger("writing_center")

LOOK_EVERY = 1.0  # seconds
STATIC = Path(__file__).parent / "static"
SOMETHING_WENT_WRONG = (
    "Something went wrong on our side; nothing you typed is lost. Please try again, and tell "
    "your teacher if it happens again."
)


SCRIPTS = (
    "live.js",
    "difference.js",
    "staying.js",
    "undoing.js",
    "saving.js",
    "windows.js",
    "choosing.js",
    "kept.js",
    "autosaved.js",
    "conflict.js",
    "marks.js",
    "words.js",
    "paper.js",
    "caret.js",
    "editor.js",
    "bringing.js",
    "beside.js",
    "answering.js",
    "places.js",
    "reader.js",
    "rows.js",
    "changes.js",
    "copy.js",
)


def _script() -> str:
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in SCRIPTS)


class Args:
    """What came with an event, read with care: every value may be missing or of any type."""

    def __init__(self, values: object) -> None:
        """Reads ``values`` if it is a mapping, and nothing otherwise."""
        self._values: Mapping[str, Any] = whole(values) if isinstance(values, Mapping) else {}

    def text(self, name: str, default: str = "") -> str:
        """A text; ``default`` when it is missing or something else."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, label: str = "This") -> int:
        """A whole number, typed or counted. Raises InvalidInput."""
        value = self._values.get(name)
        try:
            if isinstance(value, bool) or not isinstance(value, int | str):
                raise ValueError
            return int(value)
        except ValueError:
            raise InvalidInput(f"{label} has to be a whole number.", name) from None

    def decimal(self, name: str, label: str = "This") -> float:
        """A number. Raises InvalidInput."""
        try:
            value = float(str(self._values.get(name)).replace(",", "."))
        except ValueError:
            raise InvalidInput(f"{label} has to be a number.", name) from None
        if value != value or abs(value) > 1e9:
            raise InvalidInput(f"{label} has to be a number.", name)
        return value

    def flag(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self._values.get(name) in (True, "true", "on", "1")

    def texts(self, name: str) -> list[str]:
        """Several texts (ticked boxes); others are left out."""
        value = self._values.get(name)
        if isinstance(value, str):
            return [value]
        found = value if isinstance(value, list) else []
        return [item for item in found if isinstance(item, str)]

    def has(self, name: str) -> bool:
        """Whether anything of this name came."""
        return self._values.get(name) is not None

    def but(self, names: Collection[str]) -> "Args":
        """Everything that came, without these."""
        return Args({name: one for name, one in self._values.items() if name not in names})

    def names(self) -> list[str]:
        """The names of everything that came."""
        return [name for name in self._values if isinstance(name, str)]

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A nested mapping, empty when it is not one."""
        value = self._values.get(name)
        return value if isinstance(value, Mapping) else {}


@dataclass(frozen=True)
class Reply:
    """What an event comes to. Without ``render=False`` the page is shown afresh.

    ``route`` moves on to another place; ``say`` is a sentence for the reader; ``extra`` goes to
    the script that asked (an editor's acknowledgement); ``download`` is a file for the browser.
    """

    say: str = ""
    route: str = ""
    render: bool = True
    extra: Mapping[str, Any] | None = None
    download: tuple[str, str, bytes] | None = None


class Live(anywidget.AnyWidget):
    """A page that answers events. Subclasses say how to render and whom to ask."""

    _esm = _script()
    _css = (STATIC / "center.css").read_text(encoding="utf-8")
    html = traitlets.Unicode("").tag(sync=True)

    def __init__(self) -> None:
        """An empty page; it is rendered when the browser says hello."""
        super().__init__()
        self.zone = "UTC"
        self._following: asyncio.Task[None] | None = None
        self.on_msg(self._receive)

    def page(self) -> str:
        """The page's HTML as it stands."""
        raise NotFound

    def go(self, route: str) -> None:
        """Move to another place."""

    def handler(self, name: str) -> Callable[[Args], Reply | None] | None:
        """What an event of this name calls."""
        return None

    def has_news(self) -> bool:
        """Whether somebody changed something since the page was rendered."""
        return True

    def show(self) -> None:
        """Render the page and send it, if it looks different."""
        self.html = whole(self._rendered())

    def follow(self) -> None:
        """Called every second while the page is open: a chance to show what others did."""

    def tell_progress(self, sentence: str) -> None:
        """Say how far a long piece of work has come."""
        self.send({"progress": sentence})

    def handle(self, name: str, args: object) -> Reply:
        """Answer one event. Raises WritingCenterError; the page is shown afresh."""
        values = Args(args)
        if name in ("hello", "go"):
            self.zone = values.text("zone", self.zone)
            self.go(values.text("route", "/"))
            self._begin_to_follow()
            reply = Reply()
        elif name == "look":
            reply = self._look(is_afresh=values.flag("afresh"))
        else:
            act = self.handler(name)
            if act is None:
                raise NotFound("button")
            reply = act(values) or Reply()
        if reply.route:
            self.go(reply.route)
        if reply.render:
            self.show()
        return reply

    def _look(self, *, is_afresh: bool) -> Reply:
        """Somebody comes back to this window: show what stands now. ``is_afresh`` after the
        connection was gone: what was sent last may not have arrived."""
        sent = self.html
        self.show()
        if is_afresh and self.html == sent:
            self.send_state("html")
        return Reply(render=False)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        message = content if isinstance(content, Mapping) else {}
        number = message.get("number")
        name = message.get("name")
        if name == "ping":
            return  # the page asks whether anybody is there; that this was received tells it
        try:
            reply = self.handle(name if isinstance(name, str) else "", message.get("args"))
        except WritingCenterError as error:
            self.send({"number": number, "error": str(error), "field": _field_of(error)})
        except Exception:
            log.exception("event %r failed", name)
            self.send({"number": number, "error": SOMETHING_WENT_WRONG})
        else:
            self._answer(number, reply)

    def _begin_to_follow(self) -> None:
        if self._following is not None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # a script: nobody looks
        self._following = loop.create_task(self._keep_following())

    async def _keep_following(self) -> None:
        while self.comm is not None:
            await asyncio.sleep(LOOK_EVERY)
            try:
                self.follow()
            except Exception:
                log.exception("looking for news failed")

    def _answer(self, number: object, reply: Reply) -> None:
        message: dict[str, Any] = {"number": number, **whole(reply.extra or {})}
        if reply.say:
            message["say"] = reply.say
        if reply.route:
            message["route"] = reply.route
        if reply.download is not None:
            name, kind, content = reply.download
            message["download"] = {"name": name, "type": kind}
            self.send(message, buffers=[content])
        else:
            self.send(message)

    def _rendered(self) -> str:
        try:
            return self.page()
        except WritingCenterError as error:
            return error_page(str(error))
        except Exception:
            log.exception("rendering failed")
            return error_page(SOMETHING_WENT_WRONG)


def error_page(sentence: str) -> str:
    """A page that says what happened and leads back."""
    from .templates import render

    return render("error.html", sentence=sentence)


def _field_of(error: WritingCenterError) -> str | None:
    return error.field if isinstance(error, InvalidInput) else None
