"""How far an assignment has come: from drafts handed in to drafts revised, counted in authors.

Working drafts are nobody's but their writers': not even how many there are is counted.
"""

from dataclasses import dataclass

from ..domain.reviews import ClaimState
from .records import ClassRecords


@dataclass(frozen=True)
class Funnel:
    """How many authors have come how far with one assignment. Each stage counts authors once,
    all who wrote a text together included, and only those who are in the class.

    handed_in: submitted at least once.
    claimed: some reader took one of their submissions, and didn't decline it.
    reviewed: at least one review of theirs is in.
    answered: decided on a comment, or said how helpful a review was.
    revised: submitted again after a review of an earlier submission was in.

    Revising without a word about the comments counts as revised and not as answered, so the
    last number may be above the one before.
    """

    assignment_id: str
    handed_in: int
    claimed: int
    reviewed: int
    answered: int
    revised: int


def funnel_of(records: ClassRecords, assignment_id: str) -> Funnel:
    """The funnel of one assignment of the class."""
    here = records.of_assignment(assignment_id)
    people = set(here.joined)
    authors_of = {s.id: people.intersection(s.author_ids) for s in here.submissions}
    handed_in = {id for ids in authors_of.values() for id in ids}
    reviewed = {id for r in here.reviews for id in authors_of[r.submission_id]}
    claims = [c for c in here.claims if c.state is not ClaimState.DECLINED]
    taken = {id for c in claims for id in authors_of[c.submission_id]}
    return Funnel(
        assignment_id,
        handed_in=len(handed_in),
        claimed=len(taken | reviewed),
        reviewed=len(reviewed),
        answered=len(_answered(here) & people),
        revised=len(_revised(here) & people),
    )


def _answered(here: ClassRecords) -> set[str]:
    return {d.author_id for d in here.decisions} | {b.author_id for b in here.back_evaluations}


def _revised(here: ClassRecords) -> set[str]:
    submissions = {s.id: s for s in here.submissions}
    revised: set[str] = set()
    for review in here.reviews:
        read = submissions[review.submission_id]
        for later in here.submissions:
            if (
                later.draft_id == read.draft_id
                and later.number > read.number
                and review.submitted_at is not None
                and later.submitted_at >= review.submitted_at
            ):
                revised.update(later.author_ids)
    return revised
