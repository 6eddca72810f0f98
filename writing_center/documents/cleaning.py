"""Text kept honest: nothing in it that can't be seen, or that makes it look other than it is."""

import re
import unicodedata

from .imported import Losses

MOST_STACKED = 6  # combining marks on one letter; the scripts of the world need fewer
# Embeddings, overrides and isolates. Marks of direction (U+200E, U+200F, U+061C), which texts in
# Arabic and Hebrew need, stay.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufeff]")
_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_ASCII_RUN = re.compile(rf"[^\x00-\u02ff]{{{MOST_STACKED + 1},}}")


def clean_text(text: str, losses: Losses) -> str:
    """``text`` with plain line ends, and without what hides, reorders or heaps up."""
    text = _LINES.sub("\n", text)
    text, reordering = _REORDERING.subn("", text)
    text, controls = _CONTROLS.subn("", text)
    text = _SURROGATES.sub("\ufffd", text)
    losses["reordering mark"] += reordering
    losses["control character"] += controls
    return _NOT_ASCII_RUN.sub(lambda match: _unstacked(match[0], losses), text)


def _unstacked(stretch: str, losses: Losses) -> str:
    kept = []
    marks = 0
    for character in stretch:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MOST_STACKED:
            kept.append(character)
    losses["stacked mark"] += len(stretch) - len(kept)
    return "".join(kept)
