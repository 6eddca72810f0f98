"""What several pages with comments can do: reply below them, put them on a passage."""

from ...domain.annotations import blocks
from ...domain.errors import InvalidInput
from ...domain.reviews import Choice
from ...services import annotations, editing, feedback, threads
from ...services.submissions import find_submission
from ..desk import View
from ..live import Args, Reply
from ..passages import paragraph_at


class Talking(View):
    """Replies below comments."""

    def do_reply(self, args: Args) -> Reply:
        """Say something below a comment."""
        threads.reply_to(self.session, args.text("review"), args.text("comment"), args.text("body"))
        return Reply(say="Your reply is sent.")

    def do_change_reply(self, args: Args) -> Reply:
        """Reword one's last reply."""
        threads.change_reply(self.session, args.text("id"), args.text("body"))
        return Reply(say="Your reply is changed.")

    def do_remove_reply(self, args: Args) -> Reply:
        """Take one's last reply back."""
        threads.remove_reply(self.session, args.text("id"))
        return Reply(say="Your reply is taken back.")

    def do_let_rest(self, args: Args) -> Reply:
        """Nothing to add."""
        threads.let_rest(self.session, args.text("review"), args.text("comment"))
        return Reply(say="It is off your start page.")


class Deciding(View):
    """What a writer makes of comments."""

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

    def do_take_back(self, args: Args) -> Reply:
        """Leave a comment undecided again."""
        feedback.take_back_decision(self.session, args.text("review"), args.text("comment"))
        return Reply(say="It is undecided again.")


class Taking(View):
    """Suggested edits, taken into the draft."""

    def do_take_edit(self, args: Args) -> Reply:
        """A reader's words come into the draft."""
        editing.take_edit(self.session, args.text("id"))
        return Reply(say="It is in your draft now.")

    def do_put_edit_back(self, args: Args) -> Reply:
        """The old words come back into the draft."""
        editing.put_edit_back(self.session, args.text("id"))
        return Reply(say="The old words stand in your draft again.")


class Placing(View):
    """Comments on earlier drafts, put on a passage of a later one by hand."""

    def do_place(self, args: Args) -> Reply:
        """Put a comment on a paragraph, or on a few of its words."""
        submission = find_submission(self.session, args.text("on"))
        spans = blocks(submission.text)
        chosen = args.text("paragraph")
        if not chosen.isdecimal() or not 1 <= int(chosen) <= len(spans):
            raise InvalidInput("Choose a paragraph.", "paragraph")
        start, end = spans[int(chosen) - 1]
        annotations.place_comment(
            self.session, args.text("id"), submission.id, start, end, words=args.text("words")
        )
        return _placed(args.text("id"), int(chosen))

    def do_place_selected(self, args: Args) -> Reply:
        """Put a comment on the passage that is selected."""
        submission = find_submission(self.session, args.text("on"))
        start, end = args.number("start", "The passage"), args.number("end", "The passage")
        annotations.place_comment(self.session, args.text("id"), submission.id, start, end)
        where = paragraph_at(submission.text, start)
        return _placed(args.text("id"), where)

    def do_unplace(self, args: Args) -> Reply:
        """Undo a placement."""
        annotations.remove_placement(self.session, args.text("id"), args.text("on"))
        return Reply(say="It is where it was found before.")


def _placed(comment_id: str, paragraph: int) -> Reply:
    """A comment was put beside a paragraph; the focus goes there with it."""
    return Reply(
        say=f"It stands beside paragraph {paragraph} now.", extra={"focus": f"number-{comment_id}"}
    )
