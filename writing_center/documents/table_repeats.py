"""Cells and rows that an OpenDocument text writes once, and says how often they stand there."""

from .structure import Block

MOST_REPEATED = 60  # times; a table has no more columns
MOST_COPIED = 200_000  # characters and blocks in a whole document: tables repeat inside tables


class Repeats:
    """Says how often what stands there, and keeps it within bounds."""

    def __init__(self) -> None:
        """Nothing was repeated so far."""
        self._left = MOST_COPIED
        self.fell_short = False  # whether words stand there less often than the file says

    def of_cell(self, cell: Block, count: int) -> int:
        """How often a cell stands there. Very many empty ones only fill up a spreadsheet's row:
        they are none."""
        if _has_words(cell):
            return 1 + self._allowed(cell, count - 1)
        return 1 + self._granted(cell, count - 1) if count <= MOST_REPEATED else 0

    def of_row(self, row: Block, count: int) -> int:
        """How often a row stands there: one without words once."""
        return 1 + self._allowed(row, count - 1) if _has_words(row) else 1

    def _allowed(self, block: Block, more: int) -> int:
        granted = self._granted(block, more)
        self.fell_short |= granted < more
        return granted

    def _granted(self, block: Block, more: int) -> int:
        weight = _weight(block, self._left)
        granted = min(more, MOST_REPEATED - 1, self._left // weight)
        self._left -= granted * weight
        return granted


def _has_words(block: Block) -> bool:
    return any(run.text.strip() or run.note for one in block.walk() for run in one.runs)


def _weight(block: Block, most: int) -> int:
    """Its characters and blocks, counted to a little above ``most``."""
    weight = 0
    for one in block.walk():
        weight += 1 + sum(len(run.text) for run in one.runs)
        if weight > most:
            break
    return weight
