"""A center with a class at work in it, driven through the services."""

from dataclasses import dataclass, field
from datetime import date

from settable_clock import SettableClock

from writing_center.domain.annotations import Annotation, CommentKind
from writing_center.domain.assignments import Assignment, Phase
from writing_center.domain.people import Group
from writing_center.domain.reviews import Claim, CriterionReading, Review
from writing_center.domain.style_guide import EntryText
from writing_center.domain.submissions import Draft, Submission
from writing_center.services import (
    accounts,
    assignments,
    classes,
    coauthors,
    drafts,
    reviewing,
    reviews,
    submissions,
)
from writing_center.services.session import Center, Session
from writing_center.storage.center_store import CenterStore

TEXT = "Buses stop at nine. My sister works until ten. 🚌 Nobody asked the drivers."
PASSAGE = "My sister works until ten."
ENTRY = EntryText("Name the person", "norm", "When you argue", "readers see nobody", "show one")


@dataclass
class ClassAtWork:
    """A teacher's class with an assignment in drafting; ``people`` are its members' sessions."""

    center: Center
    clock: SettableClock
    teacher: Session
    group: Group
    assignment: Assignment
    people: dict[str, Session] = field(default_factory=dict)

    def session(self, member_id: str) -> Session:
        return Session(self.center.store, self.clock, member_id)

    def joins(self, name: str) -> Session:
        """A student of the class."""
        member = accounts.add_member(self.center, name)
        accounts.enrol(self.center, self.group, member)
        self.people[name] = self.session(member.id)
        return self.people[name]

    def comes(self, name: str, *, is_teacher: bool = False, is_consultant: bool = False) -> Session:
        """A member in no class."""
        member = accounts.add_member(
            self.center, name, is_teacher=is_teacher, is_consultant=is_consultant
        )
        self.people[name] = self.session(member.id)
        return self.people[name]

    def begins(self, phase: Phase) -> None:
        self.assignment = assignments.start_phase(self.teacher, self.assignment.id, phase)

    def another_assignment(self, **more: object) -> Assignment:
        form = assignments.AssignmentForm("Essay", "Write an essay.", **more)  # type: ignore[arg-type]
        return assignments.make_assignment(self.teacher, self.group.id, form)

    def drafts_of(self, who: Session, private: bool = False) -> list[Draft]:
        return [d for d in drafts.my_drafts(who) if (d.assignment_id is None) is private]

    def writes(
        self, who: Session, text: str = TEXT, *, private: bool = False, title: str = "", **more: str
    ) -> Draft:
        """The member's draft with this text, a title and a request."""
        known = self.drafts_of(who, private)
        draft = known[0] if known else self._starts(who, private)
        saved = drafts.save_text(
            who, draft.id, drafts.Save(text, draft.version, "tab", draft.writer_save + 1)
        )
        fields = {"title": title or "A letter", "request": "Is it clear?", **more}
        return drafts.describe_draft(who, saved.id, **fields)

    def _starts(self, who: Session, private: bool) -> Draft:
        return drafts.start_draft(who, None if private else self.assignment.id)

    def hands_in(self, who: Session, text: str = TEXT, **more: object) -> Submission:
        """Write and hand in; a minute passes, so that submissions have an order."""
        asked = more.pop("asked", ())
        draft = self.writes(who, text, **more)  # type: ignore[arg-type]
        made = submissions.submit_draft(who, draft.id, asked)  # type: ignore[arg-type]
        self.clock.forward(minutes=1)
        return made

    def claims(self, who: Session, submission: Submission) -> Claim:
        return reviews.claim_review(who, submission.id)

    def comments(
        self, who: Session, claim_id: str, body: str = "A person!", cites: str | None = None
    ) -> Annotation:
        """A comment on the passage about the sister."""
        start = TEXT.index(PASSAGE)
        return reviewing.add_comment(
            who,
            claim_id,
            start,
            start + len(PASSAGE),
            body,
            exact=PASSAGE,
            kind=CommentKind.SUGGESTION,
            cites=cites,
        )

    def fills(self, who: Session, claim: Claim, cites: str | None = None) -> Annotation:
        """Everything that a review needs, not handed in yet."""
        rubric = reviewing.open_desk(who, claim.id).rubric
        readings = [
            CriterionReading(c.id, "the start", "it says so", 1 if c.levels else None)
            for c in (rubric.criteria if rubric else ())
        ]
        reviewing.save_review(who, claim.id, answer="Yes.", readings=readings, summary="Go on.")
        return self.comments(who, claim.id, cites=cites)

    def answers(self, who: Session, submission: Submission, cites: str | None = None) -> Review:
        """Claim, write and hand in a review."""
        claim = self.claims(who, submission)
        self.fills(who, claim, cites)
        return reviewing.submit_review(who, claim.id)


def hands_in_together(
    work: ClassAtWork, who: Session, *others: Session, text: str = TEXT
) -> Submission:
    """``who`` hands in what they wrote together with ``others``."""
    draft = work.writes(who, text)
    coauthors.name_coauthors(who, draft.id, [one.actor_id for one in others])
    made = submissions.submit_draft(who, draft.id)
    work.clock.forward(minutes=1)
    return made


def class_at_work(url: str, clock: SettableClock) -> ClassAtWork:
    """A new center at ``url`` with a teacher, a class, and an assignment in drafting."""
    center = Center(CenterStore.open(url), clock)
    member, _ = classes.found_center(center, "Ms Teacher")
    teacher = Session(center.store, clock, member.id)
    term = classes.make_term(teacher, "Autumn", date(2026, 10, 1), date(2027, 1, 31))
    group = classes.make_group(teacher, term.id, "English 10b")
    criterion = assignments.CriterionForm("Clarity", "Where?", ("dim", "clear", "bright"))
    form = assignments.AssignmentForm("Letter", "Write a letter.", criteria=[criterion])
    assignment = assignments.make_assignment(teacher, group.id, form)
    return ClassAtWork(center, clock, teacher, group, assignment)
