"""Bringing a text in: a file comes in pieces, is read by a process of its own, and handed back.

Nothing is put into the draft here: the editor does that, so that it can be undone.
"""

import secrets
import tempfile

from ..documents.imported import MAX_FILE
from ..documents.separate import Reading, begin_file, begin_paste
from ..domain.errors import InvalidInput
from ..domain.kept_texts import KeptText
from . import drafts
from .session import Session

MAX_CHUNK = 600_000  # bytes
MAX_PASTED = 4_000_000  # characters of HTML
TOO_LARGE = (
    f"This file is larger than {MAX_FILE // 1_000_000} MB. Pictures make files large, and are left "
    "out anyway: take them out, or copy the text and paste it."
)
INTERRUPTED = "The file did not arrive whole. Please choose it again."
KEPT_BECAUSE = "a file was brought in"


class Upload:
    """A file on its way: what has come of it is in a nameless temporary file, which is gone when
    nobody holds it any more, whatever happens to this process."""

    def __init__(self, draft_id: str, name: str, size: int) -> None:
        """A file of ``size`` bytes called ``name``, for a draft; nothing of it is here yet."""
        self.id = secrets.token_urlsafe(16)
        self.draft_id = draft_id
        self.name = name
        self.size = size
        self.received = 0
        self.chunks = 0
        self.file = tempfile.TemporaryFile()  # noqa: SIM115

    def close(self) -> None:
        """Throw away what has come."""
        self.file.close()


def begin_upload(session: Session, draft_id: str, name: str, size: int) -> Upload:
    """Make ready for a file of ``size`` bytes. Raises InvalidInput when it is too large or empty,
    NotFound when the draft isn't the actor's."""
    drafts.find_draft(session, draft_id)
    if size > MAX_FILE:
        raise InvalidInput(TOO_LARGE, "file")
    if size < 1:
        raise InvalidInput("This file is empty.", "file")
    return Upload(draft_id, name.replace("\x00", "")[-200:], size)


def take_chunk(session: Session, upload: Upload, number: int, chunk: bytes) -> int:
    """Keep the next piece of a file, and say how many bytes of it are here.

    A piece that comes twice is kept once. Raises InvalidInput when one is missing, or more comes
    than was announced.
    """
    drafts.find_draft(session, upload.draft_id)
    if number == upload.chunks - 1:
        return upload.received
    is_too_much = len(chunk) > MAX_CHUNK or upload.received + len(chunk) > upload.size
    if number != upload.chunks or is_too_much or not chunk:
        raise InvalidInput(INTERRUPTED, "file")
    upload.file.write(chunk)
    upload.received += len(chunk)
    upload.chunks += 1
    return upload.received


def begin_reading(session: Session, upload: Upload) -> Reading:
    """Begin to read a file that is here; its ``result()`` is the text.

    Raises InvalidInput when it is not here as a whole.
    """
    drafts.find_draft(session, upload.draft_id)
    if upload.received != upload.size:
        raise InvalidInput(INTERRUPTED, "file")
    upload.file.flush()
    return begin_file(upload.file, upload.name)


def begin_pasting(session: Session, draft_id: str, html: str) -> Reading:
    """Begin to read what a word processor put on the clipboard. Raises InvalidInput when it is too
    long."""
    drafts.find_draft(session, draft_id)
    if len(html) > MAX_PASTED:
        raise InvalidInput("This is too much to paste at once: bring it in as a file.", "file")
    return begin_paste(html)


def keep_what_stands(session: Session, draft_id: str) -> str:
    """Keep the text of one of the actor's drafts before a file takes its place.

    Returns the id of the kept text; empty when there is none, or it is kept already.
    """
    with session.store.transaction():
        draft = drafts.find_draft(session, draft_id)
        earlier = session.store.kept_texts.where(draft_id=draft_id)
        if not draft.text.strip() or any(kept.text == draft.text for kept in earlier):
            return ""
        now = session.clock.now()
        kept = KeptText(
            session.fresh_id(), draft.id, session.actor_id, draft.text, now, KEPT_BECAUSE
        )
        return session.store.kept_texts.put(kept).id
