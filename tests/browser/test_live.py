"""Pages follow what others do without being asked; ``benchmarks/promptness.py`` says how soon."""

from playwright.sync_api import Browser, expect

from writing_center.domain.assignments import Phase
from writing_center.domain.people import Member
from writing_center.services import reviewing, reviews

from .founded import Founded


def test_a_claimed_task_disappears_from_the_others_boards(
    browser: Browser, founded: Founded
) -> None:
    group = founded.a_class("Live one")
    assignment = founded.an_assignment(group, reviews_wanted=1)
    wanted = founded.hands_in(founded.a_student(group, "Ina Writes"), assignment)
    founded.begin(assignment, Phase.REVIEW)
    looking, quick = (founded.a_student(group, name) for name in ("Ole Looks", "Pia Quick"))
    page = founded.desk(browser, looking, "/review")
    task = page.get_by_role("button", name="Read this one")
    expect(task).to_have_count(1)
    reviews.claim_review(founded.as_(quick), wanted.id)
    expect(task).to_have_count(0)
    page.context.close()


def test_an_answer_appears_and_what_is_being_typed_stays(
    browser: Browser, founded: Founded
) -> None:
    group = founded.a_class("Live two")
    assignment = founded.an_assignment(group)
    author = founded.a_student(group, "Rut Writes")
    wanted = founded.hands_in(author, assignment)
    founded.begin(assignment, Phase.REVIEW)
    first, second = (founded.a_student(group, name) for name in ("Sol Reads", "Tea Reads"))
    _answer(founded, first, wanted.id, "I hear it in the first line.")
    page = founded.desk(browser, author, f"/feedback/{wanted.id}")
    page.get_by_label("Why?", exact=True).fill("because of the shoes")
    _answer(founded, second, wanted.id, "Not before the last line.")
    expect(page.get_by_role("heading", name="Tea Reads")).to_be_visible()
    expect(page.get_by_label("Why?", exact=True).first).to_have_value("because of the shoes")
    expect(page.get_by_label("Why?", exact=True).first).to_be_focused()
    page.context.close()


def test_typing_is_no_news(founded: Founded) -> None:
    group = founded.a_class("Live three")
    writer = founded.a_student(group, "Vic Writes")
    store = founded.served.center.store
    before, of_drafts = store.revision("activities"), store.revision("drafts")
    founded.a_draft(writer, None)
    assert store.revision("drafts") > of_drafts
    assert store.revision("activities") == before


def _answer(founded: Founded, reader: Member, submission_id: str, words: str) -> None:
    session = founded.as_(reader)
    claim = reviews.claim_review(session, submission_id)
    reviewing.save_review(session, claim.id, answer=words, summary="Try the end again.")
    reviewing.submit_review(session, claim.id)
