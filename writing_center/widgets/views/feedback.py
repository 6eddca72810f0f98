"""Reading feedback and deciding what to make of it."""

from ...domain.errors import InvalidInput
from ...domain.reviews import Choice
from ...services import answering, feedback, submissions
from ...services.feedback import Answer, Feedback
from ..desk import View
from ..live import Args, Reply
from ..passages import Marked, cut
from ..typed import zone_of
from .notes import Note, received_note


class FeedbackView(View):
    """``/feedback`` lists the submissions, ``/feedback/ID`` shows the answers to one."""

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

    def do_decide(self, args: Args) -> Reply:
        """What the author makes of one comment."""
        try:
            choice = Choice(args.text("choice"))
        except ValueError:
            raise InvalidInput("Choose what you make of it.", "choice") from None
        feedback.decide(
            self.session, args.text("review"), args.text("comment"), choice, args.text("reason")
        )
        return Reply(say="Kept.")

    def do_rate(self, args: Args) -> Reply:
        """How helpful a review was."""
        answering.rate_review(
            self.session,
            args.text("review"),
            args.number("helpfulness", "How helpful it was"),
            args.text("why"),
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

    def _answers(self, found: Feedback) -> str:
        notes: dict[str, Note] = {}
        for answer in found.answers:
            for comment in answer.comments:
                notes[comment.id] = received_note(
                    self.session,
                    comment,
                    answer.reviewer,
                    answer.decisions.get(comment.id),
                    form=True,
                )
        marks = [Marked(n.id, n.passage) for n in notes.values() if n.passage]
        return self.render(
            "feedback.html",
            feedback=found,
            notes=notes,
            whole={answer.review.id: self._whole(answer, notes) for answer in found.answers},
            paragraphs=cut(found.submission.text, marks),
            can_comment=False,
            sheet_key=found.submission.id,
            choices=[str(choice) for choice in Choice],
        )

    def _whole(self, answer: Answer, notes: dict[str, Note]) -> list[Note]:
        return [notes[comment.id] for comment in answer.comments if comment.passage is None]
