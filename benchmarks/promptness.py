"""How soon a page says what has happened, beside what is promised.

    python benchmarks/promptness.py

In a real browser, on a center's own pages, each thing several times (``--times``): the median, the
worst, and the worst as a part of what is promised. The tests ask for the same sentences and set no
time. There is no peer beside: stock Voilà says none of this.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.cutting import Network, a_network
from browser.desks import go, kernel_of, wait_until_saved
from browser.finding import chromium
from browser.founded import Founded
from server.chromium import open_page, signed_in, wait_until_open
from server.running import RunningCenter, running_center

from writing_center.domain.assignments import Phase
from writing_center.domain.submissions import Draft
from writing_center.services import classes, reviews

BANNER, LIVE = 5.0, 2.0  # seconds: what is promised
TYPING = 8.0  # seconds
LATEST = 60_000  # milliseconds


def until(done: Callable[[], object]) -> float:
    """The seconds that this takes."""
    began = time.perf_counter()
    done()
    return time.perf_counter() - began


def said(page: Page) -> float:
    """The seconds until the page says that something is wrong."""
    return until(lambda: page.locator("#wc-connection").wait_for(state="visible", timeout=LATEST))


@contextmanager
def at_the_paper(browser: Browser, founded: Founded, draft: Draft, url: str = "") -> Iterator[Page]:
    """The draft's page, with the caret at the end of the text."""
    writer = founded.served.center.store.members.find(draft.author_id)
    assert writer
    context = signed_in(browser, founded.served, writer)
    page = open_page(context, url or founded.url)
    go(page, f"/write/{draft.id}")
    page.get_by_label("Your text", exact=True).press("ControlOrMeta+End")
    page.keyboard.type(" Here.")
    wait_until_saved(page)
    yield page
    context.close()


def oldest_unsaved(founded: Founded, draft: Draft, page: Page) -> float:
    """While somebody types without a rest: the age of the oldest key that isn't stored yet."""
    before = founded.text_of(draft).count("x")
    typed: list[float] = []
    oldest = 0.0
    began = time.perf_counter()
    while time.perf_counter() - began < TYPING:
        page.keyboard.type("x", delay=30)
        typed.append(time.perf_counter())
        kept = founded.text_of(draft).count("x") - before
        if kept < len(typed):
            oldest = max(oldest, time.perf_counter() - typed[kept])
    wait_until_saved(page)
    return oldest


def kernel_killed(founded: Founded, page: Page) -> float:
    """Its process is gone."""
    kernel_of(page, founded.served).kill()
    return said(page)


def kernel_hangs(founded: Founded, page: Page) -> float:
    """Its process is there and does nothing."""
    kernel = kernel_of(page, founded.served)
    kernel.suspend()
    try:
        return said(page)
    finally:
        kernel.resume()


def server_stopped(served: RunningCenter, page: Page) -> float:
    """The server's process is gone; it is started again afterwards."""
    assert served.process
    served.process.kill()
    served.process.wait()
    try:
        return said(page)
    finally:
        served.start()
        page.locator("#wc-connection").wait_for(state="hidden", timeout=LATEST)
        wait_until_open(page)


def network_fails(fails: Callable[[], None], network: Network, page: Page) -> float:
    """Nothing comes through; it is mended afterwards."""
    fails()
    try:
        return said(page)
    finally:
        network.mend()


def claimed(browser: Browser, founded: Founded, name: str) -> float:
    """Until a task that somebody took is gone from another's board."""
    group = founded.a_class(name)
    assignment = founded.an_assignment(group, reviews_wanted=1)
    wanted = founded.hands_in(founded.a_student(group, f"Ina {name}"), assignment)
    founded.begin(assignment, Phase.REVIEW)
    looking, quick = (founded.a_student(group, f"{one} {name}") for one in ("Ole", "Pia"))
    page = founded.desk(browser, looking, "/review")
    task = page.get_by_role("button", name="Read this one")
    expect(task).to_have_count(1)
    reviews.claim_review(founded.as_(quick), wanted.id)
    seconds = until(lambda: expect(task).to_have_count(0, timeout=LATEST))
    page.context.close()
    return seconds


def measured(browser: Browser, founded: Founded, times: int) -> dict[str, list[float]]:
    """Everything, ``times`` times, in seconds."""
    found: dict[str, list[float]] = {}
    group = founded.a_class()
    draft = founded.a_draft(founded.a_student(group, "Wanda Writer"), None)
    ways = {
        "typing on: the oldest key not stored": lambda page: oldest_unsaved(founded, draft, page),
        "banner: the kernel is killed": lambda page: kernel_killed(founded, page),
        "banner: the kernel hangs": lambda page: kernel_hangs(founded, page),
        "banner: the server is stopped": lambda page: server_stopped(founded.served, page),
    }
    for name, way in ways.items():
        for _ in range(times):
            with at_the_paper(browser, founded, draft) as page:
                found.setdefault(name, []).append(way(page))
    with a_network(founded.served.port) as network:
        for name, fails in {"swallows": network.swallow, "is cut": network.cut}.items():
            for _ in range(times):
                url = f"http://127.0.0.1:{network.port}/"
                with at_the_paper(browser, founded, draft, url) as page:
                    seconds = network_fails(fails, network, page)
                    found.setdefault(f"banner: the network {name}", []).append(seconds)
    name = "a task that is taken leaves a board"
    found[name] = [claimed(browser, founded, f"Live {number}") for number in range(times)]
    return found


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="how often each thing is done")
    times = parser.parse_args().times
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_center(Path(folder)) as served,
    ):
        founded = Founded(served, *classes.found_center(served.center, "Ada Teacher"))
        found = measured(browser, founded, times)
    print(f"{'seconds':<40}{'median':>8}{'worst':>8}{'promised':>10}{'part':>7}")
    for name, seconds in found.items():
        promised = BANNER if name.startswith("banner") else LIVE
        usual, worst = median(seconds), max(seconds)
        part = worst / promised
        print(f"{name:<40}{usual:>8.1f}{worst:>8.1f}{promised:>10.1f}{part:>7.2f}")


if __name__ == "__main__":
    main()
