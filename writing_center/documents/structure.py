"""The one form that every reader brings a document into: blocks, with runs of text in them.

Readers drive a ``Builder`` (open a block, add text, close it); ``markdown_writer`` turns the
result into Markdown. Nothing in here recurses deeper than ``MAX_DEPTH``, whatever a file nests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .imported import Losses

MAX_DEPTH = 24
LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
CONTAINERS = frozenset("ul ol li blockquote table tr td th note".split())
BREAK = "\n"
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


class Run(NamedTuple):
    """A stretch of text in one style (``strong``, ``em``, ``del``, ``code``, ``sup``, ``sub``).

    ``href`` is a link's target, ``names`` are places that others may link to, ``note`` is the
    footnote that is called here.
    """

    text: str
    style: frozenset[str] = frozenset()
    href: str = ""
    names: tuple[str, ...] = ()
    note: str = ""


@dataclass(eq=False)
class Block:
    """A paragraph, a heading, or something that holds such."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Block | Run]" = field(default_factory=list)

    @property
    def blocks(self) -> "list[Block]":
        """The blocks directly in it."""
        return [child for child in self.children if isinstance(child, Block)]

    @property
    def runs(self) -> list[Run]:
        """The text directly in it."""
        return [child for child in self.children if isinstance(child, Run)]

    def walk(self) -> "Iterator[Block]":
        """This block and all in it, in the order of the document."""
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting.extend(reversed(block.blocks))


class Builder:
    """Puts a document together. Whatever is opened and closed in whatever order, it holds."""

    def __init__(self, losses: Losses) -> None:
        """An empty document; what has to be made flatter is counted in ``losses``."""
        self.root = Block("document")
        self.losses = losses
        self._open = [self.root]
        self._ignored: list[str] = []
        self._leaf: Block | None = None
        self._asides: list[tuple[list[Block], list[str], Block | None]] = []

    @property
    def inside(self) -> str:
        """The tag of the innermost container."""
        return self._open[-1].tag

    def is_within(self, tag: str) -> bool:
        """Whether a container of this kind is open."""
        return any(block.tag == tag for block in self._open)

    def open(self, tag: str, **attributes: str) -> Block | None:
        """Begin a block; None when it is nested too deeply to be kept as such."""
        self._leaf = None
        if tag in CONTAINERS and len(self._open) >= MAX_DEPTH:
            self._ignored.append(tag)
            self.losses["depth"] += 1
            return None
        block = Block(tag, attributes)
        self._open[-1].children.append(block)
        if tag in LEAVES:
            self._leaf = block
        elif tag in CONTAINERS:
            self._open.append(block)
        return block

    def repeat(self, block: Block, times: int) -> None:
        """Let a block that has just been closed stand there this many times."""
        children = self._open[-1].children
        if children and children[-1] is block:
            children[-1:] = [block] * times

    def close(self, tag: str) -> None:
        """End the innermost block of this kind, and what is still open in it."""
        self._leaf = None
        if tag not in CONTAINERS:
            return
        if self._ignored:
            if self._ignored[-1] == tag:
                self._ignored.pop()
            return
        tags = [block.tag for block in self._open]
        if tag in tags[1:]:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def describe(self, name: str, value: str) -> None:
        """Say something about the paragraph that is open."""
        if self._leaf is not None:
            self._leaf.attributes[name] = value

    def mark_item(self, marker: str) -> None:
        """The paragraph that is open is an item of a list, behind this bullet or number."""
        if self._leaf is not None and "level" in self._leaf.attributes:
            self._leaf.attributes["marker"] = marker

    def begin_aside(self, tag: str, **attributes: str) -> None:
        """Begin a footnote in the middle of a paragraph; ``end_aside`` goes on where it was."""
        self._asides.append((self._open, self._ignored, self._leaf))
        block = Block(tag, attributes)
        self.root.children.append(block)
        self._open, self._ignored, self._leaf = [self.root, block], [], None

    def end_aside(self) -> None:
        """The footnote is over."""
        if self._asides:
            self._open, self._ignored, self._leaf = self._asides.pop()

    def continues(self, tag: str) -> bool:
        """Whether the last block here is of this kind, and takes more of the same."""
        last = self._open[-1].blocks[-1:]
        if not last or last[0].tag != tag:
            return False
        self._leaf = last[0]
        return True

    def part(self) -> None:
        """Whatever comes next begins a new paragraph."""
        self._leaf = None

    def add(self, run: Run) -> None:
        """Text at the current place. Runs of white space count as one space."""
        if self._leaf is not None and self._leaf.tag == "pre":
            self._leaf.children.append(run)
            return
        if run.text != BREAK:
            run = run._replace(text=_SPACE.sub(" ", run.text))
        if self._leaf is None:
            if not (run.text.strip() or run.note or run.names):
                return
            self._leaf = Block("p")
            self._open[-1].children.append(self._leaf)
        self._leaf.children.append(run)
