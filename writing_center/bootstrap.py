"""The only wiring: settings to store to session."""

from datetime import UTC, datetime

from .config import Settings, read_settings
from .domain.errors import NotSignedIn
from .domain.people import name_key
from .services.session import Center, Session
from .storage.center_store import CenterStore


class SystemClock:
    """The time of this computer, in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


def open_center(database_url: str) -> Center:
    """The center whose store is at ``database_url``; made when it is not there yet.

    Raises StoreUnavailable or StoreTooNew with a sentence for people.
    """
    return Center(CenterStore.open(database_url), SystemClock())


def open_session(member: str | None = None, *, database: str | None = None) -> Session:
    """A session in the writing center, as somebody.

    In a page, and in a notebook opened by ``writing-center lab``, call it without arguments.
    In a script of your own, name the ``member`` (a name or an id) and the ``database`` URL:
    whoever runs code there is trusted with the whole store.

    Raises NotSignedIn when nobody is named, or nobody of that name is a member.
    """
    settings = read_settings()
    center = open_center(database or settings.database_url)
    return _as_member(center, settings, member)


def _as_member(center: Center, settings: Settings, member: str | None) -> Session:
    wanted = settings.member_id if member is None else member
    found = center.store.members.find(wanted) if wanted else None
    if found is None and member:
        found = center.store.members.first(name_key=name_key(member))
    if found is None:
        raise NotSignedIn
    return Session(center.store, center.clock, found.id)
