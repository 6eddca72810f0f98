"""The plan of a draft: what its writer means to do about comments, and notes of their own.

The plan is its writer's alone. What they decide about a comment, the comment's reader sees; notes
and the order nobody ever does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..domain.errors import InvalidInput, NotFound
from ..domain.plans import (
    MAX_PLAN_NOTES,
    OPEN,
    PlanNote,
    PlanOrder,
    clean_plan_note,
    in_order,
    put_before,
)
from ..domain.reviews import Choice, Comment, Decision
from ..domain.submissions import Draft, Submission
from .annotations import Carried, carried_into_draft
from .drafts import find_draft
from .feedback import decide, feedback_on
from .session import Session
from .submissions import submissions_of_draft


@dataclass(frozen=True)
class ReceivedComment:
    """A comment on a submission of the draft; ``by`` is what the actor may call its reader.

    ``place`` is where its passage is in the draft as it stands; None without a passage.
    """

    comment: Comment
    origin: Submission
    by: str
    decision: Decision | None = None
    place: Carried | None = None

    @property
    def id(self) -> str:
        """The comment's id."""
        return self.comment.id

    @property
    def choice(self) -> Choice | None:
        """What the writer has decided, if they have."""
        return self.decision.choice if self.decision else None


@dataclass(frozen=True)
class PlanItem:
    """One line of a plan: a comment that was decided on, or a note."""

    id: str
    comment: ReceivedComment | None = None
    note: PlanNote | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        if self.note is not None:
            return not self.note.is_done
        return self.comment is not None and self.comment.choice in OPEN

    @property
    def is_declined(self) -> bool:
        """Whether the writer has decided against it."""
        return self.comment is not None and self.comment.choice is Choice.DECLINED


@dataclass(frozen=True)
class RevisionPlan:
    """What a writer means to do in a draft, in their order, and the comments that wait for a
    decision: those on the newest submission that has any. ``worked`` are comments there which say
    that a passage worked, and on which nothing was decided either: they wait for nothing."""

    draft: Draft
    items: tuple[PlanItem, ...]
    undecided: tuple[ReceivedComment, ...]
    worked: tuple[ReceivedComment, ...] = ()

    @property
    def open(self) -> list[PlanItem]:
        """What is still to be done."""
        return [item for item in self.items if item.is_open]

    @property
    def done(self) -> list[PlanItem]:
        """What is done."""
        return [item for item in self.items if not item.is_open and not item.is_declined]

    @property
    def declined(self) -> list[PlanItem]:
        """What the writer decided against."""
        return [item for item in self.items if item.is_declined]


def plan_of(session: Session, draft_id: str) -> RevisionPlan:
    """The plan of one of the actor's drafts. Raises NotFound for anybody else's."""
    draft = find_draft(session, draft_id)
    received = received_comments(session, draft_id)
    notes = sorted(session.store.plan_notes.where(draft_id=draft_id), key=lambda note: note.at)
    items = {one.id: PlanItem(one.id, comment=one) for one in received if one.decision}
    items |= {note.id: PlanItem(note.id, note=note) for note in notes}
    known = session.store.plan_orders.find(draft_id)
    order = in_order(list(items), known.item_ids if known else ())
    newest = max((one.origin.number for one in received), default=0)
    free = [r for r in received if r.decision is None and r.origin.number == newest]
    return RevisionPlan(
        draft,
        tuple(items[id] for id in order),
        tuple(r for r in free if not r.comment.is_praise),
        tuple(r for r in free if r.comment.is_praise),
    )


def received_comments(session: Session, draft_id: str) -> list[ReceivedComment]:
    """What readers said about the submissions of one of the actor's drafts, in the order of their
    passages in the present text; what has no place in it comes last."""
    places = {one.id: one for one in carried_into_draft(session, draft_id)}
    found = [
        ReceivedComment(
            comment,
            submission,
            answer.reviewer,
            answer.decisions.get(comment.id),
            places.get(comment.id),
        )
        for submission in submissions_of_draft(session, draft_id)
        for answer in feedback_on(session, submission.id).answers
        for comment in answer.comments
    ]
    rank = {id: number for number, id in enumerate(places)}
    return sorted(found, key=lambda one: rank.get(one.id, len(rank)))


def add_plan_note(session: Session, draft_id: str, text: str) -> PlanNote:
    """Note something down in the plan of one of the actor's drafts. Raises InvalidInput."""
    with session.store.transaction():
        find_draft(session, draft_id)
        if session.store.plan_notes.count(draft_id=draft_id) >= MAX_PLAN_NOTES:
            raise InvalidInput(f"A plan can have {MAX_PLAN_NOTES} notes; take some out.", "text")
        return session.store.plan_notes.put(
            PlanNote(
                session.fresh_id(),
                draft_id,
                session.actor_id,
                clean_plan_note(text),
                session.clock.now(),
            )
        )


def change_plan_note(session: Session, note_id: str, text: str) -> PlanNote:
    """Reword a note of the actor's. Raises NotFound or InvalidInput."""
    with session.store.transaction():
        note = _own_note(session, note_id)
        return session.store.plan_notes.put(replace(note, text=clean_plan_note(text)))


def remove_plan_note(session: Session, note_id: str) -> None:
    """Take a note of the actor's out. Raises NotFound."""
    with session.store.transaction():
        session.store.plan_notes.remove(_own_note(session, note_id).id)


def tick_plan_item(session: Session, draft_id: str, item_id: str, is_done: bool) -> PlanItem:
    """Say that something on the plan is done, or still to do. Raises NotFound."""
    with session.store.transaction():
        item = _item(plan_of(session, draft_id).items, item_id)
        if item.note is not None:
            session.store.plan_notes.put(replace(item.note, is_done=is_done))
        elif item.comment is not None and item.comment.decision is not None:
            choice = Choice.DONE if is_done else Choice.WILL_DO
            known = item.comment.decision
            decide(session, known.review_id, known.id, choice, known.reason, keeps_reason=True)
        return item


def put_plan_item(session: Session, draft_id: str, item_id: str, before: str) -> PlanOrder:
    """Put something on the plan before something else; last, where ``before`` is empty.

    Said as a place between others, not as a number: two windows can put things in order at once.
    Raises NotFound for what is not on the plan.
    """
    with session.store.transaction():
        ids = [item.id for item in plan_of(session, draft_id).items]
        if item_id not in ids:
            raise NotFound("line of your plan")
        order = PlanOrder(draft_id, tuple(put_before(ids, item_id, before)))
        return session.store.plan_orders.put(order)


def _item(items: Iterable[PlanItem], item_id: str) -> PlanItem:
    for item in items:
        if item.id == item_id:
            return item
    raise NotFound("line of your plan")


def _own_note(session: Session, note_id: str) -> PlanNote:
    note = session.store.plan_notes.find(note_id)
    if note is None or note.author_id != session.actor.id:
        raise NotFound("note")
    return note
