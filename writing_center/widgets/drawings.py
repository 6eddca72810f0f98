"""The drawings in charts: Altair makes them, the page's own custom properties colour them.

Altair is loaded when the first one is made: a student's kernel never does. ``draw`` gives SVG.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ..analytics.repertoire import GrowthRow, KindRow
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
Drawing = Any  # A chart of Altair's: its methods are untyped.
Series = dict[str, tuple[str, list[int]]]
"""Names of series, each with its colour and a count for every week."""


def stacked_weeks(weeks: Sequence[date], series: Series) -> Drawing:
    """A bar a week, its series on top of each other."""
    import altair as alt

    values: list[dict[str, str | int]] = [
        {"week": week.isoformat(), "what": name, "place": place, "count": counts[number]}
        for place, (name, (_, counts)) in enumerate(series.items())
        for number, week in enumerate(weeks)
    ]
    return (
        alt.Chart(_data(values))
        .mark_bar(stroke=SURFACE, strokeWidth=1, size=min(28, 300 // len(weeks)))
        .encode(
            x=_week_axis(),
            y=alt.Y("count:Q", axis=_count_axis(max(sum(c) for c in columns_of(series)))),
            color=_legend("what", {name: colour for name, (colour, _) in series.items()}),
            order="place:Q",
        )
        .properties(height=230)
    )


def columns_of(series: Series) -> list[tuple[int, ...]]:
    """The counts of each week, one of every series."""
    return list(zip(*(counts for _, counts in series.values()), strict=True))


def bars(stages: Sequence[tuple[str, int]]) -> Drawing:
    """A bar a stage, with its number at the end."""
    import altair as alt

    values: list[dict[str, str | int]] = [
        {"stage": stage, "count": count} for stage, count in stages
    ]
    base = alt.Chart(_data(values)).encode(
        y=alt.Y("stage:N", sort=None, axis=_name_axis()),
        x=alt.X("count:Q", axis=None),
    )
    numbers = base.mark_text(align="left", dx=6, fontSize=FONT_SIZE, fill=INK)
    return alt.layer(
        base.mark_bar(color=ONE, cornerRadiusEnd=3, height=20),
        numbers.encode(text="count:Q"),
    ).properties(height=200)


def stacked_bars(rows: Sequence[KindRow]) -> Drawing:
    """A bar a kind of entry, its states side by side."""
    import altair as alt

    values: list[dict[str, str | int]] = [
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


def growth_lines(rows: Sequence[GrowthRow]) -> Drawing:
    """Two lines that only ever rise."""
    import altair as alt

    values: list[dict[str, str | int]] = [
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


def _data(values: list[dict[str, str | int]]) -> Any:
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


def draw(chart: Drawing, title: str, description: str) -> str:
    """The drawing as SVG that is read out by its title and description."""
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
        # The picture is one image to a screen reader: its parts have no roles of their own.
        kept = {n: v for n, v in element.items() if n != "role" and not n.startswith("aria-")}
        element.attrib = {name: COLOURS.get(value, value) for name, value in kept.items()}
        if "font-family" in element.attrib:
            element.set("font-family", "inherit")
    for name in ("width", "height", "class"):
        root.attrib.pop(name, None)
    mark = hashlib.sha256(f"{title}{svg}".encode("utf-8", "replace")).hexdigest()[:8]
    root.attrib |= {
        "role": "img",
        "aria-labelledby": f"chart-{mark}-title",
        "aria-describedby": f"chart-{mark}-description",
        "style": "display:block;width:100%;height:auto;overflow:visible",
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
