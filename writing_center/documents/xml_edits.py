"""Small changes to a piece of XML, made in its bytes, so that all the rest stays as it is."""

import re
from dataclasses import dataclass, field

_TAG = re.compile(rb"<(?:([\w.-]{1,20}):)?\w+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_NAME = re.compile(rb"</?(?:([\w.-]{1,20}):)?([\w.-]+)")


@dataclass
class Edits:
    """Collects changes by their places in ``content``, which must be UTF-8; ``_:`` in what is put
    in stands for the prefix that the document has for the element at its place."""

    content: bytes
    _changes: list[tuple[int, int, bytes]] = field(default_factory=list)
    _names: dict[int, tuple[int, bytes]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._changes or self._names)

    def done(self) -> bytes:
        """The document with all changes."""
        names = [(begin, end, name) for begin, (end, name) in self._names.items()]
        parts, place = [], 0
        for begin, end, text in sorted(self._changes + names):
            parts += [self.content[place:begin], text]
            place = end
        return b"".join([*parts, self.content[place:]])

    def insert(self, place: int, element: str, at: int) -> None:
        """Put in an element, with the prefix of the one at ``at``."""
        self._changes.append((place, place, self._prefixed(f"<_:{element}>", at)))

    def replace(self, place: int, element: str) -> None:
        """Put an element in the place of a tag."""
        tag = _TAG.match(self.content, place)
        if tag is not None:
            end = "/" if tag[0].endswith(b"/>") else ""
            text = self._prefixed(f"<_:{element}{end}>", place)
            self._changes.append((place, tag.end(), text))

    def rename(self, place: int, name: str) -> None:
        """Give the tag at ``place`` another name. It may be said again; the last one holds."""
        found = _NAME.match(self.content, place)
        if found is not None:
            self._names[found.start(2)] = (found.end(2), name.encode())

    def assign(self, place: int, attribute: str, value: str) -> None:
        """Give an attribute that the tag at ``place`` has another value."""
        tag = _TAG.match(self.content, place)
        pattern = rf"[\s:]{attribute}\s*=\s*(\"[^\"]*\"|'[^']*')".encode()
        if tag is not None and (found := re.compile(pattern).search(tag[0])):
            begin, end = place + found.start(1), place + found.end(1)
            self._changes.append((begin, end, f'"{value}"'.encode()))

    def after(self, place: int) -> int:
        """Where the tag ends that begins at ``place``."""
        tag = _TAG.match(self.content, place)
        return tag.end() if tag else self.content.index(b">", place) + 1

    def is_empty(self, place: int) -> bool:
        """Whether the tag at ``place`` is an element of its own, with nothing in it."""
        end = self.after(place)
        return self.content[end - 2 : end] == b"/>"

    def _prefixed(self, text: str, place: int) -> bytes:
        found = _NAME.match(self.content, place)
        prefix = (found[1] or b"").decode() if found else "w"
        return text.replace("_:", f"{prefix}:" if prefix else "").encode()
