"""What became of a passage: on small cases, and on real revisions where they are at hand."""

import json
from pathlib import Path

import pytest

from writing_center.domain.annotations import passage_at
from writing_center.reports.fates import NextDraft
from writing_center.reports.model import Fate

BEFORE = "Buses stop at nine. My sister works until ten, every day. Nobody asked the drivers."
ESSAYS = Path(__file__).parents[3] / "shared" / "data" / "argrewrite"


def fate(passage: str, after: str) -> Fate:
    start = BEFORE.index(passage)
    return NextDraft(BEFORE, after).fate_of(passage_at(BEFORE, start, start + len(passage)))


def test_word_for_word_wherever_it_stands_now() -> None:
    assert fate("Buses stop at nine.", "A new start. Buses stop at nine.") is Fate.STILL_THERE


def test_reworded() -> None:
    after = "Buses stop at nine. My sister, a nurse, works until ten. Nobody asked the drivers."
    assert fate("My sister works until ten, every day.", after) is Fate.CHANGED


def test_taken_out() -> None:
    assert fate("My sister works until ten, every day.", "Buses stop at nine.") is Fate.GONE


def test_an_empty_next_draft() -> None:
    assert fate("Nobody asked the drivers.", "") is Fate.GONE


def test_a_single_letter_passage_and_no_word_at_all() -> None:
    assert NextDraft("— …", "x").fate_of(passage_at("— …", 0, 1)) is Fate.GONE


def test_a_book_does_not_take_minutes() -> None:
    book = "the bus and the cat and the man who sat " * 4_000
    assert NextDraft(book, book + "end").fate_of(passage_at(book, 0, 7)) is Fate.STILL_THERE


@pytest.mark.skipif(not ESSAYS.is_dir(), reason="the essays (shared/data/argrewrite) are not here")
def test_real_revisions() -> None:
    """Every sentence of 43 writers' drafts, judged by hand as identical, modified or deleted."""
    found: dict[str, list[Fate]] = {"identical": [], "modified": [], "deleted": []}
    for line in (ESSAYS / "alignments.jsonl").read_text("utf-8").splitlines():
        step = json.loads(line)
        before, after = (
            (ESSAYS / "drafts" / f"{step['essay']:03}_d{step[end]}.txt").read_text("utf-8")
            for end in ("from", "to")
        )
        following = NextDraft(before, after)
        for sentence in step["old"]:
            start = before.find(sentence["text"])
            if start < 0:
                continue
            truth = "deleted" if not sentence["aligned"] else "modified"
            truth = "identical" if sentence["identical"] else truth
            passage = passage_at(before, start, start + len(sentence["text"]))
            found[truth].append(following.fate_of(passage))
    assert set(found["identical"]) == {Fate.STILL_THERE}
    assert 1 - found["modified"].count(Fate.GONE) / len(found["modified"]) > 0.93
    assert found["deleted"].count(Fate.GONE) / len(found["deleted"]) > 0.91
