"""A writer, a draft of theirs, and up to two windows with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from server.chromium import open_page, signed_in

from writing_center.domain.people import Group, Member
from writing_center.domain.submissions import Draft

from ..founded import Founded
from .drafting import DEAF, at_the_draft


@pytest.fixture(scope="module")
def group(founded: Founded) -> Group:
    return founded.a_class()


@pytest.fixture(scope="module")
def writer(founded: Founded, group: Group) -> Member:
    return founded.a_student(group, "Wanda Writer")


@pytest.fixture
def draft(founded: Founded, writer: Member) -> Draft:
    return founded.a_draft(writer, None, "It begins.")


@pytest.fixture(scope="module")
def laptop(browser: Browser, founded: Founded, writer: Member) -> Iterator[BrowserContext]:
    """The writer's browser. Opening a window takes seconds, so all tests of a file share them."""
    context = signed_in(browser, founded.served, writer)
    context.set_default_timeout(10_000)
    context.add_init_script(DEAF)
    yield context
    context.close()


@pytest.fixture(scope="module")
def window(laptop: BrowserContext, founded: Founded) -> Page:
    return open_page(laptop, founded.url)


@pytest.fixture(scope="module")
def second_window(laptop: BrowserContext, founded: Founded, window: Page) -> Page:
    return open_page(laptop, founded.url)


@pytest.fixture
def page(window: Page, draft: Draft) -> Page:
    """The draft in the editor."""
    return at_the_draft(window, draft)


@pytest.fixture
def other(second_window: Page, draft: Draft, page: Page) -> Page:
    """The same draft in a second window, opened after the first."""
    return at_the_draft(second_window, draft)
