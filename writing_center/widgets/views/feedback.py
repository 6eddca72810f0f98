"""Reading feedback, talking about it, and deciding what to make of it."""

from ...domain.errors import InvalidInput
from ...domain.local_time import zone_of
from ...domain.reviews import Choice
from ...domain.submissions import Submission
from ...services import (
    annotations,
    answering,
    consulting,
    editing,
    feedback,
    revision_memos,
    self_review,
    submissions,
    threads,
)
from ...services.assignments import rubric_of
from ...services.feedback import Answer, Feedback
from ...services.names import names_on_feedback
from ..live import Args, Reply
from ..passages import Marked, cut
from .consulting import Asking, own_page
from .memos import memo_page
from .notes import Note, carried_note, received_note, talked_about
from .results import rating_values
from .side_by_side import side_by_side
from .talking import Deciding, Placing, Taking, Talking


class FeedbackView(Talking, Placing, Taking, Deciding, Asking):
    """``/feedback`` lists the submissions, ``/feedback/ID`` shows the answers to one,
    ``/feedback/ID/earlier`` the comments on earlier drafts, where they are now."""

    @property
    def is_live(self) -> bool:
        """Answers appear as they come in."""
        return True

    def page(self) -> str:
        """The list, or the answers to one submission."""
        if self.path:
            return self._answers(feedback.feedback_on(self.session, self.part(0)))
        mine = submissions.my_submissions(self.session)
        return self.render(
            "feedback_list.html",
            items=[feedback.feedback_on(self.session, one.id) for one in mine],
        )

    def do_rate(self, args: Args) -> Reply:
        """How helpful a review was."""
        if not args.has("helpfulness"):
            raise InvalidInput("Choose how helpful the review was.", "helpfulness")
        answering.rate_review(
            self.session,
            args.text("review"),
            args.number("helpfulness", "How helpful it was"),
            args.text("why"),
            reasons=args.texts("reasons"),
            thanks=args.text("thanks"),
        )
        return Reply(say="Thank you. Your reader learns from it.")

    def do_report(self, args: Args) -> Reply:
        """The writer's own feedback report as a file."""
        # Only now: the renderers are a second of start-up that most visits don't need.
        from ...services.reporting import feedback_report
        from ..downloads import report_download

        report = feedback_report(
            self.session, self.session.actor_id, include_private=True, zone=zone_of(self.desk.zone)
        )
        return Reply(render=False, download=report_download(report, args.text("format")))

    def do_annotations(self, _args: Args) -> Reply:
        """The comments as Web Annotations."""
        from ...services.annotation_export import MEDIA_TYPE, export_my_annotations

        content = export_my_annotations(self.session).encode()
        return Reply(render=False, download=("comments.jsonld", MEDIA_TYPE, content))

    def _answers(self, found: Feedback) -> str:
        submission = found.submission
        earlier = annotations.carried(self.session, submission.id)
        shows_earlier = bool(earlier) and self.part(1) == "earlier"
        notes = (
            {one.id: carried_note(self.session, one, can_place=True) for one in earlier}
            if shows_earlier
            else self._notes(found)
        )
        marks = [Marked(n.id, n.passage) for n in notes.values() if n.passage]
        return self.render(
            "feedback.html",
            feedback=found,
            memo=memo_page(revision_memos.memo_on(self.session, submission.id)),
            notes={mark.id: notes[mark.id] for mark in marks},
            whole={answer.review.id: self._whole(answer, notes) for answer in found.answers},
            orphans=[note for note in notes.values() if shows_earlier and not note.passage],
            has_earlier=bool(earlier),
            shows_earlier=shows_earlier,
            paragraphs=cut(submission.text, marks),
            can_comment=False,
            sheet_key=submission.id,
            can_place=shows_earlier,
            place_on=submission.id,
            draft_id=submission.draft_id,
            **self._own_request(submission),
            names_told=names_on_feedback(self.session, submission),
            member_id=self.session.actor_id,
            choices=[str(choice) for choice in Choice],
            **rating_values(self.session, submission.id),
            **self._own_look(found),
        )

    def _own_request(self, submission: Submission) -> dict[str, object]:
        """A request outside assignments: what was said about it, and what its writer can do.

        ``origin_id`` is the draft in which they go on; it is with who handed it in.
        """
        if submission.assignment_id is not None:
            is_here = submission.author_id == self.session.actor_id
            return {"own": None, "talks": [], "origin_id": submission.draft_id if is_here else ""}
        own = own_page(self.session, submission.id)
        talks = consulting.talks_about(self.session, submission.id)
        return {"own": own, "talks": talks, "origin_id": own.request.consultation.draft_id}

    def _own_look(self, found: Feedback) -> dict[str, object]:
        """The writer's own review, and what their readers said to the same questions."""
        own = self_review.own_self_review(self.session, found.submission.id)
        said = [own.review, *(answer.review for answer in found.answers)] if own else []
        rubric = rubric_of(self.session, found.submission.assignment_id, found.submission.round)
        return {
            "own_look": own,
            "own_rows": side_by_side(f"“{found.submission.request}”", rubric, said),
            "own_columns": ["You", *(answer.reviewer for answer in found.answers)],
        }

    def _notes(self, found: Feedback) -> dict[str, Note]:
        notes: dict[str, Note] = {}
        for answer in found.answers:
            said = threads.threads_on(self.session, answer.review.id)
            received = {
                comment.id: received_note(
                    self.session,
                    comment,
                    answer.reviewer,
                    answer.decisions.get(comment.id),
                    form=True,
                )
                for comment in answer.comments
            }
            notes |= talked_about(received, said, self._edits(found, received))
        return notes

    def _edits(self, found: Feedback, notes: dict[str, Note]) -> dict[str, editing.Edit]:
        # The working draft is its writer's alone, also where several wrote the text.
        is_mine = found.submission.author_id == self.session.actor_id
        if not is_mine or not any(note.suggested for note in notes.values()):
            return {}
        return editing.edits_in_draft(self.session, found.submission.draft_id)

    def _whole(self, answer: Answer, notes: dict[str, Note]) -> list[Note]:
        return [
            notes[comment.id]
            for comment in answer.comments
            if comment.passage is None and comment.id in notes
        ]
