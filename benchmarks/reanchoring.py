"""How well comments find their passage again: ``python benchmarks/reanchoring.py [essays]``.

A comment on every sentence of a draft is looked for in the next draft, beside what people judged
the sentence to have become (see ``argrewrite.py``). A sentence counts as found when at least half
of the shorter of the two, what was found and what people say it became, lies within the other; a
deleted one is recognised when nothing is found. The peer, rapidfuzz's ``partial_ratio_alignment``
with 70 as the least score, is measured in the same run and by the same rule.

"Held out" is what counts: the writers are parted in five; each fifth is read with weights that were
fitted on the other four (``fitting.py``), so no writer is in both halves. "As shipped" has the
weights in the source, fitted on all of these writers. ``--quick`` leaves the fitting out.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from argrewrite import BESIDE, Revision, Stretch, folds, read_revisions
from fitting import fit
from judging import Matcher, mean_of, ours, rate, tally
from rapidfuzz.fuzz import partial_ratio_alignment

from writing_center.domain.annotations import Passage, passage_at

FOLDS = 5
COMMENTS = 200
LEAST_SCORE = 70


def peer(old: str, new: str, passages: Sequence[Passage]) -> list[Stretch | None]:
    """Rapidfuzz, which has the quotation and the new text."""
    found = [partial_ratio_alignment(one.exact, new, score_cutoff=LEAST_SCORE) for one in passages]
    return [(one.dest_start, one.dest_end) if one else None for one in found]


def held_out(revisions: Sequence[Revision]) -> Counter[tuple[str, str]]:
    """Every essay read with weights that were fitted without its writer."""
    counts: Counter[tuple[str, str]] = Counter()
    for others, held in folds(revisions, FOLDS):
        counts += tally(held, ours(fit(others)))
    return counts


def slowest(revisions: Sequence[Revision], match: Matcher) -> float:
    """Seconds that 200 comments take on the essay that takes longest, the best of three goes."""
    times = []
    for one in revisions:
        passages = [passage_at(one.old, *judged.at) for judged in one.judged]
        comments = list(islice(cycle(passages), COMMENTS))
        goes = []
        for _ in range(3):
            start = time.perf_counter()
            match(one.old, one.new, comments)
            goes.append(time.perf_counter() - start)
        times.append(min(goes))
    return max(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=BESIDE)
    parser.add_argument("--quick", action="store_true", help="without fitting again")
    settings = parser.parse_args()
    revisions = read_revisions(settings.folder)
    rows = [
        ("rapidfuzz, least score 70", tally(revisions, peer), slowest(revisions, peer)),
        ("ours, as shipped", tally(revisions, ours()), slowest(revisions, ours())),
    ]
    if not settings.quick:
        rows.append(("ours, held out", held_out(revisions), rows[1][2]))
    counts = rows[0][1]
    print(f"{len({one.writer for one in revisions})} writers, {len(revisions)} revisions:", end=" ")
    kinds = ("identical", "modified", "deleted")
    print(", ".join(f"{counts[kind, 'all']} {kind}" for kind in kinds))
    print(f"\n{'':26}{'identical':>10}{'modified':>10}{'deleted':>10}{'mean of':>10}{'200':>12}")
    print(f"{'':26}{'found':>10}{'found':>10}{'gone':>10}{'the two':>10}{'comments':>12}")
    for name, tallied, seconds in rows:
        rates = "".join(f"{rate(tallied, kind):>10.2%}" for kind in kinds)
        print(f"{name:26}{rates}{mean_of(tallied):>10.4f}{seconds * 1000:>9.0f} ms")
    print(
        f"\nHeld out: {FOLDS} parts by writer; each read with weights fitted on the other parts.\n"
        "Time: of the essay that takes longest, the best of three goes."
    )


if __name__ == "__main__":
    main()
