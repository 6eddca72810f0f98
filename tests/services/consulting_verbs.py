"""Consulting in the table of who may do what: asking, answering, sharing with a teacher."""

from writing_center.services import asking, consulting, sharing, threads

from .roles import AUTHOR, CONSULTANT, IN_CLASS, MEMBERS, TEACHER, Row

VERBS: list[Row] = [
    (
        "asking.about_to_ask",
        lambda s, w: asking.about_to_ask(w, s.draft.id),
        AUTHOR,
    ),
    ("asking.consultants_to_ask", lambda s, w: asking.consultants_to_ask(w), MEMBERS),
    (
        "asking.ask_consultant",
        lambda s, w: asking.ask_consultant(w, "Is it clear?", stage=asking.Stage.PROMPT),
        MEMBERS,
    ),
    (
        "asking.ask_consultant about a draft",
        lambda s, w: asking.ask_consultant(
            w, "Is it clear?", stage=asking.Stage.DRAFT, draft_id=s.draft.id
        ),
        AUTHOR,
    ),
    (
        "asking.ask_consultant about an assignment",
        lambda s, w: asking.ask_consultant(
            w, "How?", stage=asking.Stage.PROMPT, assignment_id=s.work.assignment.id
        ),
        IN_CLASS,
    ),
    ("asking.my_requests", lambda s, w: asking.my_requests(w), MEMBERS),
    ("asking.find_request", lambda s, w: asking.find_request(w, s.secret.id), AUTHOR),
    ("asking.open_to_all", lambda s, w: asking.open_to_all(w, s.secret.id), AUTHOR),
    (
        "asking.withdraw_request",
        lambda s, w: asking.withdraw_request(w, s.waiting_secret.id),
        AUTHOR,
    ),
    ("asking.end_conversation", lambda s, w: asking.end_conversation(w, s.secret.id), AUTHOR),
    ("consulting.open_requests", lambda s, w: consulting.open_requests(w), MEMBERS),
    ("consulting.my_conversations", lambda s, w: consulting.my_conversations(w), MEMBERS),
    (
        "consulting.talks_about",
        lambda s, w: consulting.talks_about(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    (
        "consulting.talks_about what is shared",
        lambda s, w: consulting.talks_about(w, s.question.id),
        CONSULTANT,
    ),
    (
        "sharing.teachers_to_share_with",
        lambda s, w: sharing.teachers_to_share_with(w),
        MEMBERS,
    ),
    (
        "sharing.share_with",
        lambda s, w: sharing.share_with(w, s.secret.id, s.work.teacher.actor_id),
        AUTHOR,
    ),
    (
        "sharing.stop_sharing",
        lambda s, w: sharing.stop_sharing(w, s.secret.id, s.work.teacher.actor_id),
        AUTHOR,
    ),
    ("sharing.shared_requests", lambda s, w: sharing.shared_requests(w), MEMBERS),
    (
        "sharing.shared_with",
        lambda s, w: sharing.shared_with(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    ("sharing.read_shared", lambda s, w: sharing.read_shared(w, s.question.id), TEACHER),
    (
        "sharing.read_shared what is not",
        lambda s, w: sharing.read_shared(w, s.secret.id),
        frozenset(),
    ),
    (
        "threads.reply_to a request",
        lambda s, w: threads.reply_to(w, s.talked_id, f"{s.talked_id}:request", "!"),
        CONSULTANT,
    ),
    (
        "threads.reply_to a request inside an assignment",
        lambda s, w: threads.reply_to(w, s.held.id, f"{s.held.id}:request", "!"),
        frozenset(),
    ),
]
PARTS = {
    "confidences": {"consultation_of", "may_answer", "knows_the_writer", "as_offered"},
    "consulting": {"task_of_request"},
}
