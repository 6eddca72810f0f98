"""What services need of the outside: a store, a clock. Provided by ``bootstrap``."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeVar

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

T = TypeVar("T")
Plain = str | int | bool | Enum | None


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class Collection(Protocol[T]):
    """All things of one kind, kept in the order in which they were first put."""

    def find(self, id: str) -> T | None:
        """The thing with this id, or None."""
        ...

    def where(self, **fields: Plain) -> list[T]:
        """The things whose fields equal those given."""
        ...

    def first(self, **fields: Plain) -> T | None:
        """The first such thing, or None."""
        ...

    def count(self, **fields: Plain) -> int:
        """How many such things there are."""
        ...

    def all(self) -> list[T]:
        """Every thing."""
        ...

    def put(self, thing: T) -> T:
        """Keep a new thing, or replace the one with the same id."""
        ...

    def add_many(self, things: Iterable[T]) -> None:
        """``put`` each, all at once or none."""
        ...

    def remove(self, id: str) -> bool:
        """Forget a thing; False when it was not there."""
        ...


class Store(Protocol):
    """Everything that the center keeps."""

    @property
    def members(self) -> Collection[Member]:
        """People."""
        ...

    @property
    def credentials(self) -> Collection[Credential]:
        """Passphrase hashes."""
        ...

    @property
    def invitations(self) -> Collection[Invitation]:
        """One-time sign-in links."""
        ...

    @property
    def sign_ins(self) -> Collection[SignIn]:
        """Signed-in browsers."""
        ...

    @property
    def failed_sign_ins(self) -> Collection[FailedSignIns]:
        """Wrong passphrases in a row."""
        ...

    @property
    def terms(self) -> Collection[Term]:
        """Terms."""
        ...

    @property
    def groups(self) -> Collection[Group]:
        """Classes."""
        ...

    @property
    def memberships(self) -> Collection[Membership]:
        """Who is in which group."""
        ...

    @property
    def circles(self) -> Collection[Circle]:
        """Circles, those that ended too."""
        ...

    @property
    def circle_proposals(self) -> Collection[CircleProposal]:
        """Circles that members propose."""
        ...

    @property
    def circle_rules(self) -> Collection[CircleRule]:
        """Who makes a class's circles."""
        ...

    @property
    def charter(self) -> Collection[CharterVersion]:
        """The charter's versions."""
        ...

    @property
    def welcome_notes(self) -> Collection[WelcomeNote]:
        """First comments on the welcome text."""
        ...

    @property
    def assignments(self) -> Collection[Assignment]:
        """Assignments."""
        ...

    @property
    def extensions(self) -> Collection[Extension]:
        """More time for a student."""
        ...

    @property
    def rubrics(self) -> Collection[Rubric]:
        """Rubrics."""
        ...

    @property
    def drafts(self) -> Collection[Draft]:
        """Working drafts."""
        ...

    @property
    def kept_texts(self) -> Collection[KeptText]:
        """Texts of drafts that an older version took the place of."""
        ...

    @property
    def submissions(self) -> Collection[Submission]:
        """Submissions."""
        ...

    @property
    def coauthorships(self) -> Collection[Coauthorship]:
        """Who else wrote a submission, by member."""
        ...

    @property
    def consultations(self) -> Collection[Consultation]:
        """What requests outside assignments grew from, and how they ended."""
        ...

    @property
    def consultation_shares(self) -> Collection[Share]:
        """Which teachers may read which of them, by their writers' wish."""
        ...

    @property
    def claims(self) -> Collection[Claim]:
        """Claims."""
        ...

    @property
    def pen_names(self) -> Collection[PenName]:
        """What members are called where their names are hidden."""
        ...

    @property
    def conflicts(self) -> Collection[Conflict]:
        """Who does not read whom."""
        ...

    @property
    def pair_rules(self) -> Collection[PairRule]:
        """Who reads whom, or doesn't, by a teacher's wish."""
        ...

    @property
    def reviews(self) -> Collection[Review]:
        """Reviews."""
        ...

    @property
    def annotations(self) -> Collection[Annotation]:
        """Inline comments."""
        ...

    @property
    def placements(self) -> Collection[Placement]:
        """Where people put comments in later submissions."""
        ...

    @property
    def taken_edits(self) -> Collection[TakenEdit]:
        """Suggested edits that authors took into their drafts."""
        ...

    @property
    def replies(self) -> Collection[Reply]:
        """What was said below comments."""
        ...

    @property
    def settled_threads(self) -> Collection[Settled]:
        """Who has nothing to add to which thread."""
        ...

    @property
    def decisions(self) -> Collection[Decision]:
        """What authors decided about comments."""
        ...

    @property
    def plan_notes(self) -> Collection[PlanNote]:
        """What writers note down in their plans."""
        ...

    @property
    def plan_orders(self) -> Collection[PlanOrder]:
        """In which order they mean to do it."""
        ...

    @property
    def revision_memos(self) -> Collection[RevisionMemo]:
        """What writers say they did with their readers' comments."""
        ...

    @property
    def back_evaluations(self) -> Collection[BackEvaluation]:
        """Authors' answers to reviews."""
        ...

    @property
    def practice_texts(self) -> Collection[PracticeText]:
        """Sample drafts to practise on."""
        ...

    @property
    def practice_reviews(self) -> Collection[PracticeReview]:
        """What members wrote about them."""
        ...

    @property
    def self_reviews(self) -> Collection[SelfReview]:
        """Writers' reviews of their own texts."""
        ...

    @property
    def overrides(self) -> Collection[Override]:
        """Levels that teachers set in place of the readers'."""
        ...

    @property
    def entries(self) -> Collection[Entry]:
        """The guide's entries."""
        ...

    @property
    def entry_revisions(self) -> Collection[EntryRevision]:
        """Their wordings."""
        ...

    @property
    def state_changes(self) -> Collection[StateChange]:
        """Their way through the states."""
        ...

    @property
    def trials(self) -> Collection[Trial]:
        """Where they helped, and where not."""
        ...

    @property
    def quotations(self) -> Collection[Quotation]:
        """Passages that they quote."""
        ...

    @property
    def activities(self) -> Collection[Activity]:
        """What members did."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is kept together or not at all; nested use joins the outer one."""
        ...

    def revision(self, collection: str | None = None) -> int:
        """A number that differs after every change by anybody: of one collection, or of all."""
        ...
