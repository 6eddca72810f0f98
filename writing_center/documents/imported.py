"""What comes in from a file: the text as Markdown, and an honest list of what did not."""

from collections import Counter
from dataclasses import dataclass

MAX_FILE = 50_000_000  # bytes
MAX_CHARACTERS = 400_000  # as many as a draft takes

_COUNTED = {
    "picture": ("picture was", "pictures were"),
    "comment": ("comment was", "comments were"),
    "equation": ("equation was", "equations were"),
    "output": ("output of code was", "outputs of code were"),
    "embedded": ("embedded object was", "embedded objects were"),
    "link": (
        "link that leads nowhere from here was",
        "links that lead nowhere from here were",
    ),
    "reordering mark": (
        "invisible mark that reorders text was",
        "invisible marks that reorder text were",
    ),
    "control character": ("control character was", "control characters were"),
    "stacked mark": (
        "accent heaped on top of others was",
        "accents heaped on top of others were",
    ),
}
_OTHER = {
    "underlining": "Underlining was left out: Markdown has none.",
    "contents": "The table of contents was left out.",
    "header": "What stands at the top or foot of every page was left out.",
    "merged cells": "Merged cells of a table were taken apart.",
    "columns": "A table has more than 60 columns; what stands beyond is in the last one.",
    "nested table": "A table inside a table became plain text.",
    "text box": "What stood in a text box is now part of the text.",
    "deletion": "What was deleted with changes tracked was left out; what was inserted is in.",
    "hidden": "Hidden text was left out.",
    "ruby": "Readings above characters (furigana) were left out; the characters are in.",
    "inserted": "A document inserted into this one could not be read and was left out. Saved anew "
    "in Word, it becomes part of the text.",
    "repeats": "Cells or rows that repeat themselves very often come only some of the times.",
    "front matter": "The settings at the top of the file were left out.",
    "markup": "HTML inside the text stands there as it was typed.",
    "depth": "Lists or quotations nested very deeply were made flatter.",
}


@dataclass(frozen=True)
class Imported:
    """A text that was read.

    ``title`` is the file's own, often empty. ``left_out`` and ``notes`` are whole sentences for
    the author: what did not survive, and what was guessed on the way.
    """

    markdown: str
    title: str = ""
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Losses(Counter[str]):
    """What was left out so far, by kind."""

    def sentences(self) -> tuple[str, ...]:
        """One sentence a kind: “2 pictures were left out.”"""
        counted = [
            f"{self[kind]} {words[self[kind] != 1]} left out."
            for kind, words in _COUNTED.items()
            if self[kind]
        ]
        return (*counted, *(text for kind, text in _OTHER.items() if self[kind]))
