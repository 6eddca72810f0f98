"""What a suggested edit that was taken means for the decision on its comment, while it stands.

Parts of other verbs, which have asked whose draft it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..domain.reviews import Choice, Decision
from ..domain.submissions import Draft
from ..domain.taken_edits import TakenEdit
from .session import Session


def standing(session: Session, annotation_id: str, text: str) -> TakenEdit | None:
    """The taken edit of a comment; None where none was taken, or its old words stand again."""
    taken = session.store.taken_edits.find(annotation_id)
    return None if taken is None or _is_undone(session, taken, text) else taken


def settle(session: Session, draft: Draft) -> None:
    """Forget what the author undid by hand, and the decisions that came from taking it."""
    for taken in list(_undone(session, draft)):
        undo(session, taken)


def undo(session: Session, taken: TakenEdit) -> None:
    """Forget that an edit was taken; its comment's decision is what it was, unless the author
    has decided anew since."""
    session.store.taken_edits.remove(taken.id)
    known = session.store.decisions.find(taken.id)
    if known is None or not _came_from(taken, known):
        return
    before = _before(taken, known)
    if before is None:
        session.store.decisions.remove(taken.id)
    else:
        session.store.decisions.put(before)


def holding(
    session: Session, draft_id: str, decisions: Mapping[str, Decision]
) -> dict[str, Decision]:
    """The decisions of a draft's author without those that came from taking what is undone."""
    draft = session.store.drafts.find(draft_id)
    held = dict(decisions)
    for taken in _undone(session, draft) if draft else ():
        known = held.get(taken.id)
        if known is None or not _came_from(taken, known):
            continue
        before = _before(taken, known)
        if before is None:
            del held[taken.id]
        else:
            held[taken.id] = before
    return held


def _came_from(taken: TakenEdit, known: Decision) -> bool:
    """Whether a decision is the one that taking the edit made."""
    return known.at == taken.at


def _before(taken: TakenEdit, known: Decision) -> Decision | None:
    if not taken.choice:
        return None
    return replace(known, choice=Choice(taken.choice), reason=taken.reason)


def _undone(session: Session, draft: Draft) -> Iterator[TakenEdit]:
    for taken in session.store.taken_edits.where(draft_id=draft.id):
        if _is_undone(session, taken, draft.text):
            yield taken


def _is_undone(session: Session, taken: TakenEdit, text: str) -> bool:
    note = session.store.annotations.find(taken.id)
    return taken.is_undone_in(text, note.passage if note else None)
