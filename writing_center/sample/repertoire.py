"""The sample's guide: entries proposed, tried, reworded, moved on and quoted."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ..domain.style_guide import EntryState, EntryText
from ..services import quoting, style_guide
from .content import EntryContent, MoveText, RevisionText, TrialText
from .play import Event, Play

PARTS = ("title", "when", "readers", "suggestion", "limits", "works", "fails", "genre")


def guide_events(play: Play, entries: list[EntryContent]) -> Iterator[Event]:
    """The events of the guide."""
    for entry in entries:
        yield play.event(entry.at, partial(_propose, play, entry))
        for move in entry.move:
            yield play.event(move.at, partial(_move, play, entry.key, move))
        for trial in entry.trial:
            yield play.event(trial.at, partial(_try, play, entry.key, trial))
        for revision in entry.revision:
            yield play.event(revision.at, partial(_revise, play, entry.key, revision))
        if entry.answered:
            yield play.event(entry.answered, partial(_answer, play, entry))


def _propose(play: Play, entry: EntryContent) -> None:
    session = play.session(entry.by)
    parts = {part: getattr(entry, part) for part in PARTS}
    source = _source(play, entry) if entry.born_from else None
    proposed = style_guide.propose_entry(
        session, EntryText(kind=entry.kind, **parts), source=source, quote=entry.quote
    )
    play.entries[entry.key] = proposed.id


def _source(play: Play, entry: EntryContent) -> style_guide.CommentSource:
    reader, of, number = entry.born_from.split(" / ")
    review_id = play.claims[reader, of]
    note_id = play.notes[reader, of, int(number)]
    return style_guide.comment_source(play.session(entry.by), review_id, note_id)


def _move(play: Play, key: str, move: MoveText) -> None:
    session = play.session(move.by)
    style_guide.move_entry(session, play.entries[key], EntryState(move.to), move.reason)


def _try(play: Play, key: str, trial: TrialText) -> None:
    session = play.session(trial.by)
    style_guide.try_entry(session, play.entries[key], trial.helped, trial.because)


def _revise(play: Play, key: str, revision: RevisionText) -> None:
    session, entry_id = play.session(revision.by), play.entries[key]
    changed = {part: value for part in PARTS if (value := getattr(revision, part)) is not None}
    text = replace(style_guide.find_entry(session, entry_id).text, **changed)
    style_guide.revise_entry(session, entry_id, text, revision.note)


def _answer(play: Play, entry: EntryContent) -> None:
    for quotation in play.store.quotations.where(entry_id=play.entries[entry.key]):
        author = next(k for k, id in play.members.items() if id == quotation.author_id)
        quoting.answer_quotation(play.session(author), quotation.id, entry.agreed)
