"""The whole loop in a real browser: a teacher and two students, from the link to the report."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from server.chromium import wait_until_open

from .desks import arrive, go, route_of, told, wait_until_saved
from .founded import Founded

NAMES = ("Berta Lund", "Cem Aydin")
PARAGRAPH = "The bus stop on Mill Road has no roof. When it rains, we stand under the bakery’s."
MORE = "\n\nThe baker knows us by name. On Fridays she gives us what is left over."
QUESTION = "Do you see the bakery before you?"


@pytest.fixture(scope="module")
def people(browser: Browser) -> Iterator[list[Page]]:
    """Three browsers: the teacher's and the two students'."""
    contexts = [browser.new_context() for _ in range(3)]
    for context in contexts:
        context.set_default_timeout(10_000)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_the_whole_loop(founded: Founded, people: list[Page]) -> None:
    teacher, *students = people
    sign_in_by_link(teacher, founded)
    join_link = make_class(teacher, founded)
    set_assignment(teacher)
    for student, name in zip(students, NAMES, strict=True):
        join(student, join_link, name)
        first_visit(student, name)
        write_and_hand_in(student)
    teacher.get_by_role("button", name="Begin review now").click()
    told(teacher, "The review phase has begun")
    for student in students:
        review(student)
    for student in students:
        read_and_decide(student)
        revise(student)
    entry = propose_to_the_guide(students[0])
    agree_to_be_quoted(students[1], entry)
    expect_the_quotation(students[0], entry)
    expect_numbers(teacher, founded)
    expect_reports(teacher, founded)


def sign_in_by_link(page: Page, founded: Founded) -> None:
    page.goto(f"{founded.url}welcome#{founded.secret}")
    page.get_by_role("button", name="Open the writing center").click()
    page.get_by_label("Your passphrase", exact=True).fill("a lamp and a map")
    page.get_by_role("button", name="Save and go on").click()
    wait_until_open(page)


def make_class(page: Page, founded: Founded) -> str:
    page.get_by_role("link", name="Class", exact=True).click()
    wait_until_open(page)
    page.get_by_label("Name of the class").fill("English 11b")
    page.get_by_label("Name of the term").fill("Spring 2027")
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("heading", name="English 11b")).to_be_visible()
    link = page.get_by_role("textbox", name="Join link").input_value()
    assert link.startswith(f"{founded.url}join/")
    return link


def set_assignment(page: Page) -> None:
    page.get_by_role("link", name="Set an assignment").click()
    page.get_by_label("Title").fill("A place")
    page.get_by_label("The task").fill("Describe a place that *you* know.")
    page.get_by_role("button", name="Set the assignment").click()
    expect(page.get_by_text("It is in its drafting phase")).to_be_visible()
    expect(page.locator("em", has_text="you")).to_be_visible()


def join(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("A passphrase of your own").fill("seven quiet owls")
    page.get_by_role("button", name="Join the class").click()
    wait_until_open(page)


def first_visit(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=f"Welcome, {name.split()[0]}")).to_be_visible()
    page.get_by_role("button", name="Read a short text").click()
    page.get_by_role("button", name="Comment on paragraph 2").press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Public transport is important")
    page.get_by_role("radio", name="where I got lost").check()
    page.get_by_label("What happened when you read this?").fill("Here I began to skim.")
    page.get_by_role("button", name="Add the comment").press("Enter")
    expect(page.get_by_role("article", name="Comment")).to_have_count(3)
    page.get_by_role("button", name="Now a paragraph of your own").click()
    page.get_by_label("Your paragraph").fill(PARAGRAPH)
    page.get_by_label("Your question to readers").fill(QUESTION)
    page.get_by_role("button", name="Keep it and go in").click()
    told(page, "This is your draft")


def write_and_hand_in(page: Page) -> None:
    text = page.get_by_label("Your text", exact=True)
    request = page.get_by_label("What do you want from your readers?")
    expect(text).to_have_value(PARAGRAPH)  # the first paragraph stays a draft of one's own
    expect(request).to_have_value(QUESTION)
    page.get_by_role("link", name="Home").click()
    page.get_by_role("button", name="A place").click()
    expect(text).to_have_value("")
    request.fill(QUESTION)
    text.fill(PARAGRAPH)
    text.press("ControlOrMeta+End")
    page.keyboard.insert_text(MORE)
    wait_until_saved(page)
    page.get_by_label("Title").fill("Under the bakery’s roof")
    page.get_by_role("button", name="Hand in Draft 1").click()
    told(page, "Handed in as Draft 1")
    page.get_by_role("link", name="Draft 1").click()
    expect(page.get_by_text("On Fridays she gives us")).to_be_visible()


def review(page: Page) -> None:
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert not any(name in page.locator("main").inner_text() for name in NAMES)
    page.get_by_role("button", name="Read this one").click()
    told(page, "It is yours to read.")
    comment_on_a_selection(page)
    page.get_by_label(f"First: “{QUESTION}”").fill("I see it, and I smell it.")
    page.get_by_label("What do you see there?").first.fill("A roof that is somebody else’s.")
    page.get_by_label("Evaluate:").fill("Try one Friday.")
    wait_until_saved(page)
    page.get_by_role("button", name="Hand in this review").click()
    told(page, "Your review is in")
    expect(page.get_by_role("heading", name="Your review of")).to_be_visible()


def comment_on_a_selection(page: Page) -> None:
    page.locator("[data-start]").nth(1).click(click_count=3)
    page.get_by_role("button", name="Comment on this passage").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("blockquote")).to_have_text(MORE.strip())
    dialog.get_by_label("suggestion").check()
    dialog.get_by_label("What happened when you read this?").fill("Who stands there on Fridays?")
    dialog.get_by_role("button", name="Add the comment").click()
    expect(dialog).to_have_count(0)  # while it is open, nothing else on the page takes words
    note = page.get_by_role("article").filter(has_text="Who stands there on Fridays?")
    expect(note.locator("blockquote")).to_have_text(MORE.strip())
    expect(page.locator("mark")).to_have_text(MORE.strip())


def read_and_decide(page: Page) -> None:
    go(page, "/")
    page.get_by_role("link", name="Read it").click()
    answer = page.get_by_role("article").filter(has_text="I see it, and I smell it.")
    answer.get_by_role("button", name="Considering").click()
    expect(answer.get_by_text("You: considering")).to_be_visible()
    note = page.get_by_role("article").filter(has_text="Who stands there on Fridays?")
    note.get_by_role("button", name="Will do").click()
    expect(note.get_by_role("button", name="Will do")).to_have_attribute("aria-pressed", "true")
    decline(page)
    page.get_by_label("very helpful").check()
    page.get_by_role("button", name="Tell the center").click()
    expect(page.get_by_text("How helpful you found it: very helpful")).to_be_visible()


def decline(page: Page) -> None:
    note = page.get_by_role("article").filter(has_text="Try one Friday.")
    note.get_by_role("button", name="Declined").click()
    reason = note.get_by_label("Your reason")
    expect(note.get_by_role("alert")).to_contain_text("Please say why")
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(reason).to_be_focused()
    reason.fill("It is about every Friday.")
    note.get_by_role("button", name="Declined").click()
    expect(note.get_by_text("You: declined. It is about every Friday.")).to_be_visible()
    expect(note.get_by_role("alert")).to_have_count(0)


def revise(page: Page) -> None:
    page.get_by_role("link", name="Go on writing this draft").click()
    text = page.get_by_label("Your text", exact=True)
    text.press("ControlOrMeta+End")
    page.keyboard.type(" There are four of us.")
    page.get_by_role("button", name="Hand in Draft 2").click()
    tell_what_was_done(page)
    page.get_by_role("button", name="Hand in Draft 2").click()
    told(page, "Handed in as Draft 2")
    expect(page.get_by_role("link", name="Draft 2")).to_be_visible()
    expect(page.get_by_role("link", name="Draft 1")).to_be_visible()


def tell_what_was_done(page: Page) -> None:
    heading = page.get_by_role("heading", name="What you did with your readers’ comments")
    expect(heading).to_be_focused()
    page.get_by_label("To your readers").fill("There are names in it now.")
    asked = page.get_by_role("group").filter(has_text="Who stands there on Fridays?")
    expect(asked.get_by_label("Still to do")).to_be_checked()
    settled = page.get_by_role("listitem").filter(has_text="Try one Friday.")
    expect(settled).to_contain_text("Decided against it: It is about every Friday.")


def propose_to_the_guide(page: Page) -> str:
    """The reader turns a comment that they made into an entry; its address."""
    go(page, "/review")
    page.get_by_role("link", name="Under the bakery’s roof, Draft 1").click()
    note = page.get_by_role("article").filter(has_text="Who stands there on Fridays?")
    expect(note.get_by_text("The writer: will do")).to_be_visible()
    expect(note.get_by_text("In Draft 2 the passage")).to_be_visible()
    expect(page.get_by_text("There are names in it now.")).to_be_visible()
    note.get_by_role("link", name="Make it an entry of the guide").click()
    expect(page.get_by_text("It grows from this comment:")).to_be_visible()
    for label, words in {
        "A short name": "People in the place",
        "When …": "you describe a place",
        "… readers …": "look for somebody in it",
        "Try …": "one person, one gesture",
    }.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Ask the writer whether the passage may be quoted").check()
    page.get_by_role("button", name="Propose it").click()
    told(page, "Proposed")
    expect(page.get_by_role("heading", name="People in the place")).to_be_visible()
    expect(page.get_by_text("On Fridays she gives us")).to_have_count(0)
    return route_of(page)


def agree_to_be_quoted(page: Page, entry: str) -> None:
    go(page, "/")
    page.get_by_role("link", name=re.compile("^Answer")).click()
    arrive(page, entry)
    page.get_by_role("button", name="Yes, quote it").click()
    expect(page.get_by_role("figure")).to_contain_text("On Fridays she gives us")


def expect_the_quotation(page: Page, entry: str) -> None:
    go(page, "/guide")
    go(page, entry)
    expect(page.get_by_role("figure")).to_contain_text("quoted by consent of whoever wrote it")
    page.get_by_role("link", name="The comment that this entry came from").click()
    expect(page.get_by_role("heading", name="Your review of")).to_be_visible()


def expect_numbers(page: Page, founded: Founded) -> None:
    page.goto(f"{founded.url}teacher/participation")
    wait_until_open(page)
    expect(page.get_by_text("2 students. Nobody is ranked here")).to_be_visible()
    assert rows(page, "Reviews handed in") == [[*NAMES, "1"], [*reversed(NAMES), "1"]]
    counts = dict(rows(page, "From draft to revision: A place"))
    assert counts == dict.fromkeys(("Handed in", "Claimed", "Reviewed", "Answered", "Revised"), "2")


def rows(page: Page, caption: str) -> list[list[str]]:
    table = page.locator("table").filter(has=page.locator("caption", has_text=caption))
    return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]


def expect_reports(page: Page, founded: Founded) -> None:
    page.goto(f"{founded.url}teacher/class")
    wait_until_open(page)
    page.get_by_role("link", name="Open English 11b").click()
    page.get_by_text("Feedback reports").click()
    page.get_by_label("web page").check()
    page.get_by_label("notebook").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download all reports").click()
    assert waiting.value.suggested_filename == "feedback reports.zip"
    archive = zipfile.ZipFile(BytesIO(Path(waiting.value.path()).read_bytes()))
    kinds = {name: {n.rsplit(".")[-1] for n in archive.namelist() if name in n} for name in NAMES}
    assert kinds == {key: {"pdf", "html", "ipynb"} for key in NAMES}
    assert len(archive.namelist()) == 6
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith("pdf"):
            assert content.startswith(b"%PDF")
        else:
            assert b"Who stands there on Fridays?" in content
            assert b"It is about every Friday." in content
