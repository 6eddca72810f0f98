"""What waits for a member, in plain words, each with its action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..domain.assignments import Phase, phase_at
from ..domain.deadlines import is_read
from ..domain.reviews import latest_only, takes_a_place
from ..domain.style_guide import ConsentState, Entry
from ..domain.submissions import Submission, is_in_already
from . import (
    asking,
    assignments,
    circle_proposals,
    confidences,
    consulting,
    drafts,
    extensions,
    feedback,
    quoting,
    reviews,
    self_review,
    sharing,
    style_guide,
    submissions,
    threads,
)
from .names import name_of
from .revision_memos import LatelyDecided, lately_decided
from .session import Session

NEWS_DAYS = 14


class WaitingKind(StrEnum):
    """What kind of thing waits."""

    WRITE = "write"
    FINISH_DRAFT = "finish draft"
    REVIEW_HELD = "review held"
    REVIEW_OFFER = "review offer"
    FEEDBACK = "feedback"
    SELF_REVIEW = "self-review"
    READERS = "readers"
    HANDED_IN_TOGETHER = "handed in together"
    QUOTATION = "quotation"
    REPLY = "reply"
    REQUEST = "request"
    ASKED = "asked"
    SHARED = "shared"
    CIRCLE = "circle"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a sentence's parts, and where its action leads.

    ``until`` is when it ends (a lease, a phase), if it does; ``is_urgent`` when that is soon.
    ``was_due`` is the date of what is late and taken all the same.
    """

    kind: WaitingKind
    title: str
    detail: str
    target: str
    until: datetime | None = None
    is_urgent: bool = False
    was_due: datetime | None = None


@dataclass(frozen=True)
class Home:
    """The start page: what waits, what is new in the guide, and what writers made of the actor's
    comments these days."""

    waiting: tuple[Waiting, ...]
    news: tuple[Entry, ...]
    decided: tuple[LatelyDecided, ...] = ()


def home(session: Session) -> Home:
    """What waits for the actor, the most pressing first."""
    board = reviews.review_board(session)
    mine = submissions.my_submissions(session)
    found = [
        *_held_reviews(board),
        *_feedback(session, mine),
        *_self_reviews(session),
        *_drafts(session, own=False),
        *_new_assignments(session, mine),
        *_replies(session),
        *_quotations(session),
        *_circles(session),
        *_requests(session),
        *_offers(board),
        *_drafts(session, own=True),  # nobody waits for these, so the class's work comes first
        *_shared(session),
        *_asked(session),
        *_waiting_for_readers(session, mine),
    ]
    return Home(tuple(found), tuple(_news(session)), tuple(lately_decided(session)))


def _held_reviews(board: reviews.Board) -> list[Waiting]:
    return [
        Waiting(
            WaitingKind.REVIEW_HELD,
            held.submission.title,
            f"Your teacher gave you this draft by {held.author} to read."
            if held.is_assigned
            else f"You took this question by {held.author}."
            if held.submission.stage
            else f"You are reading this draft by {held.author}.",
            held.claim.id,
            held.claim.expires_at,
            held.is_ending,
        )
        for held in board.held
    ]


def _feedback(session: Session, mine: Sequence[Submission]) -> list[Waiting]:
    found = []
    newest = {submission.id for submission in latest_only(mine)}
    # Nobody decides on every "worked on me": what is revised or over waits only until it is rated.
    done_with = {s.id for s in mine if s.id not in newest or _is_over(session, s)}
    for submission in mine:
        answers = feedback.feedback_on(session, submission.id)
        if not answers.answers or not (undecided := answers.undecided):
            continue
        if submission.id in done_with and all(a.back_evaluation for a in answers.answers):
            continue
        readers = len(answers.answers)
        found.append(
            Waiting(
                WaitingKind.FEEDBACK,
                f"{submission.title}, {submission.called}",
                f"{readers} {'reader has' if readers == 1 else 'readers have'} answered; "
                f"{undecided} {'comment waits' if undecided == 1 else 'comments wait'} "
                "for what you make of it.",
                submission.id,
            )
        )
    return found


def _self_reviews(session: Session) -> list[Waiting]:
    return [
        Waiting(
            WaitingKind.SELF_REVIEW,
            f"{one.title}, Draft {one.number}",
            "What your readers write is shown when you have looked at it yourself. "
            "One line is enough.",
            one.id,
        )
        for one in self_review.self_reviews_due(session)
    ]


def _replies(session: Session) -> list[Waiting]:
    return [
        Waiting(
            WaitingKind.REPLY,
            f"{one.submission.title}, {one.submission.called}",
            "Somebody has written to you about it."
            if one.number == 1 and one.review.submitted_at is None
            else "Somebody has replied below a comment."
            if one.number == 1
            else f"Somebody has replied below {one.number} comments.",
            _thread_route(session, one),
        )
        for one in threads.waiting_threads(session)
    ]


def _thread_route(session: Session, one: threads.WaitingThreads) -> str:
    if session.actor_id in one.submission.author_ids:
        return f"feedback/{one.submission.id}"
    if one.review.reviewer_id == session.actor_id:
        given = "given/" if one.review.submitted_at else ""
        return f"review/{given}{one.review.id}"
    return f"texts/{one.submission.assignment_id}/{one.submission.id}"


def _drafts(session: Session, *, own: bool) -> list[Waiting]:
    """The actor's unfinished drafts: those of no assignment (``own``), or the others."""
    now = session.clock.now()
    found = []
    for draft in drafts.my_drafts(session):
        if (draft.assignment_id is None) is not own:
            continue
        handed_in = submissions.submissions_of_draft(session, draft.id)
        if handed_in and is_in_already(handed_in[-1], draft):
            continue
        until = was_due = None
        if (assignment := reviews.assignment_of(session, draft)) is not None:
            place = extensions.hand_in_now(session, assignment)
            is_open = place.is_open and extensions.may_write(session, assignment)
            if not (is_open and session.is_in(assignment.group_id)):
                continue
            until, was_due = (None, place.due) if place.is_late else (place.due, None)
        soon = until is not None and until - now < timedelta(days=1)
        detail = (
            f"Changed since Draft {handed_in[-1].number}; hand in the new one when it is ready."
            if handed_in
            else "A draft that you have not handed in yet."
        )
        found.append(
            Waiting(
                WaitingKind.FINISH_DRAFT,
                draft.title or "Untitled draft",
                detail,
                draft.id,
                until,
                soon,
                was_due,
            )
        )
    return found


def _new_assignments(session: Session, mine: Sequence[Submission]) -> list[Waiting]:
    now = session.clock.now()
    begun = submissions.begun_assignments(session, mine)
    left = {one.assignment_id for one in mine if drafts.is_left_behind(session, one)}
    found = []
    for assignment in assignments.my_assignments(session):
        place = extensions.hand_in_now(session, assignment)
        is_open = place.is_open and extensions.may_write(session, assignment)
        if assignment.id in begun or not is_open:
            continue
        detail = "Your class is reading each other's drafts already; yours is still welcome."
        if assignment.id in left:
            detail = "Who wrote it with you has left the class; it is yours to go on with."
        elif phase_at(assignment, now) is Phase.DRAFTING:
            detail = "Your class is writing this. You have not begun yet."
        elif place.is_extended and not place.is_late:
            detail = "You have more time for this than others. You have not begun yet."
        until, was_due = (None, place.due) if place.is_late else (place.due, None)
        kind = WaitingKind.WRITE
        found.append(Waiting(kind, assignment.title, detail, assignment.id, until, was_due=was_due))
    return found


def _quotations(session: Session) -> list[Waiting]:
    return [
        Waiting(
            WaitingKind.QUOTATION,
            entry.text.title,
            "The guide would like to quote a passage of yours. It is shown only if you agree.",
            entry.id,
        )
        for quotation, entry in quoting.quotations_asked(session)
        if quotation.consent is ConsentState.ASKED
    ]


def _asks(asked: circle_proposals.Proposed) -> str:
    if asked.circle:
        return f"May they come into {asked.circle}, and read with you?"
    return f"Would you be a circle with {_in_words(asked.names)}, and read each other’s drafts?"


def _circles(session: Session) -> list[Waiting]:
    return [
        Waiting(
            WaitingKind.CIRCLE,
            f"{asked.by} asks you",
            _asks(asked),
            asked.proposal.id,
        )
        for asked in circle_proposals.circles_asked(session)
    ]


def _in_words(names: Sequence[str]) -> str:
    """``Ann``, ``Ann and Bo``, ``Ann, Bo and Cem``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _requests(session: Session) -> list[Waiting]:
    found = consulting.open_requests(session)
    if not found:
        return []
    number = len(found)
    return [
        Waiting(
            WaitingKind.REQUEST,
            f"{number} {'writer asks' if number == 1 else 'writers ask'} a consultant",
            f"“{found[0].submission.request}” asks {found[0].author or 'somebody'}.",
            "",
        )
    ]


def _asked(session: Session) -> list[Waiting]:
    return [
        Waiting(
            WaitingKind.ASKED,
            f"{one.submission.title}, {one.submission.called}",
            f"{one.readers[0]} has your question."
            if one.readers
            else f"It waits for nobody: {one.gone} is no consultant any more."
            if one.gone
            else "Your question waits for a consultant.",
            one.submission.id,
        )
        for one in asking.my_requests(session)
        if one.submission.stage and not one.consultation.is_over and not one.answers
    ]


def _shared(session: Session) -> list[Waiting]:
    since = session.clock.now() - timedelta(days=NEWS_DAYS)
    return [
        Waiting(
            WaitingKind.SHARED,
            one.submission.title,
            f"{one.author} lets you read what they asked a consultant, and what came of it.",
            one.submission.id,
        )
        for one in sharing.shared_requests(session)
        if one.share.at >= since
    ]


def _offers(board: reviews.Board) -> list[Waiting]:
    offers = [one for one in board.offers if one.submission.assignment_id and one.may_claim]
    if not offers:
        return []
    number = len(offers)
    first = offers[0]
    return [
        Waiting(
            WaitingKind.REVIEW_OFFER,
            f"{number} {'draft waits' if number == 1 else 'drafts wait'} for a reader",
            f"“{first.submission.request}” asks {first.author}.",
            "",
        )
    ]


def _waiting_for_readers(session: Session, mine: Sequence[Submission]) -> list[Waiting]:
    return [
        _handed_in(session, submission)
        for submission in latest_only(mine)
        if not submission.stage
        and not _is_over(session, submission)
        and not any(
            review.submitted_at
            for review in session.store.reviews.where(submission_id=submission.id)
        )
    ]


def _handed_in(session: Session, submission: Submission) -> Waiting:
    """To its draft, which is only for the one who handed it in; the others are led to where its
    answers will be."""
    title = f"{submission.title}, Draft {submission.number}"
    sentence = _readers_sentence(session, submission)
    if submission.author_id == session.actor_id:
        return Waiting(WaitingKind.READERS, title, sentence, submission.draft_id)
    by = name_of(session, submission.author_id)
    sentence = f"{by} handed in what you wrote together. {sentence}"
    return Waiting(WaitingKind.HANDED_IN_TOGETHER, title, sentence, submission.id)


def _readers_sentence(session: Session, submission: Submission) -> str:
    now = session.clock.now()
    claims = session.store.claims.where(submission_id=submission.id)
    reading = sum(takes_a_place(claim, now) for claim in claims)
    if reading:
        return "Somebody is reading it now."
    assignment = reviews.assignment_of(session, submission)
    if assignment is None:
        return "It waits for a consultant."
    if phase_at(assignment, now) is Phase.DRAFTING:
        return "Reading begins when the review phase opens."
    return "It waits for its first reader."


def _is_over(session: Session, submission: Submission) -> bool:
    if submission.assignment_id is None:
        return confidences.consultation_of(session, submission).is_over
    assignment = session.store.assignments.find(submission.assignment_id)
    if assignment is None or not session.is_in(assignment.group_id):
        return True  # who has left the class is not read there any more
    now = session.clock.now()
    is_closed = phase_at(assignment, now) is Phase.CLOSED
    return is_closed and not is_read(assignment, submission.submitted_at, now)


def _news(session: Session) -> list[Entry]:
    since = session.clock.now() - timedelta(days=NEWS_DAYS)
    fresh = [entry for entry in style_guide.search_guide(session) if entry.revised_at >= since]
    return sorted(fresh, key=lambda entry: entry.revised_at, reverse=True)[:5]
