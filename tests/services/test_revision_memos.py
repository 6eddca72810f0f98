""" "What I did with your comments": asked for at handing in, shown to each as far as it is theirs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from writing_center.domain.assignments import Naming, Phase
from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.domain.reanchoring import Fate
from writing_center.domain.reviews import Choice
from writing_center.domain.submissions import Submission
from writing_center.services import feedback, plans, revision_memos
from writing_center.services.home import home
from writing_center.services.revision_memos import ShownMemo, Told
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork

Maker = Callable[..., ClassAtWork]
REVISED = TEXT.replace("works until ten", "sweeps the station until eleven")


@pytest.fixture
def work(class_of: Maker) -> ClassAtWork:
    """Ann has handed in, and Bo and Cy have answered; Di has read nothing of hers."""
    made = class_of("Ann", "Bo", "Cy", "Di")
    submission = made.hands_in(made.people["Ann"])
    made.begins(Phase.REVIEW)
    for name in ("Bo", "Cy"):
        made.answers(made.people[name], submission)
    return made


def first(work: ClassAtWork) -> Submission:
    return work.center.store.submissions.first(author_id=work.people["Ann"].actor_id, number=1)


def decide(work: ClassAtWork, reader: str, about: str, choice: Choice, reason: str = "") -> str:
    ann, bo = work.people["Ann"], work.people[reader]
    answers = feedback.feedback_on(ann, first(work).id).answers
    answer = next(a for a in answers if a.review.reviewer_id == bo.actor_id)
    comment = next(c for c in answer.comments if c.about == about)
    feedback.decide(ann, answer.review.id, comment.id, choice, reason)
    return comment.id


def hand_in(work: ClassAtWork, told: dict[str, Told], opening: str = "") -> Submission:
    ann = work.people["Ann"]
    work.clock.forward(minutes=1)
    made = revision_memos.hand_in_with_memo(ann, first(work).draft_id, told, opening)
    work.clock.forward(minutes=1)
    return made


def revise(work: ClassAtWork, text: str = REVISED) -> None:
    work.writes(work.people["Ann"], text)


def memo(who: Session, submission: Submission) -> ShownMemo:
    found = revision_memos.memo_on(who, submission.id)
    assert found is not None
    return found


def test_the_form_asks_what_is_on_the_plan_and_decides_nothing(work: ClassAtWork) -> None:
    ann, draft_id = work.people["Ann"], first(work).draft_id
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    may = decide(work, "Bo", "On the whole", Choice.CONSIDERING)
    no = decide(work, "Cy", "suggestion", Choice.DECLINED, "It is about Fridays.")
    revise(work)
    account = revision_memos.account_of(ann, draft_id)
    assert account.number == 2
    assert account.undecided == 5
    asked = {one.id: revision_memos.proposed_choice(one) for one in account.asked}
    assert asked == {will: Choice.DONE, may: Choice.CONSIDERING}, "its passage was changed"
    assert [one.id for one in account.settled] == [no]
    assert work.center.store.decisions.find(will).choice is Choice.WILL_DO


def test_the_memo_is_frozen_with_its_submission(work: ClassAtWork) -> None:
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    may = decide(work, "Bo", "On the whole", Choice.CONSIDERING)
    left = decide(work, "Cy", "suggestion", Choice.WILL_DO)
    revise(work)
    told = {
        will: Told(Choice.DONE),
        may: Told(Choice.DECLINED, "I like it short."),
        "made up": Told(Choice.DONE),
    }
    second = hand_in(work, told, "I was at the station again.")
    assert work.center.store.decisions.find(may).reason == "I like it short."
    shown = memo(work.people["Ann"], second)
    assert shown.opening == "I was at the station again."
    assert shown.is_own
    by_id = {one.line.comment_id: one for one in shown.lines}
    assert by_id[will].line.choice is Choice.DONE
    assert by_id[will].by == "Bo"
    assert by_id[will].line.fate is Fate.CHANGED
    assert by_id[will].line.before == "My sister works until ten."
    assert by_id[will].line.after == "My sister sweeps the station until eleven."
    assert by_id[may].line.choice is Choice.DECLINED
    assert by_id[may].line.fate is None
    assert by_id[left].line.choice is Choice.WILL_DO, "handed in with something left open"

    feedback.decide(work.people["Ann"], by_id[left].line.review_id, left, Choice.DONE)
    assert memo(work.people["Ann"], second) == shown, "what comes later is not told here"
    account = revision_memos.account_of(work.people["Ann"], first(work).draft_id)
    assert [one.id for one in account.settled] == [left], "but with the next draft"


def test_a_no_needs_a_reason_and_nothing_is_kept_of_what_fails(work: ClassAtWork) -> None:
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    may = decide(work, "Bo", "On the whole", Choice.CONSIDERING)
    told = {will: Told(Choice.DONE), may: Told(Choice.DECLINED, " ")}
    revise(work)
    with pytest.raises(InvalidInput) as refused:
        hand_in(work, told)
    assert refused.value.field == f"why-{may}"
    revise(work, TEXT)
    with pytest.raises(InvalidInput, match="same text"):
        hand_in(work, {will: Told(Choice.DONE)})
    assert work.center.store.submissions.count(draft_id=first(work).draft_id) == 1
    assert work.center.store.decisions.find(will).choice is Choice.WILL_DO


def test_each_reads_as_much_of_it_as_is_theirs(work: ClassAtWork) -> None:
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    no = decide(work, "Cy", "suggestion", Choice.DECLINED, "It is about Fridays.")
    revise(work)
    second = hand_in(work, {will: Told(Choice.DONE)}, "Thank you.")
    with pytest.raises(NotFound):
        revision_memos.memo_on(work.people["Di"], second.id)
    for name in ("Bo", "Di"):
        work.claims(work.people[name], second)

    for_bo = {one.line.reason: one for one in memo(work.people["Bo"], second).lines}
    assert for_bo[""].by == "you"
    assert for_bo[""].comment.body == "A person!"
    assert for_bo[""].line.comment_id == will
    fresh = memo(work.people["Di"], second)
    assert fresh.opening == "Thank you."
    assert len(fresh.lines) == 2
    for one in (for_bo["It is about Fridays."], *fresh.lines):
        assert one.comment is None, "others’ words are not passed on"
        assert not one.by
        assert not one.line.comment_id
        assert not one.line.review_id
    assert fresh.author not in ("Ann", ""), "by a pen name while she reads"
    to_teacher = {one.line.comment_id: one.by for one in memo(work.teacher, second).lines}
    assert to_teacher == {will: "Bo", no: "Cy"}


def test_where_readers_stay_hidden_the_memo_names_none(work: ClassAtWork) -> None:
    hidden = replace(work.assignment, naming=Naming.DOUBLE_BLIND)
    work.center.store.assignments.put(hidden)
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    revise(work)
    second = hand_in(work, {will: Told(Choice.DONE)})
    (line,) = memo(work.people["Ann"], second).lines
    assert line.comment is not None
    assert line.by
    assert line.by != "Bo"
    work.claims(work.people["Bo"], second)
    assert memo(work.people["Bo"], second).author != "Ann"


def test_a_reader_learns_what_became_of_their_comments(work: ClassAtWork) -> None:
    bo, cy = work.people["Bo"], work.people["Cy"]
    will = decide(work, "Bo", "suggestion", Choice.WILL_DO)
    reviews = {r.reviewer_id: r.id for r in work.center.store.reviews.all()}
    assert revision_memos.outcome_of(bo, reviews[bo.actor_id]) is None
    revise(work)
    hand_in(work, {will: Told(Choice.DONE)}, "Thank you.")

    outcome = revision_memos.outcome_of(bo, reviews[bo.actor_id])
    assert outcome is not None
    assert (outcome.number, outcome.opening) == (2, "Thank you.")
    assert outcome.fates == {will: Fate.CHANGED}
    assert not outcome.was_late
    assert outcome.lines[will].after == "My sister sweeps the station until eleven."
    undecided = revision_memos.outcome_of(cy, reviews[cy.actor_id])
    assert undecided is not None
    assert list(undecided.fates.values()) == [Fate.CHANGED]
    assert not undecided.lines, "the new words are the writer's to tell"
    with pytest.raises(NotFound):
        revision_memos.outcome_of(cy, reviews[bo.actor_id])


def test_a_review_that_comes_after_the_next_draft_is_told_of_with_the_one_after(
    work: ClassAtWork,
) -> None:
    di, ann = work.people["Di"], work.people["Ann"]
    work.center.store.submissions.put(replace(first(work), readers_wanted=3))
    claim = work.claims(di, first(work))
    decide(work, "Bo", "suggestion", Choice.DONE)
    revise(work)
    second = hand_in(work, {})
    work.fills(di, claim)
    from writing_center.services import reviewing

    reviewing.submit_review(di, claim.id)
    assert revision_memos.outcome_of(di, claim.id) is None, "no draft has come after it yet"
    late = decide(work, "Di", "suggestion", Choice.WILL_DO)
    assert [item.id for item in plans.plan_of(ann, second.draft_id).open] == [late]
    assert len(memo(ann, second).lines) == 1, "what was handed in stays as it was"

    revise(work, REVISED + " Tomorrow again.")
    third = hand_in(work, {late: Told(Choice.DONE)})
    assert [one.line.comment_id for one in memo(ann, third).lines] == [late]
    outcome = revision_memos.outcome_of(di, claim.id)
    assert outcome is not None
    assert outcome.number == 3
    assert outcome.was_late
    assert outcome.lines[late].fate is Fate.CHANGED


def test_who_has_nothing_to_tell_hands_in_without_a_memo(work: ClassAtWork) -> None:
    revise(work)
    second = hand_in(work, {})
    assert revision_memos.memo_on(work.people["Ann"], second.id) is None
    assert revision_memos.account_of(work.people["Ann"], second.draft_id).is_empty


def test_the_start_page_tells_a_reader_that_writers_decided(work: ClassAtWork) -> None:
    bo = work.people["Bo"]
    assert home(bo).decided == ()
    decide(work, "Bo", "suggestion", Choice.WILL_DO)
    decide(work, "Bo", "On the whole", Choice.DECLINED, "It is short enough.")
    (told,) = home(bo).decided
    assert (told.submission.id, told.comments) == (first(work).id, 2)
    assert home(work.people["Cy"]).decided == (), "others’ comments are not theirs to hear of"
    work.clock.forward(days=8)
    assert home(bo).decided == ()
