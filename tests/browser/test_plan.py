"""From a decision to the plan, by keys alone; to the next draft, and to who made the comment."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.people import Member
from writing_center.domain.submissions import Submission
from writing_center.services import drafts, reviewing, reviews

from .desks import arrive, go, told
from .founded import TEXT, Founded
from .inspecting import violations
from .test_keyboard import press
from .test_narrow import check as check_narrow

SAID = {"She knew everybody by their shoes.": "Which shoes?", "Now a machine": "Since when?"}


def answered(founded: Founded, reader: Member, submission: Submission) -> str:
    """The reader's review, with two comments; its claim."""
    session = founded.as_(reader)
    claim = reviews.claim_review(session, submission.id)
    for words, body in SAID.items():
        start = TEXT.index(words)
        end = start + len(words)
        reviewing.add_comment(session, claim.id, start, end, body, kind=CommentKind.QUESTION)
    reviewing.save_review(session, claim.id, answer="I hear it.", summary="Go on.")
    reviewing.submit_review(session, claim.id)
    return claim.id


def test_a_plan_from_the_decision_to_what_its_reader_learns(
    browser: Browser, founded: Founded
) -> None:
    group = founded.a_class()
    assignment = founded.an_assignment(group)
    wanda, rita = founded.a_student(group, "Wanda Plan"), founded.a_student(group, "Rita Plan")
    first = founded.hands_in(wanda, assignment)
    founded.begin(assignment, Phase.REVIEW)
    claim_id = answered(founded, rita, first)
    page = founded.desk(browser, wanda, f"/feedback/{first.id}")

    decide(page)
    put_in_order(page, first.draft_id)
    look_at_it(page)
    work_beside_the_draft(page, founded, wanda, first.draft_id)
    hand_in(page)

    reader = founded.desk(browser, rita, f"/review/given/{claim_id}")
    shoes = reader.get_by_role("article").filter(has_text="Which shoes?")
    expect(shoes.get_by_text("The writer: done. The brown ones.")).to_be_visible()
    expect(shoes.get_by_text("In Draft 2 the passage was changed.")).to_be_visible()
    expect(shoes.locator("ins", has_text="brown")).to_be_visible()
    machine = reader.get_by_role("article").filter(has_text="Since when?")
    expect(machine.get_by_text("The writer: declined. Nobody remembers.")).to_be_visible()
    expect(reader.get_by_text("The shoes have a colour now.")).to_be_visible()
    assert violations(reader) == []


def decide(page: Page) -> None:
    for body in SAID.values():
        note = page.get_by_role("article").filter(has_text=body)
        note.get_by_role("button", name="Will do").click()
        expect(note.get_by_text("You: will do")).to_be_visible()
    answer = page.get_by_role("article").filter(has_text="I hear it.")
    answer.get_by_role("button", name="Considering").click()
    answer.get_by_role("button", name="Undo what you decided").click()
    told(page, "It is undecided again.")
    expect(answer.get_by_role("button", name="Will do")).to_be_focused()
    expect(answer.get_by_text("You: considering")).to_have_count(0)
    page.get_by_role("link", name="Your plan").click()


def put_in_order(page: Page, draft_id: str) -> None:
    arrive(page, f"/plan/{draft_id}")
    page.get_by_label("A note of your own").fill("Ask my uncle.")
    page.get_by_role("button", name="Put it on the plan").click()
    told(page, "It is on your plan.")
    expect(page.get_by_label("A note of your own")).to_have_value("")
    lines = page.locator(".wc-plan > li")
    expect(lines).to_have_count(3)
    page.get_by_role("link", name="Back to the draft").focus()
    press(page, step(page, "Up", "Ask my uncle."))
    told(page, "Now 2 of 3.")
    expect(step(page, "Up", "Ask my uncle.")).to_be_focused()
    page.keyboard.press("Enter")
    told(page, "Now 1 of 3.")
    expect(lines.first).to_contain_text("Ask my uncle.")
    # There is no way further up: the keyboard goes on with the way down.
    expect(step(page, "Down", "Ask my uncle.")).to_be_focused()


def step(where: Page | Locator, what: str, of: str) -> Locator:
    """A button of a line of the plan."""
    return where.get_by_role("button", name=re.compile(rf"^{what} ?: {re.escape(of)}"))


def look_at_it(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    check_narrow(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def work_beside_the_draft(page: Page, founded: Founded, wanda: Member, draft_id: str) -> None:
    session = founded.as_(wanda)
    draft = drafts.find_draft(session, draft_id)
    text = draft.text.replace("their shoes", "their brown shoes")
    drafts.save_text(session, draft_id, drafts.Save(text, draft.version, "elsewhere", 9))
    go(page, f"/write/{draft_id}")
    beside = page.get_by_role("region", name="Your plan")
    expect(beside.get_by_role("article").first).to_contain_text("Ask my uncle.")
    step(beside, "Done", "Ask my uncle.").click()
    told(page, "Done.")
    expect(page.get_by_text("Your plan (2 to do)")).to_be_visible()
    beside.get_by_role("article").filter(has_text="Since when?").get_by_role(
        "button", name="Go there"
    ).click()
    expect(page.get_by_label("Your text", exact=True)).to_be_focused()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Hand in Draft 2").click()
    shoes = page.get_by_role("group").filter(has_text="Which shoes?")
    expect(shoes.get_by_label("Done")).to_be_checked()  # its passage was changed
    machine = page.get_by_role("group").filter(has_text="Since when?")
    expect(machine.get_by_label("Still to do")).to_be_checked()
    shoes.get_by_label("Why").fill("The brown ones.")
    machine.get_by_label("No, because").check()
    page.get_by_label("To your readers").fill("The shoes have a colour now.")
    assert violations(page) == []
    page.get_by_role("button", name="Hand in Draft 2").click()
    expect(machine.get_by_role("alert")).to_contain_text("Please say why")
    expect(machine.get_by_label("Why")).to_be_focused()
    machine.get_by_label("Why").fill("Nobody remembers.")
    page.get_by_role("button", name="Hand in Draft 2").click()
    told(page, "Handed in as Draft 2")
