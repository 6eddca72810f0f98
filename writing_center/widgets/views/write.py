"""Writing: the drafts, the editor, handing in."""

import zlib
from collections.abc import Sequence

from ...domain.assignments import phase_end, stage_at
from ...domain.errors import ChangedElsewhere, InvalidInput
from ...domain.pen_names import Part
from ...domain.submissions import Draft, is_in_already
from ...services import asking, assignments, drafts, extensions, revision_memos, submissions
from ...services.drafts import Save
from ...services.names import own_name_told
from ...services.reviews import assignment_of
from ..desk import Desk
from ..elsewhere import changed_elsewhere
from ..half_signs import whole
from ..live import Args, Reply
from ..passages import cut
from ..templates import markdown
from .bringing import Bringing
from .handed_in import handed_in
from .memos import memo_page
from .notes import Note
from .plan import STEP
from .plan_lines import Planning, plan_lines
from .talking import Deciding, Taking


class WriteView(Taking, Deciding, Planning, Bringing):
    """``/write`` lists the drafts, ``/write/ID`` is the editor, ``/write/ID/N`` a submission."""

    def __init__(self, desk: Desk) -> None:
        """The view of ``desk``."""
        super().__init__(desk)
        self._written: dict[str, str] = {}  # tab -> the draft that it writes
        self._version = -1  # of the draft in the editor, as the page knows it
        self._revision = -1

    @property
    def is_live(self) -> bool:
        """The editor follows what its author writes in another window or on another device."""
        return len(self.path) == 1

    def is_stale(self) -> bool:
        """Whether the draft was saved by anybody but this page."""
        revision = self.session.store.revision("drafts")
        if revision == self._revision:
            return False
        self._revision = revision
        return drafts.find_draft(self.session, self.part(0)).version != self._version

    def page(self) -> str:
        """The list, the editor, or an earlier submission."""
        if not self.path:
            return self._list()
        draft = drafts.find_draft(self.session, self.part(0))
        if len(self.path) > 1:
            return self._submission(draft, self.part(1))
        return self._editor(draft)

    def do_start(self, args: Args) -> Reply:
        """Begin (or open) the draft of an assignment."""
        draft = drafts.start_draft(self.session, args.text("id"))
        return Reply(route=f"/write/{draft.id}")

    def do_start_own(self, args: Args) -> Reply:
        """Begin a draft of one's own."""
        draft = drafts.start_draft(self.session, None, args.text("title"))
        return Reply(route=f"/write/{draft.id}")

    def do_save_text(self, args: Args) -> Reply:
        """Keep what was typed: one changed stretch of the text, and the version it changes."""
        draft = drafts.find_draft(self.session, self._draft_of(args))
        if self._has_come_already(draft, args):
            self._version = draft.version
            return Reply(render=False, extra=_kept(draft))
        try:
            if draft.version != args.number("based_on"):
                raise ChangedElsewhere
            saved = drafts.save_text(self.session, draft.id, self._save(draft, args))
        except ChangedElsewhere:
            theirs = drafts.find_draft(self.session, draft.id)
            return Reply(
                render=False,
                extra={"conflict": {"text": theirs.text, "version": theirs.version}},
            )
        self._version = saved.version
        told = _kept(saved)
        if args.flag("whole") and saved.text != args.text("insert"):
            told["kept"] = saved.text
        return Reply(render=False, extra=told)

    def do_keep_other(self, args: Args) -> Reply:
        """Keep the text that was not chosen when two windows had changed the draft."""
        drafts.keep_copy(self.session, args.text("draft"), args.text("text"))
        return Reply(render=False)

    def do_read(self, args: Args) -> Reply:
        """How the draft reads: its Markdown as sanitised HTML, for the script that asked."""
        draft = drafts.find_draft(self.session, args.text("draft"))
        return Reply(render=False, extra={"reading": str(markdown(draft.text))})

    def do_describe(self, args: Args) -> Reply:
        """Keep the title, the request and the note on help."""
        draft = drafts.find_draft(self.session, args.text("id"))
        kept = {name: str(getattr(draft, name)) for name in ("title", "request", "help_had")}
        elsewhere = changed_elsewhere(args, kept)
        new = args.but(elsewhere)
        drafts.describe_draft(
            self.session,
            draft.id,
            title=new.text("title") if new.has("title") else None,
            request=new.text("request") if new.has("request") else None,
            help_had=new.text("help_had") if new.has("help_had") else None,
        )
        return Reply(render=False, extra={"elsewhere": elsewhere})

    def do_submit(self, args: Args) -> Reply:
        """Hand the draft in; where there is something to say about comments, after that."""
        draft_id = args.text("id")
        if not revision_memos.account_of(self.session, draft_id).is_empty:
            submissions.require_ready(self.session, draft_id)
            return Reply(route=f"/plan/{draft_id}/{STEP}")
        made = submissions.submit_draft(self.session, draft_id, args.texts("asked"))
        return Reply(say=handed_in(self.session, made))

    def do_look_again(self, _args: Args) -> Reply:
        """Where the comments stand in the text as it is now."""
        found = plan_lines(self.session, self.part(0))
        lines = (*found.open, *found.done, *found.declined)
        notes = [*(line.note for line in lines if line.note), *found.beside]
        return Reply(say=_places_told(notes))

    def _list(self) -> str:
        mine = drafts.my_drafts(self.session)
        handed_in = submissions.my_submissions(self.session)
        begun = submissions.begun_assignments(self.session, handed_in)
        open_ones = [
            assignment
            for assignment in assignments.my_assignments(self.session)
            if assignment.id not in begun and extensions.may_write(self.session, assignment)
        ]
        counts = {
            draft.id: len(submissions.submissions_of_draft(self.session, draft.id))
            for draft in mine
        }
        titles = {a.id: a.title for a in assignments.my_assignments(self.session)}
        return self.render(
            "write_list.html", drafts=mine, counts=counts, open_ones=open_ones, titles=titles
        )

    def _draft_of(self, args: Args) -> str:
        """The draft that a tab writes; it names it with its first save only."""
        tab = args.text("tab")[:64]
        if args.has("draft"):
            self._written[tab] = args.text("draft")
        return self._written.get(tab, "")

    def _editor(self, draft: Draft) -> str:
        self._version = draft.version
        assignment = assignment_of(self.session, draft)
        now = self.session.clock.now()
        place = extensions.hand_in_now(self.session, assignment) if assignment else None
        has_left = assignment is not None and not self.session.is_in(assignment.group_id)
        earlier = submissions.submissions_of_draft(self.session, draft.id)
        readers = [] if assignment else submissions.readers_to_choose(self.session)
        return self.render(
            "write.html",
            draft=draft,
            assignment=assignment,
            stage=stage_at(assignment, now) if assignment else None,
            until=phase_end(assignment, now) if assignment else None,
            place=place,
            extension=(
                extensions.own_extension(self.session, assignment.id) if assignment else None
            ),
            policies=assignments.policies_of(self.session, assignment) if assignment else (),
            is_open=place is None or (place.is_open and not has_left),
            has_left=has_left,
            earlier=earlier,
            plan=plan_lines(self.session, draft.id),
            tells=not revision_memos.account_of(self.session, draft.id).is_empty,
            is_in=bool(earlier) and is_in_already(earlier[-1], draft),
            own_name=own_name_told(
                self.session,
                assignment,
                Part.WRITER,
                (draft.title, draft.text, draft.request, draft.help_had),
                draft.coauthor_ids,
            ),
            readers=readers,
            member_id=self.session.actor_id,
            can_ask=bool(asking.consultants_to_ask(self.session)),
        )

    def _submission(self, draft: Draft, number: str) -> str:
        found = submissions.submissions_of_draft(self.session, draft.id)
        chosen = [one for one in found if str(one.number) == number]
        if not chosen:
            raise InvalidInput("There is no such draft handed in.")
        return self.render(
            "submission.html",
            submission=chosen[0],
            paragraphs=cut(chosen[0].text, []),
            memo=memo_page(revision_memos.memo_on(self.session, chosen[0].id)),
        )

    def _has_come_already(self, draft: Draft, args: Args) -> bool:
        return draft.writer == args.text("tab")[:64] and draft.writer_save >= args.number("number")

    def _save(self, draft: Draft, args: Args) -> Save:
        text = args.text("insert") if args.flag("whole") else _changed(draft.text, args)
        return Save(text, draft.version, args.text("tab"), args.number("number"))


def _changed(text: str, args: Args) -> str:
    at, remove = args.number("at"), args.number("remove") if args.has("remove") else 0
    if at < 0 or remove < 0 or at + remove > len(text):
        raise ChangedElsewhere
    return text[:at] + args.text("insert") + text[at + remove :]


def _kept(draft: Draft) -> dict[str, object]:
    """What the editor is told of a save: by the checksum it notices when its text is another one
    than the one that is kept. It sends the whole text then, and is told what has become of it."""
    return {"version": draft.version, "sum": zlib.adler32(whole(draft.text).encode())}


def _places_told(notes: Sequence[Note]) -> str:
    """How many comments on passages have a place in the text as it is now, in a sentence."""
    placed = sum(note.passage is not None for note in notes)
    gone = sum(note.passage is None and bool(note.quote) for note in notes)
    stand = (
        "comment stands where its passage is"
        if placed == 1
        else ("comments stand where their passages are")
    )
    lost = f"{gone} {'has' if gone == 1 else 'have'} no place any more"
    if placed:
        return f"{placed} {stand} now{f'; {lost}' if gone else ''}."
    if gone:
        return f"None of the passages is found in your text now: {lost}."
    return "No comment here is about a passage."
