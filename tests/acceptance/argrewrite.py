"""Reading ArgRewrite V.2 (Kashefi et al. 2022, CC BY 4.0) from beside the repository."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

CRITERIA = ("prompt", "thesis", "claim", "evi", "reas", "org", "reb", "prec", "flu", "conv")
RATERS = ("c", "m")
LEVELS = ("little", "some", "much", "throughout")


@dataclass(frozen=True)
class Essay:
    """One writer's three drafts, sentences that stand in each, and two raters' levels (from 0)
    of the third, by criterion."""

    writer: str
    drafts: tuple[str, str, str]
    sentences: tuple[tuple[str, ...], ...]
    levels: tuple[dict[str, int], dict[str, int]]


def read_essays(folder: Path) -> list[Essay]:
    """Every essay in the folder, in the order of the writers' numbers."""
    with (folder / "scores_two_raters.csv").open(encoding="utf-8", newline="") as file:
        scores = {(int(row["writer"]), int(row["draft"])): row for row in csv.DictReader(file)}
    lines = (folder / "alignments.jsonl").read_text("utf-8").splitlines()
    steps = {(step["essay"], step["from"]): step for step in map(json.loads, lines)}
    writers = sorted({path.stem[:3] for path in (folder / "drafts").glob("*_d1.txt")})
    return [_essay(folder, writer, steps, scores[int(writer), 3]) for writer in writers]


def _essay(
    folder: Path, writer: str, steps: dict[tuple[int, int], dict], scores: dict[str, str]
) -> Essay:
    texts = [(folder / "drafts" / f"{writer}_d{n}.txt").read_text("utf-8") for n in (1, 2, 3)]
    first, second = steps[int(writer), 1], steps[int(writer), 2]
    return Essay(
        writer,
        (texts[0], texts[1], texts[2]),
        tuple(
            _standing(sentences, text)
            for sentences, text in zip(
                (first["old"], second["old"], second["new"]), texts, strict=True
            )
        ),
        (_levels(scores, RATERS[0]), _levels(scores, RATERS[1])),
    )


def _standing(sentences: list[dict[str, str]], text: str) -> tuple[str, ...]:
    """Sentences that stand in the text once, word for word."""
    words = [sentence["text"].strip() for sentence in sentences]
    return tuple(one for one in words if len(one) > 20 and text.count(one) == 1)


def _levels(scores: dict[str, str], rater: str) -> dict[str, int]:
    return {criterion: int(scores[f"{rater}_{criterion}"]) - 1 for criterion in CRITERIA}
