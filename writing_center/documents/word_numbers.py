"""The numbers that Word counts for the items of its lists: they go on after what stands between."""

from dataclasses import dataclass, field

from .archives import Archive
from .safe_xml import read_xml
from .structure import Block

NUMBER = "wc-number-"  # begins the name of a place where a number is kept through mammoth
MOST = 9999


@dataclass
class _Kind:
    """A definition that lists share; they count together."""

    starts: dict[str, int] = field(default_factory=dict)
    bullets: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class _List:
    kind: str = ""
    restarts: dict[str, int] = field(default_factory=dict)


class WordNumbers:
    """Counts the items of a document's lists, in the order in which they are asked for."""

    def __init__(self, archive: Archive, part: str = "word/numbering.xml") -> None:
        """The lists of a document that was inspected before; none when it has none."""
        self._kinds: dict[str, _Kind] = {}
        self._lists: dict[str, _List] = {}
        self._kind, self._list, self._level = _Kind(), _List(), "0"
        self._last = ("", "")
        self.linked: dict[str, str] = {}  # styles of paragraphs, with the level they stand for
        if part in archive:
            with archive.open(part) as source:
                read_xml(source, self._start)

    def __bool__(self) -> bool:
        return bool(self._lists)

    def leave(self) -> None:
        """A paragraph that is in no list."""
        self._last = ("", "")

    def take(self, number: str, level: str) -> int | None:
        """Count the next item. Its number, where it can't be told from the item before: None
        where it can, or where it has a bullet."""
        one = self._lists.get(number)
        kind = self._kinds.get(one.kind) if one else None
        if one is None or kind is None:
            self.leave()
            return None
        if level in one.restarts:
            kind.counts[level] = one.restarts.pop(level) - 1
        count = kind.counts.get(level, kind.starts.get(level, 1) - 1) + 1
        kind.counts = {key: value for key, value in kind.counts.items() if key < level}
        kind.counts[level] = count
        goes_on, self._last = self._last == (number, level), (number, level)
        is_told = goes_on or level in kind.bullets or count == 1
        return None if is_told or not 0 <= count <= MOST else count

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        given = {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()}
        value = given.get("val", "")
        match name.rsplit(" ", 1)[-1]:
            case "abstractNum":
                self._kind = self._kinds.setdefault(given.get("abstractNumId", ""), _Kind())
            case "num":
                self._list = self._lists.setdefault(given.get("numId", ""), _List())
                self._kind = _Kind()
            case "abstractNumId":
                self._list.kind = value
            case "lvl" | "lvlOverride":
                self._level = given.get("ilvl", "0")
            case "pStyle":
                self.linked.setdefault(value, self._level)
            case "start" if value.isdigit():
                self._kind.starts[self._level] = int(value[:5])
            case "startOverride" if value.isdigit():
                self._list.restarts[self._level] = int(value[:5])
            case "numFmt" if value in ("bullet", "none"):
                self._kind.bullets.add(self._level)


def number_lists(root: Block) -> None:
    """Let lists begin with the numbers that were kept at their first items."""
    for block in root.walk():
        if block.tag == "ol" and block.blocks:
            names = _first_names(block.blocks[0])
            numbers = [name.removeprefix(NUMBER) for name in names if name.startswith(NUMBER)]
            if numbers and numbers[0].isdigit():
                block.attributes["start"] = numbers[0]


def _first_names(item: Block) -> tuple[str, ...]:
    """The places right at the beginning of an item."""
    while item.children and isinstance(item.children[0], Block):
        item = item.children[0]
    return item.runs[0].names if item.runs else ()
