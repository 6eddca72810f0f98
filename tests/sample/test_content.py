"""The sample's content hangs together: every name known, every quote really in its text."""

from collections import Counter
from importlib import resources

import pytest

from writing_center.domain.annotations import CommentKind
from writing_center.domain.reviews import Choice
from writing_center.domain.style_guide import KINDS, EntryState
from writing_center.domain.welcome import TEXT
from writing_center.sample.content import Content, read_content, text_of


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="module")
def texts(content) -> dict[str, str]:
    return {
        f"{draft.key}-{number}": text_of(draft.key, number)
        for draft in content.drafts
        for number in range(1, len(draft.submission) + 1)
    }


def test_it_is_a_class_of_twelve_in_two_cohorts(content):
    students = [person for person in content.people.person if person.role == "student"]
    assert len(students) == 12
    assert sorted(Counter(student.cohort for student in students).values()) == [6, 6]
    assert Counter(person.role for person in content.people.person)["teacher"] == 1
    assert len({person.name for person in content.people.person}) == len(content.people.person)
    assert len(content.people.charter) == 2


def test_there_is_work_at_every_stage(content, texts):
    assert 18 <= len(texts) <= 24
    assert 26 <= len(content.reviews) <= 30
    rounds = Counter(len(draft.submission) for draft in content.drafts)
    assert rounds[0] >= 3
    assert rounds[2] >= 3
    assert rounds[3] >= 1
    assert len([d for d in content.drafts if not d.assignment and d.submission]) == 2
    busy = {draft.author for draft in content.drafts}
    students = {person.key for person in content.people.person if person.role == "student"}
    assert len(students - busy) == 1


def test_texts_are_as_long_as_students_write_and_all_are_used(content, texts):
    for name, text in texts.items():
        assert 200 <= len(text.split()) <= 450, name
    assert len(set(texts.values())) == len(texts)
    unfinished = {f"{draft.key}-draft" for draft in content.drafts if draft.saved}
    folder = resources.files("writing_center.sample") / "texts"
    assert {file.name for file in folder.iterdir()} == {f"{n}.md" for n in {*texts, *unfinished}}


def test_every_comment_quotes_its_text_exactly_and_in_one_place(content, texts):
    for review in content.reviews:
        assert 2 <= len(review.comment) <= 4, (review.reader, review.of)
        for comment in review.comment:
            place = (review.reader, review.of, comment.quote)
            assert texts[review.of].count(comment.quote) == 1, place
            assert comment.kind in list(CommentKind), place


def test_practice_comments_quote_the_text_and_answer_every_criterion(content):
    text = content.practice.practice
    criteria = {a.key: {c.key for c in a.criteria} for a in content.assignments}
    for review in (text.review, *(member.review for member in content.practice.member)):
        assert set(review.readings) == criteria[text.assignment]
        assert all(text.text.count(comment.quote) == 1 for comment in review.comment)
        assert all(comment.kind in list(CommentKind) for comment in review.comment)


def test_every_welcome_comment_quotes_the_welcome_text(content):
    for person in content.people.person:
        assert person.welcome_quote in TEXT, person.key
        assert bool(person.welcome_quote) == bool(person.welcome_note)


def test_reviews_answer_the_request_and_every_criterion(content):
    criteria = {a.key: {c.key for c in a.criteria} for a in content.assignments}
    drafts = {draft.key: draft for draft in content.drafts}
    for review in content.reviews:
        draft = drafts[review.of.rsplit("-", 1)[0]]
        assert draft.author != review.reader
        assert review.answer
        assert review.summary
        assert set(review.readings) == criteria.get(draft.assignment, set()), review.of
        assert all(r.place and r.description for r in review.readings.values())


def test_decisions_are_about_something_and_a_no_has_its_reason(content):
    choices = Counter()
    for review in content.reviews:
        parts = {"answer", "summary", *review.readings}
        parts |= {str(number) for number in range(1, len(review.comment) + 1)}
        for decision in review.decision:
            assert decision.on in parts, (review.reader, review.of, decision.on)
            assert decision.reason or decision.choice != Choice.DECLINED
            choices[Choice(decision.choice)] += 1
        assert review.back is None or (1 <= review.back.helpfulness <= 5 and review.back.why)
    assert set(choices) == set(Choice)


def test_every_name_is_known(content, texts):
    people = {person.key for person in content.people.person}
    entries = {entry.key for entry in content.guide}
    assert {draft.author for draft in content.drafts} <= people
    assert {draft.assignment for draft in content.drafts} <= {
        "",
        *(a.key for a in content.assignments),
    }
    for one in [*content.reviews, *content.claims]:
        assert one.reader in people
        assert one.of in texts
    for review in content.reviews:
        assert {comment.cites for comment in review.comment} <= {"", *entries}
    for entry in content.guide:
        acting = {entry.by, *(one.by for one in [*entry.move, *entry.trial, *entry.revision])}
        assert acting <= people, entry.key


def test_the_guide_has_a_history(content):
    assert len(content.guide) >= 12
    assert {entry.kind for entry in content.guide} == set(KINDS)
    states = [
        entry.move[-1].to if entry.move else "on trial" if entry.trial else "proposed"
        for entry in content.guide
    ]
    assert set(states) == set(EntryState)
    cited = {comment.cites for review in content.reviews for comment in review.comment}
    assert len(cited - {""}) >= 5
    assert len([entry for entry in content.guide if entry.revision]) >= 5
    trials = [trial for entry in content.guide for trial in entry.trial]
    assert all(trial.because for trial in trials)
    assert any(not trial.helped for trial in trials)


def test_entries_are_born_from_comments_of_the_reviews(content):
    comments = {
        f"{review.reader} / {review.of} / {number}"
        for review in content.reviews
        for number in range(1, len(review.comment) + 1)
    }
    born = [entry.born_from for entry in content.guide if entry.born_from]
    assert len(born) >= 5
    assert set(born) <= comments
