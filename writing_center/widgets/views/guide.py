"""The shared style guide."""

from ...domain.errors import InvalidInput
from ...domain.style_guide import KINDS, NEXT_STATES, EntryState, EntryText, may_move
from ...services import quoting, style_guide
from ...services.names import names_on_entry
from ...services.style_guide import CommentSource
from ..desk import View
from ..live import Args, Reply

FIELDS = tuple(EntryText.__dataclass_fields__)


class GuideView(View):
    """``/guide`` lists and searches, ``/guide/ID`` shows an entry, ``/guide/ID/revise`` rewords
    it, ``/guide/propose`` (with ``/REVIEW/COMMENT``) makes a new one."""

    words = ""
    kind = ""
    state = ""

    @property
    def is_live(self) -> bool:
        """The list and the entries follow; a form does not."""
        return self.part(0) != "propose" and self.part(1) != "revise"

    def page(self) -> str:
        """The list, an entry, or a form."""
        if not self.path:
            return self._list()
        if self.part(0) == "propose":
            return self._proposal()
        if self.part(1) == "revise":
            return self._revision()
        return self._entry(self.part(0))

    def do_search(self, args: Args) -> Reply:
        """Look for words, a kind, a state."""
        self.words, self.kind = args.text("words"), args.text("kind")
        self.state = args.text("state")
        return Reply()

    def do_propose(self, args: Args) -> Reply:
        """A new entry."""
        entry = style_guide.propose_entry(
            self.session, self._text(args), source=self._source(), quote=args.flag("quote")
        )
        return Reply(route=f"/guide/{entry.id}", say="Proposed. Now it wants to be tried.")

    def do_revise(self, args: Args) -> Reply:
        """A new wording."""
        entry = style_guide.revise_entry(
            self.session,
            self.part(0),
            self._text(args),
            args.text("note"),
            based_on=args.number("number", "The wording"),
        )
        return Reply(route=f"/guide/{entry.id}", say="Revised. The old wording is kept.")

    def do_helped(self, args: Args) -> Reply:
        """It helped here, or it was otherwise here."""
        style_guide.try_entry(
            self.session, self.part(0), args.text("how") == "helped", args.text("because")
        )
        return Reply(say="Thank you: a new case for the guide.")

    def do_move(self, args: Args) -> Reply:
        """Move an entry on."""
        try:
            after = EntryState(args.text("state"))
        except ValueError:
            raise InvalidInput("Choose a state.", "state") from None
        style_guide.move_entry(self.session, self.part(0), after, args.text("reason"))
        return Reply(say=f"The entry is now {after}.")

    def do_consent(self, args: Args) -> Reply:
        """Agree to be quoted, refuse, or take it back."""
        agree = args.text("agree") == "yes"
        quoting.answer_quotation(self.session, args.text("id"), agree)
        return Reply(say="It may be quoted." if agree else "It is not quoted.")

    def _list(self) -> str:
        state = EntryState(self.state) if self.state in list(EntryState) else None
        found = style_guide.search_guide(self.session, self.words, kind=self.kind, state=state)
        known = {entry.text.kind for entry in self.session.store.entries.all()}
        return self.render(
            "guide.html",
            entries=found,
            is_empty=not known,
            words=self.words,
            kind=self.kind,
            state=self.state,
            kinds=[("", "any kind"), *((k, k) for k in sorted(known | set(KINDS)))],
            states=[("", "all but retired"), *((str(s), str(s)) for s in EntryState)],
            helped={e.id: self._helped(e.id) for e in found},
        )

    def _helped(self, entry_id: str) -> int:
        return sum(t.helped for t in self.session.store.trials.where(entry_id=entry_id))

    def _entry(self, entry_id: str) -> str:
        view = style_guide.view_entry(self.session, entry_id)
        is_teacher = self.session.actor.is_teacher
        people = {
            view.entry.proposed_by_id,
            *(r.by_id for r in view.revisions),
            *(c.by_id for c in view.changes),
            *(t.by_id for t in view.trials),
        }
        asked = [
            quotation
            for quotation, entry in quoting.quotations_asked(self.session)
            if entry.id == entry_id
        ]
        moves = [
            (str(state), str(state))
            for state in NEXT_STATES[view.entry.state]
            if may_move(state, is_teacher=is_teacher)
        ]
        return self.render(
            "entry.html",
            view=view,
            entry=view.entry,
            names=names_on_entry(self.session, view.entry, people),
            asked=asked,
            quoted={quotation.asking for quotation in view.quotations},
            moves=moves,
            origin_route=self._origin_route(view),
        )

    def _origin_route(self, view: style_guide.EntryView) -> str:
        if view.origin is None:
            return ""
        submission = self.session.store.submissions.find(view.origin.submission_id)
        if submission is not None and self.session.actor_id in submission.author_ids:
            return f"/feedback/{view.origin.submission_id}"
        claim = self.session.store.claims.find(view.origin.review_id)
        if claim is not None and claim.reviewer_id == self.session.actor_id:
            return f"/review/given/{view.origin.review_id}"
        return ""

    def _source(self) -> CommentSource | None:
        if self.part(0) != "propose" or len(self.path) < 3:
            return None
        return style_guide.comment_source(self.session, self.part(1), self.part(2))

    def _proposal(self) -> str:
        return self.render(
            "entry_form.html",
            route="/".join(("/guide", *self.path)),
            entry=None,
            text=None,
            source=self._source(),
            kinds=KINDS,
            member_id=self.session.actor_id,
            action="propose",
        )

    def _revision(self) -> str:
        entry = style_guide.find_entry(self.session, self.part(0))
        return self.render(
            "entry_form.html",
            route=f"/guide/{entry.id}/revise",
            entry=entry,
            text=entry.text,
            source=None,
            kinds=KINDS,
            member_id=self.session.actor_id,
            action="revise",
        )

    def _text(self, args: Args) -> EntryText:
        return EntryText(**{name: args.text(name) for name in FIELDS})
