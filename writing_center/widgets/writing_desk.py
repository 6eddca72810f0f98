"""The students' and consultants' web app: everything from the first visit to the guide."""

from ..services.session import Session
from ..services.welcome import Step, welcome_step
from .desk import Desk
from .views.apart import ApartView
from .views.circle import CircleView
from .views.consulting import ConsultView
from .views.feedback import FeedbackView
from .views.guide import GuideView
from .views.home import HomeView
from .views.me import MeView
from .views.plan import PlanView
from .views.practice import PracticeView
from .views.review import ReviewView
from .views.self_review import SelfReviewView
from .views.texts import TextsView
from .views.together import TogetherView
from .views.versions import VersionsView
from .views.welcome import WelcomeView
from .views.write import WriteView


class WritingDesk(Desk):
    """Write, review, read feedback, keep the guide. ``WritingDesk(open_session())`` shows it."""

    def __init__(self, session: Session) -> None:
        """The desk of the session's member."""
        super().__init__(session)
        self.add_view("", HomeView(self))
        self.add_view("welcome", WelcomeView(self))
        self.add_view("write", WriteView(self))
        self.add_view("plan", PlanView(self))
        self.add_view("review", ReviewView(self))
        self.add_view("practice", PracticeView(self))
        self.add_view("own", SelfReviewView(self))
        self.add_view("circle", CircleView(self))
        self.add_view("apart", ApartView(self))
        self.add_view("together", TogetherView(self))
        self.add_view("consult", ConsultView(self))
        self.add_view("feedback", FeedbackView(self))
        self.add_view("versions", VersionsView(self))
        self.add_view("texts", TextsView(self))
        self.add_view("guide", GuideView(self))
        self.add_view("me", MeView(self))

    def entrance(self, name: str) -> str:
        """The start page is the first visit, until that is done."""
        if name == "" and welcome_step(self.session) is not Step.DONE:
            return "welcome"
        return name
