"""Somebody who was taken out of a class: their own words stay theirs, and their pages open."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from writing_center.domain.assignments import Phase, ReadersFrom
from writing_center.domain.errors import NotAllowed, WritingCenterError
from writing_center.domain.reviews import ClaimState, Freed
from writing_center.services import (
    accounts,
    asking,
    assignments,
    classes,
    coauthors,
    dashboards,
    drafts,
    home,
    leaving,
    reviewing,
    reviews,
    submissions,
)
from writing_center.services.home import WaitingKind
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import ClassAtWork

Maker = Callable[..., ClassAtWork]


def taken_out(work: ClassAtWork, name: str) -> Session:
    who = work.people[name]
    leaving.take_out_of_class(work.teacher, work.group.id, who.actor_id)
    return who


@pytest.mark.parametrize("is_in", [False, True], ids=["begun", "handed in"])
def test_the_start_page_of_who_has_left_the_class(class_of: Maker, is_in: bool) -> None:
    work = class_of("Ann", "Bo")
    ann = work.people["Ann"]
    if is_in:
        work.hands_in(ann)
    work.writes(ann, "Half a text.")
    assert WaitingKind.FINISH_DRAFT in {one.kind for one in home.home(ann).waiting}
    taken_out(work, "Ann")
    assert home.home(ann).waiting == ()


def test_a_draft_of_who_has_left_is_open_to_its_writer(class_of: Maker) -> None:
    work = class_of("Ann")
    draft = work.writes(work.people["Ann"], "Half a text.")
    ann = taken_out(work, "Ann")
    desk = WritingDesk(ann)
    desk.handle("go", {"route": f"/write/{draft.id}"})
    assert "Half a text." in desk.html
    assert "You are not in this class any more" in desk.html
    assert 'id="submit-form"' not in desk.html
    save = drafts.Save("A whole text.", draft.version, "tab", draft.writer_save + 1)
    assert drafts.save_text(ann, draft.id, save).text == "A whole text."
    assert asking.about_to_ask(ann, draft.id).text == "A whole text."
    with pytest.raises(WritingCenterError, match="another class"):
        submissions.submit_draft(ann, draft.id)


def test_a_text_whose_other_writer_has_left_is_read_on(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = (work.people[name] for name in ("Ann", "Bo", "Cy"))
    draft = work.writes(ann, title="Together")
    coauthors.name_coauthors(ann, draft.id, [bo.actor_id])
    made = submissions.submit_draft(ann, draft.id)
    work.begins(Phase.REVIEW)
    taken_out(work, "Ann")
    assert [offer.submission.id for offer in reviews.review_board(cy).offers] == [made.id]
    assert work.claims(cy, made)
    taken_out(work, "Bo")
    assert reviews.review_board(cy).offers == ()


def test_what_somebody_was_reading_says_why_it_is_over_and_keeps_their_words(
    class_of: Maker,
) -> None:
    work = class_of("Ann", "Bo")
    text = work.hands_in(work.people["Ann"])
    work.begins(Phase.REVIEW)
    claim = work.claims(work.people["Bo"], text)
    bo = taken_out(work, "Bo")
    work.fills(bo, claim)  # the page was still open
    with pytest.raises(NotAllowed, match=r"You left the class.* is kept"):
        reviewing.submit_review(bo, claim.id)
    assert reviewing.open_desk(bo, claim.id).review.answer == "Yes."
    desk = WritingDesk(bo)
    desk.handle("go", {"route": f"/review/{claim.id}"})
    html = str(desk.html)
    assert "You left the class, so this draft became free" in html
    assert "you can still hand it in" not in html
    assert "Hand in this review" not in html


def test_a_closed_assignment_says_that_it_takes_no_review(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    text = work.hands_in(work.people["Ann"])
    work.begins(Phase.REVIEW)
    bo = work.people["Bo"]
    claim = work.claims(bo, text)
    work.begins(Phase.CLOSED)
    work.clock.forward(minutes=2)
    desk = WritingDesk(bo)
    desk.handle("go", {"route": f"/review/{claim.id}"})
    assert "no more reviews are taken" in str(desk.html)
    assert "Writing in the review renews it" not in str(desk.html)


@pytest.mark.parametrize("is_asked", [False, True], ids=["another class's", "asked by name"])
def test_what_was_read_only_because_one_was_in_a_class_is_free(
    class_of: Maker, is_asked: bool
) -> None:
    work = class_of("Ann")
    second = classes.make_group(work.teacher, work.group.term_id, "Second")
    xan, yan = work.comes("Xan"), work.comes("Yan")
    for who in (xan, yan):
        accounts.enrol(work.center, second, who.actor)
    if is_asked:
        text = work.hands_in(yan, private=True, asked=[xan.actor_id])
    else:
        anywhere = replace(work.assignment, readers_from=ReadersFrom.CENTER)
        work.assignment = work.center.store.assignments.put(anywhere)
        text = work.hands_in(work.people["Ann"])
        work.begins(Phase.REVIEW)
    claim = work.claims(xan, text)
    leaving.take_out_of_class(work.teacher, second.id, xan.actor_id)
    saved = reviewing.save_review(xan, claim.id, answer="Yes.")
    assert (saved.state, saved.freed) == (ClaimState.RELEASED, Freed.LEFT_CLASS)


def test_who_has_left_is_on_no_list_and_in_no_count(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    for name in ("Ann", "Bo", "Cy"):
        work.hands_in(work.people[name])
    work.begins(Phase.REVIEW)
    taken_out(work, "Ann")
    taken_out(work, "Bo")
    work.clock.forward(days=3)
    page = dashboards.participation(work.teacher, work.group.id)
    assert [need.name for need in page.needs] == ["Cy"]
    [(_, funnel)] = page.funnels
    assert funnel.handed_in == 1
    progress = assignments.progress_of(work.teacher, work.assignment.id)
    assert (progress.students, progress.handed_in) == (1, 1)
