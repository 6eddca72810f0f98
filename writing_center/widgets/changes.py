"""What was changed between two wordings, by words, for showing it."""

import difflib
import re
from dataclasses import dataclass

_PART = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
LONGEST = 6_000


@dataclass(frozen=True)
class Change:
    """A stretch of two wordings: ``same`` in both, taken ``out``, or put ``in``."""

    kind: str
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """How ``before`` becomes ``after``, word by word; as a whole where the two are very long."""
    if before == after:
        return (Change("same", before),) if before else ()
    if max(len(before), len(after)) > LONGEST:
        return _whole(before, after)
    old, new = _PART.findall(before), _PART.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return _whole(before, after)
    found: list[Change] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            found.append(Change("same", "".join(old[a:b])))
        else:
            found += _whole("".join(old[a:b]), "".join(new[c:d]))
    return tuple(found)


def _whole(before: str, after: str) -> tuple[Change, ...]:
    both = (Change("out", before), Change("in", after))
    return tuple(change for change in both if change.text)
