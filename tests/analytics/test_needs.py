from dataclasses import replace
from datetime import timedelta

import pytest
from class_example import LETTER, claim, day, did, records, review, submission

from writing_center.analytics.letters import THE_CLASS, letter_for
from writing_center.analytics.needs import Need, NeedKind, in_words, who_needs_something
from writing_center.analytics.records import ClassRecords
from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase, PhaseStart
from writing_center.domain.reviews import ClaimState


def of_kind(kind: NeedKind, found: ClassRecords, number: float) -> list[Need]:
    return [need for need in who_needs_something(found, day(number)) if need.kind is kind]


def unanswered(found: ClassRecords, number: float = 5) -> list[str]:
    return [need.submission_id for need in of_kind(NeedKind.UNANSWERED, found, number)]


def test_a_submission_without_an_answer_longest_waiting_first() -> None:
    found = records(submissions=[submission("ana", at=day(1.5)), submission("ben", at=day(1))])
    assert unanswered(found) == ["ben-1", "ana-1"]
    need = of_kind(NeedKind.UNANSWERED, found, 5)[0]
    assert need.member_id == "ben"
    assert need.assignment_id == "letter"
    assert need.since == day(1)
    assert "Ben’s letter" in need.reason
    assert "4 days" in need.reason
    assert "nobody has claimed it" in need.reason
    assert "no feedback in this class yet" in need.reason


def test_an_answered_one_is_off_the_list() -> None:
    assert (
        unanswered(records(submissions=[submission("ana")], reviews=[review("ben", "ana-1")])) == []
    )


def test_who_wrote_it_together_is_not_forgotten() -> None:
    together = replace(submission("ana"), coauthor_ids=("ben",))
    found = records(submissions=[together])
    [need] = of_kind(NeedKind.UNANSWERED, found, 5)
    assert need.member_ids == ("ana", "ben")
    assert "Its authors have had no feedback" in need.reason
    idle = {one.member_id for one in of_kind(NeedKind.NOTHING_YET, found, 5)}
    assert idle == {"cem", "dua"}, "Ben has handed in, with Ana"
    closed = of_kind(NeedKind.NO_FEEDBACK, found, 21)
    assert [one.member_ids for one in closed] == [("ana",), ("ben",)]
    answered = records(submissions=[together], reviews=[review("cem", "ana-1")])
    assert of_kind(NeedKind.NO_FEEDBACK, answered, 21) == []


def test_only_the_newest_draft_waits() -> None:
    both = [submission("ana"), submission("ana", 2, day(4))]
    assert unanswered(records(submissions=both)) == ["ana-2"]
    assert unanswered(records(submissions=both, reviews=[review("ben", "ana-1")])) == ["ana-2"]


def test_a_live_claim_is_told_and_does_not_hide_it() -> None:
    found = records(submissions=[submission("ana")], claims=[claim("ben", "ana-1", day(4.5))])
    [need] = of_kind(NeedKind.UNANSWERED, found, 5)
    assert "one reader has claimed it" in need.reason


def test_nobody_waits_while_nobody_may_answer() -> None:
    assert unanswered(records(submissions=[submission("ana")]), 1.5) == []


def test_a_claim_in_its_last_quarter() -> None:
    parts = {"submissions": [submission("ana")], "claims": [claim("ben", "ana-1", day(2), 24)]}
    assert of_kind(NeedKind.CLAIM_ENDING, records(**parts), 2.7) == []
    [need] = of_kind(NeedKind.CLAIM_ENDING, records(**parts), 2.8)
    assert need.member_id == "ben"
    assert "ends in 4 hours" in need.reason
    assert of_kind(NeedKind.CLAIM_ENDING, records(**parts), 3.1) == []
    parts["claims"] = [claim("ben", "ana-1", day(2), 24, ClaimState.FULFILLED)]
    assert of_kind(NeedKind.CLAIM_ENDING, records(**parts), 2.8) == []


def test_a_student_whose_work_closed_without_any_feedback() -> None:
    found = records(
        submissions=[submission("ana"), submission("ben")], reviews=[review("cem", "ben-1")]
    )
    [need] = of_kind(NeedKind.NO_FEEDBACK, found, 21)
    assert need.member_id == "ana"
    assert unanswered(found, 21) == []


def test_nobody_is_listed_twice_for_the_same_silence() -> None:
    open_too = replace(LETTER, id="essay", starts=(PhaseStart(Phase.REVIEW, day(1)),))
    waiting = replace(submission("ana"), id="ana-essay", draft_id="d2", assignment_id="essay")
    found = records(assignments=[LETTER, open_too], submissions=[submission("ana"), waiting])
    kinds = [n.kind for n in who_needs_something(found, day(21)) if n.member_id == "ana"]
    assert kinds == [NeedKind.UNANSWERED]


def idle(found: ClassRecords, number: float = 3) -> list[str]:
    return [need.member_id for need in of_kind(NeedKind.NOTHING_YET, found, number)]


def test_who_has_done_nothing_yet() -> None:
    found = records(
        submissions=[submission("ana")],
        claims=[claim("ben", "ana-1", day(2.5))],
        activities=[did(Did.ENTRY_PROPOSED, "cem", day(1), assignment_id="", entry_id="e")],
    )
    assert idle(found) == ["dua"]


def test_starting_a_draft_stays_private() -> None:
    found = records(activities=[did(Did.DRAFT_STARTED, "ana", day(1))])
    assert "ana" in idle(found)


def test_with_nothing_to_do_nobody_is_idle() -> None:
    assert idle(records(assignments=[replace(LETTER, starts=())])) == []


def test_reasons_name_nobody() -> None:
    found = records(submissions=[submission("ana")], claims=[claim("ben", "ana-1", day(2), 24)])
    assert all("ben" not in need.reason for need in who_needs_something(found, day(2.9)))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(hours=24), "1 day"),
        (timedelta(minutes=61), "1 hour"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(seconds=-5), "a moment"),
    ],
)
def test_lengths_in_words(length: timedelta, words: str) -> None:
    assert in_words(length) == words


def test_where_no_revision_is_planned_it_is_said_when_it_closes() -> None:
    starts = tuple(start for start in LETTER.starts if start.phase is not Phase.REVISION)
    closes = next(start.at for start in starts if start.phase is Phase.CLOSED)
    found = replace(
        records(submissions=[submission("ana")]), assignments=[replace(LETTER, starts=starts)]
    )
    [need] = (n for n in who_needs_something(found, closes - timedelta(days=1)) if n.submission_id)
    assert "The assignment closes in 1 day." in need.reason
    assert "Revision" not in need.reason


def test_whom_revision_is_near_comes_first_and_is_told_how_near() -> None:
    early, late = submission("ana"), submission("ben", at=day(6.5))
    found = records(submissions=[early, late])
    assert [n.is_near for n in of_kind(NeedKind.UNANSWERED, found, 4.4)] == [False, False]
    ana, ben = of_kind(NeedKind.UNANSWERED, found, 6.6)
    assert (ana.is_near, ben.is_near) == (True, False), "half of the time from handing in"
    assert "Revision begins in 9 hours." in ana.reason
    (ana, ben) = of_kind(NeedKind.UNANSWERED, found, 8)
    assert ana.is_near
    assert ben.is_near
    assert "Revision has begun." in ben.reason


def test_too_few_answers_are_listed_near_revision_until_seven_days_are_over() -> None:
    found = records(submissions=[submission("ana", at=day(1))], reviews=[review("ben", "ana-1")])
    assert of_kind(NeedKind.TOO_FEW, found, 4) == []
    (need,) = of_kind(NeedKind.TOO_FEW, found, 5)
    assert "1 of 2 answers; nobody has claimed it. Revision begins in 2 days." in need.reason
    assert of_kind(NeedKind.TOO_FEW, found, 8) == [], "max(1, ⌊0.3·2⌋) is enough after a week"
    both = [review("ben", "ana-1"), review("cem", "ana-1")]
    assert of_kind(NeedKind.TOO_FEW, replace(found, reviews=both), 5) == []


def test_messages_are_drafted_and_name_no_writer() -> None:
    found = records(
        submissions=[submission("ana"), submission("ben")],
        claims=[claim("cem", "ana-1", day(4.9))],
    )
    needs = {need.member_id: need for need in of_kind(NeedKind.UNANSWERED, found, 5)}
    assert needs["ana"].reader_ids == ("cem",)
    to_reader = letter_for(needs["ana"], "Cem Ata and Dua Li", "A title", "Clear?")
    assert to_reader.startswith("Hello Cem and Dua,")
    assert "little time is left" in to_reader
    to_class = letter_for(needs["ben"], THE_CLASS, "A title", "Clear?")
    assert "“A title” is waiting for its first reader" in to_class
    assert "“Clear?”" in to_class
    letters = {
        kind: letter_for(replace(needs["ana"], kind=kind), "Eve", "A title", "?")
        for kind in NeedKind
    }
    assert len(set(letters.values())) == len(NeedKind) - 1, "those two are asked alike"
    assert not any("ana" in letter or "ben" in letter for letter in letters.values())
