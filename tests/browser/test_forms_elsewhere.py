"""Forms in two windows and on two devices: nothing is overwritten unseen, nothing is thrown away."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server.chromium import open_page, signed_in, wait_until_open
from server.visitors import wait_until

from writing_center.domain.assignments import Phase
from writing_center.domain.people import Member
from writing_center.domain.reviews import Claim, Review
from writing_center.services import reviews

from .desks import kernel_of, status, told, wait_until_saved
from .founded import Founded

ANSWER, DESCRIBE, EVALUATE = "First: “Do you hear it?”", "Describe: what does", "Evaluate: how well"
COMMENT = "What happened when you read this?"


@dataclass
class Reading:
    """A reader with a review begun, in a browser of their own."""

    founded: Founded
    browser: Browser
    reader: Member
    claim: Claim
    laptop: BrowserContext

    def window(self, context: BrowserContext | None = None) -> Page:
        url = f"{self.founded.url}#/review/{self.claim.id}"
        return open_page(context or self.laptop, url)

    def on_another_device(self) -> Page:
        return self.window(signed_in(self.browser, self.founded.served, self.reader))

    @property
    def review(self) -> Review:
        found = self.founded.served.center.store.reviews.find(self.claim.id)
        assert found
        return found


@pytest.fixture
def reading(
    browser: Browser, founded: Founded, request: pytest.FixtureRequest
) -> Iterator[Reading]:
    called = request.node.name.rsplit("_", 1)[-1]
    group = founded.a_class(called)
    assignment = founded.an_assignment(group)
    made = founded.hands_in(founded.a_student(group, f"Wanda {called}"), assignment)
    founded.begin(assignment, Phase.REVIEW)
    reader = founded.a_student(group, f"Rita {called}")
    claim = reviews.claim_review(founded.as_(reader), made.id)
    before = set(browser.contexts)
    yield Reading(founded, browser, reader, claim, signed_in(browser, founded.served, reader))
    for context in set(browser.contexts) - before:
        context.close()


def fills(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).fill(words)


def comes_back(*pages: Page) -> None:
    for page in pages:
        expect(page.locator("#wc-connection")).to_be_hidden(timeout=40_000)
        wait_until_open(page)


def test_the_same_field_in_two_windows_and_on_another_device(reading: Reading) -> None:
    first, second = reading.window(), reading.window()
    phone = reading.on_another_device()
    fills(first, ANSWER, "A long answer from the first window.")
    wait_until_saved(first)
    expect(second.get_by_label(ANSWER)).to_have_value("A long answer from the first window.")
    expect(phone.get_by_label(ANSWER)).to_have_value("")  # it knows nothing of it yet
    fills(phone, ANSWER, "Short.")
    box = phone.get_by_role("group", name="In another window, or on another device")
    expect(box).to_contain_text("A long answer from the first window.")
    assert reading.review.answer == "A long answer from the first window."
    expect(status(phone)).to_have_text("Not saved")
    fills(phone, DESCRIBE, "It turns.")  # the rest of the form is saved all the same
    wait_until(lambda: reading.review.describe == "It turns.")
    phone.get_by_role("button", name="Hand in this review").click()
    expect(phone.locator("#review-form").get_by_role("alert").first).to_contain_text("Choose below")
    box.get_by_role("button", name="Put both here").click()
    wait_until_saved(phone)
    both = "Short.\n\nA long answer from the first window."
    assert reading.review.answer == both
    expect(phone.get_by_label(ANSWER)).to_be_focused()
    # What stood nowhere on the screen is not handed in.
    first.get_by_role("button", name="Hand in this review").click()
    expect(first.locator("#review-form").get_by_role("alert").first).to_contain_text("look at it")
    expect(first.get_by_label(ANSWER)).to_have_value(both)
    expect(first.get_by_label(DESCRIBE)).to_have_value("It turns.")
    assert reading.review.submitted_at is None
    first.get_by_role("button", name="Hand in this review").click()
    expect(first.get_by_role("heading", name="Your review of")).to_be_visible()


def test_what_two_windows_keep_while_nobody_answers_arrives(reading: Reading) -> None:
    founded = reading.founded
    first, second = reading.window(), reading.window()
    assert founded.served.process
    os.kill(founded.served.process.pid, signal.SIGKILL)
    founded.served.process.wait()
    fills(first, DESCRIBE, "Typed in the first.")
    fills(second, EVALUATE, "Typed in the second.")
    for page, number in ((first, 1), (second, 2)):
        page.get_by_role("button", name=f"Comment on paragraph {number}").click()
        fills(page, COMMENT, f"Begun in window {number}.")
    for page in (first, second):
        expect(page.get_by_role("alert").first).to_contain_text("kept in this browser")
    founded.served.start()
    comes_back(first, second)
    wait_until(lambda: reading.review.describe == "Typed in the first.", 40)
    wait_until(lambda: reading.review.evaluate == "Typed in the second.", 40)
    # The window that is back first takes over what it finds; nothing of it is gone.
    found = ""
    for page in (first, second):
        page.get_by_role("button", name="Comment on paragraph 1").click()
        begun = page.get_by_label(COMMENT)
        expect(begun).not_to_have_value("")
        others = page.get_by_role("group", name="Typed earlier in this browser")
        found += begun.input_value() + " ".join(others.all_inner_texts())
    for number in (1, 2):
        assert f"Begun in window {number}." in found


def test_a_comment_that_is_being_reworded_outlives_a_killed_kernel(reading: Reading) -> None:
    page = reading.window()
    page.get_by_role("button", name="Comment on paragraph 1").click()
    page.get_by_label("worked on me").check()
    fills(page, COMMENT, "I hear it.")
    page.get_by_role("button", name="Add the comment").click()
    told(page, "Comment added")
    page.get_by_text("Change this comment").click()
    page.get_by_role("textbox", name="Your comment", exact=True).fill(
        "I hear it, and I see the shoes."
    )
    kernel_of(page, reading.founded.served).kill()
    expect(page.locator("#wc-connection")).to_be_visible()
    comes_back(page)
    expect(page.get_by_role("textbox", name="Your comment", exact=True)).to_have_value(
        "I hear it, and I see the shoes."
    )
