"""What somebody typed in one window, when they saved from another window or device meanwhile.

A form that saves itself says of every field what stood in it when it was changed (``was``: what the
page knew, and what it sent since without an answer). Where the store has something else by now,
the field is not overwritten: the page shows both wordings.
"""

import unicodedata
from collections.abc import Mapping

from .live import Args, Reply

LOOK_AGAIN = (
    "You went on writing this in another window or on another device. It stands here now as it is "
    "kept: look at it once more, then hand it in."
)


def changed_elsewhere(args: Args, now: Mapping[str, str]) -> dict[str, str]:
    """The fields that came, and whose value ``now`` is neither what the page knew nor what it
    sends; with that value. A page that says nothing of what it knew is believed."""
    was = args.mapping("was")
    return {
        name: value
        for name, value in now.items()
        if args.has(name)
        and isinstance(known := was.get(name), list)
        and _in_short(value) not in {_in_short(one) for one in (*known, args.text(name))}
    }


def look_again(args: Args, now: Mapping[str, str]) -> Reply | None:
    """What to answer where a form that is to be handed in shows something else than is kept: that
    it was not handed in, and what ``stands`` in its fields. None where both are the same."""
    other = {
        name: value
        for name, value in now.items()
        if args.has(name) and _in_short(args.text(name)) != _in_short(value)
    }
    if not other:
        return None
    return Reply(render=False, extra={"error": LOOK_AGAIN, "stands": other})


def _in_short(value: object) -> str:
    """A value as it is compared: keeping it may have tidied its spaces, controls, and signs that
    turn the order around."""
    text = unicodedata.normalize("NFC", value if isinstance(value, str) else "")
    spaced = (" " if sign.isspace() else sign for sign in text)
    return " ".join("".join(s for s in spaced if unicodedata.category(s)[0] != "C").split())
