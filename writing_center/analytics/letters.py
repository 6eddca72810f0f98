"""Messages about who needs something, drafted for a teacher to copy and to change.

They name no writer: whoever is asked to read may know them by a pen name only.
"""

from .needs import Need, NeedKind

THE_CLASS = "the class"


def letter_for(need: Need, to: str, title: str, request: str) -> str:
    """A message to ``to`` (a name, several, or the class) about what is needed. ``title`` and
    ``request`` are those of the text it is about, empty where there is none."""
    if to == THE_CLASS:
        return _to_the_class(need, title, request)
    return f"Hello {_first_names(to)},\n\n{_to_one(need, title)}"


def _to_the_class(need: Need, title: str, request: str) -> str:
    what = "its first reader" if need.kind is NeedKind.UNANSWERED else "one more reader"
    soon = " There is little time left, so it would help to have an answer today."
    return (
        f"Hello everybody,\n\n“{title}” is waiting for {what}. Its writer asks: “{request}”"
        f"{soon if need.is_near else ''}\n\nWho has twenty minutes? In the writing center, open "
        "Review and choose “Give me one”, or pick it from the list."
    )


def _to_one(need: Need, title: str) -> str:
    if need.kind in (NeedKind.UNANSWERED, NeedKind.TOO_FEW):
        soon = ", and little time is left" if need.is_near else ""
        return (
            f"you are reading “{title}”. Its writer is waiting for your answer{soon}. A few honest "
            "sentences are enough. If you can’t, give it back with one click: somebody else will "
            "read it, and what you wrote is kept."
        )
    if need.kind is NeedKind.CLAIM_ENDING:
        return (
            f"your time for “{title}” is almost over. What you wrote is kept. Write a line in your "
            "review to renew it, or give it back so that somebody else can read the draft."
        )
    if need.kind is NeedKind.NO_FEEDBACK:
        return (
            f"nobody has answered your “{title}”, and that should not have happened. I am sorry. I "
            "would like to read it myself this week: is your question still the one you asked?"
        )
    return (
        "I have not seen a draft of yours here yet, nor a review. Is something in the way? A rough "
        "page is enough to hand in, and reading somebody else’s draft is a good way to begin. Come "
        "and see me if that helps."
    )


def _first_names(to: str) -> str:
    return " and ".join(name.split()[0] for name in to.split(" and ") if name.split())
