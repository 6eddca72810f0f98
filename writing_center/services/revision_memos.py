""" "What I did with your comments": said when the next draft is handed in, shown with it.

The writer, their class's teachers and whoever reads the new draft see the account. What a reader
wrote is shown to that reader (and to writer and teachers): others learn what the writer did, not
who said what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from ..domain.errors import NotFound
from ..domain.plans import MemoLine, RevisionMemo, check_reason, expected_choice
from ..domain.reanchoring import Fate
from ..domain.reviews import Choice, Comment, Review
from ..domain.submissions import Draft, Submission, clean_note
from .annotations import carried_by_reader
from .drafts import find_draft
from .feedback import comments_in, decide
from .names import author_name, reviewer_name
from .plans import PlanItem, ReceivedComment, plan_of
from .reviews import assignment_of
from .self_review import answers_wait
from .session import Session
from .submissions import find_submission, submissions_of_draft, submit_draft

NEWS_DAYS = 7


@dataclass(frozen=True)
class Told:
    """What a writer says about one comment on handing the next draft in."""

    choice: Choice
    reason: str = ""


@dataclass(frozen=True)
class Account:
    """What there is to say before the next draft is handed in as ``number``.

    ``asked`` are comments that are still on the plan; ``settled`` those that were done or declined
    and not told of with an earlier draft; ``undecided`` is how many wait for a decision.
    """

    draft: Draft
    number: int
    asked: tuple[ReceivedComment, ...]
    settled: tuple[ReceivedComment, ...]
    undecided: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.asked and not self.settled


@dataclass(frozen=True)
class ShownLine:
    """A line of a memo as the actor may see it: ``comment`` and ``by`` (who made it) only for its
    reader, the writer and their teachers."""

    line: MemoLine
    comment: Comment | None = None
    by: str = ""


@dataclass(frozen=True)
class ShownMemo:
    """A memo as the actor may see it; ``author`` is what they may call its writer."""

    submission: Submission
    author: str
    opening: str
    lines: tuple[ShownLine, ...]
    is_own: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a review in the first draft that was handed in after it.

    ``fates`` are by comment. The words that stand there now are told (``lines``) where the writer
    has told them. ``was_late``: a draft was in before the review came.
    """

    number: int
    opening: str = ""
    fates: Mapping[str, Fate] = field(default_factory=dict)
    lines: Mapping[str, MemoLine] = field(default_factory=dict)
    was_late: bool = False


@dataclass(frozen=True)
class LatelyDecided:
    """A review of the actor's on whose comments its writer has decided these days."""

    review: Review
    submission: Submission
    comments: int


def lately_decided(session: Session) -> list[LatelyDecided]:
    """The actor's reviews on which writers have decided in the last week, the newest first: what
    a reader learns from."""
    since = session.clock.now() - timedelta(days=NEWS_DAYS)
    found = []
    for review in session.store.reviews.where(reviewer_id=session.actor_id):
        decided = session.store.decisions.where(review_id=review.id)
        fresh = [one for one in decided if one.at >= since]
        submission = session.store.submissions.find(review.submission_id)
        if fresh and submission is not None:
            found.append((max(one.at for one in fresh), review, submission, len(fresh)))
    found.sort(key=lambda one: one[0], reverse=True)
    return [LatelyDecided(review, submission, count) for _, review, submission, count in found]


def account_of(session: Session, draft_id: str) -> Account:
    """What the writer could say on handing one of their drafts in now. Raises NotFound."""
    plan = plan_of(session, draft_id)
    told = {
        (line.comment_id, line.choice)
        for memo in session.store.revision_memos.where(draft_id=draft_id)
        for line in memo.lines
    }
    settled = (
        one
        for one in _comments([*plan.done, *plan.declined])
        if one.choice is not None and (one.id, one.choice) not in told
    )
    number = len(submissions_of_draft(session, draft_id)) + 1
    return Account(
        plan.draft, number, tuple(_comments(plan.open)), tuple(settled), len(plan.undecided)
    )


def proposed_choice(one: ReceivedComment) -> Choice:
    """What the form proposes to say of a comment that is still on the plan."""
    return expected_choice(one.choice or Choice.WILL_DO, one.place.fate if one.place else None)


def hand_in_with_memo(
    session: Session,
    draft_id: str,
    told: Mapping[str, Told],
    opening: str = "",
    asked_ids: Sequence[str] = (),
) -> Submission:
    """Hand a draft in, and say with it what became of the readers' comments.

    ``told`` is by comment; what is not in it stays as it is on the plan, and is told so. Raises
    InvalidInput (a declined comment needs a reason; its field is ``why-`` and the comment's id),
    and what ``submit_draft`` raises: then nothing is kept.
    """
    with session.store.transaction():
        find_draft(session, draft_id)
        for one in account_of(session, draft_id).asked:
            if (said := told.get(one.id)) is not None:
                _decide_again(session, one, said)
        account = account_of(session, draft_id)
        submission = submit_draft(session, draft_id, asked_ids)
        words = clean_note(opening, "What you say to your readers", "opening")
        lines = tuple(_line(one) for one in (*account.settled, *account.asked))
        if words or lines:
            session.store.revision_memos.put(
                RevisionMemo(
                    submission.id,
                    draft_id,
                    session.actor_id,
                    words,
                    lines,
                    session.clock.now(),
                )
            )
        return submission


def memo_on(session: Session, submission_id: str) -> ShownMemo | None:
    """What a submission's writer did with the comments on its earlier drafts, as the actor may
    see it; None where they said nothing. Raises NotFound for a text that is not for the actor."""
    submission = find_submission(session, submission_id)
    memo = session.store.revision_memos.find(submission_id)
    if memo is None:
        return None
    return ShownMemo(
        submission,
        author_name(session, submission),
        memo.opening,
        tuple(_shown(session, submission, line) for line in told_lines(session, memo.lines)),
        session.actor_id in submission.author_ids,
    )


def told_lines(session: Session, lines: Sequence[MemoLine]) -> list[MemoLine]:
    """The lines of a memo without those about answers that still wait for the actor's own look
    at their text. A part of other verbs."""
    return [line for line in lines if not _is_waited_for(session, line)]


def outcome_of(session: Session, review_id: str) -> Outcome | None:
    """What became of the comments of a review of the actor's own; None while no draft was handed
    in after it. Raises NotFound."""
    review = session.store.reviews.find(review_id)
    origin = session.store.submissions.find(review.submission_id) if review else None
    if review is None or origin is None or review.reviewer_id != session.actor.id:
        raise NotFound("review")
    later = sorted(
        (
            one
            for one in session.store.submissions.where(draft_id=origin.draft_id)
            if one.number > origin.number
        ),
        key=lambda one: one.number,
    )
    after = [one for one in later if _came_after(one, review)]
    if not after:
        return None
    return _outcome(session, review, after[0], was_late=len(after) < len(later))


def _comments(items: Sequence[PlanItem]) -> list[ReceivedComment]:
    return [item.comment for item in items if item.comment is not None]


def _decide_again(session: Session, one: ReceivedComment, said: Told) -> None:
    known = one.decision
    check_reason(said.choice, said.reason, f"why-{one.id}")
    if known is not None and (known.choice, known.reason) != (said.choice, said.reason.strip()):
        decide(session, known.review_id, one.id, said.choice, said.reason, keeps_reason=True)


def _line(one: ReceivedComment) -> MemoLine:
    place = one.place
    now = place.passage.exact if place and place.passage else ""
    before = one.comment.passage.exact if one.comment.passage else ""
    fate = place.fate if place else None
    if place is not None and place.put is not None:
        # Put there by hand: what was commented on has not become this.
        if now != place.put.passage.exact:
            before = place.put.passage.exact
        else:
            now, fate = "", None
    return MemoLine(
        comment_id=one.id,
        review_id=one.comment.review_id,
        draft_number=one.origin.number,
        about=one.comment.about,
        choice=one.choice or Choice.WILL_DO,
        reason=one.decision.reason if one.decision else "",
        before=before,
        after=now if now != before else "",
        fate=fate,
    )


def _shown(session: Session, submission: Submission, line: MemoLine) -> ShownLine:
    review = session.store.reviews.find(line.review_id)
    origin = session.store.submissions.find(review.submission_id) if review else None
    if review is None or origin is None or not _may_see(session, submission, review):
        return ShownLine(replace(line, comment_id="", review_id=""))
    said = {comment.id: comment for comment in comments_in(session, origin, review)}
    by = "you" if review.reviewer_id == session.actor_id else reviewer_name(session, review)
    return ShownLine(line, said.get(line.comment_id), by)


def _is_waited_for(session: Session, line: MemoLine) -> bool:
    review = session.store.reviews.find(line.review_id)
    origin = session.store.submissions.find(review.submission_id) if review else None
    return origin is not None and answers_wait(session, origin)


def _may_see(session: Session, submission: Submission, review: Review) -> bool:
    if session.actor_id in (review.reviewer_id, *submission.author_ids):
        return True
    assignment = assignment_of(session, submission)
    return assignment is not None and session.is_teacher_of(assignment.group_id)


def _came_after(submission: Submission, review: Review) -> bool:
    return review.submitted_at is not None and submission.submitted_at >= review.submitted_at


def _outcome(session: Session, review: Review, later: Submission, *, was_late: bool) -> Outcome:
    memo = session.store.revision_memos.find(later.id)
    lines = [line for line in (memo.lines if memo else ()) if line.review_id == review.id]
    fates = {
        one.id: one.fate
        for one in carried_by_reader(session, later)
        if one.annotation.review_id == review.id and one.put is None
    }
    return Outcome(
        later.number,
        memo.opening if memo else "",
        fates,
        {line.comment_id: line for line in lines},
        was_late,
    )
