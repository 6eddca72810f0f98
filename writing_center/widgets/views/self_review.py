"""Reviewing one's own text before the readers' reviews of it are shown."""

from dataclasses import replace

from ...domain.annotations import Annotation
from ...domain.errors import NotFound
from ...domain.review_forms import Filled
from ...services import self_review
from ...services.private_reviews import NewComment
from ...services.self_review import SelfReviewDesk
from ..live import Args, Reply
from .alone import Alone, AloneDesk


class SelfReviewView(Alone):
    """``/own/SUBMISSION``: one's own text with the readers' questions."""

    def page(self) -> str:
        """The desk, or what one wrote there."""
        if not self.path:
            raise NotFound
        desk = self_review.self_review_desk(self.session, self.part(0))
        alone = _alone(desk)
        form = self.form(
            alone,
            f"You ask your readers: “{desk.submission.request}”",
            "That is how I see it",
            "Only you see this, now and later.",
        )
        form = replace(form, question_help="What would you answer? One line is enough to go on.")
        return self.render(
            "self_review.html",
            desk=desk,
            form=form,
            **self.sheet(alone, can_comment=not desk.own.is_done),
        )

    def do_submit(self, args: Args) -> Reply:
        """It is in: show me what my readers wrote."""
        if again := self.look_again(args):
            return again
        self_review.finish_self_review(self.session, args.text("id"))
        return Reply(
            route=f"/feedback/{args.text('id')}",
            say="Kept, for you. What your readers write stands here.",
        )

    def gentle(self, desk: AloneDesk) -> tuple[str, ...]:
        """Nothing: a line is enough here."""
        return ()

    def desk_now(self) -> AloneDesk:
        """What the page is about."""
        return _alone(self_review.self_review_desk(self.session, self.part(0)))

    def keep(self, said: Filled) -> None:
        """Keep what was written."""
        self_review.save_self_review(self.session, self.part(0), said)

    def add(self, comment: NewComment) -> Annotation:
        """Keep a comment."""
        return self_review.add_self_comment(self.session, self.part(0), comment)

    def reword(self, annotation_id: str, body: str) -> None:
        """Put other words into a comment."""
        self_review.change_self_comment(self.session, self.part(0), annotation_id, body)

    def take_out(self, annotation_id: str) -> None:
        """Take a comment out."""
        self_review.remove_self_comment(self.session, self.part(0), annotation_id)


def _alone(desk: SelfReviewDesk) -> AloneDesk:
    own = desk.own
    return AloneDesk(
        desk.submission.id, desk.submission.text, desk.rubric, own.review, own.annotations
    )
