"""What somebody's browser received, and whether it gives somebody away."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from pypdf import PdfReader

from .masked import Masked

CHOOSERS = ("/apart", "/together", "/circle", "/write: start_own")
"""Pages on which classmates are listed by name, because one chooses among them."""

WITHOUT_IDS = ("", "welcome", "me", "apart")
"""Views that are one page, whatever follows in the address."""


def words_of(name: str, content: bytes) -> str:
    """What a person, or a program, finds in a file."""
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in reader.pages)
        about = reader.xmp_metadata
        return f"{pages} {reader.metadata} {about.stream.get_data() if about else ''}"
    return content.decode()


@dataclass
class Seen:
    """What somebody's browser received, by place."""

    by_place: dict[str, str] = field(default_factory=dict)

    def told(self, tokens: tuple[str, ...], *, choosers: bool = False) -> set[str]:
        """The places that give somebody away."""
        return {
            place
            for place, words in self.by_place.items()
            if (choosers or not place.startswith(CHOOSERS))
            and any(token in words for token in tokens)
        }

    def with_any(self, ids: frozenset[str]) -> set[str]:
        return {place for place, words in self.by_place.items() if any(id in words for id in ids)}


def routes_of(masked: Masked, views: Iterable[str]) -> list[str]:
    """Every address of the writing desk, with every id that there is: what a view makes of an id
    that is none of its own is looked at, too."""
    store = masked.work.center.store
    drafts, submissions = store.drafts.all(), store.submissions.all()
    claims, entries = store.claims.all(), store.entries.all()
    ids = [one.id for things in (drafts, submissions, claims, entries) for one in things]
    found = ["/nowhere", "/guide/propose"]
    found += [f"/{view}" for view in views]
    found += [f"/{view}/{id}" for view in views if view not in WITHOUT_IDS for id in ids]
    found += [f"/write/{draft.id}/1" for draft in drafts]
    found += [f"/versions/{draft.id}/1/2" for draft in drafts]
    found += [f"/plan/{draft.id}/hand-in" for draft in drafts]
    found += [f"/feedback/{one.id}/earlier" for one in submissions]
    found += [f"/review/offer/{one.id}" for one in submissions]
    found += [f"/review/given/{claim.id}" for claim in claims]
    found += [f"/guide/{entry.id}/revise" for entry in entries]
    notes = store.annotations.all()
    return [*found, *(f"/guide/propose/{note.review_id}/{note.id}" for note in notes)]


def check(masked: Masked, viewer: str, seen: Seen, stage: str) -> None:
    """No stranger anywhere; and no name on a page with what its bearer is hidden behind."""
    where = f"{masked.naming}, {stage}, as {viewer}"
    for name in masked.strangers(viewer):
        assert seen.told(masked.tokens(name)) == set(), f"{where}: {name}"
    for fact in masked.closed_facts(viewer):
        told = seen.told(masked.tokens(fact.person), choosers=True)
        both = {place for place in told & seen.with_any(fact.ids) if fact.place in place}
        assert both == set(), f"{where}: what {fact.person} is behind"
