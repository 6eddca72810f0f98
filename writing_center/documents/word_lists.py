"""Lists and quotations as Word writes them into HTML: paragraphs that only their style calls so."""

import re
from dataclasses import dataclass

from .structure import MAX_DEPTH, Block, Run

_ORDINAL = re.compile(
    r"\(?(?:\d{1,4}\.)*(?:(\d{1,4})[.)]?|([a-z]|[ivxlc]{1,7})[.)])[ \xa0]*\Z", re.I
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass
class _List:
    level: int
    kind: tuple[str, str]  # which list of the document it is, and its tag
    block: Block


def gather_lists(root: Block) -> None:
    """Make lists out of runs of paragraphs that have a list level."""
    for parent in list(root.walk()):
        if any("level" in block.attributes for block in parent.blocks):
            parent.children[:] = _gathered(parent.children)


def gather_quotes(root: Block) -> None:
    """Make one quotation out of paragraphs that follow each other and are quoted."""
    for parent in list(root.walk()):
        if not any("is_quoted" in block.attributes for block in parent.blocks):
            continue
        result: list[Block | Run] = []
        for child in parent.children:
            if not isinstance(child, Block) or not child.attributes.pop("is_quoted", ""):
                result.append(child)
            elif result and isinstance(result[-1], Block) and result[-1].tag == "blockquote":
                result[-1].children.append(child)
            else:
                result.append(Block("blockquote", {}, [child]))
        parent.children[:] = result


def ordinal(marker: str) -> int | None:
    """The number that a marker such as “3.”, “b)”, “iv.” or “2.1” stands for; None for a bullet.
    A lone i, v or x is taken for a Roman one."""
    found = _ORDINAL.match(marker.strip())
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    letters = found[2].lower()
    if len(letters) == 1 and letters not in "ivx":
        return ord(letters) - ord("a") + 1
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def _gathered(children: "list[Block | Run]") -> "list[Block | Run]":
    result: list[Block | Run] = []
    stack: list[_List] = []
    for child in children:
        level = child.attributes.get("level") if isinstance(child, Block) else None
        if level is None or not isinstance(child, Block):
            stack.clear()
            result.append(child)
            continue
        _place(result, stack, min(int(level), MAX_DEPTH // 3), child)
    return result


def _place(result: "list[Block | Run]", stack: list[_List], level: int, child: Block) -> None:
    number = ordinal(child.attributes.get("marker", ""))
    kind = (child.attributes.get("of", ""), "ul" if number is None else "ol")
    while stack and stack[-1].level > level:
        stack.pop()
    if stack and stack[-1].level == level and stack[-1].kind != kind:
        stack.pop()
    if not stack or stack[-1].level < level:
        made = Block(kind[1], {} if number is None else {"start": str(number)})
        if stack:
            stack[-1].block.blocks[-1].children.append(made)
        else:
            result.append(made)
        stack.append(_List(level, kind, made))
    stack[-1].block.children.append(Block("li", {}, [Block("p", {}, child.children)]))
