"""Two students take the last task in the same moment."""

from datetime import datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from writing_center.domain.assignments import Phase

from .desks import go, route_of, told
from .founded import Founded

PRESS = "document.querySelector('[data-do=claim]').click()"
LATE = "Somebody was a moment faster and reads this one now."


def test_one_has_it_and_the_other_is_told_kindly(browser: Browser, founded: Founded) -> None:
    group = founded.a_class()
    assignment = founded.an_assignment(group, reviews_wanted=1)
    wanted = founded.hands_in(founded.a_student(group, "Its Author"), assignment)
    founded.begin(assignment, Phase.REVIEW)
    readers = [founded.a_student(group, name) for name in ("Left", "Right")]
    pages = [founded.desk(browser, reader, "/review") for reader in readers]
    for page in pages:
        expect(page.get_by_role("button", name="Read this one")).to_be_visible()
    for page in pages:
        page.evaluate(PRESS)
    for page in pages:
        expect(page.locator(".wc-toast")).to_contain_text(".")
    [winner] = [page for page in pages if is_reading(page)]
    [other] = [page for page in pages if page is not winner]
    told(winner, "It is yours to read.")
    told(other, LATE)
    expect(other.get_by_role("button", name="Read this one")).to_have_count(0)
    expect(other.get_by_text("Nothing is short of readers")).to_be_visible()
    assert founded.served.center.store.claims.count(submission_id=wanted.id) == 1
    warned_by_the_clock(winner)
    for page in pages:
        page.context.close()


def warned_by_the_clock(page: Page) -> None:
    """When a quarter is left the open desk says so, though nothing was saved meanwhile."""
    warning = page.locator(".wc-warning", has_text="Soon over.")
    expect(page.locator("[data-soon]")).to_be_visible()
    expect(warning).to_have_count(0)
    soon = page.locator("[data-soon]").get_attribute("data-soon")
    assert soon
    page.clock.set_fixed_time(datetime.fromisoformat(soon) + timedelta(minutes=1))
    desk = route_of(page)
    go(page, "/review")
    go(page, desk)
    expect(warning).to_be_visible()


def is_reading(page: Page) -> bool:
    return route_of(page) != "/review"
