"""What can go wrong between the center and its database, said in one sentence each.

No sentence carries a URL: it may hold a password.
"""

from sqlalchemy.exc import DBAPIError

from ..domain.errors import WritingCenterError


class StoreError(WritingCenterError):
    """Something about the store; ``str()`` is a sentence for people."""


class StoreUnavailable(StoreError):
    """The store can't be reached or can't be written now; nothing of the attempt was kept."""


class ConnectionLost(StoreUnavailable):
    """The database server went away in the middle; nothing of the attempt was kept."""

    def __init__(self) -> None:
        super().__init__(
            "The connection to the database was lost and nothing was saved; please try again."
        )


class CommitUnknown(StoreUnavailable):
    """The server went away before it answered a commit: it may have been kept, or not."""

    def __init__(self) -> None:
        super().__init__(
            "The connection to the database was lost while saving; "
            "please look whether the change is there before you make it again."
        )


class NoStore(StoreUnavailable):
    """There is no store, and none was to be made."""

    def __init__(self) -> None:
        super().__init__("There is no writing center's store at this address; please look again.")


class StoreBusy(StoreUnavailable):
    """Others wrote all the time that we waited for our turn."""

    def __init__(self) -> None:
        super().__init__("The store was busy for too long and nothing was saved; please try again.")


class BadFile(StoreError):
    """A file can't be written, or is not what it should be."""


class NotEmpty(StoreError):
    """Something is where only an empty place will do."""


class Unreadable(StoreError):
    """A row is not what the program knows by its table's name."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(f"In the table “{table}” something has an unknown form ({reason}).")


class StoreTooNew(StoreError):
    """The store was written by a newer version of this program, and was left untouched."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"This center's store is of version {found}, but this program only knows "
            f"version {known}; please install a newer writing-center."
        )


class TransactionForked(StoreError):
    """A process was forked inside a transaction, and the child tried to go on with it."""

    def __init__(self) -> None:
        super().__init__(
            "A transaction cannot be continued in a forked process; "
            "start the process outside of it, or open the store there anew."
        )


SENTENCES = (
    ("database or disk is full", "The disk is full and nothing was saved; please make room."),
    ("no space left on device", "The disk is full and nothing was saved; please make room."),
    (
        "readonly database",
        "The store's file or its folder is read-only and nothing was saved; "
        "please make both writable.",
    ),
    (
        "unable to open database file",
        "The store's file cannot be opened; please look whether its folder is there "
        "and can be written to.",
    ),
    ("file is not a database", "The file is not a writing center's store; please name another."),
    (
        "disk image is malformed",
        "The store's file is damaged; please restore a backup.",
    ),
    ("disk i/o error", "The disk reported an error and nothing was saved."),
    (
        "read-only transaction",
        "The database only allows reading at the moment and nothing was saved.",
    ),
    ("password authentication failed", "The database refused the user name or the password."),
    ("no password supplied", "The database wants a password and none was given."),
    ("does not exist", "The database server has no such database or user; please create it first."),
)


def sentence_for(error: BaseException) -> str | None:
    """The sentence for what a database driver reported, or None when it is none of ours."""
    said = str(error).lower()
    return next((sentence for part, sentence in SENTENCES if part in said), None)


def translated(error: BaseException, *, lost: bool, connecting: bool) -> StoreError | None:
    """The error to raise instead of a driver's; None leaves it as it is (it is a mistake of ours).

    ``lost``: the connection broke. ``connecting``: there was none yet.
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if "database is locked" in str(cause) or "lock timeout" in str(cause):
        return StoreBusy()
    sentence = sentence_for(cause)
    if sentence is not None and (connecting or "does not exist" not in str(cause)):
        return StoreUnavailable(sentence)
    if connecting:
        return StoreUnavailable(
            "The database cannot be reached; please look whether it runs and its address is right."
        )
    return ConnectionLost() if lost else None
