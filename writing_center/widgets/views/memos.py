"""What writers did with comments, as pages show it: to new readers, and to those who made them."""

from dataclasses import dataclass, replace

from ...domain.plans import MemoLine
from ...domain.reanchoring import Fate
from ...domain.reviews import Choice
from ...services.revision_memos import Outcome, ShownMemo
from ..changes import Change, changes
from .notes import Note

TOLD = {
    Choice.DONE: "Done",
    Choice.DECLINED: "Decided against it",
    Choice.CONSIDERING: "Still considering it",
    Choice.WILL_DO: "Still to do",
}
BECAME = {
    Fate.UNCHANGED: "The passage stands as it was.",
    Fate.MOVED: "The passage stands as it was, in another place.",
    Fate.CHANGED: "The passage was changed.",
    Fate.GONE: "The passage is not in the text any more.",
}


@dataclass(frozen=True)
class ToldLine:
    """A line of a memo; ``body`` and ``by`` are empty where the comment is not the actor's to
    read. ``changed`` is how the passage differs from what it was."""

    about: str
    choice: Choice
    words: str
    reason: str
    draft_number: int
    quote: str
    became: str
    changed: tuple[Change, ...]
    body: str = ""
    by: str = ""


@dataclass(frozen=True)
class MemoPage:
    """A memo as a page shows it, the lines on the actor's own comments first."""

    author: str
    opening: str
    lines: tuple[ToldLine, ...]
    is_own: bool


def memo_page(memo: ShownMemo | None) -> MemoPage | None:
    """A memo for a page; None where there is none."""
    if memo is None:
        return None
    own_first = sorted(memo.lines, key=lambda one: one.by != "you")
    lines = tuple(
        _told_line(one.line, one.comment.body if one.comment else "", one.by) for one in own_first
    )
    return MemoPage(memo.author, memo.opening, lines, memo.is_own)


def became(line: MemoLine) -> tuple[str, tuple[Change, ...]]:
    """What became of a line's passage: a sentence, and how it differs now."""
    if line.fate is None:
        return "", ()
    changed = changes(line.before, line.after) if line.fate is Fate.CHANGED and line.after else ()
    return BECAME[line.fate], changed


def _told_line(line: MemoLine, body: str, by: str) -> ToldLine:
    sentence, changed = became(line)
    about = "the answer to the question" if line.about == "Your question" else line.about
    return ToldLine(
        about,
        line.choice,
        TOLD[line.choice],
        line.reason,
        line.draft_number,
        line.before,
        sentence,
        changed,
        body,
        by,
    )


def with_outcome(note: Note, outcome: Outcome) -> Note:
    """A reader's own comment with what became of it in the draft that came after."""
    line, fate = outcome.lines.get(note.id), outcome.fates.get(note.id)
    changed: tuple[Change, ...] = ()
    if line is not None and line.fate is not None:
        fate = line.fate
        _, changed = became(line)
    if fate is None:
        return note
    sentence = BECAME[fate]
    words = f"In Draft {outcome.number} {sentence[:1].lower()}{sentence[1:]}"
    return replace(note, outcome=words, outcome_changed=changed)
