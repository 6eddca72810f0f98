"""Words in Markdown cells show as typed, whatever they are."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_example import HOSTILE, LINES, WORLD

from writing_center.reports.markdown import escape, escape_lines, quote

GITHUB = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80)
markup = st.text(st.sampled_from("*_`~<>[]()#|$\\&;:!-+=.1 a\n\t@w/"), max_size=60)


def shown(markdown: str) -> str:
    return html.unescape(re.sub(r"</?(p|span|br|blockquote)>", "", GITHUB.render(markdown)))


def same(one: str, other: str) -> bool:
    return one.replace("\xa0", " ").split() == other.replace("\xa0", " ").split()


@given(words | markup)
def test_one_line(text: str) -> None:
    assert same(shown(escape(text)), text)


@given(words | markup)
def test_several_lines(text: str) -> None:
    assert same(shown(escape_lines(text)), text)


@given(words | markup)
def test_quotations(text: str) -> None:
    assert same(shown(quote(text)), text)


@pytest.mark.parametrize("text", [HOSTILE, WORLD, LINES])
def test_words_that_try_to_be_more(text: str) -> None:
    assert same(shown(escape_lines(text)), text.replace("\x07", ""))


def test_no_formula_can_begin() -> None:
    # Notebooks look for formulas in the text of the rendered page: the sign has to stand alone.
    rendered = GITHUB.render(escape("$x$ and \\(y\\)"))
    assert rendered.count("<span>$</span>") == 2
    assert rendered.count("<span>\\</span>") == 2


def test_no_address_becomes_a_link() -> None:
    linking = MarkdownIt("commonmark", {"html": True})
    assert "<a" not in linking.render(escape("<http://a.example> [x](http://b.example)"))
    assert "://" not in escape("http://a.example")
    assert "www." not in escape("www.a.example")


def test_lines_and_depth_are_kept() -> None:
    assert escape_lines("a\n\n  b") == "a<br>\n<br>\n&nbsp;&nbsp;b"
