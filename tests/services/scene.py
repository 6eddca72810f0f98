"""One settled scene with everybody in it, for the tables of who may do what."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from writing_center.domain.assignments import Phase
from writing_center.domain.circles import Circle, CirclesBy
from writing_center.domain.conflicts import PairKind
from writing_center.domain.people import Group
from writing_center.domain.reviews import Claim, Review
from writing_center.domain.style_guide import Entry
from writing_center.domain.submissions import Draft, Submission
from writing_center.services import (
    asking,
    circle_proposals,
    circles,
    classes,
    conflicts,
    pairing,
    plans,
    quoting,
    sharing,
    style_guide,
    threads,
)
from writing_center.services.session import Center, Session
from writing_center.storage.center_store import CenterStore

from .class_at_work import ENTRY, ClassAtWork, class_at_work
from .learning_verbs import Learning, learning

NOBODY = "nobody"
ROLES = {
    "outsider": "Otto Outsider",
    "other teacher": "Mr Other",
    "consultant": "Constance Consultant",
    "author": "Annabel Author",
    "reviewer": "Rae Reviewer",
    "teacher": "Ms Teacher",
    NOBODY: "",
}


@dataclass
class Scene:
    """Annabel's ``letter`` was reviewed by Rae (``review``), with a comment that suggests other
    words, and below it a reply of Rae's; Rae holds ``held`` on Bo's letter,
    with a ``note`` in it; Di's ``fresh`` letter waits. Outside assignments, Annabel's ``secret``
    was answered by Constance (``secret_review``), and her ``waiting_secret`` waits. Annabel and Di
    are a ``circle``; Bo asks Rae and Ed to be another (``proposal_id``), and Rae asks them too. Di's ``question`` to consultants is being
    answered by Constance (``talked_id``), and shared with the teacher."""

    work: ClassAtWork
    other_group: Group
    draft: Draft
    letter: Submission
    fresh: Submission
    review: Review
    comment_id: str
    held: Claim
    note_id: str
    secret: Submission
    waiting_secret: Submission
    secret_review: Review
    secret_comment_id: str
    entry: Entry
    quotation_id: str
    reply_id: str
    circle: Circle
    proposal_id: str
    question: Submission
    talked_id: str
    plan_note_id: str
    learning: Learning

    def who(self, role: str) -> Session:
        name = ROLES[role]
        if not name:
            return self.work.session(NOBODY)
        return self.work.teacher if role == "teacher" else self.work.people[name]

    def of(self, center: Center) -> "Scene":
        """The same scene in a copy of the store."""
        work = self.work
        people = {
            name: Session(center.store, work.clock, session.actor_id)
            for name, session in work.people.items()
        }
        teacher = Session(center.store, work.clock, work.teacher.actor_id)
        copy = ClassAtWork(center, work.clock, teacher, work.group, work.assignment, people)
        return Scene(**{**vars(self), "work": copy})


def build_scene(url: str, clock) -> Scene:
    work = class_at_work(url, clock)
    ann, rae = work.joins("Annabel Author"), work.joins("Rae Reviewer")
    bo, di, ed = work.joins("Bo"), work.joins("Di"), work.joins("Ed")
    con = work.comes("Constance Consultant", is_consultant=True)
    other = work.comes("Mr Other", is_teacher=True)
    term = classes.make_term(other, "Theirs", date(2026, 10, 1), date(2026, 12, 1))
    other_group = classes.make_group(other, term.id, "Another class")
    outsider = work.comes("Otto Outsider")
    from writing_center.services import accounts

    accounts.enrol(work.center, other_group, outsider.actor)
    letter, bos = work.hands_in(ann), work.hands_in(bo)
    fresh = work.hands_in(di)
    work.begins(Phase.REVIEW)
    review = work.answers(rae, letter)
    held = work.claims(rae, bos)
    note = work.fills(rae, held)
    comment_id = _passage_comment(work, review)
    _suggests(work, comment_id)
    conflicts.keep_away(ann, rae.actor_id)
    conflicts.keep_apart(work.teacher, work.group.id, ann.actor_id, bo.actor_id)
    pairing.add_pair_rule(
        work.teacher, work.assignment.id, PairKind.READS, di.actor_id, bo.actor_id
    )
    source = style_guide.comment_source(rae, review.id, comment_id)
    entry = style_guide.propose_entry(rae, ENTRY, source=source, quote=True)
    question = asking.ask_consultant(di, "How do I begin?", stage=asking.Stage.PROMPT)
    talked = work.claims(con, question)
    sharing.share_with(di, question.id, work.teacher.actor_id)
    secret = work.hands_in(ann, private=True, title="Secret")
    secret_review = work.answers(con, secret)
    waiting = work.hands_in(ann, "More secrets.", private=True, title="Secret")
    return Scene(
        work=work,
        other_group=other_group,
        draft=work.drafts_of(ann)[0],
        letter=letter,
        fresh=fresh,
        review=review,
        comment_id=comment_id,
        held=held,
        note_id=note.id,
        secret=secret,
        waiting_secret=waiting,
        secret_review=secret_review,
        secret_comment_id=_passage_comment(work, secret_review),
        entry=entry,
        quotation_id=quoting.quotations_asked(ann)[0][0].id,
        reply_id=threads.reply_to(rae, review.id, comment_id, "Just a thought.").id,
        circle=_a_circle(work, ann, di),
        proposal_id=_two_proposals(work, bo, rae, ed),
        question=question,
        talked_id=talked.id,
        plan_note_id=plans.add_plan_note(ann, letter.draft_id, "Ask the driver.").id,
        learning=learning(work, ann, rae),
    )


def _a_circle(work: ClassAtWork, *people: Session) -> Circle:
    stamp = circles.circles_of(work.teacher, work.group.id).stamp
    wanted = circles.WantedCircle(tuple(one.actor_id for one in people), "Owls")
    return circles.make_circles(work.teacher, work.group.id, [wanted], stamp)[0]


def _two_proposals(work: ClassAtWork, bo: Session, rae: Session, ed: Session) -> str:
    circles.choose_makers(work.teacher, work.group.id, CirclesBy.MEMBERS)
    circle_proposals.propose_circle(rae, work.group.id, [bo.actor_id, ed.actor_id])
    return circle_proposals.propose_circle(bo, work.group.id, [rae.actor_id, ed.actor_id]).id


def _suggests(work: ClassAtWork, comment_id: str) -> None:
    notes = work.center.store.annotations
    notes.put(replace(notes.find(comment_id), replacement="My sister works late."))


def _passage_comment(work: ClassAtWork, review: Review) -> str:
    return work.center.store.annotations.first(review_id=review.id).id


def opened(path: Path, clock) -> Center:
    return Center(CenterStore.open(f"sqlite:///{path}"), clock)
