"""What a reviewer hears of authors' answers, and which ratings count."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.answering import (
    CountedRating,
    Heard,
    LeftOut,
    Reason,
    Standing,
    chosen_reasons,
    count_rating,
    counts_anyway,
    heard_from,
    heard_moments,
    how_received,
    kept_of,
    shrunk_helpfulness,
    versions_of,
)
from writing_center.domain.errors import InvalidInput
from writing_center.domain.reviews import BackEvaluation, EarlierRating

from .examples import NOW


def an_answer(
    author: str, rating: int = 4, *, minute: int = 0, before: int | None = None, **more: object
) -> BackEvaluation:
    """``before``: what the author said a minute earlier, before they saw levels."""
    at = NOW + timedelta(minutes=minute)
    earlier = () if before is None else (EarlierRating(before, at - timedelta(minutes=1)),)
    fields = {"why": "", "reasons": (), "thanks": "", **more}
    return BackEvaluation(f"{author}@{minute}", author, rating, at=at, earlier=earlier, **fields)  # type: ignore[arg-type]


def heard(*answers: BackEvaluation) -> Heard | None:
    return heard_from(versions(*answers))


def versions(*answers: BackEvaluation) -> list[CountedRating]:
    return [count_rating(v, Standing()) for one in answers for v in versions_of(one)]


def test_what_could_be_only_one_authors_is_not_heard() -> None:
    assert heard() is None
    assert heard(an_answer("ana", why="Good.")) is None
    twice = (an_answer("ana", why="One."), an_answer("ana", why="Two.", minute=5))
    assert heard(*twice) is None
    both = heard(an_answer("ana", why="From Ana"), an_answer("bo", why="a word", minute=1))
    assert both is not None
    assert both.words == ("a word", "From Ana"), "by the alphabet, not by who or when"


def test_nothing_new_is_heard_until_two_more_authors_answered() -> None:
    first = [an_answer("ana", thanks="A"), an_answer("bo", thanks="B", minute=1)]
    then = heard(*first)
    third = an_answer("cy", thanks="C", minute=2)
    assert heard(*first, third) == then, "what is new today would be Cy's"
    again = an_answer("cy", thanks="C again", minute=3)
    assert heard(*first, third, again) == then
    fourth = heard(*first, third, again, an_answer("ana", thanks="D", minute=4))
    assert fourth is not None
    assert fourth.thanks == ("A", "B", "C", "C again", "D")


def test_a_change_of_mind_does_not_move_an_answer_to_another_batch() -> None:
    early = an_answer("ana", 5, minute=90, before=4, thanks="changed")
    bo, cy = an_answer("bo", minute=91), an_answer("cy", minute=92)
    # Ana's first answer came before Bo's: the two of them are the batch, Cy's waits.
    told = heard(cy, bo, early)
    assert told is not None
    assert told.thanks == ("changed",)
    assert heard(early, cy) is not None


def test_who_wrote_together_could_be_one_voice() -> None:
    ana, bo, cy = (
        an_answer(name, minute=at, thanks=name) for at, name in enumerate(("a", "b", "c"))
    )
    pair = [replace(count_rating(one, Standing()), coauthor_ids=("a", "b")) for one in (ana, bo)]
    assert heard_from(pair) is None
    both = heard_from([*pair, count_rating(cy, Standing())])
    assert both is not None
    assert both.thanks == ("a", "b", "c")


def test_what_an_older_store_did_not_keep_is_what_stands_today() -> None:
    changed = an_answer("ana", 2, minute=9, before=4, why="Today’s")
    assert [(one.helpfulness, one.why) for one in versions_of(changed)] == [
        (4, "Today’s"),
        (2, "Today’s"),
    ]
    (first,) = kept_of(an_answer("ana", 4, why="Heard"), heard={NOW})
    assert (first.why, first.helpfulness) == ("Heard", 4)
    (first,) = kept_of(an_answer("ana", 4, why="Unheard"), heard=())
    assert (first.why, first.helpfulness) == ("", 4)


def test_how_many_gave_a_reason_is_not_told() -> None:
    vague = {"reasons": ("too_vague",)}
    both = heard(an_answer("ana", **vague), an_answer("bo", minute=1, **vague))
    one = heard(an_answer("ana", **vague), an_answer("bo", minute=1))
    assert both == one
    assert both is not None
    assert both.reasons == (Reason.TOO_VAGUE,)


acts = st.lists(
    st.tuples(st.sampled_from(("a1", "a2", "b1", "c1")), st.integers(1, 5), st.text(max_size=3))
)


@given(acts)
def test_whatever_is_new_could_be_two_authors(done: list[tuple[str, int, str]]) -> None:
    """Act by act, each answering one of two reviews or changing what they said before: between
    any two things that a reviewer can see, two authors have done something."""
    said: dict[str, BackEvaluation] = {}
    before: Heard | None = None
    since: set[str] = set()
    for minute, (which, rating, thanks) in enumerate(done):
        answer = an_answer(which[0], rating, minute=minute, thanks=thanks)
        known = said.get(which)
        if known is not None:
            heard_at = heard_moments(versions(*said.values()), known.id)
            answer = replace(answer, id=known.id, earlier=kept_of(known, heard_at))
        said[which] = answer
        since.add(answer.author_id)
        now = heard(*said.values())
        if now != before:
            assert len(since) >= 2
            before, since = now, set()
    if len({which[0] for which, *_ in done}) > 1:
        assert before is not None, "and something is heard"


def test_reasons_come_from_a_closed_list() -> None:
    assert chosen_reasons(["too_vague", "clear_place", "too_vague"]) == ("clear_place", "too_vague")
    assert chosen_reasons([]) == ()
    with pytest.raises(InvalidInput):
        chosen_reasons(["too_vague", "<script>"])


def test_helpfulness_is_shrunk() -> None:
    assert shrunk_helpfulness([5]) == 3.75
    assert shrunk_helpfulness([]) == 3.5
    assert shrunk_helpfulness([1] * 95) == pytest.approx(1.125)


LOW = Standing(has_low_levels=True)


def test_lowered_after_low_levels_does_not_count() -> None:
    kept = count_rating(an_answer("ana", 1, before=4), LOW)
    assert (kept.counts, kept.left_out) == (4, LeftOut.LOWERED)
    explained = count_rating(an_answer("ana", 1, before=4, why="It was wrong."), LOW)
    assert explained.counts == 4, (
        "the words are passed on; the number from before the levels counts"
    )


@pytest.mark.parametrize(
    ("answer", "standing", "counts"),
    [
        (an_answer("ana", 1), LOW, 1),  # said before the levels were seen: it can't retaliate
        (an_answer("ana", 2, before=4), Standing(), 2),  # the levels were not low
        (an_answer("ana", 5, before=3), LOW, 5),  # raised
        (an_answer("ana", 3, before=3), LOW, 3),
    ],
)
def test_any_other_rating_counts(answer: BackEvaluation, standing: Standing, counts: int) -> None:
    assert count_rating(answer, standing) == CountedRating(answer, counts)


def test_a_low_rating_for_a_reader_who_was_strict_before() -> None:
    known = Standing(had_low_before=True, others=(4, 5))
    assert count_rating(an_answer("ana", 1), known).counts is None
    assert count_rating(an_answer("ana", 1), known).left_out is LeftOut.WITHOUT_REASON
    assert count_rating(an_answer("ana", 1, why="Off."), known).counts == 1
    assert count_rating(an_answer("ana", 2, reasons=("too_vague",)), known).counts == 2
    assert count_rating(an_answer("ana", 3), known).counts == 3
    alone = Standing(had_low_before=True)
    assert count_rating(an_answer("ana", 1), alone).counts == 1
    alike = Standing(had_low_before=True, others=(2, 5))
    assert count_rating(an_answer("ana", 1), alike).counts == 1


@given(
    st.integers(1, 5),
    st.none() | st.integers(1, 5),
    st.sampled_from(["", "why"]),
    st.builds(Standing, st.booleans(), st.booleans(), st.lists(st.integers(1, 5)).map(tuple)),
)
def test_most_count_whatever_stands_beside_them(
    rating: int, before: int | None, why: str, standing: Standing
) -> None:
    answer = an_answer("ana", rating, before=before, why=why)
    if counts_anyway(answer):
        assert count_rating(answer, standing) == CountedRating(answer, rating)


def test_one_sentence_for_the_teacher_and_the_student() -> None:
    assert "without naming" in how_received(None)
    told = how_received(Heard((Reason.TOO_VAGUE,), ("secret",), (), 3.0))
    assert told == "Writers would like something more from these reviews. They said: “too vague”."
    assert "very helpful" in how_received(Heard((), (), (), 3.9))
    assert "secret" not in told
    assert not any(character.isdigit() for character in told)
