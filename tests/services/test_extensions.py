"""Deadlines, and more time for a student."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from writing_center.domain.assignments import Phase, Stage
from writing_center.domain.deadlines import Extension
from writing_center.domain.errors import InvalidInput, NotAllowed, PhaseClosed
from writing_center.domain.local_time import typed_time
from writing_center.services import (
    assignments,
    dashboards,
    drafts,
    extensions,
    home,
    reviewing,
    reviews,
    submissions,
)
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork
from .engines import both_engines

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def dated(work: ClassAtWork, **more: object) -> datetime:
    """The class writes on an assignment that is due in a week; when that is."""
    due = work.clock.now() + 7 * DAY
    starts = {
        Phase.DRAFTING: work.clock.now(),
        Phase.REVIEW: due,
        Phase.REVISION: due + 7 * DAY,
        Phase.CLOSED: due + 14 * DAY,
    }
    work.assignment = work.another_assignment(starts=starts, **more)
    return due


def extended(work: ClassAtWork, who: Session, until: datetime) -> Extension:
    return extensions.give_extension(
        work.teacher, work.assignment.id, who.actor_id, until, " Was ill. "
    )


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def bo(at_work: ClassAtWork) -> Session:
    return at_work.joins("Bo")


@both_engines
def test_more_time_is_in_time_even_where_late_is_refused(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    due = dated(at_work, refuses_late=True)
    given = extended(at_work, ann, due + 2 * DAY)
    assert extensions.own_extension(ann, at_work.assignment.id) == given
    assert given.reason == "Was ill."
    at_work.writes(ann), at_work.writes(bo)
    at_work.clock.time = due + DAY
    with pytest.raises(PhaseClosed, match="Your text is kept; ask your teacher for more time"):
        at_work.hands_in(bo)
    made = at_work.hands_in(ann)
    assert (made.is_late, made.round) == (False, 1)
    assert [offer.submission.id for offer in reviews.review_board(bo).offers] == [made.id], (
        "it joins the review at once"
    )


def test_after_the_end_an_extension_still_opens(at_work: ClassAtWork, ann: Session) -> None:
    due = dated(at_work)
    extended(at_work, ann, due + 20 * DAY)
    at_work.clock.time = due + 15 * DAY
    assert extensions.may_write(ann, at_work.assignment)
    draft = drafts.start_draft(ann, at_work.assignment.id)
    assert draft.assignment_id == at_work.assignment.id
    assert not at_work.hands_in(ann).is_late
    at_work.clock.time = due + 21 * DAY
    assert not extensions.may_write(ann, at_work.assignment)
    with pytest.raises(PhaseClosed, match="no drafts at the moment"):
        at_work.hands_in(ann, "Too late.")


@pytest.mark.parametrize("refuses", [True, False])
def test_a_late_draft_is_marked_or_refused_after_a_minute_of_grace(
    at_work: ClassAtWork, ann: Session, bo: Session, refuses: bool
) -> None:
    due = dated(at_work, refuses_late=refuses)
    at_work.writes(ann), at_work.writes(bo)
    at_work.clock.time = due + MINUTE
    assert not submissions.submit_draft(ann, at_work.drafts_of(ann)[0].id).is_late
    at_work.clock.time = due + MINUTE + timedelta(seconds=1)
    draft = at_work.drafts_of(bo)[0]
    if refuses:
        with pytest.raises(PhaseClosed, match="took drafts until its date"):
            submissions.submit_draft(bo, draft.id)
        return
    late = submissions.submit_draft(bo, draft.id)
    assert late.is_late
    cy = at_work.joins("Cy")
    assert late.id in [offer.submission.id for offer in reviews.review_board(cy).offers]


def test_a_second_draft_is_late_after_revision_has_ended(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    due = dated(at_work, rounds=2)
    teacher, id = at_work.teacher, at_work.assignment.id
    at_work.hands_in(ann), at_work.hands_in(bo)
    at_work.clock.time = due + 8 * DAY
    assert at_work.hands_in(ann, "Revised.").is_late is False
    assignments.start_phase(teacher, id, Phase.REVIEW, 2)
    at_work.clock.forward(minutes=2)
    second = at_work.hands_in(bo, "Revised late.")
    assert (second.round, second.is_late) == (2, True)


def test_a_student_sees_their_own_deadline_and_nobody_elses(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    due = dated(at_work)
    it = at_work.assignment
    extended(at_work, ann, due + DAY)
    for who in (ann, at_work.teacher):
        assert extensions.deadline_for(who, it, ann.actor_id) == due + DAY
    assert extensions.deadline_for(bo, it, bo.actor_id) == due
    with pytest.raises(NotAllowed, match="theirs and their teacher’s"):
        extensions.deadline_for(bo, it, ann.actor_id)
    assert extensions.own_extension(bo, it.id) is None
    untils = {w.title: w.until for w in home.home(ann).waiting}
    assert untils[it.title] == due + DAY
    assert {w.title: w.until for w in home.home(bo).waiting}[it.title] == due
    at_work.clock.time = due + MINUTE * 5
    [waiting] = [w for w in home.home(ann).waiting if w.target == it.id]
    assert waiting.detail.startswith("You have more time")
    [waiting] = [w for w in home.home(bo).waiting if w.target == it.id]
    assert "still welcome" in waiting.detail
    assert (waiting.until, waiting.was_due) == (None, due), "no phase's end is a new deadline"
    draft = at_work.writes(bo)
    [waiting] = [w for w in home.home(bo).waiting if w.target == draft.id]
    assert (waiting.until, waiting.was_due, waiting.is_urgent) == (None, due, False)
    [waiting] = [w for w in home.home(ann).waiting if w.target == it.id]
    assert (waiting.until, waiting.was_due) == (due + DAY, None)
    for activity in at_work.center.store.activities.where(other_id=ann.actor_id):
        assert (activity.is_confidential, activity.group_id, activity.assignment_id) == (
            True,
            "",
            "",
        )


def test_reviews_are_due_when_their_phase_ends(at_work: ClassAtWork, ann: Session) -> None:
    due = dated(at_work)
    assert extensions.reviews_due_for(ann, at_work.assignment) == due + 7 * DAY
    extended(at_work, ann, due + 8 * DAY)
    assert extensions.reviews_due_for(ann, at_work.assignment) == due + 8 * DAY


def test_a_reader_with_more_time_reads_on_and_no_claim_goes_past_it(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    due = dated(at_work, claim_hours=200)
    texts = [at_work.hands_in(ann), at_work.hands_in(at_work.joins("Cy"), f"{TEXT} Bye.")]
    closing = due + 14 * DAY
    extended(at_work, bo, closing + DAY)
    at_work.clock.time = closing - 2 * DAY
    claim = reviews.claim_review(bo, texts[0].id)
    assert claim.expires_at == closing + DAY, "their own end, not everybody's"
    other = reviews.claim_review(at_work.joins("Di"), texts[1].id)
    assert other.expires_at == closing
    at_work.clock.time = closing + timedelta(seconds=59)
    at_work.fills(at_work.people["Di"], other)
    reviewing.submit_review(at_work.people["Di"], other.id)
    at_work.clock.time = closing + DAY / 2
    with pytest.raises(PhaseClosed, match="not in its review phase"):
        reviews.claim_review(at_work.joins("Ed"), texts[0].id)
    at_work.fills(bo, claim)
    reviewing.submit_review(bo, claim.id)
    more = reviews.claim_review(bo, texts[1].id)
    assert more.expires_at == closing + DAY
    at_work.fills(bo, more)
    at_work.clock.time = closing + DAY + 2 * MINUTE
    with pytest.raises(PhaseClosed, match="is closed"):
        reviewing.submit_review(bo, more.id)


def test_the_teacher_lists_changes_and_takes_back(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    due = dated(at_work)
    id = at_work.assignment.id
    extended(at_work, bo, due + DAY), extended(at_work, ann, due + DAY)
    extended(at_work, bo, due + 3 * DAY)
    found = extensions.extensions_of(at_work.teacher, id)
    assert [(one.name, one.extension.until - due) for one in found] == [
        ("Ann", DAY),
        ("Bo", 3 * DAY),
    ]
    extensions.withdraw_extension(at_work.teacher, id, bo.actor_id)
    extensions.withdraw_extension(at_work.teacher, id, bo.actor_id)
    assert [one.name for one in extensions.extensions_of(at_work.teacher, id)] == ["Ann"]
    assert extensions.deadline_for(bo, at_work.assignment, bo.actor_id) == due


def test_what_is_no_more_time_is_refused(at_work: ClassAtWork, ann: Session) -> None:
    due = dated(at_work)
    for until, told in (
        (at_work.clock.now(), "over already"),
        (due, "Everybody has at least as long"),
    ):
        with pytest.raises(InvalidInput, match=told) as caught:
            extended(at_work, ann, until)
        assert caught.value.field == "until"
    for stranger in (at_work.comes("Cy"), at_work.teacher):
        with pytest.raises(InvalidInput, match="student of this class"):
            extended(at_work, stranger, due + DAY)


@pytest.mark.parametrize(
    ("zone", "midnight", "in_utc"),
    [
        ("Europe/Berlin", "2027-03-29T00:00", "2027-03-28T22:00"),
        ("America/New_York", "2027-03-15T00:00", "2027-03-15T04:00"),
        ("Australia/Lord_Howe", "2026-10-05T00:00", "2026-10-04T13:00"),
        ("Africa/Cairo", "2027-04-30T00:00", "2027-04-29T22:00"),
        ("Asia/Beirut", "2027-03-28T00:00", "2027-03-27T22:00"),
    ],
)
def test_a_deadline_at_midnight_over_the_change_to_summer_time(
    at_work: ClassAtWork, ann: Session, bo: Session, zone: str, midnight: str, in_utc: str
) -> None:
    """The teacher types it in winter; on the night itself it is midnight on the wall that counts."""
    due = typed_time(midnight, ZoneInfo(zone)).at
    assert due == datetime.fromisoformat(in_utc).replace(tzinfo=UTC)
    at_work.clock.time = due - 60 * DAY
    at_work.assignment = at_work.another_assignment(
        starts={Stage(Phase.DRAFTING): at_work.clock.now(), Stage(Phase.REVIEW): due}, zone=zone
    )
    at_work.writes(ann), at_work.writes(bo)
    at_work.clock.time = due - timedelta(seconds=1)
    assert not submissions.submit_draft(ann, at_work.drafts_of(ann)[0].id).is_late
    at_work.clock.time = due + timedelta(seconds=61)
    assert submissions.submit_draft(bo, at_work.drafts_of(bo)[0].id).is_late


def test_what_comes_in_time_after_the_closing_is_read_all_the_same(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    con = at_work.comes("Con", is_consultant=True)
    at_work.hands_in(bo)
    at_work.begins(Phase.REVIEW)
    extended(at_work, ann, at_work.clock.now() + 10 * DAY)
    at_work.begins(Phase.CLOSED)
    at_work.clock.forward(days=1)
    late = at_work.hands_in(ann)
    assert not late.is_late
    for reader in (bo, con):
        assert [one.submission.id for one in reviews.review_board(reader).offers] == [late.id]
    page = dashboards.participation(at_work.teacher, at_work.group.id)
    assert late.id in {need.need.submission_id for need in page.needs}
    assert "It waits for its first reader." in {one.detail for one in home.home(ann).waiting}
    claim = at_work.claims(bo, late)
    at_work.fills(bo, claim)
    at_work.clock.forward(hours=1)
    assert reviewing.open_desk(bo, claim.id).can_hand_in
    reviewing.submit_review(bo, claim.id)
    at_work.clock.forward(days=15)
    assert reviews.review_board(con).offers == ()
    with pytest.raises(PhaseClosed):
        at_work.claims(con, late)


def test_what_came_in_time_is_read_though_the_extension_was_taken_back(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    at_work.hands_in(bo)
    at_work.begins(Phase.REVIEW)
    extended(at_work, ann, at_work.clock.now() + 10 * DAY)
    at_work.begins(Phase.CLOSED)
    at_work.clock.forward(days=1)
    late = at_work.hands_in(ann)
    extensions.withdraw_extension(at_work.teacher, at_work.assignment.id, ann.actor_id)
    assert [one.submission.id for one in reviews.review_board(bo).offers] == [late.id]


def test_what_came_within_the_minute_after_the_closing_is_read(
    at_work: ClassAtWork, ann: Session, bo: Session
) -> None:
    at_work.hands_in(bo)
    draft = at_work.writes(ann)
    at_work.begins(Phase.REVIEW)
    at_work.begins(Phase.CLOSED)
    at_work.clock.forward(seconds=30)
    made = submissions.submit_draft(ann, draft.id)
    assert [one.submission.id for one in reviews.review_board(bo).offers] == [made.id]
    at_work.clock.forward(days=15)
    assert reviews.review_board(bo).offers == ()
