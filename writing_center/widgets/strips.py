"""Small pictures of levels: a dot for each draft, at the median of its readers.

Drawn by hand rather than with Altair: a few dots need no library, and the page shows several.
"""

from collections import Counter
from collections.abc import Sequence
from html import escape

from ..domain.results import CriterionResult
from ..domain.rubrics import Criterion
from .charts import Chart, Table

WIDTH, MARGIN, RADIUS, TALLEST = 400, 40, 5.0, 110.0
ROOM, LONGEST = 46, 24
"""Characters that fit below the line: all words if they do, else the first and the last."""
HEADERS = ("Readers’ median", "Drafts", "Readers far apart")


def level_strip(criterion: Criterion, results: Sequence[CriterionResult]) -> Chart:
    """One criterion's medians over a class, with the same numbers as a table. No names."""
    given = [one for one in results if one.median is not None]
    description = (
        "Each dot is one draft, at the median of its readers. A ring is a draft whose readers "
        "are two levels or more apart."
    )
    svg = _svg(criterion, given, description) if given else ""
    return Chart(svg, criterion.name, description, HEADERS, _table(given))


def _table(given: Sequence[CriterionResult]) -> Table:
    middles = {one.median: one.middle for one in given if one.median is not None}
    return tuple(
        (
            " – ".join(middles[value]),
            sum(one.median == value for one in given),
            sum(one.median == value and one.is_far_apart for one in given),
        )
        for value in sorted(middles)
    )


def _svg(criterion: Criterion, given: Sequence[CriterionResult], description: str) -> str:
    tallest = max(Counter(one.median for one in given).values())
    step = min(2 * RADIUS + 2, TALLEST / tallest)
    floor = (tallest - 1) * step + 2 * RADIUS + 4
    height = floor + 34
    label = escape(f"{criterion.name}. {description}", quote=True)
    parts = _scale(criterion, floor) + _dots(criterion, given, floor, step)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'aria-label="{label}">{parts}</svg>'
    )


def _scale(criterion: Criterion, floor: float) -> str:
    top = len(criterion.levels)
    shows_all = sum(map(len, criterion.levels)) + 2 * top <= ROOM
    parts = [
        f'<line x1="{MARGIN / 2:g}" y1="{floor:g}" x2="{WIDTH - MARGIN / 2:g}" y2="{floor:g}" '
        'stroke="var(--wc-line-strong, #8d8a82)"/>'
    ]
    for place, word in enumerate(criterion.levels, start=1):
        x = _across(place, top)
        anchor = "start" if place == 1 else "end" if place == top else "middle"
        shift = {"start": -MARGIN / 2, "end": MARGIN / 2}.get(anchor, 0.0)
        parts.append(
            f'<line x1="{x:g}" y1="{floor:g}" x2="{x:g}" y2="{floor + 5:g}" '
            'stroke="var(--wc-line-strong, #8d8a82)"/>'
        )
        if shows_all or place in (1, top):
            parts.append(
                f'<text x="{x + shift:g}" y="{floor + 20:g}" text-anchor="{anchor}" '
                'font-size="13" font-family="inherit" fill="var(--wc-muted, #5b6168)">'
                f"{escape(_short(word))}</text>"
            )
    return "".join(parts)


def _dots(criterion: Criterion, given: Sequence[CriterionResult], floor: float, step: float) -> str:
    """Filled ones below, rings on top, so that both can be counted."""
    heights: Counter[float] = Counter()
    parts = []
    for one in sorted(given, key=lambda one: one.is_far_apart):
        value = one.median or 0.0
        y = floor - RADIUS - 2 - heights[value] * step
        heights[value] += 1
        fill = "var(--wc-surface, #fff)" if one.is_far_apart else "var(--wc-chart-1, #0d6658)"
        parts.append(
            f'<circle cx="{_across(value, len(criterion.levels)):g}" cy="{y:.4g}" '
            f'r="{RADIUS - 1:g}" fill="{fill}" stroke="var(--wc-chart-1, #0d6658)" '
            'stroke-width="2"/>'
        )
    return "".join(parts)


def _across(value: float, top: int) -> float:
    return MARGIN + (value - 1) / (top - 1) * (WIDTH - 2 * MARGIN)


def _short(word: str) -> str:
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1].rstrip()}…"
