"""Half a sign: a lone surrogate, which a script can send and no message can carry.

One of them in a title would take the board away from a whole class. So none comes in, and none
that is there already goes out. A half is one code point, and so is what takes its place: offsets
stay what they were.
"""

import re
from collections.abc import Mapping
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")


def whole(value: Any) -> Any:
    """``value`` with U+FFFD for every half of a sign in its texts, however deep they lie."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {whole(key): whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [whole(inner) for inner in value]
    return value
