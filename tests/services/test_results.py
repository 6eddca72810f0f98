"""Results: what an author may see when, what a teacher sets, and the file."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.domain.submissions import Submission
from writing_center.reports.csv import render_csv
from writing_center.services import answering, results
from writing_center.services.assignments import AssignmentForm, CriterionForm, make_assignment

from .class_at_work import TEXT, ClassAtWork
from .levels import criterion_of, reads

Maker = Callable[..., ClassAtWork]


@pytest.fixture
def work(class_of: Maker) -> ClassAtWork:
    made = class_of("Ann", "Bo", "Cy", "Di")
    form = AssignmentForm(
        "Essay",
        "Write.",
        criteria=[
            CriterionForm("Clarity", "Where?", ("dim", "clear", "bright")),
            CriterionForm("Talk", "What?"),
            CriterionForm("Voice", "Whose?", ("faint", "there")),
        ],
        second_criteria=[CriterionForm("Polish", "Where?", ("rough", "smooth"))],
        reviews_wanted=3,
        weighs_readers=True,
    )
    made.assignment = make_assignment(made.teacher, made.group.id, form)
    return made


@pytest.fixture
def letter(work: ClassAtWork) -> Submission:
    made = work.hands_in(work.people["Ann"])
    work.begins(Phase.REVIEW)
    return made


def test_an_author_sees_the_levels_of_the_reviews_they_have_answered(
    work: ClassAtWork, letter: Submission
) -> None:
    ann = work.people["Ann"]
    first, second = reads(work, "Bo", letter, 0, None, 1), reads(work, "Cy", letter, 2, None, 1)
    results.override_level(work.teacher, letter.id, criterion_of(work), 2, "Look at line 3.")
    hidden = results.own_results(ann, letter.id)
    assert (hidden.readers, hidden.hidden, hidden.has_any) == (0, 2, False)
    answering.rate_review(ann, first.id, 3)
    half = results.own_results(ann, letter.id)
    assert (half.readers, half.hidden, half.results[0].levels) == (1, 1, (0,))
    assert half.results[0].override is None, "no level is seen before all are answered"
    assert half.results[0].consensus is None
    answering.rate_review(ann, second.id, 3)
    whole = results.own_results(ann, letter.id)
    assert [one.levels for one in whole.results] == [(0, 2), (1, 1)]
    assert whole.results[0].override is not None
    assert whole.results[0].consensus is not None
    assert whole == results.submission_results(work.teacher, letter.id)


def test_a_level_by_a_teacher_is_kept_with_its_reason_and_who(
    work: ClassAtWork, letter: Submission
) -> None:
    clarity = criterion_of(work)
    with pytest.raises(InvalidInput):
        results.override_level(work.teacher, letter.id, clarity, 1, " ")
    with pytest.raises(InvalidInput):
        results.override_level(work.teacher, letter.id, clarity, 3, "So high")
    for wrong in (criterion_of(work, 1), "no-such-criterion"):
        with pytest.raises(NotFound):
            results.override_level(work.teacher, letter.id, wrong, 0, "Why not")
    results.override_level(work.teacher, letter.id, clarity, 0, "First.")
    work.clock.forward(minutes=1)
    results.override_level(work.teacher, letter.id, clarity, 2, "I read it again.")
    (one, _) = results.submission_results(work.teacher, letter.id).results
    assert [(past.level, past.by_id) for past in one.history] == [
        (0, work.teacher.actor_id),
        (2, work.teacher.actor_id),
    ]
    work.clock.forward(minutes=1)
    results.override_level(work.teacher, letter.id, clarity, None, "The readers were right.")
    (one, _) = results.submission_results(work.teacher, letter.id).results
    assert one.override is None
    assert len(one.history) == 3
    done = work.center.store.activities.where(did=Did.LEVEL_OVERRIDDEN)
    assert [activity.submission_id for activity in done] == [letter.id] * 3


def test_a_class_by_name_without_what_has_no_levels(work: ClassAtWork, letter: Submission) -> None:
    bos = work.hands_in(work.people["Bo"])
    work.hands_in(work.people["Di"])
    reads(work, "Cy", bos, 1, None, None)
    reads(work, "Cy", letter, 1, None, 0)
    reads(work, "Di", letter, 2, None, 1)
    found = results.class_results(work.teacher, work.assignment.id)
    assert [row.author for row in found.rows] == ["Ann", "Bo"]
    assert [one.median for one in found.rows[0].results] == [2.5, 1.5]
    assert [one.count for one in found.of_criterion(criterion_of(work, 2))] == [2, 0]


def test_what_an_author_says_of_their_own_text_never_counts(
    work: ClassAtWork, letter: Submission
) -> None:
    review = reads(work, "Bo", letter, 2, None, 1)
    own = replace(review, id="own", reviewer_id=work.people["Ann"].actor_id)
    work.center.store.reviews.put(own)
    assert results.submission_results(work.teacher, letter.id).readers == 1


def test_everybody_who_wrote_it_is_named_and_sees_it(work: ClassAtWork, letter: Submission) -> None:
    together = replace(letter, coauthor_ids=(work.people["Di"].actor_id,))
    work.center.store.submissions.put(together)
    reads(work, "Bo", letter, 2, None, 1)
    (row,) = results.class_results(work.teacher, work.assignment.id).rows
    assert row.author == "Ann and Di"
    assert results.own_results(work.people["Di"], letter.id).hidden == 1
    with pytest.raises(NotFound):
        results.own_results(work.people["Bo"], letter.id)


def test_no_consensus_unless_it_is_asked_for(work: ClassAtWork, letter: Submission) -> None:
    reads(work, "Bo", letter, 2, None, 1)
    found = results.submission_results(work.teacher, letter.id)
    assert found.results[0].consensus == pytest.approx(3, abs=0.6)
    plain = replace(work.assignment, weighs_readers=False)
    work.center.store.assignments.put(plain)
    found = results.submission_results(work.teacher, letter.id)
    assert found.results[0].consensus is None


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file(work: ClassAtWork, letter: Submission) -> None:
    reads(work, "Bo", letter, 0, None, 1)
    reads(work, "Cy", letter, 1, None, 1)
    results.override_level(work.teacher, letter.id, criterion_of(work), 2, '=HYPERLINK("x")')
    content = results.results_csv(work.teacher, work.assignment.id)
    assert content.startswith(b"\xef\xbb\xbf")
    clarity, voice = rows_of(content)
    assert (clarity["Student"], clarity["Draft"], clarity["Criterion"]) == ("Ann", "1", "Clarity")
    assert (clarity["Median"], clarity["Readers"]) == ("clear", "2"), "a half is rounded up"
    assert (clarity["Lowest"], clarity["Highest"]) == ("dim", "clear")
    assert clarity["Median, exact (the lowest level is 1)"] == "1.5"
    assert (clarity["Teacher’s level"], clarity["Reason"]) == ("bright", '\'=HYPERLINK("x")')
    assert (voice["Criterion"], voice["Median"], voice["Teacher’s level"]) == ("Voice", "there", "")
    assert clarity["Consensus"] in ("dim", "clear", "bright")
    assert "Points" not in clarity, "where none are used"
    rubric = work.center.store.rubrics.find(work.assignment.rubric_id)
    assert rubric
    first, *rest = rubric.criteria
    pointed = (replace(first, points=(0, 1.5, 4), weight=2), *rest)
    work.center.store.rubrics.put(replace(rubric, criteria=pointed))
    row = results.submission_results(work.teacher, letter.id)
    assert row.total == (8, 8)
    told = rows_of(results.results_csv(work.teacher, work.assignment.id))
    names = results.POINTS_COLUMNS
    assert [told[0][name] for name in names] == ["4.0", "4.0", "2.0", "8.0", "8.0"]
    assert [told[1][name] for name in names] == ["", "", "", "8.0", "8.0"]
    hostile = replace(work.assignment, title="../A/B: “it’s”; rm -rf *")
    assert results.results_file(hostile) == "Results - A B it’s rm -rf.csv"


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "\n=1"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    (row,) = csv.reader(io.StringIO(render_csv([start], []).decode("utf-8-sig"), newline=""))
    assert row == [f"'{start}"]


def test_a_cell_is_as_it_was_otherwise() -> None:
    cells = ["Ann, “B”", 'say "so"', "two\nlines", "1-2", -1.5, 3, None, "😀"]
    content = render_csv(["a"] * 8, [cells]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(content, newline=""))
    assert row == ["Ann, “B”", 'say "so"', "two\nlines", "1-2", "-1.5", "3", "", "😀"]


def test_a_draft_of_a_later_round_is_read_with_its_own_levels(
    work: ClassAtWork, letter: Submission
) -> None:
    reads(work, "Bo", letter, 1, None, 0)
    work.begins(Phase.REVISION)
    second = work.hands_in(work.people["Ann"], f"{TEXT} More.")
    reads(work, "Bo", second, 1)
    found = results.class_results(work.teacher, work.assignment.id)
    names = [[one.criterion.name for one in row.results] for row in found.rows]
    assert names == [["Clarity", "Voice"], ["Polish"]]
    with pytest.raises(NotFound):
        results.override_level(work.teacher, second.id, criterion_of(work), 1, "Of draft 1.")
    assert [
        row["Criterion"] for row in rows_of(results.results_csv(work.teacher, work.assignment.id))
    ] == ["Clarity", "Voice", "Polish"]
