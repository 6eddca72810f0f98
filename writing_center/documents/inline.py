"""Runs of text as Markdown: emphasis that closes where it should, and marks that mean nothing
kept from meaning something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from urllib.parse import quote

from .reading_back import reads_back
from .settling import OUTER, apart, bare, edge, freer, is_wordy, peeled_off, settled, simpler
from .structure import BREAK, Run

_MARKS = {"strong": "**", "em": "*", "del": "~~"}
MOST_TRIED = 500  # pieces without a gap between them; what has more is made to be slow
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
    """``runs`` as one line of Markdown, or several where the text has line breaks. Looks that
    Markdown can't show at their place are given up."""
    stretches = list(_stretches(settled([_plain_style(r) for r in runs if r.text or r.note])))
    out: list[str] = []
    before = ""
    for place, stretch in enumerate(stretches):
        next_one = stretches[place + 1 : place + 2]
        out.append(_written(stretch, before, next_one[0][0].text[:1] if next_one else ""))
        before = stretch[-1].text[-1:]
    lines = [line.strip() for line in "".join(out).split(BREAK)]
    return breaks.join(_guarded(line) for line in lines if line)


def _stretches(pieces: Iterable[Run]) -> Iterator[list[Run]]:
    """Parted where white space has no looks: marks before it do nothing to marks behind it."""
    stretch: list[Run] = []
    for piece in pieces:
        cut = 0
        if not (piece.style or piece.href or piece.note):
            cut = max(piece.text.rfind(" "), piece.text.rfind(BREAK)) + 1
        if cut:
            yield [*stretch, piece._replace(text=piece.text[:cut])]
            piece, stretch = piece._replace(text=piece.text[cut:]), []
        if piece.text or piece.note:
            stretch.append(piece)
    if stretch:
        yield stretch


def _written(stretch: list[Run], before: str, after: str) -> str:
    """The stretch in as many of its looks as Markdown can show."""
    if not any(piece.style or piece.href for piece in stretch):
        return _marked(stretch, before, after)[0]
    text = ""
    ways = (peeled_off, apart, simpler, freer, bare)
    for settle in ways if len(stretch) <= MOST_TRIED else (bare,):
        pieces = settle(stretch)
        text, is_sure = _marked(pieces, before, after)
        if is_sure or reads_back(text, pieces):
            break
    return text


def _marked(pieces: Sequence[Run], before: str, after: str) -> tuple[str, bool]:
    """The pieces between their marks; and whether all marks stand where nobody can mistake them:
    one kind at a place, at the edge of a word."""
    out: list[str] = []
    stack: list[str] = []
    is_sure = True
    for place in range(len(pieces) + 1):
        wanted = _wanted(pieces, place) if place < len(pieces) else []
        keep = 0
        while keep < len(stack) and keep < len(wanted) and stack[keep] == wanted[keep]:
            keep += 1
        if len(stack) != keep or len(wanted) != keep:
            left = edge(pieces[place - 1], -1) if place else ""
            right = edge(pieces[place], 0) if place < len(pieces) else ""
            is_sure &= is_wordy(left) != is_wordy(right) and (
                len(wanted) == keep if is_wordy(left) else len(stack) == keep
            )
        while len(stack) > keep:
            out.append(_closing(stack.pop()))
        for mark in wanted[keep:]:
            stack.append(mark)
            out.append(_opening(mark))
            is_sure &= mark in _MARKS
        if place < len(pieces):
            out.append(_text(pieces, place, before, after))
    return "".join(out), is_sure


def _plain_style(run: Run) -> Run:
    """Superscript and subscript as characters, where Unicode has them."""
    text = run.text
    if "sup" in run.style and re.fullmatch(r"[0-9+\-=()n]+", text):
        text = text.translate(_RAISED)
    elif "sub" in run.style and re.fullmatch(r"[0-9+\-=()]+", text):
        text = text.translate(_LOWERED)
    style = run.style & (OUTER | {"code"})
    if text == BREAK or run.note:
        style = frozenset()
    href = run.href.strip() if is_link(run.href) and text != BREAK else ""
    return run._replace(text=text, style=style, href=href)


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

    outer = sorted(piece.style & OUTER, key=lambda style: (-length(style), style))
    return ([f"link {piece.href}"] if piece.href else []) + outer


def _opening(mark: str) -> str:
    return "[" if mark.startswith("link ") else _MARKS[mark]


def _closing(mark: str) -> str:
    if mark.startswith("link "):
        return f"]({quote(mark[5:], safe=':/?#[]@!$&*+,;=%~-._')})"
    return _MARKS[mark]


def _text(pieces: Sequence[Run], place: int, left: str, right: str) -> str:
    piece = pieces[place]
    if piece.note:
        return f"[^{piece.note}]"
    if "code" in piece.style:
        return _code(piece.text)
    before = pieces[place - 1].text[-1:] if place else left
    after = pieces[place + 1].text[:1] if place + 1 < len(pieces) else right
    text = escape(piece.text, before, after, in_link=bool(piece.href))
    if text.endswith("!") and not piece.href and any(p.href for p in pieces[place + 1 : place + 2]):
        text = f"{text[:-1]}\\!"  # or the link would be a picture
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
