"""A document as Markdown: headings, lists, quotations, tables, footnotes."""

from collections.abc import Sequence

from .imported import Losses
from .inline import is_link, write_runs
from .structure import BREAK, Block, Run
from .table_grid import MOST_COLUMNS, Covered


def write_document(root: Block, losses: Losses) -> str:
    """The Markdown of a whole document, its footnotes at the end in the order of their calls."""
    return _Writer(losses).document(root)


class _Writer:
    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.numbers: dict[str, int] = {}

    def document(self, root: Block) -> str:
        notes = {
            block.attributes.get("id", ""): block for block in root.walk() if block.tag == "note"
        }
        self.notes = notes
        parts = [self.blocks(root)]
        done: set[str] = set()
        # A footnote may call a footnote.
        while waiting := [name for name in self.numbers if name not in done]:
            for name in waiting:
                done.add(name)
                parts.append(self.note(name, notes[name]))
        parts += [self.blocks(block) for name, block in notes.items() if name not in done]
        return "\n\n".join(part for part in parts if part.strip()) + "\n"

    def note(self, name: str, block: Block) -> str:
        head = f"[^{self.numbers[name]}]: "
        return head + _indented(self.blocks(block), "    ")

    def blocks(self, parent: Block) -> str:
        parts: list[str] = []
        last = ""
        swaps = False
        for block in parent.blocks:
            if block.tag == "note":
                continue
            is_list = block.tag in ("ul", "ol")
            swaps = is_list and block.tag == last and not swaps  # or the two would become one
            text = self.listing(block, swaps) if is_list else self.block(block)
            if text.strip():
                parts.append(text)
                last = block.tag
        return "\n\n".join(parts)

    def block(self, block: Block) -> str:
        match block.tag:
            case "blockquote":
                return _prefixed(self.blocks(block), "> ")
            case "table":
                return self.table(block)
            case "pre":
                return self.code(block)
            case "hr":
                return "---"
            case "p" | "li" | "td" | "th" | "tr":
                if block.blocks:
                    return self.blocks(block)
                return self.paragraph(block)
            case _:
                return self.heading(block)

    def heading(self, block: Block) -> str:
        plain = [
            Run(run.text, run.style - {"strong"}, run.href, note=run.note) for run in block.runs
        ]
        text = self.line(plain)
        return f"{'#' * int(block.tag[1])} {text}" if text else ""

    def paragraph(self, block: Block) -> str:
        return write_runs(self.called(block.runs))

    def line(self, runs: Sequence[Run]) -> str:
        return write_runs(self.called(runs), breaks=" ")

    def called(self, runs: Sequence[Run]) -> list[Run]:
        """The runs with the numbers of their footnotes; a call of none is dropped."""
        result = []
        last = ""
        for run in runs:
            if run.text.strip() or run.note:
                is_lost = run.href and run.href != last and not is_link(run.href)
                self.losses["link"] += bool(is_lost)
                last = run.href
            if run.note:
                if run.note not in self.notes:
                    continue
                number = self.numbers.setdefault(run.note, len(self.numbers) + 1)
                run = Run("", note=str(number))
            result.append(run)
        return result

    def code(self, block: Block) -> str:
        text = "".join(run.text for run in block.runs).strip("\n")
        fence = "```"
        while fence in text:
            fence += "`"
        return f"{fence}{block.attributes.get('language', '')}\n{text}\n{fence}"

    def listing(self, block: Block, swaps: bool) -> str:
        items = _items(block)
        number = int(block.attributes.get("start", "1"))
        sign = (")" if swaps else ".") if block.tag == "ol" else ("*" if swaps else "-")
        parts = []
        for item in items:
            mark = f"{number}{sign}" if block.tag == "ol" else sign
            number += 1
            text = self.item(item)
            parts.append(f"{mark} {_indented(text, ' ' * (len(mark) + 1))}".rstrip())
        is_tight = all(_is_tight(item) for item in items)
        return ("\n" if is_tight else "\n\n").join(parts)

    def item(self, item: Block) -> str:
        text = self.blocks(item)
        return text.replace("\n\n", "\n", 1) if _is_tight(item) and len(item.blocks) > 1 else text

    def table(self, block: Block) -> str:
        rows = _rows(block)
        cells = [cell for row in rows for cell in row.blocks]
        if len(cells) == 1:  # a frame around a text
            return self.block(cells[0])
        grid = self.grid(rows)
        width = min(max((len(row) for row in grid), default=0), MOST_COLUMNS)
        if not any(text for row in grid for text in row):
            return ""
        full = [self.fitted(row, width) for row in grid]
        lines = [full[0], ["---"] * width, *full[1:]]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def grid(self, rows: Sequence[Block]) -> list[list[str]]:
        """The texts of all cells; one that reaches further down leaves empty ones below it."""
        made: list[list[str]] = []
        covered = Covered()
        for row in rows:
            texts = self.row(row, covered, is_head=not made)
            covered.next_row()
            if row.blocks:
                made.append(texts)
        return made

    def fitted(self, row: list[str], width: int) -> list[str]:
        """A row of ``width`` columns; the last one takes what stands beyond."""
        beyond = [text for text in row[width:] if text]
        if not beyond:
            return (row + [""] * width)[:width]
        self.losses["columns"] = 1
        return [*row[: width - 1], " ".join([row[width - 1], *beyond]).strip()]

    def row(self, row: Block, covered: Covered, *, is_head: bool) -> list[str]:
        texts: list[str] = []
        for cell in row.blocks:
            texts += [""] * covered.at(len(texts))
            place = len(texts)
            texts.append(self.cell(cell, is_head=is_head))
            wide = int(cell.attributes.get("span", "1"))
            height = int(cell.attributes.get("height", "1"))
            if wide > 1 or height != 1:
                self.losses["merged cells"] = 1
            texts += [""] * min(wide - 1, MOST_COLUMNS)
            covered.cover(place, len(texts), height)
        return texts + [""] * covered.at(len(texts))

    def cell(self, cell: Block, *, is_head: bool) -> str:
        plain = frozenset(["strong"] if is_head else [])  # it is shown bold anyway
        texts = []
        for block in cell.walk():
            if block.tag == "table":
                self.losses["nested table"] = 1
            runs = [
                Run(" ") if run.text == BREAK else run._replace(style=run.style - plain)
                for run in block.runs
            ]
            if runs and block.tag != "note":
                texts.append(self.line(runs))
        return " ".join(text for text in texts if text).replace("|", "\\|")


def _items(block: Block) -> list[Block]:
    """The items of a list; a list right inside a list belongs to the item before."""
    items: list[Block] = []
    for child in block.blocks:
        if child.tag == "li":
            items.append(child)
        elif child.tag in ("ul", "ol") and items:
            items[-1].children.append(child)
        else:
            items.append(Block("li", {}, [child]))
    return [item for item in items if item.children]


def _is_tight(item: Block) -> bool:
    """Whether an item is one paragraph, perhaps with one list below it."""
    tags = [block.tag for block in item.blocks if block.tag != "note"]
    return len(tags) <= 2 and tags[:1] in ([], ["p"]) and all(t in ("ul", "ol") for t in tags[1:])


def _rows(block: Block) -> list[Block]:
    return [row if row.tag == "tr" else Block("tr", {}, [row]) for row in block.blocks]


def _indented(text: str, by: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(f"{by}{line}" if line else "" for line in others)])


def _prefixed(text: str, prefix: str) -> str:
    if not text:
        return ""
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))
