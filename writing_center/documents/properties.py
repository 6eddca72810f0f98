"""The title that a document keeps among its properties."""

from .archives import Archive
from .safe_xml import read_xml

_TITLE = "http://purl.org/dc/elements/1.1/ title"
MOST = 200  # characters


def title_of(archive: Archive, part: str) -> str:
    """The title in this part of a document, empty when there is none."""
    found: list[str] = []
    inside = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = name == _TITLE

    def end(_name: str) -> None:
        nonlocal inside
        inside = False

    if part in archive:
        with archive.open(part) as source:
            read_xml(source, start, end, lambda piece: found.append(piece) if inside else None)
    return " ".join("".join(found).split())[:MOST]
