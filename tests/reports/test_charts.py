"""Pictures are real SVG in the page's colours, with the same numbers as a table."""

import html.parser
import re
import subprocess
import sys
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from writing_center.analytics.degrees import DegreeRow
from writing_center.analytics.funnel import Funnel
from writing_center.analytics.repertoire import GrowthRow, KindRow
from writing_center.analytics.weeks import WeekRow
from writing_center.widgets.charts import (
    Chart,
    degrees_chart,
    entries_chart,
    funnel_chart,
    growth_chart,
    weekly_activity_chart,
)

MONDAYS = [date(2026, 9, 7) + timedelta(days=7 * n) for n in range(5)]
HOSTILE = "<img src=x onerror=alert(1)>&\"']]> \x07\u202e"
SVG = "{http://www.w3.org/2000/svg}"

CHARTS = {
    "weeks": weekly_activity_chart([WeekRow(day, 3, 2, 1, n) for n, day in enumerate(MONDAYS)]),
    "funnel": funnel_chart(Funnel("a", 12, 9, 8, 6, 4), HOSTILE),
    "degrees": degrees_chart([DegreeRow(day, 1, 2, 9) for day in MONDAYS]),
    "entries": entries_chart(
        [KindRow("norm", (2, 1, 3, 0, 1, 1)), KindRow(HOSTILE, (1, 0, 0, 0, 0, 0))]
    ),
    "growth": growth_chart([GrowthRow(day, n + 1, n) for n, day in enumerate(MONDAYS)]),
}
EMPTY = {
    "weeks": weekly_activity_chart([]),
    "funnel": funnel_chart(Funnel("a", 0, 0, 0, 0, 0), "Letter"),
    "degrees": degrees_chart([]),
    "entries": entries_chart([]),
    "growth": growth_chart([]),
}
every_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def numbers_in(chart: Chart) -> list[int]:
    return [cell for row in chart.table_rows for cell in row[1:] if isinstance(cell, int)]


@every_chart
def test_read_out_by_title_and_description(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert title.text
    assert description.text
    inside = [name for child in root for one in child.iter() for name in one.attrib]
    assert not [name for name in inside if name.startswith("aria-role") or name == "role"]


@every_chart
def test_follows_the_pages_colours_font_and_width(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.svg)
    assert root.get("viewBox")
    assert root.get("width") is None
    painted = {
        value
        for one in root.iter()
        for name in ("fill", "stroke")
        if (value := one.get(name)) and value not in ("none", "transparent")
    }
    assert painted
    assert all(colour.startswith("var(--wc-") for colour in painted)
    fonts = {one.get("font-family") for one in root.iter(f"{SVG}text")}
    assert fonts == {"inherit"}


@every_chart
def test_text_is_legible_on_a_phone(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.svg)
    width = float((root.get("viewBox") or "").split()[2])
    sizes = [float(one.get("font-size", "0px")[:-2]) for one in root.iter(f"{SVG}text")]
    assert min(sizes) * 328 / width >= 10


def test_labels_are_there() -> None:
    words = "".join(ElementTree.fromstring(CHARTS["weeks"].svg).itertext())
    assert "7 Sep" in words
    assert "Submissions" in words
    assert "Revised" in "".join(ElementTree.fromstring(CHARTS["funnel"].svg).itertext())


class Cells(html.parser.HTMLParser):
    """The tags and the numbers in table cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "td":
            self.cells.append(data)


@every_chart
def test_the_table_has_the_same_numbers(chart: Chart) -> None:
    found = Cells(chart.to_html())
    assert [int(cell) for cell in found.cells] == numbers_in(chart)
    assert "caption" in found.tags
    assert found.tags.count("th") == len(chart.table_headers) + len(chart.table_rows)


def test_the_bars_are_as_long_as_the_numbers() -> None:
    root = ElementTree.fromstring(CHARTS["funnel"].svg)
    bars = [one.get("d", "") for one in root.iter(f"{SVG}path") if one.get("fill")]
    widths = [float(re.findall(r"h([\d.]+)v", path)[0]) for path in bars]
    assert [round(width * 12 / widths[0]) for width in widths] == [12, 9, 8, 6, 4]


@every_chart
def test_nobodys_words_become_markup(chart: Chart) -> None:
    tags = set(Cells(chart.to_html()).tags)
    assert not tags & {"img", "script"}


@pytest.mark.parametrize("chart", EMPTY.values(), ids=EMPTY)
def test_nothing_yet(chart: Chart) -> None:
    assert chart.svg == ""
    assert "nothing to show yet" in chart.to_html()
    assert "<table" not in chart.to_html()


def test_years_are_told_when_there_are_several() -> None:
    one = growth_chart([GrowthRow(date(2026, 12, 28), 1, 0)])
    two = growth_chart([GrowthRow(date(2026, 12, 28), 1, 0), GrowthRow(date(2027, 1, 4), 1, 0)])
    assert one.table_rows[0][0] == "28\xa0Dec"
    assert [row[0] for row in two.table_rows] == ["28\xa0Dec\xa02026", "4\xa0Jan\xa02027"]


def test_a_students_kernel_loads_no_chart_library() -> None:
    code = (
        "import sys, writing_center.widgets.charts, writing_center.services.dashboards, "
        "writing_center.services.reporting; "
        "print([m for m in ('altair', 'vl_convert', 'typst', 'pandas', 'nbformat') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
