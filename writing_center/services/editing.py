"""Suggested edits: other words for a passage, that its author may take into the draft."""

from dataclasses import dataclass

from ..domain.annotations import CONTEXT, Annotation, Passage
from ..domain.errors import ChangedElsewhere, NotFound
from ..domain.mark_pairs import fitted_in, taken_out
from ..domain.reanchoring import Fate
from ..domain.reviews import Choice
from ..domain.submissions import Draft, Submission
from ..domain.taken_edits import TakenEdit
from . import drafts, taken_edits
from .annotations import Carried, carried_into_draft
from .feedback import decide
from .self_review import answers_wait
from .session import Session

HAS_CHANGED = (
    "This passage has changed in your draft since your reader saw it, so it was not touched. "
    "Open your draft and look at both."
)
IS_WORKED_ON = (
    "You have gone on working here, so the old words can’t be put back by a click. "
    "They stand beside the suggestion: open your draft and choose."
)


@dataclass(frozen=True)
class Edit:
    """A suggested edit, seen from the author's working draft.

    ``words_now`` is what stands there now; None when the passage is gone.
    """

    is_taken: bool
    can_be_taken: bool
    words_now: str | None


def edits_in_draft(session: Session, draft_id: str) -> dict[str, Edit]:
    """The suggested edits on the submissions of one of the actor's drafts, by comment."""
    with_words = [
        one
        for one in carried_into_draft(session, draft_id)
        if one.annotation.replacement is not None
    ]
    draft = drafts.find_draft(session, draft_id)
    return {one.id: _edit(session, draft, one) for one in with_words}


def take_edit(session: Session, annotation_id: str) -> Draft:
    """Put a reader's words into the actor's draft, in the place of the passage.

    Only where the passage still stands word for word (it may have moved): otherwise raises
    ChangedElsewhere. Decides on the comment: done. Raises NotFound for anybody but the author.
    """
    with session.store.transaction():
        note, submission = _suggested(session, annotation_id)
        draft = drafts.find_draft(session, submission.draft_id)
        if taken_edits.standing(session, note.id, draft.text) is not None:
            return draft
        taken_edits.settle(session, draft)
        found = next(c for c in carried_into_draft(session, draft.id) if c.id == note.id)
        place = found.passage
        if place is None or not _can_be_taken(found):
            raise ChangedElsewhere(HAS_CHANGED)
        start, end = place.start, place.end
        if not note.replacement:
            start, end = taken_out(draft.text, start, end)
        return _save(session, draft, _take(session, note, draft, start, end))


def _take(session: Session, note: Annotation, draft: Draft, start: int, end: int) -> str:
    """The draft's text with the new words between two offsets; kept so that it can be undone."""
    new = fitted_in(draft.text, start, end, note.replacement or "")
    text = draft.text[:start] + new + draft.text[end:]
    known = session.store.decisions.find(note.id)
    choice, reason = (known.choice, known.reason) if known else ("", "")
    done = decide(session, note.review_id, note.id, Choice.DONE, reason, keeps_reason=True)
    session.store.taken_edits.put(
        TakenEdit(
            note.id,
            draft.id,
            _stretch(text, start, start + len(new)),
            draft.text[start:end],
            done.at,
            choice,
            reason,
            is_only=text.count(new) == 1,
        )
    )
    return text


def put_edit_back(session: Session, annotation_id: str) -> Draft:
    """Undo ``take_edit``: the old words stand there again, and the decision is what it was.

    Raises ChangedElsewhere when the author has gone on working on these words.
    """
    with session.store.transaction():
        note, submission = _suggested(session, annotation_id)
        draft = drafts.find_draft(session, submission.draft_id)
        taken_edits.settle(session, draft)
        taken = session.store.taken_edits.find(note.id)
        if taken is None:
            return draft
        start = taken.spot_in(draft.text, note.passage)
        if start is None:
            raise ChangedElsewhere(IS_WORKED_ON)
        end = start + len(taken.passage.exact)
        taken_edits.undo(session, taken)
        return _save(session, draft, draft.text[:start] + taken.before + draft.text[end:])


def _save(session: Session, draft: Draft, text: str) -> Draft:
    # A writer of its own: an editor that is open elsewhere is told that the text has changed.
    save = drafts.Save(text, draft.version, session.fresh_id(), 1)
    return drafts.save_text(session, draft.id, save)


def _suggested(session: Session, annotation_id: str) -> tuple[Annotation, Submission]:
    note = session.store.annotations.find(annotation_id)
    review = session.store.reviews.find(note.review_id) if note else None
    submission = session.store.submissions.find(note.submission_id) if note else None
    if (
        note is None
        or note.replacement is None
        or review is None
        or review.submitted_at is None
        or submission is None
        or submission.author_id != session.actor.id
        or answers_wait(session, submission)
    ):
        raise NotFound("suggestion")
    return note, submission


def _edit(session: Session, draft: Draft, found: Carried) -> Edit:
    is_taken = taken_edits.standing(session, found.id, draft.text) is not None
    now = found.passage.exact if found.passage else None
    return Edit(is_taken, not is_taken and _can_be_taken(found), now)


def _can_be_taken(found: Carried) -> bool:
    return found.stands_word_for_word and found.fate in (Fate.UNCHANGED, Fate.MOVED)


def _stretch(text: str, start: int, end: int) -> Passage:
    """A passage that may be empty, unlike one that is commented on."""
    return Passage(
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        start,
        end,
    )
