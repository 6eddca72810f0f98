"""Markdown and plain text: they come in as they are."""

import re

from .imported import Imported, Losses

_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\s*\)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*\n", re.S)
_FRONT_TITLE = re.compile(r"^title:[ \t]*(['\"]?)(.{1,300}?)\1[ \t]*$", re.M)
_TAG = re.compile(r"<(?:/?[a-zA-Z][\w-]*(?:\s[^<>]{0,500})?/?|!--)>?")
_INDENT = re.compile(r"(?:\A|(?<=\n\n))(?:[ ]{4,}|[ ]{0,3}\t[ \t]*)(?=\S)")


def read_markdown(text: str) -> Imported:
    """A text in Markdown, without its pictures and the settings that some programs put first."""
    losses = Losses()
    title = ""
    if (front := _FRONT.match(text)) and ":" in front[1]:
        found = _FRONT_TITLE.search(front[1])
        title = found[2] if found else ""
        text = text[front.end() :]
        losses["front matter"] = 1
    lines = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence:
            line, pictures = _PICTURE.subn("", line)
            losses["picture"] += pictures
            if _TAG.search(re.sub(r"`[^`]*`|<https?:[^>]*>|<[^>\s]+@[^>\s]+>", "", line)):
                losses["markup"] = 1
        lines.append(line)
    return Imported("\n".join(lines).strip("\n") + "\n", title, losses.sentences())


def read_text(text: str) -> Imported:
    """A plain text. What indents a paragraph would make it code in Markdown, and goes."""
    text = re.sub(r"\n[ \t]+(?=\n)", "\n", text)
    return Imported(_INDENT.sub("", text).strip("\n") + "\n")
