"""Pen names while a review is being written, names after it; announced, and on no page before."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from writing_center.domain.assignments import Naming, Phase
from writing_center.domain.pen_names import Part, stays_hidden
from writing_center.services import circles, coauthors, leaving, names, reviewing, reviews
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import ClassAtWork
from .engines import both_engines

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


def pen_name_of(work: ClassAtWork, who: Session, part: Part = Part.WRITER) -> str:
    return names.pen_name(work.teacher, work.assignment.id, who.actor_id, part)


def test_pen_names_are_all_different_and_the_same_at_every_look(work: ClassAtWork) -> None:
    for number in range(10):
        work.joins(f"Student {number}")
    given = {
        (who.actor_id, part): pen_name_of(work, who, part)
        for who in work.people.values()
        for part in Part
    }
    assert len(set(given.values())) == len(given) == 26
    assert given == {
        (id, part): names.pen_name(work.session(id), work.assignment.id, id, part)
        for id, part in given
    }


def test_nobody_who_joins_or_leaves_changes_a_pen_name(work: ClassAtWork) -> None:
    author, other = work.people[AUTHOR], work.people[OTHER]
    before = pen_name_of(work, author)
    leaving.take_out_of_class(work.teacher, work.group.id, other.actor_id)
    for number in range(30):
        pen_name_of(work, work.joins(f"Student {number}"))
    assert pen_name_of(work, author) == before


def test_a_pen_name_cannot_be_worked_out(work: ClassAtWork) -> None:
    """It is drawn: the same member in the same assignment has another one in another history."""
    author, known = work.people[AUTHOR], work.center.store.pen_names
    drawn = set()
    for _ in range(5):
        drawn.add(pen_name_of(work, author))
        for one in known.all():
            known.remove(one.id)
    assert len(drawn) > 1


@both_engines
def test_two_who_look_at_the_same_moment_see_the_same_pen_name(work: ClassAtWork) -> None:
    author, barrier = work.people[AUTHOR], threading.Barrier(4)

    def look(_: int) -> str:
        barrier.wait()
        return pen_name_of(work, author)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(look, range(4)))) == 1


def test_a_reader_from_outside_the_class_has_a_pen_name_too(work: ClassAtWork) -> None:
    store, submission = work.center.store, work.center.store.submissions.all()[0]
    store.assignments.put(replace(work.assignment, naming=Naming.DOUBLE_BLIND))
    consultant = work.comes("Constance Xylander", is_consultant=True)
    work.clock.forward(days=2)
    review = work.answers(consultant, submission)
    called = names.reviewer_name(work.people[AUTHOR], review)
    assert called == pen_name_of(work, consultant, Part.READER)
    assert names.reviewer_name(work.teacher, review) == "Constance Xylander"
    assert names.author_name(consultant, submission) == pen_name_of(work, work.people[AUTHOR])


def test_the_name_learned_from_a_first_draft_stays_known(work: ClassAtWork) -> None:
    work.answers(work.people[OTHER], work.center.store.submissions.all()[0])
    second = work.hands_in(work.people[AUTHOR], "A new beginning.")
    assert names.author_name(work.people[OTHER], second) == AUTHOR
    assert names.author_name(work.people[REVIEWER], second) == pen_name_of(
        work, work.people[AUTHOR]
    )


def test_within_a_circle_names_are_open_from_the_beginning(work: ClassAtWork) -> None:
    """One rule for the whole assignment: who was in one circle at its first text."""
    store = work.center.store
    submission = store.submissions.all()[0]
    author, reviewer = work.people[AUTHOR], work.people[REVIEWER]
    store.assignments.put(replace(work.assignment, naming=Naming.DOUBLE_BLIND))
    owls = circles.put_circle(
        work.teacher, work.group.id, "Owls", [who.actor_id for who in work.people.values()]
    )
    review = work.answers(reviewer, submission)
    second = work.hands_in(author, "A new beginning.")
    for text in (submission, second):
        assert names.author_name(reviewer, text) == pen_name_of(work, author)
        assert names.author_name(work.people[OTHER], text) == pen_name_of(work, author)
    assert names.reviewer_name(author, review) == pen_name_of(work, reviewer, Part.READER)
    assert knows(work, REVIEWER, AUTHOR) | knows(work, AUTHOR, REVIEWER) <= {
        f"{event} {route}" for event in ("hello", "go") for route in ("/", "/welcome")
    }, "where ones own circle stands"
    # Had they been one before, all of it would be open, whatever becomes of the circle.
    earlier = submission.submitted_at - timedelta(minutes=1)
    store.circles.put(replace(owls, made_at=earlier))
    circles.end_circle(work.teacher, owls.id)
    assert names.author_name(reviewer, second) == AUTHOR
    assert names.reviewer_name(author, review) == REVIEWER
    assert "in one circle" in names.names_at_desk(reviewer, second)


def test_all_who_wrote_a_text_are_named_where_one_is(work: ClassAtWork) -> None:
    author, other = work.people[AUTHOR], work.people[OTHER]
    coauthors.name_coauthors(author, work.drafts_of(author)[0].id, [other.actor_id])
    second = work.hands_in(author, "Together.")
    assert names.author_name(work.teacher, second) == f"{AUTHOR} and {OTHER}"
    called = names.author_name(work.people[REVIEWER], second)
    assert called == pen_name_of(work, author)
    assert names.author_name(other, second) == f"{AUTHOR} and {OTHER}"


@pytest.mark.parametrize("naming", Naming)
def test_what_is_shown_when_is_told_on_every_page_of_it(work: ClassAtWork, naming: Naming) -> None:
    work.center.store.assignments.put(replace(work.assignment, naming=naming))
    submission = work.center.store.submissions.all()[0]
    [(title, board)] = names.names_announced(work.people[OTHER], [submission])
    claim = work.claims(work.people[REVIEWER], submission)
    desk = names.names_at_desk(work.people[REVIEWER], submission)
    feedback = names.names_on_feedback(work.people[AUTHOR], submission)
    assert title == work.assignment.title
    shown = everything(work, REVIEWER), everything(work, AUTHOR), everything(work, OTHER)
    assert desk in shown[0][f"go /review/{claim.id}"]
    assert feedback in shown[1][f"go /feedback/{submission.id}"]
    assert board in shown[2]["go /review"]
    if stays_hidden(naming):
        assert pen_name_of(work, work.people[REVIEWER], Part.READER) in desk


def test_who_writes_their_own_name_is_told_that_it_will_be_read(work: ClassAtWork) -> None:
    author, reviewer = work.people[AUTHOR], work.people[REVIEWER]
    draft = work.writes(author, "Yours, Annabel")
    assert "“Annabel” stands in what you wrote" in everything(work, AUTHOR)[f"go /write/{draft.id}"]
    submission = work.center.store.submissions.all()[0]
    claim = work.claims(reviewer, submission)
    reviewing.save_review(reviewer, claim.id, summary="Thanks from Rasmus")
    desk = f"go /review/{claim.id}"
    assert "“Rasmus” stands" not in everything(work, REVIEWER)[desk], "named afterwards anyway"
    store = work.center.store
    store.assignments.put(replace(work.assignment, naming=Naming.SINGLE_BLIND))
    assert "“Rasmus” stands" in everything(work, REVIEWER)[desk]
    assert "stands in what you wrote" not in everything(work, AUTHOR)[f"go /write/{draft.id}"]


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
