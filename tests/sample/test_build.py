"""The sample class, built into a real store."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase, phase_at
from writing_center.domain.errors import InvalidInput
from writing_center.domain.people import Role
from writing_center.domain.reviews import Choice, ClaimState, is_ending, is_live
from writing_center.domain.style_guide import ConsentState, EntryState
from writing_center.sample.build import build_sample
from writing_center.services import feedback, reviews, welcome
from writing_center.services.session import Session
from writing_center.storage.center_store import CenterStore

NOW = datetime(2031, 3, 12, 9, 30, tzinfo=UTC)
COLLECTIONS = (
    "members credentials invitations sign_ins terms groups memberships charter welcome_notes "
    "assignments rubrics drafts submissions claims reviews annotations decisions "
    "practice_texts practice_reviews back_evaluations entries entry_revisions state_changes trials quotations activities"
).split()


class StandingClock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def build(folder, now=NOW):
    folder.mkdir(exist_ok=True)
    store = CenterStore.open(f"sqlite:///{folder / 'sample.db'}")
    return store, build_sample(store, now)


def everything(store):
    found = {name: getattr(store, name).all() for name in COLLECTIONS}
    # A join code is a secret, new each time; joining records its activity in the service.
    found["groups"] = [replace(group, join_code="") for group in found["groups"]]
    found["activities"] = [
        replace(activity, id="") if activity.did is Did.MEMBER_JOINED else activity
        for activity in found["activities"]
    ]
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    store, sample = build(tmp_path_factory.mktemp("sample"))
    yield store, sample
    store.close()


def session_of(store, guest, now=NOW):
    return Session(store, StandingClock(now), guest.member_id)


def test_built_twice_for_the_same_moment_it_is_the_same(built, tmp_path):
    store, sample = built
    again, guests = build(tmp_path / "again")
    assert guests == sample
    ours, theirs = everything(store), everything(again)
    again.close()
    for name in COLLECTIONS:
        assert ours[name] == theirs[name], name


def test_a_center_with_people_in_it_is_left_alone(built):
    store, _ = built
    before = store.revision()
    with pytest.raises(InvalidInput, match="one of its own"):
        build_sample(store, NOW)
    assert store.revision() == before


@pytest.mark.parametrize(
    "now",
    [
        datetime(2031, 3, 10, 0, 20, tzinfo=UTC),
        datetime(2031, 3, 11, 23, 50, tzinfo=UTC),
        datetime(2031, 3, 13, 7, 5, tzinfo=UTC),
        datetime(2031, 3, 14, 16, 0, tzinfo=UTC),
        datetime(2031, 3, 15, 12, 0, tzinfo=UTC),
        datetime(2031, 3, 16, 19, 0, tzinfo=UTC),
    ],
    ids=lambda now: f"{now:%a %H:%M}",
)
def test_it_can_be_built_on_any_day_at_any_hour(now, tmp_path):
    store, _ = build(tmp_path, now)
    times = [activity.at for activity in store.activities.all()]
    live = [claim for claim in store.claims.all() if is_live(claim, now)]
    phases = [phase_at(assignment, now) for assignment in store.assignments.all()]
    store.close()
    assert max(times) <= now
    assert now - max(times) < timedelta(hours=1)
    assert len(live) == 4
    assert phases == [Phase.CLOSED, Phase.REVIEW, Phase.DRAFTING]


def test_nothing_is_dated_after_now(built):
    store, _ = built
    for name in COLLECTIONS:
        for thing in getattr(store, name).all():
            for field in fields(thing):
                value = getattr(thing, field.name)
                if isinstance(value, datetime) and field.name != "expires_at":
                    assert value <= NOW, (name, field.name)


def test_activity_is_spread_over_eight_weeks(built):
    store, _ = built
    times = [activity.at for activity in store.activities.all()]
    assert timedelta(weeks=7, days=5) < NOW - min(times) < timedelta(weeks=8, days=4)
    weeks = {(NOW - at).days // 7 for at in times}
    assert weeks >= set(range(8))
    on_weekends = sum(at.weekday() >= 5 for at in times)
    assert on_weekends < len(times) / 10
    assert len({at.hour for at in times}) >= 10


def test_every_state_of_an_entry_and_of_a_claim_is_there(built):
    store, _ = built
    assert {entry.state for entry in store.entries.all()} == set(EntryState)
    claims = store.claims.all()
    assert {claim.state for claim in claims} == set(ClaimState)
    assert any(claim.state is ClaimState.HELD and not is_live(claim, NOW) for claim in claims)
    assert sum(is_live(claim, NOW) for claim in claims) == 4
    assert sum(is_ending(claim, NOW) for claim in claims) == 1
    consents = {quotation.consent for quotation in store.quotations.all()}
    assert consents >= {ConsentState.AGREED, ConsentState.REFUSED, ConsentState.ASKED}


def test_somebody_waits_for_an_answer(built):
    store, _ = built
    claimed = {claim.submission_id for claim in store.claims.all() if is_live(claim, NOW)}
    answered = {r.submission_id for r in store.reviews.all() if r.submitted_at is not None}
    later = {(s.draft_id, s.number - 1) for s in store.submissions.all()}
    open_ones = [
        s
        for s in store.submissions.all()
        if s.id not in claimed | answered and (s.draft_id, s.number) not in later
    ]
    assert len([s for s in open_ones if s.assignment_id is not None]) >= 2
    assert len([s for s in open_ones if s.assignment_id is None]) >= 1


def test_the_newcomer_has_not_been_here(built):
    store, sample = built
    session = session_of(store, sample.newcomer)
    assert welcome.welcome_step(session) is welcome.Step.CHARTER
    assert store.memberships.count(member_id=sample.newcomer.member_id, role=Role.STUDENT) == 1
    assert store.activities.count(actor_id=sample.newcomer.member_id) == 1


def test_the_reader_has_a_review_to_write_and_feedback_to_read(built):
    store, sample = built
    session = session_of(store, sample.reader)
    assert len(reviews.review_board(session).held) == 1
    letter = store.submissions.where(author_id=sample.reader.member_id)[-1]
    answers = feedback.feedback_on(session, letter.id)
    assert len(answers.answers) == 1
    comments = answers.answers[0].comments
    assert answers.undecided == sum(not comment.is_praise for comment in comments) > 0


def test_the_consultant_has_a_request_waiting(built):
    store, sample = built
    offers = reviews.review_board(session_of(store, sample.consultant)).offers
    one = next(o for o in offers if not o.assignment_title).submission
    assert "swim" in store.submissions.find(one.id).title
    assert (one.title, bool(one.request)) == ("", True), "whose it is comes with taking it"


def test_requests_outside_assignments_leave_no_trace_for_others(built):
    store, _ = built
    private = {s.id for s in store.submissions.all() if s.assignment_id is None}
    about = [activity for activity in store.activities.all() if activity.submission_id in private]
    assert about
    assert all(activity.is_confidential and not activity.group_id for activity in about)


def test_second_drafts_keep_most_of_the_first_and_change_some(built):
    store, _ = built
    for second in (s for s in store.submissions.all() if s.number > 1):
        first = store.submissions.first(draft_id=second.draft_id, number=second.number - 1)
        before, after = set(first.text.split()), set(second.text.split())
        assert first.text != second.text
        assert len(before & after) > len(before) / 3


def test_a_second_draft_opens_with_what_its_writer_did(built):
    store, _ = built
    memos = {store.submissions.find(memo.id).title: memo for memo in store.revision_memos.all()}
    assert "The tile has its reason now" in memos["Lane Four"].opening
    choices = {line.choice for memo in memos.values() for line in memo.lines}
    assert choices >= {Choice.DONE, Choice.DECLINED}, "a reasoned no is told as well"
