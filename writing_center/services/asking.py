"""Asking a consultant, at any stage of a text: the writer's side.

What is said here is between the writer and whoever answers. No teacher learns that anything was
asked, unless the writer shares it (``sharing``).
"""

from dataclasses import dataclass, replace

from ..domain.activity import Did
from ..domain.consultations import Consultation, Stage
from ..domain.errors import InvalidInput, NotAllowed, NotFound
from ..domain.people import Member
from ..domain.reviews import Claim, ClaimState, Freed, is_live
from ..domain.submissions import Submission, clean_note, normalise_text
from . import assignments, drafts, threads
from .confidences import consultation_of
from .names import name_of
from .session import Session
from .submissions import READERS_OF_A_REQUEST, my_submissions

LONGEST_TITLE = 80
NOTHING_YET = (
    "There is no text yet. Choose “before the first line” or “an outline, or notes”, or write a "
    "few lines of your draft first."
)


@dataclass(frozen=True)
class Asking:
    """What is about to be asked. ``text`` is what a consultant gets to read; ``stage`` a guess."""

    title: str
    text: str
    task: str
    stage: Stage
    consultants: tuple[Member, ...]
    question: str = ""


@dataclass(frozen=True)
class OwnRequest:
    """A request of the actor's. ``readers`` are those who took it; ``answers`` how many have.
    ``gone`` names the one who was asked alone and is no consultant any more."""

    submission: Submission
    consultation: Consultation
    readers: tuple[str, ...]
    answers: int
    waits: bool
    gone: str = ""


def about_to_ask(session: Session, draft_id: str = "", assignment_id: str = "") -> Asking:
    """What would be sent: about one of the actor's drafts, about an assignment that they have
    not begun, or about neither. Raises NotFound, NotAllowed."""
    session.require_member()
    title, text, about_id, question = _subject(session, draft_id, assignment_id)
    about = session.store.assignments.find(about_id)
    return Asking(
        title,
        text,
        about.title if about else "",
        Stage.DRAFT if text.strip() else Stage.PROMPT,
        tuple(consultants_to_ask(session)),
        question,
    )


def consultants_to_ask(session: Session) -> list[Member]:
    """The consultants, by name, without the actor."""
    session.require_member()
    found = session.store.members.where(is_consultant=True)
    others = [one for one in found if one.id != session.actor_id and not one.is_teacher]
    return sorted(others, key=lambda one: one.name_key)


def ask_consultant(
    session: Session,
    question: str,
    *,
    stage: Stage,
    draft_id: str = "",
    assignment_id: str = "",
    for_id: str = "",
    notes: str = "",
) -> Submission:
    """Ask a consultant about one of the actor's drafts, an assignment, or anything.

    A copy of the draft as it stands goes with the question, and is no hand-in: the class and its
    teacher know nothing of it. Where nothing stands in a draft yet, ``notes`` are the outline that
    goes with it instead. ``for_id`` names the one consultant who may see it. Asking the
    same again, while it waits, gives the request that there is. Raises InvalidInput without a
    question, or without a text beyond the first stage; NotFound, NotAllowed.
    """
    with session.store.transaction():
        session.require_member()
        title, text, about_id, _ = _subject(session, draft_id, assignment_id)
        if stage is Stage.OUTLINE and not text.strip():
            text = _outline(notes)
        asked = clean_note(question, "The question", "question")
        _check_question(session, asked, stage, text, for_id)
        if (known := _asked_already(session, asked, stage, text, draft_id)) is not None:
            return known
        submission = session.store.submissions.put(
            Submission(
                id=session.fresh_id(),
                draft_id=session.fresh_id(),  # numbered and compared apart from what is handed in
                author_id=session.actor_id,
                assignment_id=None,
                number=1,
                title=title or _in_short(asked),
                text=text,
                request=asked,
                help_had="",
                submitted_at=session.clock.now(),
                readers_wanted=READERS_OF_A_REQUEST,
                stage=stage,
            )
        )
        session.store.consultations.put(
            Consultation(submission.id, session.actor_id, draft_id, about_id, for_id)
        )
        _record(session, Did.CONSULTANT_ASKED, submission)
        return submission


def my_requests(session: Session) -> list[OwnRequest]:
    """What the actor asked consultants, the newest first."""
    session.require_member()
    waiting = {one.submission.id for one in threads.waiting_threads(session)}
    return [
        _own_request(session, one, one.id in waiting)
        for one in my_submissions(session)
        if one.assignment_id is None
    ]


def find_request(session: Session, submission_id: str) -> OwnRequest:
    """One of the actor's own requests. Raises NotFound for anybody else's."""
    submission = _own(session, submission_id)
    waiting = {one.submission.id for one in threads.waiting_threads(session)}
    return _own_request(session, submission, submission.id in waiting)


def open_to_all(session: Session, submission_id: str) -> Consultation:
    """Let every consultant see a request that was for one of them."""
    with session.store.transaction():
        submission = _own(session, submission_id)
        found = consultation_of(session, submission)
        if not found.for_id or found.is_over:
            return found
        _record(session, Did.CONSULTATION_OPENED, submission)
        return session.store.consultations.put(replace(found, for_id=""))


def withdraw_request(session: Session, submission_id: str) -> Consultation:
    """Take a request back that nobody has taken. Raises NotAllowed once somebody has."""
    with session.store.transaction():
        submission = _own(session, submission_id)
        found = consultation_of(session, submission)
        if found.is_over:
            return found
        if _readers(session, submission):
            raise NotAllowed("A consultant has taken it already. You can end the conversation.")
        _free_readers(session, submission)
        _record(session, Did.CONSULTATION_ENDED, submission)
        now = session.clock.now()
        return session.store.consultations.put(replace(found, withdrawn_at=now))


def end_conversation(session: Session, submission_id: str) -> Consultation:
    """Say that it is enough: nobody answers any more, nothing more is said. What was said stays
    for both."""
    with session.store.transaction():
        submission = _own(session, submission_id)
        found = consultation_of(session, submission)
        if found.is_over:
            return found
        _free_readers(session, submission)
        _record(session, Did.CONSULTATION_ENDED, submission)
        now = session.clock.now()
        return session.store.consultations.put(replace(found, ended_at=now))


def _free_readers(session: Session, submission: Submission) -> None:
    for claim in session.store.claims.where(submission_id=submission.id, state=ClaimState.HELD):
        freed = replace(claim, state=ClaimState.RELEASED, freed=Freed.ENDED_BY_WRITER)
        session.store.claims.put(freed)


def _subject(session: Session, draft_id: str, assignment_id: str) -> tuple[str, str, str, str]:
    """Title, text, assignment and present request of what is asked about."""
    if draft_id:
        draft = drafts.find_draft(session, draft_id)
        return draft.title, draft.text, draft.assignment_id or "", draft.request
    if assignment_id:
        assignment = assignments.own_assignment(session, assignment_id)
        return assignment.title, "", assignment.id, ""
    return "", "", "", ""


def _outline(notes: str) -> str:
    try:
        return normalise_text(notes).strip()
    except InvalidInput as error:
        raise InvalidInput(str(error), "notes") from None


def _check_question(session: Session, asked: str, stage: Stage, text: str, for_id: str) -> None:
    if not asked:
        raise InvalidInput("Say what you would like to know, in a line or two.", "question")
    if stage is Stage.OUTLINE and not text.strip():
        raise InvalidInput("Write your outline or your notes here; they can be rough.", "notes")
    if stage is Stage.DRAFT and not text.strip():
        raise InvalidInput(NOTHING_YET, "stage")
    if for_id and for_id not in {one.id for one in consultants_to_ask(session)}:
        raise InvalidInput("This person is no consultant at the moment.", "for")


def _asked_already(
    session: Session, asked: str, stage: Stage, text: str, draft_id: str
) -> Submission | None:
    mine = session.store.submissions.where(author_id=session.actor_id, assignment_id=None)
    for one in mine:
        if (one.request, one.stage, one.text) != (asked, stage, text):
            continue
        found = consultation_of(session, one)
        if found.draft_id == draft_id and not found.is_over and not _answers(session, one):
            return one
    return None


def _in_short(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"


def _own(session: Session, submission_id: str) -> Submission:
    submission = session.store.submissions.find(submission_id)
    if (
        submission is None
        or submission.assignment_id is not None
        or submission.author_id != session.actor.id
    ):
        raise NotFound("request")
    return submission


def _own_request(session: Session, submission: Submission, waits: bool) -> OwnRequest:
    return OwnRequest(
        submission,
        consultation_of(session, submission),
        tuple(name_of(session, claim.reviewer_id) for claim in _readers(session, submission)),
        _answers(session, submission),
        waits,
        _who_is_gone(session, submission),
    )


def _who_is_gone(session: Session, submission: Submission) -> str:
    asked_id = consultation_of(session, submission).for_id
    still = {one.id for one in consultants_to_ask(session)}
    return name_of(session, asked_id) if asked_id and asked_id not in still else ""


def _readers(session: Session, submission: Submission) -> list[Claim]:
    """The claims of those who have it: who gave it back has not."""
    now = session.clock.now()
    claims = session.store.claims.where(submission_id=submission.id)
    return [c for c in claims if is_live(c, now) or c.state is ClaimState.FULFILLED]


def _answers(session: Session, submission: Submission) -> int:
    return session.store.claims.count(submission_id=submission.id, state=ClaimState.FULFILLED)


def _record(session: Session, did: Did, submission: Submission) -> None:
    session.record(did, submission_id=submission.id, is_confidential=True)
