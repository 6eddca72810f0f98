"""Markdown as HTML: footnotes and tables too, and nothing that acts."""

import re

import pytest

from writing_center.documents.markdown import ALLOWED_TAGS, to_safe_html


def test_footnotes_stand_at_the_end_with_their_numbers() -> None:
    html = to_safe_html("One[^a], two[^b], one again[^a].\n\n[^b]: B *and*\n\n    more\n[^a]: A")
    assert "One<sup>1</sup>, two<sup>2</sup>, one again<sup>1</sup>." in html
    notes = html.split("<hr>")[1]
    assert re.findall(r"<p[^>]*>(.*?)</p>", notes) == ["A", "B <em>and</em>", "more"]
    assert "href" not in html  # the page's addresses are places of the desk
    assert " id=" not in html


def test_tables_and_the_numbers_of_lists() -> None:
    html = to_safe_html("| a | b |\n|---|:-:|\n| 1 | **2** |\n\n4. four")
    assert '<th dir="auto">a</th>' in html
    assert '<td dir="auto"><strong>2</strong></td>' in html
    assert '<ol start="4" dir="auto">' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1)) [y](data:text/html,x) ![z](https://e.org/z.png)",
        "[^1]\n\n[^1]: <img src=x onerror=alert(1)> [x](vbscript:x)",
        "[^<b>]\n\n[^<b>]: x",
        '[^"onmouseover=alert(1)]\n\n[^"onmouseover=alert(1)]: x',
        "| <svg onload=alert(1)> |\n|---|\n| [x](JaVaScRiPt:alert(1)) |",
        "^[inline <iframe src=//e.org>]",
        "```<script>\nalert(1)\n```",
        "<https://e.org/\"onclick=alert(1)>",
    ],
)  # fmt: skip
def test_nothing_acts(text: str) -> None:
    html = to_safe_html(text)
    tags = {tag.lower() for tag in re.findall(r"<\s*/?([a-zA-Z0-9]+)", html)}
    assert tags <= ALLOWED_TAGS
    for opened in re.findall(r"<[a-zA-Z][^>]*>", html):
        assert not re.search(r"\son\w+\s*=|style=|src=|(?:javascript|data|vbscript):", opened, re.I)


def test_a_link_opens_elsewhere_and_the_page_stays() -> None:
    html = to_safe_html("[a](https://e.org/x) <https://e.org> [b](MAILTO:a@e.org)")
    assert html.count(' target="_blank" rel="noopener noreferrer nofollow"') == 3
    assert re.findall(r'href="(.*?)"', html) == [
        "https://e.org/x",
        "https://e.org",
        "MAILTO:a@e.org",
    ]


@pytest.mark.parametrize(
    "place", ["#/me", "sign-out", "/sign-out", "//e.org", "?x", "\\\\e.org", "https:x"]
)
def test_no_link_leads_to_places_of_the_page(place: str) -> None:
    assert "href" not in to_safe_html(f"[here]({place}) [there]\n\n[there]: {place}")


@pytest.mark.parametrize(
    "text",
    [
        "[^1]" * 20_000 + "\n\n[^1]: x",
        "> " * 5_000 + "x",
        "*a" * 30_000,
        "[" * 30_000,
        "`" * 30_000,
        "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(2_000)) + "[^0]",
    ],
    ids=["calls", "quotations", "stars", "brackets", "ticks", "chain"],
)
def test_texts_that_would_take_long(text: str) -> None:
    assert to_safe_html(text) is not None
