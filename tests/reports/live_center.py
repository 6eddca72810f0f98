"""A small class at work in a real store (SQLite), driven through the services."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Assignment, Phase
from writing_center.domain.people import Group, Member
from writing_center.domain.reviews import CriterionReading, Review
from writing_center.domain.submissions import Submission
from writing_center.services import (
    accounts,
    assignments,
    classes,
    drafts,
    reviewing,
    reviews,
    submissions,
)
from writing_center.services.session import Center, Session
from writing_center.storage.center_store import CenterStore

PASSAGE = "My sister works until ten."
TEXT = "Buses stop at nine. My sister works until ten. Nobody asked the drivers."


class Clock:
    """A clock that the test sets. It begins on a Monday."""

    def __init__(self) -> None:
        self.time = datetime(2026, 10, 5, 8, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time

    def pass_(self, **length: float) -> None:
        self.time += timedelta(**length)


@dataclass
class LiveClass:
    """A teacher's class with an assignment in drafting, and its students by first name."""

    center: Center
    clock: Clock
    teacher: Session
    group: Group
    assignment: Assignment
    people: dict[str, Member] = field(default_factory=dict)

    def as_(self, name: str) -> Session:
        return Session(self.center.store, self.clock, self.people[name].id)

    def joins(self, name: str, **more: bool) -> Session:
        self.people[name] = accounts.add_member(self.center, name, **more)
        if not more:
            accounts.enrol(self.center, self.group, self.people[name])
        return self.as_(name)

    def hands_in(self, name: str, text: str = TEXT, *, private: bool = False) -> Submission:
        session = self.as_(name)
        known = [d for d in drafts.my_drafts(session) if (d.assignment_id is None) == private]
        draft = known[0] if known else self._starts(session, private)
        drafts.save_text(
            session, draft.id, drafts.Save(text, draft.version, "tab", draft.version + 1)
        )
        drafts.describe_draft(
            session,
            draft.id,
            title=f"{name}’s {'secret' if private else 'letter'}",
            request="Clear?",
        )
        return submissions.submit_draft(session, draft.id)

    def _starts(self, session: Session, private: bool):
        return drafts.start_draft(session, None if private else self.assignment.id, "Title")

    def begins(self, phase: Phase) -> None:
        self.assignment = assignments.start_phase(self.teacher, self.assignment.id, phase)

    def claims(self, name: str, submission: Submission) -> str:
        return reviews.claim_review(self.as_(name), submission.id).id

    def answers(self, name: str, submission: Submission, cites: str | None = None) -> Review:
        session = self.as_(name)
        claim_id = self.claims(name, submission)
        self.writes(name, claim_id, submission, cites)
        return reviewing.submit_review(session, claim_id)

    def writes(
        self, name: str, claim_id: str, submission: Submission, cites: str | None = None
    ) -> None:
        session = self.as_(name)
        rubric = assignments.rubric_of(session, submission.assignment_id)
        readings = [
            CriterionReading(c.id, "the start", f"{name} saw it there", 1 if c.levels else None)
            for c in (rubric.criteria if rubric else ())
        ]
        reviewing.save_review(
            session, claim_id, answer=f"Yes, says {name}.", readings=readings, summary="Go on."
        )
        start = submission.text.index(PASSAGE)
        reviewing.add_comment(
            session,
            claim_id,
            start,
            start + len(PASSAGE),
            "A person!",
            kind=CommentKind.WORKED,
            cites=cites,
        )


def live_class(folder: Path, *names: str) -> LiveClass:
    clock = Clock()
    center = Center(CenterStore.open(f"sqlite:///{folder / 'center.db'}"), clock)
    member, _ = classes.found_center(center, "Ms Teacher")
    teacher = Session(center.store, clock, member.id)
    term = classes.make_term(teacher, "Autumn", clock.time.date(), clock.time.date())
    group = classes.make_group(teacher, term.id, "English 10b")
    form = assignments.AssignmentForm(
        "Letter",
        "Write a letter.",
        criteria=[assignments.CriterionForm("Clarity", "Where?", ("dim", "clear", "bright"))],
    )
    assignment = assignments.make_assignment(teacher, group.id, form)
    live = LiveClass(center, clock, teacher, group, assignment)
    for name in names:
        live.joins(name)
    return live
