"""Where emphasis begins and ends in a stretch of text, so that Markdown can say it.

A mark next to white space, or between punctuation and a letter, neither opens nor closes. So looks
are trimmed to whole words; where that is not enough, they are made simpler, or given up.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from .structure import BREAK, Run

OUTER = frozenset(("strong", "em", "del"))
_QUOTES = "\"'“”„‟‘’‚‛«»‹›"
_OTHER_HALF = {
    half[1]: half[0] for half in ("()", "[]", "{}", "（）", "「」", "『』", "《》", "〈〉", '""')
}
_HALVES = re.compile(rf"[(){{}}\[\]（）「」『』《》〈〉{_QUOTES}](?<!\w['’](?=\w))")


def settled(runs: list[Run]) -> list[Run]:
    """Joined where they look alike, without white space at the edges of emphasis: there, Markdown
    would not see that it begins or ends."""
    return _bridged(_joined([part for run in _joined(runs) for part in _trimmed(run)]))


def peeled_off(runs: Sequence[Run]) -> list[Run]:
    """Without stray punctuation at the edges of emphasis."""
    pieces = _joined(runs)
    for place, piece in enumerate(pieces):
        if piece.style & OUTER and not piece.note:
            before = pieces[place - 1] if place else Run(" ")
            after = pieces[place + 1] if place + 1 < len(pieces) else Run(" ")
            pieces[place : place + 1] = _peeled(before, piece, after)
    return _joined([piece for piece in pieces if piece.text or piece.note])


def apart(runs: Sequence[Run]) -> list[Run]:
    """With looks of their own for words that white space parts."""
    return peeled_off(
        [run._replace(style=frozenset(), href="") if _is_gap(run) else run for run in runs]
    )


def simpler(runs: Sequence[Run]) -> list[Run]:
    """With one kind of mark at each place where letters touch it."""
    return _reduced(runs, ("code", "del", "strong", "em"))


def freer(runs: Sequence[Run]) -> list[Run]:
    """Without marks where letters or other marks would touch them."""
    return _reduced(runs, ("code",))


def bare(runs: Sequence[Run]) -> list[Run]:
    """With no marks but those of code and links."""
    return _joined([run._replace(style=run.style & {"code"}) for run in runs])


def _reduced(runs: Sequence[Run], kept: Sequence[str]) -> list[Run]:
    framed = [Run(" "), *runs, Run(" ")]
    pieces = [
        _simplified(framed[place], run, framed[place + 2], kept) for place, run in enumerate(runs)
    ]
    return peeled_off(_bridged(_joined(pieces)))


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
        if _is_gap(piece):
            href = before.href if before.href == after.href else ""
            style = before.style & after.style & OUTER
            pieces[place] = piece._replace(style=style, href=href)
    return pieces


def _is_gap(piece: Run) -> bool:
    return piece.text.isspace() and BREAK not in piece.text and not piece.note


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


def _simplified(before: Run, piece: Run, after: Run, looks: Sequence[str]) -> Run:
    """Where letters or other marks touch a piece, only the first of these looks that it has."""
    if not (_touches(before, before.text[-1:]) or _touches(after, after.text[:1])):
        return piece
    return piece._replace(style=frozenset([look for look in looks if look in piece.style][:1]))


def _touches(neighbour: Run, sign: str) -> bool:
    return is_wordy(sign) or bool(neighbour.style and sign and not sign.isspace())


def _peeled(before: Run, piece: Run, after: Run) -> list[Run]:
    """Punctuation at the edge of emphasis goes outside where a letter touches it, and then both
    brackets of a pair."""
    begin, end = 0, len(piece.text)
    if piece.style != before.style and is_wordy(edge(before, -1)):
        begin = _inner(piece.text).start
    if piece.style != after.style and is_wordy(edge(after, 0)):
        end = _inner(piece.text).stop
    if _is_paired(piece.text) and not _is_paired(piece.text[begin:end]):
        begin, end = _inner(piece.text).start, _inner(piece.text).stop
        if not _is_paired(piece.text[begin:end]):
            return [piece._replace(style=piece.style & before.style & after.style)]
    parts = [
        piece._replace(text=piece.text[:begin], style=piece.style & before.style),
        piece._replace(text=piece.text[begin:end]),
        piece._replace(text=piece.text[max(begin, end) :], style=piece.style & after.style),
    ]
    return [part for part in parts if part.text]


def edge(piece: Run, place: int) -> str:
    """The first (0) or last (-1) character as it is written."""
    if piece.note:
        return "]" if place else "["
    return "`" if "code" in piece.style else piece.text[place]


def _inner(text: str) -> slice:
    """From the first letter to the last; all of it is outside when there is none."""
    places = [place for place, character in enumerate(text) if is_wordy(character)]
    return slice(places[0], places[-1] + 1) if places else slice(len(text), 0)


def _is_paired(text: str) -> bool:
    """Whether every bracket and quotation mark has its other half."""
    waiting = ""
    for sign in _HALVES.findall(text):
        sign = '"' if sign in _QUOTES else sign
        if waiting and sign in _OTHER_HALF and waiting[-1] == _OTHER_HALF[sign]:
            waiting = waiting[:-1]
        else:
            waiting += sign
    return not waiting


def is_wordy(character: str) -> bool:
    """Whether it is neither white space nor punctuation nor a sign."""
    return bool(character) and not character.isspace() and not _is_mark(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
