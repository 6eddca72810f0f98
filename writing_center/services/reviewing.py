"""Writing a review: the desk, saving while typing, inline comments, handing it in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain import review_forms
from ..domain.activity import Did
from ..domain.annotations import (
    Annotation,
    CommentKind,
    Passage,
    check_room,
    chosen_passage,
    clean_body,
    clean_replacement,
)
from ..domain.assignments import Assignment
from ..domain.errors import InvalidInput, NotAllowed, NotFound, PhaseClosed
from ..domain.mark_pairs import whole_passage
from ..domain.review_forms import Filled
from ..domain.reviews import Claim, ClaimState, CriterionReading, Freed, Review, is_live
from ..domain.rubrics import Rubric
from ..domain.submissions import Submission, normalise_text
from .assignments import rubric_of
from .extensions import may_hand_in_review
from .names import author_name
from .reviews import assignment_of, own_claim, record_on, renew
from .session import Session

WHY_FREED = {
    Freed.BY_READER: "You gave this one back. Take it from the board again to go on.",
    Freed.LEFT_CLASS: "You left the class, so this draft became free for somebody else.",
    Freed.ENDED_BY_WRITER: "The writer has ended this conversation.",
    Freed.IS_WRITER: "You are named as having written this text too, so others read it.",
    Freed.NO_CONSULTANT: "You are no consultant any more, so somebody else answers this one.",
}


@dataclass(frozen=True)
class ReviewDesk:
    """Everything that a reviewer has before them. ``over`` is a sentence where the lease is not
    live, ``can_hand_in`` whether a finished review would be taken all the same."""

    claim: Claim
    is_live: bool
    submission: Submission
    author: str
    assignment: Assignment | None
    rubric: Rubric | None
    review: Review
    annotations: tuple[Annotation, ...]
    over: str = ""
    can_hand_in: bool = True


def open_desk(session: Session, claim_id: str) -> ReviewDesk:
    """The desk of one of the actor's claims. Raises NotFound."""
    claim = own_claim(session, claim_id)
    review = session.store.reviews.find(claim_id)
    submission = session.store.submissions.find(claim.submission_id)
    if review is None or submission is None:
        raise NotFound("review")
    if claim.state is ClaimState.DECLINED:
        raise NotAllowed("You said that you can’t read this text; it stays so.")
    notes = session.store.annotations.where(review_id=claim_id)
    return ReviewDesk(
        claim=claim,
        is_live=is_live(claim, session.clock.now()),
        submission=submission,
        author=author_name(session, submission),
        assignment=assignment_of(session, submission),
        rubric=rubric_of(session, submission.assignment_id, submission.round),
        review=review,
        annotations=tuple(sorted(notes, key=lambda note: note.passage.start)),
        over=_why_over(session, claim, submission),
        can_hand_in=claim.state is ClaimState.HELD and _is_taken(session, submission),
    )


def save_review(
    session: Session,
    claim_id: str,
    *,
    answer: str | None = None,
    readings: Sequence[CriterionReading] | None = None,
    summary: str | None = None,
    describe: str | None = None,
    evaluate: str | None = None,
    suggest: str | None = None,
) -> Claim:
    """Keep what was written so far (None leaves a part) and restart the lease.

    What was written is kept even when the lease has run out meanwhile and the place is taken, or
    is released; look at the claim that comes back. Raises NotAllowed once the review is handed in.
    """
    with session.store.transaction():
        claim, review = _unsubmitted(session, claim_id)
        filled = Filled(answer, readings, summary, describe, evaluate, suggest)
        rubric = _rubric(session, review) if readings is not None else None
        now = session.clock.now()
        session.store.reviews.put(review_forms.fill_in(review, rubric, filled, now))
        return renew(session, claim)


def add_comment(
    session: Session,
    claim_id: str,
    start: int,
    end: int,
    body: str,
    *,
    exact: str | None = None,
    kind: CommentKind = CommentKind.WORKED,
    cites: str | None = None,
    words: str = "",
    replacement: str | None = None,
) -> Annotation:
    """Comment on the passage between two code-point offsets of the submission's text.

    ``exact`` is what the browser took to stand there; ``words`` narrows the passage to these;
    ``replacement`` suggests others for it, where the assignment takes suggested edits; it may
    not leave half of a pair of marks behind.
    Raises PassageMismatch, InvalidInput or NotAllowed.
    """
    with session.store.transaction():
        claim, review = _unsubmitted(session, claim_id)
        submission = session.store.submissions.find(review.submission_id)
        if submission is None:
            raise NotFound("text")
        if cites is not None and session.store.entries.find(cites) is None:
            raise InvalidInput("This entry of the guide is not there any more.", "cites")
        passage = chosen_passage(submission.text, start, end, exact=exact, words=words)
        if replacement is not None:
            passage = whole_passage(submission.text, passage, replacement)
            replacement = _suggested_edit(session, submission, passage, replacement)
        check_room(len(session.store.annotations.where(review_id=claim_id)))
        renew(session, claim)
        return session.store.annotations.put(
            Annotation(
                id=session.fresh_id(),
                review_id=claim_id,
                submission_id=submission.id,
                author_id=session.actor_id,
                kind=kind,
                body=clean_body(body),
                passage=passage,
                made_at=session.clock.now(),
                cites=cites,
                replacement=replacement,
            )
        )


def change_comment(
    session: Session, annotation_id: str, body: str, was: str | None = None
) -> Annotation:
    """Reword a comment of a review that is not handed in yet.

    ``was`` is what it said when its writer began to: what it came to say since, in another window
    or on another device, is kept below the new words.
    """
    with session.store.transaction():
        note = _own_comment(session, annotation_id)
        tidy = clean_body(body)
        if was is not None and note.body not in (normalise_text(was).strip(), tidy):
            tidy = clean_body(f"{tidy}\n\n{note.body}")
        return session.store.annotations.put(replace(note, body=tidy))


def remove_comment(session: Session, annotation_id: str) -> None:
    """Take a comment out of a review that is not handed in yet."""
    with session.store.transaction():
        session.store.annotations.remove(_own_comment(session, annotation_id).id)


def submit_review(session: Session, claim_id: str) -> Review:
    """Hand the review in: from now on its author reads it, and names are open.

    A finished review is taken even if its lease ran out while it was written: nobody's work is
    thrown away. Raises InvalidInput when the request is not answered or nothing else is said;
    PhaseClosed when the assignment is closed.
    """
    with session.store.transaction():
        claim, review = _unsubmitted(session, claim_id)
        submission = session.store.submissions.find(review.submission_id)
        if submission is None:
            raise NotFound("text")
        if claim.state is not ClaimState.HELD:
            raise NotAllowed(f"{WHY_FREED[claim.freed]} What you wrote is kept.")
        notes = session.store.annotations.where(review_id=claim_id)
        if submission.text.strip():
            review_forms.check_complete(review, notes)
        else:  # a question before the first line: there is nothing but the question to answer
            review_forms.check_something_said(review, notes)
        assignment = assignment_of(session, submission)
        if assignment and not _is_taken(session, submission):
            raise PhaseClosed(f"“{assignment.title}” is closed. Your text is kept.")
        session.store.claims.put(replace(claim, state=ClaimState.FULFILLED))
        record_on(session, Did.REVIEW_SUBMITTED, submission, claim_id)
        _record_citations(session, notes, submission, assignment)
        return session.store.reviews.put(replace(review, submitted_at=session.clock.now()))


def gentle_notes(desk: ReviewDesk) -> tuple[str, ...]:
    """What a reviewer may want to add before handing in; never a block."""
    if not desk.submission.text.strip():
        return ()
    return review_forms.gentle_notes(desk.review, desk.annotations, desk.rubric)


def _unsubmitted(session: Session, claim_id: str) -> tuple[Claim, Review]:
    claim = own_claim(session, claim_id)
    review = session.store.reviews.find(claim_id)
    if review is None:
        raise NotFound("review")
    if review.submitted_at is not None:
        raise NotAllowed("This review is handed in; its author has it. It can’t change any more.")
    if claim.state is ClaimState.DECLINED:
        raise NotAllowed("You said that you can’t read this text; it stays so.")
    return claim, review


def _is_taken(session: Session, submission: Submission) -> bool:
    """Whether a review of the submission, once written, may be handed in."""
    assignment = assignment_of(session, submission)
    return assignment is None or may_hand_in_review(session, assignment, submission)


def _why_over(session: Session, claim: Claim, submission: Submission) -> str:
    if is_live(claim, session.clock.now()):
        return ""
    if claim.state is ClaimState.RELEASED:
        return WHY_FREED[claim.freed]
    if not _is_taken(session, submission):
        return "The assignment is closed, and no more reviews are taken."
    return "Your time for this one has run out, so somebody else may read it too."


def _suggested_edit(
    session: Session, submission: Submission, passage: Passage, replacement: str
) -> str:
    assignment = assignment_of(session, submission)
    if assignment is None or not assignment.suggested_edits:
        raise NotAllowed(
            "This round takes comments, not edits: the words stay the writer’s. "
            "Say what happened when you read it."
        )
    return clean_replacement(replacement, passage)


def _own_comment(session: Session, annotation_id: str) -> Annotation:
    note = session.store.annotations.find(annotation_id)
    if note is None or note.author_id != session.actor_id:
        raise NotFound("comment")
    _unsubmitted(session, note.review_id)
    return note


def _rubric(session: Session, review: Review) -> Rubric | None:
    submission = session.store.submissions.find(review.submission_id)
    return rubric_of(session, submission.assignment_id, submission.round) if submission else None


def _record_citations(
    session: Session,
    notes: Sequence[Annotation],
    submission: Submission,
    assignment: Assignment | None,
) -> None:
    for entry_id in sorted({note.cites for note in notes if note.cites}):
        session.record(
            Did.ENTRY_CITED,
            group_id=assignment.group_id if assignment else "",
            assignment_id=submission.assignment_id or "",
            submission_id=submission.id,
            entry_id=entry_id,
            is_confidential=assignment is None,
        )
