"""What became of a passage in the next draft, in the words of a report."""

from ..domain.annotations import Passage
from ..domain.reanchoring import Fate as Became
from ..domain.reanchoring import Following
from .model import Fate

IN_A_REPORT = {
    Became.UNCHANGED: Fate.STILL_THERE,
    Became.MOVED: Fate.STILL_THERE,
    Became.CHANGED: Fate.CHANGED,
    Became.GONE: Fate.GONE,
}


class NextDraft:
    """The draft that came after another, for asking what became of passages of that one."""

    def __init__(self, before: str, after: str) -> None:
        """Compares the two texts once."""
        self._following = Following(before, after)

    def fate_of(self, passage: Passage) -> Fate:
        """Whether the passage stands word for word, wherever it is now, has changed, or is gone."""
        return IN_A_REPORT[self._following.find(passage).fate]
