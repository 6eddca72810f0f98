"""Pictures of numbers: SVG made here, with the same numbers as a table beside it.

The colours are the page's own custom properties, so a picture follows light and dark. Altair is
loaded when the first picture is made: a student's kernel never does.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ..analytics.degrees import DegreeRow
from ..analytics.funnel import Funnel
from ..analytics.repertoire import GrowthRow, KindRow
from ..analytics.weeks import WeekRow
from ..domain.style_guide import EntryState

if TYPE_CHECKING:
    import altair

WIDTH = 400
FONT_SIZE = 13
SVG = "http://www.w3.org/2000/svg"

# What stands in the drawing, and the custom property (with a colour for where there is none).
INK, MUTED, LINE, STRONG, SURFACE = "#010001", "#010002", "#010003", "#010004", "#010005"
ONE, TWO, THREE, FOUR = "#020001", "#020002", "#020003", "#020004"
COLOURS = {
    INK: "var(--wc-ink, #22262a)",
    MUTED: "var(--wc-muted, #5b6168)",
    LINE: "var(--wc-line, #ddd8cd)",
    STRONG: "var(--wc-line-strong, #8d8a82)",
    SURFACE: "var(--wc-surface, #ffffff)",
    ONE: "var(--wc-chart-1, #0d6658)",
    TWO: "var(--wc-chart-2, #c98b2b)",
    THREE: "var(--wc-chart-3, #5a6fb0)",
    FOUR: "var(--wc-chart-4, #a85470)",
}
STATE_COLOURS = {
    EntryState.PROPOSED: THREE,
    EntryState.ON_TRIAL: TWO,
    EntryState.ESTABLISHED: ONE,
    EntryState.INHERITED: MUTED,
    EntryState.CONTESTED: FOUR,
    EntryState.RETIRED: STRONG,
}
NOTHING = "There is nothing to show yet. It fills as people write and read."
Cell = str | int
Table = tuple[tuple[Cell, ...], ...]
Drawing = Any  # A chart of Altair's: its methods are untyped.


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
            '<figure class="wc-chart" style="display:flex;flex-wrap:wrap;gap:0 2rem;'
            f'align-items:flex-start">{caption}{body}</figure>'
        )

    def _picture_and_table(self) -> str:
        label = escape(f"{self.title}: the numbers")
        return (
            f'<div style="flex:1 1 18rem;min-width:0;max-width:28rem">{self.svg}</div>'
            f'<div class="wc-scroll" role="region" tabindex="0" aria-label="{label}" '
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
        ("Draft begun", funnel.started),
        ("Handed in", funnel.handed_in),
        ("Claimed", funnel.claimed),
        ("Reviewed", funnel.reviewed),
        ("Answered", funnel.answered),
        ("Revised", funnel.revised),
    )
    title = f"From draft to revision: {assignment}"
    description = (
        "How many authors have begun a draft, handed one in, found a reader, got a review, "
        "answered it, and handed in a new draft after it."
    )
    svg = _draw(_bars(stages), title, description) if funnel.started else ""
    return Chart(svg, title, description, ("Stage", "Authors"), stages)


def entries_chart(rows: Sequence[KindRow]) -> Chart:
    """The guide's entries by kind and state."""
    title = "Entries by kind and state"
    description = "How many entries of each kind the guide has, and where each stands."
    headers = ("Kind", *(str(state).capitalize() for state in EntryState), "All")
    table: Table = tuple((row.kind, *row.counts, row.total) for row in rows)
    svg = _draw(_stacked_bars(rows), title, description) if rows else ""
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
    svg = _draw(_growth(rows), title, description) if rows else ""
    return Chart(svg, title, description, headers, table)


_Series = dict[str, tuple[str, list[int]]]


def _weeks_chart(title: str, description: str, weeks: Sequence[date], series: _Series) -> Chart:
    headers = ("Week", *series)
    table: Table = tuple(
        (day, *counts) for day, counts in zip(_days(weeks), _columns(series), strict=True)
    )
    svg = _draw(_stacked_weeks(weeks, series), title, description) if weeks else ""
    return Chart(svg, title, description, headers, table)


def _stacked_weeks(weeks: Sequence[date], series: _Series) -> Drawing:
    import altair as alt

    values: list[dict[str, Cell]] = [
        {"week": week.isoformat(), "what": name, "place": place, "count": counts[number]}
        for place, (name, (_, counts)) in enumerate(series.items())
        for number, week in enumerate(weeks)
    ]
    return (
        alt.Chart(_data(values))
        .mark_bar(stroke=SURFACE, strokeWidth=1, size=min(28, 300 // len(weeks)))
        .encode(
            x=_week_axis(),
            y=alt.Y("count:Q", axis=_count_axis(max(sum(c) for c in _columns(series)))),
            color=_legend("what", {name: colour for name, (colour, _) in series.items()}),
            order="place:Q",
        )
        .properties(height=230)
    )


def _columns(series: _Series) -> list[tuple[int, ...]]:
    return list(zip(*(counts for _, counts in series.values()), strict=True))


def _bars(stages: Sequence[tuple[str, int]]) -> Drawing:
    import altair as alt

    values: list[dict[str, Cell]] = [{"stage": stage, "count": count} for stage, count in stages]
    base = alt.Chart(_data(values)).encode(
        y=alt.Y("stage:N", sort=None, axis=_name_axis()),
        x=alt.X("count:Q", axis=None),
    )
    numbers = base.mark_text(align="left", dx=6, fontSize=FONT_SIZE, fill=INK)
    return alt.layer(
        base.mark_bar(color=ONE, cornerRadiusEnd=3, height=20),
        numbers.encode(text="count:Q"),
    ).properties(height=200)


def _stacked_bars(rows: Sequence[KindRow]) -> Drawing:
    import altair as alt

    values: list[dict[str, Cell]] = [
        {"kind": _plain(row.kind), "state": str(state), "place": place, "count": row.counts[place]}
        for row in rows
        for place, state in enumerate(EntryState)
    ]
    return (
        alt.Chart(_data(values))
        .mark_bar(stroke=SURFACE, strokeWidth=1)
        .encode(
            y=alt.Y("kind:N", sort=None, axis=_name_axis()),
            x=alt.X("count:Q", axis=_count_axis(max(row.total for row in rows))),
            color=_legend("state", {str(s): colour for s, colour in STATE_COLOURS.items()}),
            order="place:Q",
        )
        .properties(height=34 * len(rows) + 80)
    )


def _growth(rows: Sequence[GrowthRow]) -> Drawing:
    import altair as alt

    values: list[dict[str, Cell]] = [
        {"week": row.monday.isoformat(), "what": what, "count": count}
        for row in rows
        for what, count in (("Proposed", row.proposed), ("Established", row.established))
    ]
    return (
        alt.Chart(_data(values))
        .mark_line(interpolate="step-after", strokeWidth=2.5, point=alt.MarkConfig(size=28))
        .encode(
            x=_week_axis(),
            y=alt.Y("count:Q", axis=_count_axis(max(row.proposed for row in rows))),
            color=_legend("what", {"Proposed": TWO, "Established": ONE}),
        )
        .properties(height=230)
    )


def _data(values: list[dict[str, Cell]]) -> Any:
    import altair as alt

    make: Any = alt.Data
    return make(values=values)


def _week_axis() -> "altair.X":
    import altair as alt

    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelOverlap="greedy",
        labelSeparation=8,
        labelExpr="utcFormat(toDate(datum.value), '%-d %b')",
        ticks=False,
    )
    return alt.X("week:O", axis=axis)


def _name_axis() -> "altair.Axis":
    import altair as alt

    # The page's font may be wider than the one that the drawing is measured with.
    return alt.Axis(title=None, domain=False, ticks=False, labelLimit=95, minExtent=112)


def _count_axis(most: int) -> "altair.Axis":
    import altair as alt

    # People and drafts come whole: no ticks at halves.
    return alt.Axis(
        title=None, format="d", tickMinStep=1, tickCount=min(max(most, 1), 5), domain=False
    )


def _legend(field: str, colours: dict[str, str]) -> "altair.Color":
    import altair as alt

    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    columns = len(colours) if len(colours) <= 4 else 3
    return alt.Color(f"{field}:N", scale=scale, legend=alt.Legend(columns=columns))


def _draw(chart: Drawing, title: str, description: str) -> str:
    import vl_convert

    spec = chart.to_dict()
    spec.update(width=WIDTH, background="transparent", config=_config())
    spec["autosize"] = {"type": "fit", "contains": "padding"}
    return _finish(vl_convert.vegalite_to_svg(spec), title, description)


def _config() -> dict[str, Any]:
    words = {"labelColor": MUTED, "labelFontSize": FONT_SIZE}
    return {
        "aria": False,
        "font": "sans-serif",
        "padding": 4,
        "view": {"stroke": None},
        "axis": words | {"gridColor": LINE, "domainColor": LINE, "tickColor": LINE},
        "axisY": {"labelPadding": 8, "ticks": False},
        "axisX": {"grid": False, "labelPadding": 8},
        "axisQuantitative": {"grid": True},
        "legend": {
            **words,
            "orient": "top",
            "title": None,
            "labelColor": INK,
            "symbolType": "square",
            "symbolSize": 120,
            "symbolStrokeWidth": 0,
            "columnPadding": 14,
            "offset": 12,
        },
    }


def _finish(svg: str, title: str, description: str) -> str:
    """Our own colours, the page's font, a size that follows the page, and words for readers."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, COLOURS.get(value, value))
        if "font-family" in element.attrib:
            element.set("font-family", "inherit")
    for name in ("width", "height", "class"):
        root.attrib.pop(name, None)
    mark = hashlib.sha256(f"{title}{svg}".encode("utf-8", "replace")).hexdigest()[:8]
    root.attrib |= {
        "role": "img",
        "aria-labelledby": f"chart-{mark}-title",
        "aria-describedby": f"chart-{mark}-description",
        "style": "display:block;width:100%;height:auto",
    }
    for place, (name, words) in enumerate((("title", title), ("description", description))):
        tag = "title" if name == "title" else "desc"
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"chart-{mark}-{name}"})
        element.text = _plain(words)
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _plain(words: str) -> str:
    """``words`` without what XML can't hold."""
    clean = words.encode("utf-8", "replace").decode()
    return "".join(c for c in clean if c.isprintable())


def _days(mondays: Sequence[date]) -> list[str]:
    """Days in words, short enough for a phone; with the year only where there are several."""
    year = " %Y" if len({monday.year for monday in mondays}) > 1 else ""
    # No line break within a date.
    return [f"{day.day} {day:%b{year}}".replace(" ", "\xa0") for day in mondays]


def _cell(value: Cell) -> str:
    return f"<td{_number_class(isinstance(value, int))}>{escape(str(value))}</td>"


def _number_class(on: bool) -> str:
    return ' class="wc-number"' if on else ""
