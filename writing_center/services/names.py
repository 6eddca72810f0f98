"""Who is called what, and by whom: the one module that decides it.

Every page, file and list that shows a person in connection with a submission asks here. What is
shown when is a policy of the assignment, announced before anybody reads (``domain.policies``).
"""

import secrets
from collections.abc import Iterable

from ..domain.assignments import Assignment, Naming, Phase, phase_at
from ..domain.pen_names import (
    Part,
    PenName,
    draw_pen_name,
    is_reader_named,
    is_writer_named,
    name_in_words,
    pen_name_id,
    stays_hidden,
)
from ..domain.policies import (
    CIRCLE_MATES,
    names_for_reader,
    names_for_writer,
    names_in_words,
)
from ..domain.reviews import ClaimState, Review
from ..domain.style_guide import Entry
from ..domain.submissions import Submission
from .circle_mates import are_in_one_circle
from .session import Session

GONE = "a former member"
SOMEBODY = "somebody here"


def name_of(session: Session, member_id: str) -> str:
    """A member's name, where nothing is hidden: among teachers, on lists of people."""
    member = session.store.members.find(member_id)
    return member.name if member else GONE


def name_for(session: Session, member_id: str, submission: Submission, part: Part) -> str:
    """What the actor may call a member who wrote or read a submission: the name, or the pen name
    that they have in this part of the assignment."""
    if _is_open(session, member_id, submission, part):
        return name_of(session, member_id)
    return _name_where_not_open(session, member_id, submission, part)


def author_name(session: Session, submission: Submission) -> str:
    """What the actor may call the author of a submission; all of them, where they are named."""
    author_id = submission.author_id
    if not _is_open(session, author_id, submission, Part.WRITER):
        return _name_where_not_open(session, author_id, submission, Part.WRITER)
    return " and ".join(name_of(session, id) for id in submission.author_ids)


def reviewer_name(session: Session, review: Review) -> str:
    """What the actor may call the reader who wrote a review."""
    submission = session.store.submissions.find(review.submission_id)
    if submission is None:
        return GONE
    return name_for(session, review.reviewer_id, submission, Part.READER)


def pen_name(session: Session, assignment_id: str, member_id: str, part: Part) -> str:
    """What a member is called in an assignment where their name is hidden.

    Drawn when it is first needed, and kept: whoever joins or leaves changes nobody's.
    """
    known = session.store.pen_names
    id = pen_name_id(assignment_id, member_id, part)
    if (found := known.find(id)) is not None:
        return found.name
    with session.store.transaction():
        if (found := known.find(id)) is not None:  # somebody else drew it at this moment
            return found.name
        taken = {one.name for one in known.where(assignment_id=assignment_id)}
        name = draw_pen_name(taken, secrets.choice)
        return known.put(PenName(id, assignment_id, member_id, part, name)).name


def names_at_desk(session: Session, submission: Submission) -> str:
    """A sentence for who reads a submission: whom they see named, and what they are called."""
    assignment = _assignment(session, submission)
    if assignment is None:
        return ""
    if _is_circle_mate(session, submission.author_id, submission):
        return CIRCLE_MATES
    own = ""
    if stays_hidden(assignment.naming):
        own = pen_name(session, assignment.id, session.actor_id, Part.READER)
    is_in = _has_answered(session, submission)
    return names_for_reader(assignment.naming, own, is_in=is_in)


def names_on_feedback(session: Session, submission: Submission) -> str:
    """A sentence for who wrote a submission: whom they and their readers see named."""
    assignment = _assignment(session, submission)
    return names_for_writer(assignment.naming) if assignment else ""


def names_announced(
    session: Session, submissions: Iterable[Submission]
) -> tuple[tuple[str, str], ...]:
    """The assignments of these submissions by their titles, each with who is named when."""
    found = {one.assignment_id for one in submissions if one.assignment_id}
    known = [session.store.assignments.find(id) for id in sorted(found)]
    return tuple((one.title, names_in_words(one.naming)) for one in known if one is not None)


def names_on_entry(session: Session, entry: Entry, member_ids: Iterable[str]) -> dict[str, str]:
    """What the actor may call those who worked on an entry of the guide, by member.

    Who proposes an entry from a comment has written that comment, or the text that it is about:
    with their name beside the quoted passage, the guide would tell who is behind a pen name.
    """
    shown = {id: name_of(session, id) for id in member_ids}
    proposer_id = entry.proposed_by_id
    if proposer_id in shown and not _is_proposer_named(session, entry):
        shown[proposer_id] = SOMEBODY
    return shown


def own_name_told(
    session: Session,
    assignment: Assignment | None,
    part: Part,
    texts: Iterable[str],
    coauthor_ids: Iterable[str] = (),
) -> str:
    """A sentence for somebody whose own name, or that of one who wrote it with them, stands in what
    they are about to hand in under a pen name; empty where none does, or they are shown anyway.
    Never a block: names have their uses."""
    if assignment is None or (
        is_writer_named(assignment.naming, has_answered=False)
        if part is Part.WRITER
        else is_reader_named(assignment.naming, to_writer=True)
    ):
        return ""
    words = list(texts)
    named = (name_in_words(name_of(session, id), words) for id in (session.actor_id, *coauthor_ids))
    found = next(filter(None, named), "")
    if not found:
        return ""
    others = "readers" if part is Part.WRITER else "writer"
    return f"“{found}” stands in what you wrote. Your {others} will read it, pen name or not."


def as_seen_by(session: Session, member_id: str) -> Session:
    """The same center, seen by another: for what is made for them by somebody who knows more."""
    return Session(session.store, session.clock, member_id)


def _name_where_not_open(
    session: Session, member_id: str, submission: Submission, part: Part
) -> str:
    if _is_circle_mate(session, member_id, submission):
        return name_of(session, member_id)
    return pen_name(session, submission.assignment_id or "", member_id, part)


def _is_open(session: Session, member_id: str, submission: Submission, part: Part) -> bool:
    """Whether the actor may know that this member wrote (or read) this submission, circles
    aside."""
    if submission.assignment_id is None or session.actor_id == member_id:
        return True
    is_own = session.actor_id in submission.author_ids
    if part is Part.WRITER and is_own:
        return True
    assignment = _assignment(session, submission)
    if assignment is None:
        return False
    if session.is_teacher_of(assignment.group_id):
        return True
    naming = assignment.naming
    if part is Part.WRITER:
        return is_writer_named(naming, has_answered=_has_answered(session, submission))
    review = _review(session, submission, member_id)
    is_in = review is not None and review.submitted_at is not None
    return is_in and is_reader_named(naming, to_writer=is_own)


def _has_answered(session: Session, submission: Submission) -> bool:
    """Whether the actor's review of a submission of this draft is in: who has learned the name
    from the first draft is not shown a pen name on the second."""
    return any(
        session.store.claims.count(
            submission_id=one.id, reviewer_id=session.actor_id, state=ClaimState.FULFILLED
        )
        for one in session.store.submissions.where(draft_id=submission.draft_id)
    )


def _is_circle_mate(session: Session, member_id: str, submission: Submission) -> bool:
    """Whether names are open between the actor and this member by their circle: the same for
    everything in one assignment, or one page would lift the pen name of another."""
    assignment = _assignment(session, submission)
    if assignment is None:
        return False
    return are_in_one_circle(session, session.actor_id, member_id, assignment)


def _is_proposer_named(session: Session, entry: Entry) -> bool:
    """Whether an entry's proposer is named to the actor: not where the entry grew from a comment
    whose writer or reader has a pen name towards anybody, as long as they do."""
    origin = session.store.entries.find(entry.id)
    source = origin.origin if origin else None
    submission = session.store.submissions.find(source.submission_id) if source else None
    assignment = _assignment(session, submission) if submission else None
    if submission is None or assignment is None or session.actor_id == entry.proposed_by_id:
        return True
    if assignment.naming is Naming.OPEN or session.is_teacher_of(assignment.group_id):
        return True
    if stays_hidden(assignment.naming):
        return False
    review = session.store.reviews.find(source.review_id) if source else None
    knows = session.actor_id in submission.author_ids or (
        review is not None and review.reviewer_id == session.actor_id
    )
    return knows or phase_at(assignment, session.clock.now()) is Phase.CLOSED


def _review(session: Session, submission: Submission, reader_id: str) -> Review | None:
    return session.store.reviews.first(submission_id=submission.id, reviewer_id=reader_id)


def _assignment(session: Session, submission: Submission) -> Assignment | None:
    if submission.assignment_id is None:
        return None
    return session.store.assignments.find(submission.assignment_id)
