"""Pen names while a review is being written, names after it; announced, and on no page before."""

from collections.abc import Callable

import pytest

from writing_center.domain.assignments import Phase
from writing_center.services import names, reviewing, reviews
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import ClassAtWork

Maker = Callable[..., ClassAtWork]
AUTHOR, REVIEWER, OTHER = "Annabel Quillfeather", "Rasmus Oldenbarne", "Othello Pumpernick"


@pytest.fixture
def work(class_of: Maker) -> ClassAtWork:
    """Annabel has handed in, Rasmus has claimed it; neither has joined the guide."""
    made = class_of(AUTHOR, REVIEWER, OTHER)
    for who in made.people.values():
        made.center.store.members.put(_welcomed(who))
    made.hands_in(made.people[AUTHOR])
    made.begins(Phase.REVIEW)
    return made


def _welcomed(who: Session):
    from dataclasses import replace

    return replace(who.actor, welcomed=True)


def routes(work: ClassAtWork) -> list[str]:
    """Every address of the writing desk, with every id that there is."""
    store = work.center.store
    found = ["/", "/welcome", "/write", "/review", "/feedback", "/guide", "/guide/propose", "/me"]
    for thing in (*store.drafts.all(), *store.submissions.all(), *store.claims.all()):
        found += [f"/write/{thing.id}", f"/write/{thing.id}/1", f"/review/{thing.id}"]
        found += [f"/review/given/{thing.id}", f"/feedback/{thing.id}"]
    return found


def everything(work: ClassAtWork, name: str) -> dict[str, str]:
    """Every page that somebody can get, as the browser gets it."""
    desk, shown = WritingDesk(work.people[name]), {}
    for event in ("hello", "go"):
        for route in routes(work):
            desk.handle(event, {"route": route, "zone": "UTC"})
            shown[f"{event} {route}"] = str(desk.html)
    return shown


def knows(work: ClassAtWork, reader: str, of: str) -> set[str]:
    """The pages on which ``reader`` finds a name, or the id, of another."""
    words = [*of.split(), work.people[of].actor_id]
    return {
        route
        for route, html in everything(work, reader).items()
        if any(word in html for word in words)
    }


def test_before_claiming_while_writing_and_after(work: ClassAtWork) -> None:
    submission = work.center.store.submissions.all()[0]
    rasmus = work.people[REVIEWER]
    assert knows(work, REVIEWER, AUTHOR) == set(), "on the board"

    claim = work.claims(rasmus, submission)
    assert knows(work, REVIEWER, AUTHOR) == set(), "at the desk"
    assert knows(work, AUTHOR, REVIEWER) == set()

    work.fills(rasmus, claim)
    assert knows(work, REVIEWER, AUTHOR) == set(), "with a review begun"
    assert knows(work, AUTHOR, REVIEWER) == set()

    reviewing.submit_review(rasmus, claim.id)
    assert f"go /review/given/{claim.id}" in knows(work, REVIEWER, AUTHOR)
    assert f"go /feedback/{submission.id}" in knows(work, AUTHOR, REVIEWER)
    assert knows(work, OTHER, AUTHOR) == knows(work, OTHER, REVIEWER) == set(), "only those two"


def test_a_review_given_back_or_run_out_opens_no_name(work: ClassAtWork) -> None:
    submission = work.center.store.submissions.all()[0]
    rasmus, othello = work.people[REVIEWER], work.people[OTHER]
    claim = work.claims(rasmus, submission)
    work.fills(rasmus, claim)
    reviews.release_review(rasmus, claim.id)
    declined = work.claims(othello, submission)
    reviews.decline_review(othello, declined.id, f"I know {AUTHOR.split()[0].lower()}")
    work.clock.forward(days=2)
    for reader in (REVIEWER, OTHER):
        assert knows(work, reader, AUTHOR) == set()
        assert knows(work, AUTHOR, reader) == set()


def test_two_readers_of_one_draft_do_not_learn_each_others_names(work: ClassAtWork) -> None:
    submission = work.center.store.submissions.all()[0]
    for name in (REVIEWER, OTHER):
        work.answers(work.people[name], submission)
    assert knows(work, REVIEWER, OTHER) == knows(work, OTHER, REVIEWER) == set()


def test_the_next_draft_is_again_under_a_pen_name(work: ClassAtWork) -> None:
    submission = work.center.store.submissions.all()[0]
    work.answers(work.people[OTHER], submission)
    second = work.hands_in(work.people[AUTHOR], "A new beginning.")
    pen_name = names.author_name(work.people[REVIEWER], second)
    assert pen_name not in (AUTHOR, "A classmate")
    assert names.author_name(work.people[REVIEWER], submission) == pen_name
    assert knows(work, REVIEWER, AUTHOR) == set()
    board = reviews.review_board(work.people[REVIEWER])
    assert [offer.author for offer in board.offers] == [pen_name]


def test_pen_names_in_a_class_are_all_different_and_the_same_at_every_look(
    work: ClassAtWork,
) -> None:
    for number in range(30):
        work.joins(f"Student {number}")
    given = names.pen_names(work.teacher, work.group.id, work.assignment.id)
    assert len(set(given.values())) == 33
    assert names.pen_names(work.teacher, work.group.id, work.assignment.id) == given


def test_a_classmate_who_joins_later_changes_nobodys_pen_name(work: ClassAtWork) -> None:
    before = names.pen_names(work.teacher, work.group.id, work.assignment.id)
    for number in range(60):
        work.joins(f"Student {number}")
    after = names.pen_names(work.teacher, work.group.id, work.assignment.id)
    assert {id: after[id] for id in before} == before


def test_a_teacher_and_a_request_outside_assignments_have_names(work: ClassAtWork) -> None:
    submission = work.center.store.submissions.all()[0]
    assert names.author_name(work.teacher, submission) == AUTHOR
    request = work.hands_in(
        work.people[AUTHOR], private=True, asked=[work.people[REVIEWER].actor_id]
    )
    (offer,) = [
        one
        for one in reviews.review_board(work.people[REVIEWER]).offers
        if one.submission == request
    ]
    assert offer.author == AUTHOR


def test_somebody_who_is_gone_has_a_name_too(work: ClassAtWork) -> None:
    assert names.name_of(work.teacher, "nobody") == "a former member"
