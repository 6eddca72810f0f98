"""The guide and the charter in the table of who may do what."""

from dataclasses import replace

from writing_center.domain.style_guide import EntryState
from writing_center.services import classes, quoting, style_guide

from .class_at_work import ENTRY
from .roles import AUTHOR, CONSULTANT, IN_CLASS, MEMBERS, TEACHERS, Row

VERBS: list[Row] = [
    ("style_guide.search_guide", lambda s, w: style_guide.search_guide(w), MEMBERS),
    ("style_guide.find_entry", lambda s, w: style_guide.find_entry(w, s.entry.id), MEMBERS),
    ("style_guide.view_entry", lambda s, w: style_guide.view_entry(w, s.entry.id), MEMBERS),
    ("style_guide.citations_of", lambda s, w: style_guide.citations_of(w, s.entry.id), MEMBERS),
    ("style_guide.propose_entry", lambda s, w: style_guide.propose_entry(w, ENTRY), MEMBERS),
    (
        "style_guide.revise_entry",
        lambda s, w: style_guide.revise_entry(w, s.entry.id, replace(ENTRY, works="x"), "why"),
        MEMBERS,
    ),
    ("style_guide.try_entry", lambda s, w: style_guide.try_entry(w, s.entry.id, True), MEMBERS),
    (
        "style_guide.move_entry",
        lambda s, w: style_guide.move_entry(w, s.entry.id, EntryState.ON_TRIAL, "why"),
        MEMBERS,
    ),
    (
        "style_guide.move_entry to an end",
        lambda s, w: style_guide.move_entry(w, s.entry.id, EntryState.RETIRED, "why"),
        TEACHERS,
    ),
    (
        "style_guide.comment_source",
        lambda s, w: style_guide.comment_source(w, s.review.id, s.comment_id),
        IN_CLASS,
    ),
    (
        "style_guide.comment_source outside",
        lambda s, w: style_guide.comment_source(w, s.secret_review.id, s.secret_comment_id),
        AUTHOR | CONSULTANT,
    ),
    ("quoting.quotations_asked", lambda s, w: quoting.quotations_asked(w), MEMBERS),
    (
        "quoting.answer_quotation",
        lambda s, w: quoting.answer_quotation(w, s.quotation_id, True),
        AUTHOR,
    ),
    ("classes.charter", lambda s, w: classes.charter(w), MEMBERS),
    ("classes.charter_history", lambda s, w: classes.charter_history(w), MEMBERS),
    ("classes.write_charter", lambda s, w: classes.write_charter(w, "We."), TEACHERS),
]
PARTS = {"quoting": {"quoted_in", "ask_to_quote"}}
