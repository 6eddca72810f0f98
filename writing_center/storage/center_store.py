"""The center's collections, each a table of one database. Fulfils ``services.ports.Store``."""

from contextlib import AbstractContextManager

from ..domain.activity import Activity
from ..domain.annotations import Annotation, Placement
from ..domain.assignments import Assignment
from ..domain.circles import Circle, CircleProposal, CircleRule
from ..domain.conflicts import Conflict, PairRule
from ..domain.consultations import Consultation, Share
from ..domain.deadlines import Extension
from ..domain.kept_texts import KeptText
from ..domain.pen_names import PenName
from ..domain.people import (
    CharterVersion,
    Credential,
    FailedSignIns,
    Group,
    Invitation,
    Member,
    Membership,
    SignIn,
    Term,
)
from ..domain.plans import PlanNote, PlanOrder, RevisionMemo
from ..domain.practice import PracticeReview, PracticeText
from ..domain.results import Override
from ..domain.reviews import BackEvaluation, Claim, Decision, Review
from ..domain.rubrics import Rubric
from ..domain.self_review import SelfReview
from ..domain.style_guide import Entry, EntryRevision, Quotation, StateChange, Trial
from ..domain.submissions import Coauthorship, Draft, Submission
from ..domain.taken_edits import TakenEdit
from ..domain.threads import Reply, Settled
from ..domain.welcome import WelcomeNote
from . import open_database
from .database import Database
from .records import Records


class CenterStore:
    """Everything that the center keeps, in one database."""

    def __init__(self, database: Database) -> None:
        """The collections of ``database``."""
        self.database = database
        self.members = Records(database, "members", Member)
        self.credentials = Records(database, "credentials", Credential)
        self.invitations = Records(database, "invitations", Invitation)
        self.sign_ins = Records(database, "sign_ins", SignIn)
        self.failed_sign_ins = Records(database, "failed_sign_ins", FailedSignIns)
        self.terms = Records(database, "terms", Term)
        self.groups = Records(database, "groups", Group)
        self.memberships = Records(database, "memberships", Membership)
        self.circles = Records(database, "circles", Circle)
        self.circle_proposals = Records(database, "circle_proposals", CircleProposal)
        self.circle_rules = Records(database, "circle_rules", CircleRule)
        self.charter = Records(database, "charter", CharterVersion)
        self.welcome_notes = Records(database, "welcome_notes", WelcomeNote)
        self.assignments = Records(database, "assignments", Assignment)
        self.extensions = Records(database, "extensions", Extension)
        self.rubrics = Records(database, "rubrics", Rubric)
        self.drafts = Records(database, "drafts", Draft)
        self.kept_texts = Records(database, "kept_texts", KeptText)
        self.submissions = Records(database, "submissions", Submission)
        self.coauthorships = Records(database, "coauthorships", Coauthorship)
        self.consultations = Records(database, "consultations", Consultation)
        self.consultation_shares = Records(database, "consultation_shares", Share)
        self.claims = Records(database, "claims", Claim)
        self.pen_names = Records(database, "pen_names", PenName)
        self.conflicts = Records(database, "conflicts", Conflict)
        self.pair_rules = Records(database, "pair_rules", PairRule)
        self.reviews = Records(database, "reviews", Review)
        self.annotations = Records(database, "annotations", Annotation)
        self.placements = Records(database, "placements", Placement)
        self.taken_edits = Records(database, "taken_edits", TakenEdit)
        self.replies = Records(database, "replies", Reply)
        self.settled_threads = Records(database, "settled_threads", Settled)
        self.decisions = Records(database, "decisions", Decision)
        self.plan_notes = Records(database, "plan_notes", PlanNote)
        self.plan_orders = Records(database, "plan_orders", PlanOrder)
        self.revision_memos = Records(database, "revision_memos", RevisionMemo)
        self.back_evaluations = Records(database, "back_evaluations", BackEvaluation)
        self.practice_texts = Records(database, "practice_texts", PracticeText)
        self.practice_reviews = Records(database, "practice_reviews", PracticeReview)
        self.self_reviews = Records(database, "self_reviews", SelfReview)
        self.overrides = Records(database, "overrides", Override)
        self.entries = Records(database, "entries", Entry)
        self.entry_revisions = Records(database, "entry_revisions", EntryRevision)
        self.state_changes = Records(database, "state_changes", StateChange)
        self.trials = Records(database, "trials", Trial)
        self.quotations = Records(database, "quotations", Quotation)
        self.activities = Records(database, "activities", Activity)

    @classmethod
    def open(cls, url: str) -> "CenterStore":
        """The store at ``url``. Raises StoreUnavailable or StoreTooNew."""
        return cls(open_database(url))

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is kept together or not at all."""
        return self.database.transaction()

    def revision(self, collection: str | None = None) -> int:
        """A number that differs after every change by anybody: of one collection, or of all."""
        return self.database.revision(collection)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
