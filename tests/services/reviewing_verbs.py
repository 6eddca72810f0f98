"""Reading for somebody in the table of who may do what: the board, claims, the desk."""

from typing import Any

from writing_center.domain.errors import NothingToReview
from writing_center.services import newer_drafts, reviewing, reviews
from writing_center.services.session import Session

from .class_at_work import PASSAGE, TEXT
from .roles import CONSULTANT, IN_CLASS, MEMBERS, REVIEWER, Row
from .scene import ROLES, Scene

START = TEXT.index(PASSAGE)


def pull(s: Scene, w: Session) -> Any:
    """Open to everybody, which is not to say that there is something for everybody."""
    try:
        claim = reviews.claim_next(w)
    except NothingToReview:
        return
    assert w.actor.name not in (ROLES["outsider"], ROLES["other teacher"])
    submission = s.work.center.store.submissions.find(claim.submission_id)
    assert submission.assignment_id or w.actor.is_consultant


VERBS: list[Row] = [
    ("board.review_board", lambda s, w: reviews.review_board(w), MEMBERS),
    ("reviews.claim_next", pull, MEMBERS),
    (
        "reviews.claim_review",
        lambda s, w: reviews.claim_review(w, s.fresh.id),
        IN_CLASS | CONSULTANT,
    ),
    (
        "reviews.claim_review outside",
        lambda s, w: reviews.claim_review(w, s.waiting_secret.id),
        CONSULTANT,
    ),
    ("reviews.release_review", lambda s, w: reviews.release_review(w, s.held.id), REVIEWER),
    ("reviews.decline_review", lambda s, w: reviews.decline_review(w, s.held.id, ""), REVIEWER),
    ("reviews.own_claim", lambda s, w: reviews.own_claim(w, s.held.id), REVIEWER),
    (
        "reviewing.open_desk",
        lambda s, w: reviewing.open_desk(w, s.held.id),
        REVIEWER,
    ),
    (
        "reviewing.open_desk outside",
        lambda s, w: reviewing.open_desk(w, s.secret_review.id),
        CONSULTANT,
    ),
    (
        "reviewing.save_review",
        lambda s, w: reviewing.save_review(w, s.held.id, answer="!"),
        REVIEWER,
    ),
    (
        "reviewing.add_comment",
        lambda s, w: reviewing.add_comment(w, s.held.id, START, START + 5, "!"),
        REVIEWER,
    ),
    (
        "reviewing.change_comment",
        lambda s, w: reviewing.change_comment(w, s.note_id, "!"),
        REVIEWER,
    ),
    (
        "reviewing.remove_comment",
        lambda s, w: reviewing.remove_comment(w, s.note_id),
        REVIEWER,
    ),
    ("reviewing.submit_review", lambda s, w: reviewing.submit_review(w, s.held.id), REVIEWER),
    (
        "newer_drafts.newer_draft",
        lambda s, w: newer_drafts.newer_draft(w, s.held.id),
        REVIEWER,
    ),
]
DOORS = {
    "reviewing": {"gentle_notes"},
}
PARTS = {
    "leases": {"assigned_until", "leases_follow", "leases_end_in_time"},
    "freeing": {"free_what_may_not_be_read", "free_from_writers"},
    "coauthors": {"writers_of", "put_coauthors"},
    "shared_texts": {"written_with_others"},
    "reviews": {"renew", "free_claim", "assignment_of", "record_on"},
    "board": {"lease_until", "has_reviewed", "claims_allowed_in", "has_a_hand_free"},
    "offering": {
        "offerings",
        "offering_of",
        "task_for_actor",
        "assignments_in_review",
        "reads_in",
        "past_of",
    },
}
