"""Pictures of numbers: SVG made here, with the same numbers as a table beside it.

The drawings themselves are in ``drawings``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from ..analytics.degrees import DegreeRow
from ..analytics.funnel import Funnel
from ..analytics.repertoire import GrowthRow, KindRow
from ..analytics.weeks import WeekRow
from ..domain.style_guide import EntryState
from .drawings import (
    FOUR,
    ONE,
    STRONG,
    THREE,
    TWO,
    Series,
    bars,
    columns_of,
    draw,
    growth_lines,
    stacked_bars,
    stacked_weeks,
)

NOTHING = "There is nothing to show yet. It fills as people write and read."
Cell = str | int
Table = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A picture and its numbers. ``svg`` is empty while there is nothing to draw.

    ``table_rows`` start with the row's header; numbers stay numbers.
    """

    svg: str
    title: str
    description: str
    table_headers: tuple[str, ...]
    table_rows: Table

    def to_html(self) -> str:
        """A figure: title, what is counted, the picture, and the table beside or below it."""
        caption = (
            f'<figcaption style="flex:1 0 100%"><h2 style="color:var(--wc-ink, inherit)">'
            f"{escape(self.title)}</h2>"
            f"<p>{escape(self.description)}</p></figcaption>"
        )
        body = self._picture_and_table() if self.svg else f"<p>{NOTHING}</p>"
        return (
            '<figure class="wc-chart" style="display:flex;flex-wrap:wrap;gap:1rem 2rem;'
            f'align-items:flex-start">{caption}{body}</figure>'
        )

    def _picture_and_table(self) -> str:
        label = escape(f"{self.title}: the numbers")
        return (
            f'<div style="flex:1 1 23rem;min-width:0;max-width:28rem">{self.svg}</div>'
            f'<div class="wc-scroll" role="group" tabindex="0" aria-label="{label}" '
            f'style="flex:0 1 auto;min-width:0;max-width:100%">{self._table(label)}</div>'
        )

    def _table(self, label: str) -> str:
        head = "".join(
            f'<th scope="col"{_number_class(place > 0)}>{escape(header)}</th>'
            for place, header in enumerate(self.table_headers)
        )
        body = "".join(
            f'<tr><th scope="row">{escape(str(first))}</th>{"".join(map(_cell, rest))}</tr>'
            for first, *rest in self.table_rows
        )
        hidden = f'<caption class="wc-visually-hidden">{label}</caption>'
        return f"<table>{hidden}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def weekly_activity_chart(rows: Sequence[WeekRow]) -> Chart:
    """What was done, week by week."""
    series = {
        "Submissions": (ONE, [row.submissions for row in rows]),
        "Reviews": (TWO, [row.reviews for row in rows]),
        "Decisions": (THREE, [row.decisions for row in rows]),
        "Guide": (FOUR, [row.guide for row in rows]),
    }
    return _weeks_chart(
        "Activity by week",
        "Drafts handed in, reviews handed in, comments and reviews that authors decided on or "
        "answered, and what was done for the style guide. The date is the week’s Monday.",
        [row.monday for row in rows],
        series,
    )


def degrees_chart(rows: Sequence[DegreeRow]) -> Chart:
    """How many take part how deeply, over time. Counts only."""
    series = {
        "Core": (ONE, [row.core for row in rows]),
        "Active": (TWO, [row.active for row in rows]),
        "Peripheral": (STRONG, [row.peripheral for row in rows]),
    }
    return _weeks_chart(
        "Degrees of participation",
        "How many students were core (did something in three of the last four weeks, and tended "
        "the guide), active (in two) or peripheral (less, or only watching). People move between "
        "these, and all three belong to a living community: they are no targets.",
        [row.monday for row in rows],
        series,
    )


def funnel_chart(funnel: Funnel, assignment: str) -> Chart:
    """How far an assignment has come, in authors."""
    stages = (
        ("Handed in", funnel.handed_in),
        ("Claimed", funnel.claimed),
        ("Reviewed", funnel.reviewed),
        ("Answered", funnel.answered),
        ("Revised", funnel.revised),
    )
    title = f"From draft to revision: {assignment}"
    description = (
        "How many authors have handed a draft in, found a reader, got a review, "
        "answered it, and handed in a new draft after it."
    )
    svg = draw(bars(stages), title, description) if funnel.handed_in else ""
    return Chart(svg, title, description, ("Stage", "Authors"), stages)


def entries_chart(rows: Sequence[KindRow]) -> Chart:
    """The guide's entries by kind and state."""
    title = "Entries by kind and state"
    description = "How many entries of each kind the guide has, and where each stands."
    headers = ("Kind", *(str(state).capitalize() for state in EntryState), "All")
    table: Table = tuple((row.kind, *row.counts, row.total) for row in rows)
    svg = draw(stacked_bars(rows), title, description) if rows else ""
    return Chart(svg, title, description, headers, table)


def growth_chart(rows: Sequence[GrowthRow]) -> Chart:
    """How the guide has grown."""
    title = "Growth of the guide"
    description = (
        "How many entries had ever been proposed, and ever been established, by the end of each "
        "week. The date is the week’s Monday."
    )
    headers = ("Week", "Proposed", "Established")
    days = _days([row.monday for row in rows])
    table: Table = tuple(
        (day, row.proposed, row.established) for day, row in zip(days, rows, strict=True)
    )
    svg = draw(growth_lines(rows), title, description) if rows else ""
    return Chart(svg, title, description, headers, table)


def _weeks_chart(title: str, description: str, weeks: Sequence[date], series: Series) -> Chart:
    headers = ("Week", *series)
    table: Table = tuple(
        (day, *counts) for day, counts in zip(_days(weeks), columns_of(series), strict=True)
    )
    svg = draw(stacked_weeks(weeks, series), title, description) if weeks else ""
    return Chart(svg, title, description, headers, table)


def _days(mondays: Sequence[date]) -> list[str]:
    """Days in words, short enough for a phone; with the year only where there are several."""
    year = " %Y" if len({monday.year for monday in mondays}) > 1 else ""
    # No line break within a date.
    return [f"{day.day} {day:%b{year}}".replace(" ", "\xa0") for day in mondays]


def _cell(value: Cell) -> str:
    return f"<td{_number_class(isinstance(value, int))}>{escape(str(value))}</td>"


def _number_class(on: bool) -> str:
    return ' class="wc-number"' if on else ""
