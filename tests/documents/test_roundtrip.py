"""What is written as Markdown is shown as it was: the same words, and (where Markdown can say it)
the same looks."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from writing_center.documents.cleaning import MOST_STACKED, clean_text
from writing_center.documents.imported import Losses
from writing_center.documents.inline import write_runs
from writing_center.documents.markdown import to_safe_html
from writing_center.documents.markdown_writer import write_document
from writing_center.documents.page_reader import read_page
from writing_center.documents.structure import Run

SIGNS = st.text(st.sampled_from("ab 1.*_[]()<>#-+=|~`\\&;:!^/“”é\n"), max_size=12)
STYLES = st.frozensets(st.sampled_from(["strong", "em", "del", "code"]), max_size=3)
RUNS = st.lists(
    st.builds(Run, SIGNS, STYLES, st.sampled_from(["", "", "https://e.org/a_b"])), max_size=6
)


def shown(markdown: str) -> str:
    """The words that a reader sees, with single spaces."""
    rendered = (
        MarkdownIt("commonmark", {"breaks": True})
        .enable(["table", "strikethrough"])
        .render(markdown)
    )
    return plain(html.unescape(re.sub(r"<[^>]+>", "", rendered.replace("<br />", "\n"))))


def plain(text: str) -> str:
    return " ".join(text.split())


@given(st.text(st.sampled_from("ab 1.*_[]()<>#-+=|~`\\&;:!^/“”é"), max_size=30))
@example("* a")
@example("1) a")
@example("a\\")
@example("===")
@example("&amp;amp;")
@example("[a]: b")
@example("<a@b.c>")
@example("****")
@example("\\*")
@example("| a\\|")
def test_plain_words_are_shown_as_they_are(text: str) -> None:
    assert shown(write_runs([Run(text)])) == plain(text)


@given(
    st.lists(
        st.sampled_from(["one", "two, three", " ", "four.", "(five)"]), min_size=1, max_size=5
    ),
    st.data(),
)
def test_words_in_any_looks_are_all_there(words: list[str], data: st.DataObject) -> None:
    runs = [Run(word, data.draw(STYLES)) for word in words]
    assert shown(write_runs(runs)) == plain("".join(words))


EDGES = st.lists(
    st.tuples(
        st.sampled_from(
            ["a", "be", " ", "(", ")", "(x)", "“no”", "!", "*", "ü,", "語。", "d’e", "😀"]
        ),
        STYLES,
        st.sampled_from(["", "", "", "https://e.org/a"]),
    ).map(lambda given: Run(*given)),
    min_size=1,
    max_size=7,
)


def letters(runs: list[Run]) -> list[tuple[str, frozenset[str]]]:
    return [(one, run.style) for run in runs for one in run.text if not one.isspace()]


def rendered(markdown: str) -> list[tuple[str, frozenset[str]]]:
    """Every letter that a reader sees, with the looks it is shown in."""
    html_of = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"]).render
    looks = {"s": "del"}
    found: list[tuple[str, frozenset[str]]] = []
    within: list[str] = []
    for tag, text in re.findall(r"<([^>]+)>|([^<]+)", html_of(markdown)):
        name = tag.strip("/ ").split(" ")[0]
        if tag.startswith("/"):
            within.pop()
        elif tag and not tag.endswith("/"):
            within.append(looks.get(name, name))
        style = frozenset(within) & {"strong", "em", "del", "code"}
        found += [(one, style) for one in html.unescape(text) if not one.isspace()]
    return found


@given(EDGES)
@settings(max_examples=400)
def test_looks_are_shown_as_meant_or_given_up(runs: list[Run]) -> None:
    seen, meant = rendered(write_runs(runs)), letters(runs)
    assert [one for one, _ in seen] == [one for one, _ in meant]
    assert all(style <= wanted for (_, style), (_, wanted) in zip(seen, meant, strict=True))


WORDS = st.tuples(st.sampled_from(["a", "be", "ü", "語"]), STYLES)


@given(st.lists(WORDS, max_size=6))
def test_looks_of_whole_words_are_shown_as_meant(words: list[tuple[str, frozenset[str]]]) -> None:
    runs = [run for word in words for run in (Run(*word), Run(" "))]
    assert rendered(write_runs(runs)) == letters(runs)


B, EM, BI = frozenset({"strong"}), frozenset({"em"}), frozenset({"strong", "em"})


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([("see ",), ("(x)", B), ("y",)], "see (**x**)y"),
        ([("y",), ("(x)", B)], "y(**x**)"),
        ([("he said ",), ("“no”", EM), ("s",)], "he said “*no*”s"),
        ([("„no“", EM), ("s",)], "„*no*“s"),
        ([("see ",), ("(a) b (c)", B), ("y",)], "see (a) b (c)y"),
        ([("a (b)", B), ("y",)], "a (b)y"),
        ([("don’t (b)", B), (" y",)], "**don’t (b)** y"),
        ([("don’t!", B), ("y",)], "**don’t**!y"),
        ([("i", EM), ("bi", BI)], "*i**bi***"),
        ([("bi", BI), ("i", EM)], "***bi**i*"),
        ([("b", B), ("bi", BI), (" b", B)], "**b*bi* b**"),
        ([("b", B), ("bi", BI), (" i", EM)], "**b*bi*** *i*"),
        ([("i ", EM), ("bi", BI), (" b", B)], "*i* ***bi*** **b**"),
        ([("i", EM), ("b", B)], "*i***b**"),
        ([("un",), ("believ", BI), ("able",)], "un***believ***able"),
        ([("(", B), ("x", EM), (")", B)], "(*x*)"),
    ],
)
def test_marks_stand_where_one_would_put_them(
    runs: list[tuple[str, frozenset[str]]], expected: str
) -> None:
    made = [Run(*run) for run in runs]
    assert write_runs(made) == expected
    seen = rendered(expected)
    assert all(
        one in ((a, b), (a, frozenset())) for one, (a, b) in zip(seen, letters(made), strict=True)
    )


def test_a_link_after_an_exclamation_mark_is_no_picture() -> None:
    assert write_runs([Run("See!"), Run("a", href="https://e.org")]) == "See\\![a](https://e.org)"


@given(RUNS)
def test_nothing_that_is_written_acts(runs: list[Run]) -> None:
    rendered = to_safe_html(write_runs(runs))
    links = set(re.findall(r'href="([^"]*)"', rendered))
    assert all(
        link.startswith(("https://e.org/", "mailto:")) or link == "https://e.org/a_b"
        for link in links
    )


@given(st.text(max_size=200))
def test_any_page_is_read(text: str) -> None:
    for page in (text, f"<ul><li>{text}<table><td>{text}</ul><pre>{text}"):
        losses = Losses()
        written = write_document(read_page(page, losses), losses)
        assert "\0" not in written
        assert all(losses.sentences())


TAGS = "p div h2 ul ol li blockquote table tr td th b i a pre code sup span section".split()
PARTS = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<br>", "word"]
)


@given(st.lists(PARTS, max_size=60))
@example(["<table><tr><td>"] * 40 + ["word"])
@example(["<table>", "<tr>"] * 20 + ["word"])
@example(["<ul>"] * 40 + ["word", "<li>", "word"])
@example(["<blockquote><ol><li>"] * 20 + ["word"])
def test_no_word_is_lost(parts: list[str]) -> None:
    losses = Losses()
    html = "".join(f" w{n}w " if part == "word" else part for n, part in enumerate(parts))
    markdown = write_document(read_page(html, losses), losses)
    assert set(re.findall(r"w\d+w", markdown)) == set(re.findall(r"w\d+w", html))


@given(st.text(max_size=50))
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = clean_text(text, Losses())
    losses = Losses()
    assert clean_text(once, losses) == once
    assert losses.sentences() == ()
    assert MOST_STACKED >= 4
