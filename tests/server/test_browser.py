import re
from collections.abc import Iterator

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from writing_center.domain.people import Member
from writing_center.services import accounts

from .chromium import open_page, signed_in, wait_until_open
from .conftest import PAGES, kernels, write_pages
from .running import RunningCenter, running_center

GONE = "The connection to the writing center is gone"
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def desk(browser: Browser, served: RunningCenter, student: Member) -> Iterator[Page]:
    context = signed_in(browser, served, student)
    yield open_page(context, served.url)
    context.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found]


def fits(page: Page) -> bool:
    """Nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_page_answers(desk: Page) -> None:
    desk.get_by_role("button", name="Press me").click()
    expect(desk.locator("#pressed")).to_have_text("pressed")


def test_a_page_asks_no_other_host_and_breaks_no_rule_of_its_own(
    browser: Browser, served: RunningCenter, student: Member
) -> None:
    context = signed_in(browser, served, student)
    asked: list[str] = []
    complaints: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    page.on("response", lambda r: r.status >= 400 and complaints.append(f"{r.status} {r.url}"))
    page.goto(served.url)
    wait_until_open(page)
    page.get_by_role("button", name="Press me").click()
    expect(page.locator("#pressed")).to_have_text("pressed")
    context.close()
    own = served.url.split("//")[1]
    assert [url for url in asked if own not in url and not url.startswith(("data:", "blob:"))] == []
    assert complaints == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_used_by_everybody(
    browser: Browser, served: RunningCenter, teacher: Member, size: str, scheme: str
) -> None:
    context = signed_in(
        browser,
        served,
        teacher,
        viewport=SIZES[size],
        color_scheme=scheme,
        bypass_csp=True,  # the inspector is a script of its own
    )
    page = open_page(context, served.url)
    # The test's own widgets are ipywidgets as they come: the frame is what is looked at here.
    assert violations(page) == []
    assert fits(page)
    for path in ("passphrase", "nowhere", "welcome"):
        page.goto(f"{served.url}{path}")
        assert violations(page) == []
        assert fits(page)
    context.clear_cookies()
    page.goto(f"{served.url}sign-in")
    assert violations(page) == []
    assert fits(page)
    page.fill("#name", "Nobody")
    page.fill("#passphrase", "not right")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    assert violations(page) == []
    assert fits(page)
    context.close()


def test_everything_is_inside_the_one_main_landmark(desk: Page) -> None:
    assert desk.locator("main").count() == 1
    assert desk.locator("main #main h1").inner_text() == "A desk"
    assert desk.locator("[role=banner], [role=contentinfo]").count() == 0
    assert desk.locator("html").get_attribute("lang") == "en"


def test_the_menu_says_where_one_is(desk: Page, served: RunningCenter) -> None:
    current = desk.locator(".wc-nav [aria-current=page]")
    expect(current).to_have_text("Home")
    desk.get_by_role("link", name="Write").click()
    expect(current).to_have_text("Write")
    assert desk.url == f"{served.url}#/write"
    expect(desk).to_have_title("Write – Writing Center")
    desk.evaluate("location.hash = '#/review/7'")
    expect(current).to_have_text("Review")
    desk.go_back()
    expect(current).to_have_text("Write")


def test_the_menu_on_a_phone(browser: Browser, served: RunningCenter, student: Member) -> None:
    context = signed_in(browser, served, student, viewport=SIZES["phone"])
    page = open_page(context, served.url)
    link = page.get_by_role("link", name="Feedback")
    expect(link).not_to_be_visible()
    page.get_by_text("Menu").click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).not_to_be_visible()
    page.keyboard.press("Enter")  # the focus is back on the menu's button
    link.click()
    expect(link).not_to_be_visible()
    assert page.url.endswith("#/feedback")
    context.close()


def test_the_skip_link_leaves_the_address_alone(desk: Page) -> None:
    desk.evaluate("location.hash = '#/write'")
    desk.evaluate("document.activeElement.blur()")
    desk.locator(".wc-skip").focus()
    desk.keyboard.press("Enter")
    assert desk.url.endswith("#/write")
    assert desk.evaluate("document.activeElement.id") == "wc-main"


def test_a_personal_link_signs_in_once_and_leaves_the_address_bar(
    browser: Browser, served: RunningCenter, student: Member
) -> None:
    secret = accounts.invite(served.center, student.id)
    context = browser.new_context()
    page = context.new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + str(request.headers)))
    page.goto(f"{served.url}welcome#{secret}")
    button = page.get_by_role("button", name="Open the writing center")
    expect(button).to_be_visible()
    assert page.url == f"{served.url}welcome"
    button.click()
    page.get_by_label("Your passphrase", exact=True).fill("a lamp and a map")
    page.get_by_role("button", name="Save and go on").click()
    wait_until_open(page)
    assert page.url == served.url
    assert student.name in page.locator("header").inner_text()
    assert secret not in " ".join(sent)
    page.goto(f"{served.url}welcome")
    expect(page.get_by_text("without the end of its link")).to_be_visible()
    context.close()


def test_a_passphrase_can_be_looked_at(browser: Browser, served: RunningCenter) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}sign-in")
    page.fill("#passphrase", "a lamp and a map")
    page.get_by_role("button", name="Show the passphrase").click()
    assert page.locator("#passphrase").get_attribute("type") == "text"
    page.get_by_role("button", name="Hide the passphrase").click()
    assert page.locator("#passphrase").get_attribute("type") == "password"
    page.close()


def test_signing_in_leads_back_to_the_very_place(
    browser: Browser, served: RunningCenter, student: Member
) -> None:
    center = served.center
    accounts.set_passphrase(accounts.Session(center.store, center.clock, student.id), "a lamp and")
    page = browser.new_page()
    page.goto(f"{served.url}#/feedback")
    page.fill("#name", student.name)
    page.fill("#passphrase", "a lamp and")
    page.get_by_role("button", name="Sign in").click()
    wait_until_open(page)
    assert page.url == f"{served.url}#/feedback"
    page.context.close()


def test_signing_out(desk: Page, served: RunningCenter) -> None:
    desk.get_by_role("button", name="Sign out").click()
    expect(desk).to_have_url(f"{served.url}sign-in")
    desk.go_back()
    expect(desk).to_have_url(re.compile("sign-in"))


def test_signing_out_asks_about_what_is_only_in_this_browser(
    desk: Page, served: RunningCenter, student: Member
) -> None:
    """Stay; leave and find it again; leave nothing, though the page keeps what it is left with."""
    mine, others = f"wc:{student.id}:draft", "wc:somebody:draft"
    desk.evaluate("key => localStorage.setItem(key, 'typed')", others)
    desk.evaluate(
        "key => { const keep = () => localStorage.setItem(key, 'typed'); keep();"
        " addEventListener('pagehide', keep); }",
        mine,
    )
    dialog = desk.get_by_role("dialog")
    desk.get_by_role("button", name="Sign out").click()
    expect(dialog).to_contain_text("has not reached the writing center yet")
    assert violations(desk) == []
    dialog.get_by_role("button", name="Stay here").press("Enter")
    expect(dialog).to_be_hidden()
    assert desk.url == served.url
    desk.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("button", name="keep it here").click()
    expect(desk).to_have_url(f"{served.url}sign-in")
    assert desk.evaluate("Object.keys(localStorage).sort()") == sorted((mine, others))


def test_signing_out_and_leaving_nothing_behind(
    desk: Page, served: RunningCenter, student: Member
) -> None:
    mine = f"wc:{student.id}:draft"
    desk.evaluate(
        "key => { const keep = () => localStorage.setItem(key, 'typed'); keep();"
        " addEventListener('pagehide', keep); }",
        mine,
    )
    desk.get_by_role("button", name="Sign out").click()
    desk.get_by_role("dialog").get_by_role("button", name="delete it").click()
    expect(desk).to_have_url(f"{served.url}sign-in")
    assert mine not in desk.evaluate("Object.keys(localStorage)")


def test_a_missing_answer_is_said_until_one_comes(desk: Page) -> None:
    banner = desk.locator("#wc-connection")
    desk.evaluate("dispatchEvent(new Event('wc:no-answer'))")
    expect(banner).to_contain_text("does not answer at the moment")
    # It says so below the header, whose links work.
    header, below = desk.locator(".wc-header").bounding_box(), banner.bounding_box()
    assert header
    assert below
    assert below["y"] >= header["y"] + header["height"]
    desk.get_by_role("button", name="Sign out").click(trial=True)
    desk.get_by_role("button", name="Press me").click()
    expect(banner).to_be_hidden()


def test_a_dead_kernel_is_replaced_and_the_place_kept(
    browser: Browser, served: RunningCenter, student: Member
) -> None:
    known = {process.pid for process in kernels(served)}
    context = signed_in(browser, served, student)
    page = open_page(context, f"{served.url}#/write")
    [mine] = [process for process in kernels(served) if process.pid not in known]
    page.evaluate("window.before = true")
    mine.kill()
    expect(page.locator("#pressed")).to_have_count(0)  # it reloads by itself
    wait_until_open(page)
    assert page.url == f"{served.url}#/write"
    assert page.evaluate("window.before") is None
    page.get_by_role("button", name="Press me").click()
    expect(page.locator("#pressed")).to_have_text("pressed")
    context.close()


def test_a_dead_kernel_does_not_take_what_is_being_typed(
    browser: Browser, served: RunningCenter, student: Member
) -> None:
    known = {process.pid for process in kernels(served)}
    context = signed_in(browser, served, student)
    page = open_page(context, served.url)
    [mine] = [process for process in kernels(served) if process.pid not in known]
    page.evaluate(
        "['lost', 'back'].forEach(what => addEventListener(`wc:connection-${what}`, () =>"
        " { document.body.dataset[what] = 'yes'; }))"
    )
    page.get_by_label("Note").press_sequentially("half a sentence")
    mine.kill()
    banner = page.locator("#wc-connection")
    expect(banner).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-lost", "yes")
    expect(banner).to_contain_text("The writing center is back.")
    assert page.get_by_label("Note").input_value() == "half a sentence"
    page.get_by_role("button", name="Reconnect").click()
    expect(page.locator("#wc-connection")).to_be_hidden()
    wait_until_open(page)
    context.close()


def test_a_server_that_goes_and_comes_back(browser: Browser, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with running_center(tmp_path, pages=PAGES, notebooks=write_pages(tmp_path)) as served:
        context = signed_in(browser, served, served.add("Ada"))
        page = open_page(context, f"{served.url}#/guide")
        assert served.process
        children = psutil.Process(served.process.pid).children()
        served.process.kill()
        served.process.wait()
        banner = page.locator("#wc-connection")
        expect(banner).to_contain_text(GONE)
        assert children
        served.start()
        expect(banner).to_be_hidden(timeout=30_000)
        wait_until_open(page)
        assert page.url == f"{served.url}#/guide"
        page.get_by_role("button", name="Press me").click()
        expect(page.locator("#pressed")).to_have_text("pressed")
        psutil.wait_procs(children, timeout=10)
        assert not any(child.is_running() for child in children)
        context.close()


def test_a_broken_page_says_so(browser: Browser, served: RunningCenter, student: Member) -> None:
    context = signed_in(browser, served, student)
    page = open_page(context, f"{served.url}broken")
    expect(page.get_by_text("This page could not be opened.")).to_be_visible()
    context.close()
