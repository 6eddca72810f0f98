"""Talking about comments: who joins in, what waits for whom, and whose names are said."""

import pytest

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.threads import MAX_REPLIES
from writing_center.services import coauthors, home, threads
from writing_center.services.home import WaitingKind

from .class_at_work import ClassAtWork


@pytest.fixture
def work(at_work: ClassAtWork) -> ClassAtWork:
    return at_work


@pytest.fixture
def answered(work: ClassAtWork):
    """Ann's letter, answered by Ben; the id of his comment on a passage."""
    ann, ben = work.joins("Ann"), work.joins("Ben")
    letter = work.hands_in(ann)
    work.hands_in(ben)
    work.begins(Phase.REVIEW)
    review = work.answers(ben, letter)
    comment = work.center.store.annotations.first(review_id=review.id)
    return ann, ben, review, comment.id


def words(session, review, comment_id: str) -> list[tuple[str, str]]:
    thread = threads.threads_on(session, review.id)[comment_id]
    return [(said.by, said.reply.body) for said in thread.said]


def waiting(session) -> list[str]:
    return [w.target for w in home.home(session).waiting if w.kind is WaitingKind.REPLY]


def test_author_reader_and_teacher_talk(work: ClassAtWork, answered) -> None:
    ann, ben, review, comment_id = answered
    threads.reply_to(ann, review.id, comment_id, "Which person?")
    work.clock.forward(minutes=1)
    threads.reply_to(ben, review.id, comment_id, "Your sister.")
    work.clock.forward(minutes=1)
    threads.reply_to(work.teacher, review.id, comment_id, "And the drivers!")
    said = ["Which person?", "Your sister.", "And the drivers!"]
    names = {
        ann: ["you", "Ben", "Ms Teacher (teacher)"],
        ben: ["Ann", "you", "Ms Teacher (teacher)"],
    }
    names[work.teacher] = ["Ann", "Ben", "you"]
    for session, called in names.items():
        assert words(session, review, comment_id) == list(zip(called, said, strict=True))


def test_every_part_of_a_review_can_be_talked_about(answered) -> None:
    ann, _, review, _ = answered
    for part in ("answer", "summary"):
        threads.reply_to(ann, review.id, f"{review.id}:{part}", "Thank you.")
    assert set(threads.threads_on(ann, review.id)) == {
        f"{review.id}:{p}" for p in ("answer", "summary")
    }
    for wrong in ("nothing", f"{review.id}:nothing"):
        with pytest.raises(NotFound):
            threads.reply_to(ann, review.id, wrong, "Hello?")
    with pytest.raises(InvalidInput):
        threads.reply_to(ann, review.id, f"{review.id}:answer", "  ")


def test_ones_last_reply_changes_until_somebody_answers(answered) -> None:
    ann, ben, review, comment_id = answered
    first = threads.reply_to(ann, review.id, comment_id, "Hm.")
    threads.change_reply(ann, first.id, "Which person?")
    assert words(ann, review, comment_id) == [("you", "Which person?")]
    answer = threads.reply_to(ben, review.id, comment_id, "Her.")
    for change in (threads.remove_reply, lambda s, i: threads.change_reply(s, i, "No.")):
        with pytest.raises(NotAllowed, match="answered this already"):
            change(ann, first.id)
        with pytest.raises(NotFound):
            change(ann, answer.id)
    threads.remove_reply(ben, answer.id)
    threads.remove_reply(ann, first.id)
    assert threads.threads_on(ann, review.id) == {}


def test_what_waits_is_on_the_start_page_until_it_is_answered_or_rests(
    work: ClassAtWork, answered
) -> None:
    ann, ben, review, comment_id = answered
    threads.reply_to(ben, review.id, comment_id, "I meant your sister.")
    assert waiting(ann) == [f"feedback/{review.submission_id}"]
    assert waiting(ben) == waiting(work.teacher) == []
    threads.let_rest(ann, review.id, comment_id)
    assert waiting(ann) == []
    work.clock.forward(minutes=1)
    threads.reply_to(work.teacher, review.id, comment_id, "She is in the text now.")
    assert waiting(ann) == [f"feedback/{review.submission_id}"]
    assert waiting(ben) == [f"review/given/{review.id}"]
    work.clock.forward(minutes=1)
    threads.reply_to(ann, review.id, comment_id, "She is.")
    assert waiting(ann) == []
    texts = f"texts/{work.assignment.id}/{review.submission_id}"
    assert waiting(work.teacher) == [texts]
    with pytest.raises(NotFound):
        threads.let_rest(ann, review.id, f"{review.id}:answer")


def test_outside_assignments_only_the_two_ever_know(work: ClassAtWork) -> None:
    ann = work.joins("Ann")
    consultant = work.comes("Con", is_consultant=True)
    secret = work.hands_in(ann, private=True)
    review = work.answers(consultant, secret)
    before = len(work.center.store.activities.all())
    threads.reply_to(ann, review.id, f"{review.id}:answer", "Thank you.")
    done = work.center.store.activities.all()[before:]
    assert [(a.is_confidential, a.group_id, a.assignment_id) for a in done] == [(True, "", "")]
    assert waiting(consultant) == [f"review/given/{review.id}"]
    for stranger in (work.teacher, work.joins("Cem"), work.comes("Dot", is_consultant=True)):
        assert waiting(stranger) == []
        with pytest.raises(NotFound):
            threads.threads_on(stranger, review.id)


def test_who_wrote_it_too_talks_too(work: ClassAtWork) -> None:
    ann, bea, ben = (work.joins(name) for name in ("Ann", "Bea", "Ben"))
    draft = work.writes(ann)
    coauthors.name_coauthors(ann, draft.id, [bea.actor_id])
    letter = work.hands_in(ann)
    work.hands_in(ben)
    work.begins(Phase.REVIEW)
    review = work.answers(ben, letter)
    comment = f"{review.id}:answer"
    threads.reply_to(ben, review.id, comment, "What do you think?")
    assert waiting(ann) == waiting(bea) == [f"feedback/{letter.id}"]
    work.clock.forward(minutes=1)
    threads.reply_to(ann, review.id, comment, "Thank you.")
    work.clock.forward(minutes=1)
    threads.reply_to(bea, review.id, comment, "From me too.")
    assert [by for by, _ in words(ben, review, comment)] == ["you", "Ann", "Bea"]
    assert [by for by, _ in words(ann, review, comment)] == ["Ben", "you", "Bea"]
    assert [by for by, _ in words(bea, review, comment)] == ["Ben", "Ann", "you"]
    work.clock.forward(minutes=1)
    threads.reply_to(ben, review.id, comment, "You are welcome.")
    assert waiting(ann) == waiting(bea) == [f"feedback/{letter.id}"]


def test_a_thread_takes_so_many_replies_and_no_more(answered) -> None:
    ann, ben, review, comment_id = answered
    for n in range(MAX_REPLIES):
        last = threads.reply_to(ann, review.id, comment_id, f"And {n}.")
    with pytest.raises(NotAllowed, match="200 replies"):
        threads.reply_to(ben, review.id, comment_id, "And on.")
    threads.reply_to(ben, review.id, f"{review.id}:answer", "Elsewhere there is room.")
    threads.change_reply(ann, last.id, "The end.")
