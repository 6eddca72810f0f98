"""The board: pulling the next task or choosing one, and what one is reading."""

from ...services import answering, conflicts, feedback, practice, reviews
from ...services.names import names_announced
from ..live import Args, Reply
from .practice import Inviting


class Board(Inviting):
    """What a view of tasks can show and answer."""

    def do_claim(self, args: Args) -> Reply:
        """Take a task that was chosen."""
        claim = reviews.claim_review(self.session, args.text("id"), extra=args.flag("extra"))
        return Reply(route=f"/review/{claim.id}", say="It is yours to read.")

    def do_next(self, _args: Args) -> Reply:
        """Take the task that comes next."""
        claim = reviews.claim_next(self.session)
        return Reply(route=f"/review/{claim.id}", say="This one is yours to read. Thank you!")

    def do_release(self, args: Args) -> Reply:
        """Give a task back."""
        reviews.release_review(self.session, args.text("id"))
        return Reply(route="/review", say="Given back. What you wrote is kept.")

    def do_decline(self, args: Args) -> Reply:
        """Say that one can't read it."""
        reviews.decline_review(self.session, args.text("id"), args.text("reason"))
        return Reply(route="/review", say="It will not be offered to you again.")

    def board(self, only: str = "") -> str:
        """The board, or one task of it."""
        board = reviews.review_board(self.session, only)
        return self.render(
            "board.html",
            board=board,
            only=only,
            names_told=names_announced(
                self.session, (one.submission for one in (*board.offers, *board.extras))
            ),
            given=feedback.reviews_given(self.session),
            heard=answering.what_authors_said(self.session),
            invitation=practice.invitation(self.session) if not only else None,
            has_practice=bool(practice.my_practice(self.session)),
            has_classmates=bool(conflicts.classmates(self.session)),
        )
