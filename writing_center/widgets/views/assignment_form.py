"""What a teacher typed into the form of an assignment."""

import re
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from ...domain.assignments import (
    MAX_ROUNDS,
    Assignment,
    Naming,
    Phase,
    ReadersFrom,
    Stage,
    stages_of,
)
from ...domain.errors import InvalidInput
from ...domain.rubrics import Rubric
from ...services.assignment_forms import AssignmentForm, CriterionForm, Locks
from ..live import Args
from ..typed import moment_or_none

CRITERIA_ROWS = 6
SECOND_ROWS = 4
READERS, READERS_WITH_LEVELS = 2, 3
Choice = TypeVar("Choice", bound=StrEnum)
BLANK = AssignmentForm("", "")


def field_of(stage: Stage) -> str:
    """The name of the field that says when a stage begins."""
    return f"start-{stage.phase}" + (f"-{stage.round}" if stage.round > 1 else "")


def all_stages() -> tuple[Stage, ...]:
    """Every stage that a form can plan, the closing last."""
    return stages_of(MAX_ROUNDS)


def at_its_field(error: InvalidInput) -> InvalidInput:
    """The same error, its field named as it is on the form."""
    names = {str(stage): field_of(stage) for stage in all_stages()}
    return InvalidInput(str(error), names.get(error.field or "", error.field))


def rows_of(rubric: Rubric | None, number: int) -> list[CriterionForm]:
    """A rubric as rows to type in, with empty ones at the end."""
    criteria = rubric.criteria if rubric else ()
    rows = [CriterionForm(c.name, c.question, c.levels, c.points, c.weight) for c in criteria]
    return [*rows, *[CriterionForm("")] * max(1, number - len(rows))]


class FormReader:
    """Reads the form of an assignment; ``notes`` collects what the clocks did to its times."""

    def __init__(self, args: Args, zone: str) -> None:
        """Reads ``args``, whose times were typed in the zone of that name."""
        self.args = args
        self.zone = zone
        self.notes: list[str] = []

    def form(self, before: Assignment | None = None, locks: Locks | None = None) -> AssignmentForm:
        """The form as typed; what is locked, or not on the page, stays as it was ``before``.

        Raises InvalidInput.
        """
        args, locks = self.args, locks or Locks()
        criteria = None if locks.criteria else self._criteria("")
        second = None if locks.second_criteria else self._criteria("second-")
        kept = before or BLANK
        usual = READERS_WITH_LEVELS if any(c.levels for c in criteria or ()) else READERS
        wanted = self._number("reviews_wanted", "Readers for each draft", usual)
        return AssignmentForm(
            title=args.text("title"),
            prompt=args.text("prompt"),
            criteria=criteria,
            second_criteria=second,
            starts=self._starts(before),
            rounds=self._number("rounds", "Rounds of reading", kept.rounds),
            zone=self.zone,
            reviews_wanted=wanted,
            reviews_due=self._number("reviews_due", "Reviews from each student", wanted),
            claim_hours=self._hours(kept.claim_hours),
            claims_at_a_time=self._number(
                "claims_at_a_time", "Drafts held at a time", kept.claims_at_a_time
            ),
            naming=self._choice(Naming, "naming", kept.naming),
            readers_from=self._choice(ReadersFrom, "readers_from", kept.readers_from),
            circles_first=self._flag("circles_first", kept.circles_first),
            suggested_edits=self._flag("suggested_edits", kept.suggested_edits),
            self_review=self._flag("self_review", kept.self_review),
            refuses_late=self._flag("refuses_late", kept.refuses_late),
            weighs_readers=self._flag("weighs_readers", kept.weighs_readers),
        )

    def _starts(self, before: Assignment | None) -> dict[Stage, datetime | None]:
        known = {start.stage: start.at for start in before.starts} if before else {}
        found: dict[Stage, datetime | None] = {}
        for stage in all_stages():
            typed = moment_or_none(self.args, field_of(stage), self.zone, known.get(stage))
            found[stage] = typed.at if typed else None
            if typed and typed.note:
                self.notes.append(typed.note)
        return found

    def _number(self, name: str, label: str, blank: int) -> int:
        typed = self.args.has(name) and self.args.text(name, "typed").strip()
        return self.args.number(name, label) if typed else blank

    def _hours(self, blank: float) -> float:
        typed = self.args.has("claim_hours") and self.args.text("claim_hours", "typed").strip()
        return self.args.decimal("claim_hours", "Hours for a review") if typed else blank

    def _flag(self, name: str, blank: bool) -> bool:
        return self.args.flag(name) if self.args.has(name) else blank

    def _choice(self, kind: type[Choice], name: str, blank: Choice) -> Choice:
        if not self.args.has(name):
            return blank
        try:
            return kind(self.args.text(name))
        except ValueError:
            raise InvalidInput("Please choose one of these.", name) from None

    def _criteria(self, prefix: str) -> list[CriterionForm]:
        rows = [
            int(match[1])
            for name in self.args.names()
            if (match := re.fullmatch(rf"{prefix}name-(\d{{1,2}})", name))
        ]
        return [self._criterion(prefix, row) for row in range(max(rows, default=-1) + 1)]

    def _criterion(self, prefix: str, row: int) -> CriterionForm:
        text = self.args.text
        weight = f"{prefix}weight-{row}"
        return CriterionForm(
            text(f"{prefix}name-{row}"),
            text(f"{prefix}question-{row}"),
            [word.strip() for word in text(f"{prefix}levels-{row}").split(",") if word.strip()],
            self._points(f"{prefix}points-{row}"),
            self.args.decimal(weight, "The weight") if text(weight).strip() else 1.0,
        )

    def _points(self, name: str) -> list[float]:
        """Numbers, with commas or spaces between them; with semicolons, a comma is a decimal
        point."""
        typed = self.args.text(name)
        parts = typed.replace(",", ".").split(";") if ";" in typed else re.split(r"[,\s]+", typed)
        try:
            return [float(part) for part in parts if part.strip()]
        except ValueError:
            raise InvalidInput("Points are numbers, one for each level: 1, 2, 4.", name) from None


def phase_of(args: Args) -> tuple[Phase, int]:
    """The phase and the round that a button names. Raises InvalidInput."""
    try:
        round = args.number("round") if args.has("round") else 1
        return Phase(args.text("phase")), round
    except ValueError:
        raise InvalidInput("Choose a phase.", "phase") from None
