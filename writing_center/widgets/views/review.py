"""Reviewing: the board, the desk of a claimed task, what became of one's reviews."""

from ...domain.annotations import clean_body
from ...domain.pen_names import Part
from ...domain.reviews import Claim, ending_from, is_ending
from ...domain.submissions import Submission
from ...services import (
    annotations,
    consulting,
    feedback,
    newer_drafts,
    reviewing,
    revision_memos,
    sharing,
    style_guide,
    threads,
)
from ...services.assignments import policies_of
from ...services.names import names_at_desk, own_name_told
from ...services.reviewing import ReviewDesk
from ..desk import Desk
from ..elsewhere import changed_elsewhere, look_again
from ..live import Args, Reply
from ..passages import Marked, cut, paragraph_at
from .board import Board
from .memos import memo_page, with_outcome
from .notes import Note, carried_note, kinds_to_choose, own_note, received_note, talked_about
from .review_form import FormPage, composed, fields_of, filled, told_of
from .talking import Placing, Talking

BOTH_WORDINGS = (
    "You had changed this comment in another window or on another device as well. Both wordings "
    "stand in it now: take out what is too much."
)


class ReviewView(Board, Talking, Placing):
    """``/review`` is the board, ``/review/offer/ID`` the board with one task, ``/review/CLAIM``
    the desk, ``/review/given/CLAIM`` a review that is in."""

    @property
    def is_live(self) -> bool:
        """The board follows: a task that somebody took is gone. So do replies."""
        return not self.path or self.part(0) in ("offer", "given") or self._is_talk

    def __init__(self, desk: Desk) -> None:
        """The view of ``desk``."""
        super().__init__(desk)
        self._is_talk = False

    def page(self) -> str:
        """The board, the desk, or a review given."""
        self._is_talk = False
        if not self.path:
            return self.board()
        if self.part(0) == "offer":
            return self.board(self.part(1))
        if self.part(0) == "given":
            return self._given(self.part(1))
        desk = reviewing.open_desk(self.session, self.part(0))
        if desk.review.submitted_at is not None:
            return self._given(desk.claim.id)
        return self._desk(desk)

    def do_save(self, args: Args) -> Reply:
        """Keep what was written so far."""
        desk = reviewing.open_desk(self.session, args.text("id"))
        elsewhere = changed_elsewhere(args, fields_of(desk.review, desk.rubric))
        said = filled(args.but(elsewhere), desk.review, desk.rubric)
        claim = reviewing.save_review(self.session, args.text("id"), **vars(said))
        now = reviewing.open_desk(self.session, claim.id)
        gentle = self._gentle(now)
        told = {
            **told_of(now.review, now.submission.text),
            "until": claim.expires_at.isoformat(),
            "soon": ending_from(claim).isoformat(),
            "gentle": " ".join(gentle),
        }
        return Reply(render=False, extra={"told": told, "elsewhere": elsewhere})

    def do_add_comment(self, args: Args) -> Reply:
        """Comment on a passage."""
        note = reviewing.add_comment(
            self.session,
            self.part(0),
            replacement=args.text("replacement") if args.flag("suggests") else None,
            **vars(composed(args)),
        )
        text = reviewing.open_desk(self.session, self.part(0)).submission.text
        where = paragraph_at(text, note.passage.start)
        return Reply(say=f"Comment added beside paragraph {where}.")

    def do_change_comment(self, args: Args) -> Reply:
        """Put other words into a comment."""
        body, was = args.text("body"), args.text("was")
        changed = reviewing.change_comment(self.session, args.text("id"), body, was or None)
        say = "Your comment is changed." if changed.body == clean_body(body) else BOTH_WORDINGS
        return Reply(say=say, extra={"focus": f"number-{changed.id}"})

    def do_remove_comment(self, args: Args) -> Reply:
        """Take a comment out."""
        reviewing.remove_comment(self.session, args.text("id"))
        return Reply(say="Comment taken out.")

    def do_submit(self, args: Args) -> Reply:
        """Hand the review in."""
        desk = reviewing.open_desk(self.session, args.text("id"))
        if again := look_again(args, fields_of(desk.review, desk.rubric)):
            return again
        done = reviewing.submit_review(self.session, args.text("id"))
        return Reply(
            route=f"/review/given/{done.id}", say="Your review is in. Thank you for reading."
        )

    def _gentle(self, desk: ReviewDesk) -> tuple[str, ...]:
        """What the reviewer may want to look at once more; never a block."""
        review = desk.review
        texts = (
            review.answer,
            review.summary,
            *(words for one in review.readings for words in (one.place, one.description)),
            *(note.body for note in desk.annotations),
        )
        own_name = own_name_told(self.session, desk.assignment, Part.READER, texts)
        return (*reviewing.gentle_notes(desk), *([own_name] if own_name else []))

    def _desk(self, desk: ReviewDesk) -> str:
        notes = {
            note.id: own_note(self.session, note, can_remove=True) for note in desk.annotations
        }
        marks = [Marked(note.id, note.passage) for note in desk.annotations]
        claim: Claim = desk.claim
        return self.render(
            "review.html",
            desk=desk,
            newer=newer_drafts.newer_draft(self.session, claim.id),
            names_told=names_at_desk(self.session, desk.submission),
            **self._request(desk.submission),
            policies=policies_of(self.session, desk.assignment) if desk.assignment else (),
            is_ending=is_ending(claim, self.session.clock.now()),
            ending_from=ending_from(claim).isoformat(),
            form=FormPage(
                claim.id,
                f"First: “{desk.submission.request}”",
                desk.review,
                desk.rubric,
                self._gentle(desk),
                has_whole=bool(desk.submission.text.strip()),
                text=desk.submission.text,
                can_hand_in=desk.can_hand_in,
            ),
            paragraphs=cut(desk.submission.text, marks),
            notes=notes,
            earlier=self._earlier(desk),
            memo=memo_page(revision_memos.memo_on(self.session, desk.submission.id)),
            place_on=desk.submission.id,
            can_comment=True,
            can_narrow=True,
            takes_edits=desk.assignment is not None and desk.assignment.suggested_edits,
            sheet_key=claim.id,
            kinds=kinds_to_choose(),
            guide_entries=style_guide.search_guide(self.session),
            member_id=self.session.actor_id,
        )

    def _request(self, submission: Submission) -> dict[str, object]:
        """A request outside assignments: what was said about it, its task, who else may read it."""
        if submission.assignment_id is not None:
            return {"talks": [], "task": ("", ""), "shared": []}
        self._is_talk = True
        return {
            "talks": consulting.talks_about(self.session, submission.id),
            "task": consulting.task_of_request(self.session, submission),
            "shared": [name for _, name in sharing.shared_with(self.session, submission.id)],
        }

    def _earlier(self, desk: ReviewDesk) -> list[Note]:
        """One's own comments on the earlier draft, and what became of them."""
        found = annotations.carried(self.session, desk.submission.id)
        return [carried_note(self.session, one, can_place=True) for one in found]

    def _given(self, claim_id: str) -> str:
        desk = reviewing.open_desk(self.session, claim_id)
        given = feedback.review_given(self.session, claim_id)
        notes = {
            comment.id: received_note(
                self.session, comment, "you", given.decisions.get(comment.id), form=False
            )
            for comment in given.comments
        }
        outcome = revision_memos.outcome_of(self.session, claim_id)
        if outcome is not None:
            notes = {id: with_outcome(note, outcome) for id, note in notes.items()}
        notes = talked_about(notes, threads.threads_on(self.session, claim_id))
        marks = [Marked(n.id, n.passage) for n in notes.values() if n.passage]
        return self.render(
            "given.html",
            given=given,
            **self._request(desk.submission),
            outcome=outcome,
            memo=memo_page(revision_memos.memo_on(self.session, desk.submission.id)),
            notes={mark.id: notes[mark.id] for mark in marks},
            member_id=self.session.actor_id,
            whole=[note for note in notes.values() if note.passage is None],
            paragraphs=cut(desk.submission.text, marks),
            can_comment=False,
            sheet_key=claim_id,
            names_told=names_at_desk(self.session, desk.submission),
            others=feedback.reviews_of_others(self.session, desk.submission.id),
        )
