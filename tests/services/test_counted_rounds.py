"""What is handed in while a round is read belongs to it, and reading it counts there."""

from collections.abc import Callable
from datetime import datetime, timedelta

from writing_center.domain.assignments import Phase, Stage
from writing_center.services import assignments, feedback, reviewing, reviews
from writing_center.services.assignments import CriterionForm
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork
from .engines import both_engines

Maker = Callable[..., ClassAtWork]
DAY = timedelta(days=1)


def two_rounds(work: ClassAtWork, **more: object) -> None:
    """Drafting, then review and revision twice; two days each, beginning now."""
    now = work.clock.now()
    stages = [Stage(Phase.DRAFTING)]
    stages += [Stage(phase, n) for n in (1, 2) for phase in (Phase.REVIEW, Phase.REVISION)]
    stages.append(Stage(Phase.CLOSED))
    starts: dict[Stage, datetime] = {s: now + 2 * n * DAY for n, s in enumerate(stages)}
    form = assignments.AssignmentForm(
        "Essay",
        "Write.",
        rounds=2,
        criteria=[CriterionForm("Look", "Where?")],
        second_criteria=[CriterionForm("Polish", "How?", ("dim", "bright"))],
        starts=starts,
        **more,  # type: ignore[arg-type]
    )
    work.assignment = assignments.make_assignment(work.teacher, work.group.id, form)


def given(who: Session) -> int:
    (due,) = reviews.review_board(who).due
    return due.given


@both_engines
def test_a_draft_corrected_while_it_is_read_stays_in_its_round(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = work.people.values()
    two_rounds(work)
    work.hands_in(ann, title="Ann")
    work.clock.forward(days=2)
    corrected = work.hands_in(ann, f"{TEXT} Corrected.", title="Ann")
    assert (corrected.number, corrected.round, corrected.is_late) == (2, 1, False)
    claim = work.claims(cy, corrected)
    rubric = reviewing.open_desk(cy, claim.id).rubric
    assert [one.name for one in rubric.criteria] == ["Look"], "no levels before a first reading"
    assert given(cy) == 0
    work.fills(cy, claim)
    reviewing.submit_review(cy, claim.id)
    assert given(cy) == 1
    work.clock.forward(days=2)
    revised = work.hands_in(ann, f"{TEXT} Revised.", title="Ann")
    assert (revised.number, revised.round, revised.is_late) == (3, 2, False)
    work.clock.forward(days=2)
    assert (given(bo), given(cy)) == (0, 0), "a new round begins at nothing"


def test_a_first_draft_that_comes_in_the_second_round_is_read_for_that_round(
    class_of: Maker,
) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = work.people.values()
    two_rounds(work)
    first = work.hands_in(ann, title="Ann")
    work.clock.forward(days=2)
    work.answers(bo, first)
    work.clock.forward(days=4)
    late = work.hands_in(cy, title="Cy")
    assert (late.round, late.is_late) == (1, True), "nobody skips a round"
    assert given(bo) == 0, "what was read in the first round was counted there"
    work.answers(bo, late)
    assert given(bo) == 1


def test_own_review_of_a_corrected_draft_is_asked_for_until_revision(
    class_of: Maker,
) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people.values()
    two_rounds(work, self_review=True)
    work.hands_in(ann, title="Ann")
    work.clock.forward(days=2)
    corrected = work.hands_in(ann, f"{TEXT} Corrected.", title="Ann")
    work.answers(bo, corrected)
    assert feedback.feedback_on(ann, corrected.id).answers_wait
    work.clock.forward(days=2)
    assert not feedback.feedback_on(ann, corrected.id).answers_wait
