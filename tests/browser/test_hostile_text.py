"""The payloads stand in every text of a class: on no page does anything run, leave or ask.

Where people only look, the pages' own rules for scripts are switched off, so that nothing but
escaping and sanitising protects; where they type, the rules are on, and tell of every attempt.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server.chromium import open_page, signed_in, wait_until_open

from writing_center.domain.people import Member
from writing_center.services import drafts, threads

from .canary import Canary
from .desks import go, wait_until_saved
from .hostile_center import mark_of, not_written
from .hostile_places import DESKS, WITHOUT_WORDS, HostileCenter, hostile_center
from .payloads import PAYLOADS

NOWHERE_SHOWN = {
    "Member.email": "people are found by it",
    "Claim.reason": "told to nobody",
    "TakenEdit.before": "goes back into the draft",
    "TakenEdit.reason": "goes back into the decision",
}
LONG = "\n\n".join(PAYLOADS)
NAME = "\"'><img src=x onerror=wcx(1)>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileCenter]:
    with hostile_center(tmp_path_factory.mktemp("hostile")) as made:
        yield made


@pytest.fixture
def canary(hostile: HostileCenter) -> Canary:
    return Canary(hostile.served.url)


@pytest.fixture
def comes(
    browser: Browser, hostile: HostileCenter, canary: Canary
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens somebody's own browser, watched."""
    opened = []

    def come(who: Member | None, **more: bool) -> BrowserContext:
        made = signed_in(browser, hostile.served, who, **more) if who else browser.new_context()
        opened.append(canary.watch(made))
        return made

    yield come
    for context in opened:
        context.close()


def test_every_text_that_is_kept_is_hostile(hostile: HostileCenter) -> None:
    assert not_written(hostile.writer.store, hostile.writer.written) == []


def test_every_place_of_every_desk_is_visited(hostile: HostileCenter) -> None:
    visited = {
        (hostile.places[name].page, place.split("/")[1])
        for name, route in hostile.routes.items()
        for place in (route, f"{hostile.places[name].shown}/")
    }
    session = hostile.session("teacher")
    there = {(page, view) for page, desk in DESKS.items() for view in desk(session).views}
    assert sorted(there - visited) == []


def test_nothing_happens_on_any_page(
    comes: Callable[..., BrowserContext], hostile: HostileCenter, canary: Canary
) -> None:
    contexts: dict[str, BrowserContext] = {}
    pages: dict[tuple[str, str], Page] = {}
    for name, place in hostile.places.items():
        if place.who not in contexts:
            contexts[place.who] = comes(hostile.session(place.who).actor, bypass_csp=True)
        if place.on not in pages:
            pages[place.on] = contexts[place.who].new_page()
            pages[place.on].goto(f"{hostile.served.url}{place.page}")
            wait_until_open(pages[place.on])
        page, route = pages[place.on], hostile.routes[name]
        go(page, route, place.shown or route)
        words = page.locator(".wc-app").first.inner_text()
        assert name in WITHOUT_WORDS or "wcx(1)" in words, name
        canary.look(page, name)
    assert canary.problems == []
    unseen = {one for one in hostile.writer.written if mark_of(one) not in canary.seen}
    assert sorted(unseen ^ set(NOWHERE_SHOWN)) == []


def test_nothing_happens_where_somebody_types(
    comes: Callable[..., BrowserContext], hostile: HostileCenter, canary: Canary, tmp_path: Path
) -> None:
    reader = hostile.session("reader")
    draft = drafts.start_draft(reader, None, NAME)
    page = open_page(comes(reader.actor), f"{hostile.served.url}#/write/{draft.id}")
    paper = page.get_by_label("Your text", exact=True)
    paper.fill(LONG)
    wait_until_saved(page)
    page.get_by_role("button", name="How it reads").click()
    expect(page.get_by_role("region", name="How it reads")).to_contain_text("wcx(1)")
    canary.look(page, "how it reads")
    page.reload()
    wait_until_open(page)
    _brings_in(page, tmp_path / f"{NAME.replace('/', '')}.html", canary)
    _disagrees_with_itself(page, hostile, draft.id, canary)
    assert canary.problems == []


def _brings_in(page: Page, path: Path, canary: Canary) -> None:
    """A web page full of payloads, whose name is one too."""
    path.write_text(f"<title>{NAME}</title><h1>wcx</h1>{LONG}", "utf-8")
    page.get_by_text("Bring a text in").click()
    page.get_by_label("Choose a file").set_input_files(path)
    came = page.get_by_role("region", name="What came in")
    expect(came).to_contain_text("came out of")
    came.get_by_text("Look at it first").click()
    canary.look(page, "what came in")
    page.reload()
    wait_until_open(page)


def _disagrees_with_itself(page: Page, hostile: HostileCenter, id: str, canary: Canary) -> None:
    """The same draft was changed in another window."""
    reader = hostile.session("reader")
    version = drafts.find_draft(reader, id).version
    drafts.save_text(reader, id, drafts.Save(f"{LONG}\n\n{NAME}", version, "another", 1))
    page.get_by_label("Your text", exact=True).fill(f"{NAME}\n\n{LONG}")
    dialog = page.get_by_role("dialog").filter(has=page.locator("[data-mine]"))
    expect(dialog.locator("[data-theirs]")).to_contain_text("wcx(1)")
    canary.look(page, "which text")


def test_nothing_happens_when_somebody_else_says_something(
    comes: Callable[..., BrowserContext], hostile: HostileCenter, canary: Canary
) -> None:
    writer = hostile.session("writer")
    route = hostile.routes["first feedback"]
    page = open_page(comes(writer.actor), f"{hostile.served.url}#{route}")
    store = hostile.served.center.store
    review = next(
        one
        for one in store.reviews.where(submission_id=route.split("/")[2])
        if store.annotations.count(review_id=one.id)
    )
    note = store.annotations.where(review_id=review.id)[0]
    said = f"just now {NAME}\n\n" + "\n\n".join(PAYLOADS[30:90])[:3_000]
    threads.reply_to(writer, review.id, note.id, said)
    expect(page.get_by_text("just now").first).to_be_attached()
    canary.look(page, "a reply comes")

    teacher = open_page(
        comes(hostile.session("teacher").actor),
        f"{hostile.served.url}teacher/class#{hostile.routes['class']}",
    )
    teacher.get_by_role("button", name="Make consultant").first.click()
    teacher.get_by_role("dialog").get_by_role("button", name="Make consultant").click()
    expect(teacher.locator(".wc-toast")).to_contain_text("wcx(1)")
    canary.look(teacher, "a sentence at the edge")
    assert canary.problems == []


def test_nothing_happens_around_signing_in(
    comes: Callable[..., BrowserContext], hostile: HostileCenter, canary: Canary
) -> None:
    url, code = hostile.served.url, hostile.served.center.store.groups.all()[0].join_code
    member = comes(hostile.session("reader").actor, bypass_csp=True).new_page()
    for path in ("passphrase", f"join/{code}", f"nowhere/{NAME}", f"#/{NAME}", f"#{NAME}"):
        member.goto(f"{url}{path}")
        canary.look(member, path)
    hostile.served.add(NAME)
    page = comes(None).new_page()
    page.goto(f"{url}join/{code}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("wcx(1)")
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("A passphrase of your own").fill(NAME)
    page.get_by_role("button", name="Join the class").click()
    expect(page.get_by_role("alert")).to_contain_text("wcx(1)")
    canary.look(page, "joining")
    for next in (NAME, "javascript:wcx(1)", "//127.0.0.1:9/", "/\\127.0.0.1:9/"):
        page.goto(f"{url}sign-in?next={next}")
        page.get_by_label("Your name").fill(NAME)
        page.get_by_label("Your passphrase").fill(NAME)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        canary.look(page, "signing in")
    page.goto(f"{url}welcome#{NAME}")
    canary.look(page, "one-time link")
    assert canary.problems == []
