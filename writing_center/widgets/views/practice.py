"""Practising to review, and seeing one's own beside the teacher's."""

from dataclasses import replace

from ...domain.annotations import Annotation
from ...domain.errors import InvalidInput, NotFound
from ...domain.practice import Showing
from ...domain.review_forms import Filled
from ...services import practice
from ...services.practice import Example, PracticeDesk
from ...services.private_reviews import NewComment
from ..desk import View
from ..live import Args, Reply
from ..passages import Marked, cut
from .alone import Alone, AloneDesk
from .notes import Note, own_note
from .side_by_side import side_by_side

UNNAMED = "an experienced reader"


class Inviting(View):
    """Pages on which a newcomer is invited to practise."""

    def do_put_off_practice(self, args: Args) -> Reply:
        """Not now."""
        practice.put_off_practice(self.session, args.text("id"))
        said = "As you like. You find it on the review page whenever you want to."
        return Reply(say=said, extra={"focus": "page-title"})


class PracticeView(Alone):
    """``/practice`` lists the texts, ``/practice/ID`` is the desk and, once one is done, one's own
    review beside the teacher's; ``/practice/ID/with/REVIEW`` beside another example."""

    def page(self) -> str:
        """The list, the desk, or both sides."""
        if not self.path:
            items = practice.my_practice(self.session)
            return self.render("practice_list.html", items=items)
        desk = practice.practice_desk(self.session, self.part(0))
        return self._both(desk) if desk.own.is_done else self._desk(desk)

    def do_submit(self, args: Args) -> Reply:
        """Done: show me."""
        if again := self.look_again(args):
            return again
        practice.finish_practice(self.session, args.text("id"))
        return Reply(
            say="Now you see both, side by side. There is no right answer.",
            extra={"focus": "practice-title"},
        )

    def do_again(self, args: Args) -> Reply:
        """Begin afresh."""
        practice.practise_again(self.session, args.text("id"))
        place = f"/practice/{args.text('id')}"
        return Reply(route=place, say="A fresh page.", extra={"focus": "practice-title"})

    def do_show(self, args: Args) -> Reply:
        """Let newcomers see mine, or no longer."""
        try:
            showing = Showing(args.text("showing"))
        except ValueError:
            raise InvalidInput("Choose who sees it.", "showing") from None
        practice.show_practice(self.session, args.text("id"), showing)
        if showing is Showing.NOT:
            return Reply(say="Nobody sees it any more.")
        return Reply(say="Thank you. Those who have finished their own can see it now.")

    def desk_now(self) -> AloneDesk:
        """What the page is about."""
        return _alone(practice.practice_desk(self.session, self.part(0)))

    def keep(self, said: Filled) -> None:
        """Keep what was written."""
        practice.save_practice(self.session, self.part(0), said)

    def add(self, comment: NewComment) -> Annotation:
        """Keep a comment."""
        return practice.add_practice_comment(self.session, self.part(0), comment)

    def reword(self, annotation_id: str, body: str) -> None:
        """Put other words into a comment."""
        practice.change_practice_comment(self.session, self.part(0), annotation_id, body)

    def take_out(self, annotation_id: str) -> None:
        """Take a comment out."""
        practice.remove_practice_comment(self.session, self.part(0), annotation_id)

    def _desk(self, desk: PracticeDesk) -> str:
        alone = _alone(desk)
        form = self.form(
            alone,
            f"First: “{desk.request}”",
            "I’m done: show me both",
            "Only you see this, now and later.",
        )
        return self.render("practice.html", practice=desk, form=form, **self.sheet(alone))

    def _both(self, desk: PracticeDesk) -> str:
        example = self._chosen(desk)
        theirs = example.by or UNNAMED
        notes = {note.id: note for note in self._notes(desk, example, theirs)}
        marks = [Marked(note.id, note.passage) for note in notes.values() if note.passage]
        return self.render(
            "practice_both.html",
            practice=desk,
            example=example,
            theirs=theirs[0].upper() + theirs[1:],
            choices=[(one, _called(one, desk)) for one in desk.examples],
            rows=side_by_side(f"“{desk.request}”", desk.rubric, [example.review, desk.own.review]),
            notes=notes,
            paragraphs=cut(desk.text, marks),
            can_comment=False,
            sheet_key=desk.id,
            member_id=self.session.actor_id,
            showings=[str(one) for one in Showing],
        )

    def _chosen(self, desk: PracticeDesk) -> Example:
        wanted = self.part(2) if self.part(1) == "with" else ""
        for one in desk.examples:
            if wanted in ("", one.id):
                return one
        raise NotFound("review")

    def _notes(self, desk: PracticeDesk, example: Example, theirs: str) -> list[Note]:
        def made(note: Annotation, by: str, side: str) -> Note:
            plain = own_note(self.session, note, can_remove=False, can_propose=False)
            return replace(plain, by=by, side=side)

        return [
            *(made(note, theirs, "theirs") for note in example.annotations),
            *(made(note, "you", "own") for note in desk.own.annotations),
        ]


def _alone(desk: PracticeDesk) -> AloneDesk:
    return AloneDesk(desk.id, desk.text, desk.rubric, desk.own.review, desk.own.annotations)


def _called(example: Example, desk: PracticeDesk) -> str:
    if example.is_teachers:
        return f"{example.by}, who teaches you"
    if example.by:
        return f"{example.by}, {UNNAMED}"
    unnamed = [one for one in desk.examples if not one.by]
    number = f" ({unnamed.index(example) + 1})" if len(unnamed) > 1 else ""
    return UNNAMED.capitalize() + number
