"""Sentences, and which became which."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writing_center.domain.alignment import align, sentences
from writing_center.domain.order import longest_rising
from writing_center.domain.pairing import Weights, chances, total_weight

WORDS = "bus driver night school rain ticket window sister evening letter".split()
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(
    lambda words: " ".join(words).capitalize() + "."
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(SENTENCE, max_size=12).map(" ".join),
    st.text(alphabet="ab.!? \n\n#-*“”…。！字مר🎈👩‍🚀é\u0301\u2028", max_size=200),
)


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dr. Li lives in the U.S. today. She left!", ["Dr. Li lives in the U.S. today.", "She left!"]),
        ("“Why?” she asked. “Go!” They went.", ["“Why?” she asked.", "“Go!”", "They went."]),
        ("It is 9.2 million… and more... Then e.g. this.", ["It is 9.2 million… and more...", "Then e.g. this."]),
        ("A cost.Then more. See www.Example.Com now.", ["A cost.", "Then more.", "See www.Example.Com now."]),
        ("# A heading\n- one\n- two\n1. Three. Four", ["# A heading", "- one", "- two", "1. Three.", "Four"]),
        ("A line that was\nbroken here. Next", ["A line that was\nbroken here.", "Next"]),
        ("我们走。你来！好吗？", ["我们走。", "你来！", "好吗？"]),
        ("🎉 Yes! 👩‍🚀 flew.", ["🎉 Yes!", "👩‍🚀 flew."]),
        ("Am 5. Mai. Im 19. Jahrhundert. Der 2. Platz.", ["Am 5. Mai.", "Im 19. Jahrhundert.", "Der 2. Platz."]),
        ("Ich war die 1. Der Rest kam um 5. Then we were 7. He left.", ["Ich war die 1.", "Der Rest kam um 5.", "Then we were 7.", "He left."]),
        ("No. I won't. Ja. Das stimmt.", ["No.", "I won't.", "Ja.", "Das stimmt."]),
        ("No. 5 is mine. See no. 6.\nTab. 1 shows it.\nIV. The end", ["No. 5 is mine.", "See no. 6.", "Tab. 1 shows it.", "IV. The end"]),
        (" \n\n ", []),
    ],
)  # fmt: skip
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(TEXTS)
def test_sentences_are_everything_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)


@given(TEXTS)
def test_a_text_is_aligned_with_itself_one_to_one(text: str) -> None:
    links = align(text, text).links
    assert [(one.old, one.new) for one in links] == [(n, n) for n in range(len(sentences(text)))]
    assert all(one.similarity == 1 and not one.is_moved for one in links)


@given(TEXTS, TEXTS)
def test_links_point_into_both_texts_and_are_the_same_each_time(old: str, new: str) -> None:
    aligned = align(old, new)
    assert aligned == align(old, new)
    assert (list(aligned.old), list(aligned.new)) == (sentences(old), sentences(new))
    pairs = [(one.old, one.new) for one in aligned.links]
    assert pairs == sorted(set(pairs))
    for one in aligned.links:
        assert 0 <= one.old < len(aligned.old)
        assert 0 <= one.new < len(aligned.new)
        assert 0 <= one.similarity <= 1


OLD = (
    "Buses stop running at nine. My sister works until ten at the hospital. "
    "Nobody asked the drivers what they think. A taxi costs more than she earns in an hour."
)


def pairs_of(new: str) -> list[tuple[int, int, bool]]:
    return [(one.old, one.new, one.is_moved) for one in align(OLD, new).links]


def test_a_sentence_that_moved_is_shown_as_moved() -> None:
    first, second, third, fourth = cut(OLD)
    moved = pairs_of(f"{fourth} {first} {second} {third}")
    assert moved == [(0, 1, False), (1, 2, False), (2, 3, False), (3, 0, True)]


def test_a_sentence_that_was_split_has_two_links() -> None:
    new = OLD.replace(
        "My sister works until ten at the hospital.",
        "My sister works until ten. Always at the hospital.",
    )
    assert [pair[:2] for pair in pairs_of(new)] == [(0, 0), (1, 1), (1, 2), (2, 3), (3, 4)]


def test_sentences_that_were_merged_share_one() -> None:
    new = OLD.replace("nine. My sister", "nine, but my sister")
    assert [pair[:2] for pair in pairs_of(new)] == [(0, 0), (1, 0), (2, 1), (3, 2)]


def test_a_reworded_sentence_is_known_by_its_place_and_its_rare_words() -> None:
    new = OLD.replace(
        "Nobody asked the drivers what they think.", "What drivers think was not asked."
    )
    assert (2, 2, False) in pairs_of(new)


def test_of_two_that_are_the_same_the_one_between_the_same_neighbours() -> None:
    old = "It rained. The bus was late. It rained. The school was shut."
    new = "The bus was late. It rained. The school was shut."
    assert [(one.old, one.new) for one in align(old, new).links] == [(1, 0), (2, 1), (3, 2)]


@given(st.lists(st.integers(0, 30), max_size=40))
def test_the_longest_rising_run(numbers: list[int]) -> None:
    best = [1] * len(numbers)
    for place, number in enumerate(numbers):
        best[place] = 1 + max((best[p] for p in range(place) if numbers[p] < number), default=0)
    run = longest_rising(numbers)
    assert len(run) == max(best, default=0)
    assert run == sorted(set(run))
    assert all(numbers[a] < numbers[b] for a, b in pairwise(run))


@settings(max_examples=40)
@given(st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_chances_are_how_the_weight_of_all_walks_turns_on_a_pair(old: int, new: int, by) -> None:  # type: ignore[no-untyped-def]
    """The chance of a pair is the slope of the walks' weight by the pair's score."""
    scores = [[by.uniform(-2, 2) for _ in range(new)] for _ in range(old)]
    weights = Weights(on=0.4, out_again=0.2, in_again=-0.3, instead=-0.1)
    found = chances(old, new, lambda i, j: scores[i][j], weights)
    step = 1e-5
    for i in range(old):
        for j in range(new):
            near = [
                total_weight(
                    old,
                    new,
                    lambda a, b, i=i, j=j, by=by: scores[a][b] + by * ((a, b) == (i, j)),  # type: ignore[misc]
                    weights,
                )
                for by in (step, -step)
            ]
            assert found[i].get(j, 0.0) == pytest.approx((near[0] - near[1]) / (2 * step), abs=2e-4)
