"""The start page."""

from dataclasses import dataclass

from ...domain.people import Group
from ...services import accounts, asking, classes, drafts, own_circle, practice
from ...services.dashboards import who_needs_something_in
from ...services.home import WaitingKind, home
from ..live import Args, Reply
from ..places import base_url
from .practice import Inviting

LABELS = {
    WaitingKind.WRITE: "To write",
    WaitingKind.SELF_REVIEW: "Your own look first",
    WaitingKind.FINISH_DRAFT: "Your draft",
    WaitingKind.REVIEW_HELD: "You are reading",
    WaitingKind.REVIEW_OFFER: "To read",
    WaitingKind.FEEDBACK: "Feedback for you",
    WaitingKind.READERS: "Handed in",
    WaitingKind.HANDED_IN_TOGETHER: "Handed in",
    WaitingKind.QUOTATION: "A question for you",
    WaitingKind.REPLY: "A reply to you",
    WaitingKind.REQUEST: "For consultants",
    WaitingKind.ASKED: "You asked",
    WaitingKind.SHARED: "Shared with you",
    WaitingKind.CIRCLE: "A question for you",
}
ACTIONS = {
    WaitingKind.WRITE: {"label": "Begin", "do": "start", "route": ""},
    WaitingKind.FINISH_DRAFT: {"label": "Go on writing", "do": "", "route": "/write/"},
    WaitingKind.REVIEW_HELD: {"label": "Go on reading", "do": "", "route": "/review/"},
    WaitingKind.REVIEW_OFFER: {"label": "Choose one", "do": "", "route": "/review"},
    WaitingKind.SELF_REVIEW: {"label": "Look at it yourself", "do": "", "route": "/own/"},
    WaitingKind.FEEDBACK: {"label": "Read it", "do": "", "route": "/feedback/"},
    WaitingKind.READERS: {"label": "Look at it", "do": "", "route": "/write/"},
    WaitingKind.HANDED_IN_TOGETHER: {"label": "Look at it", "do": "", "route": "/feedback/"},
    WaitingKind.QUOTATION: {"label": "Answer", "do": "", "route": "/guide/"},
    WaitingKind.REPLY: {"label": "Read it", "do": "", "route": "/"},
    WaitingKind.REQUEST: {"label": "Choose one", "do": "", "route": "/consult"},
    WaitingKind.ASKED: {"label": "Look at it", "do": "", "route": "/feedback/"},
    WaitingKind.SHARED: {"label": "Read it", "do": "", "route": "/consult/shared/"},
    WaitingKind.CIRCLE: {"label": "Answer", "do": "", "route": "/circle/"},
}


@dataclass(frozen=True)
class TaughtClass:
    """A class on its teacher's start page, and how many in it need something."""

    group: Group
    needs: int


class HomeView(Inviting):
    """What waits for me, and what is new."""

    @property
    def is_live(self) -> bool:
        """It tells what waits, as it comes."""
        return True

    def page(self) -> str:
        """The start page as it stands."""
        charter = classes.charter(self.session)
        actor = self.session.actor
        return self.render(
            "home.html",
            greeting=f"Hello, {actor.name.split()[0]}",
            home=home(self.session),
            invitation=practice.invitation(self.session),
            labels=LABELS,
            actions=ACTIONS,
            is_teacher=actor.is_teacher,
            has_no_name=actor.is_teacher and actor.name == classes.UNNAMED_TEACHER,
            has_passphrase=accounts.has_passphrase(self.session, actor.id),
            taught=self._taught() if actor.is_teacher else [],
            circles=own_circle.my_mates(self.session),
            may_ask=own_circle.may_form_one(self.session),
            charter=charter.text if charter else "",
            base_url=base_url(),
            can_ask=not actor.is_teacher and bool(asking.consultants_to_ask(self.session)),
        )

    def do_rename(self, args: Args) -> Reply:
        """A name of the teacher's own."""
        member = accounts.rename(self.session, args.text("name"))
        return Reply(say=f"Welcome, {member.name}.")

    def _taught(self) -> list[TaughtClass]:
        groups = classes.groups_taught(self.session)
        return [TaughtClass(g, who_needs_something_in(self.session, g.id)) for g in groups]

    def do_start(self, args: Args) -> Reply:
        """Begin the draft of an assignment."""
        draft = drafts.start_draft(self.session, args.text("id"))
        return Reply(route=f"/write/{draft.id}")

    def do_start_own(self, _args: Args) -> Reply:
        """Begin a draft without any assignment."""
        draft = drafts.start_draft(self.session, None)
        return Reply(route=f"/write/{draft.id}")
