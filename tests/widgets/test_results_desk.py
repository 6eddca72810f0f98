"""Results and answers as people see them: rendered pages, without a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from services.class_at_work import ClassAtWork, class_at_work
from services.levels import criterion_of, reads
from settable_clock import SettableClock

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.domain.results import CriterionResult
from writing_center.domain.reviews import Review
from writing_center.domain.rubrics import Criterion
from writing_center.domain.submissions import Submission
from writing_center.services import answering, assignments, welcome
from writing_center.services.assignments import AssignmentForm, CriterionForm
from writing_center.services.session import Session
from writing_center.widgets import ClassDesk, WritingDesk
from writing_center.widgets.live import Live
from writing_center.widgets.strips import level_strip

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def work(tmp_path: Path, clock: SettableClock) -> Iterator[ClassAtWork]:
    made = class_at_work(f"sqlite:///{tmp_path}/center.db", clock)
    form = AssignmentForm(
        "Essay",
        "Write.",
        criteria=[
            CriterionForm("Clarity", "Where?", ("dim", "clear", "bright"), points=(0, 1, 2)),
            CriterionForm(f"Voice {HOSTILE}", "Whose?", ("faint", HOSTILE)),
        ],
        weighs_readers=True,
        reviews_wanted=3,
    )
    made.assignment = assignments.make_assignment(made.teacher, made.group.id, form)
    for name in ("Ann", "Bo", "Cy"):
        welcome.skip_welcome(made.joins(name))
    yield made
    made.center.store.close()  # type: ignore[attr-defined]


@pytest.fixture
def letter(work: ClassAtWork) -> Submission:
    made = work.hands_in(work.people["Ann"])
    work.begins(Phase.REVIEW)
    return made


@pytest.fixture
def two(work: ClassAtWork, letter: Submission) -> tuple[Review, Review]:
    return reads(work, "Bo", letter, 0, 1), reads(work, "Cy", letter, 2, 1)


def opened(desk: Live, route: str) -> Live:
    desk.handle("hello", {"route": route})
    assert HOSTILE not in desk.html
    return desk


def seen(desk: Live) -> str:
    """The words of the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", desk.html).split())


def feedback_page(work: ClassAtWork, letter: Submission) -> Live:
    return opened(WritingDesk(work.people["Ann"]), f"/feedback/{letter.id}")


def rate(desk: Live, review: Review, helpfulness: int = 3, **more: object) -> None:
    desk.handle("rate", {"review": review.id, "helpfulness": helpfulness, **more})


def test_no_level_is_in_the_page_before_its_review_is_rated(
    work: ClassAtWork, letter: Submission, two: tuple[Review, Review]
) -> None:
    desk = feedback_page(work, letter)
    assert "This reader also chose levels" in seen(desk)
    for word in ("dim", "bright", "In the middle"):
        assert word not in seen(desk)
    rate(desk, two[0])
    assert "dim" in seen(desk)
    assert "one reader" in seen(desk)
    assert "bright" not in seen(desk)
    assert "1 more reader chose levels" in seen(desk)
    assert "points" not in seen(desk)
    rate(desk, two[1])
    assert "from dim to bright; 2 readers" in seen(desk)
    assert "In the middle" in seen(desk)
    assert "Readers weighed" in seen(desk)


def test_reasons_and_thanks_come_from_the_form_and_stay_in_it(
    work: ClassAtWork, letter: Submission, two: tuple[Review, Review]
) -> None:
    desk = feedback_page(work, letter)
    rate(desk, two[0], 5, reasons=["too_vague"], why=HOSTILE, thanks="Thank you, reader")
    kept = work.center.store.back_evaluations.first(review_id=two[0].id)
    assert (kept.reasons, kept.thanks) == (("too_vague",), "Thank you, reader")
    assert re.search(r'value="too_vague" checked', desk.html)
    assert 'value="Thank you, reader"' in desk.html
    assert "more than I hoped for" in seen(desk)
    with pytest.raises(InvalidInput):
        rate(desk, two[0], 5, reasons=[HOSTILE])


def test_the_author_reads_what_is_left_out(
    work: ClassAtWork, letter: Submission, two: tuple[Review, Review]
) -> None:
    desk = feedback_page(work, letter)
    for review, first in zip(two, (4, 4), strict=True):
        rate(desk, review, first)
    rate(desk, two[0], 1)
    sentence = "The rating went from 4 to 1 after the levels were seen"
    assert sentence in seen(desk)
    teachers = opened(ClassDesk(work.teacher), f"/results/{work.assignment.id}")
    assert sentence in seen(teachers)


def test_the_class_and_one_draft(
    work: ClassAtWork, letter: Submission, two: tuple[Review, Review]
) -> None:
    desk = opened(ClassDesk(work.teacher), f"/results/{work.assignment.id}")
    assert "Ann Draft 1" in seen(desk)
    assert "from dim to bright; 2 readers" in seen(desk)
    assert "far apart" in seen(desk)
    assert "1 of 2" in seen(desk), "the points of the median"
    assert desk.html.count("<svg") == 2
    name, kind, content = desk.handle("csv", {}).download or ("", "", b"")
    assert (name, kind) == ("Results - Essay.csv", "text/csv")
    assert b"Clarity" in content
    given = opened(WritingDesk(work.people["Bo"]), f"/review/given/{two[0].id}")
    assert "The levels that you chose Clarity: dim" in seen(given), "to who gave them"
    assert "bright" not in seen(given), "and nobody else’s"
    desk.handle("go", {"route": f"/results/{work.assignment.id}/{letter.id}"})
    clarity = {"criterion": criterion_of(work)}
    with pytest.raises(InvalidInput):
        desk.handle("override", {**clarity, "level": "2", "reason": ""})
    desk.handle("override", {**clarity, "level": "2", "reason": HOSTILE})
    assert HOSTILE not in desk.html
    assert "counts now" in seen(desk)
    desk.handle("override", {**clarity, "level": "", "reason": "They were right."})
    assert "back to the readers" in seen(desk)
    desk.handle("override", {**clarity, "level": "1", "reason": "Clear enough."})
    for review in two:
        answering.rate_review(work.people["Ann"], review.id, 3)
    page = seen(feedback_page(work, letter))
    assert "Ms Teacher set “clear”" in page
    assert "Clear enough." in page


def test_an_assignment_without_levels(work: ClassAtWork) -> None:
    plain = assignments.make_assignment(work.teacher, work.group.id, AssignmentForm("Plain", "Go."))
    desk = opened(ClassDesk(work.teacher), f"/results/{plain.id}")
    assert "asks for no levels" in seen(desk)
    with pytest.raises(NotFound):
        desk.handle("override", {"criterion": "x", "level": "1", "reason": "Why"})
    desk.handle("go", {"route": f"/results/{work.assignment.id}"})
    assert "No reader has chosen levels yet" in seen(desk)


def test_what_a_reviewer_hears_has_no_name_id_or_date_in_it(work: ClassAtWork) -> None:
    cy = work.people["Cy"]
    mine = [work.hands_in(work.people[name]) for name in ("Bo", "Ann")]
    work.begins(Phase.REVIEW)
    reviews = [reads(work, "Cy", one, 1, 1) for one in mine]
    first, second = work.people["Bo"], work.people["Ann"]
    answering.rate_review(first, reviews[0].id, 4, thanks="zebra")
    assert "without naming somebody" in heard(cy)
    answering.rate_review(second, reviews[1].id, 4, thanks=f"apple {HOSTILE}")
    html = heard(cy)
    assert html.index("apple") < html.index("zebra")
    hidden = [
        *(who.actor_id for who in (first, second)),
        *(one.id for one in (*mine, *reviews)),
        "Ann",
        "Bo",
        "<time",
    ]
    assert [secret for secret in hidden if secret in html] == []
    sentence = "Writers have found these reviews helpful."
    assert sentence in html
    assert sentence in seen(opened(WritingDesk(cy), "/me"))
    assert sentence in seen(opened(ClassDesk(work.teacher), f"/results/{work.assignment.id}"))


def heard(who: Session) -> str:
    """The source of the part of the board that says what writers said."""
    html = opened(WritingDesk(who), "/review").html
    return html[html.index('aria-labelledby="heard-title"') :]


def a_result(*levels: int) -> CriterionResult:
    return CriterionResult(CRITERION, tuple(sorted(levels)))


CRITERION = Criterion("c", f"Name {HOSTILE}", "", ("low & slow", "<b>mid</b>", "high"))


def test_a_strip_has_a_dot_for_each_draft_and_the_same_numbers() -> None:
    given = [a_result(0, 2), a_result(1), a_result(1, 2), a_result()]
    chart = level_strip(CRITERION, given)
    assert chart.svg.count("<circle") == 3
    assert chart.svg.count('fill="var(--wc-surface') == 1, "one ring"
    assert chart.table_rows == (("<b>mid</b>", 2, 1), ("<b>mid</b> – high", 1, 0))
    html = chart.to_html()
    for raw in (HOSTILE, "<b>", "low & slow"):
        assert raw not in html
    assert level_strip(CRITERION, []).svg == ""


def test_many_drafts_stay_in_the_picture() -> None:
    chart = level_strip(CRITERION, [a_result(1)] * 400)
    heights = [float(y) for y in re.findall(r'cy="([-\d.]+)"', chart.svg)]
    assert len(heights) == 400
    assert min(heights) >= 5
