"""Comments as Web Annotations in JSON-LD, for programs outside the center.

The model is https://www.w3.org/TR/annotation-model/: a collection with one page of annotations.
A comment on a passage points at it by quotation and by position, counted in code points; one on
the whole text points at the text. Creators are who the asker may know of, and nobody else.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ..domain.annotations import MOTIVATION, Annotation, CommentKind, Passage
from ..domain.errors import NotFound
from ..domain.reviews import Comment, Review
from ..domain.submissions import Submission
from .assignments import find_assignment
from .feedback import comments_in
from .names import reviewer_name
from .self_review import answers_wait
from .session import Session
from .submissions import my_submissions
from .threads import threads_on

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'

Node = dict[str, Any]


def export_my_annotations(session: Session) -> str:
    """The comments on everything that the actor handed in, with what was said below them."""
    session.require_member()
    mine = sorted(my_submissions(session), key=lambda one: one.submitted_at)
    label = "Comments on my texts"
    return _collection(session, f"member:{session.actor_id}", label, mine)


def export_class_annotations(session: Session, assignment_id: str) -> str:
    """The comments on what a class handed in for an assignment.

    For its teacher. Raises NotAllowed or NotFound.
    """
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    texts = session.store.submissions.where(assignment_id=assignment_id)
    return _collection(session, f"assignment:{assignment_id}", assignment.title, texts)


def _collection(session: Session, name: str, label: str, submissions: Iterable[Submission]) -> str:
    items = [item for one in submissions for item in _on(session, one)]
    iri = _iri(uuid.uuid5(uuid.NAMESPACE_URL, f"collection:{name}"))
    page_iri = _iri(uuid.uuid5(uuid.NAMESPACE_URL, f"page:{name}"))
    made: Node = {
        "@context": CONTEXT,
        "id": iri,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
    }
    if items:
        made["first"] = {
            "id": page_iri,
            "type": "AnnotationPage",
            "partOf": iri,
            "startIndex": 0,
            "items": items,
        }
        made["last"] = page_iri
    return json.dumps(made, ensure_ascii=False, indent=2)


def _on(session: Session, submission: Submission) -> Iterable[Node]:
    if answers_wait(session, submission):
        return
    for review in session.store.reviews.where(submission_id=submission.id):
        if review.submitted_at is None:
            continue
        threads = threads_on(session, review.id)
        notes = {note.id: note for note in session.store.annotations.where(review_id=review.id)}
        for comment in comments_in(session, submission, review):
            yield _comment(session, submission, review, comment, notes.get(comment.id))
            for said in threads[comment.id].said if comment.id in threads else ():
                yield {
                    "id": _comment_iri(said.reply.id),
                    "type": "Annotation",
                    "motivation": "replying",
                    "creator": _person(session, said.by),
                    "created": _moment(said.reply.at),
                    "body": _words(said.reply.body, "replying"),
                    "target": _comment_iri(comment.id),
                }


def _comment(
    session: Session,
    submission: Submission,
    review: Review,
    comment: Comment,
    note: Annotation | None,
) -> Node:
    motivation = MOTIVATION[note.kind] if note else "commenting"
    place = f"{comment.place}\n\n" if comment.place else ""
    said = _words(place + comment.body, _purpose(note))
    body: Node | list[Node] = said
    if note and note.replacement is not None:
        motivation = "editing"
        body = [said, _words(note.replacement, "editing")]
    text = f"urn:uuid:{submission.id}"
    made = note.made_at if note else review.submitted_at or review.saved_at
    return {
        "id": _comment_iri(comment.id),
        "type": "Annotation",
        "motivation": motivation,
        "creator": _person(session, reviewer_name(session, review)),
        "created": _moment(made),
        "body": body,
        "target": {"source": text, "selector": _selectors(comment.passage)}
        if comment.passage
        else text,
    }


def _purpose(note: Annotation | None) -> str:
    # A body with purpose "editing" is the other words; what is said about them is a comment.
    if note is None or note.kind is CommentKind.SUGGESTION:
        return "commenting"
    return MOTIVATION[note.kind]


def _selectors(passage: Passage) -> list[Node]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": passage.exact,
            "prefix": passage.prefix,
            "suffix": passage.suffix,
        },
        {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
    ]


def _words(value: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _person(session: Session, called: str) -> Node:
    return {"type": "Person", "name": session.actor.name if called == "you" else called}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _comment_iri(comment_id: str) -> str:
    """Parts of a review (``review:summary``) have an id of their own, always the same."""
    first, _, part = comment_id.partition(":")
    try:
        found = uuid.UUID(first)
    except ValueError:
        raise NotFound("comment") from None
    return _iri(uuid.uuid5(found, part) if part else found)


def _iri(id: uuid.UUID) -> str:
    return f"urn:uuid:{id}"
