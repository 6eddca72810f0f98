"""The sample's practice text: its teacher's review, and a student who shows how she did it."""

from collections.abc import Callable, Iterator
from functools import partial

from ..domain.annotations import Annotation, CommentKind
from ..domain.practice import PracticeForm, Showing
from ..domain.review_forms import Filled
from ..domain.reviews import CriterionReading
from ..services import practice, practice_texts
from ..services.private_reviews import NewComment
from .content import AloneText, PracticeContent, PractisedText
from .play import Event, Play


def practice_events(play: Play, content: PracticeContent) -> Iterator[Event]:
    """The events by which the practice text comes about and is practised on."""
    yield play.event(content.practice.made, partial(_make, play, content))
    yield play.event(content.practice.opened, partial(_open, play, content))
    for member in content.member:
        yield play.event(member.began, partial(_practise, play, content, member))
        yield play.event(member.done, partial(_finish, play, member))
        if member.shown:
            yield play.event(member.shown, partial(_show, play, member))


def _make(play: Play, content: PracticeContent) -> None:
    text = content.practice
    form = PracticeForm(text.title, text.text.strip(), text.request)
    session, assignment_id = play.session(text.by), play.assignments[text.assignment]
    play.practice_id = practice_texts.make_practice(session, play.group_id, form, assignment_id).id


def _open(play: Play, content: PracticeContent) -> None:
    session, text = play.session(content.practice.by), content.practice
    filled = _filled(play, text.assignment, text.review)
    practice_texts.save_sample_review(session, play.practice_id, filled)
    add = partial(practice_texts.add_sample_comment, session, play.practice_id)
    _comment(text.text.strip(), text.review, add)
    practice_texts.open_practice(session, play.practice_id)


def _practise(play: Play, content: PracticeContent, member: PractisedText) -> None:
    session = play.session(member.reader)
    filled = _filled(play, content.practice.assignment, member.review)
    practice.save_practice(session, play.practice_id, filled)
    add = partial(practice.add_practice_comment, session, play.practice_id)
    _comment(content.practice.text.strip(), member.review, add)


def _finish(play: Play, member: PractisedText) -> None:
    practice.finish_practice(play.session(member.reader), play.practice_id)


def _show(play: Play, member: PractisedText) -> None:
    session, showing = play.session(member.reader), Showing(member.showing)
    practice.show_practice(session, play.practice_id, showing)


def _filled(play: Play, assignment: str, review: AloneText) -> Filled:
    readings = [
        CriterionReading(play.criteria[assignment, key], one.place, one.description)
        for key, one in review.readings.items()
    ]
    return Filled(
        answer=review.answer,
        readings=readings,
        describe=review.describe,
        evaluate=review.evaluate,
        suggest=review.suggest,
    )


def _comment(text: str, review: AloneText, add: Callable[[NewComment], Annotation]) -> None:
    for comment in review.comment:
        start = text.index(comment.quote)
        end = start + len(comment.quote)
        add(NewComment(start, end, comment.body, CommentKind(comment.kind), exact=comment.quote))
