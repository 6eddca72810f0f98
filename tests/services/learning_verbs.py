"""Learning to review in the table of who may do what: practice texts, practice, one's own look."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from writing_center.domain.assignments import Phase
from writing_center.domain.practice import PracticeForm, PracticeReview, PracticeText, Showing
from writing_center.domain.review_forms import Filled
from writing_center.domain.submissions import Submission
from writing_center.services import practice, practice_texts, self_review
from writing_center.services.private_reviews import NewComment
from writing_center.services.session import Session

from .class_at_work import ClassAtWork

FORM = PracticeForm("A room", "My room is dark.", "Can you see it?")
SAID = Filled(answer="Almost.", suggest="Count the lamps.")
HERE = NewComment(0, 7, "!")


@dataclass
class Learning:
    """A practice text that is ``open``, on which Rae has finished (``raes``) and Annabel has begun
    (with a ``note``); one that is ``closed`` (with a ``sample_note`` of its teacher's); an
    ``own`` submission of Annabel's which she is asked to look at first (with an ``own_note``)."""

    open: PracticeText
    closed: PracticeText
    raes: PracticeReview
    note_id: str
    sample_note_id: str
    own: Submission
    own_note_id: str


def learning(work: ClassAtWork, ann: Session, rae: Session) -> Learning:
    teacher, group = work.teacher, work.group.id
    made = [practice_texts.make_practice(teacher, group, FORM) for _ in range(2)]
    for one in made:
        practice_texts.save_sample_review(teacher, one.id, SAID)
    sample_note = practice_texts.add_sample_comment(teacher, made[1].id, HERE)
    opened = practice_texts.open_practice(teacher, made[0].id)
    practice.save_practice(rae, opened.id, SAID)
    raes = practice.finish_practice(rae, opened.id)
    practice.save_practice(ann, opened.id, SAID)
    note = practice.add_practice_comment(ann, opened.id, HERE)
    own = _own_text(work, ann)
    own_note = self_review.add_self_comment(ann, own.id, HERE)
    return Learning(opened, made[1], raes, note.id, sample_note.id, own, own_note.id)


def _own_text(work: ClassAtWork, ann: Session) -> Submission:
    from writing_center.services import drafts, submissions

    essay = work.another_assignment(self_review=True, starts={Phase.DRAFTING: work.clock.now()})
    draft = drafts.start_draft(ann, essay.id)
    saved = drafts.save_text(ann, draft.id, drafts.Save("My room.", draft.version, "tab", 1))
    drafts.describe_draft(ann, saved.id, title="A room", request="Dark?")
    return submissions.submit_draft(ann, saved.id)


Verb = Callable[[Any, Session], Any]


def verbs(
    members: frozenset[str], teacher: frozenset[str], author: frozenset[str], reader: frozenset[str]
) -> list[tuple[str, Verb, frozenset[str]]]:
    """The rows; the roles are the table's."""
    students = author | reader
    change = replace(FORM, title="Another")
    return [
        (
            "practice_texts.make_practice",
            lambda s, w: practice_texts.make_practice(w, s.work.group.id, FORM),
            teacher,
        ),
        (
            "practice_texts.change_practice",
            lambda s, w: practice_texts.change_practice(w, s.learning.closed.id, change),
            teacher,
        ),
        (
            "practice_texts.practice_texts_of",
            lambda s, w: practice_texts.practice_texts_of(w, s.work.group.id),
            teacher,
        ),
        (
            "practice_texts.practice_text",
            lambda s, w: practice_texts.practice_text(w, s.learning.open.id),
            teacher,
        ),
        (
            "practice_texts.save_sample_review",
            lambda s, w: practice_texts.save_sample_review(w, s.learning.closed.id, SAID),
            teacher,
        ),
        (
            "practice_texts.add_sample_comment",
            lambda s, w: practice_texts.add_sample_comment(w, s.learning.closed.id, HERE),
            teacher,
        ),
        (
            "practice_texts.remove_sample_comment",
            lambda s, w: practice_texts.remove_sample_comment(
                w, s.learning.closed.id, s.learning.sample_note_id
            ),
            teacher,
        ),
        (
            "practice_texts.open_practice",
            lambda s, w: practice_texts.open_practice(w, s.learning.closed.id),
            teacher,
        ),
        (
            "practice_texts.remove_practice",
            lambda s, w: practice_texts.remove_practice(w, s.learning.closed.id),
            teacher,
        ),
        (
            "practice_texts.close_practice",
            lambda s, w: practice_texts.close_practice(w, s.learning.open.id),
            teacher,
        ),
        ("practice.my_practice", lambda s, w: practice.my_practice(w), members),
        ("practice.invitation", lambda s, w: practice.invitation(w), members),
        (
            "practice.put_off_practice",
            lambda s, w: practice.put_off_practice(w, s.learning.open.id),
            students,
        ),
        (
            "practice.practice_desk",
            lambda s, w: practice.practice_desk(w, s.learning.open.id),
            students,
        ),
        (
            "practice.practice_desk of a closed text",
            lambda s, w: practice.practice_desk(w, s.learning.closed.id),
            frozenset(),
        ),
        (
            "practice.save_practice",
            lambda s, w: practice.save_practice(w, s.learning.open.id, SAID),
            author,
        ),
        (
            "practice.add_practice_comment",
            lambda s, w: practice.add_practice_comment(w, s.learning.open.id, HERE),
            author,
        ),
        (
            "practice.change_practice_comment",
            lambda s, w: practice.change_practice_comment(
                w, s.learning.open.id, s.learning.note_id, "!"
            ),
            author,
        ),
        (
            "practice.remove_practice_comment",
            lambda s, w: practice.remove_practice_comment(
                w, s.learning.open.id, s.learning.note_id
            ),
            author,
        ),
        (
            "practice.finish_practice",
            lambda s, w: practice.finish_practice(w, s.learning.open.id),
            author,
        ),
        (
            "practice.practise_again",
            lambda s, w: practice.practise_again(w, s.learning.open.id),
            reader,
        ),
        (
            "practice.show_practice",
            lambda s, w: practice.show_practice(w, s.learning.open.id, Showing.NOT),
            students,
        ),
        (
            "self_review.self_review_desk",
            lambda s, w: self_review.self_review_desk(w, s.learning.own.id),
            author,
        ),
        (
            "self_review.save_self_review",
            lambda s, w: self_review.save_self_review(w, s.learning.own.id, SAID),
            author,
        ),
        (
            "self_review.add_self_comment",
            lambda s, w: self_review.add_self_comment(w, s.learning.own.id, HERE),
            author,
        ),
        (
            "self_review.change_self_comment",
            lambda s, w: self_review.change_self_comment(
                w, s.learning.own.id, s.learning.own_note_id, "!"
            ),
            author,
        ),
        (
            "self_review.remove_self_comment",
            lambda s, w: self_review.remove_self_comment(
                w, s.learning.own.id, s.learning.own_note_id
            ),
            author,
        ),
        (
            "self_review.finish_self_review",
            lambda s, w: self_review.finish_self_review(w, s.learning.own.id),
            author,
        ),
        ("self_review.self_reviews_due", lambda s, w: self_review.self_reviews_due(w), members),
    ]


PARTS = {
    "private_reviews": {"write_in", "comment_in", "with_reworded", "without_comment"},
    "self_review": {"answers_wait", "own_self_review"},
}
