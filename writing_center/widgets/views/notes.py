"""How comments are shown: the plain values that ``note.html`` needs."""

from dataclasses import dataclass

from ...domain.annotations import Annotation, Passage
from ...domain.reviews import Comment, Decision
from ...domain.style_guide import Entry
from ...services.session import Session


@dataclass(frozen=True)
class Note:
    """A comment as it stands on a page."""

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

    @property
    def quote(self) -> str:
        """The passage's words."""
        return self.passage.exact if self.passage else ""

    @property
    def label(self) -> str:
        """What a screen reader calls it."""
        return f"{self.kind}, {self.by}" if self.by else self.kind


def cited(session: Session, entry_id: str | None) -> Entry | None:
    """The entry of the guide that a comment points at."""
    return session.store.entries.find(entry_id) if entry_id else None


def own_note(session: Session, note: Annotation, *, can_remove: bool) -> Note:
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
    )
