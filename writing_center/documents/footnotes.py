"""Footnotes in web pages: a link to a place, and from there a link back."""

from collections.abc import Iterator
from dataclasses import dataclass

from .structure import Block, Run

LONGEST_CALL = 6  # characters, “[123]”; an entry in a table of contents has more


@dataclass(frozen=True)
class _Call:
    run: Run
    leaf: Block
    target: str


def pair_notes(root: Block) -> None:
    """Turn pairs of links that lead to each other into calls and their footnotes."""
    places, calls = _places_and_calls(root)
    backs: dict[int, set[str]] = {}
    order = {id(block): number for number, block in enumerate(root.walk())}
    taken: dict[int, str] = {}
    for call in calls:
        body = places.get(call.target)
        if (
            body is None
            or body.tag[0] == "h"
            or body is call.leaf
            or order[id(body)] <= order[id(call.leaf)]
        ):
            continue
        if id(body) not in backs:
            backs[id(body)] = set(_targets(body))
        mine = set(call.run.names) | ({call.leaf.attributes["id"]} if _has_id(call.leaf) else set())
        if not mine & backs[id(body)]:
            continue
        name = taken.setdefault(id(body), f"n{len(taken) + 1}")
        place = next(n for n, child in enumerate(call.leaf.children) if child is call.run)
        call.leaf.children[place] = Run("", note=name)
    _make_notes(root, taken)


def _has_id(block: Block) -> bool:
    return "id" in block.attributes


def _places_and_calls(root: Block) -> tuple[dict[str, Block], list[_Call]]:
    places: dict[str, Block] = {}
    calls: list[_Call] = []
    for block in root.walk():
        if "id" in block.attributes:
            places.setdefault(block.attributes["id"], block)
        names: tuple[str, ...] = ()
        for place, run in enumerate(block.children):
            if not isinstance(run, Run):
                continue
            for name in run.names:
                places.setdefault(name, block)
            names += run.names
            if run.href.startswith("#") and 0 < len(run.text.strip()) <= LONGEST_CALL:
                call = run._replace(names=names)
                block.children[place] = call
                calls.append(_Call(call, block, run.href[1:]))
                names = ()
            elif run.text.strip():
                names = ()
    return places, calls


def _targets(body: Block) -> Iterator[str]:
    for block in body.walk():
        for run in block.runs:
            if run.href.startswith("#"):
                yield run.href[1:]


def _make_notes(root: Block, taken: dict[int, str]) -> None:
    found = []
    for parent in list(root.walk()):
        kept: list[Block | Run] = []
        for child in parent.children:
            if isinstance(child, Block) and _is_note(child, taken):
                if id(child) in taken:
                    found.append(child)
                else:
                    found += child.blocks
                if kept and isinstance(kept[-1], Block) and kept[-1].tag == "hr":
                    kept.pop()  # it only set them apart
            else:
                kept.append(child)
        if len(kept) != len(parent.children):
            parent.children[:] = kept
    for body in found:
        note = Block("note", {"id": taken[id(body)]}, _without_back_links(body))
        root.children.append(note)


def _is_note(block: Block, taken: dict[int, str]) -> bool:
    """Whether a block is a footnote, or a list of nothing but footnotes."""
    is_list = block.tag in ("ol", "ul") and bool(block.blocks)
    return id(block) in taken or (is_list and all(id(one) in taken for one in block.blocks))


def _without_back_links(body: Block) -> "list[Block | Run]":
    for block in body.walk():
        children = [
            child
            for child in block.children
            if not (isinstance(child, Run) and child.href.startswith("#"))
        ]
        block.children[:] = children
    if body.blocks:
        return body.children
    return [Block("p", {}, body.children)]
