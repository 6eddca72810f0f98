"""Tables whose cells reach over others, or stand there more often than they are written."""

import pytest

from writing_center.documents.imported import Imported
from writing_center.documents.reading import from_bytes, read_clipboard

from .made_files import docx, odt, p, r

APART = "Merged cells of a table were taken apart."
LESS = "Cells or rows that repeat themselves very often come only some of the times."


def grid(made: Imported) -> list[str]:
    """The rows, with their cells set apart by bars, and without the line below the first."""
    rows = [line[2:-2] for line in made.markdown.splitlines() if line.startswith("|")]
    return [row.replace(" | ", "|") for row in rows if "---" not in row]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<td rowspan=2>r<td>x<tr><td>y<tr><td>1<td>2", ["r|x", "|y", "1|2"]),
        ("<td>h<td rowspan=2>r<tr><td>x<tr><td>1<td>2", ["h|r", "x|", "1|2"]),
        ("<td>a<td rowspan=0>r<td>x<tr><td>y<td>z<tr><td>1<td>2", ["a|r|x", "y||z", "1||2"]),
        ("<td colspan=2 rowspan=2>r<td>x<tr><td>y<tr><td>1<td>2", ["r||x", "||y", "1|2|"]),
        ("<td rowspan=2>a<td rowspan=3>b<tr></tr><tr><td>1<tr><td>2<td>3", ["a|b", "1|", "2|3"]),
        ("<td rowspan=2>a<td>b<tr><td rowspan=2>c<tr><td>d", ["a|b", "|c", "d|"]),
    ],
)
def test_below_a_tall_cell_the_columns_stay(rows: str, expected: list[str]) -> None:
    made = read_clipboard(f"<table><tr>{rows}</table>")
    assert (grid(made), made.left_out) == (expected, (APART,))


def test_a_cell_that_says_it_is_endless_is_not() -> None:
    huge = "<td rowspan=99999999 colspan=99999999>a" * 300
    made = read_clipboard(f"<table><tr>{huge}{'<tr><td>b' * 300}</table>")
    assert len(made.markdown) < 100_000
    assert made.markdown.count("b") == 300


def test_cells_merged_downwards_in_word() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{p(r(text))}</w:tc>"

    rows = (
        cell("r", '<w:vMerge w:val="restart"/>') + cell("x"),
        cell("", "<w:vMerge/>") + cell("y"),
        cell("1") + cell("2"),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert grid(from_bytes(docx(f"<w:tbl>{table}</w:tbl>"), "a.docx")) == ["r|x", "|y", "1|2"]


def cell(inside: str = "", times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return f"<table:table-cell{repeated}>{inside}</table:table-cell>"


def row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def words(text: str) -> str:
    return f"<text:p>{text}</text:p>"


A, B = cell(words("a")), cell(words("b"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(cell(words("a"), 2), B)], ["a|a|b"]),
        ([row(A, cell(times=2), B)], ["a|||b"]),
        ([row(A, B, times=3), row(B, A)], ["a|b", "a|b", "a|b", "b|a"]),
        ([row(cell(words("a"), 2), times=2)], ["a|a", "a|a"]),
        ([row(A, B), row(cell(times=2), times=3), row(B, A)], ["a|b", "|", "b|a"]),
        ([row(A, B, cell(times=16384)), row(cell(times=16386), times=100_000)], ["a|b"]),
        ([row(cell(times=16384))], []),
    ],
)
def test_what_is_repeated_is_there_as_often(rows: list[str], expected: list[str]) -> None:
    made = from_bytes(odt(table(*rows) + words("end")), "a.odt")
    assert (grid(made), made.left_out) == (expected, ())


def nested(depth: int) -> str:
    inside = words("a word")
    for _ in range(depth):
        inside = table(row(cell(inside, 60), times=60))
    return inside


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell(words("a word"), 1_000_000), times=1_000_000)),
        nested(8),
        nested(30),
        table(row(cell(words("long " * 20_000), 50))),
        table(*[row(cell(words("a word"), 50), times=50)] * 300),
    ],
    ids=["wide and tall", "nested", "too deep", "long", "many"],
)
def test_what_is_repeated_without_end_is_not(body: str) -> None:
    made = from_bytes(odt(body), "a.odt")
    assert len(made.markdown) < 400_000
    assert "word" in made.markdown or "long" in made.markdown
    assert LESS in made.left_out
