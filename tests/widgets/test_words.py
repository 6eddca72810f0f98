"""What a text looks like on a page: escaped whatever it says, and complete without its tags."""

import re

import pytest
from browser.payloads import FAMILIES
from markupsafe import Markup

from writing_center.widgets.passages import cut
from writing_center.widgets.templates import environment

PAGE = """{% from "words.html" import looks, words %}\
{% for paragraph in paragraphs %}<p {{ looks(paragraph, 1) }}>{% for piece in paragraph.pieces %}\
{{ words(piece) }}{% endfor %}</p>{% endfor %}"""
TAG = re.compile(
    r'</?(?:strong|em|del|code|sup)>|<span class="wc-md" hidden>|</span>|</a>|</p>'
    r'|<a href="(?:https?://|mailto:)[^"<>\s]+" target="_blank"'
    r' rel="noopener noreferrer nofollow"(?: tabindex="-1")?>'
    r'|<p class="wc-text [a-z0-9 -]*"(?: dir="auto")?(?: role="heading" aria-level="[1-6]"| role="blockquote")?>'
)


def page(text: str) -> str:
    return environment().from_string(PAGE).render(paragraphs=cut(text, []))


def test_words_stand_within_what_they_look_like() -> None:
    html = page("## *In* the\n\n> **A [gull](https://example.org/?a=1&b=2)** cries")
    mark = '<span class="wc-md" hidden>{}</span>'.format
    assert html == (
        f'<p class="wc-text wc-text--heading" dir="auto" role="heading" aria-level="2">{mark("## ")}'
        f"{mark('*')}<em>In</em>{mark('*')} the</p>"
        f'<p class="wc-text wc-text--quoted" dir="auto" role="blockquote">{mark("&gt; ")}{mark("**")}'
        f"<strong>A </strong>{mark('[')}"
        '<a href="https://example.org/?a=1&amp;b=2" target="_blank"'
        ' rel="noopener noreferrer nofollow"><strong>gull</strong></a>'
        f"{mark('](https://example.org/?a=1&amp;b=2)')}{mark('**')} cries</p>"
    )


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_words_that_try_to_be_more_are_words(family: str) -> None:
    for words in FAMILIES[family]:
        for text in (words, f"# **{words}**", f"> - *[a {words}](https://example.org)*"):
            html = page(text)
            rest = TAG.sub("", html)
            assert "<" not in rest
            lines = [line for line in text.split("\n") if line.strip()]
            assert Markup(rest).unescape() == "".join(lines)


def test_people_who_write_from_the_right_are_read_from_the_right() -> None:
    html = page("שלום עולם\n\n- אחד\n\n| א | ב |\n|---|---|\n| 1 | 2 |")
    assert html.count('<p class="wc-text " dir="auto">') == 1
    assert 'wc-text--item" dir="auto"' in html
    sheet = (
        environment()
        .get_template("sheet.html")
        .render(
            paragraphs=cut("| א | ב |\n|---|---|\n| 1 | 2 |", []),
            notes={},
            can_comment=False,
            sheet_key="s",
        )
    )
    assert sheet.count('<span class="wc-cell" dir="auto">') == 4


def test_a_wide_tables_rows_are_named() -> None:
    wide = "|".join("abcdefghijklmn")
    html = page(f"{wide}\n{'|'.join('-' * 14)}\n{wide}\n\na|b\n-|-\nc|d")
    assert html.count('wc-text--wide" role="group" aria-label="A row of a wide table"') == 2
    assert html.count("A row of") == 2
