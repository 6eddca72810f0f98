"""What readers said in the table of who may do what: talk, decisions, plans, memos, ratings."""

from typing import Any

from writing_center.domain.reviews import Choice
from writing_center.services import annotations, answering, feedback, plans, revision_memos, threads
from writing_center.services.session import Session

from .roles import AUTHOR, CONSULTANT, IN_CLASS, MEMBERS, REVIEWER, TEACHER, Row
from .scene import Scene
from .writing_verbs import save


def hand_in_with_memo(scene: Scene, who: Session) -> Any:
    if who.actor_id == scene.draft.author_id:
        save(scene, who)
    return revision_memos.hand_in_with_memo(who, scene.draft.id, {}, "Thank you.")


VERBS: list[Row] = [
    ("feedback.feedback_on", lambda s, w: feedback.feedback_on(w, s.letter.id), AUTHOR),
    ("feedback.feedback_on outside", lambda s, w: feedback.feedback_on(w, s.secret.id), AUTHOR),
    (
        "feedback.decide",
        lambda s, w: feedback.decide(w, s.review.id, s.comment_id, Choice.WILL_DO),
        AUTHOR,
    ),
    (
        "feedback.decide outside",
        lambda s, w: feedback.decide(w, s.secret_review.id, s.secret_comment_id, Choice.WILL_DO),
        AUTHOR,
    ),
    (
        "feedback.take_back_decision",
        lambda s, w: feedback.take_back_decision(w, s.review.id, s.comment_id),
        AUTHOR,
    ),
    ("feedback.reviews_given", lambda s, w: feedback.reviews_given(w), MEMBERS),
    (
        "feedback.review_given",
        lambda s, w: feedback.review_given(w, s.review.id),
        REVIEWER,
    ),
    (
        "feedback.reviews_of_others",
        lambda s, w: feedback.reviews_of_others(w, s.letter.id),
        REVIEWER,
    ),
    (
        "feedback.reviews_of_others outside",
        lambda s, w: feedback.reviews_of_others(w, s.secret.id),
        CONSULTANT,
    ),
    ("annotations.carried", lambda s, w: annotations.carried(w, s.letter.id), IN_CLASS),
    (
        "annotations.carried outside",
        lambda s, w: annotations.carried(w, s.waiting_secret.id),
        AUTHOR,
    ),
    (
        "annotations.carried_into_draft",
        lambda s, w: annotations.carried_into_draft(w, s.draft.id),
        AUTHOR,
    ),
    (
        "annotations.place_comment",
        lambda s, w: annotations.place_comment(
            w, s.secret_comment_id, s.waiting_secret.id, 0, 4, exact="More"
        ),
        AUTHOR,
    ),
    (
        "annotations.remove_placement",
        lambda s, w: annotations.remove_placement(w, s.secret_comment_id, s.waiting_secret.id),
        AUTHOR,
    ),
    (
        "annotations.place_comment on another’s text",
        lambda s, w: annotations.place_comment(w, s.comment_id, s.waiting_secret.id, 0, 4),
        frozenset(),
    ),
    (
        "threads.reply_to",
        lambda s, w: threads.reply_to(w, s.review.id, s.comment_id, "!"),
        IN_CLASS,
    ),
    (
        "threads.reply_to a summary",
        lambda s, w: threads.reply_to(w, s.review.id, f"{s.review.id}:summary", "!"),
        IN_CLASS,
    ),
    (
        "threads.reply_to outside",
        lambda s, w: threads.reply_to(w, s.secret_review.id, s.secret_comment_id, "!"),
        AUTHOR | CONSULTANT,
    ),
    (
        "threads.reply_to what is not handed in",
        lambda s, w: threads.reply_to(w, s.held.id, s.note_id, "!"),
        frozenset(),
    ),
    ("threads.change_reply", lambda s, w: threads.change_reply(w, s.reply_id, "?"), REVIEWER),
    ("threads.remove_reply", lambda s, w: threads.remove_reply(w, s.reply_id), REVIEWER),
    (
        "threads.let_rest",
        lambda s, w: threads.let_rest(w, s.review.id, s.comment_id),
        IN_CLASS,
    ),
    ("threads.threads_on", lambda s, w: threads.threads_on(w, s.review.id), IN_CLASS),
    (
        "threads.threads_on outside",
        lambda s, w: threads.threads_on(w, s.secret_review.id),
        AUTHOR | CONSULTANT,
    ),
    ("threads.waiting_threads", lambda s, w: threads.waiting_threads(w), MEMBERS),
    ("plans.plan_of", lambda s, w: plans.plan_of(w, s.draft.id), AUTHOR),
    ("plans.plan_of a request outside", lambda s, w: plans.plan_of(w, s.secret.draft_id), AUTHOR),
    ("plans.received_comments", lambda s, w: plans.received_comments(w, s.draft.id), AUTHOR),
    ("plans.add_plan_note", lambda s, w: plans.add_plan_note(w, s.draft.id, "More."), AUTHOR),
    (
        "plans.change_plan_note",
        lambda s, w: plans.change_plan_note(w, s.plan_note_id, "Less."),
        AUTHOR,
    ),
    ("plans.remove_plan_note", lambda s, w: plans.remove_plan_note(w, s.plan_note_id), AUTHOR),
    (
        "plans.tick_plan_item",
        lambda s, w: plans.tick_plan_item(w, s.draft.id, s.plan_note_id, True),
        AUTHOR,
    ),
    (
        "plans.put_plan_item",
        lambda s, w: plans.put_plan_item(w, s.draft.id, s.plan_note_id, ""),
        AUTHOR,
    ),
    (
        "revision_memos.account_of",
        lambda s, w: revision_memos.account_of(w, s.draft.id),
        AUTHOR,
    ),
    ("revision_memos.lately_decided", lambda s, w: revision_memos.lately_decided(w), MEMBERS),
    ("revision_memos.hand_in_with_memo", hand_in_with_memo, AUTHOR),
    ("revision_memos.memo_on", lambda s, w: revision_memos.memo_on(w, s.letter.id), IN_CLASS),
    (
        "revision_memos.memo_on outside",
        lambda s, w: revision_memos.memo_on(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    (
        "revision_memos.outcome_of",
        lambda s, w: revision_memos.outcome_of(w, s.review.id),
        REVIEWER,
    ),
    (
        "revision_memos.outcome_of outside",
        lambda s, w: revision_memos.outcome_of(w, s.secret_review.id),
        CONSULTANT,
    ),
    ("answering.rate_review", lambda s, w: answering.rate_review(w, s.review.id, 5), AUTHOR),
    (
        "answering.how_reviews_are_received",
        lambda s, w: answering.how_reviews_are_received(w, s.work.group.id),
        TEACHER,
    ),
    (
        "answering.ratings_left_out",
        lambda s, w: answering.ratings_left_out(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "answering.own_ratings_left_out",
        lambda s, w: answering.own_ratings_left_out(w, s.letter.id),
        AUTHOR,
    ),
    ("answering.what_authors_said", lambda s, w: answering.what_authors_said(w), MEMBERS),
]
PARTS = {
    "back_evaluations": {"answers_to", "answer_of", "is_rated"},
    "answering": {"received_review"},
    "feedback": {"comments_in"},
    "annotations": {"carried_by_reader"},
    "revision_memos": {"proposed_choice", "told_lines"},
    "threads": {"can_talk_on"},
}
