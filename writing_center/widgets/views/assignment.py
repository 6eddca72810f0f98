"""Setting an assignment, moving it through its phases and rounds, more time for a student."""

from datetime import datetime, timedelta

from ...domain.assignments import (
    MAX_ROUNDS,
    Assignment,
    Naming,
    Phase,
    ReadersFrom,
    Stage,
    next_stage,
    phase_end,
    stage_at,
    stages_of,
)
from ...domain.errors import InvalidInput
from ...domain.people import Group
from ...domain.policies import does_not_fit, in_short
from ...domain.rubrics import Rubric
from ...services import assignments, classes, extensions, rounds
from ...services.assignment_forms import DEFAULT_CRITERIA, CriterionForm
from ..desk import View
from ..live import Args, Reply
from ..typed import moment_or_none
from .assignment_form import (
    BLANK,
    CRITERIA_ROWS,
    SECOND_ROWS,
    FormReader,
    all_stages,
    at_its_field,
    field_of,
    phase_of,
    rows_of,
)

CLASS_TIME = timedelta(hours=4)
PHASE_WORDS = {
    Phase.SET_UP: "only teachers see it",
    Phase.DRAFTING: "students write and hand in",
    Phase.REVIEW: "students read each other",
    Phase.REVISION: "students decide, revise and hand in again",
    Phase.CLOSED: "it is over; everything stays readable",
}
NAMING_WORDS = {
    Naming.PEN_NAMES_FIRST: "Pen names while reviewing, then names",
    Naming.OPEN: "Names throughout",
    Naming.SINGLE_BLIND: "Writers are named, readers are not",
    Naming.DOUBLE_BLIND: "Nobody is named",
}
READERS_WORDS = {
    ReadersFrom.CLASS: "The class",
    ReadersFrom.OTHER_CLASSES: "Other classes of the center",
    ReadersFrom.CENTER: "The whole center",
}


class AssignmentView(View):
    """``/assignment/new/CLASS`` is the form, ``/assignment/ID`` an assignment and its phases,
    ``/assignment/ID/change`` the form again."""

    def page(self) -> str:
        """The form, or the assignment."""
        if self.part(0) == "new":
            return self._new()
        assignment = assignments.find_assignment(self.session, self.part(0))
        self.session.require_teacher_of(assignment.group_id)
        return self._form(assignment) if self.part(1) == "change" else self._assignment(assignment)

    def do_make(self, args: Args) -> Reply:
        """Set the assignment."""
        reader = FormReader(args, self.desk.zone)
        try:
            made = assignments.make_assignment(self.session, self.part(1), reader.form())
        except InvalidInput as error:
            raise at_its_field(error) from None
        return Reply(
            route=f"/assignment/{made.id}", say=" ".join([f"“{made.title}” is set.", *reader.notes])
        )

    def do_change(self, args: Args) -> Reply:
        """Keep what was changed."""
        before = assignments.find_assignment(self.session, self.part(0))
        locks = assignments.settings_locked(self.session, before.id)
        reader = FormReader(args, self.desk.zone)
        try:
            form = reader.form(before, locks)
            changed = assignments.change_assignment(self.session, before.id, form)
        except InvalidInput as error:
            raise at_its_field(error) from None
        said = " ".join([f"“{changed.title}” is changed.", *reader.notes])
        return Reply(route=f"/assignment/{changed.id}", say=said)

    def do_phase(self, args: Args) -> Reply:
        """Begin a phase now."""
        phase, round = phase_of(args)
        assignments.start_phase(self.session, self.part(0), phase, round)
        return Reply(say=f"The {Stage(phase, round)} phase has begun: {PHASE_WORDS[phase]}.")

    def do_round(self, args: Args) -> Reply:
        """Review and revise once more."""
        rounds.add_round(self.session, self.part(0))
        return Reply(say="There is another round now. It begins when you say so, or on its date.")

    def do_hour(self, args: Args) -> Reply:
        """Hold it within one class hour."""
        write, read, revise = (args.number(name) for name in ("write", "read", "revise"))
        rounds.hold_in_one_hour(self.session, self.part(0), write=write, read=read, revise=revise)
        return Reply(say=f"Writing has begun. Reading follows in {write} minutes.")

    def do_later(self, args: Args) -> Reply:
        """Everything that is to come begins later."""
        minutes = args.number("minutes", "Minutes")
        rounds.give_more_time(self.session, self.part(0), minutes)
        return Reply(say="Everybody has more time.")

    def do_extend(self, args: Args) -> Reply:
        """Give one student more time."""
        if not args.text("member"):
            raise InvalidInput("Choose somebody from the list.", "member")
        typed = moment_or_none(args, "until", self.desk.zone)
        if typed is None:
            raise InvalidInput("Please choose a day and a time.", "until")
        extensions.give_extension(
            self.session, self.part(0), args.text("member"), typed.at, args.text("reason")
        )
        return Reply(say=" ".join(filter(None, ["The extension is given.", typed.note])))

    def do_withdraw(self, args: Args) -> Reply:
        """Take an extension back."""
        extensions.withdraw_extension(self.session, self.part(0), args.text("id"))
        return Reply(say="The extension is taken back.")

    def _new(self) -> str:
        group = self.session.require_teacher_of(self.part(1))
        blank = CriterionForm("")
        return self._form_page(
            assignment=None,
            group=group,
            form=BLANK,
            locks=None,
            rows=[*DEFAULT_CRITERIA, *[blank] * (CRITERIA_ROWS - len(DEFAULT_CRITERIA))],
            second_rows=[blank] * SECOND_ROWS,
            first=None,
            second=None,
            starts={},
            begun=set(),
            short=in_short(self._usual(group)),
            doubt=self._doubt(self._usual(group)),
        )

    def _usual(self, group: Group) -> Assignment:
        """An assignment with the center's defaults, to describe them."""
        now, nobody = self.session.clock.now(), ""
        return Assignment(nobody, group.id, "", "", "", nobody, now, ())

    def _form(self, assignment: Assignment) -> str:
        group = self.session.require_teacher_of(assignment.group_id)
        first, second = self._rubrics(assignment)
        now = self.session.clock.now()
        return self._form_page(
            assignment=assignment,
            group=group,
            form=assignment,
            locks=assignments.settings_locked(self.session, assignment.id),
            rows=rows_of(first, CRITERIA_ROWS),
            second_rows=rows_of(second, SECOND_ROWS),
            first=first,
            second=second,
            starts={start.stage: start.at for start in assignment.starts},
            begun={s for s in all_stages() if s.place <= stage_at(assignment, now).place},
            short=in_short(assignment, first, second),
            doubt=self._doubt(assignment),
        )

    def _doubt(self, assignment: Assignment) -> str:
        """Where readers, reviews and the class do not fit together."""
        return does_not_fit(
            assignment.reviews_wanted,
            assignment.reviews_due,
            assignment.readers_from,
            len(classes.students_of(self.session, assignment.group_id)),
        )

    def _form_page(self, **values: object) -> str:
        return self.render(
            "assignment_form.html",
            member_id=self.session.actor_id,
            stages=[(stage, field_of(stage), PHASE_WORDS[stage.phase]) for stage in all_stages()],
            naming_words=list(NAMING_WORDS.items()),
            readers_words=list(READERS_WORDS.items()),
            naming_words_of=NAMING_WORDS,
            readers_words_of=READERS_WORDS,
            **values,
        )

    def _assignment(self, assignment: Assignment) -> str:
        now = self.session.clock.now()
        first, second = self._rubrics(assignment)
        group = self.session.require_teacher_of(assignment.group_id)
        return self.render(
            "assignment.html",
            assignment=assignment,
            group=group,
            stage=stage_at(assignment, now),
            until=phase_end(assignment, now),
            soon=_is_soon(assignment, now),
            next=next_stage(assignment, now),
            starts={start.stage: start.at for start in assignment.starts},
            stages=stages_of(assignment.rounds),
            may_add_round=assignment.rounds < MAX_ROUNDS,
            words=PHASE_WORDS,
            rubric=first,
            second=second,
            has_levels=any(one.has_levels for one in (first, second) if one is not None),
            short=in_short(assignment, first, second),
            doubt=self._doubt(assignment),
            policies=assignments.policies_of(self.session, assignment),
            progress=assignments.progress_of(self.session, assignment.id),
            extensions=extensions.extensions_of(self.session, assignment.id),
            students=classes.students_of(self.session, group.id),
        )

    def _rubrics(self, assignment: Assignment) -> tuple[Rubric | None, Rubric | None]:
        first = assignments.rubric_of(self.session, assignment.id)
        if assignment.second_rubric_id is None:
            return first, None
        return first, assignments.rubric_of(self.session, assignment.id, round=2)


def _is_soon(assignment: Assignment, now: datetime) -> bool:
    """Whether the next phase is so near that minutes count."""
    end = phase_end(assignment, now)
    return end is not None and end - now <= CLASS_TIME
