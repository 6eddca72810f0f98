"""The table of who may do what, put together from its rooms."""

from . import (
    answering_verbs,
    circle_verbs,
    consulting_verbs,
    guide_verbs,
    learning_verbs,
    member_verbs,
    pairing_verbs,
    results_verbs,
    reviewing_verbs,
    teaching_verbs,
    writing_verbs,
)
from .roles import AUTHOR, MEMBERS, REVIEWER, TEACHER, Row

# What is done, by whom it may be done; everybody else is refused. What takes people, circles and
# phases away comes last: one test goes through it all in one scene.
TABLE: list[Row] = [
    *writing_verbs.VERBS,
    *consulting_verbs.VERBS,
    *results_verbs.VERBS,
    *reviewing_verbs.VERBS,
    *answering_verbs.VERBS,
    *guide_verbs.VERBS,
    *member_verbs.VERBS,
    *learning_verbs.verbs(MEMBERS, TEACHER, AUTHOR, REVIEWER),
    *pairing_verbs.VERBS,
    *circle_verbs.VERBS,
    *teaching_verbs.VERBS,
]
# Verbs that act for nobody in particular (the server's doors, start-up), and pure ones.
DOORS: dict[str, set[str]] = {
    **member_verbs.DOORS,
    **results_verbs.DOORS,
    **reviewing_verbs.DOORS,
    **teaching_verbs.DOORS,
}
# Parts of other verbs, which have asked already.
PARTS: dict[str, set[str]] = {
    **answering_verbs.PARTS,
    **circle_verbs.PARTS,
    **guide_verbs.PARTS,
    **consulting_verbs.PARTS,
    **learning_verbs.PARTS,
    **member_verbs.PARTS,
    **results_verbs.PARTS,
    **reviewing_verbs.PARTS,
    **teaching_verbs.PARTS,
    **writing_verbs.PARTS,
}
