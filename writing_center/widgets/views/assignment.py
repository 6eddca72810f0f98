"""Setting an assignment, and moving it through its phases."""

from datetime import UTC, datetime

from ...domain.assignments import ORDER, Phase, Stage, next_phase, phase_at
from ...domain.errors import InvalidInput
from ...services import assignments
from ...services.assignments import DEFAULT_CRITERIA, AssignmentForm, CriterionForm
from ..desk import View
from ..live import Args, Reply

CRITERIA_ROWS = 6
PHASE_WORDS = {
    Phase.SET_UP: "only teachers see it",
    Phase.DRAFTING: "students write and hand in",
    Phase.REVIEW: "students read each other",
    Phase.REVISION: "students decide, revise and hand in again",
    Phase.CLOSED: "it is over; everything stays readable",
}


class AssignmentView(View):
    """``/assignment/new/CLASS`` is the form, ``/assignment/ID`` an assignment and its phases."""

    def page(self) -> str:
        """The form, or the assignment."""
        if self.part(0) == "new":
            group = self.session.require_teacher_of(self.part(1))
            blank = CriterionForm("")
            rows = [*DEFAULT_CRITERIA, *[blank] * (CRITERIA_ROWS - len(DEFAULT_CRITERIA))]
            return self.render(
                "assignment_form.html",
                group=group,
                rows=rows,
                member_id=self.session.actor_id,
                phases=[(phase, PHASE_WORDS[phase]) for phase in ORDER[1:]],
            )
        assignment = assignments.find_assignment(self.session, self.part(0))
        group = self.session.require_teacher_of(assignment.group_id)
        now = self.session.clock.now()
        return self.render(
            "assignment.html",
            assignment=assignment,
            group=group,
            phase=phase_at(assignment, now),
            next=next_phase(assignment, now),
            starts={start.phase: start.at for start in assignment.starts},
            order=ORDER[1:],
            words=PHASE_WORDS,
            rubric=assignments.rubric_of(self.session, assignment.id),
            progress=assignments.progress_of(self.session, assignment.id),
        )

    def do_make(self, args: Args) -> Reply:
        """Set the assignment."""
        form = AssignmentForm(
            title=args.text("title"),
            prompt=args.text("prompt"),
            criteria=[_criterion(args, row) for row in range(CRITERIA_ROWS)],
            starts={Stage(phase): _moment(args, phase) for phase in ORDER[1:]},
            reviews_wanted=args.number("reviews_wanted", "Readers for each draft"),
            reviews_due=args.number("reviews_due", "Reviews from each student"),
            claim_hours=args.decimal("claim_hours", "Hours for a review"),
        )
        try:
            made = assignments.make_assignment(self.session, self.part(1), form)
        except InvalidInput as error:
            in_phase = error.field in list(Phase)
            raise InvalidInput(
                str(error), f"start-{error.field}" if in_phase else error.field
            ) from None
        return Reply(route=f"/assignment/{made.id}", say=f"“{made.title}” is set.")

    def do_change(self, args: Args) -> Reply:
        """Other words for the title and the task."""
        changed = assignments.change_assignment(
            self.session,
            self.part(0),
            AssignmentForm(args.text("title"), args.text("prompt"), criteria=None),
        )
        return Reply(say=f"“{changed.title}” is changed.")

    def do_phase(self, args: Args) -> Reply:
        """Begin a phase now."""
        try:
            phase = Phase(args.text("phase"))
        except ValueError:
            raise InvalidInput("Choose a phase.", "phase") from None
        assignments.start_phase(self.session, self.part(0), phase)
        return Reply(say=f"The {phase} phase has begun: {PHASE_WORDS[phase]}.")


def _criterion(args: Args, row: int) -> CriterionForm:
    return CriterionForm(
        args.text(f"name-{row}"),
        args.text(f"question-{row}"),
        [level for level in args.text(f"levels-{row}").split(",") if level.strip()],
    )


def _moment(args: Args, phase: Phase) -> datetime | None:
    typed = args.text(f"start-{phase}")
    if not typed:
        return None
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        raise InvalidInput("Please choose a day and a time.", f"start-{phase}") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
