from datetime import UTC, datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from writing_center.domain.annotations import passage_at
from writing_center.widgets import templates

HOSTILE = "<script>alert(1)</script>\"' & {{ 1 }}"


def test_what_people_wrote_is_escaped() -> None:
    html = templates.render("error.html", sentence=HOSTILE)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39; &amp; {{ 1 }}" in html


def test_paragraphs_and_lines_of_plain_text() -> None:
    html = templates.prose("One <b>\ntwo\n\n\n\nthree")
    assert html == Markup('<p dir="auto">One &lt;b&gt;<br>two</p><p dir="auto">three</p>')
    assert templates.prose("") == ""


def test_markdown_is_made_safe() -> None:
    html = templates.markdown("*so* <script>alert(1)</script> [x](javascript:alert(1))")
    assert "<em>so</em>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_markdown_without_its_marks() -> None:
    assert templates.plain("**so** it [is](https://example.org)") == "so it is"
    assert "<" not in templates.environment().from_string("{{ x | plain }}").render(x="a < *b*")


def test_a_passage_is_quoted_without_its_marks_and_escaped() -> None:
    passage = passage_at("She **said <b>no</b>** twice.", 4, 22)
    html = templates.environment().from_string("{{ p | seen }}").render(p=passage)
    assert html == "said &lt;b&gt;no&lt;/b&gt;"


def test_a_moment() -> None:
    at = datetime(2027, 3, 4, 15, 6, tzinfo=UTC)
    assert templates.when(at, "day") == (
        '<time datetime="2027-03-04T15:06:00+00:00" data-style="day">04 Mar 2027, 15:06 UTC</time>'
    )
    assert templates.when(None) == ""


def test_counting() -> None:
    assert templates.plural(1, "reader", "readers") == "1 reader"
    assert templates.plural(0, "reader", "readers") == "0 readers"


def test_a_value_that_was_forgotten_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError):
        templates.render("error.html")


@pytest.mark.parametrize("page", sorted(p.name for p in templates.PAGES.glob("*.html")))
def test_no_page_marks_anything_as_safe_by_hand(page: str) -> None:
    text = (Path(templates.PAGES) / page).read_text("utf-8")
    assert "| safe" not in text
    assert "|safe" not in text
    assert "autoescape" not in text
