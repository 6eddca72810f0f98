"""Asking a consultant, and being one: what waits, what was asked, what is shared."""

from dataclasses import dataclass, replace

from ...domain.consultations import Stage
from ...domain.errors import InvalidInput, NotFound
from ...services import asking, assignments, consulting, drafts, reviews, sharing
from ...services.session import Session
from ...services.sharing import SharedAnswer
from ..desk import View
from ..live import Args, Reply
from ..passages import Marked, cut
from .notes import Note, received_note

STAGES = {
    Stage.PROMPT: "Before the first line: about the task, or how to begin",
    Stage.OUTLINE: "An outline, or notes",
    Stage.DRAFT: "A draft, or a part of one",
}
STAGE_TAGS = {
    "": "draft",
    Stage.PROMPT: "before the first line",
    Stage.OUTLINE: "outline",
    Stage.DRAFT: "draft",
}


@dataclass(frozen=True)
class OwnPage:
    """What the writer of a request can do with it beside reading the answers."""

    request: asking.OwnRequest
    task: str
    shared: list[tuple[str, str]]
    teachers: list[tuple[str, str]]


def own_page(session: Session, submission_id: str) -> OwnPage:
    """The writer's side of a request outside assignments."""
    request = asking.find_request(session, submission_id)
    shared = sharing.shared_with(session, submission_id)
    known = {id for id, _ in shared}
    teachers = sharing.teachers_to_share_with(session)
    return OwnPage(
        request,
        consulting.task_of_request(session, request.submission)[0],
        shared,
        [(one.id, one.name) for one in teachers if one.id not in known],
    )


class Asking(View):
    """What the writer of a request can do on the page of its answers."""

    def do_open_to_all(self, args: Args) -> Reply:
        """Let every consultant see it."""
        asking.open_to_all(self.session, args.text("id"))
        return Reply(say="Every consultant can take it now.")

    def do_withdraw(self, args: Args) -> Reply:
        """Take it back."""
        asking.withdraw_request(self.session, args.text("id"))
        return Reply(route="/consult", say="Your question is taken back.")

    def do_end_conversation(self, args: Args) -> Reply:
        """It is enough."""
        asking.end_conversation(self.session, args.text("id"))
        return Reply(say="The conversation is ended. What was said stays here for you.")

    def do_share(self, args: Args) -> Reply:
        """Let a teacher read it."""
        sharing.share_with(self.session, args.text("id"), args.text("teacher"))
        return Reply(say="Shared. You can take it back at any time.")

    def do_stop_sharing(self, args: Args) -> Reply:
        """Not any more."""
        sharing.stop_sharing(self.session, args.text("id"), args.text("teacher"))
        return Reply(say="Not shared any more.")


class ConsultView(View):
    """``/consult`` is everything that was asked and taken; ``/consult/ask``, ``…/draft/ID`` and
    ``…/task/ID`` the form; ``/consult/shared/ID`` what a writer shares with their teacher."""

    @property
    def is_live(self) -> bool:
        """The lists follow; the form does not move while somebody writes."""
        return self.part(0) != "ask"

    def page(self) -> str:
        """The lists, the form, or what is shared."""
        if not self.path:
            return self._lists()
        if self.part(0) == "ask":
            return self._form()
        if self.part(0) == "shared":
            return self._shared(self.part(1))
        raise NotFound

    def do_claim(self, args: Args) -> Reply:
        """Take a request."""
        claim = reviews.claim_review(self.session, args.text("id"))
        return Reply(route=f"/review/{claim.id}", say="It is yours to answer.")

    def do_ask(self, args: Args) -> Reply:
        """Send a question."""
        try:
            stage = Stage(args.text("stage"))
        except ValueError:
            raise InvalidInput("Choose how far your text has come.", "stage") from None
        made = asking.ask_consultant(
            self.session,
            args.text("question"),
            stage=stage,
            draft_id=args.text("draft"),
            assignment_id=args.text("task"),
            for_id=args.text("for"),
            notes=args.text("notes"),
        )
        return Reply(
            route=f"/feedback/{made.id}", say="Sent. You find the answer on your start page."
        )

    def _lists(self) -> str:
        taken = consulting.my_conversations(self.session)
        mine = drafts.my_drafts(self.session)
        begun = {draft.assignment_id for draft in mine}
        return self.render(
            "consult.html",
            is_consultant=self.session.actor.is_consultant,
            open_ones=consulting.open_requests(self.session),
            underway=[one for one in taken if not one.is_answered and not one.is_over],
            answered=[one for one in taken if one.is_answered or one.is_over],
            asked=asking.my_requests(self.session),
            shared=sharing.shared_requests(self.session),
            can_ask=bool(asking.consultants_to_ask(self.session)),
            drafts=mine,
            tasks=[a for a in assignments.my_assignments(self.session) if a.id not in begun],
            stages=STAGE_TAGS,
        )

    def _form(self) -> str:
        draft_id = self.part(2) if self.part(1) == "draft" else ""
        assignment_id = self.part(2) if self.part(1) == "task" else ""
        about = asking.about_to_ask(self.session, draft_id, assignment_id)
        return self.render(
            "consult_ask.html",
            about=about,
            draft_id=draft_id,
            assignment_id=assignment_id,
            stages=[(str(stage), words) for stage, words in STAGES.items()],
            consultants=[(one.id, one.name) for one in about.consultants],
            paragraphs=cut(about.text, []),
            member_id=self.session.actor_id,
        )

    def _shared(self, submission_id: str) -> str:
        shared, answers = sharing.read_shared(self.session, submission_id)
        found = {one.review_id: self._notes(one) for one in answers}
        notes = {note.id: note for of_one in found.values() for note in of_one.values()}
        marks = [Marked(note.id, note.passage) for note in notes.values() if note.passage]
        return self.render(
            "consult_shared.html",
            shared=shared,
            answers=answers,
            whole={
                id: [note for note in of_one.values() if note.passage is None]
                for id, of_one in found.items()
            },
            notes={mark.id: notes[mark.id] for mark in marks},
            paragraphs=cut(shared.submission.text, marks),
            can_comment=False,
            sheet_key=submission_id,
            member_id=self.session.actor_id,
            stages=STAGE_TAGS,
        )

    def _notes(self, answer: SharedAnswer) -> dict[str, Note]:
        return {
            comment.id: replace(
                received_note(self.session, comment, answer.reader, None, form=False),
                can_propose=False,
            )
            for comment in answer.comments
        }
