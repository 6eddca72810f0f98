"""What a class handed in, with its comments, for its teacher."""

from dataclasses import replace

from ...services import assignments, class_texts, revision_memos, threads
from ...services.class_texts import ClassText
from ..live import Args, Reply
from ..passages import Marked, cut
from ..places import base_url
from .memos import memo_page
from .notes import Note, received_note, talked_about
from .talking import Talking


class TextsView(Talking):
    """``/texts/ASSIGNMENT`` lists what was handed in, ``/texts/ASSIGNMENT/ID`` is one text with
    everything that its readers said."""

    @property
    def is_live(self) -> bool:
        """Answers and replies appear as they come in."""
        return True

    def page(self) -> str:
        """The list, or one text."""
        if self.part(1):
            return self._text(class_texts.class_text(self.session, self.part(1)))
        return self.render(
            "texts.html",
            texts=class_texts.class_texts(self.session, self.part(0)),
            base_url=base_url(),
            assignment=assignments.find_assignment(self.session, self.part(0)),
        )

    def do_annotations(self, _args: Args) -> Reply:
        """The class's comments as Web Annotations."""
        from ...services.annotation_export import MEDIA_TYPE, export_class_annotations

        content = export_class_annotations(self.session, self.part(0)).encode()
        return Reply(render=False, download=("comments.jsonld", MEDIA_TYPE, content))

    def _text(self, found: ClassText) -> str:
        notes: dict[str, Note] = {}
        for answer in found.answers:
            said = threads.threads_on(self.session, answer.review.id)
            received = {
                comment.id: received_note(
                    self.session,
                    comment,
                    answer.reviewer,
                    answer.decisions.get(comment.id),
                    form=False,
                )
                for comment in answer.comments
            }
            talked = talked_about(received, said)
            # The guide is on another page of the center.
            notes |= {id: replace(note, can_propose=False) for id, note in talked.items()}
        marks = [Marked(n.id, n.passage) for n in notes.values() if n.passage]
        return self.render(
            "text.html",
            found=found,
            memo=memo_page(revision_memos.memo_on(self.session, found.submission.id)),
            notes={mark.id: notes[mark.id] for mark in marks},
            whole={
                answer.review.id: [notes[c.id] for c in answer.comments if c.passage is None]
                for answer in found.answers
            },
            paragraphs=cut(found.submission.text, marks),
            can_comment=False,
            sheet_key=found.submission.id,
            member_id=self.session.actor_id,
        )
