"""Pulling and choosing tasks: who is offered what, kept for whom, and why it is worth taking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from writing_center.domain.assignments import Phase, ReadersFrom
from writing_center.domain.conflicts import PairKind
from writing_center.domain.errors import (
    AlreadyTaken,
    InvalidInput,
    NotAllowed,
    NotFound,
    NothingToReview,
    TooManyClaims,
)
from writing_center.domain.reviews import ClaimState
from writing_center.services import (
    accounts,
    allocation,
    classes,
    coauthors,
    conflicts,
    drafts,
    home,
    leaving,
    pairing,
    reviewing,
    reviews,
    submissions,
)
from writing_center.services.session import Session

from .class_at_work import TEXT, ClassAtWork
from .engines import both_engines
from .test_reviews import in_review, of, offered

Maker = Callable[..., ClassAtWork]


def reasons(who: Session, title: str) -> tuple[str, ...]:
    board = reviews.review_board(who)
    (offer,) = [o for o in (*board.offers, *board.extras) if o.submission.title == title]
    return offer.reasons


def extras(who: Session) -> list[str]:
    return [offer.submission.title for offer in reviews.review_board(who).extras]


def author_of(work: ClassAtWork, claim) -> str:
    return work.center.store.submissions.find(claim.submission_id).title


@both_engines
def test_give_me_one_is_the_first_of_the_board(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    _, bo, *_ = in_review(work, "Ann", "Bo", "Cy", "Di")
    for _ in range(3):
        first = offered(bo)[0]
        claim = reviews.claim_next(bo)
        assert author_of(work, claim) == first
        work.fills(bo, claim)
        reviewing.submit_review(bo, claim.id)
    assert offered(bo) == extras(bo) == []
    with pytest.raises(NothingToReview, match="Thank you"):
        reviews.claim_next(bo)


def test_give_me_one_of_an_assignment_and_the_cap(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    other = work.another_assignment(starts={Phase.REVIEW: work.clock.now()})
    with pytest.raises(NothingToReview):
        reviews.claim_next(bo, other.id)
    reviews.claim_next(bo, work.assignment.id)
    work.hands_in(work.joins("Cy"), title="Cy")
    with pytest.raises(TooManyClaims):
        reviews.claim_next(bo)
    assert reviews.review_board(ann).allowed == 1


def test_why_a_task_is_worth_taking(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    assert "It has waited longest." in reasons(cy, "Ann")
    assert "It has waited longest." not in reasons(cy, "Bo")
    assert "A newcomer’s first." in reasons(cy, "Ann")
    assert "Nobody has read it yet." in reasons(cy, "Ann")
    work.answers(bo, of(work, ann))
    assert "It has waited longest." in reasons(cy, "Bo"), "of those that nobody has answered"
    assert "It has waited longest." not in reasons(cy, "Ann")
    assert "One more reader, and it has all it asked for." in reasons(cy, "Ann")
    assert "Nobody has read it yet." not in reasons(cy, "Ann")
    work.answers(cy, of(work, ann))
    work.hands_in(ann, "Another text.", title="Ann")
    assert "You read an earlier draft: see what became of your words." in reasons(cy, "Ann")
    assert "A newcomer’s first." not in reasons(cy, "Ann")


def test_a_second_draft_is_kept_for_its_readers_but_for_one_fresh_reader(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di", "Eve")
    ann, bo, cy, di, eve = (work.people[n] for n in ("Ann", "Bo", "Cy", "Di", "Eve"))
    first = work.hands_in(ann, title="Ann")
    work.begins(Phase.REVIEW)
    for reader in (bo, cy):
        work.answers(reader, first)
    work.begins(Phase.REVISION)
    second = work.hands_in(ann, "Another text.", title="Ann")
    assert offered(bo) == offered(cy) == offered(di) == offered(eve) == ["Ann"]
    held = work.claims(di, second)
    assert offered(eve) == extras(eve) == [], "one place is for a fresh reader, and Di has it"
    with pytest.raises(AlreadyTaken):
        work.claims(eve, second)
    assert offered(bo) == offered(cy) == ["Ann"]
    work.clock.forward(hours=47)
    reviewing.save_review(di, held.id, answer="!")
    assert offered(eve) == []
    work.clock.forward(hours=1)
    assert offered(eve) == ["Ann"], "nobody waits for ever"


def test_what_is_kept_for_readers_who_can_not_come_is_free(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di", "Eve")
    ann, bo, cy, di, eve = (work.people[n] for n in ("Ann", "Bo", "Cy", "Di", "Eve"))
    first = work.hands_in(ann, title="Ann")
    work.begins(Phase.REVIEW)
    for reader in (bo, cy):
        work.answers(reader, first)
    second = work.hands_in(ann, "Another text.", title="Ann")
    reviews.decline_review(bo, work.claims(bo, second).id, "")
    work.claims(di, second)
    assert offered(eve) == [], "a place is still kept for Cy"
    leaving.take_out_of_class(work.teacher, work.group.id, cy.actor_id)
    assert offered(eve) == ["Ann"]


def test_half_of_a_short_phase_is_long_enough_to_keep_a_place(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    now = work.clock.now()
    work.assignment = work.another_assignment(
        reviews_wanted=1,
        starts={Phase.REVIEW: now, Phase.REVISION: now.replace(hour=12)},
    )
    ann, bo, cy = (work.people[name] for name in ("Ann", "Bo", "Cy"))
    work.answers(bo, work.hands_in(ann, title="Ann"))
    work.clock.time = now.replace(hour=10)
    work.hands_in(ann, "Another text.", title="Ann")
    assert (offered(bo), offered(cy)) == (["Ann"], [])
    work.clock.time = now.replace(hour=10, minute=59)
    assert offered(cy) == []
    work.clock.time = now.replace(hour=11)
    assert offered(cy) == ["Ann"]


def test_one_more_reader_only_where_nothing_is_short(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di", "Eve", "Fay")
    ann, bo, cy, di, eve, fay = in_review(work, "Ann", "Bo", "Cy", "Di", "Eve", "Fay")
    work.answers(bo, of(work, ann))
    work.answers(cy, of(work, ann))
    assert extras(di) == [], "others are short"
    with pytest.raises(AlreadyTaken):
        reviews.claim_review(di, of(work, ann).id, extra=True)
    for author in (bo, cy, eve, fay):
        for reader in [r for r in (ann, bo, cy, eve, fay) if r is not author][:2]:
            work.answers(reader, of(work, author))
    assert offered(di) == []
    assert set(extras(di)) == {"Ann", "Bo", "Cy", "Eve", "Fay"}
    with pytest.raises(AlreadyTaken):
        work.claims(di, of(work, ann))
    claim = reviews.claim_review(di, of(work, ann).id, extra=True)
    assert claim.is_extra
    assert not work.claims(eve, of(work, di)).is_extra
    reviews.release_review(di, claim.id)
    assert reviews.claim_next(di).is_extra


def test_an_extra_reader_is_never_more_than_twice_the_number(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    work.assignment = work.another_assignment(reviews_wanted=1)
    ann, bo, cy, di = (work.people[n] for n in ("Ann", "Bo", "Cy", "Di"))
    work.hands_in(ann, title="Ann")
    work.begins(Phase.REVIEW)
    assert not reviews.claim_next(bo).is_extra
    assert reviews.claim_next(cy).is_extra
    assert extras(di) == []
    with pytest.raises(NothingToReview):
        reviews.claim_next(di)


@both_engines
def test_what_was_declined_stays_so_with_the_next_draft(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    reviews.decline_review(bo, work.claims(bo, of(work, ann)).id, "It is about my father.")
    second = work.hands_in(ann, "Another text.", title="Ann")
    assert "Ann" not in offered(bo) + extras(bo)
    assert "Ann" in offered(cy)
    with pytest.raises(NotAllowed, match="it stays so"):
        work.claims(bo, second)
    wish = (work.assignment.id, PairKind.READS, bo.actor_id, ann.actor_id)
    pairing.add_pair_rule(work.teacher, *wish)
    plan = allocation.plan_readers(work.teacher, work.assignment.id)
    given = {row.reader: [text.title for text in row.texts] for row in plan.rows}
    assert "Ann" not in given["Bo"]
    assert "Bo is to read Ann, but has given the text back." in plan.problems


def test_declining_after_giving_back_counts_and_needs_no_reason(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    claim = work.claims(bo, of(work, ann))
    reviews.release_review(bo, claim.id)
    assert reviews.decline_review(bo, claim.id, " ").state is ClaimState.DECLINED
    assert "Ann" not in offered(bo)
    assert reviews.release_review(bo, claim.id).state is ClaimState.DECLINED, "it stays so"
    done = work.answers(cy, of(work, ann))
    for give_back in (reviews.release_review, lambda who, id: reviews.decline_review(who, id, "")):
        with pytest.raises(NotAllowed, match="is in"):
            give_back(cy, done.id)


@pytest.mark.parametrize("how", ["wish", "coauthor"])
def test_no_place_is_kept_for_who_may_not_read_it(class_of: Maker, how: str) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di", "Eve", "Fay")
    ann, bo, cy, di, eve, fay = work.people.values()
    first = work.hands_in(ann, title="Ann")
    work.begins(Phase.REVIEW)
    for reader in (bo, cy):
        work.answers(reader, first)
    for reader in (bo, cy):
        if how == "wish":
            apart = (work.assignment.id, PairKind.APART, reader.actor_id, ann.actor_id)
            pairing.add_pair_rule(work.teacher, *apart)
        else:
            conflicts.keep_apart(work.teacher, work.group.id, reader.actor_id, fay.actor_id)
    if how == "coauthor":
        coauthors.name_coauthors(ann, first.draft_id, [fay.actor_id])
    work.begins(Phase.REVISION)
    second = work.hands_in(ann, "Another text.", title="Ann")
    assert work.claims(di, second)
    assert offered(eve) == ["Ann"], "both places are free: its earlier readers can't come"
    assert work.claims(eve, second)


def test_give_me_one_passes_over_what_one_holds_too_many_for(class_of: Maker) -> None:
    """Of one assignment one at a time, of another two: somebody experienced holds one."""
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    work.answers(cy, of(work, ann))
    work.begins(Phase.CLOSED)
    now = work.clock.now()
    ends = {Phase.REVIEW: now, Phase.REVISION: now + timedelta(days=2)}
    later = ends | {Phase.REVISION: now + timedelta(days=3)}
    one = work.another_assignment(claims_at_a_time=1, starts=ends)
    two = work.another_assignment(claims_at_a_time=2, starts=later)
    for writer in (ann, bo):
        for assignment in (one, two):
            draft = drafts.start_draft(writer, assignment.id)
            saved = drafts.save_text(writer, draft.id, drafts.Save(TEXT, draft.version, "tab", 1))
            more = {"title": f"{writer.actor.name} {assignment.id}", "request": "Clear?"}
            submissions.submit_draft(writer, drafts.describe_draft(writer, saved.id, **more).id)
            work.clock.forward(minutes=1)
    assert author_of(work, reviews.claim_next(cy)) == f"Ann {one.id}"
    board = reviews.review_board(cy)
    may = {offer.submission.title: offer.may_claim for offer in board.offers}
    assert may == {f"Bo {one.id}": False, f"Ann {two.id}": True, f"Bo {two.id}": True}
    assert (board.may_claim, board.allowed) == (True, 2)
    [waits] = [one for one in home.home(cy).waiting if one.kind is home.WaitingKind.REVIEW_OFFER]
    assert waits.title == "2 drafts wait for a reader", "those that could be taken now"
    assert author_of(work, reviews.claim_next(cy)).endswith(two.id)
    board = reviews.review_board(cy)
    assert not any(offer.may_claim for offer in board.offers)
    assert not board.may_claim
    with pytest.raises(TooManyClaims):
        reviews.claim_next(cy)


def test_a_request_outside_is_no_reason_to_say_that_more_could_be_taken(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    work.assignment = work.another_assignment(claims_at_a_time=1)
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    work.answers(cy, of(work, ann))
    assert reviews.review_board(cy).allowed == 1, "somebody experienced takes one here too"
    work.claims(cy, of(work, bo))
    work.hands_in(work.joins("Di"), title="Di")
    assert not reviews.review_board(cy).may_claim


@both_engines
def test_who_keeps_away_is_never_offered_and_does_not_learn_of_it(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, _ = in_review(work, "Ann", "Bo", "Cy", "Di")
    declared = conflicts.keep_away(ann, bo.actor_id, "  We broke up. ")
    assert "Ann" not in offered(bo)
    assert "Bo" not in offered(ann)
    with pytest.raises(AlreadyTaken) as kept_away:
        work.claims(bo, of(work, ann))
    for reader in (cy, work.people["Di"]):
        work.answers(reader, of(work, ann))
    with pytest.raises(AlreadyTaken) as came_late:
        work.claims(work.joins("Eve"), of(work, ann))
    assert str(kept_away.value) == str(came_late.value)
    assert [one.conflict for one in conflicts.my_conflicts(ann)] == [declared]
    assert declared.reason == "We broke up."
    assert conflicts.my_conflicts(bo) == []
    (known,) = conflicts.conflicts_in(work.teacher, work.group.id)
    assert (known.name, known.other, known.by_student) == ("Ann", "Bo", True)
    with pytest.raises(NotFound):
        conflicts.end_conflict(bo, declared.id)
    with pytest.raises(NotAllowed, match="you would know which one"):
        conflicts.end_conflict(ann, declared.id)
    work.begins(Phase.CLOSED)
    conflicts.end_conflict(ann, declared.id)
    work.begins(Phase.REVIEW)
    assert "Bo" in offered(ann)


def test_one_keeps_away_from_three_at_most_and_not_from_strangers(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di", "Eve")
    ann = work.people["Ann"]
    for name in ("Bo", "Cy", "Di", "Bo"):
        conflicts.keep_away(ann, work.people[name].actor_id)
    with pytest.raises(InvalidInput, match="talk with your teacher"):
        conflicts.keep_away(ann, work.people["Eve"].actor_id)
    for stranger in (work.teacher.actor_id, ann.actor_id, "nobody"):
        with pytest.raises(NotFound):
            conflicts.keep_away(ann, stranger)


def test_a_teacher_keeps_two_apart(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, _ = in_review(work, "Ann", "Bo", "Cy")
    ids = (ann.actor_id, bo.actor_id)
    kept = conflicts.keep_apart(work.teacher, work.group.id, *ids)
    assert offered(ann) == offered(bo) == ["Cy"]
    assert conflicts.my_conflicts(ann) == conflicts.my_conflicts(bo) == []
    for who in (ann, bo):
        with pytest.raises(NotFound):
            conflicts.end_conflict(who, kept.id)
    with pytest.raises(InvalidInput):
        conflicts.keep_apart(work.teacher, work.group.id, ids[0], ids[0])
    with pytest.raises(NotFound):
        conflicts.keep_apart(work.teacher, work.group.id, ids[0], "nobody")
    conflicts.end_conflict(work.teacher, kept.id)
    assert "Bo" in offered(ann)


@pytest.mark.parametrize(
    ("policy", "classmate", "elsewhere"),
    [
        (ReadersFrom.CLASS, True, False),
        (ReadersFrom.OTHER_CLASSES, False, True),
        (ReadersFrom.CENTER, True, True),
    ],
)
def test_readers_come_from_where_the_assignment_says(
    class_of: Maker, policy: ReadersFrom, classmate: bool, elsewhere: bool
) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = in_review(work, "Ann", "Bo")
    store = work.center.store
    store.assignments.put(replace(work.assignment, readers_from=policy))
    other = work.comes("Mr Other", is_teacher=True)
    group = classes.make_group(other, work.group.term_id, "Another class")
    otto, nobody = work.comes("Otto"), work.comes("Nobody")
    accounts.enrol(work.center, group, otto.actor)
    assert (offered(bo), offered(otto)) == (["Ann"] * classmate, ["Ann", "Bo"] * elsewhere)
    assert offered(work.teacher) == ["Ann", "Bo"], "a teacher may step in"
    for who, may in ((bo, classmate), (otto, elsewhere), (nobody, False), (other, False)):
        if may:
            assert work.claims(who, of(work, ann))
        else:
            assert offered(who) == []
            with pytest.raises(NotFound):
                work.claims(who, of(work, ann))


def test_who_leaves_frees_what_they_read_and_is_read_no_more(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    claim = work.claims(bo, of(work, ann))
    work.claims(cy, of(work, ann))
    work.fills(bo, claim)
    assert "Ann" not in offered(di)
    leaving.take_out_of_class(work.teacher, work.group.id, bo.actor_id)
    assert "Ann" in offered(di)
    assert "Bo" not in offered(di)
    with pytest.raises(AlreadyTaken):
        work.claims(di, of(work, bo))
    assert offered(bo) == []
    with pytest.raises(NotFound):
        leaving.take_out_of_class(work.teacher, work.group.id, bo.actor_id)
    accounts.enrol(work.center, work.group, bo.actor)
    assert "You began this one; what you wrote is kept." in reasons(bo, "Ann")
    assert "Bo" in offered(di)


def test_a_text_of_two_is_read_by_neither(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    store = work.center.store
    store.submissions.put(replace(of(work, ann), coauthor_ids=(bo.actor_id,)))
    assert (offered(bo), offered(cy)) == (["Cy"], ["Ann", "Bo"])
    with pytest.raises(NotAllowed, match="your own text"):
        work.claims(bo, of(work, ann))


def test_consultants_are_told_who_is_near_and_have_a_letter_ready(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    now = work.clock.now()
    work.assignment = work.another_assignment(
        starts={Phase.REVIEW: now, Phase.REVISION: now.replace(hour=18)}
    )
    ann, bo = work.people["Ann"], work.people["Bo"]
    work.hands_in(ann, title="Ann")
    con = work.comes("Con", is_consultant=True)
    assert offered(con) == []
    work.clock.time = now.replace(hour=14)
    (offer,) = reviews.review_board(con).offers
    assert "It needs an answer soon." in offer.reasons
    assert "“Ann” is still waiting" in offer.message
    assert reviews.review_board(bo).offers[0].message == "", "only for those who step in"
    for reader in (bo, work.people["Cy"]):
        reviews.claim_review(reader, of(work, ann).id)
    late = work.hands_in(bo, title="Bo")
    work.clock.time = now.replace(hour=17)
    first, idle = reviews.review_board(con).offers
    assert (first.submission.id, first.is_extra) == (late.id, False)
    assert "It needs an answer soon." in idle.reasons, "two have begun, and nobody answered"
    assert (idle.submission.title, idle.is_extra) == ("Ann", True)
    assert "“Ann” is still waiting" in idle.message
    assert extras(bo) == [], "for classmates it has its readers"
    assert work.claims(con, of(work, ann)).is_extra
    work.answers(bo, of(work, ann))
    assert offered(work.comes("Dee", is_consultant=True)) == ["Bo"]


def test_the_board_of_a_crowd_shows_those_in_need_and_finds_any_by_its_address(
    class_of: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("writing_center.services.board.MOST_SHOWN", 2)
    work = class_of("Ann", "Bo", "Cy", "Di")
    *_, cy, di = in_review(work, "Ann", "Bo", "Cy", "Di")
    board = reviews.review_board(di)
    assert [offer.submission.title for offer in board.offers] == ["Ann", "Bo"]
    assert board.more == 1
    alone = reviews.review_board(di, of(work, cy).id)
    assert [offer.submission.title for offer in alone.offers] == ["Cy"]
