"""Consultants: asked at any stage, by name or not; the talk; ending, withdrawing, sharing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from settable_clock import SettableClock

from writing_center.domain.assignments import Naming, Phase
from writing_center.domain.consultations import talk_id
from writing_center.domain.errors import AlreadyTaken, InvalidInput, NotAllowed, NotFound
from writing_center.domain.reviews import ClaimState
from writing_center.domain.submissions import Submission
from writing_center.services import (
    asking,
    classes,
    conflicts,
    consulting,
    feedback,
    home,
    leaving,
    reviewing,
    reviews,
    sharing,
    submissions,
    threads,
)
from writing_center.services.asking import Stage, ask_consultant
from writing_center.services.home import WaitingKind
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import TEXT, ClassAtWork, class_at_work


@dataclass
class Room:
    """Ann writes; Con and Dee are consultants, Dee in Ann's class."""

    work: ClassAtWork
    ann: Session
    con: Session
    dee: Session

    def asks(self, question: str = "Is it clear?", **more) -> Submission:
        stage = more.pop("stage", Stage.PROMPT)
        made = ask_consultant(self.ann, question, stage=stage, **more)
        self.work.clock.forward(minutes=1)
        return made

    def drafting(self) -> str:
        """Ann's draft for the assignment, not handed in."""
        return self.work.writes(self.ann).id


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    work = class_at_work(f"sqlite:///{tmp_path}/center.db", SettableClock())
    ann, dee = work.joins("Ann"), work.joins("Dee")
    classes.make_consultant(work.teacher, work.group.id, dee.actor_id, True)
    yield Room(work, ann, work.comes("Con", is_consultant=True), dee)
    work.center.store.close()  # type: ignore[attr-defined]


def seen_by(session: Session) -> list[str]:
    return [one.submission.id for one in consulting.open_requests(session)]


def test_a_question_before_the_first_line_is_answered_with_a_line(room: Room) -> None:
    asked = room.asks("How do I begin?", assignment_id=room.work.assignment.id)
    (one,) = consulting.open_requests(room.con)
    assert (one.author, one.task, one.submission.text) == ("", "", "")
    claim = reviews.claim_review(room.con, asked.id)
    desk = reviewing.open_desk(room.con, claim.id)
    assert (desk.assignment, desk.rubric) == (None, None), "no criteria, no levels"
    assert reviewing.gentle_notes(desk) == ()
    assert consulting.task_of_request(room.con, asked)[1] == "Write a letter."
    with pytest.raises(InvalidInput):
        reviewing.submit_review(room.con, claim.id)
    reviewing.save_review(room.con, claim.id, answer="With the bus.")
    reviewing.submit_review(room.con, claim.id)
    assert feedback.feedback_on(room.ann, asked.id).answers[0].review.answer == "With the bus."
    assert [one.is_answered for one in consulting.my_conversations(room.con)] == [True]


def test_a_draft_goes_to_a_consultant_as_it_stands_and_is_not_handed_in(room: Room) -> None:
    draft_id = room.drafting()
    asked = room.asks(stage=Stage.DRAFT, draft_id=draft_id)
    room.work.writes(room.ann, TEXT + " More.")
    assert reviewing.open_desk(room.con, room.work.claims(room.con, asked).id).submission.text == (
        TEXT
    )
    assert submissions.submissions_of_draft(room.ann, draft_id) == []
    room.work.writes(room.ann, TEXT)
    handed_in = submissions.submit_draft(room.ann, draft_id)
    assert handed_in.number == 1, "the same text is handed in, as Draft 1"
    again = room.asks("And now?", stage=Stage.DRAFT, draft_id=draft_id)
    room.work.begins(Phase.REVIEW)
    assert [one.submission.id for one in reviews.review_board(room.work.joins("Bo")).offers] == [
        handed_in.id
    ]
    assert again.called == "a draft underway"


def test_there_is_no_outline_without_a_text_and_no_request_without_a_question(room: Room) -> None:
    empty = room.work.writes(room.ann, " ").id
    with pytest.raises(InvalidInput, match="no text"):
        room.asks(stage=Stage.DRAFT, draft_id=empty, notes="- bridge")
    for notes in ("", " \n"):
        with pytest.raises(InvalidInput, match="your outline") as told:
            room.asks(stage=Stage.OUTLINE, draft_id=empty, notes=notes)
        assert told.value.field == "notes"
    with pytest.raises(InvalidInput):
        room.asks("  ")
    with pytest.raises(InvalidInput):
        room.asks(for_id=room.work.teacher.actor_id)
    assert room.work.center.store.consultations.count() == 0


def test_an_outline_goes_without_a_draft(room: Room) -> None:
    asked = room.asks("Which first?", stage=Stage.OUTLINE, notes=" - the bridge\r\n- the bus ")
    assert (asked.text, asked.stage) == ("- the bridge\n- the bus", Stage.OUTLINE)
    claim = room.work.claims(room.con, asked)
    assert reviewing.open_desk(room.con, claim.id).submission.text == asked.text
    begun = room.asks("And so?", stage=Stage.OUTLINE, draft_id=room.drafting(), notes="- other")
    assert begun.text == TEXT, "what stands in the draft goes with the question"
    early = room.asks("How do I begin?", notes="- typed, and another stage chosen then")
    assert early.text == ""


def test_asking_the_same_twice_asks_once(room: Room) -> None:
    draft_id = room.drafting()
    first = room.asks(stage=Stage.DRAFT, draft_id=draft_id)
    assert room.asks(stage=Stage.DRAFT, draft_id=draft_id).id == first.id
    asking.withdraw_request(room.ann, first.id)
    assert room.asks(stage=Stage.DRAFT, draft_id=draft_id).id != first.id


def test_who_is_asked_by_name_sees_it_alone_until_it_is_opened(room: Room) -> None:
    asked = room.asks(for_id=room.dee.actor_id)
    assert (seen_by(room.dee), seen_by(room.con)) == ([asked.id], [])
    with pytest.raises(NotFound):
        reviews.claim_review(room.con, asked.id)
    asking.open_to_all(room.ann, asked.id)
    assert seen_by(room.con) == [asked.id]


def test_the_longest_waiting_stands_first(room: Room) -> None:
    first, second = room.asks("One?"), room.asks("Two?")
    assert seen_by(room.con) == [first.id, second.id]


def test_a_consultant_asks_back_before_the_answer_and_each_learns_of_it(room: Room) -> None:
    asked = room.asks("How do I begin?")
    claim = room.work.claims(room.con, asked)
    threads.reply_to(room.con, claim.id, talk_id(claim.id), "What was the task?")
    (talk,) = consulting.talks_about(room.ann, asked.id)
    assert (talk.other, talk.thread.waits) == ("Con", True)
    told = {w.kind: w.target for w in home.home(room.ann).waiting}
    assert told[WaitingKind.REPLY] == f"feedback/{asked.id}"
    threads.reply_to(room.ann, claim.id, talk_id(claim.id), "A letter.")
    told = {w.kind: w.target for w in home.home(room.con).waiting}
    assert told[WaitingKind.REPLY] == f"review/{claim.id}", "to the form: it is not handed in"
    assert [one.waits for one in consulting.my_conversations(room.con)] == [True]
    threads.let_rest(room.con, claim.id, talk_id(claim.id))
    assert not consulting.my_conversations(room.con)[0].waits
    with pytest.raises(NotFound):
        threads.reply_to(room.ann, claim.id, f"{claim.id}:answer", "Nobody said this yet.")


def test_talking_renews_the_claim(room: Room) -> None:
    claim = room.work.claims(room.con, room.asks())
    room.work.clock.forward(hours=40)
    threads.reply_to(room.ann, claim.id, talk_id(claim.id), "It is a letter.")
    room.work.clock.forward(hours=40)
    assert consulting.my_conversations(room.con)[0].until is not None


def test_a_claim_that_ran_out_and_went_to_another_ends_the_first_talk(room: Room) -> None:
    asked = room.asks()
    first = room.work.claims(room.con, asked)
    threads.reply_to(room.con, first.id, talk_id(first.id), "Hello?")
    room.work.clock.forward(hours=50)
    assert consulting.talks_about(room.con, asked.id)[0].is_open
    second = room.work.claims(room.dee, asked)
    threads.reply_to(room.dee, second.id, talk_id(second.id), "Here I am.")
    assert [(t.other, t.is_open) for t in consulting.talks_about(room.ann, asked.id)] == [
        ("Con", False),
        ("Dee", True),
    ]
    with pytest.raises(NotAllowed):
        threads.reply_to(room.con, first.id, talk_id(first.id), "Still here.")
    (own,) = consulting.talks_about(room.dee, asked.id)
    assert "Hello?" not in repr(own), "what another was told is not read by the next"


def test_a_request_is_taken_back_while_nobody_has_it_and_ended_after(room: Room) -> None:
    asked, other = room.asks("One?"), room.asks("Two?")
    asking.withdraw_request(room.ann, asked.id)
    assert seen_by(room.con) == [other.id]
    with pytest.raises(NotFound):
        reviews.claim_review(room.con, asked.id)
    claim = room.work.claims(room.con, other)
    threads.reply_to(room.con, claim.id, talk_id(claim.id), "When is it due?")
    with pytest.raises(NotAllowed):
        asking.withdraw_request(room.ann, other.id)
    asking.end_conversation(room.ann, other.id)
    assert room.work.center.store.claims.find(claim.id).state is ClaimState.RELEASED
    assert "writer has ended" in reviewing.open_desk(room.con, claim.id).over
    assert seen_by(room.dee) == []
    for who in (room.ann, room.con):
        with pytest.raises(NotAllowed):
            threads.reply_to(who, claim.id, talk_id(claim.id), "One more thing.")
    (talk,) = consulting.talks_about(room.ann, other.id)
    assert [said.reply.body for said in talk.thread.said] == ["When is it due?"]
    assert not talk.is_open


def test_who_is_no_consultant_any_more_has_nothing_that_they_did_not_take(room: Room) -> None:
    taken, waiting = room.asks("One?"), room.asks("Two?", for_id=room.dee.actor_id)
    claim = room.work.claims(room.dee, taken)
    threads.reply_to(room.dee, claim.id, talk_id(claim.id), "I begin tomorrow.")
    answered = room.work.answers(room.dee, room.work.hands_in(room.ann, private=True))
    classes.make_consultant(room.work.teacher, room.work.group.id, room.dee.actor_id, False)
    assert seen_by(room.dee) == []
    with pytest.raises(NotFound):
        reviews.claim_review(room.dee, waiting.id)
    assert seen_by(room.con) == [taken.id], "what they had is free for others"
    assert consulting.talks_about(room.ann, taken.id)[0].thread.said, "kept for the writer"
    assert room.work.center.store.claims.find(answered.id).state is ClaimState.FULFILLED
    asking.open_to_all(room.ann, waiting.id)
    assert seen_by(room.con) == [taken.id, waiting.id]


def test_own_class_claims_stay_with_who_is_no_consultant_any_more(room: Room) -> None:
    inside = room.work.hands_in(room.ann)
    room.work.begins(Phase.REVIEW)
    claim = room.work.claims(room.dee, inside)
    classes.make_consultant(room.work.teacher, room.work.group.id, room.dee.actor_id, False)
    assert room.work.center.store.claims.find(claim.id).state is ClaimState.HELD


def test_a_consultant_who_leaves_the_class_keeps_the_conversation(room: Room) -> None:
    asked = room.asks()
    claim = room.work.claims(room.dee, asked)
    leaving.take_out_of_class(room.work.teacher, room.work.group.id, room.dee.actor_id)
    threads.reply_to(room.ann, claim.id, talk_id(claim.id), "Are you there?")
    assert consulting.talks_about(room.dee, asked.id)[0].thread.waits


def test_a_conflict_holds_here_too_and_says_nothing(room: Room) -> None:
    asked = room.asks()
    conflicts.keep_away(room.ann, room.dee.actor_id)
    assert (seen_by(room.dee), seen_by(room.con)) == ([], [asked.id])
    with pytest.raises(AlreadyTaken):
        reviews.claim_review(room.dee, asked.id)


def test_a_teacher_is_never_a_consultant(room: Room) -> None:
    asked = room.asks()
    both = room.work.comes("Mx Both", is_teacher=True, is_consultant=True)
    assert seen_by(both) == []
    with pytest.raises(NotFound):
        reviews.claim_review(both, asked.id)
    assert both.actor_id not in {one.id for one in asking.consultants_to_ask(room.ann)}


def test_a_classmate_does_not_learn_whose_text_is_blind(room: Room) -> None:
    blind = room.work.another_assignment(naming=Naming.DOUBLE_BLIND)
    asked = room.asks(assignment_id=blind.id)
    assert (seen_by(room.dee), seen_by(room.con)) == ([], [asked.id])
    named = room.asks("By name?", assignment_id=blind.id, for_id=room.dee.actor_id)
    assert seen_by(room.dee) == [named.id], "the writer's own choice"


def test_the_writer_shares_one_consultation_and_takes_it_back(room: Room) -> None:
    asked, other = room.asks("One?"), room.asks("Two?")
    claim = room.work.claims(room.con, asked)
    threads.reply_to(room.con, claim.id, talk_id(claim.id), "What was the task?")
    teacher = room.work.teacher
    assert sharing.shared_requests(teacher) == []
    (known,) = sharing.teachers_to_share_with(room.ann)
    sharing.share_with(room.ann, asked.id, known.id)
    assert sharing.shared_with(room.con, asked.id) == [(known.id, "Ms Teacher")]
    shared, (answer,) = sharing.read_shared(teacher, asked.id)
    assert (shared.author, answer.reader, answer.comments) == ("Ann", "Con", ())
    assert [said.reply.body for said in answer.talk.said] == ["What was the task?"]
    for refused in (other.id, claim.id, "x"):
        with pytest.raises(NotFound):
            sharing.read_shared(teacher, refused)
    with pytest.raises(NotFound):
        threads.reply_to(teacher, claim.id, talk_id(claim.id), "May I?")
    sharing.stop_sharing(room.ann, asked.id, known.id)
    with pytest.raises(NotFound):
        sharing.read_shared(teacher, asked.id)
    assert sharing.shared_requests(teacher) == []


def test_who_teaches_the_writer_no_more_reads_nothing_more(room: Room) -> None:
    asked = room.asks()
    sharing.share_with(room.ann, asked.id, room.work.teacher.actor_id)
    leaving.take_out_of_class(room.work.teacher, room.work.group.id, room.ann.actor_id)
    assert sharing.shared_requests(room.work.teacher) == []
    with pytest.raises(NotFound):
        sharing.read_shared(room.work.teacher, asked.id)


def test_only_a_teacher_of_ones_own_can_be_shown_it(room: Room) -> None:
    asked = room.asks()
    stranger = room.work.comes("Mr Other", is_teacher=True)
    with pytest.raises(InvalidInput):
        sharing.share_with(room.ann, asked.id, stranger.actor_id)


def test_whose_question_it_is_learns_who_takes_it(room: Room) -> None:
    asked = room.asks(
        "Does my second part belong to the first?", stage=Stage.DRAFT, draft_id=room.drafting()
    )
    own = room.work.hands_in(room.ann, "Words of her own.", private=True, title="Bare feet")
    named = room.asks(
        "You, please?", for_id=room.dee.actor_id, assignment_id=room.work.assignment.id
    )
    hidden = (
        *("Ann", "A letter", "Bare feet", "Letter", "Buses stop", "Words of her own"),
        *(room.ann.actor_id, *(draft.id for draft in room.work.center.store.drafts.all())),
    )
    told = _told(room.con)
    assert asked.request in told
    assert own.request in told
    assert [word for word in hidden if word in told] == []
    (one,) = [r for r in consulting.open_requests(room.dee) if r.submission.id == named.id]
    assert (one.author, one.for_you) == ("Ann", True)
    claim = room.work.claims(room.con, asked)
    desk = reviewing.open_desk(room.con, claim.id)
    assert (desk.author, desk.submission.text) == ("Ann", TEXT)
    reviews.release_review(room.con, claim.id)
    assert "Ann" in _told(room.con), "what somebody knows is not hidden from them again"
    assert [word for word in hidden[:4] if word in _told(room.dee, but=named.id)] == []


def _told(who: Session, but: str = "") -> str:
    """All that somebody's lists of what waits tell, from the services and on the pages."""
    desk = WritingDesk(who)
    pages = []
    for route in ("/", "/consult", "/review") if not but else ():
        desk.handle("hello", {"route": route, "zone": "UTC"})
        pages.append(str(desk.html).replace("Consultants · Writing center", ""))
    offers = [*consulting.open_requests(who), *reviews.review_board(who).offers]
    kept = [one for one in offers if one.submission.id != but]
    return f"{kept} {pages} {home.home(who).waiting if not but else ''}"


def test_what_was_taken_back_is_not_taken_up_again_by_writing(room: Room) -> None:
    asked = room.asks()
    claim = room.work.claims(room.con, asked)
    room.work.clock.forward(hours=50)
    asking.withdraw_request(room.ann, asked.id)
    saved = reviewing.save_review(room.con, claim.id, answer="Yes, so.")
    assert saved.state is ClaimState.RELEASED
    assert "writer has ended" in reviewing.open_desk(room.con, claim.id).over
    with pytest.raises(NotAllowed, match="is kept"):
        reviewing.submit_review(room.con, claim.id)
    assert asking.find_request(room.ann, asked.id).readers == ()


def test_the_writer_learns_that_who_was_asked_alone_is_no_consultant_any_more(room: Room) -> None:
    asked = room.asks(for_id=room.dee.actor_id)
    assert asking.find_request(room.ann, asked.id).gone == ""
    classes.make_consultant(room.work.teacher, room.work.group.id, room.dee.actor_id, False)
    assert asking.find_request(room.ann, asked.id).gone == room.dee.actor.name
    told = {one.kind: one.detail for one in home.home(room.ann).waiting}
    assert "no consultant any more" in told[WaitingKind.ASKED]
    desk = WritingDesk(room.ann)
    desk.handle("hello", {"route": f"/feedback/{asked.id}", "zone": "UTC"})
    assert "Let any consultant answer, or take it back" in str(desk.html)
    asking.open_to_all(room.ann, asked.id)
    assert asking.find_request(room.ann, asked.id).gone == ""
