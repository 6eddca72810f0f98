"""Who is named when, and what people are called until then.

A pen name is drawn by lot and kept: worked out from who somebody is, it could be worked out by
everybody who knows the rule (and the rule is in this file).
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .assignments import Naming

ADJECTIVES = (
    "brisk calm careful cheerful clear curious eager early fair fond gentle glad keen light lively "
    "lucky mellow modest nimble open patient plain proud quick quiet ready steady still "
    "tender warm wide willing wry young"
).split()
BIRDS = (
    "avocet bittern bunting crane curlew dipper dunlin egret fulmar gannet godwit goldcrest grebe "
    "heron ibis kestrel kite lapwing linnet magpie nuthatch oriole osprey petrel plover puffin "
    "redshank rook sandpiper siskin snipe starling stork tern thrush wagtail warbler waxwing "
    "whimbrel wigeon"
).split()
"""No words that people are called by (no robin, martin or jay): a pen name is nobody's name."""


class Part(StrEnum):
    """What somebody is to a submission. A member has a pen name for each part, so that who
    reads whom does not tell who wrote what."""

    WRITER = "writer"
    READER = "reader"


@dataclass(frozen=True)
class PenName:
    """What a member is called in an assignment, in one part, wherever their name is hidden."""

    id: str
    assignment_id: str
    member_id: str
    part: Part
    name: str


def pen_name_id(assignment_id: str, member_id: str, part: Part) -> str:
    """One member has one pen name for each part of an assignment."""
    return f"{assignment_id}:{member_id}:{part}"


def draw_pen_name(taken: Collection[str], draw: Callable[[Sequence[str]], str]) -> str:
    """A name that is free, drawn by lot; "Calm Heron 2" when all the plain ones are taken."""
    plain = [f"{a.capitalize()} {b.capitalize()}" for a in ADJECTIVES for b in BIRDS]
    for time in itertools.count(1):
        names = plain if time == 1 else [f"{name} {time}" for name in plain]
        if free := [name for name in names if name not in taken]:
            return draw(free)
    raise AssertionError("There is no end of names.")


def name_in_words(name: str, texts: Iterable[str]) -> str:
    """The first part of a name that stands in one of the texts as a word of its own, as it stands
    there; empty when none does. (Parts of one or two letters are words of every language.)"""
    parts = [re.escape(part) for part in name.split() if len(part) > 2]
    if not parts:
        return ""
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    return next((found[0] for text in texts if (found := whole.search(text))), "")


def is_writer_named(naming: Naming, *, has_answered: bool) -> bool:
    """Whether a reader learns the writer's name; ``has_answered``: their review is in."""
    if naming is Naming.PEN_NAMES_FIRST:
        return has_answered
    return naming in (Naming.OPEN, Naming.SINGLE_BLIND)


def is_reader_named(naming: Naming, *, to_writer: bool) -> bool:
    """Whether a reader whose review is in is named to the text's writer, or to its other
    readers."""
    return naming is Naming.OPEN or (naming is Naming.PEN_NAMES_FIRST and to_writer)


def stays_hidden(naming: Naming) -> bool:
    """Whether somebody's name is hidden for good, not only while reviews are written."""
    return naming in (Naming.SINGLE_BLIND, Naming.DOUBLE_BLIND)
