"""The teacher's desk: everything of a normal term as forms."""

from ..services.session import Session
from .desk import Desk
from .views.allocation import AllocationView
from .views.assignment import AssignmentView
from .views.charter import CharterView
from .views.circles import CirclesView
from .views.classes import ClassesView
from .views.group import GroupView
from .views.results import ResultsView
from .views.sample_text import SampleTextView
from .views.texts import TextsView
from .views.versions import VersionsView


class ClassDesk(Desk):
    """Terms, classes, rosters, assignments, the charter, reports.

    ``ClassDesk(open_session())`` shows it. Raises NotAllowed for anybody but a teacher.
    """

    def __init__(self, session: Session) -> None:
        """The desk of the session's teacher."""
        session.require_teacher()
        super().__init__(session)
        self.add_view("", ClassesView(self))
        self.add_view("class", GroupView(self))
        self.add_view("assignment", AssignmentView(self))
        self.add_view("texts", TextsView(self))
        self.add_view("versions", VersionsView(self))
        self.add_view("practice", SampleTextView(self))
        self.add_view("results", ResultsView(self))
        self.add_view("readers", AllocationView(self))
        self.add_view("circles", CirclesView(self))
        self.add_view("charter", CharterView(self))
