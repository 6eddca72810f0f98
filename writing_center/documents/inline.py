"""Runs of text as Markdown: emphasis that closes where it should, and marks that mean nothing
kept from meaning something."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby, takewhile
from urllib.parse import quote

from .structure import BREAK, Run

_MARKS = {"strong": "**", "em": "*", "del": "~~"}
_OUTER = frozenset(_MARKS)
FAR = 50  # runs; emphasis that goes on for longer is all the same
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LINE_START = re.compile(
    r"^(?:(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|[-=_+|:](?=[-=_*+|: ]*$))|(\d{1,9})([.)](?=\s|$)))", re.M
)
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|\*+|_+|`|~~|&(?=#?\w{1,32};)|<(?=[A-Za-z/!?])|\[\^|[\[\]]", re.M
)
_SCHEMES = re.compile(r"^(?:https?://|mailto:)[^\s]", re.I)


def is_link(href: str) -> bool:
    """Whether a link leads somewhere that is safe to go: the web, or a letter."""
    return bool(_SCHEMES.match(href.strip()))


def write_runs(runs: Sequence[Run], *, breaks: str = BREAK) -> str:
    """``runs`` as one line of Markdown, or several where the text has line breaks."""
    pieces = _settled([_plain_style(run) for run in runs if run.text or run.note])
    out: list[str] = []
    stack: list[str] = []
    for place in range(len(pieces)):
        wanted = _wanted(pieces, place)
        keep = 0
        while keep < len(stack) and keep < len(wanted) and stack[keep] == wanted[keep]:
            keep += 1
        while len(stack) > keep:
            out.append(_closing(stack.pop()))
        for mark in wanted[len(stack) :]:
            stack.append(mark)
            out.append(_opening(mark))
        out.append(_text(pieces, place))
    out.extend(_closing(mark) for mark in reversed(stack))
    lines = [line.strip() for line in "".join(out).split(BREAK)]
    return breaks.join(_guarded(line) for line in lines if line)


def _plain_style(run: Run) -> Run:
    """Superscript and subscript as characters, where Unicode has them."""
    text = run.text
    if "sup" in run.style and re.fullmatch(r"[0-9+\-=()n]+", text):
        text = text.translate(_RAISED)
    elif "sub" in run.style and re.fullmatch(r"[0-9+\-=()]+", text):
        text = text.translate(_LOWERED)
    style = run.style & (_OUTER | {"code"})
    if text == BREAK or run.note:
        style = frozenset()
    href = run.href.strip() if is_link(run.href) and text != BREAK else ""
    return run._replace(text=text, style=style, href=href)


def _settled(runs: list[Run]) -> list[Run]:
    """Joined where they look alike, without white space or stray punctuation at the edges of
    emphasis: there, Markdown would not see that it begins or ends."""
    trimmed = [part for run in _joined(runs) for part in _trimmed(run)]
    framed = [Run(" "), *trimmed, Run(" ")]
    simple = [_simplified(*framed[place : place + 3]) for place in range(len(trimmed))]
    pieces = _joined(_bridged(_joined(simple)))
    for place, piece in enumerate(pieces):
        if piece.style & _OUTER and not piece.note:
            before = pieces[place - 1] if place else Run(" ")
            after = pieces[place + 1] if place + 1 < len(pieces) else Run(" ")
            pieces[place : place + 1] = _peeled(before, piece, after)
    return _joined([piece for piece in pieces if piece.text or piece.note])


def _joined(runs: Sequence[Run]) -> list[Run]:
    result = []
    for (style, href, note), group in groupby(runs, key=lambda r: (r.style, r.href, r.note)):
        text = "".join(run.text for run in group)
        if not note:
            text = re.sub(r"(?<= ) +", "", text)
        result.append(Run(text, style, href, note=note))
    return result


def _bridged(pieces: list[Run]) -> list[Run]:
    """White space between two pieces looks as both of them do."""
    for place in range(1, len(pieces) - 1):
        before, piece, after = pieces[place - 1 : place + 2]
        if piece.text.isspace() and BREAK not in piece.text and not piece.note:
            href = before.href if before.href == after.href else ""
            style = before.style & after.style & _OUTER
            pieces[place] = piece._replace(style=style, href=href)
    return pieces


def _trimmed(run: Run) -> list[Run]:
    if not (run.style or run.href) or run.note:
        return [run]
    inner = run.text.strip()
    if not inner:
        return [Run(run.text)]
    start = run.text.index(inner)
    return [
        part
        for part in (
            Run(run.text[:start]),
            run._replace(text=inner),
            Run(run.text[start + len(inner) :]),
        )
        if part.text
    ]


def _simplified(before: Run, piece: Run, after: Run) -> Run:
    """Where letters or other marks touch it, Markdown sees one kind of mark, but not two in each
    other."""
    if not (_touches(before, before.text[-1:]) or _touches(after, after.text[:1])):
        return piece
    for only in ("code", "del", "strong"):
        if only in piece.style:
            return piece._replace(style=frozenset((only,)))
    return piece


def _touches(neighbour: Run, edge: str) -> bool:
    return _is_wordy(edge) or bool(neighbour.style and edge and not edge.isspace())


def _peeled(before: Run, piece: Run, after: Run) -> list[Run]:
    """Punctuation at the edge of emphasis goes outside where a letter touches it."""
    text, head, tail = piece.text, "", ""
    if piece.style != before.style and _is_wordy(before.text[-1:]):
        while text and not _is_wordy(text[0]):
            head, text = head + text[0], text[1:]
    if piece.style != after.style and _is_wordy((after.text or "[")[:1]):
        while text and not _is_wordy(text[-1]):
            text, tail = text[:-1], text[-1] + tail
    outside = piece.style & before.style, piece.style & after.style
    parts = [
        piece._replace(text=head, style=outside[0]),
        piece._replace(text=text),
        piece._replace(text=tail, style=outside[1]),
    ]
    return [part for part in parts if part.text]


def _is_wordy(character: str) -> bool:
    return bool(character) and not character.isspace() and not _is_mark(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _wanted(pieces: Sequence[Run], place: int) -> list[str]:
    """The marks around a piece: the link first, then what goes on for longest."""
    piece = pieces[place]

    def goes_on(style: str, neighbours: Iterable[Run]) -> int:
        same = takewhile(lambda one: style in one.style and one.href == piece.href, neighbours)
        return sum(1 for _ in same)

    def length(style: str) -> int:
        ahead = pieces[place : place + FAR]
        behind = pieces[max(place - FAR, 0) : place][::-1]
        return goes_on(style, ahead) + goes_on(style, behind)

    outer = sorted(piece.style & _OUTER, key=lambda style: (-length(style), style))
    return ([f"link {piece.href}"] if piece.href else []) + outer


def _opening(mark: str) -> str:
    return "[" if mark.startswith("link ") else _MARKS[mark]


def _closing(mark: str) -> str:
    if mark.startswith("link "):
        return f"]({quote(mark[5:], safe=':/?#[]@!$&*+,;=%~-._')})"
    return _MARKS[mark]


def _text(pieces: Sequence[Run], place: int) -> str:
    piece = pieces[place]
    if piece.note:
        return f"[^{piece.note}]"
    if "code" in piece.style:
        return _code(piece.text)
    before = pieces[place - 1].text[-1:] if place else ""
    after = pieces[place + 1].text[:1] if place + 1 < len(pieces) else ""
    text = escape(piece.text, before, after, in_link=bool(piece.href))
    is_after_note = place > 0 and pieces[place - 1].note and text.startswith(":")
    return f"\\{text}" if is_after_note else text


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in (text[:1], text[-1:]) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escape(text: str, before: str = "", after: str = "", *, in_link: bool = False) -> str:
    """``text`` so that Markdown shows it as it is, with no more backslashes than needed.

    ``before`` and ``after`` are the characters next to it.
    """

    def guard(match: re.Match[str]) -> str:
        found = match[0]
        left = text[match.start() - 1 : match.start()] or before
        right = text[match.end() : match.end() + 1] or after
        if found[0] in "*_":
            return found if _is_loose(found, left, right) else _backslashed(found)
        if found in ("[", "]"):
            is_target = found == "]" and right in ("(", "[", ":")
            return f"\\{found}" if in_link or is_target else found
        return _backslashed(found) if found == "~~" else f"\\{found}"

    return _SPECIAL.sub(guard, text)


def _is_loose(marks: str, left: str, right: str) -> bool:
    """Whether stars or underscores can't begin or end emphasis."""
    if marks[0] == "_" and left.isalnum() and right.isalnum():
        return True
    is_alone = left.isspace() and left != BREAK and (not right or right.isspace())
    return is_alone and len(marks) == 1


def _backslashed(marks: str) -> str:
    return "".join(f"\\{character}" for character in marks)


def _guarded(line: str) -> str:
    """A line whose first characters would make it a heading, a list or a rule."""

    def guard(match: re.Match[str]) -> str:
        return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"

    return _LINE_START.sub(guard, line, count=1)
