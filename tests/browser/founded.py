"""A new center, and a class put into it through the services: where a test begins in the middle."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page
from server.chromium import open_page, signed_in
from server.running import RunningCenter

from writing_center.domain.assignments import Assignment, Phase
from writing_center.domain.people import Group, Member
from writing_center.domain.submissions import Draft, Submission
from writing_center.services import accounts, assignments, classes, drafts, submissions, welcome
from writing_center.services.session import Session

TEXT = """\
The ferry turns in front of our house at seven. Whoever is awake hears it.

My grandmother was the last to sell tickets on it. She knew everybody by their shoes.

Now a machine takes the money, and the ferry turns all the same."""


@dataclass
class Founded:
    """A center that has just been founded. ``secret`` is its teacher's one-time link's."""

    served: RunningCenter
    teacher: Member
    secret: str

    @property
    def url(self) -> str:
        return self.served.url

    def as_(self, member: Member) -> Session:
        """This member at work, without a browser."""
        return Session(self.served.center.store, self.served.center.clock, member.id)

    def a_class(self, name: str = "English 11b") -> Group:
        session = self.as_(self.teacher)
        today = self.served.center.clock.now().date()
        term = classes.make_term(session, "Spring", today, today)
        return classes.make_group(session, term.id, name)

    def an_assignment(self, group: Group, **more: int) -> Assignment:
        form = assignments.AssignmentForm(
            "A place", "Describe a place.", criteria=assignments.DEFAULT_CRITERIA, **more
        )
        return assignments.make_assignment(self.as_(self.teacher), group.id, form)

    def begin(self, assignment: Assignment, phase: Phase) -> None:
        assignments.start_phase(self.as_(self.teacher), assignment.id, phase)

    def a_student(self, group: Group, name: str) -> Member:
        """A student who has their first visit behind them."""
        member = self.served.add(name)
        accounts.enrol(self.served.center, group, member)
        welcome.skip_welcome(self.as_(member))
        return member

    def a_draft(self, member: Member, assignment: Assignment | None, text: str = TEXT) -> Draft:
        session = self.as_(member)
        draft = drafts.start_draft(session, assignment.id if assignment else None)
        drafts.describe_draft(session, draft.id, title="The ferry", request="Do you hear it?")
        save = drafts.Save(text, draft.version, "before", 1)
        return drafts.save_text(session, draft.id, save)

    def hands_in(self, member: Member, assignment: Assignment, text: str = TEXT) -> Submission:
        draft = self.a_draft(member, assignment, text)
        return submissions.submit_draft(self.as_(member), draft.id)

    def elsewhere(self, draft: Draft, text: str) -> None:
        """Its author writes on another device, where the draft is as it stands now."""
        author = self.served.center.store.members.find(draft.author_id)
        assert author is not None
        session = self.as_(author)
        version = drafts.find_draft(session, draft.id).version
        drafts.save_text(session, draft.id, drafts.Save(text, version, f"phone {version}", 1))

    def text_of(self, draft: Draft) -> str:
        """What the store has at this moment."""
        found = self.served.center.store.drafts.find(draft.id)
        assert found is not None
        return found.text

    def desk(self, browser: Browser, member: Member, route: str = "/") -> Page:
        """This member's own browser, with their desk open at ``route``."""
        context: BrowserContext = signed_in(browser, self.served, member)
        return open_page(context, f"{self.url}#{route}")
