"""Lists as Word writes them into HTML: paragraphs that only their style calls an item."""

from .structure import MAX_DEPTH, Block, Run


def gather_lists(root: Block) -> None:
    """Make lists out of runs of paragraphs that have a list level."""
    for parent in list(root.walk()):
        if any("level" in block.attributes for block in parent.blocks):
            parent.children[:] = _gathered(parent.children)


def _gathered(children: "list[Block | Run]") -> "list[Block | Run]":
    result: list[Block | Run] = []
    stack: list[tuple[int, Block]] = []
    for child in children:
        level = child.attributes.get("level") if isinstance(child, Block) else None
        if level is None or not isinstance(child, Block):
            stack.clear()
            result.append(child)
            continue
        _place(result, stack, min(int(level), MAX_DEPTH // 3), child)
    return result


def _place(
    result: "list[Block | Run]", stack: list[tuple[int, Block]], level: int, child: Block
) -> None:
    while stack and stack[-1][0] > level:
        stack.pop()
    if not stack or stack[-1][0] < level:
        made = Block(child.attributes.get("list", "ul"))
        if stack:
            items = stack[-1][1].blocks
            items[-1].children.append(made)
        else:
            result.append(made)
        stack.append((level, made))
    stack[-1][1].children.append(Block("li", {}, [Block("p", {}, child.children)]))
