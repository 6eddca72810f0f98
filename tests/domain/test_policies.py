"""What students are told, and the teacher's sentence."""

from dataclasses import replace

import pytest

from writing_center.domain.assignments import Assignment, Naming, ReadersFrom
from writing_center.domain.policies import in_short, policies_in_words
from writing_center.domain.rubrics import Criterion, Rubric

from .examples import NOW

LETTER = Assignment("a", "g", "Letter", "", "r", "t", NOW, ())
PLAIN = Rubric("r", (Criterion("c", "Clarity", "Where?"),))
LEVELS = Rubric("l", (Criterion("c", "Clarity", "Where?", ("dim", "clear")),))


def told(rubric: Rubric | None = PLAIN, second: Rubric | None = None, **changed: object) -> str:
    return " ".join(policies_in_words(replace(LETTER, **changed), rubric, second))


def test_the_defaults_in_words() -> None:
    words = told()
    for part in (
        "Every draft gets two readers, and you read two drafts",
        "from your own class",
        "circle",
        "have pen names. Once a review is in",
        "marked late, and is read",
        "for 24 hours, never past the end of the phase",
        "You may hold two at a time, and one the first time.",
        "Nobody gives levels",
        "Readers comment; the words stay yours.",
        "once your own review of it is in",
        "never your working draft",
    ):
        assert part in words
    assert "your own text" not in words
    assert in_short(LETTER, PLAIN) == (
        "Two readers for each draft, from the class, circles first; two reviews from each "
        "student; pen names while reviewing, then names; no levels; late drafts are marked, not "
        "lost."
    )


def test_every_choice_is_told_and_differs() -> None:
    assert len({told(naming=naming) for naming in Naming}) == len(Naming)
    assert len({told(readers_from=place) for place in ReadersFrom}) == len(ReadersFrom)
    assert len({in_short(replace(LETTER, naming=naming)) for naming in Naming}) == len(Naming)
    assert len({in_short(replace(LETTER, readers_from=one)) for one in ReadersFrom}) == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"refuses_late": True}, "taken until its date, and not after it"),
        ({"self_review": True}, "you review your own text"),
        ({"self_review": True}, "One line is enough"),
        ({"self_review": True}, "open at the latest when the revision begins"),
        ({"suggested_edits": True}, "take over with one click"),
        ({"claims_at_a_time": 1}, "You hold one at a time."),
        ({"claim_hours": 0.5}, "for 30 minutes"),
        ({"claim_hours": 1}, "for one hour"),
        ({"reviews_wanted": 1, "reviews_due": 0}, "gets one reader, and you read no drafts"),
    ],
)
def test_a_setting_is_told(changed: dict[str, object], words: str) -> None:
    assert words not in told()
    assert words in told(**changed)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (LEVELS, None, "Readers choose levels, in words, for every draft."),
        (LEVELS, LEVELS, "for every draft"),
        (PLAIN, LEVELS, "from the second draft on"),
        (LEVELS, PLAIN, "for first drafts only"),
        (PLAIN, PLAIN, "Nobody gives levels"),
        (None, None, "Nobody gives levels"),
    ],
)
def test_which_drafts_get_levels(first: Rubric | None, second: Rubric | None, words: str) -> None:
    assert words in told(first, second)
    assert ("trusts steady readers" in told(first, second, weighs_readers=True)) is (
        "Nobody" not in words
    )


def test_the_teachers_sentence_names_what_was_chosen() -> None:
    it = replace(LETTER, rounds=2, refuses_late=True, self_review=True, suggested_edits=True)
    short = in_short(it, PLAIN, LEVELS)
    assert short.startswith("Two rounds of reading; two readers")
    for part in ("levels in words", "other criteria", "their own text", "suggested", "refused"):
        assert part in short
