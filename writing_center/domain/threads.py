"""Talking about a comment: replies, one below the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .errors import InvalidInput, NotAllowed
from .submissions import clean_note

MAX_REPLY = 4_000
MAX_REPLIES = 200


@dataclass(frozen=True)
class Reply:
    """Something said below a comment; ``comment_id`` is that of ``reviews.Comment``."""

    id: str
    comment_id: str
    review_id: str
    submission_id: str
    author_id: str
    body: str
    at: datetime


@dataclass(frozen=True)
class Settled:
    """Somebody has nothing to add to a thread, up to the reply ``reply_id``.

    ``id`` is the comment's and the member's. It only keeps the thread off their start page.
    """

    id: str
    comment_id: str
    member_id: str
    reply_id: str


def settled_id(comment_id: str, member_id: str) -> str:
    """The id under which it is kept that a member has nothing to add."""
    return f"{comment_id}/{member_id}"


def in_threads(replies: Iterable[Reply]) -> dict[str, list[Reply]]:
    """Replies by comment, in the order in which they were made (as given, in one moment)."""
    threads: dict[str, list[Reply]] = {}
    for reply in sorted(replies, key=lambda reply: reply.at):
        threads.setdefault(reply.comment_id, []).append(reply)
    return threads


def can_still_change(reply: Reply, thread: Sequence[Reply], member_id: str) -> bool:
    """Whether a reply is the member's own and the last one: nobody has answered it."""
    return reply.author_id == member_id and bool(thread) and thread[-1].id == reply.id


def waits_for(
    thread: Sequence[Reply], member_id: str, *, is_of_it: bool, settled: Settled | None
) -> bool:
    """Whether the last word is somebody else's, and the member has not let it rest.

    ``is_of_it``: the member wrote the text or the comment; others only once they said something.
    """
    if not thread or thread[-1].author_id == member_id:
        return False
    if not is_of_it and all(reply.author_id != member_id for reply in thread):
        return False
    return settled is None or settled.reply_id != thread[-1].id


def check_room(already: int) -> None:
    """Raises NotAllowed when a thread with ``already`` replies takes no more."""
    if already >= MAX_REPLIES:
        raise NotAllowed(
            f"This conversation has {MAX_REPLIES} replies; go on below another comment, or talk."
        )


def clean_reply(body: str) -> str:
    """A reply's text. Raises InvalidInput when it is empty or too long."""
    tidy = clean_note(body, "A reply", "body", MAX_REPLY)
    if not tidy:
        raise InvalidInput("Please write a reply first.", "body")
    return tidy
