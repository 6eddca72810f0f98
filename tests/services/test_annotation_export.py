"""Comments as JSON-LD, held against the rules of the Web Annotation model."""

import json
import re
from datetime import datetime

import pytest

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Phase
from writing_center.services import annotation_export, reviewing, threads

from .class_at_work import PASSAGE, TEXT, ClassAtWork
from .test_editing import turn_on

IRI = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# https://www.w3.org/TR/annotation-model/#motivation-and-purpose
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"),
}
EMOJI = "👩‍🚀 Cafe\u0301 🏳️‍🌈. " + TEXT


def check_collection(made: dict, texts: dict[str, str]) -> list[dict]:
    """The model's §5: a collection and its page."""
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert made["type"] == "AnnotationCollection"
    assert IRI.fullmatch(made["id"])
    assert isinstance(made["label"], str)
    assert set(made) <= {"@context", "id", "type", "label", "total", "first", "last"}
    if not made["total"]:
        assert "first" not in made
        return []
    page = made["first"]
    assert page["type"] == "AnnotationPage"
    assert IRI.fullmatch(page["id"])
    assert (page["partOf"], page["startIndex"], made["last"]) == (made["id"], 0, page["id"])
    assert len(page["items"]) == made["total"]
    known = {item["id"] for item in page["items"]}
    assert len(known) == made["total"], "every annotation has an IRI of its own"
    for item in page["items"]:
        check_annotation(item, known, texts)
    return page["items"]


def check_annotation(item: dict, known: set[str], texts: dict[str, str]) -> None:
    """§3.1: id, type, at least one target; bodies, motivation, creator and moment in their form."""
    assert set(item) <= {"id", "type", "motivation", "creator", "created", "body", "target"}
    assert IRI.fullmatch(item["id"])
    assert item["type"] == "Annotation"
    assert item["motivation"] in MOTIVATIONS
    assert set(item["creator"]) == {"type", "name"}
    assert item["creator"]["type"] == "Person"
    assert MOMENT.fullmatch(item["created"])
    datetime.fromisoformat(item["created"])
    bodies = item["body"] if isinstance(item["body"], list) else [item["body"]]
    for body in bodies:
        assert set(body) == {"type", "value", "format", "purpose"}
        assert (body["type"], body["format"]) == ("TextualBody", "text/plain")
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
    check_target(item["target"], known, texts)


def check_target(target: str | dict, known: set[str], texts: dict[str, str]) -> None:
    """§4: an IRI, or a specific resource whose selectors say the same in two ways."""
    if isinstance(target, str):
        assert target in known or target in texts
        return
    assert set(target) == {"source", "selector"}
    text = texts[target["source"]]
    quote, position = target["selector"]
    assert set(quote) == {"type", "exact", "prefix", "suffix"}
    assert quote["type"] == "TextQuoteSelector"
    assert set(position) == {"type", "start", "end"}
    assert position["type"] == "TextPositionSelector"
    start, end = position["start"], position["end"]
    assert text[start:end] == quote["exact"], "counted in code points"
    assert text[:start].endswith(quote["prefix"])
    assert text[end:].startswith(quote["suffix"])


@pytest.fixture
def work(class_of) -> ClassAtWork:
    """Ann's letter with emoji in it, answered by Ben, with an edit and a reply."""
    made = class_of("Ann", "Ben")
    ann, ben = made.people["Ann"], made.people["Ben"]
    letter = made.hands_in(ann, EMOJI)
    made.hands_in(ben)
    made.begins(Phase.REVIEW)
    turn_on(made)
    claim = made.claims(ben, letter)
    start = EMOJI.index(PASSAGE)
    reviewing.save_review(ben, claim.id, answer="Yes.", summary="Go on.")
    for kind in CommentKind:
        reviewing.add_comment(ben, claim.id, start, start + 9, str(kind), kind=kind)
    edit = reviewing.add_comment(
        ben, claim.id, start, start + 9, "Her name?", kind=CommentKind.SURFACE, replacement="Ada"
    )
    review = reviewing.submit_review(ben, claim.id)
    threads.reply_to(ann, review.id, edit.id, "She has none here.")
    threads.reply_to(made.teacher, review.id, f"{review.id}:answer", "Good.")
    return made


def texts_of(work: ClassAtWork) -> dict[str, str]:
    return {f"urn:uuid:{s.id}": s.text for s in work.center.store.submissions.all()}


def test_an_authors_collection_follows_the_model(work: ClassAtWork) -> None:
    made = json.loads(annotation_export.export_my_annotations(work.people["Ann"]))
    items = check_collection(made, texts_of(work))
    by_purpose = {item["motivation"] for item in items}
    assert by_purpose >= {"assessing", "questioning", "commenting", "editing", "replying"}
    assert {item["creator"]["name"] for item in items} == {"Ann", "Ben", "Ms Teacher (teacher)"}
    [edit] = [item for item in items if isinstance(item["body"], list)]
    assert edit["motivation"] == "editing"
    assert [body["purpose"] for body in edit["body"]] == ["commenting", "editing"]
    assert [body["value"] for body in edit["body"]] == ["Her name?", "Ada"]
    [reply] = [item for item in items if item["body"] == _said("She has none here.")]
    assert reply["target"] == edit["id"]


def _said(words: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "replying"}


def test_a_teachers_collection_is_of_the_class_alone(work: ClassAtWork) -> None:
    consultant = work.comes("Con", is_consultant=True)
    secret = work.hands_in(work.people["Ann"], TEXT + " Secret.", private=True)
    work.answers(consultant, secret)
    found = annotation_export.export_class_annotations(work.teacher, work.assignment.id)
    items = check_collection(json.loads(found), texts_of(work))
    assert len(items) == 10
    assert "Secret" not in found
    assert "Con" not in {item["creator"]["name"] for item in items}
    own = annotation_export.export_my_annotations(work.people["Ann"])
    assert len(check_collection(json.loads(own), texts_of(work))) > len(items)


def test_what_is_not_handed_in_is_not_exported(work: ClassAtWork) -> None:
    ben = work.people["Ben"]
    made = json.loads(annotation_export.export_my_annotations(ben))
    assert check_collection(made, texts_of(work)) == []
    ann = work.people["Ann"]
    claim = work.claims(ann, work.center.store.submissions.first(author_id=ben.actor_id))
    work.fills(ann, claim)
    made = json.loads(annotation_export.export_my_annotations(ben))
    assert made["total"] == 0


def test_ids_stay_what_they_are(work: ClassAtWork) -> None:
    ann = work.people["Ann"]
    assert annotation_export.export_my_annotations(ann) == annotation_export.export_my_annotations(
        ann
    )
