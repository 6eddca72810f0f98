"""A page of several places: routes to views, events to the view that is open."""

import time
from collections.abc import Callable, Sequence

from ..domain.errors import NotFound
from ..services.session import Session
from .live import Args, Live, Reply
from .templates import render

RENDER_ANYWAY = 60.0  # seconds


class View:
    """One place of a desk. Methods called ``do_…`` answer the events of its page.

    ``path`` holds the parts of the route after the view's own name.
    """

    @property
    def is_live(self) -> bool:
        """Whether the page follows what others do, without being asked."""
        return False

    def is_stale(self) -> bool:
        """Whether a page that is live should be shown afresh: somebody did something. Once a
        minute also for what only the clock did (a lease ran out)."""
        return self.desk.has_news() or time.monotonic() - self.desk.rendered_at > RENDER_ANYWAY

    def __init__(self, desk: "Desk") -> None:
        """A view of ``desk``."""
        self.desk = desk
        self.path: Sequence[str] = ()

    @property
    def session(self) -> Session:
        """Who is at work."""
        return self.desk.session

    def page(self) -> str:
        """The HTML of this place."""
        raise NotFound

    def part(self, place: int) -> str:
        """A part of the path, empty when there is none."""
        return self.path[place] if place < len(self.path) else ""

    def render(self, template: str, **values: object) -> str:
        """A template, filled in; it knows in which zone its reader is."""
        return render(template, **{"reader_zone": self.desk.zone, **values})


class Desk(Live):
    """A page in which one goes from place to place without a new kernel."""

    def __init__(self, session: Session) -> None:
        """The desk of the session's member."""
        self.session = session
        self.views: dict[str, View] = {}
        self.view: View | None = None
        self.seen = -1
        self.rendered_at = 0.0
        super().__init__()

    def add_view(self, name: str, view: View) -> None:
        """Put a view at ``/name``."""
        self.views[name] = view

    def entrance(self, name: str) -> str:
        """Where somebody is led who asks for ``/name``: there, by default."""
        return name

    def go(self, route: str) -> None:
        """Open the view of ``route``; an unknown one shows a friendly page."""
        name, *rest = [part for part in route.split("?")[0].split("/") if part] or [""]
        self.view = self.views.get(self.entrance(name))
        if self.view is not None:
            self.view.path = rest if self.entrance(name) == name else ()

    def page(self) -> str:
        """The page of the view that is open."""
        self.session.require_member()
        self.seen = self._revision()
        self.rendered_at = time.monotonic()
        if self.view is None:
            raise NotFound
        return self.view.page()

    def has_news(self) -> bool:
        """Whether anybody did something since the page was rendered.

        Everything that others could see leaves an activity; what people type does not, so a
        class that writes does not make every page render every second.
        """
        return self._revision() != self.seen

    def follow(self) -> None:
        """Show what others did, where the page that is open wants to."""
        if self.view is not None and self.view.is_live and self.view.is_stale():
            self.show()

    def _revision(self) -> int:
        return self.session.store.revision("activities")

    def handler(self, name: str) -> Callable[[Args], Reply | None] | None:
        """The open view's ``do_name``, if it has one."""
        if self.view is None or not name.isidentifier():
            return None
        found = getattr(self.view, f"do_{name}", None)
        return found if callable(found) else None
