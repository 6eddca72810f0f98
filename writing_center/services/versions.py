"""All versions of a draft: side by side, what became of the comments, and putting one back."""

from dataclasses import dataclass
from functools import lru_cache

from ..domain.differences import Comparison, compare_texts
from ..domain.errors import InvalidInput, NotFound
from ..domain.kept_texts import KeptText
from ..domain.permissions import can_see_draft
from ..domain.submissions import Draft, Submission, count_words
from . import annotations, drafts, submissions
from .annotations import Carried
from .names import author_name
from .session import Session


@dataclass(frozen=True)
class Version:
    """A submission in the list of a draft's versions.

    ``answers`` is how many readers have answered; None for everybody but the author.
    """

    submission: Submission
    words: int
    answers: int | None


@dataclass(frozen=True)
class Versions:
    """The versions of a draft that the actor may read, first to last.

    ``draft`` is the working draft, for its author only; ``is_ahead`` says that it is another
    text than the last version. ``kept`` are texts that were never handed in, newest first.
    """

    draft_id: str
    title: str
    author: str
    versions: tuple[Version, ...]
    draft: Draft | None
    is_ahead: bool
    kept: tuple[KeptText, ...]


@dataclass(frozen=True)
class Compared:
    """Two versions beside each other. ``newer`` is None for the working draft.

    ``carried`` are the comments on the older one as they stand in the newer, in the order of the
    older: all of them for the author and the class's teachers, their own for a reader.
    """

    older: Submission
    newer: Submission | None
    newer_text: str
    author: str
    is_own: bool
    comparison: Comparison
    carried: tuple[Carried, ...]


@dataclass(frozen=True)
class Restored:
    """A working draft into which an older text was put. ``undo_id`` is the version that undoes
    it; empty where there is nothing to undo."""

    draft: Draft
    undo_id: str


def versions_of(session: Session, draft_id: str) -> Versions:
    """The versions of a draft: its author sees all of it, others the submissions that they may
    read. Raises NotFound when there is none for the actor to see."""
    draft = _own_draft(session, draft_id)
    found = _readable(session, draft_id)
    if draft is None and not found:
        raise NotFound("draft")
    last = found[-1] if found else None
    return Versions(
        draft_id=draft_id,
        title=draft.title if draft else last.title if last else "",
        author=author_name(session, last) if last else session.actor.name,
        versions=tuple(_version(session, one, is_own=draft is not None) for one in found),
        draft=draft,
        is_ahead=draft is not None and (last is None or last.text != draft.text),
        kept=_kept(session, draft) if draft else (),
    )


def compare(session: Session, draft_id: str, older: int, newer: int | None = None) -> Compared:
    """Two submissions of a draft by their numbers, or one and the working draft (None), which
    only its author may.

    The order of the numbers does not matter. Raises NotFound where the actor may not read both,
    InvalidInput when they are the same.
    """
    draft = _own_draft(session, draft_id)
    found = {one.number: one for one in _readable(session, draft_id)}
    if newer is None:
        if draft is None or older not in found:
            raise NotFound("draft")
        return _compared(session, found[older], None, draft.text)
    if older == newer:
        raise InvalidInput("Choose two different drafts to compare.", "newer")
    first, second = sorted((older, newer))
    if first not in found or second not in found:
        raise NotFound("draft")
    return _compared(session, found[first], found[second], found[second].text)


def restore(session: Session, draft_id: str, version_id: str) -> Restored:
    """Put a submission's text, or a kept one, into the actor's working draft.

    What stood there is kept: it is a submission already, or becomes a kept text. An editor that
    is open elsewhere is told, as of any change. Title and request stay as they are. Raises
    NotFound for anybody but the author, and for what is no version of this draft.
    """
    with session.store.transaction():
        draft = drafts.find_draft(session, draft_id)
        text, why = _text_of(session, draft_id, version_id)
        if text == draft.text:
            return Restored(draft, "")
        undo_id = _keep(session, draft, why)
        # A writer of its own: an editor that is open elsewhere is told that the text has changed.
        save = drafts.Save(text, draft.version, session.fresh_id(), 1)
        return Restored(drafts.save_text(session, draft_id, save), undo_id)


def forget_kept(session: Session, draft_id: str, kept_id: str) -> None:
    """Delete a kept text for good. Raises NotFound for anybody but its author."""
    with session.store.transaction():
        drafts.find_draft(session, draft_id)
        kept = session.store.kept_texts.find(kept_id)
        if kept is None or kept.draft_id != draft_id:
            raise NotFound("text")
        session.store.kept_texts.remove(kept_id)


def _own_draft(session: Session, draft_id: str) -> Draft | None:
    draft = session.store.drafts.find(draft_id)
    return draft if draft is not None and can_see_draft(session.actor, draft) else None


def _readable(session: Session, draft_id: str) -> list[Submission]:
    found = []
    for one in session.store.submissions.where(draft_id=draft_id):
        try:
            found.append(submissions.find_submission(session, one.id))
        except NotFound:
            continue
    return sorted(found, key=lambda submission: submission.number)


def _version(session: Session, submission: Submission, *, is_own: bool) -> Version:
    answers = None
    if is_own:
        reviews = session.store.reviews.where(submission_id=submission.id)
        answers = sum(review.submitted_at is not None for review in reviews)
    return Version(submission, count_words(submission.text), answers)


def _kept(session: Session, draft: Draft) -> tuple[KeptText, ...]:
    found = session.store.kept_texts.where(draft_id=draft.id)
    shown = [kept for kept in found if kept.text != draft.text]
    return tuple(sorted(shown, key=lambda kept: kept.kept_at, reverse=True))


def _compared(session: Session, older: Submission, newer: Submission | None, text: str) -> Compared:
    on_older = (
        annotations.carried(session, newer.id)
        if newer is not None
        else annotations.carried_into_draft(session, older.draft_id)
    )
    return Compared(
        older=older,
        newer=newer,
        newer_text=text,
        author=author_name(session, newer or older),
        is_own=older.author_id == session.actor_id,
        comparison=_comparison(older.text, text),
        carried=tuple(
            sorted(
                (one for one in on_older if one.origin.id == older.id),
                key=lambda one: one.annotation.passage.start,
            )
        ),
    )


@lru_cache(maxsize=4)
def _comparison(old: str, new: str) -> Comparison:
    """Remembered, because a page may be shown again and again."""
    return compare_texts(old, new)


def _text_of(session: Session, draft_id: str, version_id: str) -> tuple[str, str]:
    submission = session.store.submissions.find(version_id)
    if submission is not None and submission.draft_id == draft_id:
        return submission.text, f"Draft {submission.number} was put back"
    kept = session.store.kept_texts.find(version_id)
    if kept is not None and kept.draft_id == draft_id:
        return kept.text, "a kept text was put back"
    raise NotFound("text")


def _keep(session: Session, draft: Draft, why: str) -> str:
    """The id of the version that has the draft's present text, kept now if there was none."""
    if not draft.text.strip():
        return ""
    for one in session.store.submissions.where(draft_id=draft.id):
        if one.text == draft.text:
            return one.id
    for other in session.store.kept_texts.where(draft_id=draft.id):
        if other.text == draft.text:
            return other.id
    kept = KeptText(
        session.fresh_id(), draft.id, draft.author_id, draft.text, session.clock.now(), why
    )
    return session.store.kept_texts.put(kept).id
