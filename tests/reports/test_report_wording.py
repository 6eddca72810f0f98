"""Levels in words, and other sentences of a report."""

from dataclasses import replace
from datetime import UTC

import pytest
from report_example import EMPTY, FIRST_DRAFT, REPORT, REVIEW, at

from writing_center.domain.annotations import Annotation, CommentKind, passage_at
from writing_center.domain.results import Override
from writing_center.domain.reviews import CriterionReading, Review
from writing_center.domain.rubrics import Criterion, Rubric
from writing_center.domain.submissions import Submission
from writing_center.reports import wording
from writing_center.reports.assemble import ReviewParts, SubmissionParts, report_submission
from writing_center.reports.model import GivenToOthers

RUBRIC = Rubric("r", (Criterion("c", "Clarity", "Where?", ("dim", "fair", "clear", "bright")),))
SUBMISSION = Submission("s", "d", "ana", "a", 1, "T", "Text.", "Clear?", "", at(1), 2)


def review(number: int, level: int | None) -> ReviewParts:
    reading = CriterionReading("c", "", "", level)
    done = Review(f"{number}", "s", "ben", at(2), at(2), readings=(reading,), submitted_at=at(2))
    return ReviewParts(done, "Ben", (), {}, None)


def levels(*given: int | None) -> list[str]:
    reviews = [review(number, level) for number, level in enumerate(given)]
    parts = SubmissionParts(SUBMISSION, "Letter", RUBRIC, reviews, {})
    return [wording.level_line(line) for line in report_submission(parts, UTC).levels]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ([2], "“clear” (1 reader)"),
        ([2, 2], "“clear” (both readers)"),
        ([2, 2, 2], "“clear” (all 3 readers)"),
        ([0, 2], "“dim” to one reader, “clear” to the other"),
        ([0, 2, 3], "“clear” in the middle; 3 readers, from “dim” to “bright”"),
        ([0, 1, 2, 3], "“fair” to “clear” in the middle; 4 readers, from “dim” to “bright”"),
        ([0, 0, 2, 3], "“fair” in the middle; 4 readers, from “dim” to “bright”"),
    ],
)
def test_levels_with_how_many_and_how_far_apart(given: list[int], line: str) -> None:
    assert levels(*given) == [line]


def test_a_level_that_a_teacher_set_stands_behind_the_readers() -> None:
    override = Override("o", "s", "c", 3, "I read it twice.", "t", at(3))
    said = {"overrides": [override], "teachers": {"t": "Ms Teacher"}}
    reviews = [review(0, 1), review(1, 1)]
    one = SubmissionParts(SUBMISSION, "Letter", RUBRIC, reviews, {}, **said)
    none = SubmissionParts(SUBMISSION, "Letter", RUBRIC, [], {}, **said)
    lines = [wording.level_line(report_submission(parts, UTC).levels[0]) for parts in (one, none)]
    assert lines == [
        "“fair” (both readers). Ms Teacher set “bright”: I read it twice.",
        "no reader chose a level. Ms Teacher set “bright”: I read it twice.",
    ]


def test_what_writers_said_of_their_own_text_is_not_among_the_levels() -> None:
    own = review(0, 3)
    parts = SubmissionParts(
        SUBMISSION,
        "Letter",
        RUBRIC,
        [replace(own, review=replace(own.review, reviewer_id="ana")), review(1, 0)],
        {},
    )
    assert [line.count for line in report_submission(parts, UTC).levels] == [1]


def quoted_of(text: str, start: int, end: int) -> str:
    """What the report quotes of a comment on these words."""
    passage = passage_at(text, start, end)
    note = Annotation("n", "1", "s", "ben", CommentKind.LOST, "Long!", passage, at(2))
    one = replace(review(1, None), annotations=(note,))
    parts = SubmissionParts(replace(SUBMISSION, text=text), "Letter", RUBRIC, [one], {})
    return report_submission(parts, UTC).reviews[0].passages[0].passage


def test_a_passage_is_quoted_as_its_readers_saw_it() -> None:
    assert quoted_of("We **counted** them.", 3, 14) == "counted"


def test_a_comment_on_pages_of_text_quotes_both_ends() -> None:
    text = f"Begin. {'word ' * 5_000}The end."
    quoted = quoted_of(text, 0, len(text))
    assert quoted.startswith("Begin. word")
    assert quoted.endswith("The end.")
    assert len(quoted) < 2_100


def test_no_levels_where_there_are_none() -> None:
    assert levels(None, None) == []
    assert levels(99) == []


def test_spans() -> None:
    assert wording.span(REPORT) == "1 October 2026 to 31 October 2026"
    assert wording.span(replace(REPORT, until=None)) == "since 1 October 2026"
    assert wording.span(replace(REPORT, since=None)) == "until 31 October 2026"
    assert wording.span(replace(EMPTY, assignment="Letter")) == "“Letter”"


def test_overview_counts() -> None:
    assert wording.overview(REPORT) == (
        "You handed in 2 drafts, got 2 answers from readers, and decided on 6 comments."
    )


def test_revision() -> None:
    assert wording.revision(FIRST_DRAFT) == (
        "You revised it: Draft 2 has 455 words. Of 4 passages that readers commented on: "
        "1 still there, 2 changed, 1 gone."
    )
    quiet = replace(FIRST_DRAFT, reviews=(replace(REVIEW, passages=()),))
    assert wording.revision(quiet) == "You revised it: Draft 2 has 455 words."
    assert wording.revision(replace(FIRST_DRAFT, next_number=None)) == ""


def test_nothing_given_is_not_mentioned() -> None:
    assert wording.given(GivenToOthers(0, 0, ())) == ""
    assert wording.given(GivenToOthers(1, 1, ())) == (
        "You answered 1 draft of others, with 1 comment beside their passages."
    )
