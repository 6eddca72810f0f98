"""What the sample's writers ask consultants, and what the two say to each other."""

from collections.abc import Iterator
from functools import partial

from ..domain.consultations import Stage, talk_id
from ..services import asking, reviews, threads
from .content import ConsultationText, SaidText
from .play import Event, Play


def consultation_events(play: Play, texts: list[ConsultationText]) -> Iterator[Event]:
    """The events by which consultants are asked and talked with."""
    for text in texts:
        yield play.event(text.at, partial(_ask, play, text))
        if text.taken_by:
            yield play.event(text.taken, partial(_take, play, text))
        for said in text.said:
            yield play.event(said.at, partial(_say, play, text, said))


def _ask(play: Play, text: ConsultationText) -> None:
    made = asking.ask_consultant(
        play.session(text.by),
        text.question,
        stage=Stage(text.stage),
        draft_id=play.drafts[text.draft] if text.draft else "",
        assignment_id=play.assignments[text.assignment] if text.assignment else "",
    )
    play.submissions[text.key] = made.id


def _take(play: Play, text: ConsultationText) -> None:
    claim = reviews.claim_review(play.session(text.taken_by), play.submissions[text.key])
    play.claims[text.taken_by, text.key] = claim.id


def _say(play: Play, text: ConsultationText, said: SaidText) -> None:
    review_id = play.claims[text.taken_by, text.key]
    threads.reply_to(play.session(said.by), review_id, talk_id(review_id), said.body)
