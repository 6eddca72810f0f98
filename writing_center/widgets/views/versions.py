"""All versions of a draft: listed, compared, and put back."""

from bisect import bisect_right

from ...domain.annotations import paragraphs
from ...domain.differences import Summary
from ...domain.errors import InvalidInput
from ...domain.reanchoring import Fate
from ...services import versions
from ...services.annotations import Carried
from ...services.versions import Compared, Restored
from ..desk import View
from ..live import Args, Reply

NOW = "now"
SIDE = "side"
FATE_WORDS = {
    Fate.UNCHANGED: "Unchanged",
    Fate.MOVED: "Moved",
    Fate.CHANGED: "Changed",
    Fate.GONE: "No longer there",
}


class VersionsView(View):
    """``/versions/DRAFT`` lists them, ``/versions/DRAFT/1/2`` compares two in one column,
    ``/versions/DRAFT/1/2/side`` side by side; ``now`` instead of a number is the working draft."""

    restored: tuple[str, Restored] | None = None

    def page(self) -> str:
        """The list, or two versions beside each other."""
        if len(self.path) < 2:
            return self._list()
        return self._compared(self.part(0), self.part(1), self.part(2) or NOW)

    def do_compare(self, args: Args) -> Reply:
        """Compare two others."""
        older, newer = args.text("older"), args.text("newer")
        if older == newer:
            raise InvalidInput("Choose two different drafts to compare.", "newer")
        if older == NOW or (newer != NOW and int(_number(newer)) < int(_number(older))):
            older, newer = newer, older
        side = f"/{SIDE}" if self.part(3) == SIDE else ""
        return Reply(route=f"/versions/{self.part(0)}/{older}/{newer}{side}")

    def do_restore(self, args: Args) -> Reply:
        """Put an older text into the working draft."""
        done = versions.restore(self.session, self.part(0), args.text("id"))
        self.restored = (self.part(0), done) if done.undo_id else None
        return Reply(
            say="It is your working draft now. What stood there before is kept.",
            route=f"/versions/{self.part(0)}",
        )

    def do_undo(self, args: Args) -> Reply:
        """Put back what stood in the working draft before."""
        versions.restore(self.session, self.part(0), args.text("id"))
        self.restored = None
        return Reply(say="Your working draft is what it was before.")

    def do_forget(self, args: Args) -> Reply:
        """Delete a kept text."""
        versions.forget_kept(self.session, self.part(0), args.text("id"))
        self.restored = None
        return Reply(say="Deleted.")

    def _list(self) -> str:
        found = versions.versions_of(self.session, self.part(0))
        undo_id = ""
        if self.restored and self.restored[0] == found.draft_id:
            undo_id = self.restored[1].undo_id
        return self.render(
            "versions.html",
            found=found,
            choices=_choices(found),
            undo_id=undo_id,
            pairs=list(zip(found.versions, [None, *found.versions], strict=False))[::-1],
        )

    def _compared(self, draft_id: str, older: str, newer: str) -> str:
        number = None if newer == NOW else _number(newer)
        shown = versions.compare(self.session, draft_id, _number(older), number)
        return self.render(
            "versions_compared.html",
            shown=shown,
            draft_id=draft_id,
            choices=_choices(versions.versions_of(self.session, draft_id)),
            names=(f"Draft {shown.older.number}", _name_of_newer(shown)),
            newer_part=shown.newer.number if shown.newer else NOW,
            older_part=str(shown.older.number),
            is_side=self.part(3) == SIDE,
            summary=summary_words(shown.comparison.summary),
            fates=[(FATE_WORDS[one.fate], one, _paragraph(shown, one)) for one in shown.carried],
            tally=_tally(shown.carried),
        )


def summary_words(summary: Summary) -> str:
    """The whole comparison in one sentence."""
    said = [
        _plural(summary.words_added, "word added", "words added"),
        _plural(summary.words_removed, "word removed", "words removed"),
        _plural(summary.sentences_moved, "sentence moved", "sentences moved"),
        _plural(summary.breaks, "paragraph split or joined", "paragraphs split or joined"),
    ]
    if summary.is_nothing:
        return "The two say the same, word for word."
    return ", ".join(part for part in said if part) + "."


def _plural(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}" if number else ""


def _tally(found: tuple[Carried, ...]) -> str:
    """How many comments fared in which way, in words."""
    parts = [
        f"{count} {words.lower()}"
        for fate, words in FATE_WORDS.items()
        if (count := sum(one.fate is fate for one in found))
    ]
    return ", ".join(parts)


def _name_of_newer(shown: Compared) -> str:
    return f"Draft {shown.newer.number}" if shown.newer else "your working draft"


def _choices(found: versions.Versions) -> list[tuple[str, str]]:
    named = [(str(v.submission.number), f"Draft {v.submission.number}") for v in found.versions]
    return [*named, (NOW, "Working draft")] if found.draft and found.is_ahead else named


def _number(part: str) -> int:
    if not part.isdecimal() or len(part) > 6:
        raise InvalidInput("There is no such draft handed in.")
    return int(part)


def _paragraph(shown: Compared, one: Carried) -> int:
    """The number of the paragraph in which a comment stands now; 0 when it stands nowhere."""
    if one.passage is None:
        return 0
    starts = [start for start, _ in paragraphs(shown.newer_text)]
    return max(1, bisect_right(starts, one.passage.start))
