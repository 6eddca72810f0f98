"""Writing in the table of who may do what: drafts, what is handed in, versions, bringing a text."""

from typing import Any

from writing_center.domain.kept_texts import KeptText
from writing_center.services import coauthors, drafts, editing, importing, submissions, versions
from writing_center.services.drafts import Save
from writing_center.services.session import Session

from .roles import AUTHOR, CONSULTANT, IN_CLASS, MEMBERS, Row
from .scene import Scene


def save(scene: Scene, who: Session) -> Any:
    return drafts.save_text(who, scene.draft.id, Save("!", scene.draft.version, "tab", 99))


def forget_kept(scene: Scene, who: Session) -> Any:
    kept = KeptText("kept", scene.draft.id, scene.draft.author_id, "?", scene.work.clock.now(), "?")
    if who.actor_id == scene.draft.author_id:
        who.store.kept_texts.put(kept)
    return versions.forget_kept(who, scene.draft.id, kept.id)


def uploaded(scene: Scene) -> importing.Upload:
    upload = importing.Upload(scene.draft.id, "a.md", 2)
    upload.file.write(b"Hi")
    upload.received = 2
    return upload


def submit(scene: Scene, who: Session) -> Any:
    if who.actor_id == scene.draft.author_id:
        save(scene, who)
    return submissions.submit_draft(who, scene.draft.id)


def be_ready(scene: Scene, who: Session) -> Any:
    if who.actor_id == scene.draft.author_id:
        save(scene, who)
    return submissions.require_ready(who, scene.draft.id)


VERBS: list[Row] = [
    (
        "drafts.start_draft",
        lambda s, w: drafts.start_draft(w, s.work.assignment.id),
        IN_CLASS,
    ),
    ("drafts.start_draft of one's own", lambda s, w: drafts.start_draft(w), MEMBERS),
    ("drafts.find_draft", lambda s, w: drafts.find_draft(w, s.draft.id), AUTHOR),
    ("drafts.my_drafts", lambda s, w: drafts.my_drafts(w), MEMBERS),
    ("drafts.save_text", save, AUTHOR),
    ("drafts.keep_copy", lambda s, w: drafts.keep_copy(w, s.draft.id, "The other."), AUTHOR),
    (
        "drafts.describe_draft",
        lambda s, w: drafts.describe_draft(w, s.draft.id, title="!"),
        AUTHOR,
    ),
    (
        "coauthors.coauthors_to_choose",
        lambda s, w: coauthors.coauthors_to_choose(w, s.draft.id),
        AUTHOR,
    ),
    (
        "coauthors.name_coauthors",
        lambda s, w: coauthors.name_coauthors(w, s.draft.id, [s.fresh.author_id]),
        AUTHOR,
    ),
    ("coauthors.written_together", lambda s, w: coauthors.written_together(w), MEMBERS),
    ("coauthors.own_texts", lambda s, w: coauthors.own_texts(w), MEMBERS),
    (
        "submissions.begun_assignments",
        lambda s, w: submissions.begun_assignments(w, ()),
        MEMBERS,
    ),
    ("submissions.submit_draft", submit, AUTHOR),
    ("submissions.require_ready", be_ready, AUTHOR),
    (
        "submissions.submissions_of_draft",
        lambda s, w: submissions.submissions_of_draft(w, s.draft.id),
        AUTHOR,
    ),
    ("submissions.my_submissions", lambda s, w: submissions.my_submissions(w), MEMBERS),
    (
        "submissions.find_submission",
        lambda s, w: submissions.find_submission(w, s.letter.id),
        IN_CLASS,
    ),
    (
        "submissions.find_submission outside",
        lambda s, w: submissions.find_submission(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    (
        "submissions.find_submission outside, not claimed",
        lambda s, w: submissions.find_submission(w, s.waiting_secret.id),
        AUTHOR,
    ),
    ("submissions.readers_to_choose", lambda s, w: submissions.readers_to_choose(w), MEMBERS),
    (
        "importing.begin_upload",
        lambda s, w: importing.begin_upload(w, s.draft.id, "a.md", 2),
        AUTHOR,
    ),
    (
        "importing.take_chunk",
        lambda s, w: importing.take_chunk(w, importing.Upload(s.draft.id, "a.md", 2), 0, b"Hi"),
        AUTHOR,
    ),
    (
        "importing.begin_reading",
        lambda s, w: importing.begin_reading(w, uploaded(s)).result(),
        AUTHOR,
    ),
    (
        "importing.begin_pasting",
        lambda s, w: importing.begin_pasting(w, s.draft.id, "<b>Hi</b>").result(),
        AUTHOR,
    ),
    (
        "importing.keep_what_stands",
        lambda s, w: importing.keep_what_stands(w, s.draft.id),
        AUTHOR,
    ),
    ("editing.edits_in_draft", lambda s, w: editing.edits_in_draft(w, s.draft.id), AUTHOR),
    ("editing.take_edit", lambda s, w: editing.take_edit(w, s.comment_id), AUTHOR),
    ("editing.put_edit_back", lambda s, w: editing.put_edit_back(w, s.comment_id), AUTHOR),
    ("versions.versions_of", lambda s, w: versions.versions_of(w, s.draft.id), IN_CLASS),
    (
        "versions.versions_of outside",
        lambda s, w: versions.versions_of(w, s.secret.draft_id),
        AUTHOR | CONSULTANT,
    ),
    ("versions.compare", lambda s, w: versions.compare(w, s.draft.id, 1), AUTHOR),
    (
        "versions.compare two of which a reader has read one",
        lambda s, w: versions.compare(w, s.secret.draft_id, 1, 2),
        AUTHOR,
    ),
    ("versions.restore", lambda s, w: versions.restore(w, s.draft.id, s.letter.id), AUTHOR),
    ("versions.forget_kept", forget_kept, AUTHOR),
]
PARTS = {
    "taken_edits": {"standing", "settle", "undo", "holding"},
    "drafts": {"is_left_behind"},
}
