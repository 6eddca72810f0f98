"""From objects to HTML: Jinja templates that escape everything but what is safe by type."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..documents.markdown import to_safe_html
from ..domain.annotations import words_seen
from ..domain.local_time import shown_in, zone_of
from ..domain.submissions import count_words
from .typed import zone_note

PAGES = Path(__file__).parent / "pages"


def when(at: datetime | None, style: str = "moment", told: str = "") -> Markup:
    """A moment, in UTC until the browser puts it into its reader's zone.

    ``style``: ``moment``, ``day`` or ``left`` (how long until then). ``told`` names it, where a
    save may change it.
    """
    if at is None:
        return Markup("")
    shown = at.strftime("%d %b %Y, %H:%M UTC")
    named = Markup(' data-told="{}"').format(told) if told else ""
    return Markup('<time datetime="{}" data-style="{}"{}>{}</time>').format(
        at.isoformat(), style, named, shown
    )


def prose(text: str) -> Markup:
    """Plain text from a person, its paragraphs and line breaks kept."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    lines = (Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks)
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(line) for line in lines)


def markdown(text: str) -> Markup:
    """Markdown from a person, as sanitised HTML."""
    return Markup(to_safe_html(text))


def plain(text: str) -> str:
    """Markdown from a person without its marks, for a line in a list."""
    return Markup(to_safe_html(text)).striptags()


def plural(number: int, one: str, many: str) -> str:
    """``3 readers``, ``1 reader``."""
    return f"{number} {one if number == 1 else many}"


def field_time(at: datetime | None, zone: str) -> str:
    """A moment as a field of day and time holds it, in the zone of that name."""
    return shown_in(at, zone_of(zone)) if at is not None else ""


def short(number: float) -> str:
    """A number without needless decimals: ``24``, ``0.5``."""
    return f"{number:g}"


@cache
def environment() -> Environment:
    """The templates and what they may use."""
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(when=when, field_time=field_time, short=short, words=count_words)
    made.filters.update(prose=prose, markdown=markdown, plain=plain, seen=words_seen)
    made.globals.update(plural=plural, zone_note=zone_note)
    return made


def render(template: str, **values: object) -> str:
    """The page ``template`` with ``values`` filled in."""
    return environment().get_template(template).render(**values)
