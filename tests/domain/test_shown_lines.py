"""What a line is, told from the lines around it; nothing of a text is lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.shown_lines import Line, LineKind, shown_lines, shown_words


def seen(text: str, line: Line) -> list[str]:
    """What is shown of each cell of a line."""
    return [
        "".join(text[run.start : run.end] for run in cell if not run.is_mark) for cell in line.cells
    ]


def kinds(text: str) -> list[str]:
    return [f"{line.kind}{line.level or ''}{'>' * line.is_quoted}" for line in shown_lines(text)]


def shown(text: str) -> list[str]:
    return [" | ".join(seen(text, line)) for line in shown_lines(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("## In *the* evening ##", ["heading2"], ["In the evening"]),
        ("#hash\n\n# \n\n####### seven", ["plain"] * 3, ["#hash", "# ", "####### seven"]),
        ("- one\n  - two\n* *three*", ["item", "item1", "item"], ["one", "two", "three"]),
        ("1. one\n2) two", ["numbered"] * 2, ["1. one", "2) two"]),
        ("In\n1986. A year", ["plain"] * 2, ["In", "1986. A year"]),
        ("-not -- an item\n\n- ", ["plain"] * 2, ["-not -- an item", "- "]),
        ("> She *said*\n> - one", ["plain>", "item>"], ["She said", "one"]),
        ("> ", ["plain"], ["> "]),
        ("a\n\n* * *\n\n---\n\nb", ["plain", "rule", "rule", "plain"], ["a", "", "", "b"]),
        ("A title\n---\nOther\n===", ["plain"] * 4, ["A title", "---", "Other", "==="]),
        ("```py\na *b*\n\n# c\n```\n*d*", ["fence", "code", "code", "fence", "plain"],
         ["", "a *b*", "# c", "", "d"]),
        ("```\nnever *closed*", ["plain"] * 2, ["```", "never closed"]),
        ("    as *if* code\n    *more*\n\nno", ["plain"] * 3,
         ["    as *if* code", "    *more*", "no"]),
        ("one\\\ntwo\\", ["plain"] * 2, ["one", "two\\"]),
        ("Heard[^a].\n\n[^a]: by *her*", ["plain", "note"], ["Hearda.", "a by her"]),
        ("[a]: http://a_b_c", ["plain"], ["[a]: http://a_b_c"]),
    ],
)  # fmt: skip
def test_what_lines_are(text: str, kind: list[str], words: list[str]) -> None:
    assert kinds(text) == kind
    assert shown(text) == words


def test_a_table_is_cut_into_its_cells() -> None:
    text = "| When | *Who* |\n|:--|--:|\n| a \\| b | `c` |\nd | e\n\nf | g"
    assert kinds(text) == ["row1", "divider", "row", "row", "plain"]
    assert shown(text) == ["When | Who", "", "a | b | c", "d | e", "f | g"]
    [head, *_] = shown_lines(text)
    assert len(head.cells) == 2


def test_a_table_needs_as_many_columns_as_its_line_of_dashes() -> None:
    assert kinds("a | b | c\n--- | ---\nd | e") == ["plain"] * 3


@given(st.text("ab #>-*`~|\n[^]:1.\\_ \t🎈", max_size=80))
def test_the_lines_are_the_text(text: str) -> None:
    found = shown_lines(text)
    assert [text[line.start : line.end] for line in found] == [
        line for line in text.split("\n") if line.strip()
    ]
    for line in found:
        edges = [run.start for run in line.runs] + [line.end]
        assert edges == [line.start, *(run.end for run in line.runs)]


@given(st.text("ab #>-*`~|\n[^]:1.\\_ \t🎈", max_size=80))
def test_words_are_what_is_not_a_mark(text: str) -> None:
    marks = [run for line in shown_lines(text) for run in line.runs if run.is_mark]
    rest = "".join(
        sign for i, sign in enumerate(text) if not any(one.start <= i < one.end for one in marks)
    )
    assert shown_words(text) == (rest if rest.strip() else text)


@pytest.mark.parametrize(
    "piece", ["```\n", "> ", "| a ", "    ", "- ", "|-", "# #", "[^a]: ", "a\n", "1. a\n", "\t|"]
)
def test_what_never_ends_is_read(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    for words in (text, f"a|b\n-|-\n{text}", f"{text}|\n{text}x"):
        found = shown_lines(words)
        assert all(one.end <= two.start for one, two in itertools.pairwise(found))


def test_the_sorts_of_lines_that_are_only_marks() -> None:
    assert {
        line.kind for line in shown_lines("```\na\n```") if not seen("```\na\n```", line)[0]
    } == {LineKind.FENCE}
