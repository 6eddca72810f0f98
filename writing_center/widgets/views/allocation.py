"""A class gets its readers at once: what would be done, the teacher's wishes, and doing it."""

from ...domain.assignments import Phase, phase_at, takes_reviews
from ...domain.conflicts import PairKind
from ...domain.errors import InvalidInput, PlanChanged
from ...domain.local_time import zone_of
from ...services import allocation, classes, conflicts, pairing
from ...services.assignments import find_assignment
from ..desk import View
from ..live import Args, Reply
from ..templates import plural

NEVER = "never"
WISHES = (
    (PairKind.READS.value, "reads"),
    (PairKind.APART.value, "and … don’t read each other, here"),
    (NEVER, "and … never read each other, in no assignment"),
)
EVERYBODY = "everybody"
TO_WISHES = {"focus": "wishes-title"}


class AllocationView(View):
    """``/readers/ASSIGNMENT/SHUFFLE/everybody``: the last two choose among plans."""

    @property
    def shuffle(self) -> int:
        """Which of the many fair plans is looked at."""
        return int(self.part(1)) if self.part(1).isdecimal() else 0

    @property
    def everybody(self) -> bool:
        """Whether those who have not handed in read as well."""
        return self.part(2) == EVERYBODY

    def page(self) -> str:
        """The plan as it would be now."""
        assignment = find_assignment(self.session, self.part(0))
        group = self.session.require_teacher_of(assignment.group_id)
        plan = allocation.plan_readers(
            self.session, assignment.id, shuffle=self.shuffle, everybody=self.everybody
        )
        students = classes.students_of(self.session, group.id)
        phase = phase_at(assignment, self.session.clock.now())
        return self.render(
            "allocation.html",
            assignment=assignment,
            group=group,
            plan=plan,
            shuffle=self.shuffle,
            everybody=self.everybody,
            here=self._route(self.shuffle, self.everybody),
            next_plan=self._route(self.shuffle + 1, self.everybody),
            may_do=takes_reviews(phase),
            is_over=phase is Phase.CLOSED,
            rules=pairing.pair_rules_of(self.session, assignment.id),
            apart=conflicts.conflicts_in(self.session, group.id),
            people=[("", "Choose somebody"), *((one.id, one.name) for one in students)],
            wishes=WISHES,
        )

    def do_assign(self, args: Args) -> Reply:
        """Do exactly what the page shows; show it afresh if it is not true any more."""
        try:
            plan = allocation.assign_readers(
                self.session,
                self.part(0),
                args.text("stamp"),
                shuffle=self.shuffle,
                everybody=self.everybody,
            )
        except PlanChanged as changed:
            return Reply(say=str(changed))
        given = plural(plan.given, "draft is given", "drafts are given")
        until = plan.until.astimezone(zone_of(self.desk.zone))
        return Reply(
            route=f"/readers/{self.part(0)}",
            say=f"Done: {given} to read, until {until.day} {until:%B}.",
            extra={"focus": "readers-title"},
        )

    def do_choose(self, args: Args) -> Reply:
        """With or without those who have not handed in."""
        return Reply(route=self._route(self.shuffle, args.flag("everybody")))

    def do_wish(self, args: Args) -> Reply:
        """Wish that two read each other, or don't."""
        one, other, kind = args.text("reader"), args.text("author"), args.text("kind")
        for name, chosen in (("reader", one), ("author", other)):
            if not chosen:
                raise InvalidInput("Choose somebody from the list.", name)
        if kind == NEVER:
            group_id = find_assignment(self.session, self.part(0)).group_id
            conflicts.keep_apart(self.session, group_id, one, other, args.text("reason"))
        else:
            pairing.add_pair_rule(self.session, self.part(0), _kind(kind), one, other)
        return Reply(say="Noted; the plan keeps it.", extra=TO_WISHES)

    def do_end_wish(self, args: Args) -> Reply:
        """Take a wish back."""
        pairing.remove_pair_rule(self.session, args.text("id"))
        return Reply(say="Taken back.", extra=TO_WISHES)

    def do_end_apart(self, args: Args) -> Reply:
        """Two may read each other again."""
        conflicts.end_conflict(self.session, args.text("id"))
        return Reply(say="Taken back.", extra=TO_WISHES)

    def _route(self, shuffle: int, everybody: bool) -> str:
        return f"/readers/{self.part(0)}/{shuffle}" + (f"/{EVERYBODY}" if everybody else "")


def _kind(typed: str) -> PairKind:
    try:
        return PairKind(typed)
    except ValueError:
        raise InvalidInput("Choose what you wish for them.", "kind") from None
