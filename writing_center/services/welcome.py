"""A member's first visit: from the charter to a first paragraph with a question."""

from dataclasses import replace
from enum import StrEnum

from ..domain.annotations import clean_body, passage_at
from ..domain.errors import InvalidInput
from ..domain.submissions import Draft, clean_line, clean_note, normalise_text
from ..domain.welcome import TEXT, WelcomeNote
from . import drafts
from .session import Session


class Step(StrEnum):
    """Where a newcomer is."""

    CHARTER = "charter"
    COMMENT = "comment"
    PARAGRAPH = "paragraph"
    DONE = "done"


def welcome_step(session: Session) -> Step:
    """The step that a member has come to; teachers and those who finished are done."""
    actor = session.actor
    if actor.welcomed or actor.is_teacher:
        return Step.DONE
    if session.store.welcome_notes.find(actor.id) is None:
        return Step.CHARTER
    return Step.PARAGRAPH


def add_welcome_note(
    session: Session,
    start: int,
    end: int,
    body: str,
    exact: str | None = None,
    kind: str = "",
) -> WelcomeNote:
    """The newcomer's comment on the welcome text. Raises PassageMismatch or InvalidInput."""
    with session.store.transaction():
        return session.store.welcome_notes.put(
            WelcomeNote(
                session.actor.id,
                clean_body(body),
                passage_at(TEXT, start, end, exact),
                session.clock.now(),
                clean_line(kind, "The kind", "kind", 40),
            )
        )


def own_welcome_note(session: Session) -> WelcomeNote | None:
    """The newcomer's own comment on the welcome text, once it is made."""
    return session.store.welcome_notes.find(session.actor_id)


def finish_welcome(session: Session, paragraph: str, question: str) -> Draft:
    """Keep the newcomer's first paragraph and question as a draft, and let them in.

    It is a draft of their own, outside any assignment: rough lines about anything are no answer
    to a task. Raises InvalidInput when either is missing.
    """
    text = normalise_text(paragraph).strip()
    if not text:
        raise InvalidInput("Write a few lines first; they can be rough.", "paragraph")
    asked = clean_note(question, "The question", "question")
    if not asked:
        raise InvalidInput("Ask your readers one question.", "question")
    with session.store.transaction():
        draft = drafts.start_draft(session, None, "My first paragraph")
        saved = session.store.drafts.put(
            replace(
                draft,
                text=text,
                request=asked,
                version=draft.version + 1,
                saved_at=session.clock.now(),
            )
        )
        skip_welcome(session)
        return saved


def skip_welcome(session: Session) -> None:
    """Go to the start page without (the rest of) the first visit."""
    with session.store.transaction():
        session.store.members.put(replace(session.actor, welcomed=True))
