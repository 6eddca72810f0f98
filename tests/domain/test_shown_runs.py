"""Marks are told from words as CommonMark tells them, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from writing_center.domain.shown_runs import Run, runs

LINK = "https://example.org/a"


def shown(line: str, *notes: str) -> list[tuple[str, str]]:
    """What is seen, stretch by stretch, and how it looks."""
    return [
        (line[run.start : run.end], " ".join([*sorted(run.styles), *([run.href] * bool(run.href))]))
        for run in runs(line, notes=notes)
        if not run.is_mark
    ]


def words(line: str) -> str:
    return "".join(text for text, _ in shown(line))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The **boats** come", [("The ", ""), ("boats", "strong"), (" come", "")]),
        ("*in* _out_", [("in", "em"), (" ", ""), ("out", "em")]),
        ("***both***", [("both", "em strong")]),
        ("**a *b* c**", [("a ", "strong"), ("b", "em strong"), (" c", "strong")]),
        ("~~gone~~", [("gone", "del")]),
        ("`a *b* \\`", [("a *b* \\", "code")]),
        ("`` a`b ``", [("a`b", "code")]),
        ("\\*not\\* \\# a \\\\", [("*not", ""), ("* ", ""), ("# a ", ""), ("\\", "")]),
        (f"[the *gulls*]({LINK})", [("the ", LINK), ("gulls", f"em {LINK}")]),
        (f'[a]({LINK} "title") b', [("a", LINK), (" b", "")]),
        (f"[a]({LINK}_(b\\_c))", [("a", f"{LINK}_(b_c)")]),
        (f"<{LINK}>", [(LINK, LINK)]),
        ("[a](mailto:a@example.org)", [("a", "mailto:a@example.org")]),
        ("heard[^1].", [("heard", ""), ("1", "sup"), (".", "")]),
    ],
)
def test_what_is_certain_is_shown_as_it_is_meant(
    line: str, expected: list[tuple[str, str]]
) -> None:
    assert shown(line, "1") == expected


@pytest.mark.parametrize(
    "line",
    [
        "an end*ing, and **another",
        "2 * 3 * 4 and snake_case_name",
        "** spaced ** and ` alone",
        "[no](javascript:wcx(1)) [no](//example.org) [no](#/me) [no](data:text/html,x)",
        "[no](java&#10;script:wcx(1)) [no](<javascript:wcx(1)>) <javascript:wcx(1)>",
        "[a][b] [c] ![*picture*](https://example.org/p.png)",
        "unknown[^2] &amp; <b>x</b> ~one~ ~~~three~~~",
        "[broken](https://example.org",
        "",
    ],
)
def test_what_is_in_doubt_is_shown_as_it_is_written(line: str) -> None:
    assert shown(line, "1") == ([(line, "")] if line else [])


def test_a_backslash_at_the_end_is_a_mark_where_the_paragraph_goes_on() -> None:
    assert [run.is_mark for run in runs("one\\", goes_on=True)] == [False, True]
    assert [run.is_mark for run in runs("one\\")] == [False]


@given(st.text("ab *_`~\\[]()<>!^:h.🎈é\t", max_size=60), st.integers(0, 9))
def test_the_runs_of_a_line_are_the_line(line: str, at: int) -> None:
    found = runs(line, at)
    assert "".join(line[run.start - at : run.end - at] for run in found) == line
    assert [run.start for run in found] == [at, *(run.end for run in found)][: len(found)]
    assert all(run.start < run.end for run in found)


def by_markdown_it(line: str) -> list[tuple[str, frozenset[str]]]:
    """Every sign and its styles, as the renderer behind "How it reads" sees them."""
    parser = MarkdownIt("commonmark", {"html": False})
    result: list[tuple[str, frozenset[str]]] = []
    now: list[str] = []
    for token in parser.parseInline(line)[0].children or []:
        if token.type.endswith("_open"):
            now.append(token.tag)
        elif token.type.endswith("_close"):
            now.pop()
        else:
            code = ["code"] if token.type == "code_inline" else []
            text = "\\" if token.type == "hardbreak" else token.content
            result += [(sign, frozenset([*now, *code])) for sign in text]
    return result


@given(st.text("ab *_`\\.", max_size=30))
def test_emphasis_is_what_the_renderer_makes_of_it(line: str) -> None:
    mine = [
        (sign, run.styles)
        for run in runs(line)
        if not run.is_mark
        for sign in line[run.start : run.end]
    ]
    assert mine == by_markdown_it(line)


@pytest.mark.parametrize(
    "piece",
    ["*", "_a", "**a", "*a_", "[", "![", "](", "[a](", "`", "`a``", "\\", "<a:", "[^", "a*b_", "~~",
     "[a](https://x", "*a **b ", "[a](x(", " ", "***a_b__ "],
)  # fmt: skip
def test_what_never_ends_is_read(piece: str) -> None:
    line = piece * (60_000 // len(piece))
    found = runs(line)
    assert sum(run.end - run.start for run in found) == len(line)


def test_a_run_is_plain_unless_it_says_otherwise() -> None:
    assert runs("plain", 3) == [Run(3, 8)]
