"""The shared style guide: reading it, proposing, trying, revising, moving on, quoting."""

from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.errors import ChangedElsewhere, InvalidInput, NotAllowed, NotFound
from ..domain.reviews import Comment, Review, comments_of, without_levels
from ..domain.style_guide import (
    Entry,
    EntryRevision,
    EntryState,
    EntryText,
    Origin,
    Quotation,
    StateChange,
    Trial,
    check_entry_text,
    check_move,
    may_move,
)
from ..domain.submissions import Submission, clean_note
from .assignments import rubric_of
from .quoting import ask_to_quote, quoted_in
from .self_review import answers_wait
from .session import Session
from .submissions import find_submission


@dataclass(frozen=True)
class EntryView:
    """An entry with its history. ``origin`` is there only for those who may see it."""

    entry: Entry
    revisions: tuple[EntryRevision, ...]
    changes: tuple[StateChange, ...]
    trials: tuple[Trial, ...]
    quotations: tuple[Quotation, ...]
    citations: int
    origin: Origin | None

    @property
    def helped(self) -> int:
        """How often somebody said that it helped."""
        return sum(trial.helped for trial in self.trials)


@dataclass(frozen=True)
class CommentSource:
    """A review comment that an entry may grow from, and the text that it is about."""

    comment: Comment
    review: Review
    submission: Submission


def search_guide(
    session: Session, words: str = "", *, kind: str = "", state: EntryState | None = None
) -> list[Entry]:
    """Entries that contain every one of ``words``, of a kind and in a state if given.

    Retired entries are left out unless asked for by their state.
    """
    session.require_member()
    wanted = words.casefold().split()
    found = []
    for entry in session.store.entries.all():
        if state is None and entry.state is EntryState.RETIRED:
            continue
        if (state is not None and entry.state is not state) or (kind and entry.text.kind != kind):
            continue
        text = _all_words(entry.text)
        if all(word in text for word in wanted):
            found.append(_as_seen(session, entry))
    return sorted(found, key=lambda entry: entry.text.title.casefold())


def find_entry(session: Session, entry_id: str) -> Entry:
    """An entry of the guide. Raises NotFound."""
    return _as_seen(session, _stored(session, entry_id))


def view_entry(session: Session, entry_id: str) -> EntryView:
    """An entry with everything that the actor may see of it. Raises NotFound."""
    session.require_member()
    store = session.store
    entry = find_entry(session, entry_id)
    return EntryView(
        entry=entry,
        revisions=tuple(
            sorted(store.entry_revisions.where(entry_id=entry_id), key=lambda r: -r.number)
        ),
        changes=tuple(store.state_changes.where(entry_id=entry_id)),
        trials=tuple(store.trials.where(entry_id=entry_id)),
        quotations=quoted_in(session, entry_id),
        citations=citations_of(session, entry_id),
        origin=entry.origin,
    )


def citations_of(session: Session, entry_id: str) -> int:
    """How many handed-in review comments inside assignments point at an entry."""
    return sum(
        1
        for activity in session.store.activities.where(entry_id=entry_id, did=Did.ENTRY_CITED)
        if not activity.is_confidential
    )


def propose_entry(
    session: Session,
    text: EntryText,
    *,
    source: CommentSource | None = None,
    quote: bool = False,
) -> Entry:
    """A new entry, perhaps from a review comment; with ``quote``, whoever wrote the
    passage that the comment is about is asked whether it may be quoted. Raises InvalidInput."""
    tidy = check_entry_text(text)
    with session.store.transaction():
        now = session.clock.now()
        origin = _origin(source) if source else None
        entry = session.store.entries.put(
            Entry(
                session.fresh_id(),
                tidy,
                EntryState.PROPOSED,
                session.actor.id,
                now,
                now,
                1,
                origin,
            )
        )
        _put_revision(session, entry, "proposed")
        session.record(Did.ENTRY_PROPOSED, entry_id=entry.id)
        if source and quote and source.comment.passage:
            ask_to_quote(session, entry.id, source.submission, source.comment.passage)
        return entry


def revise_entry(
    session: Session, entry_id: str, text: EntryText, note: str, *, based_on: int | None = None
) -> Entry:
    """Give an entry a new wording; the old ones are kept. Raises InvalidInput without a note
    or when nothing changed, ChangedElsewhere when it is not ``based_on`` the present wording."""
    tidy = check_entry_text(text)
    why = clean_note(note, "The reason", "note", 1000)
    if not why:
        raise InvalidInput("Please say why you change it; it stands in the history.", "note")
    with session.store.transaction():
        entry = _stored(session, entry_id)
        if based_on is not None and entry.number != based_on:
            raise ChangedElsewhere(
                "Somebody revised this entry while you wrote. Open it in another window, and put "
                "into your wording what you want to keep of theirs; then open this form anew."
            )
        if entry.text == tidy:
            raise InvalidInput("Nothing is changed yet.", "note")
        revised = session.store.entries.put(
            replace(entry, text=tidy, revised_at=session.clock.now(), number=entry.number + 1)
        )
        _put_revision(session, revised, why)
        session.record(Did.ENTRY_REVISED, entry_id=entry_id)
        return _as_seen(session, revised)


def try_entry(session: Session, entry_id: str, helped: bool, because: str = "") -> Trial:
    """Say "helped here", or "otherwise here, because …" (the reason is needed then).

    The first trial of a proposed entry puts it on trial. Raises InvalidInput.
    """
    why = clean_note(because, "The reason", "because")
    if not helped and not why:
        raise InvalidInput(
            "Please say how it was otherwise: that is a new case for the guide.", "because"
        )
    with session.store.transaction():
        entry = _stored(session, entry_id)
        trial = session.store.trials.put(
            Trial(session.fresh_id(), entry_id, session.actor.id, helped, why, session.clock.now())
        )
        session.record(Did.ENTRY_TRIED, entry_id=entry_id)
        if entry.state is EntryState.PROPOSED:
            _move(session, entry, EntryState.ON_TRIAL, "Somebody tried it.")
        return trial


def move_entry(session: Session, entry_id: str, after: EntryState, reason: str) -> Entry:
    """Move an entry on: on trial or contested by anybody, the rest by a teacher.

    Raises NotAllowed, or InvalidInput without a reason.
    """
    with session.store.transaction():
        entry = _stored(session, entry_id)
        if not may_move(after, is_teacher=session.actor.is_teacher):
            raise NotAllowed(f"Ask a teacher to make this entry {after}.")
        why = clean_note(reason, "The reason", "reason")
        check_move(entry.state, after, why)
        return _as_seen(session, _move(session, entry, after, why))


def comment_source(session: Session, review_id: str, comment_id: str) -> CommentSource:
    """A comment of a handed-in review, for its author, its receiver or (in an assignment) the
    class's teacher. Raises NotFound for everybody else."""
    review, submission = _open_review(session, review_id)
    notes = session.store.annotations.where(review_id=review_id)
    rubric = rubric_of(session, submission.assignment_id, submission.round)
    for comment in comments_of(review, notes, rubric):
        if comment.id == comment_id:
            return CommentSource(comment, without_levels(review), submission)
    raise NotFound("comment")


def _origin(source: CommentSource) -> Origin:
    return Origin(source.comment.id, source.review.id, source.submission.id)


def _put_revision(session: Session, entry: Entry, note: str) -> None:
    session.store.entry_revisions.put(
        EntryRevision(
            session.fresh_id(),
            entry.id,
            entry.number,
            entry.text,
            session.actor_id,
            session.clock.now(),
            note,
        )
    )


def _move(session: Session, entry: Entry, after: EntryState, reason: str) -> Entry:
    session.store.state_changes.put(
        StateChange(
            session.fresh_id(),
            entry.id,
            entry.state,
            after,
            session.actor_id,
            session.clock.now(),
            reason,
        )
    )
    session.record(Did.ENTRY_MOVED, entry_id=entry.id)
    return session.store.entries.put(replace(entry, state=after))


def _stored(session: Session, entry_id: str) -> Entry:
    entry = session.store.entries.find(entry_id)
    if entry is None:
        raise NotFound("entry")
    return entry


def _open_review(session: Session, review_id: str) -> tuple[Review, Submission]:
    """A handed-in review and its text, for its author, its receiver or, in an assignment, the
    class's teacher."""
    review = session.store.reviews.find(review_id)
    if review is None or review.submitted_at is None:
        raise NotFound("comment")
    try:
        submission = find_submission(session, review.submission_id)
    except NotFound:  # the same words as for what never was
        raise NotFound("comment") from None
    is_theirs = session.actor_id in (*submission.author_ids, review.reviewer_id)
    if not is_theirs and not session.actor.is_teacher:
        raise NotFound("comment")
    if answers_wait(session, submission):
        raise NotFound("comment")
    return review, submission


def _as_seen(session: Session, entry: Entry) -> Entry:
    """``entry`` without its origin, unless the actor may see the comment that it came from."""
    if entry.origin is None:
        return entry
    try:
        _open_review(session, entry.origin.review_id)
    except NotFound:
        return replace(entry, origin=None)
    return entry


def _all_words(text: EntryText) -> str:
    parts = (
        text.title,
        text.kind,
        text.when,
        text.readers,
        text.suggestion,
        text.limits,
        text.works,
        text.fails,
        text.genre,
        text.discipline,
    )
    return " ".join(parts).casefold()
