"""Where the cells of a table stand when some of them reach into the rows below."""

MOST_COLUMNS = 60
TO_THE_END = 100_000  # rows; what HTML means by a height of 0


class Covered:
    """Which columns of a row are taken by cells of the rows above."""

    def __init__(self) -> None:
        """None so far."""
        self._rows: dict[int, int] = {}  # how many rows are still covered, by column

    def at(self, column: int) -> int:
        """How many columns in a row are taken, from this one on."""
        end = column
        while self._rows.get(end, 0) > 0:
            end += 1
        return end - column

    def cover(self, begin: int, end: int, height: int) -> None:
        """A cell takes the columns from ``begin`` up to ``end``, and this many rows."""
        rows = height or TO_THE_END
        if rows > 1:
            # One more than there are below: ``next_row`` takes the cell's own row off.
            self._rows |= dict.fromkeys(range(begin, min(end, MOST_COLUMNS)), rows)

    def next_row(self) -> None:
        """A row is over."""
        self._rows = {column: rows - 1 for column, rows in self._rows.items() if rows > 1}
