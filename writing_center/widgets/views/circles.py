"""The circles of a class, for its teacher: seen as they would be, changed by hand, then made."""

from collections.abc import Sequence
from dataclasses import replace

from ...domain.circles import CirclesBy, free_name
from ...domain.errors import InvalidInput, PlanChanged
from ...services import circle_planning, circles
from ...services.circle_planning import CirclePlan
from ...services.circles import ClassCircles, WantedCircle
from ..desk import View
from ..live import Args, Reply
from ..templates import plural

BY_HAND, IN_BALANCE, NEW = "hand", "balance", "new"
SIZES = [
    ("4", "four, and three where that does not come out"),
    ("3", "three, and four where that does not come out"),
]


class CirclesView(View):
    """``/circles/CLASS``. A plan stays on the page until it is made or put away; it is kept
    nowhere else."""

    plan: CirclePlan | None = None
    plan_of = ""
    asked: tuple[str, int, bool] = (BY_HAND, 4, True)
    shuffle = 0

    @property
    def is_live(self) -> bool:
        """Late-comers appear as they join; a plan that is being changed stands still."""
        return self.plan is None

    def page(self) -> str:
        """The circles as they stand, or as they would be."""
        group = self.session.require_teacher_of(self.part(0))
        if self.plan_of != group.id:
            self.plan_of, self.plan = group.id, None
        seen = circles.circles_of(self.session, group.id)
        if self.plan is not None and self.plan.stamp != seen.stamp:
            self.plan = None  # of a class as it was when somebody last looked
        return self.render(
            "circles.html",
            group=group,
            seen=seen,
            plan=self.plan,
            left=_in_none(seen, self.plan.wanted) if self.plan else (),
            notes=self.plan.notes if self.plan else seen.notes,
            options=_options(self.plan.wanted) if self.plan else (),
            can_shuffle=self.asked[0] != BY_HAND,
            shown=f"{self.shuffle}-{hash(self.plan)}",
            sizes=SIZES,
            by_members=seen.by is CirclesBy.MEMBERS,
        )

    def do_plan(self, args: Args) -> Reply:
        """Show circles at random, in balance, or as they stand, to be changed by hand."""
        how = args.text("how", BY_HAND)
        usual = args.number("usual", "How many") if args.has("usual") else 4
        self.asked, self.shuffle = (how, usual, args.flag("keeps")), 0
        return self._show()

    def do_another(self, _args: Args) -> Reply:
        """Other circles of the same kind."""
        self.shuffle += 1
        return self._show()

    def do_put_away(self, _args: Args) -> Reply:
        """Everything stays as it stands."""
        self.plan = None
        return Reply(extra={"focus": "circles-title"})

    def do_change(self, args: Args) -> Reply:
        """Show the circles as they were changed by hand, or make them so."""
        if self.plan is None or self.plan.stamp != self._stamp():
            return self._changed()
        wanted = self._from_form(args, self.plan)
        if args.text("act") != "keep":
            return self._shown(wanted)
        try:
            made = circles.make_circles(self.session, self.part(0), wanted, self.plan.stamp)
        except PlanChanged:
            return self._changed()
        self.plan = None
        return Reply(
            say=f"Done: {plural(len(made), 'circle stands', 'circles stand')}.",
            extra={"focus": "circles-title"},
        )

    def do_place(self, args: Args) -> Reply:
        """A late-comer joins the smallest circle."""
        circle = circles.place_in_circle(self.session, self.part(0), args.text("id"))
        return Reply(say=f"In {circle.name} now.", extra={"focus": "circles-title"})

    def do_end(self, args: Args) -> Reply:
        """A circle ends."""
        circle = circles.end_circle(self.session, args.text("id"))
        return Reply(say=f"{circle.name} has ended.", extra={"focus": "circles-title"})

    def do_makers(self, args: Args) -> Reply:
        """Whether students may make circles themselves."""
        by = CirclesBy.MEMBERS if args.flag("members") else CirclesBy.TEACHER
        circles.choose_makers(self.session, self.part(0), by)
        told = (
            "Students may make circles now" if by is CirclesBy.MEMBERS else "You make the circles"
        )
        return Reply(say=f"{told}.")

    def _stamp(self) -> str:
        return circles.circles_of(self.session, self.part(0)).stamp

    def _changed(self) -> Reply:
        self.plan = None
        return Reply(say=str(PlanChanged()))

    def _show(self) -> Reply:
        how, usual, keeps = self.asked
        group_id = self.part(0)
        if how == BY_HAND:
            seen = circles.circles_of(self.session, group_id)
            standing = tuple(WantedCircle(c.member_ids, c.name, c.id) for c in seen.circles)
            self.plan = CirclePlan(standing, seen.notes, seen.stamp)
        else:
            self.plan = circle_planning.plan_circles(
                self.session,
                group_id,
                in_balance=how == IN_BALANCE,
                usual=usual,
                keeps_standing=keeps,
                shuffle=self.shuffle,
            )
        return Reply(extra={"focus": "plan-title"})

    def _shown(self, wanted: Sequence[WantedCircle]) -> Reply:
        if self.plan is not None:
            told = circles.notes_on(
                self.session, self.part(0), [(one.name, one.member_ids) for one in wanted]
            )
            self.plan = replace(self.plan, wanted=tuple(wanted), notes=tuple(told))
        return Reply(extra={"focus": "plan-title"})

    def _from_form(self, args: Args, plan: CirclePlan) -> list[WantedCircle]:
        """The plan with everybody where the form says."""
        seen = circles.circles_of(self.session, self.part(0))
        chosen = {id: args.text(f"in-{id}") for id in seen.students}
        if not any(chosen.values()) and not seen.circles:
            raise InvalidInput("Choose a circle for somebody first.")
        found = [
            replace(one, member_ids=_of(chosen, str(number), one.member_ids))
            for number, one in enumerate(plan.wanted)
        ]
        if fresh := _of(chosen, NEW, ()):
            found.append(WantedCircle(fresh, free_name(one.name for one in found)))
        return [one for one in found if one.member_ids]


def _of(chosen: dict[str, str], place: str, before: Sequence[str]) -> tuple[str, ...]:
    """Who is in a circle by the form: who was, and then who came."""
    stay = [id for id in before if chosen.get(id) == place]
    come = [id for id, where in chosen.items() if where == place and id not in stay]
    return (*stay, *come)


def _in_none(seen: ClassCircles, wanted: Sequence[WantedCircle]) -> list[str]:
    placed = {id for one in wanted for id in one.member_ids}
    return [id for id in seen.students if id not in placed]


def _options(wanted: Sequence[WantedCircle]) -> list[tuple[str, str]]:
    return [
        *((str(number), one.name) for number, one in enumerate(wanted)),
        (NEW, "A new circle"),
        ("", "In no circle"),
    ]
