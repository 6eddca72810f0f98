"""The sample class after somebody put the payloads into every text that the center keeps.

The fields are found in the dataclasses of the store's collections: whatever text is added to
them is filled as well, or kept out here by name, with a reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass, replace
from itertools import cycle
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from writing_center.domain.annotations import Annotation, Passage, passage_at
from writing_center.storage.center_store import CenterStore
from writing_center.storage.records import Records

from .payloads import PAYLOADS

NOT_WORDS = {
    "Member.name_key": "found by, never shown",
    "Group.join_code": "made by the center",
    "Credential.passphrase_hash": "a secret",
    "Assignment.zone": "the name of a time zone",
    "Draft.writer": "a number that a browser's tab gives itself",
    "Submission.stage": "the name of a stage",
    "BackEvaluation.reasons": "names of an enumeration",
    "EarlierRating.reasons": "names of an enumeration",
    "TakenEdit.choice": "the name of a choice",
    "Annotation.cites": "the id of an entry",
    "Passage.exact": "cut from the text anew",
    "Passage.prefix": "cut from the text anew",
    "Passage.suffix": "cut from the text anew",
    "Passage.shown": "cut from the text anew",
}
LINES = {
    *("Member.name", "Member.email", "Member.cohort", "Term.name", "Group.name", "Circle.name"),
    *("Assignment.title", "Draft.title", "Submission.title", "PracticeText.title", "PenName.name"),
    *("EntryText.title", "EntryText.kind", "EntryText.genre", "EntryText.discipline"),
    *("Criterion.name", "Criterion.levels", "CriterionReading.place", "KeptText.why"),
}
"""What people type into one line; everything else may have paragraphs."""
WHOLE = {
    *("Draft.text", "Submission.text", "KeptText.text", "PracticeText.text", "CharterVersion.text"),
    *("Assignment.prompt", "EntryText.when", "EntryText.suggestion"),
}
"""Of what there is little, or what is Markdown: every one has all payloads."""
IN_A_LINE, IN_A_NOTE = 12, 60


def mark_of(field: str) -> str:
    """What stands in every text of a field, to be looked for on the pages."""
    return f"wcf{field.replace('.', '').replace('_', '')}z"


def text_fields(kind: type) -> Iterator[str]:
    """The fields of a dataclass, and of those within it, that keep text; ``Class.field``."""
    for name, hint in get_type_hints(kind).items():
        if name == "id" or name.endswith(("_id", "_ids")):
            continue
        for part in _parts(hint):
            if part is str and f"{kind.__name__}.{name}" not in NOT_WORDS:
                yield f"{kind.__name__}.{name}"
            elif is_dataclass(part):
                yield from text_fields(part)  # type: ignore[arg-type]


def _parts(hint: Any) -> Iterator[Any]:
    if isinstance(hint, UnionType) or get_origin(hint) is tuple:
        for part in get_args(hint):
            yield from _parts(part)
    else:
        yield hint


def collections(store: CenterStore) -> list[Records[Any]]:
    return [one for one in vars(store).values() if isinstance(one, Records)]


@dataclass
class Writer:
    """Writes the payloads into things. Every text begins with another of them."""

    store: CenterStore

    def __post_init__(self) -> None:
        self.written: Counter[str] = Counter()
        self.lines = {field: cycle(range(0, len(PAYLOADS), IN_A_LINE)) for field in LINES}

    def write_everywhere(self) -> None:
        """Into everything that is kept, all at once."""
        with self.store.transaction():
            for records in collections(self.store):
                records.add_many([self.hostile(thing) for thing in records.all()])
            self._cut_passages()

    def hostile(self, thing: Any) -> Any:
        """The same with payloads in the place of words."""
        kind = type(thing)
        changed = {}
        for name, hint in get_type_hints(kind).items():
            key, value = f"{kind.__name__}.{name}", getattr(thing, name)
            if name == "id" or name.endswith(("_id", "_ids")) or key in NOT_WORDS:
                continue
            if value is not None and str in set(_parts(hint)) | {type(value)}:
                changed[name] = self._words(key, value)
            elif isinstance(value, tuple) and any(map(is_dataclass, value)):
                changed[name] = tuple(map(self.hostile, value))
            elif is_dataclass(value) and not isinstance(value, Passage):
                changed[name] = self.hostile(value)
        return replace(thing, **changed)

    def _words(self, field: str, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(self.text(field) for _ in value)
        return self.text(field)

    def text(self, field: str) -> str:
        """A text for this field."""
        number = self.written[field]
        self.written[field] += 1
        if field in LINES:
            start = next(self.lines[field])
            chosen = [one.replace("\n", " ") for one in PAYLOADS[start : start + IN_A_LINE]]
            return " ".join([*chosen, f"{mark_of(field)} {number}"])
        size = len(PAYLOADS) if field in WHOLE else IN_A_NOTE
        start = number * IN_A_NOTE % len(PAYLOADS)
        first, *rest = (PAYLOADS[start:] + PAYLOADS[:start])[:size]
        return "\n\n".join([first, mark_of(field), *rest])

    # ---- passages are what stands in the text where they say they are

    def _cut_passages(self) -> None:
        text_of = {one.id: one.text for one in self.store.submissions.all()}
        for records in (self.store.annotations, self.store.placements, self.store.quotations):
            self._cut(records, lambda one: text_of[one.submission_id])
        drafts = {one.id: one.text for one in self.store.drafts.all()}
        self._cut(self.store.taken_edits, lambda one: drafts[one.draft_id])
        self._cut_within(self.store.self_reviews, lambda one: text_of[one.submission_id])
        texts = {one.id: one.text for one in self.store.practice_texts.all()}
        self._cut_within(self.store.practice_texts, lambda one: one.text)
        self._cut_within(self.store.practice_reviews, lambda one: texts[one.practice_id])

    def _cut(self, records: Records[Any], text_of: Callable[[Any], str]) -> None:
        things = records.all()
        records.add_many(
            replace(one, passage=somewhere(text_of(one), number))
            for number, one in enumerate(things)
        )

    def _cut_within(self, records: Records[Any], text_of: Callable[[Any], str]) -> None:
        records.add_many(
            replace(one, annotations=tuple(_within(one.annotations, text_of(one))))
            for one in records.all()
        )


def _within(notes: Iterable[Annotation], text: str) -> Iterator[Annotation]:
    for number, note in enumerate(notes):
        yield replace(note, passage=somewhere(text, number))


def somewhere(text: str, number: int) -> Passage:
    """A passage that begins and ends in the middle of something, each another one."""
    start = number * 397 % (len(text) - 500)
    return passage_at(text, start, start + 40 + number * 61 % 400)


def not_written(store: CenterStore, written: Counter[str]) -> list[str]:
    """The fields of text that no payload has reached."""
    found = {field for one in collections(store) for field in text_fields(one._type)}
    return sorted(found - set(written))
