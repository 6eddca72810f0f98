"""The first visit."""

from ...domain.annotations import CommentKind, passage_at
from ...domain.welcome import COMMENTS, TEXT
from ...services import classes, welcome
from ...services.welcome import Step
from ..desk import View
from ..live import Args, Reply
from ..passages import Marked, cut
from .notes import Note, kind_of, kinds_to_choose


class WelcomeView(View):
    """The charter, a short text to comment on, a first paragraph."""

    def page(self) -> str:
        """The step that the newcomer has come to."""
        step = welcome.welcome_step(self.session)
        if step is not Step.DONE and self.part(0) in (Step.COMMENT, Step.PARAGRAPH):
            step = Step(self.part(0))
        if step is Step.DONE:
            return self.desk.views[""].page()
        values: dict[str, object] = {"step": str(step), "name": self.session.actor.name.split()[0]}
        if step is Step.CHARTER:
            charter = classes.charter(self.session)
            values["charter"] = charter.text if charter else ""
        elif step is Step.COMMENT:
            values |= self._sheet()
        else:
            values["member_id"] = self.session.actor_id
        return self.render("welcome.html", **values)

    def do_to_comment(self, _args: Args) -> Reply:
        """The charter is read; on to the text."""
        return Reply(route="/welcome/comment")

    def do_to_paragraph(self, _args: Args) -> Reply:
        """On to the newcomer's own paragraph, with a comment or without."""
        return Reply(route="/welcome/paragraph")

    def do_add_comment(self, args: Args) -> Reply:
        """The newcomer's comment."""
        welcome.add_welcome_note(
            self.session,
            args.number("start", "The passage"),
            args.number("end", "The passage"),
            args.text("body"),
            kind=kind_of(args),
        )
        return Reply(
            route="/welcome/comment",
            say="Your comment is in.",
            extra={"focus": "comment-title"},
        )

    def do_finish(self, args: Args) -> Reply:
        """The first paragraph becomes a draft."""
        draft = welcome.finish_welcome(self.session, args.text("paragraph"), args.text("question"))
        return Reply(route=f"/write/{draft.id}", say="You are in. This is your draft.")

    def do_skip(self, _args: Args) -> Reply:
        """Straight to the start page."""
        welcome.skip_welcome(self.session)
        return Reply(route="/")

    def _sheet(self) -> dict[str, object]:
        notes: dict[str, Note] = {}
        for number, comment in enumerate(COMMENTS):
            start = TEXT.index(comment.exact)
            passage = passage_at(TEXT, start, start + len(comment.exact))
            note = Note(f"welcome-{number}", comment.kind, comment.by, comment.body, passage)
            notes[note.id] = note
        own = welcome.own_welcome_note(self.session)
        if own is not None:
            notes["welcome-own"] = Note(
                "welcome-own", own.kind or "comment", "you", own.body, own.passage
            )
        marks = [Marked(n.id, n.passage) for n in notes.values() if n.passage]
        return {
            "paragraphs": cut(TEXT, marks),
            "notes": notes,
            "has_note": own is not None,
            "can_comment": own is None,
            "sheet_key": "welcome",
            "member_id": self.session.actor_id,
            "kinds": kinds_to_choose(CommentKind.SURFACE),
            "guide_entries": [],
        }
