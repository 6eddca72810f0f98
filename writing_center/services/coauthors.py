"""Texts that several wrote: nobody of them is its reader, and all of them read the answers."""

from collections.abc import Sequence
from dataclasses import replace

from ..domain.errors import InvalidInput
from ..domain.people import Member, Role
from ..domain.submissions import Coauthorship, Draft, Submission
from .drafts import find_draft
from .session import Session
from .shared_texts import written_with_others

MOST_COAUTHORS = 5


def coauthors_to_choose(session: Session, draft_id: str) -> list[Member]:
    """The classmates who may have written a draft together with the actor, by name.

    Nobody for a draft outside assignments.
    """
    draft = find_draft(session, draft_id)
    assignment = (
        session.store.assignments.find(draft.assignment_id) if draft.assignment_id else None
    )
    if assignment is None:
        return []
    places = session.store.memberships.where(group_id=assignment.group_id, role=Role.STUDENT)
    ids = {place.member_id for place in places} - {session.actor_id}
    found = [session.store.members.find(id) for id in ids]
    return sorted((m for m in found if m is not None), key=lambda m: m.name_key)


def name_coauthors(session: Session, draft_id: str, member_ids: Sequence[str]) -> Draft:
    """Say who else wrote a draft of the actor's; it holds for what is handed in from now on.

    The working draft stays the actor's alone. Raises InvalidInput or NotFound.
    """
    with session.store.transaction():
        draft = find_draft(session, draft_id)
        chosen = tuple(dict.fromkeys(member_ids))
        known = {member.id for member in coauthors_to_choose(session, draft_id)}
        if not known.issuperset(chosen):
            raise InvalidInput("Choose classmates who wrote it with you.", "coauthors")
        if len(chosen) > MOST_COAUTHORS:
            raise InvalidInput(f"Up to {MOST_COAUTHORS} others can be named.", "coauthors")
        return session.store.drafts.put(replace(draft, coauthor_ids=chosen))


def own_texts(session: Session) -> list[Submission]:
    """Everything that the actor wrote and that was handed in, alone or with others."""
    alone = session.store.submissions.where(author_id=session.actor_id)
    return [*alone, *written_together(session)]


def written_together(session: Session) -> list[Submission]:
    """What others handed in and named the actor as having written too, newest first."""
    found = written_with_others(session, session.actor_id)
    return sorted(found, key=lambda one: one.submitted_at, reverse=True)


def writers_of(session: Session, draft_id: str) -> set[str]:
    """Everybody who wrote what was ever handed in of a draft: nobody of them reads it as a reader.
    A part of other verbs."""
    found = session.store.submissions.where(draft_id=draft_id)
    return {id for submission in found for id in submission.author_ids}


def put_coauthors(session: Session, submission: Submission) -> None:
    """Remember for everybody whom its author named what they wrote. A part of handing in."""
    session.store.coauthorships.add_many(
        Coauthorship(f"{submission.id}/{id}", submission.id, id, submission.assignment_id)
        for id in submission.coauthor_ids
    )
