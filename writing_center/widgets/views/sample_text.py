"""A practice text on its teacher's desk: made, reviewed as the class will review it, opened."""

from ...domain.annotations import Annotation
from ...domain.practice import PracticeForm, PracticeText
from ...domain.review_forms import Filled
from ...services import assignments, practice_texts
from ...services.private_reviews import NewComment
from ..live import Args, Reply
from .alone import Alone, AloneDesk

BLANK = PracticeForm("", "", "")


class SampleTextView(Alone):
    """``/practice/new/CLASS`` makes one, ``/practice/ID`` is the teacher's review of it,
    ``/practice/ID/change`` changes its words."""

    def page(self) -> str:
        """A new text, or one with the teacher's review."""
        if self.part(0) == "new":
            return self._form(self.part(1), BLANK)
        text = practice_texts.practice_text(self.session, self.part(0))
        if self.part(1) == "change" and not text.is_open:
            return self._form(
                text.group_id, PracticeForm(text.title, text.text, text.request), text
            )
        alone = _alone(text)
        form = self.form(
            alone,
            f"First: “{text.request}”",
            "Open it to the class",
            "Your class sees this after their own review, never before.",
        )
        group = self.session.store.groups.find(text.group_id)
        return self.render(
            "practice_sample.html",
            practice=text,
            group=group,
            form=form,
            **self.sheet(alone, can_comment=not text.is_open),
        )

    def do_make(self, args: Args) -> Reply:
        """A new practice text."""
        made = practice_texts.make_practice(
            self.session, self.part(1), _typed(args), args.text("assignment")
        )
        return Reply(route=f"/practice/{made.id}", say="Kept. Now review it yourself.")

    def do_change(self, args: Args) -> Reply:
        """Other words."""
        practice_texts.change_practice(self.session, self.part(0), _typed(args))
        return Reply(route=f"/practice/{self.part(0)}", say="Changed.")

    def do_submit(self, args: Args) -> Reply:
        """Open it to the class."""
        if again := self.look_again(args):
            return again
        practice_texts.open_practice(self.session, args.text("id"))
        said = "Your class can practise on it now."
        return Reply(say=said, extra={"focus": "practice-title"})

    def do_close(self, args: Args) -> Reply:
        """Close it."""
        practice_texts.close_practice(self.session, args.text("id"))
        said = "Closed. Nobody begins on it any more."
        return Reply(say=said, extra={"focus": "practice-title"})

    def do_remove(self, args: Args) -> Reply:
        """Take it out of the class."""
        practice = practice_texts.practice_text(self.session, args.text("id"))
        practice_texts.remove_practice(self.session, practice.id)
        return Reply(route=f"/class/{practice.group_id}", say=f"“{practice.title}” is removed.")

    def desk_now(self) -> AloneDesk:
        """What the page is about."""
        return _alone(practice_texts.practice_text(self.session, self.part(0)))

    def keep(self, said: Filled) -> None:
        """Keep what was written."""
        practice_texts.save_sample_review(self.session, self.part(0), said)

    def add(self, comment: NewComment) -> Annotation:
        """Keep a comment."""
        return practice_texts.add_sample_comment(self.session, self.part(0), comment)

    def take_out(self, annotation_id: str) -> None:
        """Take a comment out."""
        practice_texts.remove_sample_comment(self.session, self.part(0), annotation_id)

    def _form(self, group_id: str, form: PracticeForm, text: PracticeText | None = None) -> str:
        group = self.session.require_teacher_of(group_id)
        found = assignments.assignments_of(self.session, group.id)
        return self.render(
            "practice_form.html",
            group=group,
            form=form,
            practice=text,
            member_id=self.session.actor_id,
            assignments=[("", "Only the writer’s question"), *((a.id, a.title) for a in found)],
        )


def _alone(text: PracticeText) -> AloneDesk:
    return AloneDesk(text.id, text.text, text.rubric, text.review, text.annotations)


def _typed(args: Args) -> PracticeForm:
    return PracticeForm(args.text("title"), args.text("text"), args.text("request"))
