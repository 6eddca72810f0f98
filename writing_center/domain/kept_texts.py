"""Texts of a draft that were never handed in, kept when an older one took their place."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class KeptText:
    """What stood in a working draft before something else was put there. Its author's alone.

    ``why`` is what took its place, as the author is told ("Draft 1 was put back").
    """

    id: str
    draft_id: str
    author_id: str
    text: str
    kept_at: datetime
    why: str
