"""How comments are shown: the plain values that ``note.html`` and its kin need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain.annotations import Annotation, CommentKind, Passage, words_seen
from ...domain.errors import InvalidInput
from ...domain.reanchoring import Fate
from ...domain.reviews import Comment, Decision
from ...domain.shown_lines import shown_words
from ...domain.style_guide import Entry
from ...services.annotations import Carried
from ...services.editing import Edit
from ...services.session import Session
from ...services.threads import Thread
from ..changes import Change, changes
from ..live import Args

FATES = {
    Fate.UNCHANGED: "The passage still stands there, word for word.",
    Fate.MOVED: "The passage stands word for word, in another place.",
    Fate.CHANGED: "The passage was changed:",
    Fate.GONE: "The passage is not in the text any more.",
}
KINDS = {
    CommentKind.WORKED: "it reached you: say where and how",
    CommentKind.QUESTION: "something that you would like to know",
    CommentKind.LOST: "you had to read it twice, or gave up",
    CommentKind.SUGGESTION: "something to try",
    CommentKind.SURFACE: "spelling, punctuation, form",
}
"""The kinds of comments, each with what it is for."""
CHOOSE_KIND = "What is it? Choose one."
BY_HAND = "Put on this passage by hand."
PUT_BY_YOU = "You put it here."


@dataclass(frozen=True)
class Note:
    """A comment as it stands on a page.

    ``suggested`` is how the words that it suggests differ from the passage. A comment on an
    earlier draft has ``fate``, a sentence on what became of its passage, ``changed``, how that
    differs now (from where it was put by hand: ``put_here`` says so), and ``origin``, the address
    of the draft that it was made on. ``side`` tells two people's comments apart where they stand
    beside each other ("own", "theirs").
    """

    id: str
    kind: str
    by: str
    body: str
    passage: Passage | None
    review_id: str = ""
    entry: Entry | None = None
    can_remove: bool = False
    decision_form: bool = False
    decision: Decision | None = None
    place: str = ""
    suggested: tuple[Change, ...] = ()
    edit: Edit | None = None
    thread: Thread | None = None
    fate: str = ""
    changed: tuple[Change, ...] = ()
    origin: str = ""
    origin_number: int = 0
    is_placed: bool = False
    put_here: str = ""
    can_place: bool = False
    quoted: str = ""
    can_propose: bool = True
    side: str = ""
    outcome: str = ""
    outcome_changed: tuple[Change, ...] = ()

    @property
    def is_praise(self) -> bool:
        """Whether it says that a passage worked: then nothing has to be decided."""
        return self.kind == CommentKind.WORKED and bool(self.quote)

    @property
    def quote(self) -> str:
        """The words that were commented on, as readers saw them."""
        if self.quoted or not self.passage:
            return shown_words(self.quoted)
        return words_seen(self.passage)

    @property
    def label(self) -> str:
        """What a screen reader calls it."""
        return f"{self.kind}, {self.by}" if self.by else self.kind


def kinds_to_choose(*without: CommentKind) -> list[tuple[str, str]]:
    """The kinds for the form of a comment, each with its explanation."""
    return [(str(kind), told) for kind, told in KINDS.items() if kind not in without]


def kind_of(args: Args) -> CommentKind:
    """The kind that was chosen. Raises InvalidInput where none was: no kind is the usual one."""
    try:
        return CommentKind(args.text("kind"))
    except ValueError:
        raise InvalidInput(CHOOSE_KIND, "kind") from None


def cited(session: Session, entry_id: str | None) -> Entry | None:
    """The entry of the guide that a comment points at."""
    return session.store.entries.find(entry_id) if entry_id else None


def own_note(
    session: Session, note: Annotation, *, can_remove: bool, can_propose: bool = True
) -> Note:
    """A comment of the reader's own."""
    return Note(
        note.id,
        str(note.kind),
        "you",
        note.body,
        note.passage,
        note.review_id,
        cited(session, note.cites),
        can_remove,
        suggested=_suggested(note.passage, note.replacement),
        can_propose=can_propose,
    )


def received_note(
    session: Session, comment: Comment, by: str, decision: Decision | None, *, form: bool
) -> Note:
    """A comment of a review that is handed in; with ``form``, its author may decide on it."""
    return Note(
        comment.id,
        comment.about if form else comment.about.replace("Your question", "Their question"),
        by,
        comment.body,
        comment.passage,
        comment.review_id,
        cited(session, comment.cites),
        decision_form=form,
        decision=decision,
        place=comment.place,
        suggested=_suggested(comment.passage, comment.replacement),
    )


def talked_about(
    notes: Mapping[str, Note],
    threads: Mapping[str, Thread],
    edits: Mapping[str, Edit] | None = None,
) -> dict[str, Note]:
    """The notes with what was said below them, and what became of their suggested edits."""
    return {
        id: replace(note, thread=threads.get(id, Thread()), edit=(edits or {}).get(id))
        for id, note in notes.items()
    }


def carried_note(session: Session, found: Carried, *, can_place: bool) -> Note:
    """A comment on an earlier draft, as it stands in a later text."""
    note = found.annotation
    put = found.put
    before = put.passage if put else note.passage
    is_changed = found.passage is not None and found.passage.exact != before.exact
    by_hand = PUT_BY_YOU if put and put.by_id == session.actor_id else BY_HAND
    return Note(
        note.id,
        str(note.kind),
        found.by,
        note.body,
        found.passage,
        note.review_id,
        cited(session, note.cites),
        decision=found.decision,
        suggested=_suggested(note.passage, note.replacement),
        fate=by_hand if put and found.passage and not is_changed else FATES[found.fate],
        put_here=by_hand if put and found.passage and not is_changed else "",
        changed=changes(before.exact, found.passage.exact) if is_changed and found.passage else (),
        origin=f"feedback/{found.origin.id}"
        if session.actor_id in found.origin.author_ids
        else f"review/given/{note.review_id}",
        origin_number=found.origin.number,
        is_placed=found.is_placed,
        can_place=can_place,
        quoted=note.passage.exact,
    )


def _suggested(passage: Passage | None, replacement: str | None) -> tuple[Change, ...]:
    if passage is None or replacement is None:
        return ()
    return changes(passage.exact, replacement)
