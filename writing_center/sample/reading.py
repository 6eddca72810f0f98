"""The sample's reviews: claimed, written, handed in, and answered by their authors."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from ..domain.annotations import CommentKind
from ..domain.reviews import Choice, CriterionReading
from ..services import answering, feedback, reviewing, reviews, threads
from .content import BackText, ClaimText, CommentText, DecisionText, ReplyText, ReviewText
from .play import Event, Play


def review_events(play: Play, texts: list[ReviewText]) -> Iterator[Event]:
    """The events by which reviews come about and are answered."""
    for text in texts:
        yield play.event(text.claimed, partial(_claim, play, text.reader, text.of))
        for number, comment in enumerate(text.comment, start=1):
            act = partial(_comment, play, text, number, comment)
            yield Event(_moment_of(play, text, number), act)
        yield play.event(text.submitted, partial(_hand_in, play, text))
        for decision in text.decision:
            yield play.event(decision.at, partial(_decide, play, text, decision))
        for reply in text.reply:
            yield play.event(reply.at, partial(_reply, play, text, reply))
        if text.back is not None:
            yield play.event(text.back.at, partial(_rate, play, text, text.back))


def claim_events(play: Play, texts: list[ClaimText]) -> Iterator[Event]:
    """The events of claims of which no review came (yet)."""
    for text in texts:
        yield play.event(text.claimed, partial(_claim, play, text.reader, text.of))
        if text.saved:
            yield play.event(text.saved, partial(_begin, play, text))
        if text.at:
            yield play.event(text.at, partial(_give_back, play, text))


def comment_id(play: Play, reader: str, of: str, on: str) -> str:
    """The id of what a decision is on: a comment's number, a criterion's key, or a part."""
    if on.isdigit():
        return play.notes[reader, of, int(on)]
    review_id = play.claims[reader, of]
    part = on if on in ("answer", "summary") else _criterion_id(play, of, on)
    return f"{review_id}:{part}"


def _moment_of(play: Play, text: ReviewText, number: int) -> datetime:
    # Comments are spread evenly over the time between the claim and handing in.
    begun, done = play.calendar.at(text.claimed), play.calendar.at(text.submitted)
    return begun + (done - begun) * number / (len(text.comment) + 1)


def _claim(play: Play, reader: str, of: str) -> None:
    claim = reviews.claim_review(play.session(reader), play.submissions[of])
    play.claims[reader, of] = claim.id


def _comment(play: Play, text: ReviewText, number: int, comment: CommentText) -> None:
    submission = play.store.submissions.find(play.submissions[text.of])
    start = submission.text.index(comment.quote) if submission else 0
    note = reviewing.add_comment(
        play.session(text.reader),
        play.claims[text.reader, text.of],
        start,
        start + len(comment.quote),
        comment.body,
        exact=comment.quote,
        kind=CommentKind(comment.kind),
        cites=play.entries[comment.cites] if comment.cites else None,
    )
    play.notes[text.reader, text.of, number] = note.id


def _hand_in(play: Play, text: ReviewText) -> None:
    session, claim_id = play.session(text.reader), play.claims[text.reader, text.of]
    readings = [
        CriterionReading(_criterion_id(play, text.of, key), reading.place, reading.description)
        for key, reading in text.readings.items()
    ]
    reviewing.save_review(
        session, claim_id, answer=text.answer, readings=readings, summary=text.summary
    )
    reviewing.submit_review(session, claim_id)


def _decide(play: Play, text: ReviewText, decision: DecisionText) -> None:
    feedback.decide(
        play.session(_author_of(text.of)),
        play.claims[text.reader, text.of],
        comment_id(play, text.reader, text.of, decision.on),
        Choice(decision.choice),
        decision.reason,
    )


def _reply(play: Play, text: ReviewText, reply: ReplyText) -> None:
    review_id = play.claims[text.reader, text.of]
    on = comment_id(play, text.reader, text.of, reply.on)
    threads.reply_to(play.session(reply.by), review_id, on, reply.body)


def _rate(play: Play, text: ReviewText, back: BackText) -> None:
    session = play.session(_author_of(text.of))
    review_id = play.claims[text.reader, text.of]
    answering.rate_review(
        session,
        review_id,
        back.helpfulness,
        back.why,
        reasons=back.reasons,
        thanks=back.thanks,
    )


def _begin(play: Play, text: ClaimText) -> None:
    claim_id = play.claims[text.reader, text.of]
    reviewing.save_review(play.session(text.reader), claim_id, answer=text.answer)


def _give_back(play: Play, text: ClaimText) -> None:
    session, claim_id = play.session(text.reader), play.claims[text.reader, text.of]
    if text.does == "decline":
        reviews.decline_review(session, claim_id, text.reason)
    else:
        reviews.release_review(session, claim_id)


def _author_of(submission: str) -> str:
    return submission.split("-")[0]


def _criterion_id(play: Play, submission: str, key: str) -> str:
    return play.criteria[submission.split("-")[1], key]
