"""Working drafts: started, saved while typing, seen by nobody but their author."""

from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.errors import ChangedElsewhere, NotFound, PhaseClosed
from ..domain.permissions import can_see_draft
from ..domain.submissions import Draft, Submission, clean_line, clean_note, normalise_text
from . import assignments, extensions
from .session import Session
from .shared_texts import written_with_others


@dataclass(frozen=True)
class Save:
    """One save of a draft's text from one browser tab.

    ``based_on`` is the version that the tab last knew; ``writer`` names the tab, ``number``
    counts its saves, so that one whose acknowledgement was lost can come again unharmed.
    """

    text: str
    based_on: int
    writer: str
    number: int


def start_draft(session: Session, assignment_id: str | None = None, title: str = "") -> Draft:
    """The actor's draft for an assignment (the one there is, or a new one), or a new one of
    their own without any. What they wrote together with somebody who has left the class since is
    theirs to go on with. Raises PhaseClosed when the assignment takes no drafts now."""
    left = None
    with session.store.transaction():
        if assignment_id is not None:
            assignment = assignments.own_assignment(session, assignment_id)
            known = session.store.drafts.first(
                author_id=session.actor_id, assignment_id=assignment_id
            )
            if known is not None:
                return known
            if not extensions.may_write(session, assignment):
                raise PhaseClosed(f"“{assignment.title}” is not open for writing now.")
            left = _left_behind(session, assignment_id)
            title = title or (left.title if left else assignment.title)
            session.record(
                Did.DRAFT_STARTED, group_id=assignment.group_id, assignment_id=assignment_id
            )
        now = session.clock.now()
        return session.store.drafts.put(
            Draft(
                id=session.fresh_id(),
                author_id=session.actor.id,
                assignment_id=assignment_id,
                title=clean_line(title, "The title", "title"),
                text=left.text if left else "",
                request="",
                help_had="",
                made_at=now,
                saved_at=now,
                coauthor_ids=_others_here(session, left) if left else (),
            )
        )


def is_left_behind(session: Session, submission: Submission) -> bool:
    """Whether somebody else handed it in, for an assignment of a class that they have left. A part
    of other verbs, which ask whether it is the actor's too."""
    if submission.author_id == session.actor_id or submission.assignment_id is None:
        return False
    assignment = session.store.assignments.find(submission.assignment_id)
    if assignment is None:
        return False
    return session.store.memberships.find(f"{assignment.group_id}/{submission.author_id}") is None


def _left_behind(session: Session, assignment_id: str) -> Submission | None:
    """What the actor wrote last with somebody who has left the class since."""
    found = written_with_others(session, session.actor_id, assignment_id)
    left = [one for one in found if is_left_behind(session, one)]
    return max(left, key=lambda one: one.submitted_at, default=None)


def _others_here(session: Session, submission: Submission) -> tuple[str, ...]:
    """Who else wrote it and is still in the class."""
    assignment = session.store.assignments.find(submission.assignment_id or "")
    others = [id for id in submission.author_ids if id != session.actor_id]
    find = session.store.memberships.find
    return tuple(id for id in others if assignment and find(f"{assignment.group_id}/{id}"))


def find_draft(session: Session, draft_id: str) -> Draft:
    """One of the actor's drafts. Anybody else's is NotFound: its existence is private too."""
    draft = session.store.drafts.find(draft_id)
    if draft is None or not can_see_draft(session.actor, draft):
        raise NotFound("draft")
    return draft


def my_drafts(session: Session) -> list[Draft]:
    """The actor's drafts, last saved first."""
    mine = session.store.drafts.where(author_id=session.actor_id)
    return sorted(mine, key=lambda draft: draft.saved_at, reverse=True)


def save_text(session: Session, draft_id: str, save: Save) -> Draft:
    """Keep what was typed. Raises ChangedElsewhere when another tab or device saved since."""
    with session.store.transaction():
        draft = find_draft(session, draft_id)
        if draft.writer == save.writer[:64] and draft.writer_save >= save.number:
            return draft
        if draft.version != save.based_on:
            raise ChangedElsewhere(
                "This draft was changed in another window or on another device. Nothing is "
                "lost: look at both texts and choose."
            )
        return session.store.drafts.put(
            replace(
                draft,
                text=normalise_text(save.text),
                saved_at=session.clock.now(),
                version=draft.version + 1,
                writer=save.writer[:64],
                writer_save=save.number,
            )
        )


def keep_copy(session: Session, draft_id: str, text: str) -> Draft:
    """Keep another text of a draft as a draft of its own, without an assignment: the one not
    chosen when two windows had changed it. The same text comes twice only when an answer was
    lost, and is kept once. Raises InvalidInput when it is too long."""
    with session.store.transaction():
        draft = find_draft(session, draft_id)
        clean = normalise_text(text)
        title = f"{(draft.title or 'Untitled draft')[:150]} (the other text)"
        for known in session.store.drafts.where(author_id=session.actor_id, title=title):
            if known.text == clean:
                return known
        now = session.clock.now()
        copy = Draft(
            id=session.fresh_id(),
            author_id=session.actor_id,
            assignment_id=None,
            title=title,
            text=clean,
            request="",
            help_had="",
            made_at=now,
            saved_at=now,
        )
        return session.store.drafts.put(copy)


def describe_draft(
    session: Session,
    draft_id: str,
    *,
    title: str | None = None,
    request: str | None = None,
    help_had: str | None = None,
) -> Draft:
    """Change a draft's title, its request to readers, or what help it had; None leaves it."""
    with session.store.transaction():
        draft = find_draft(session, draft_id)
        if title is not None:
            draft = replace(draft, title=clean_line(title, "The title", "title"))
        if request is not None:
            draft = replace(draft, request=clean_note(request, "The request", "request"))
        if help_had is not None:
            draft = replace(draft, help_had=clean_note(help_had, "This note", "help_had"))
        return session.store.drafts.put(replace(draft, saved_at=session.clock.now()))
