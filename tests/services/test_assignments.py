"""Setting and changing assignments: rounds, dates, settings, criteria, what is locked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import (
    Assignment,
    Naming,
    Phase,
    ReadersFrom,
    Stage,
    phase_at,
    round_at,
    stage_at,
    stages_of,
)
from writing_center.domain.errors import InvalidInput
from writing_center.domain.review_forms import Filled
from writing_center.services import assignments, reviewing, reviews, rounds, self_review
from writing_center.services.assignments import AssignmentForm, CriterionForm
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork
from .engines import both_engines

DAY = timedelta(days=1)
LEVELS = CriterionForm("Clarity", "Where?", ("dim", "clear"), (0, 2.5), 2)
FORM = AssignmentForm("Letter", "Write.", criteria=None, second_criteria=None)


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


def changed(work: ClassAtWork, **fields: object) -> Assignment:
    form = replace(FORM, **fields)
    return assignments.change_assignment(work.teacher, work.assignment.id, form)


def begun_review(work: ClassAtWork, who: Session, text: str = "A text.") -> None:
    submission = work.hands_in(who, text)
    if phase_at(work.assignment, work.clock.now()) is not Phase.REVIEW:
        work.begins(Phase.REVIEW)
    work.claims(work.joins(f"Reader {text}"), submission)


@both_engines
def test_every_setting_is_kept_and_read_again(at_work: ClassAtWork) -> None:
    now = at_work.clock.now()
    form = AssignmentForm(
        "Essay",
        "Write.",
        criteria=[LEVELS],
        second_criteria=[CriterionForm("Polish")],
        starts={stage: now + n * DAY for n, stage in enumerate(stages_of(2))},
        reviews_wanted=3,
        reviews_due=1,
        claim_hours=2,
        claims_at_a_time=1,
        naming=Naming.DOUBLE_BLIND,
        readers_from=ReadersFrom.CENTER,
        circles_first=False,
        suggested_edits=True,
        self_review=True,
        refuses_late=True,
        weighs_readers=True,
        rounds=2,
        zone="Europe/Berlin",
    )
    made = assignments.make_assignment(at_work.teacher, at_work.group.id, form)
    assert assignments.find_assignment(at_work.teacher, made.id) == made
    for name in vars(form):
        if name not in ("criteria", "second_criteria", "starts"):
            assert getattr(made, name) == getattr(form, name), name
    assert [start.stage for start in made.starts] == list(stages_of(2))
    first = assignments.rubric_of(at_work.teacher, made.id)
    second = assignments.rubric_of(at_work.teacher, made.id, round=2)
    assert first is not None
    assert second is not None
    assert [(c.name, c.levels, c.points, c.weight) for c in first.criteria] == [
        ("Clarity", ("dim", "clear"), (0, 2.5), 2)
    ]
    assert [c.name for c in second.criteria] == ["Polish"]
    assert "for first drafts only" in " ".join(assignments.policies_of(at_work.teacher, made))


def test_title_and_task_are_enough(at_work: ClassAtWork) -> None:
    made = assignments.make_assignment(
        at_work.teacher, at_work.group.id, AssignmentForm("Essay", "")
    )
    assert phase_at(made, at_work.clock.now()) is Phase.DRAFTING
    assert (made.rounds, made.second_rubric_id, made.naming) == (1, None, Naming.PEN_NAMES_FIRST)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", " ", "give the assignment a title"),
        ("reviews_wanted", 0, "from 1 to 10"),
        ("claims_at_a_time", 11, "from 1 to 10"),
        ("claim_hours", 0.1, "from 0.25 to 336"),
        ("rounds", 4, "from 1 to 3"),
        ("weighs_readers", True, "where they give levels"),
    ],
)
def test_what_can_not_be_set_is_named(
    at_work: ClassAtWork, field: str, value: object, told: str
) -> None:
    for act in (
        lambda: assignments.make_assignment(
            at_work.teacher,
            at_work.group.id,
            replace(AssignmentForm("E", ""), **{field: value}),
        ),
        lambda: changed(at_work, **{"criteria": [CriterionForm("Plain")], field: value}),
    ):
        with pytest.raises(InvalidInput, match=told) as caught:
            act()
        assert caught.value.field == field
    assert assignments.find_assignment(at_work.teacher, at_work.assignment.id) == at_work.assignment


def test_a_criterion_that_does_not_fit_is_named_by_its_row(at_work: ClassAtWork) -> None:
    rows = [CriterionForm("One"), CriterionForm(""), CriterionForm("Two", levels=("only",))]
    with pytest.raises(InvalidInput) as caught:
        changed(at_work, criteria=rows)
    assert caught.value.field == "levels-2"
    with pytest.raises(InvalidInput) as caught:
        changed(at_work, second_criteria=rows)
    assert caught.value.field == "second-levels-2"


def test_criteria_can_change_until_a_review_is_begun(at_work: ClassAtWork, ann: Session) -> None:
    at_work.hands_in(ann)
    before = at_work.assignment.rubric_id
    it = changed(at_work, criteria=[CriterionForm("Warmth")])
    assert it.rubric_id != before, "a changed rubric is a new one"
    assert at_work.center.store.rubrics.find(before) is not None
    again = changed(at_work, criteria=[CriterionForm(" Warmth ")])
    assert again.rubric_id == it.rubric_id, "nothing changed"
    begun_review(at_work, ann, "Begun.")
    for criteria in ([CriterionForm("Other")], [], [CriterionForm("Warmth", levels=("a", "b"))]):
        with pytest.raises(InvalidInput, match="A later round can have criteria"):
            changed(at_work, criteria=criteria)
    assert changed(at_work, criteria=[CriterionForm("Warmth")], title="New").title == "New"


def test_the_second_round_has_criteria_of_its_own(at_work: ClassAtWork, ann: Session) -> None:
    begun_review(at_work, ann)
    it = changed(at_work, second_criteria=[CriterionForm("Polish", levels=("a", "b"))], rounds=2)
    assert it.second_rubric_id is not None
    at_work.begins(Phase.REVISION)
    second = at_work.hands_in(ann, f"{TEXT} Revised.")
    assert second.round == 2
    at_work.assignment = assignments.start_phase(at_work.teacher, it.id, Phase.REVIEW, 2)
    bo = at_work.joins("Bo")
    claim = at_work.claims(bo, second)
    rubric = reviewing.open_desk(bo, claim.id).rubric
    assert rubric is not None
    assert [c.name for c in rubric.criteria] == ["Polish"]
    at_work.fills(bo, claim)
    reviewing.submit_review(bo, claim.id)
    with pytest.raises(InvalidInput, match="they stay as they are") as caught:
        changed(at_work, second_criteria=(), rounds=2)
    assert caught.value.field == "second-name-0"
    locks = assignments.settings_locked(at_work.teacher, it.id)
    assert all((locks.criteria, locks.second_criteria, locks.naming, locks.readers_from))


def test_without_criteria_of_its_own_a_second_round_locks_the_first_ones(
    at_work: ClassAtWork, ann: Session
) -> None:
    at_work.hands_in(ann)
    at_work.begins(Phase.REVISION)
    second = at_work.hands_in(ann, f"{TEXT} Revised.")
    at_work.claims(at_work.joins("Bo"), second)
    locks = assignments.settings_locked(at_work.teacher, at_work.assignment.id)
    assert locks.criteria
    assert locks.second_criteria


def test_criteria_stay_once_somebody_reviewed_their_own_draft_with_them(
    at_work: ClassAtWork, ann: Session
) -> None:
    at_work.assignment = changed(at_work, self_review=True, criteria=[CriterionForm("Warmth")])
    letter = at_work.hands_in(ann)
    self_review.save_self_review(ann, letter.id, Filled(answer="I think so."))
    assert assignments.settings_locked(at_work.teacher, at_work.assignment.id).criteria
    with pytest.raises(InvalidInput, match="A later round can have criteria"):
        changed(at_work, self_review=True, criteria=[CriterionForm("Other")])


def test_names_hold_as_announced_once_somebody_handed_in(
    at_work: ClassAtWork, ann: Session
) -> None:
    assert changed(at_work, naming=Naming.DOUBLE_BLIND).naming is Naming.DOUBLE_BLIND
    assert changed(at_work, naming=Naming.SINGLE_BLIND).naming is Naming.SINGLE_BLIND
    at_work.hands_in(ann)
    for other in set(Naming) - {Naming.SINGLE_BLIND}:
        with pytest.raises(InvalidInput, match="it was announced") as caught:
            changed(at_work, naming=other)
        assert caught.value.field == "naming"
    assert changed(at_work, naming=Naming.SINGLE_BLIND, title="New").title == "New"


def test_readers_come_from_where_was_said_once_somebody_handed_in(
    at_work: ClassAtWork, ann: Session
) -> None:
    changed(at_work, readers_from=ReadersFrom.CENTER)
    at_work.hands_in(ann)
    with pytest.raises(InvalidInput, match="handed in for these readers"):
        changed(at_work, readers_from=ReadersFrom.CLASS)


def test_drafts_that_wait_get_the_new_number_of_readers(at_work: ClassAtWork, ann: Session) -> None:
    made = at_work.hands_in(ann)
    changed(at_work, reviews_wanted=4)
    store = at_work.center.store
    assert store.submissions.find(made.id) == replace(made, readers_wanted=4)


def test_dates_to_come_can_change_and_what_has_begun_stays(at_work: ClassAtWork) -> None:
    began = at_work.assignment.starts
    now = at_work.clock.forward(days=1)
    dates = {Stage(Phase.DRAFTING): now + DAY, Stage(Phase.REVIEW): now + 2 * DAY}
    it = changed(at_work, starts=dates, zone="Asia/Tokyo")
    assert it.starts[:1] == began
    assert [(start.phase, start.at) for start in it.starts[1:]] == [(Phase.REVIEW, now + 2 * DAY)]
    assert it.zone == "Asia/Tokyo"
    assert changed(at_work, starts={}).starts == began
    for wrong in (now, now - DAY):
        with pytest.raises(InvalidInput, match="over already") as caught:
            changed(at_work, starts={Stage(Phase.REVIEW): wrong})
        assert caught.value.field == "review"


def test_rounds_are_added_and_begun(at_work: ClassAtWork) -> None:
    teacher, id = at_work.teacher, at_work.assignment.id
    with pytest.raises(InvalidInput, match="no such round"):
        assignments.start_phase(teacher, id, Phase.REVIEW, 2)
    at_work.begins(Phase.CLOSED)
    assert rounds.add_round(teacher, id).rounds == 2
    at_work.clock.forward(days=1)
    it = assignments.start_phase(teacher, id, Phase.REVIEW, 2)
    assert str(stage_at(it, at_work.clock.now())) == "second review"
    assert round_at(it, at_work.clock.now()) == 2
    with pytest.raises(InvalidInput, match="can’t be left out"):
        changed(at_work, rounds=1)
    rounds.add_round(teacher, id)
    with pytest.raises(InvalidInput, match="at most 3 rounds"):
        rounds.add_round(teacher, id)


def test_a_round_within_one_class_hour(at_work: ClassAtWork, ann: Session) -> None:
    """Write, read and revise by the clock; a claim ends with its phase."""
    teacher, id = at_work.teacher, at_work.assignment.id
    bo = at_work.joins("Bo")
    it = rounds.hold_in_one_hour(teacher, id, write=10, read=20, revise=15)
    start = at_work.clock.now()
    assert it.claim_hours == 24, "what is read at home later is not hurried"
    texts = [at_work.hands_in(who, f"{TEXT} {who.actor_id}") for who in (ann, bo)]
    assert reviews.review_board(bo).offers == ()
    at_work.clock.forward(minutes=10)
    claim = reviews.claim_review(bo, texts[0].id)
    assert claim.expires_at == start + timedelta(minutes=30)
    it = rounds.give_more_time(teacher, id, 5)
    at_work.fills(bo, claim)
    renewed = reviews.own_claim(bo, claim.id)
    assert renewed.expires_at == start + timedelta(minutes=35)
    reviewing.submit_review(bo, claim.id)
    at_work.clock.time = start + timedelta(minutes=36)
    assert stage_at(it, at_work.clock.now()) == Stage(Phase.REVISION)
    second = at_work.hands_in(ann, f"{TEXT} Revised.")
    assert (second.round, second.is_late) == (2, False)
    at_work.clock.time = start + timedelta(minutes=50)
    assert stage_at(it, at_work.clock.now()) == Stage(Phase.CLOSED)
    for minutes in (0, 241):
        with pytest.raises(InvalidInput, match="from 1 to 240") as caught:
            rounds.hold_in_one_hour(teacher, id, read=minutes)
        assert caught.value.field == "read"
    with pytest.raises(InvalidInput, match="to two weeks"):
        rounds.give_more_time(teacher, id, 0)


def test_changes_are_recorded_so_that_open_pages_follow(at_work: ClassAtWork) -> None:
    changed(at_work, title="Other")
    rounds.add_round(at_work.teacher, at_work.assignment.id)
    found = at_work.center.store.activities.where(did=Did.ASSIGNMENT_CHANGED)
    assert [a.assignment_id for a in found] == [at_work.assignment.id] * 2
