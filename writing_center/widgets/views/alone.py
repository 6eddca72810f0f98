"""Desks of reviews that stay with who writes them: on a practice text, on a text of one's own."""

from dataclasses import dataclass

from ...domain.annotations import Annotation
from ...domain.review_forms import Filled, gentle_notes
from ...domain.reviews import Review
from ...domain.rubrics import Rubric
from ...services import style_guide
from ...services.private_reviews import NewComment
from ..desk import View
from ..elsewhere import changed_elsewhere, look_again
from ..live import Args, Reply
from ..passages import Marked, cut, paragraph_at
from .notes import kinds_to_choose, own_note
from .review_form import FormPage, composed, fields_of, filled, told_of


@dataclass(frozen=True)
class AloneDesk:
    """A text, and what somebody writes about it for themselves; ``id`` names it to the page."""

    id: str
    text: str
    rubric: Rubric | None
    review: Review
    annotations: tuple[Annotation, ...]


class Alone(View):
    """The events that these desks have in common. Subclasses say where it is kept."""

    def desk_now(self) -> AloneDesk:
        """What the page is about."""
        raise NotImplementedError

    def keep(self, said: Filled) -> None:
        """Keep what was written."""
        raise NotImplementedError

    def add(self, comment: NewComment) -> Annotation:
        """Keep a comment."""
        raise NotImplementedError

    def reword(self, annotation_id: str, body: str) -> None:
        """Put other words into a comment."""
        raise NotImplementedError

    def take_out(self, annotation_id: str) -> None:
        """Take a comment out."""
        raise NotImplementedError

    def do_save(self, args: Args) -> Reply:
        """Keep what was written so far."""
        desk = self.desk_now()
        elsewhere = changed_elsewhere(args, fields_of(desk.review, desk.rubric))
        self.keep(filled(args.but(elsewhere), desk.review, desk.rubric))
        now = self.desk_now()
        told = {"gentle": " ".join(self.gentle(now)), **told_of(now.review, now.text)}
        return Reply(render=False, extra={"told": told, "elsewhere": elsewhere})

    def look_again(self, args: Args) -> Reply | None:
        """What to answer where the form shows something else than is kept, if it does."""
        desk = self.desk_now()
        return look_again(args, fields_of(desk.review, desk.rubric))

    def do_add_comment(self, args: Args) -> Reply:
        """Comment on a passage."""
        note = self.add(NewComment(**vars(composed(args))))
        where = paragraph_at(self.desk_now().text, note.passage.start)
        return Reply(say=f"Comment added beside paragraph {where}.")

    def do_change_comment(self, args: Args) -> Reply:
        """Put other words into a comment."""
        self.reword(args.text("id"), args.text("body"))
        return Reply(say="Your comment is changed.", extra={"focus": f"number-{args.text('id')}"})

    def do_remove_comment(self, args: Args) -> Reply:
        """Take a comment out."""
        self.take_out(args.text("id"))
        return Reply(say="Comment taken out.")

    def gentle(self, desk: AloneDesk) -> tuple[str, ...]:
        """What may be added before it is handed in."""
        return gentle_notes(desk.review, desk.annotations, desk.rubric)

    def form(self, desk: AloneDesk, question: str, hand_in: str, private: str) -> FormPage:
        """The form of such a desk."""
        gentle = self.gentle(desk)
        return FormPage(
            desk.id, question, desk.review, desk.rubric, gentle, hand_in, private, text=desk.text
        )

    def sheet(self, desk: AloneDesk, *, can_comment: bool = True) -> dict[str, object]:
        """What the templates of a text, its comments and the composer need."""
        return {
            "notes": {
                note.id: own_note(self.session, note, can_remove=can_comment, can_propose=False)
                for note in desk.annotations
            },
            "paragraphs": cut(desk.text, [Marked(n.id, n.passage) for n in desk.annotations]),
            "can_comment": can_comment,
            "can_narrow": True,
            "sheet_key": desk.id,
            "kinds": kinds_to_choose(),
            "guide_entries": style_guide.search_guide(self.session),
            "member_id": self.session.actor_id,
        }
