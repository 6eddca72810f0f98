from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from server.running import RunningCenter, running_center

from writing_center.sample.build import SampleClass, build_sample
from writing_center.services import classes

from .founded import Founded
from .places import Atlas

expect.set_options(timeout=10_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure tells what stood on the pages at that moment."""
    report = yield
    found = getattr(item, "funcargs", {}).get("browser")
    if report.when == "call" and report.failed and found is not None:
        for context in found.contexts:
            report.sections += [(f"page {page.url}", _shown(page)) for page in context.pages]
    return report


def _shown(page: Page) -> str:
    try:
        return page.locator("body").aria_snapshot(timeout=2000)
    except Error as error:
        return str(error)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founded]:
    """A new center that is being served: its teacher, and nobody and nothing else."""
    with running_center(tmp_path_factory.mktemp("founded")) as served:
        teacher, secret = classes.found_center(served.center, "Ada Teacher")
        yield Founded(served, teacher, secret)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningCenter, SampleClass]]:
    """The sample class, being served. Tests that share it only look around."""
    with running_center(tmp_path_factory.mktemp("sample")) as served:
        yield served, build_sample(served.center.store, served.center.clock.now())


@pytest.fixture(scope="session")
def atlas(browser: Browser, sample: tuple[RunningCenter, SampleClass]) -> Atlas:
    """All its pages are listened to from the beginning; a member may have only so many."""
    return Atlas(browser, *sample)
