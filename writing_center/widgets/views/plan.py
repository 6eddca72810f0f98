"""The plan of a draft, and what its writer says of it on handing the next one in."""

from dataclasses import dataclass

from ...domain.errors import InvalidInput
from ...domain.reviews import Choice
from ...domain.submissions import Draft
from ...services import (
    asking,
    assignments,
    drafts,
    extensions,
    plans,
    revision_memos,
    submissions,
)
from ...services.plans import ReceivedComment
from ...services.revision_memos import Account, Told
from ..desk import Desk
from ..live import Args, Reply
from .handed_in import handed_in
from .memos import TOLD
from .notes import Note
from .plan_lines import Planning, comment_note, plan_lines
from .talking import Deciding, Taking

STEP = "hand-in"


@dataclass(frozen=True)
class AskedLine:
    """A comment that the writer is asked about; ``proposed`` is what the form has ticked."""

    note: Note
    stays: Choice
    proposed: Choice
    reason: str


class PlanView(Planning, Deciding, Taking):
    """``/plan/DRAFT`` is the plan, ``/plan/DRAFT/hand-in`` the step before the next hand-in."""

    def __init__(self, desk: Desk) -> None:
        """The view of ``desk``."""
        super().__init__(desk)
        self._seen = -1

    @property
    def is_live(self) -> bool:
        """The plan follows what its writer does in another window."""
        return len(self.path) == 1

    def is_stale(self) -> bool:
        """Whether anything on the plan may have changed. Notes leave no activity."""
        return self._revision() != self._seen

    def page(self) -> str:
        """The plan, or the step before handing in."""
        self._seen = self._revision()
        draft = drafts.find_draft(self.session, self.part(0))
        if self.part(1) == STEP:
            return self._step(revision_memos.account_of(self.session, draft.id))
        return self.render(
            "plan.html",
            draft=draft,
            plan=plan_lines(self.session, draft.id),
            next_number=self._next_number(draft),
            member_id=self.session.actor_id,
        )

    def do_move(self, args: Args) -> Reply:
        """Put a line one step up or down; the focus stays with its button."""
        draft_id, id = self.part(0), args.text("id")
        plans.put_plan_item(self.session, draft_id, id, args.text("before"))
        lines = plan_lines(self.session, draft_id).open
        place = next((n for n, line in enumerate(lines) if line.id == id), None)
        if place is None:
            return Reply()
        way = "up" if args.text("way") == "up" else "down"
        if lines[place].is_first:
            way = "down"
        elif lines[place].is_last:
            way = "up"
        return Reply(
            say=f"Now {place + 1} of {len(lines)}.", extra={"focus": f"{way}-{lines[place].id}"}
        )

    def do_change_note(self, args: Args) -> Reply:
        """Reword a note."""
        plans.change_plan_note(self.session, args.text("id"), args.text("text"))
        return Reply(say="Your note is changed.")

    def do_remove_note(self, args: Args) -> Reply:
        """Take a note out."""
        plans.remove_plan_note(self.session, args.text("id"))
        return Reply(say="Your note is taken out.")

    def do_hand_in(self, args: Args) -> Reply:
        """Hand the draft in, with what the writer says about the comments."""
        draft_id = self.part(0)
        asked = revision_memos.account_of(self.session, draft_id).asked
        made = revision_memos.hand_in_with_memo(
            self.session,
            draft_id,
            {one.id: _told(args, one) for one in asked},
            args.text("opening"),
            args.texts("asked"),
        )
        return Reply(route=f"/write/{draft_id}", say=handed_in(self.session, made))

    def _step(self, account: Account) -> str:
        is_free = account.draft.assignment_id is None
        return self.render(
            "plan_hand_in.html",
            draft=account.draft,
            number=account.number,
            asked=[self._asked(one) for one in account.asked],
            settled=[self._settled(one) for one in account.settled],
            undecided=account.undecided,
            is_free=is_free,
            readers=submissions.readers_to_choose(self.session) if is_free else [],
            can_ask=bool(asking.consultants_to_ask(self.session)),
            member_id=self.session.actor_id,
        )

    def _next_number(self, draft: Draft) -> int:
        """The number of the draft that could be handed in now after others; 0 where none can."""
        found = submissions.submissions_of_draft(self.session, draft.id)
        if not found or draft.assignment_id is None:
            return len(found) + 1 if found else 0
        assignment = assignments.own_assignment(self.session, draft.assignment_id)
        return len(found) + 1 if extensions.hand_in_now(self.session, assignment).is_open else 0

    def _asked(self, one: ReceivedComment) -> AskedLine:
        return AskedLine(
            comment_note(self.session, one),
            one.choice or Choice.WILL_DO,
            revision_memos.proposed_choice(one),
            one.decision.reason if one.decision else "",
        )

    def _settled(self, one: ReceivedComment) -> tuple[Note, str]:
        return comment_note(self.session, one), TOLD[one.choice or Choice.DONE]

    def _revision(self) -> int:
        store = self.session.store
        return sum(store.revision(name) for name in ("decisions", "plan_notes", "plan_orders"))


def _told(args: Args, one: ReceivedComment) -> Told:
    known = one.decision.reason if one.decision else ""
    try:
        choice = Choice(args.text(f"choice-{one.id}", str(one.choice or Choice.WILL_DO)))
    except ValueError:
        raise InvalidInput("Choose what became of it.", f"choice-{one.id}") from None
    return Told(choice, args.text(f"why-{one.id}", known))
