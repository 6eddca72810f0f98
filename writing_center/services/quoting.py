"""Passages that the guide quotes: asked for, shown only while all who wrote them agree."""

from dataclasses import replace

from ..domain.activity import Did
from ..domain.annotations import Passage
from ..domain.errors import NotFound
from ..domain.style_guide import ConsentState, Entry, Quotation
from ..domain.submissions import Submission
from .session import Session


def quotations_asked(session: Session) -> list[tuple[Quotation, Entry]]:
    """The passages of the actor's that the guide asks for or quotes, with their entries."""
    mine = session.store.quotations.where(author_id=session.actor_id)
    pairs = [(quotation, session.store.entries.find(quotation.entry_id)) for quotation in mine]
    return [(quotation, entry) for quotation, entry in pairs if entry is not None]


def answer_quotation(session: Session, quotation_id: str, agree: bool) -> Quotation:
    """Agree to being quoted, refuse, or take it back; each who wrote the passage for themselves.
    Raises NotFound for anybody else."""
    with session.store.transaction():
        quotation = session.store.quotations.find(quotation_id)
        if quotation is None or quotation.author_id != session.actor_id:
            raise NotFound("passage")
        session.record(Did.QUOTATION_ANSWERED, entry_id=quotation.entry_id)
        return session.store.quotations.put(
            replace(
                quotation,
                consent=_consent(quotation.consent, agree),
                answered_at=session.clock.now(),
            )
        )


def quoted_in(session: Session, entry_id: str) -> tuple[Quotation, ...]:
    """What an entry quotes: each passage once, to which all who wrote it have agreed."""
    asked: dict[str, list[Quotation]] = {}
    for quotation in session.store.quotations.where(entry_id=entry_id):
        asked.setdefault(quotation.asking, []).append(quotation)
    return tuple(
        one[0]
        for one in asked.values()
        if all(quotation.consent is ConsentState.AGREED for quotation in one)
    )


def ask_to_quote(session: Session, entry_id: str, submission: Submission, passage: Passage) -> None:
    """Ask everybody who wrote a passage whether an entry may quote it. The actor's own yes is in
    the asking. A part of other verbs, which ask who may."""
    asking_id, now = session.fresh_id(), session.clock.now()
    for author_id in submission.author_ids:
        own = author_id == session.actor_id
        session.store.quotations.put(
            Quotation(
                session.fresh_id(),
                entry_id,
                submission.id,
                author_id,
                passage,
                session.actor_id,
                now,
                ConsentState.AGREED if own else ConsentState.ASKED,
                now if own else None,
                asking_id,
            )
        )


def _consent(before: ConsentState, agree: bool) -> ConsentState:
    if agree:
        return ConsentState.AGREED
    was_agreed = before in (ConsentState.AGREED, ConsentState.TAKEN_BACK)
    return ConsentState.TAKEN_BACK if was_agreed else ConsentState.REFUSED
