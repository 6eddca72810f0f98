"""A desk opened at a place, without a browser."""

from writing_center.services.session import Session
from writing_center.widgets import WritingDesk
from writing_center.widgets.live import Live


def opened(desk: Live, route: str = "/", zone: str = "Europe/Berlin") -> Live:
    """The desk, as its page opens it."""
    desk.handle("hello", {"route": route, "zone": zone})
    return desk


def page_of(who: Session, route: str = "/") -> str:
    """What stands on somebody's own desk at a place, as HTML."""
    return opened(WritingDesk(who), route).html
