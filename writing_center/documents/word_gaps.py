"""What mammoth would pass over in a Word document, or stumble over: called by names it knows."""

from .archives import Archive
from .imported import Losses
from .safe_xml import read_xml
from .xml_edits import Edits

READ_THROUGH = "smartTag"  # of this, mammoth reads what is inside, and nothing else
PASSED_OVER = "proofErr"  # of this, nothing
_NAMES = {
    "fldSimple": READ_THROUGH,
    "dir": READ_THROUGH,
    "bdo": READ_THROUGH,
    "ruby": READ_THROUGH,
    "rubyBase": READ_THROUGH,
    "rt": PASSED_OVER,
    "cr": "br",
    "ptab": "tab",
}
_WITHOUT_TARGET = {
    "hyperlink": READ_THROUGH,
    "hlinkClick": PASSED_OVER,
    "blip": PASSED_OVER,
    "imagedata": PASSED_OVER,
}
_LOST = {"hyperlink": "link", "blip": "picture", "imagedata": "picture"}
_RELATIONSHIPS = "/relationships "
_TARGETS = tuple(f"{_RELATIONSHIPS}{name}" for name in ("id", "embed", "link"))


def targets(archive: Archive, part: str) -> frozenset[str]:
    """The names by which a part of a document points to links and pictures."""
    found: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" Relationship"):
            found.add(attributes.get("Id", ""))

    folder, _, file = part.rpartition("/")
    relationships = f"{folder}/_rels/{file}.rels"
    if relationships in archive:
        with archive.open(relationships) as source:
            read_xml(source, start)
    return frozenset(found)


class Gaps:
    """Sees to the elements that need another name, as a part is read from top to bottom."""

    def __init__(self, edits: Edits, known: frozenset[str]) -> None:
        """``known`` are the targets that there are."""
        self.edits, self.known = edits, known
        self.losses = Losses()
        self._open: list[str] = []  # the new names of the tags that will close; mostly none

    def start(
        self, short: str, attributes: dict[str, str], place: int, *, is_read: bool = True
    ) -> None:
        """An element opens at ``place``. What mammoth does not read anyway is no loss."""
        name = _NAMES.get(short, "")
        if short in _WITHOUT_TARGET and self._has_no_target(attributes):
            name = _WITHOUT_TARGET[short]
            if is_read and short in _LOST:
                self.losses[_LOST[short]] += 1
        elif short == "br" and any(key.endswith(" type") for key in attributes):
            # The end of a page or a column: without a sign, two words would become one.
            self.edits.assign(place, "type", "textWrapping")
        if name:
            self.edits.rename(place, name)
        self._open.append("" if name and self.edits.is_empty(place) else name)

    def end(self, place: int) -> None:
        """The innermost element closes."""
        if name := self._open.pop():
            self.edits.rename(place, name)

    def _has_no_target(self, attributes: dict[str, str]) -> bool:
        named = [value for key, value in attributes.items() if key.endswith(_TARGETS)]
        return any(value not in self.known for value in named)
