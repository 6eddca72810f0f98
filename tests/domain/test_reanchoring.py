"""Comments that survive revision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.annotations import Passage, paragraphs, passage_at
from writing_center.domain.reanchoring import Fate, Found, reanchor
from writing_center.domain.sentences import sentences

from .test_alignment import OLD, TEXTS, cut

FIRST, SECOND, THIRD, FOURTH = cut(OLD)


def passage(of: str, quotation: str) -> Passage:
    start = of.index(quotation)
    return passage_at(of, start, start + len(quotation))


def find(quotation: str, new: str, old: str = OLD) -> Found:
    return reanchor(old, new, [passage(old, quotation)])[0]


def now(quotation: str, new: str, old: str = OLD) -> tuple[str | None, Fate]:
    found = find(quotation, new, old)
    return (found.passage.exact if found.passage else None, found.fate)


def any_passage(text: str, data: st.DataObject) -> Passage | None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    return passage_at(text, start, end) if text[start:end].strip() else None


@given(TEXTS, TEXTS, st.data())
def test_what_is_found_stands_there(old: str, new: str, data: st.DataObject) -> None:
    asked = any_passage(old, data)
    if asked is None:
        return
    (found,) = reanchor(old, new, [asked])
    assert (found.passage is None) == (found.fate is Fate.GONE)
    assert 0 <= found.similarity <= 1
    if found.passage:
        assert found.passage == passage_at(new, found.passage.start, found.passage.end)
        is_word_for_word = found.passage.exact.split() == asked.exact.split()
        assert (found.similarity == 1) == is_word_for_word or found.fate is Fate.CHANGED


@given(TEXTS, st.data())
def test_nothing_changed(text: str, data: st.DataObject) -> None:
    asked = any_passage(text, data)
    if asked is None:
        return
    (found,) = reanchor(text, text, [asked])
    assert found.fate is Fate.UNCHANGED
    assert found.passage is not None
    assert found.passage.exact == asked.exact.strip()
    assert found.passage.start == asked.start + len(asked.exact) - len(asked.exact.lstrip())


@given(st.sampled_from(["🎈 Up, up. ", "é́ e\u0301. \n\n", "مرحبا بك. ", "A start.\n"]), st.data())
def test_text_before_and_after_shifts_nothing(more: str, data: st.DataObject) -> None:
    asked = any_passage(OLD, data)
    if asked is None:
        return
    (found,) = reanchor(OLD, f"{more}{OLD} {more}", [asked])
    assert found.fate is Fate.UNCHANGED
    assert found.passage is not None
    assert found.passage.exact == asked.exact.strip()
    assert found.passage.start - len(more) in (asked.start, asked.start + 1)


def test_a_sentence() -> None:
    assert now(SECOND, f"New. {OLD}") == (SECOND, Fate.UNCHANGED)
    assert now(FOURTH, f"{FOURTH} {FIRST} {SECOND} {THIRD}") == (FOURTH, Fate.MOVED)
    assert now(SECOND, f"{FIRST} {THIRD} {FOURTH}") == (None, Fate.GONE)
    longer = "My sister, a nurse, works at the hospital until ten."
    assert now(SECOND, OLD.replace(SECOND, longer)) == (longer, Fate.CHANGED)


def test_part_of_a_sentence_and_a_word() -> None:
    new = OLD.replace(
        "My sister works until ten", "Since May, my younger sister works until eleven"
    )
    assert now("at the hospital", new) == ("at the hospital", Fate.UNCHANGED)
    assert now("My sister works", new) == ("my younger sister works", Fate.CHANGED)
    assert now("ister", new) == ("ister", Fate.UNCHANGED)
    # Its word is gone, its sentence is not: the comment stays with the sentence.
    whole = "Since May, my younger sister works until eleven at the hospital."
    assert now("ten", new) == (whole, Fate.CHANGED)


def test_a_misspelling_that_was_put_right() -> None:
    old = OLD.replace("hospital", "hopsital")
    assert now("hopsital", OLD, old) == ("hospital", Fate.CHANGED)


def test_words_put_in_the_place_of_its_last_or_first_ones() -> None:
    old = "It came slowly, like a canon in the music class. We waited for the rain."
    new = "It came slowly, like guests who come to the same dinner. We waited for the rain."
    assert now("like a canon in the music class", new, old) == (
        "like guests who come to the same dinner",
        Fate.CHANGED,
    )
    assert now("a canon in the", new, old) == ("guests who come to the", Fate.CHANGED)
    assert now("slowly, like a canon", new, old) == ("slowly, like", Fate.CHANGED)


def test_several_sentences_and_a_paragraph() -> None:
    old = f"{OLD}\n\nA second paragraph says something else entirely."
    new = old.replace(SECOND, f"{SECOND} In between stands a new one.")
    (start, end), _ = paragraphs(old)
    found, fate = now(old[start:end], new, old)
    assert (found, fate) == (new.split("\n")[0], Fate.CHANGED)
    swapped = "\n\n".join(reversed(old.split("\n\n")))
    assert now(OLD, swapped, old)[0] == OLD


def test_both_halves_of_a_split_sentence() -> None:
    halves = "My sister works until ten. Always at the hospital."
    assert now(SECOND, OLD.replace(SECOND, halves)) == (halves, Fate.CHANGED)


def test_code_points_before_the_passage_shift_nothing() -> None:
    new = OLD.replace("nine.", "nine 👩‍🚀🎈 e\u0301.")
    found = find(SECOND, new).passage
    assert found is not None
    assert new[found.start : found.end] == SECOND


def test_the_same_sentence_twice_goes_by_its_neighbours() -> None:
    old = f"It rained. {FIRST} It rained. {SECOND}"
    asked = [passage_at(old, 0, 10), passage_at(old, old.rindex("It"), old.rindex("It") + 10)]
    first, second = reanchor(old, f"New. {FIRST} It rained. {SECOND}", asked)
    assert second.fate is Fate.UNCHANGED
    assert first.fate is Fate.GONE


def test_a_quotation_that_outlived_its_sentence() -> None:
    old = "Zebras graze. The long road to a much fairer timetable winds on."
    new = "Zebras graze. Quite unlike before, everybody in town, old and young, rich and poor, now agrees with the mayor and her brother that a much fairer timetable winds"
    assert find("a much fairer timetable winds", new, old).passage is not None


BEES = (
    "My grandmother kept bees behind the barn in Ohio. She never wore a veil when she opened the "
    "hives. The neighbours thought that she was mad. The bees had nothing to eat for nearly three "
    "weeks. She cooked sugar syrup every night and carried it out in jam jars. I would like to "
    "keep bees again."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("three weeks. She cooked", "three weeks, so she cooked"),
        ("Ohio. She never", "Ohio; she never"),
        ("hives. The neighbours", "hives, and the neighbours"),
    ],
)
def test_two_sentences_that_became_one_are_both_there(old: str, new: str) -> None:
    merged = BEES.replace(old, new)
    asked = [passage_at(BEES, one.start, one.end) for one in sentences(BEES)]
    for passage, found in zip(asked, reanchor(BEES, merged, asked), strict=True):
        assert found.passage is not None, passage.exact
        bare = passage.exact.rstrip(".").casefold()
        assert found.passage.exact.rstrip(".").casefold() == bare


def test_three_sentences_that_became_one_are_all_there() -> None:
    merged = BEES.replace("Ohio. She", "Ohio; she").replace("hives. The", "hives, and the")
    asked = [passage_at(BEES, one.start, one.end) for one in sentences(BEES)]
    assert all(found.passage for found in reanchor(BEES, merged, asked))


def test_a_deleted_sentence_is_in_no_new_one_that_only_has_its_common_words() -> None:
    new = BEES.replace(
        "The neighbours thought that she was mad.",
        "The bees that she kept then were of a race which nobody has there any more.",
    )
    assert now("The neighbours thought that she was mad.", new, BEES) == (None, Fate.GONE)


def test_a_quotation_that_lost_its_stop_and_its_capital_far_away() -> None:
    one = "She cooked sugar syrup every night and carried it out in jam jars."
    bare = one[0].lower() + one[1:-1]
    rest = BEES.replace(f" {one}", "")
    new = f"I have often told how, in that spring, {bare}, and how proud of her I was. {rest}"
    assert now(one, new, BEES) == (bare, Fate.CHANGED)


def test_a_few_characters_stay_a_few_where_no_spaces_are() -> None:
    old = "她打开蜂箱时从来不戴面罩。邻居们都以为她疯了。"
    new = old.replace("从来不戴面罩", "从来没有戴过面罩")
    assert now("面罩", new, old) == ("面罩", Fate.UNCHANGED)
    assert now("打开蜂箱", new, old) == ("打开蜂箱", Fate.UNCHANGED)
    old = "ยายของฉันเลี้ยงผึ้งหลังโรงนา"
    assert now("ผึ้ง", old.replace("หลัง", "ข้างหลัง"), old) == ("ผึ้ง", Fate.UNCHANGED)


def test_words_that_stand_as_they_did_in_a_sentence_turned_round() -> None:
    new = BEES.replace(
        "She never wore a veil when she opened the hives.",
        "When she opened the hives, she never wore a veil.",
    )
    assert now("opened the hives", new, BEES) == ("opened the hives", Fate.UNCHANGED)
    assert now("when she opened the hives", new, BEES)[0] == "When she opened the hives"
    assert now("wore a veil", new, BEES) == ("wore a veil", Fate.UNCHANGED)
    assert now("ened the hiv", new, BEES) == ("ened the hiv", Fate.UNCHANGED)


def test_nothing_raises_whatever_the_passage_claims() -> None:
    for start, end in ((-5, 3), (0, 10_000), (500, 600), (3, 3), (9, 2)):
        assert len(reanchor(OLD, OLD, [Passage("x", "", "", start, end)])) == 1
    assert reanchor("", "", [Passage("x", "", "", 0, 1)])[0].fate is Fate.GONE
    assert reanchor(OLD, "", [passage(OLD, FIRST)]) == [Found(None, Fate.GONE, 0.0)]


def _essay(count: int) -> str:
    words = "rain ticket window sister evening letter harbour engine garden winter".split()
    return " ".join(
        f"The {words[n % 10]} number {n * 7919 % 4001} met a {words[n * 3 % 7]} by {words[n * 11 % 10]} {n}."
        for n in range(count)
    )


LONG = _essay(4_000)
GIANTS = {
    "reversed": (LONG, " ".join(reversed(cut(LONG)))),
    "every sentence changed": (LONG, LONG.replace("met", "saw").replace("The", "One")),
    "one line": ("word " * 40_000, "word " * 30_000 + "other " * 5_000),
    "no space at all": ("x" * 200_000, "y" + "x" * 199_999),
    "one sentence over and over": ("Yes. " * 40_000, "Yes. " * 39_000 + "No. "),
    "full stops": (". " * 20_000, "! " * 20_000),
    "full stops without a space": ("." * 100_000, "." * 99_000 + "!" * 1_000),
    "no sentence ends": (
        "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(100_000)),
        "".join(chr(0x4E00 + n * 6101 % 20_000) for n in range(100_000)),
    ),
}


@pytest.mark.parametrize("name", GIANTS)
def test_a_book_with_two_hundred_comments(name: str) -> None:
    """Time in proportion to length: with the square of it, these would take minutes."""
    old, new = GIANTS[name]
    starts = range(0, len(old) - 200, len(old) // 200)
    asked = [passage_at(old, start, start + 100) for start in starts][:200]
    assert len(reanchor(old, new, asked)) == len(asked) >= 199
