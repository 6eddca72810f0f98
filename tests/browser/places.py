"""Every place of the center as the sample's people find it, each with whose it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, expect
from server.chromium import open_page, wait_until_open
from server.running import RunningCenter

from writing_center.domain.people import Member
from writing_center.sample.build import SampleClass
from writing_center.services import (
    annotations,
    assignments,
    class_texts,
    classes,
    consulting,
    drafts,
    feedback,
    practice,
    practice_texts,
    reviews,
    style_guide,
    welcome,
)
from writing_center.services import submissions as submitting
from writing_center.services.session import Session

from .desks import go
from .leveled import result_route, results_route
from .listening import Ear

Route = Callable[[Session], str]


@dataclass(frozen=True)
class Place:
    """Who goes there, on which page, and where on it."""

    who: str
    page: str
    route: Route
    shown: str = ""
    """What the page calls itself, where that is not the address."""

    @property
    def on(self) -> tuple[str, str]:
        """The page, which several places share."""
        return self.who, self.page


def at(route: str) -> Route:
    return lambda _session: route


def _draft(session: Session) -> str:
    """The draft that was handed in most often: it has everything beside it."""
    mine = drafts.my_drafts(session)
    chosen = max(mine, key=lambda d: len(submitting.submissions_of_draft(session, d.id)))
    return f"/write/{chosen.id}"


def _own_draft(session: Session) -> str:
    return f"/write/{drafts.start_draft(session, None, 'A letter to my neighbour').id}"


def _feedback(session: Session) -> str:
    mine = submitting.my_submissions(session)
    chosen = max(mine, key=lambda one: len(feedback.feedback_on(session, one.id).answers))
    return f"/feedback/{chosen.id}"


def _desk(session: Session) -> str:
    return f"/review/{reviews.review_board(session).held[0].claim.id}"


def _talk(session: Session) -> str:
    found = consulting.my_conversations(session)
    return f"/review/{next(one.review.id for one in found if not one.is_answered)}"


def _given(session: Session) -> str:
    given = feedback.reviews_given(session)
    chosen = max(given, key=lambda one: len(one.decisions))
    return f"/review/given/{chosen.review.id}"


def _entry(session: Session) -> str:
    found = style_guide.search_guide(session)
    chosen = max(found, key=lambda e: len(style_guide.view_entry(session, e.id).revisions))
    return f"/guide/{chosen.id}"


def _from_comment(session: Session) -> str:
    mine = submitting.my_submissions(session)
    for submission in mine:
        for answer in feedback.feedback_on(session, submission.id).answers:
            for comment in answer.comments:
                if comment.passage:
                    return f"/guide/propose/{answer.review.id}/{comment.id}"
    raise AssertionError("Nobody has commented on a passage of theirs.")


def _class(session: Session) -> str:
    return f"/class/{classes.groups_taught(session)[0].id}"


def _assignment(session: Session) -> str:
    group = classes.groups_taught(session)[0]
    return f"/assignment/{assignments.assignments_of(session, group.id)[0].id}"


def _texts(session: Session) -> str:
    return _assignment(session).replace("/assignment/", "/texts/")


def _text(session: Session) -> str:
    place = _texts(session)
    found = class_texts.class_texts(session, place.rsplit("/", 1)[1])
    chosen = max(found, key=lambda one: len(one.answers))
    return f"{place}/{chosen.submission.id}"


def _earlier(session: Session) -> str:
    mine = submitting.my_submissions(session)
    chosen = max(mine, key=lambda one: len(annotations.carried(session, one.id)))
    return f"/feedback/{chosen.id}/earlier"


def _new_assignment(session: Session) -> str:
    return f"/assignment/new/{classes.groups_taught(session)[0].id}"


def _practice_text(session: Session) -> str:
    group = classes.groups_taught(session)[0]
    return f"/practice/{practice_texts.practice_texts_of(session, group.id)[0].id}"


def _new_practice_text(session: Session) -> str:
    return f"/practice/new/{classes.groups_taught(session)[0].id}"


PLACES: dict[str, Place] = {
    "first visit": Place("newcomer", "", at("/"), shown="/welcome/charter"),
    "home": Place("reader", "", at("/")),
    "drafts": Place("reader", "", at("/write")),
    "draft": Place("writer", "", _draft),
    "own draft": Place("reader", "", _own_draft),
    "draft handed in": Place("writer", "", lambda s: f"{_draft(s)}/1"),
    "versions": Place("writer", "", lambda s: _draft(s).replace("/write/", "/versions/")),
    "versions compared": Place(
        "writer", "", lambda s: _draft(s).replace("/write/", "/versions/") + "/1/2"
    ),
    "board": Place("reader", "", at("/review")),
    "circle": Place("reader", "", at("/circle")),
    "review": Place("reader", "", _desk),
    "review given": Place("reader", "", _given),
    "feedbacks": Place("reader", "", at("/feedback")),
    "feedback": Place("reader", "", _feedback),
    "earlier comments": Place("writer", "", _earlier),
    "practice": Place("writer", "", lambda s: f"/practice/{practice.my_practice(s)[0].id}"),
    "practices": Place("writer", "", at("/practice")),
    "practice, both": Place("reader", "", lambda s: f"/practice/{practice.my_practice(s)[0].id}"),
    "guide": Place("reader", "", at("/guide")),
    "entry": Place("reader", "", _entry),
    "revise entry": Place("reader", "", lambda s: f"{_entry(s)}/revise"),
    "propose entry": Place("reader", "", at("/guide/propose")),
    "entry from comment": Place("reader", "", _from_comment),
    "what others see": Place("reader", "", at("/me")),
    "no such place": Place("reader", "", at("/nowhere"), shown="error"),
    "consultant’s home": Place("consultant", "", at("/")),
    "consultant’s board": Place("consultant", "", at("/review")),
    "consultants": Place("consultant", "", at("/consult")),
    "talk": Place("consultant", "", _talk),
    "ask a consultant": Place(
        "writer", "", lambda s: _draft(s).replace("/write", "/consult/ask/draft")
    ),
    "teacher’s home": Place("teacher", "", at("/")),
    "classes": Place("teacher", "teacher/class", at("/")),
    "class": Place("teacher", "teacher/class", _class),
    "circles": Place("teacher", "teacher/class", lambda s: _class(s).replace("class", "circles")),
    "assignment": Place("teacher", "teacher/class", _assignment),
    "change assignment": Place("teacher", "teacher/class", lambda s: f"{_assignment(s)}/change"),
    "class texts": Place("teacher", "teacher/class", _texts),
    "class text": Place("teacher", "teacher/class", _text),
    "new assignment": Place("teacher", "teacher/class", _new_assignment),
    "results": Place("teacher", "teacher/class", results_route),
    "result": Place("teacher", "teacher/class", result_route),
    "practice text": Place("teacher", "teacher/class", _practice_text),
    "new practice text": Place("teacher", "teacher/class", _new_practice_text),
    "charter": Place("teacher", "teacher/class", at("/charter")),
    "participation": Place("teacher", "teacher/participation", at("/")),
    "repertoire": Place("teacher", "teacher/repertoire", at("/")),
}
PLAIN_PAGES: Sequence[str] = (
    "sign-in",
    "welcome#secret",
    "welcome",
    "passphrase",
    "nowhere",
    "join/no-such-code",
)


def first_visit(page: Page) -> Iterator[str]:
    """Walk through a newcomer's first visit, stopping at each step."""
    yield "charter"
    page.get_by_role("button", name="Read a short text").click()
    page.get_by_role("button", name="Comment on paragraph 2").click()
    yield "comment"
    page.get_by_role("radio", name="where I got lost").check()
    page.get_by_label("What happened when you read this?").fill("I began to skim.")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator("#comment-title")).to_be_focused()
    yield "comment in"
    page.get_by_role("button", name="Now a paragraph of your own").click()
    expect(page.get_by_label("Your paragraph")).to_be_visible()
    yield "paragraph"


@dataclass
class Atlas:
    """Opens places; a page that several places share stays open between them.

    ``ear`` hears all of them.
    """

    browser: Browser
    served: RunningCenter
    people: SampleClass
    ear: Ear = field(default_factory=Ear)
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def session(self, who: str) -> Session:
        """One of the sample's people at work, without a browser."""
        center = self.served.center
        return Session(center.store, center.clock, getattr(self.people, who).member_id)

    def open(self, name: str, *, width: int = 1280) -> Page:
        """A page of this place, of this width."""
        place = PLACES[name]
        session = self.session(place.who)
        if place.on not in self.pages:
            page = self._somebody(place.who).new_page()
            page.goto(f"{self.served.url}{place.page}")
            wait_until_open(page)
            self.pages[place.on] = page
        page = self.pages[place.on]
        page.set_viewport_size({"width": width, "height": 800})
        route = place.route(session)
        go(page, route, place.shown or route)
        return page

    def newcomer(self, name: str) -> Page:
        """Somebody who has just joined, at the beginning of their first visit."""
        return open_page(self._context(name, self.served.add(name)), self.served.url)

    def plain(self, path: str, who: str | None = None, *, width: int = 1280) -> Page:
        """One of the pages around signing in; of nobody, or of one of the people."""
        context = self._somebody(who) if who else self._context("nobody", None)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{self.served.url}{path}")
        return page

    def _somebody(self, who: str) -> BrowserContext:
        session = self.session(who)
        if who != "newcomer":
            welcome.skip_welcome(session)
        return self._context(who, session.actor)

    def _context(self, key: str, member: Member | None) -> BrowserContext:
        if key not in self.contexts:
            context = self.browser.new_context(reduced_motion="reduce")
            if member:
                context.add_cookies([self.served.browser_cookie(member)])  # type: ignore[list-item]
            self.ear.listen(context)
            self.contexts[key] = context
        return self.contexts[key]
