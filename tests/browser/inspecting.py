"""axe, run in a page."""

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

RUN = """async (rules) => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(rules ? { runOnly: { type: "rule", values: rules } } : {}),
  });
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
}"""


@cache
def _axe() -> str:
    [script] = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
    return script.read_text("utf-8")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe complains about, each with the elements; only these ``rules``, if given.

    It is put into the page from outside, so the page's own rules for scripts stay as they are.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    return list(page.evaluate(RUN, list(rules) or None))
