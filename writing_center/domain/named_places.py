"""Whether a place that a reader names is in the text: a paragraph's number, or a few words."""

import re

from .annotations import blocks, stands_in

_ONLY_NUMBERS = re.compile(r"(?:paragraphs?|par\.?|and|to|[\s\d,;.&+/¶§#–-])+", re.IGNORECASE)
_NAMED_PARAGRAPH = re.compile(r"(?:paragraphs?|par\.|[¶§])\s*(\d+)", re.IGNORECASE)
_GAP = re.compile(r"…|\.\.\.")
_AROUND = " \t\n\"'“”‘’„‚«».,;:!?()[]"


def doubt_about(place: str, text: str) -> str:
    """A sentence where a named place is not in ``text``; empty where it is, or none is named.

    Never a block: a reader may have meant something that no rule understands.
    """
    if not place.strip() or not text.strip() or _stands(place, text):
        return ""
    last = len(blocks(text))
    is_numbers = _ONLY_NUMBERS.fullmatch(place.strip()) is not None
    named = re.findall(r"\d+", place) if is_numbers else _NAMED_PARAGRAPH.findall(place)
    if not named:
        return "These words are not in the text."
    wrong = [number for number in named if not 1 <= int(number) <= last]
    return f"There is no paragraph {wrong[0]}." if wrong else ""


def _stands(place: str, text: str) -> bool:
    """Whether the words stand there, each stretch between dots that leave something out."""
    stretches = [one.strip(_AROUND) for one in _GAP.split(place)]
    return all(stands_in(text, one) for one in stretches if one) and any(stretches)
