"""Somebody types scripts into every field there is: nothing is executed on anybody's page.

The pages' own rules for scripts are switched off here, so that only the escaping protects.
"""

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from playwright.sync_api import Browser, Page, expect
from server.chromium import open_page, signed_in

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Phase
from writing_center.domain.people import Group, Member
from writing_center.domain.reviews import Choice, CriterionReading
from writing_center.domain.style_guide import EntryText
from writing_center.domain.submissions import Submission
from writing_center.services import (
    accounts,
    answering,
    assignments,
    classes,
    drafts,
    feedback,
    reviewing,
    reviews,
    style_guide,
    submissions,
    threads,
    welcome,
)
from writing_center.services.session import Session

from .desks import go
from .founded import Founded
from .listening import Ear

PAYLOADS = (
    "<script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=2>",
    "\"'><svg onload=window.__xss=3>",
    "</textarea></title><img src=x onerror=window.__xss=4>",
    '"\' onfocus=window.__xss=5 autofocus x="',
    "[go](javascript:window.__xss=6) ![see](http://127.0.0.1:9/see.png)",
    "<a href='http://127.0.0.1:9/' ping='http://127.0.0.1:9/'><link rel=stylesheet href=//127.0.0.1:9>",
    "{{7*7}}{% raw %}${alert(7)}",
)
LONG = "\n\n".join(PAYLOADS)
SHORT = "</title>\"'><img src=x onerror=window.__xss=9>"
NAME = "<img src=x onerror=window.__xss=8>"
LIVE_ATTRIBUTES = """() => [...document.querySelectorAll("#rendered_cells *")].flatMap((node) =>
  [...node.attributes]
    .filter((a) => a.name.startsWith("on") || /^\\s*javascript:/i.test(a.value)
      || (!["value", "href", "xmlns"].includes(a.name) && /^(https?:)?\\/\\//.test(a.value)))
    .map((a) => `${node.localName} ${a.name}=${a.value}`))"""


@pytest.fixture(scope="module")
def hostile(founded: Founded) -> "Hostile":
    made = Hostile(founded)
    made.write_everywhere()
    return made


class Hostile:
    """A class in which everything is called a script."""

    group: Group
    author: Member
    reader: Member
    submission: Submission
    newest: Submission
    routes: dict[str, list[str]]

    def __init__(self, founded: Founded) -> None:
        self.founded = founded

    def write_everywhere(self) -> None:
        teacher = self.founded.as_(self.founded.teacher)
        classes.write_charter(teacher, LONG)
        self.group = self.founded.a_class(SHORT[:80])
        self.author, self.reader = (self._joins(f"{NAME} {who}") for who in ("A", "B"))
        self._roster(teacher)
        criteria = [assignments.CriterionForm(SHORT, LONG[:300], (NAME, f"{NAME}2"))]
        form = assignments.AssignmentForm(SHORT, LONG, criteria)
        assignment = assignments.make_assignment(teacher, self.group.id, form)
        kept = self.founded.served.center.store.assignments
        kept.put(replace(assignment, suggested_edits=True))
        self.submission = self._handed_in(assignment.id)
        self.founded.begin(assignment, Phase.REVIEW)
        claim = self._half_reviewed()
        entry = self._reviewed_and_answered(claim)
        again = self._talked_about_and_revised(claim)
        self.routes = {
            "author": [
                *("/", "/write", "/feedback", "/guide", "/me"),
                *(f"/write/{self.submission.draft_id}", f"/write/{self.submission.draft_id}/1"),
                *(f"/feedback/{self.submission.id}", f"/guide/{entry}", f"/guide/{entry}/revise"),
                f"/feedback/{self.newest.id}/earlier",
            ],
            "reader": [
                *("/", "/review", f"/review/given/{claim}", f"/review/{again}", f"/guide/{entry}"),
            ],
            "teacher": [
                *("/", "/charter", f"/class/{self.group.id}", f"/texts/{assignment.id}"),
                f"/texts/{assignment.id}/{self.submission.id}",
                *(f"/assignment/{assignment.id}", f"/assignment/new/{self.group.id}"),
            ],
        }

    def _joins(self, name: str) -> Member:
        code = self.group.join_code
        member = accounts.join_class(self.founded.served.center, code, name, "seven owls").member
        welcome.skip_welcome(self.founded.as_(member))
        return member

    def _roster(self, teacher: Session) -> None:
        typed = f'name,e-mail\n"{NAME} R","<script>@example.org"\n'.encode()
        classes.import_roster(teacher, self.group.id, typed, cohort=SHORT)

    def _handed_in(self, assignment_id: str) -> Submission:
        session = self.founded.as_(self.author)
        draft = drafts.start_draft(session, assignment_id)
        drafts.describe_draft(session, draft.id, title=SHORT, request=LONG, help_had=LONG)
        drafts.save_text(session, draft.id, drafts.Save(LONG, 0, "tab", 1))
        return submissions.submit_draft(session, draft.id)

    def _half_reviewed(self) -> str:
        session = self.founded.as_(self.reader)
        claim = reviews.claim_review(session, self.submission.id)
        rubric = assignments.rubric_of(session, self.submission.assignment_id)
        assert rubric
        readings = [CriterionReading(c.id, LONG[:900], LONG, 0) for c in rubric.criteria]
        reviewing.save_review(session, claim.id, answer=LONG, readings=readings, summary=LONG)
        end = len(self.submission.text)
        for start in (0, 10):
            reviewing.add_comment(session, claim.id, start, end, LONG, kind=CommentKind.LOST)
        reviewing.add_comment(session, claim.id, 0, 20, LONG, replacement=LONG)
        return claim.id

    def _reviewed_and_answered(self, claim: str) -> str:
        review = reviewing.submit_review(self.founded.as_(self.reader), claim)
        session = self.founded.as_(self.author)
        [answer] = feedback.feedback_on(session, self.submission.id).answers
        for comment in answer.comments:
            feedback.decide(session, review.id, comment.id, Choice.DECLINED, LONG)
        answering.rate_review(session, review.id, 5, LONG)
        noted = next(comment for comment in answer.comments if comment.passage)
        source = style_guide.comment_source(session, review.id, noted.id)
        text = EntryText(**{one.name: SHORT for one in fields(EntryText)} | _long_parts())
        entry = style_guide.propose_entry(session, text, source=source, quote=True)
        style_guide.try_entry(session, entry.id, False, LONG)
        style_guide.revise_entry(
            session, entry.id, EntryText(**{**vars(text), "title": f"{SHORT} 2"}), LONG[:900]
        )
        return entry.id

    def _talked_about_and_revised(self, claim: str) -> str:
        """Replies, a next draft that has lost some passages, and its reader's new review."""
        teacher, author, reader = (
            self.founded.as_(who) for who in (self.founded.teacher, self.author, self.reader)
        )
        [answer] = feedback.feedback_on(author, self.submission.id).answers
        for comment in answer.comments:
            for session in (teacher, author, reader):
                threads.reply_to(session, claim, comment.id, LONG)
        draft = drafts.find_draft(author, self.submission.draft_id)
        text = f"{NAME}\n\n{LONG.replace(PAYLOADS[1], SHORT)}"
        drafts.save_text(author, draft.id, drafts.Save(text, draft.version, "tab", 2))
        self.newest = submissions.submit_draft(author, draft.id)
        return reviews.claim_review(reader, self.newest.id).id


def _long_parts() -> dict[str, str]:
    return dict.fromkeys(("when", "readers", "suggestion", "limits", "works", "fails"), LONG) | {
        "kind": NAME[:40]
    }


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear()


@pytest.fixture
def visitor(browser: Browser, hostile: Hostile, ear: Ear) -> Iterator["Visitor"]:
    found = Visitor(browser, hostile, ear)
    yield found
    found.close()


class Visitor:
    """Goes everywhere, without the protection of the pages' own rules."""

    def __init__(self, browser: Browser, hostile: Hostile, ear: Ear) -> None:
        self.browser, self.hostile, self.ear = browser, hostile, ear

    def open(self, member: Member, path: str = "") -> Page:
        served = self.hostile.founded.served
        self.context = signed_in(self.browser, served, member, bypass_csp=True)
        self.ear.listen(self.context)
        return open_page(self.context, f"{served.url}{path}")

    def close(self) -> None:
        self.context.close()


def harmless(page: Page, ear: Ear, url: str) -> None:
    """Nothing was executed, nothing could be, and nobody was asked."""
    page.evaluate("document.querySelectorAll('#wc-main details').forEach(d => { d.open = true })")
    assert page.evaluate("window.__xss") is None
    assert page.evaluate(LIVE_ATTRIBUTES) == []
    assert ear.elsewhere(url) == []
    assert ear.complaints == []


@pytest.mark.parametrize("who", ["author", "reader"])
def test_on_students_pages(visitor: Visitor, hostile: Hostile, ear: Ear, who: str) -> None:
    page = visitor.open(getattr(hostile, who))
    for route in hostile.routes[who]:
        go(page, route)
        expect(page.locator("#rendered_cells")).to_contain_text("__xss")
        harmless(page, ear, hostile.founded.url)


def test_on_a_review_that_is_being_written(visitor: Visitor, hostile: Hostile, ear: Ear) -> None:
    third = hostile._joins(f"{NAME} C")
    claim = reviews.claim_review(hostile.founded.as_(third), hostile.newest.id)
    page = visitor.open(third, f"#/review/{claim.id}")
    page.get_by_role("button", name="Comment on paragraph 2").click()
    page.get_by_label("What happened when you read this?").fill(LONG)
    harmless(page, ear, hostile.founded.url)
    page.get_by_role("button", name="Add the comment").click()
    expect(page.get_by_role("article")).to_contain_text("__xss")
    page.get_by_label("Evaluate:").fill(LONG)
    harmless(page, ear, hostile.founded.url)


def test_on_teachers_pages(visitor: Visitor, hostile: Hostile, ear: Ear) -> None:
    page = visitor.open(hostile.founded.teacher, "teacher/class")
    for route in hostile.routes["teacher"]:
        go(page, route)
        expect(page.locator("#rendered_cells")).to_contain_text("__xss")
        harmless(page, ear, hostile.founded.url)
    for path in ("participation", "repertoire"):
        page.goto(f"{hostile.founded.url}teacher/{path}")
        expect(page.locator("#rendered_cells")).to_contain_text("__xss", timeout=40_000)
        harmless(page, ear, hostile.founded.url)


def test_on_pages_around_signing_in(visitor: Visitor, hostile: Hostile, ear: Ear) -> None:
    page = visitor.open(hostile.author, "passphrase")
    for path in ("passphrase", f"join/{hostile.group.join_code}", f"nowhere/{SHORT}"):
        page.goto(f"{hostile.founded.url}{path}")
        expect(page.locator("body")).to_contain_text(
            "__xss" if "/<" not in path else "Nothing here"
        )
        harmless(page, ear, hostile.founded.url)
    page.context.clear_cookies()
    page.goto(f"{hostile.founded.url}join/{hostile.group.join_code}")
    page.get_by_label("Your name").fill(hostile.author.name)
    page.get_by_label("A passphrase of your own").fill(NAME)
    page.get_by_role("button", name="Join the class").click()
    expect(page.get_by_role("alert")).to_contain_text("__xss")
    harmless(page, ear, hostile.founded.url)
    page.goto(f"{hostile.founded.url}sign-in?next={SHORT}")
    page.get_by_label("Your name").fill(SHORT)
    page.get_by_label("Your passphrase").fill(NAME)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    harmless(page, ear, hostile.founded.url)
