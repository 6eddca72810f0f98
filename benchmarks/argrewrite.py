"""Real revisions: essays of ArgRewrite V.2, and what people judged each sentence to have become.

Kashefi et al. 2022, Language Resources & Evaluation, doi 10.1007/s10579-021-09567-z, CC BY 4.0. The
essays are read from a folder beside the project; its README says what the files are.
"""

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "argrewrite"

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Judged:
    """A sentence of the old draft, and those of the new one that it became; offsets in both."""

    at: Stretch
    became: tuple[Stretch, ...]
    is_identical: bool

    @property
    def kind(self) -> str:
        """What people judged: identical, modified or deleted."""
        if not self.became:
            return "deleted"
        return "identical" if self.is_identical else "modified"


@dataclass(frozen=True)
class Revision:
    """Two drafts in a row of one writer's essay, with the judgements on the old one."""

    writer: int
    old: str
    new: str
    judged: tuple[Judged, ...]


def read_revisions(folder: Path = BESIDE) -> list[Revision]:
    """All the revisions in ``folder``. Raises OSError where it is not there."""
    lines = (folder / "alignments.jsonl").read_text("utf-8").splitlines()
    return [_revision(folder, json.loads(line)) for line in lines if line.strip()]


def _revision(folder: Path, step: dict) -> Revision:
    old, new = (
        (folder / "drafts" / f"{step['essay']:03}_d{step[end]}.txt").read_text("utf-8")
        for end in ("from", "to")
    )
    places = dict(
        zip(
            (sentence["i"] for sentence in step["new"]),
            _located(new, [sentence["text"] for sentence in step["new"]]),
            strict=True,
        )
    )
    stretches = _located(old, [sentence["text"] for sentence in step["old"]])
    judged = [
        Judged(at, tuple(places[number] for number in sentence["aligned"]), sentence["identical"])
        for sentence, at in zip(step["old"], stretches, strict=True)
    ]
    return Revision(step["essay"], old, new, tuple(judged))


def _located(text: str, sentences: Sequence[str]) -> list[Stretch]:
    """Where each sentence stands. A few are not in the draft letter for letter (quotation marks,
    line breaks): these are looked for between their neighbours."""
    found: list[Stretch | None] = []
    done = 0
    for sentence in sentences:
        start = text.find(sentence, done)
        found.append((start, start + len(sentence)) if start >= 0 else None)
        done = start + len(sentence) if start >= 0 else done
    return [at or _between(text, sentences[n], found, n) for n, at in enumerate(found)]


def _between(text: str, sentence: str, found: Sequence[Stretch | None], n: int) -> Stretch:
    low = max((at[1] for at in found[:n] if at), default=0)
    high = min((at[0] for at in found[n + 1 :] if at), default=len(text))
    matcher = difflib.SequenceMatcher(None, text[low:high], sentence, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= 3]
    return low + blocks[0].a, low + blocks[-1].a + blocks[-1].size


def folds(revisions: Sequence[Revision], count: int) -> Iterator[tuple[list[Revision], ...]]:
    """``count`` ways of parting them into (to fit on, held back); no writer is in both."""
    writers = sorted({one.writer for one in revisions})
    for fold in range(count):
        held = set(writers[fold::count])
        yield (
            [one for one in revisions if one.writer not in held],
            [one for one in revisions if one.writer in held],
        )
