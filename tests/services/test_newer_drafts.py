"""The writer hands in again while somebody is reading."""

from collections.abc import Callable

from writing_center.domain.assignments import Phase
from writing_center.services import newer_drafts, reviewing

from .class_at_work import TEXT, ClassAtWork


def test_a_reader_learns_that_a_newer_draft_is_in(class_of: Callable[..., ClassAtWork]) -> None:
    work = class_of("Ann", "Bo")
    ann, bo = work.people.values()
    first = work.hands_in(ann, title="Ann")
    work.begins(Phase.REVIEW)
    claim = work.claims(bo, first)
    assert newer_drafts.newer_draft(bo, claim.id) is None
    second = work.hands_in(ann, f"{TEXT} More.", title="Ann")
    newer = newer_drafts.newer_draft(bo, claim.id)
    assert (newer.submission, newer.claim_id, newer.is_offered) == (second, "", True)
    work.fills(bo, claim)
    assert reviewing.submit_review(bo, claim.id), "the one they have is taken all the same"
    again = work.claims(bo, second)
    newer = newer_drafts.newer_draft(bo, claim.id)
    assert (newer.claim_id, newer.is_offered) == (again.id, False)
    assert newer_drafts.newer_draft(bo, again.id) is None


def test_a_newer_draft_that_has_its_readers_is_named_and_not_offered(
    class_of: Callable[..., ClassAtWork],
) -> None:
    work = class_of("Ann", "Bo", "Cy", "Di")
    ann, bo, cy, di = work.people.values()
    first = work.hands_in(ann, title="Ann")
    work.hands_in(cy, title="Cy")
    work.begins(Phase.REVIEW)
    claim = work.claims(bo, first)
    second = work.hands_in(ann, f"{TEXT} More.", title="Ann")
    work.answers(cy, second)
    work.answers(di, second)
    newer = newer_drafts.newer_draft(bo, claim.id)
    assert (newer.submission, newer.is_offered) == (second, False)
