"""A text shown as it is meant, with every sign's offset: our reader beside markdown-it-py's.

    python benchmarks/showing.py

For ordinary prose and for what never ends (signs that open and never close), the time for a text
of 20,000 signs, and how much longer one of four times that length takes: 4 is what it should be.
markdown-it-py renders to HTML and keeps no offsets within a line; it does more otherwise.
"""

import time
from collections.abc import Callable

from markdown_it import MarkdownIt

from writing_center.domain.shown_lines import shown_lines

SIGNS = 20_000
TIMES = 4
PROSE = (
    "We sat on the **steps** and counted, as _she_ had told us to, every [bus](https://a.example) "
    "that came by; none of them stopped.\n\n- the first was full\n- the second was late\n\n"
)
PIECES = {
    "prose": PROSE,
    **{repr(piece): piece for piece in ("*", "_a", "**a", "[", "![", "[a](", "`", "\\", "<a:")},
    **{repr(piece): piece for piece in ("> ", "| a ", "- ", "```\n", "a\n", "    ", "[^a]: ")},
}


def seconds(read: Callable[[str], object], text: str) -> float:
    """The quickest of three."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        read(text)
        found.append(time.perf_counter() - began)
    return min(found)


def main() -> None:
    """Measure and print."""
    render = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render
    print(f"{'text':12} {'ours ms':>9} {'peer ms':>9} {'ratio':>7} {'ours x4':>8} {'peer x4':>8}")
    for name, piece in PIECES.items():
        text = piece * (SIGNS // len(piece))
        # Another first sign, so that nothing is remembered from the time before.
        ours = seconds(lambda words: shown_lines(f"{time.perf_counter()}\n{words}"), text)
        theirs = seconds(render, text)
        ours_more = seconds(
            lambda words: shown_lines(f"{time.perf_counter()}\n{words}"), text * TIMES
        )
        theirs_more = seconds(render, text * TIMES)
        print(
            f"{name:12} {ours * 1000:9.1f} {theirs * 1000:9.1f} {ours / theirs:7.2f}"
            f" {ours_more / ours:8.1f} {theirs_more / theirs:8.1f}"
        )


if __name__ == "__main__":
    main()
