"""The lines of a plan as pages show them: on its own page, and beside the draft."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...domain.plans import PlanNote
from ...services import plans
from ...services.editing import edits_in_draft
from ...services.plans import PlanItem, ReceivedComment, RevisionPlan, plan_of
from ...services.session import Session
from ..desk import View
from ..live import Args, Reply
from .notes import Note, carried_note, received_note


@dataclass(frozen=True)
class Line:
    """One line of a plan: a comment, or a note of the writer's own.

    ``above`` and ``below`` are the open lines that it can be put before by one step up or down;
    ``below`` is empty for the last place.
    """

    id: str
    note: Note | None = None
    own: PlanNote | None = None
    is_first: bool = False
    is_last: bool = False
    above: str = ""
    below: str = ""

    @property
    def label(self) -> str:
        """What a screen reader calls it, and its buttons."""
        if self.note is not None:
            return f"{self.note.label}: {self.note.body[:60]}"
        return self.own.text[:60] if self.own else ""


@dataclass(frozen=True)
class PlanLines:
    """A plan, sorted for a page; ``beside`` are the undecided comments on passages, and those that
    say what worked."""

    draft_id: str
    open: tuple[Line, ...]
    done: tuple[Line, ...]
    declined: tuple[Line, ...]
    undecided: tuple[Note, ...]
    newest_id: str = ""
    worked: tuple[Note, ...] = ()

    @property
    def beside(self) -> list[Note]:
        """The comments on passages of which nothing was decided."""
        return [note for note in (*self.undecided, *self.worked) if note.quote]


def plan_lines(session: Session, draft_id: str) -> PlanLines:
    """The plan of one of the actor's drafts, for a page. Raises NotFound."""
    plan = plan_of(session, draft_id)
    notes = _notes(session, plan)
    return PlanLines(
        draft_id,
        _in_steps([_line(item, notes) for item in plan.open]),
        tuple(_line(item, notes) for item in plan.done),
        tuple(_line(item, notes) for item in plan.declined),
        tuple(notes[one.id] for one in plan.undecided),
        plan.undecided[0].origin.id if plan.undecided else "",
        tuple(notes[one.id] for one in plan.worked),
    )


def comment_note(session: Session, one: ReceivedComment) -> Note:
    """A comment on an earlier submission as it stands in the present draft."""
    if one.place is not None:
        return carried_note(session, one.place, can_place=False)
    note = received_note(session, one.comment, one.by, one.decision, form=False)
    return replace(
        note,
        kind=one.comment.about,
        origin=f"feedback/{one.origin.id}",
        origin_number=one.origin.number,
    )


class Planning(View):
    """What can be done with the lines of a plan, wherever they stand."""

    def do_tick(self, args: Args) -> Reply:
        """Done, or still to do."""
        is_done = args.flag("done")
        plans.tick_plan_item(self.session, args.text("draft"), args.text("id"), is_done)
        return Reply(say="Done." if is_done else "It is to do again.")

    def do_add_note(self, args: Args) -> Reply:
        """A note of the writer's own."""
        plans.add_plan_note(self.session, args.text("draft"), args.text("text"))
        return Reply(say="It is on your plan.")


def _notes(session: Session, plan: RevisionPlan) -> dict[str, Note]:
    received = [item.comment for item in plan.items if item.comment is not None]
    notes = {
        one.id: comment_note(session, one) for one in (*received, *plan.undecided, *plan.worked)
    }
    if any(note.suggested for note in notes.values()):
        edits = edits_in_draft(session, plan.draft.id)
        notes = {id: replace(note, edit=edits.get(id)) for id, note in notes.items()}
    return notes


def _line(item: PlanItem, notes: dict[str, Note]) -> Line:
    return Line(item.id, notes.get(item.id), item.note)


def _in_steps(lines: Sequence[Line]) -> tuple[Line, ...]:
    ids = [line.id for line in lines]
    last = len(ids) - 1
    return tuple(
        replace(
            line,
            is_first=place == 0,
            is_last=place == last,
            above=ids[place - 1] if place else "",
            below=ids[place + 2] if place + 2 <= last else "",
        )
        for place, line in enumerate(lines)
    )
