"""A teacher gives a class its readers: seen first, done as seen, done again for who comes late."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase, ReadersFrom
from writing_center.domain.conflicts import PairKind
from writing_center.domain.errors import InvalidInput, NotAllowed, PhaseClosed, PlanChanged
from writing_center.services import (
    accounts,
    allocation,
    conflicts,
    leaving,
    pairing,
    reviewing,
    reviews,
)
from writing_center.services.allocation import Plan

from .class_at_work import ClassAtWork, hands_in_together
from .engines import both_engines
from .test_reviews import in_review, of, offered

Maker = Callable[..., ClassAtWork]
NAMES = ("Ann", "Bo", "Cy", "Di", "Eve", "Fay", "Gus")


@pytest.fixture
def work(class_of: Maker) -> ClassAtWork:
    """Seven have handed in; the review phase has begun."""
    made = class_of(*NAMES)
    in_review(made, *NAMES)
    return made


def planned(work: ClassAtWork, **more) -> Plan:
    return allocation.plan_readers(work.teacher, work.assignment.id, **more)


def done(work: ClassAtWork, **more) -> Plan:
    stamp = planned(work, **more).stamp
    return allocation.assign_readers(work.teacher, work.assignment.id, stamp, **more)


def pairs(plan: Plan) -> set[tuple[str, str]]:
    return {(row.reader, text.author) for row in plan.rows for text in row.texts}


def wish(work: ClassAtWork, kind: PairKind, reader: str, author: str):
    ids = (work.people[reader].actor_id, work.people[author].actor_id)
    return pairing.add_pair_rule(work.teacher, work.assignment.id, kind, *ids)


@both_engines
def test_it_is_done_as_it_was_seen(class_of: Maker) -> None:
    work = class_of(*NAMES)
    in_review(work, *NAMES)
    store = work.center.store
    seen = planned(work)
    assert store.claims.count() == 0, "looking changes nothing"
    assert (seen.given, seen.texts, seen.least, seen.most) == (14, 7, 2, 2)
    assert (seen.problems, seen.mutual) == ((), ())
    assert planned(work) == seen
    assert any(pairs(planned(work, shuffle=n)) != pairs(seen) for n in range(1, 5))
    allocation.assign_readers(work.teacher, work.assignment.id, seen.stamp)
    names = {session.actor_id: name for name, session in work.people.items()}
    given = {
        (names[claim.reviewer_id], names[store.submissions.find(claim.submission_id).author_id])
        for claim in store.claims.all()
    }
    assert given == pairs(seen)
    assert len(store.activities.where(did=Did.READERS_ASSIGNED)) == 1
    assert planned(work).given == 0


def test_what_was_given_is_a_claim_like_any_other(work: ClassAtWork) -> None:
    done(work)
    ann = work.people["Ann"]
    board = reviews.review_board(ann)
    assert [held.is_assigned for held in board.held] == [True, True]
    assert (board.may_claim, board.offers) == (True, ()), "the cap is for what one takes oneself"
    first, second = board.held
    assert (first.claim.expires_at - work.clock.now()).days == 14, "no end of the phase is planned"
    work.fills(ann, first.claim)
    assert reviewing.submit_review(ann, first.claim.id)
    reviews.decline_review(ann, second.claim.id, "We are related.")
    again = planned(work)
    ((reader, texts),) = [(r.reader, r.texts) for r in again.rows if r.texts and r.reader != "Ann"]
    assert reader != second.submission.title
    assert [text.author for text in texts] == [second.submission.title]
    (instead,) = [text for row in again.rows for text in row.texts if row.reader == "Ann"]
    assert instead.extra, "who has less than the others is asked for another"
    assert instead.author not in (first.submission.title, second.submission.title)


def test_it_lasts_to_the_end_of_the_phase_and_is_free_after_it(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    now = work.clock.now()
    starts = {Phase.REVIEW: now, Phase.REVISION: now.replace(day=now.day + 5)}
    work.assignment = work.another_assignment(starts=starts, reviews_wanted=1)
    for name, who in work.people.items():
        work.hands_in(who, title=name)
    done(work)
    (held,) = reviews.review_board(work.people["Ann"]).held
    assert held.claim.expires_at == starts[Phase.REVISION]
    assert offered(work.people["Bo"]) == []
    work.clock.time = starts[Phase.REVISION]
    assert reviews.review_board(work.people["Ann"]).held == ()
    assert len(offered(work.people["Bo"])) == 3


def test_a_plan_that_is_not_true_any_more_is_not_done(work: ClassAtWork) -> None:
    stamp = planned(work).stamp
    work.claims(work.people["Ann"], of(work, work.people["Bo"]))
    with pytest.raises(PlanChanged):
        allocation.assign_readers(work.teacher, work.assignment.id, stamp)
    assert work.center.store.claims.count() == 1
    assert ("Ann", "Bo") not in pairs(done(work))


def test_late_comers_are_added_and_what_is_under_way_stays(work: ClassAtWork) -> None:
    done(work)
    before = work.center.store.claims.all()
    for name in ("Late", "Later"):
        work.hands_in(work.joins(name), title=name)
    again = done(work)
    kept = work.center.store.claims.all()
    assert kept[: len(before)] == before
    assert {text.author for row in again.rows for text in row.texts if not text.extra} == {
        "Late",
        "Later",
    }
    assert again.most - again.least <= 1
    loads = Counter(claim.reviewer_id for claim in kept)
    assert max(loads.values()) - min(loads.values()) <= 1
    assert loads[work.people["Late"].actor_id] == 2


def test_the_teachers_wishes_are_kept(work: ClassAtWork) -> None:
    wish(work, PairKind.READS, "Ann", "Bo")
    wish(work, PairKind.READS, "Bo", "Ann")
    wish(work, PairKind.APART, "Cy", "Di")
    for shuffle in range(5):
        plan = planned(work, shuffle=shuffle)
        assert {("Ann", "Bo"), ("Bo", "Ann")} <= pairs(plan)
        assert not {("Cy", "Di"), ("Di", "Cy")} & pairs(plan)
        assert plan.mutual == ("Ann and Bo",)
        assert plan.most - plan.least <= 1
    assert "Di" not in offered(work.people["Cy"]), "the board keeps them as well"
    wished = {(row.reader, text.author) for row in plan.rows for text in row.texts if text.wished}
    assert wished == {("Ann", "Bo"), ("Bo", "Ann")}


def test_wishes_that_contradict_are_named(work: ClassAtWork) -> None:
    first = wish(work, PairKind.READS, "Ann", "Bo")
    assert wish(work, PairKind.READS, "Ann", "Bo") == first
    with pytest.raises(InvalidInput, match="to the contrary"):
        wish(work, PairKind.APART, "Bo", "Ann")
    with pytest.raises(InvalidInput, match="different"):
        wish(work, PairKind.READS, "Bo", "Bo")
    ids = [work.people[name].actor_id for name in ("Cy", "Di")]
    conflicts.keep_away(work.people["Cy"], ids[1])
    with pytest.raises(InvalidInput, match="Di and Cy are kept apart"):
        wish(work, PairKind.READS, "Di", "Cy")
    (named,) = pairing.pair_rules_of(work.teacher, work.assignment.id)
    assert (named.reader, named.author) == ("Ann", "Bo")
    pairing.remove_pair_rule(work.teacher, first.id)
    assert pairing.pair_rules_of(work.teacher, work.assignment.id) == []


def test_what_can_not_be_is_said_with_names(work: ClassAtWork) -> None:
    eve, fay = work.people["Eve"], work.people["Fay"]
    work.joins("Hal")
    wish(work, PairKind.READS, "Ann", "Hal")
    wish(work, PairKind.READS, "Eve", "Fay")
    wish(work, PairKind.READS, "Bo", "Cy")
    wish(work, PairKind.READS, "Cy", "Di")
    reviews.release_review(eve, work.claims(eve, of(work, fay)).id)
    conflicts.keep_away(work.people["Cy"], work.people["Bo"].actor_id)
    di = of(work, work.people["Di"])
    together = replace(di, coauthor_ids=(work.people["Cy"].actor_id,))
    work.center.store.submissions.put(together)
    for name in ("Ann", "Bo", "Eve", "Fay"):
        if name != "Gus":
            conflicts.keep_apart(
                work.teacher,
                work.group.id,
                work.people["Gus"].actor_id,
                work.people[name].actor_id,
            )
    plan = planned(work)
    assert plan.problems == (
        "Ann is to read Hal, who has not handed in yet.",
        "Eve is to read Fay, but has given the text back.",
        "Bo is to read Cy, but the two are kept apart.",
        "Cy is to read Di, but they wrote the text together.",
    )
    conflicts.keep_apart(
        work.teacher, work.group.id, work.people["Gus"].actor_id, work.people["Di"].actor_id
    )
    assert (
        "“Gus” by Gus gets 1 of 2 readers: nobody else in the class may read it."
        in planned(work).problems
    )


def test_those_who_have_not_handed_in_read_only_if_the_teacher_says_so(work: ClassAtWork) -> None:
    work.joins("Hal")
    assert "Hal" not in {row.reader for row in planned(work).rows}
    everybody = planned(work, everybody=True)
    assert "Hal" in {row.reader for row in everybody.rows}
    assert everybody.most - everybody.least <= 1


def test_it_waits_for_the_review_phase(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    for name, who in work.people.items():
        work.hands_in(who, title=name)
    assert planned(work).given == 6, "a teacher may look before"
    with pytest.raises(PhaseClosed, match="begin it first"):
        done(work)


def test_readers_from_other_classes_choose_for_themselves(work: ClassAtWork) -> None:
    work.center.store.assignments.put(
        replace(work.assignment, readers_from=ReadersFrom.OTHER_CLASSES)
    )
    with pytest.raises(NotAllowed, match="choose for themselves"):
        planned(work)


def test_second_drafts_go_to_who_read_the_first(work: ClassAtWork) -> None:
    first = pairs(done(work))
    for session in work.people.values():
        for held in reviews.review_board(session).held:
            work.fills(session, held.claim)
            reviewing.submit_review(session, held.claim.id)
    for name, session in work.people.items():
        work.hands_in(session, "Another text.", title=name)
    work.clock.forward(days=1)
    work.begins(Phase.REVIEW)
    second = pairs(done(work))
    for name in NAMES:
        again = {r for r, a in first if a == name} & {r for r, a in second if a == name}
        assert again, "at least one of them, and one may be fresh"
    assert len(second) == 14


def test_a_class_of_three_works(class_of: Maker) -> None:
    """From the first draft to the answers, by pulling and by being given."""
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = in_review(work, "Ann", "Bo", "Cy")
    plan = done(work)
    assert (plan.least, plan.most, plan.problems) == (2, 2, ())
    for session in (ann, bo, cy):
        for held in reviews.review_board(session).held:
            work.fills(session, held.claim)
            reviewing.submit_review(session, held.claim.id)
    work.begins(Phase.REVISION)
    for name, session in (("Ann", ann), ("Bo", bo), ("Cy", cy)):
        work.hands_in(session, "Another text.", title=name)
    for session in (ann, bo, cy):
        for _ in range(2):
            claim = reviews.claim_next(session)
            work.clock.forward(minutes=5)
            reviewing.save_review(session, claim.id, answer="Yes.", summary="Go on.")
            reviewing.submit_review(session, claim.id)
    counts = Counter(review.submission_id for review in work.center.store.reviews.all())
    assert set(counts.values()) == {2}
    assert len(counts) == 6


def test_a_wish_takes_the_text_that_can_be_read(class_of: Maker) -> None:
    work = class_of("Ann", "Bo", "Cy")
    ann, bo, cy = work.people.values()
    alone = work.hands_in(ann, title="Alone")
    hands_in_together(work, bo, ann, cy)
    work.begins(Phase.REVIEW)
    wish(work, PairKind.READS, "Cy", "Ann")
    [row] = [row for row in planned(work).rows if row.reader == "Cy"]
    assert [(text.title, text.wished) for text in row.texts] == [(alone.title, True)]
    leaving.take_out_of_class(work.teacher, work.group.id, ann.actor_id)
    assert "Cy is to read Ann; Ann is not in the class any more." in planned(work).problems


def test_who_comes_back_to_the_class_has_given_nothing_back(class_of: Maker) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people.values()
    text = work.hands_in(ann)
    work.hands_in(bo)
    work.begins(Phase.REVIEW)
    work.claims(bo, text)
    leaving.take_out_of_class(work.teacher, work.group.id, bo.actor_id)
    accounts.enrol(work.center, work.group, bo.actor)
    wish(work, PairKind.READS, "Bo", "Ann")
    assert ("Bo", "Ann") in pairs(planned(work))
    assert not any("given the text back" in one for one in planned(work).problems)
