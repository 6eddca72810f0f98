"""Two versions of a text, compared: nothing invented, nothing lost, and in time."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.annotations import paragraphs
from writing_center.domain.differences import (
    Comparison,
    Kind,
    Mark,
    Stretch,
    Summary,
    compare_texts,
)
from writing_center.domain.word_differences import Effort as Steps
from writing_center.domain.word_differences import count, equal_pairs, rising, word_pieces, words

OLD = """\
Buses stop at nine. My sister works until ten. Nobody asked the drivers.

A second paragraph stands here. It has two sentences.

This one goes away entirely, with all that it says.

The last one stays as it was."""
NEW = """\
Buses stop at ten. Nobody asked the drivers.

A second paragraph stands here.

It has two sentences. My sister works until ten.

Somebody put in new words about rivers and rain.

The last one stays as it was."""

ALPHABET = ["a", "the ", "b. ", "Oh! ", "\n", "\n\n", " ", "语", "言。", "👩‍👩‍👧", "🇦🇹", "e\u0301", "ß", "\t", "’"]  # fmt: skip
texts = st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join)


def drawn(old: str, new: str) -> str:
    """The pieces as one line: -taken out-, +put in+, the rest as it stands."""
    signs = {Mark.SAME: "", Mark.ADDED: "+", Mark.REMOVED: "-"}
    return "".join(f"{signs[p.mark]}{p.text}{signs[p.mark]}" for p in word_pieces(old, new))


def shown(found: Comparison, kind: Kind) -> list[Stretch]:
    return [one for row in found.rows for one in row.stretches if one.kind is kind]


def text_of(found: Comparison, side: str) -> list[str]:
    """One text's paragraphs, put together again from the comparison."""
    built: dict[int, str] = {}
    for row in found.rows:
        for number, stretches in getattr(row, "before" if side == "old" else "after"):
            own = "".join(getattr(p, side) for s in stretches if not s.is_break for p in s.pieces)
            built[number] = built.get(number, "") + own
    return [built[number] for number in sorted(built)]


def bare(text: str) -> str:
    """``text`` without white space, which may go where a sentence runs over lines."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("It is late.", "It is late.", "It is late."),
        ("Buses stop at nine.", "Buses stop at ten.", "Buses stop at -nine-+ten+."),
        ("", "New.", "+New.+"),
        ("Old.", "", "-Old.-"),
        ("我喜欢吃苹果。", "我很喜欢吃香蕉。", "我+很+喜欢吃-苹果-+香蕉+。"),
        ("cafe\u0301 noir", "cafe noir", "-cafe\u0301 -+cafe +noir"),
        ("Hi 👩‍👩‍👧!", "Hi 👩‍👩‍👦!", "Hi -👩‍👩‍👧-+👩‍👩‍👦+!"),
        ("🇦🇹🇩🇪", "🇦🇹🇨🇭", "🇦🇹-🇩🇪-+🇨🇭+"),
        ("👍🏽 yes", "👍 yes", "-👍🏽 -+👍 +yes"),
        ("I don’t know", "I do know", "I -don’t -+do +know"),
        ("two  spaces", "two spaces", "two spaces"),
        (
            "The first thing is that a man, for one, is kind.",
            "Nobody asked drivers, who were a bit tired.",
            "-The first thing is that a man, for one, is kind.-"
            "+Nobody asked drivers, who were a bit tired.+",
        ),
    ],
)
def test_words_that_changed(old: str, new: str, line: str) -> None:
    assert drawn(old, new) == line


def test_letters_are_not_torn_from_what_belongs_to_them() -> None:
    assert words("e\u0301tude हिन्दी ไทย 👍🏽x") == ["e\u0301tude", " ", "हिन्दी", " ", *"ไทย", " ", "👍🏽", "x"]  # fmt: skip
    assert count("One, two … 三四!") == 4


@given(texts, texts)
def test_both_texts_are_in_their_pieces(old: str, new: str) -> None:
    pieces = word_pieces(old, new)
    assert "".join(p.old for p in pieces) == old
    assert "".join(p.new for p in pieces) == new
    assert "".join(words(old)) == old
    for p in pieces:
        assert (not p.new) if p.mark is Mark.REMOVED else p.new
        assert (not p.old) if p.mark is Mark.ADDED else p.old


@given(texts, texts)
def test_nothing_is_lost_and_nothing_invented(old: str, new: str) -> None:
    found = compare_texts(old, new)
    assert bare("".join(text_of(found, "old"))) == bare(old)
    assert bare("".join(text_of(found, "new"))) == bare(new)
    together = [one for row in found.rows for _, held in row.together for one in held]
    assert together == [one for row in found.rows for one in row.stretches]
    numbers = sorted({one.change for one in together} - {0})
    assert numbers == list(range(1, found.changes + 1))
    for one in together:
        assert bool(one.change) is (one.kind is not Kind.SAME)


@given(texts)
def test_a_text_has_no_differences_with_itself(text: str) -> None:
    found = compare_texts(text, text)
    assert found.summary.is_nothing
    assert found.changes == 0


def test_paragraphs_are_what_they_were() -> None:
    found = compare_texts(OLD, NEW)
    assert text_of(found, "old") == [OLD[a:b] for a, b in paragraphs(OLD)]
    assert text_of(found, "new") == [NEW[a:b] for a, b in paragraphs(NEW)]


def test_a_sentence_that_runs_over_lines() -> None:
    old = "The bus that we take\nwhen it rains is late. It is full."
    found = compare_texts(old, old.replace("late", "early"))
    assert found.summary == Summary(words_added=1, words_removed=1)
    assert bare("".join(text_of(found, "old"))) == bare(old)


def test_a_revision() -> None:
    found = compare_texts(OLD, NEW)
    assert found.summary == Summary(words_added=10, words_removed=11, sentences_moved=1, breaks=1)
    [changed] = shown(found, Kind.CHANGED)
    assert [p.text.strip() for p in changed.pieces if p.mark is not Mark.SAME] == ["nine", "ten"]
    assert {one.pieces[0].old for one in shown(found, Kind.SAME)} >= {"Nobody asked the drivers."}
    assert [(len(row.before), len(row.after)) for row in found.rows] == [
        (1, 1),
        (1, 2),
        (1, 0),
        (0, 1),
        (1, 1),
    ]


def test_what_moved_stands_at_both_places() -> None:
    found = compare_texts(OLD, NEW)
    [away], [here] = shown(found, Kind.MOVED_AWAY), shown(found, Kind.MOVED_HERE)
    assert away.move == here.move == 1
    assert (away.old_paragraph, away.other_paragraph) == (1, 3)
    assert (here.new_paragraph, here.other_paragraph) == (3, 1)
    assert away.pieces[0].old.strip() == "My sister works until ten."
    assert all(p.mark is Mark.SAME for p in here.pieces)


def test_a_paragraph_that_was_split_or_joined() -> None:
    one, two = "It rains. We stay at home.", "It rains.\n\nWe stay at home."
    for old, new, mark in ((one, two, Mark.ADDED), (two, one, Mark.REMOVED)):
        found = compare_texts(old, new)
        assert found.summary == Summary(breaks=1)
        [sign] = [s for row in found.rows for s in row.stretches if s.is_break]
        assert sign.pieces[0].mark is mark
        assert len(found.rows) == found.changes == 1


def test_a_paragraph_is_split_where_it_ends_now() -> None:
    found = compare_texts("It rains. We go home.", "It rains.\n\nWords so new.\n\nWe go home.")
    column = [(n, held) for row in found.rows for n, held in row.together]
    assert [(n, [one.is_break for one in held]) for n, held in column] == [
        (1, [False, True]),
        (2, [False]),
        (3, [False]),
    ]


def test_in_one_column_a_removed_sentence_stays_in_its_paragraph() -> None:
    found = compare_texts(OLD, NEW)
    column = [(n, [one.kind for one in held]) for row in found.rows for n, held in row.together]
    assert column[0] == (1, [Kind.CHANGED, Kind.MOVED_AWAY, Kind.SAME])
    assert (0, [Kind.REMOVED]) in column


def test_equal_things_are_found_in_order() -> None:
    assert equal_pairs("abcde", "xbcye", Steps()) == [(1, 1), (2, 2), (4, 4)]
    assert rising([3, 1, 2, 0, 5]) == [1, 2, 4]
    assert rising([]) == []
    some = random.Random(4)
    one = [str(some.randrange(5000)) for _ in range(3000)]
    other = [word for word in one if some.random() > 0.2]
    pairs = equal_pairs(one, other, Steps())
    assert all(one[a] == other[b] for a, b in pairs)
    assert pairs == sorted(set(pairs))
    assert len(pairs) > 0.98 * len(other)


def test_used_up_effort_makes_it_coarser_but_not_wrong() -> None:
    old, new = "a b c d e f", "a x c y e f"
    pieces = word_pieces(old, new, Steps(0))
    assert "".join(p.old for p in pieces) == old
    assert "".join(p.new for p in pieces) == new
    assert [p.text.strip() for p in pieces if p.mark is Mark.SAME] == ["a", "c", "e f"]


def long_text(some: random.Random, characters: int) -> str:
    vocabulary = [f"w{n}" for n in range(3000)]
    parts: list[str] = []
    size = 0
    while size < characters:
        sentence = " ".join(some.choices(vocabulary, k=some.randint(5, 25))).capitalize()
        parts.append(sentence + some.choice([". ", ". ", "! ", ".\n\n"]))
        size += len(parts[-1])
    return "".join(parts)


def _long_pairs() -> dict[str, tuple[str, str]]:
    some = random.Random(1)
    old = long_text(some, 200_000)
    new = "".join(s for s in re.split(r"(?<=[.!]\s)", old) if some.random() > 0.05)
    new = re.sub(r"\bw1\d\b", "changed", new)
    characters = "天地玄黄宇宙洪荒日月盈昃辰宿列张"
    return {
        "an essay as long as a book": (old, new),
        "one word again and again": ("la " * 66_000, "la " * 50_000 + "lu " * 16_000),
        "one sentence again and again": ("A b. " * 40_000, "A b. " * 39_000 + "C d. " * 500),
        "no spaces": (
            "".join(some.choices(characters, k=200_000)),
            "".join(some.choices(characters, k=200_000)),
        ),
        "no end": ("x" * 200_000, "x" * 199_999 + "y"),
        "lines of a song": (("la ti " * 70 + ". ") * 470, ("ti la ti " * 50 + ". ") * 470),
    }


@pytest.mark.parametrize("name", _long_pairs())
def test_a_very_long_text_is_compared_to_its_end(name: str) -> None:
    old, new = _long_pairs()[name]
    found = compare_texts(old, new)
    assert bare("".join(text_of(found, "new"))) == bare(new)
    assert not found.summary.is_nothing


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("No walls and the ceiling was full, and we slept.", "No walls, and we slept.", "No walls [and the ceiling was full], and we slept."),
        ("Eleven people, in a row.", "Eleven people in a row.", "Eleven people[, ]in a row."),
        ("No walls, and we slept.", "No walls and a roof, and we slept.", "No walls {and a roof}, and we slept."),
    ],
)  # fmt: skip
def test_words_of_one_line_neither_run_together_nor_stand_off(
    old: str, new: str, line: str
) -> None:
    pieces = word_pieces(old, new)
    signs = {Mark.SAME: "{}", Mark.REMOVED: "[{}]", Mark.ADDED: "{{{}}}"}
    shown = [
        signs[one.mark].format(one.in_one_line(following))
        for one, following in zip(pieces, [*pieces[1:], None], strict=True)
    ]
    assert "".join(shown) == line
