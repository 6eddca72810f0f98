"""Markdown from people, as HTML that can't do anything: no script, no style, no outside picture."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

ALLOWED_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
# Where people's words stand, each block is laid out from left or right by its own first letters;
# a list by those of its first item.
TURNED = {tag: {"dir": "auto"} for tag in ("p", "ul", "ol", "h3", "h4", "h5", "h6", "td", "th")}
SCHEMES = {"http", "https", "mailto"}
WHOLE = ("http://", "https://", "mailto:")


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True})
    made.enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    for name, rule in _FOOTNOTES.items():
        made.add_render_rule(name, rule)
    return made


def _number(
    _renderer: object, tokens: Sequence[Token], place: int, _options: object, _env: object
) -> str:
    return f"<sup>{int(tokens[place].meta['id']) + 1}</sup>"


def _always(html: str) -> Any:
    return lambda *_whatever: html


# Numbers without links: several texts stand on one page, and its addresses are places of the desk.
_FOOTNOTES = {
    "footnote_ref": _number,
    "footnote_block_open": _always("<hr><ol>"),
    "footnote_block_close": _always("</ol>"),
    "footnote_open": _always("<li>"),
    "footnote_close": _always("</li>"),
    "footnote_anchor": _always(""),
}


def to_safe_html(text: str) -> str:
    """``text`` rendered and sanitised. Headings start two levels down, below the page's own;
    links lead to whole addresses only, and open elsewhere with no referrer; footnotes stand at
    the end; Hebrew and Arabic run from the right; pictures and everything active are left out."""
    rendered = _parser().render(text)
    for level in (4, 3, 2, 1):
        rendered = rendered.replace(f"<h{level}>", f"<h{min(level + 2, 6)}>")
        rendered = rendered.replace(f"</h{level}>", f"</h{min(level + 2, 6)}>")
    return nh3.clean(
        rendered,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        attribute_filter=_without_places,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        # In the page's own window a link would take the page, and what is being typed, away.
        set_tag_attribute_values={"a": {"target": "_blank"}, **TURNED},
    )


def _without_places(_tag: str, name: str, value: str) -> str | None:
    """No text leads to places of this page or server (``#/me``, ``sign-out``, ``//elsewhere``)."""
    return value if name != "href" or value.lower().startswith(WHOLE) else None
